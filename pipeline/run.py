"""The one module that knows the order of the stages."""

from __future__ import annotations

import dataclasses
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from pipeline import audio, schema
from pipeline._version import __version__
from pipeline.attribution import attribute
from pipeline.errors import UnknownChoiceError
from pipeline.naming import Names, name_speakers
from pipeline.recognition.recognize import recognize
from pipeline.recognition.repair import clamp_words
from pipeline.text.compose import ComposedTurn, compose
from pipeline.text.spacing import join

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from pipeline.config import Config
    from pipeline.diarization import Diarizer
    from pipeline.progress import Advance, Reporter
    from pipeline.recognition import Recognizer
    from pipeline.show import Show
    from pipeline.timeline import AttributedWord, Diarization, EngineIdentity, Recognition, Waveform


class Listeners(Protocol):
    """The two engines of a run: :class:`pipeline.engines.Engines`, or recorded ones."""

    @property
    def diarizer(self) -> Diarizer:
        """Who was heard when."""

    @property
    def recognizer(self) -> Recognizer:
        """What was said."""


def run_pipeline(path: Path, listeners: Listeners, config: Config, show: Show, reporter: Reporter) -> schema.Transcript:
    """The transcript of the recording at ``path``.

    Raises:
        InputError: the file cannot be read or holds no sound.
        ModelError: weights are missing and cannot be fetched.
        EngineError: an engine cannot be loaded or broke.

    """
    clock = _Clock(reporter)
    with clock.stage("decode") as advance:
        waveform = audio.load(path, advance)
    # both are loaded before either works, so that what is missing is known before the long part
    diarizer, recognizer = listeners.diarizer, listeners.recognizer
    language = config.recognition.language or show.language
    if language is not None and language not in recognizer.languages:
        raise UnknownChoiceError("language", language, sorted(recognizer.languages), remedy="The model knows no other.")
    with clock.stage("diarize") as advance:
        diarization = diarizer.diarize(waveform, advance)
    with clock.stage("recognise") as advance:
        recognition = recognize(recognizer, waveform, diarization.speech, language, advance)
    with clock.stage("name and compose"):
        recognition = clamp_words(recognition, diarization.speech)
        words = attribute(recognition.words, diarization)
        names = name_speakers(words, show.roster)
        turns = compose(words, names.opening)
        _assert_nothing_lost(recognition, turns)
    notices = _notices(waveform, diarization, recognition, config)
    for notice in notices:
        reporter.notice(notice)
    return _assemble(waveform, diarization, recognition, names, turns, config, show, notices, clock.seconds)


class _Clock:
    """Frames stages with the reporter's and keeps how long each took."""

    def __init__(self, reporter: Reporter) -> None:
        self._reporter = reporter
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[Advance]:
        began = time.monotonic()
        with self._reporter.stage(name) as advance:
            yield advance
        self.seconds[name] = round(time.monotonic() - began, 3)


def _assert_nothing_lost(recognition: Recognition, turns: Sequence[ComposedTurn]) -> None:
    """Steps after recognition give words a speaker and a place; they never add, drop or reorder any."""
    composed = [item.word for turn in turns for paragraph in turn.paragraphs for item in paragraph]
    if composed != list(recognition.words):
        raise AssertionError("a stage has added, dropped or reordered words")


def _notices(waveform: Waveform, diarization: Diarization, recognition: Recognition, config: Config) -> tuple[str, ...]:
    notices = [f"{waveform.name}: {notice}" for notice in waveform.notices]
    options = config.diarization
    found = len(diarization.speakers)
    least = options.speakers or options.min_speakers or 0
    most = options.speakers or options.max_speakers or found
    if not diarization.speech:
        notices.append(f"{waveform.name}: no speech was found")
    elif not least <= found <= most:
        notices.append(f"{waveform.name}: {found} voices were told apart, not the number asked for")
    notices.extend(
        f"{waveform.name}: no words could be made out from {repair.start:.1f} to {repair.end:.1f} s"
        for repair in recognition.repairs
        if repair.kind == "unheard"
    )
    return tuple(notices)


def _labels(diarization: Diarization, words: Sequence[AttributedWord], names: Names) -> dict[str, str]:
    """The published label of each diarizer's label: a person's, or SPEAKER_1 and so on in the order of first words."""
    heard = dict.fromkeys(word.speaker for word in words if word.speaker is not None)
    order = [*heard, *(speaker for speaker in diarization.speakers if speaker not in heard)]
    unnamed = [speaker for speaker in order if speaker not in names.by_speaker]
    return {
        speaker: names.by_speaker[speaker].person.label
        if speaker in names.by_speaker
        else f"SPEAKER_{unnamed.index(speaker) + 1}"
        for speaker in order
    }


def _assemble(
    waveform: Waveform,
    diarization: Diarization,
    recognition: Recognition,
    names: Names,
    turns: Sequence[ComposedTurn],
    config: Config,
    show: Show,
    notices: tuple[str, ...],
    seconds: Mapping[str, float],
) -> schema.Transcript:
    words = [word for turn in turns for paragraph in turn.paragraphs for word in paragraph]
    labels = _labels(diarization, words, names)
    return schema.Transcript(
        source=schema.Source(program=show.program, station=show.station, language=recognition.language),
        audio=schema.Audio(
            name=waveform.name,
            sha256=waveform.sha256,
            duration_seconds=_ms(waveform.duration),
            sample_rate_hz=waveform.source_rate_hz,
            channels=waveform.source_channels,
        ),
        speakers=tuple(_speaker(label, speaker, names) for speaker, label in labels.items()),
        turns=tuple(_turn(turn, labels, recognition.language) for turn in turns),
        diarization=tuple(
            schema.Heard(start=_ms(turn.start), end=_ms(turn.end), speaker=labels[turn.speaker])
            for turn in diarization.turns
        ),
        provenance=schema.Provenance(
            byline_version=__version__,
            engines=(_engine("diarization", diarization.engine), _engine("recognition", recognition.engine)),
            configuration={
                "diarization": dataclasses.asdict(config.diarization),
                "recognition": dataclasses.asdict(config.recognition),
                "show": show.model_dump(mode="json"),
            },
            notices=notices,
            repairs=tuple(
                schema.Repair(kind=r.kind, start=_ms(r.start), end=_ms(r.end), detail=r.detail)
                for r in recognition.repairs
            ),
            timings=dict(seconds),
        ),
    )


def _ms(seconds: float) -> float:
    """Seconds at the document's precision."""
    return round(seconds, 3)


def _speaker(label: str, speaker: str, names: Names) -> schema.Speaker:
    naming = names.by_speaker.get(speaker)
    if naming is None:
        return schema.Speaker(label=label, name=None, role=None, confidence=None)
    evidence = tuple(
        schema.Evidence(kind=e.kind, quote=e.quote, time=None if e.time is None else _ms(e.time), weight=e.weight)
        for e in naming.evidence
    )
    person = naming.person
    return schema.Speaker(
        label=label, name=person.name, role=person.role, confidence=naming.confidence, evidence=evidence
    )


def _turn(turn: ComposedTurn, labels: Mapping[str, str], language: str | None) -> schema.Turn:
    paragraphs = tuple(_paragraph(words, labels, language) for words in turn.paragraphs)
    certainties = [word.certainty for words in turn.paragraphs for word in words]
    return schema.Turn(
        kind=turn.kind,
        speaker=None if turn.speaker is None else labels[turn.speaker],
        start=paragraphs[0].start,
        end=paragraphs[-1].end,
        confidence=round(sum(certainties) / len(certainties), 3),
        paragraphs=paragraphs,
    )


def _paragraph(words: Sequence[AttributedWord], labels: Mapping[str, str], language: str | None) -> schema.Paragraph:
    text = join((item.word.text for item in words), language)
    return schema.Paragraph(
        text=text,
        verbatim=text,
        start=_ms(words[0].word.start),
        end=_ms(max(item.word.end for item in words)),
        words=tuple(_word(item, labels) for item in words),
    )


def _word(item: AttributedWord, labels: Mapping[str, str]) -> schema.Word:
    word = item.word
    return schema.Word(
        text=word.text,
        start=_ms(word.start),
        end=_ms(word.end),
        confidence=None if word.confidence is None else round(word.confidence, 3),
        speaker=None if item.speaker is None else labels[item.speaker],
        certainty=round(item.certainty, 3),
    )


def _engine(stage: str, identity: EngineIdentity) -> schema.Engine:
    models = tuple(schema.Model(name=model.name, sha256=model.sha256) for model in identity.models)
    return schema.Engine(stage=stage, name=identity.name, version=identity.version, models=models)
