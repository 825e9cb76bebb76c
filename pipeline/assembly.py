"""From the stages' values to the published document: labels put in, seconds rounded once, nothing decided."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from pipeline import schema
from pipeline._version import __version__
from pipeline.text.compose import SOUND_TEXT
from pipeline.text.spacing import join

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.cast import Cast
    from pipeline.config import Config
    from pipeline.naming import Names
    from pipeline.text.compose import ComposedTurn
    from pipeline.text.style.styling import Styled
    from pipeline.timeline import (
        AttributedWord,
        Change,
        Diarization,
        EngineIdentity,
        Evidence,
        Recognition,
        Span,
        SpeakerCount,
        Waveform,
    )


def published_labels(diarization: Diarization, words: Sequence[AttributedWord], names: Names) -> dict[str, str]:
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


def assemble(
    waveform: Waveform,
    diarization: Diarization,
    recognition: Recognition,
    names: Names,
    labels: Mapping[str, str],
    turns: Sequence[ComposedTurn],
    styled: Sequence[Sequence[Styled]],
    config: Config,
    cast: Cast,
    notices: tuple[str, ...],
    seconds: Mapping[str, float],
) -> schema.Transcript:
    """The document of one run; ``styled`` is what readers get of each paragraph of each turn.

    ``labels`` are those of :func:`published_labels`.
    """
    return schema.Transcript(
        source=schema.Source(
            headline=cast.title,
            program=cast.program,
            station=cast.station,
            url=cast.url,
            published=cast.published,
            language=recognition.language,
        ),
        audio=schema.Audio(
            name=waveform.name,
            sha256=waveform.sha256,
            duration_seconds=_ms(waveform.duration),
            sample_rate_hz=waveform.source_rate_hz,
            channels=waveform.source_channels,
        ),
        speakers=tuple(speaker_of(label, speaker, names, labels) for speaker, label in labels.items()),
        speaker_count=_count(diarization.count),
        not_heard=tuple(person.name for person in names.not_heard),
        turns=tuple(
            _turn(turn, texts, labels, recognition.language) for turn, texts in zip(turns, styled, strict=True)
        ),
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
                "text": dataclasses.asdict(config.text),
                "cast": cast.described(),
            },
            notices=notices,
            repairs=tuple(
                schema.Repair(kind=r.kind, start=_ms(r.start), end=_ms(r.end), detail=r.detail)
                for r in recognition.repairs
            ),
            changes=tuple(_change(change) for texts in styled for text in texts for change in text.changes),
            timings=dict(seconds),
        ),
    )


def _ms(seconds: float) -> float:
    """Seconds at the document's precision."""
    return round(seconds, 3)


def speaker_of(label: str, speaker: str, names: Names, labels: Mapping[str, str]) -> schema.Speaker:
    """The published entry of ``speaker``; ``labels`` maps the voices' own labels to the published ones."""
    considered = tuple(
        schema.Candidate(
            name=other.person.name,
            role=other.person.role,
            confidence=other.confidence,
            evidence=_evidence(other.evidence, labels),
            against=_evidence(other.against, labels),
        )
        for other in names.considered.get(speaker, ())
    )
    naming = names.by_speaker.get(speaker)
    if naming is None:
        return schema.Speaker(label=label, name=None, role=None, confidence=None, considered=considered)
    return schema.Speaker(
        label=label,
        name=naming.person.name,
        role=naming.person.role,
        confidence=naming.confidence,
        evidence=_evidence(naming.evidence, labels),
        against=_evidence(naming.against, labels),
        considered=considered,
    )


def _evidence(proofs: Iterable[Evidence], labels: Mapping[str, str]) -> tuple[schema.Evidence, ...]:
    return tuple(
        schema.Evidence(
            kind=proof.kind,
            quote=proof.quote,
            time=None if proof.time is None else _ms(proof.time),
            weight=proof.weight,
            said_by=None if proof.said_by is None else labels[proof.said_by],
        )
        for proof in proofs
    )


def _count(count: SpeakerCount | None) -> schema.SpeakerCount | None:
    if count is None:
        return None
    return schema.SpeakerCount(number=count.number, confidence=count.confidence, least=count.least, most=count.most)


def _turn(turn: ComposedTurn, styled: Sequence[Styled], labels: Mapping[str, str], language: str | None) -> schema.Turn:
    if turn.heard is not None:
        return _sound(turn.heard)
    paragraphs = tuple(
        _paragraph(words, text.shown, labels, language) for words, text in zip(turn.paragraphs, styled, strict=True)
    )
    certainties = [word.certainty for words in turn.paragraphs for word in words]
    return schema.Turn(
        kind=turn.kind,
        speaker=None if turn.speaker is None else labels[turn.speaker],
        start=paragraphs[0].start,
        end=paragraphs[-1].end,
        confidence=round(sum(certainties) / len(certainties), 3),
        paragraphs=paragraphs,
    )


def _sound(heard: Span) -> schema.Turn:
    start, end = _ms(heard.start), _ms(heard.end)
    text = schema.Paragraph(text=SOUND_TEXT, verbatim=SOUND_TEXT, start=start, end=end)
    return schema.Turn(kind="sound", speaker=None, start=start, end=end, confidence=None, paragraphs=(text,))


def _paragraph(
    words: Sequence[AttributedWord], shown: Sequence[str | None], labels: Mapping[str, str], language: str | None
) -> schema.Paragraph:
    said = [item.word.text for item in words]
    return schema.Paragraph(
        text=join((text for text in map(_first, shown, said) if text), language),
        verbatim=join(said, language),
        start=_ms(words[0].word.start),
        end=_ms(max(item.word.end for item in words)),
        words=tuple(_word(item, text, labels) for item, text in zip(words, shown, strict=True)),
    )


def _first(shown: str | None, said: str) -> str:
    return said if shown is None else shown


def _word(item: AttributedWord, shown: str | None, labels: Mapping[str, str]) -> schema.Word:
    word = item.word
    return schema.Word(
        text=word.text,
        start=_ms(word.start),
        end=_ms(word.end),
        confidence=None if word.confidence is None else round(word.confidence, 3),
        speaker=None if item.speaker is None else labels[item.speaker],
        certainty=round(item.certainty, 3),
        overlapped=item.overlapped,
        shown=shown,
    )


def _change(change: Change) -> schema.Change:
    return schema.Change(
        rule=change.rule,
        before=change.before,
        after=change.after,
        start=_ms(change.start),
        end=_ms(change.end),
        reason=change.reason,
    )


def _engine(stage: str, identity: EngineIdentity) -> schema.Engine:
    models = tuple(schema.Model(name=model.name, sha256=model.sha256) for model in identity.models)
    return schema.Engine(stage=stage, name=identity.name, version=identity.version, models=models)
