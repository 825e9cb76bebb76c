"""The one module that knows the order of the stages."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from pipeline import audio
from pipeline.assembly import assemble, published_labels
from pipeline.attribution import attribute
from pipeline.audio.sounding import sounding
from pipeline.diarization.voice_encoder import embedding_model
from pipeline.errors import UnknownChoiceError
from pipeline.house_style import find_rules, reads, rules_for
from pipeline.naming import name_speakers
from pipeline.naming.regroup import regroup
from pipeline.naming.utterances import utterances
from pipeline.naming.voiceprints import acquaint, is_made_by, match
from pipeline.recognition.prompt import prompt_of
from pipeline.recognition.recognize import recognize
from pipeline.recognition.repair import clamp_words
from pipeline.text.compose import ComposedTurn, compose
from pipeline.text.style.styling import setting_of, style_turn
from pipeline.text.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from pipeline.cast import Cast
    from pipeline.config import Config
    from pipeline.diarization import Diarizer
    from pipeline.naming.voiceprints import Voice
    from pipeline.progress import Advance, Reporter
    from pipeline.recognition import Recognizer
    from pipeline.schema import Transcript
    from pipeline.timeline import Diarization, Recognition, Waveform


class Listeners(Protocol):
    """The two engines of a run: :class:`pipeline.engines.Engines`, or recorded ones."""

    @property
    def diarizer(self) -> Diarizer:
        """Who was heard when."""

    @property
    def recognizer(self) -> Recognizer:
        """What was said."""

    def fetch(self) -> None:
        """Have the weights of both at hand."""

    def take_notices(self) -> tuple[str, ...]:
        """What they had to do otherwise than planned since this was last asked."""


def run_pipeline(
    path: Path,
    listeners: Listeners,
    config: Config,
    cast: Cast,
    reporter: Reporter,
    voices: Sequence[Voice] = (),
    notices: Sequence[str] = (),
) -> Transcript:
    """The transcript of the recording at ``path``.

    ``voices`` are the enrolled ones; ``notices`` what the reader should know besides what the run itself finds.

    Raises:
        ConfigError: there is no such style, or the model knows no such language.
        InputError: the file cannot be read or holds no sound.
        ModelError: weights are missing and cannot be fetched.
        EngineError: an engine cannot be loaded or broke.

    """
    rules, terms = find_rules(config.text), _terms(cast)
    clock = _Clock(reporter)
    waveform, diarizer, recognizer = _prepare(path, listeners, 1 if config.machine.threads == 1 else 2, clock)
    language = config.recognition.language or cast.language
    if language is not None and language not in recognizer.languages:
        raise UnknownChoiceError("language", language, sorted(recognizer.languages), remedy="The model knows no other.")
    with clock.stage("diarize") as advance:
        diarization = diarizer.diarize(waveform, advance)
    with clock.stage("recognise") as advance:
        prompt = prompt_of(terms.in_order) if config.recognition.prompt else None
        recognition = recognize(recognizer, waveform, diarization.speech, language, advance, prompt)
    with clock.stage("name and compose"):
        recognition = clamp_words(recognition, diarization.speech)
        words = attribute(recognition.words, diarization)
        words, diarization = regroup(words, diarization, cast.roster)
        matches = match(diarization.voiceprints, embedding_model(diarization.engine), voices)
        roster, matches = acquaint(cast.roster, matches)
        names = name_speakers(utterances(words), roster, matches, recognition.language)
        spoken = [*diarization.speech, *(word.span for word in recognition.words)]
        sounds = sounding(waveform, spoken) if config.text.sounds else ()
        turns = compose(words, names.opening, backchannels=config.text.backchannels, sounds=sounds)
        _assert_nothing_lost(recognition, turns)
    with clock.stage("style"):
        labels = published_labels(diarization, words, names)
        people = [*cast.roster.people, *(naming.person for naming in names.by_speaker.values())]
        setting = setting_of(turns, [person.name for person in people], terms)
        fit = rules_for(recognition.language, rules)
        styled = [style_turn(turn, fit, setting, labels) for turn in turns]
    told = (
        *notices,
        *terms.warnings,
        *_other_voices(diarization, voices),
        *_notices(waveform, diarization, recognition, config),
        *(f"{waveform.name}: {notice}" for notice in listeners.take_notices()),
    )
    for notice in told:
        reporter.notice(notice)
    return assemble(waveform, diarization, recognition, names, labels, turns, styled, config, cast, told, clock.seconds)


def _prepare(path: Path, listeners: Listeners, threads: int, clock: _Clock) -> tuple[Waveform, Diarizer, Recognizer]:
    """The sound, and the engines, which are loaded while it is decoded.

    They are begun with when there is sound, as a file that holds none needs no models; and both are there before
    either works, so that what is missing is known before the long part.
    """
    loading: list[tuple[Future[Diarizer], Future[Recognizer]]] = []
    with ThreadPoolExecutor(threads, "engines") as beside, clock.stage("decode") as advance:

        def watch(done: float, total: float) -> None:
            if done > 0 and not loading:
                listeners.fetch()
                both = beside.submit(lambda: listeners.diarizer), beside.submit(lambda: listeners.recognizer)
                loading.append(both)
            advance(done, total)

        waveform = audio.load(path, watch)  # which says at its end at the latest that there is sound
    (diarizer, recognizer) = loading[0]
    return waveform, diarizer.result(), recognizer.result()


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


def _terms(cast: Cast) -> Terms:
    """How names are spelled, as those say who know the recording."""
    people = [(person.name, person.aliases) for person in cast.roster.people]
    return Terms.build((*cast.glossary, *cast.mentioned), people)


def _other_voices(diarization: Diarization, voices: Sequence[Voice]) -> tuple[str, ...]:
    """A notice of enrolled voices that cannot be compared with those of this diarizer.

    It does not say whose: a transcript is published, and who was enrolled is nobody's business.
    """
    model = embedding_model(diarization.engine)
    others = sum(not is_made_by(voice, model) for voice in voices)
    return (f"enrolled voices left aside because another model made them: {others}",) if others else ()


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
    if not reads(recognition.language):
        notices.append(f"{waveform.name}: no rule of style but spacing is made for {recognition.language!r}")
    notices.extend(
        f"{waveform.name}: no words could be made out from {repair.start:.1f} to {repair.end:.1f} s"
        for repair in recognition.repairs
        if repair.kind == "unheard"
    )
    return tuple(notices)
