"""Small values for tests, written the way one would say them: words, turns, conversations, sound, transcripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline import schema
from pipeline.timeline import (
    SAMPLE_RATE,
    AttributedWord,
    Diarization,
    EngineIdentity,
    ModelIdentity,
    Turn,
    Waveform,
    Word,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

ENGINE = EngineIdentity("made-up", "1.0", (ModelIdentity("tiny", None),))
SHA256 = "0" * 64


def said(text: str, start: float = 0.0, each: float = 0.4, confidence: float | None = 0.9) -> tuple[Word, ...]:
    """The words of ``text``, one after the other without a pause, ``each`` seconds long."""
    return tuple(
        Word(word, round(start + i * each, 3), round(start + (i + 1) * each, 3), confidence)
        for i, word in enumerate(text.split())
    )


def words(
    speaker: str | None, text: str, start: float = 0.0, each: float = 0.4, certainty: float = 1.0
) -> tuple[AttributedWord, ...]:
    """The words of ``text``, all said by ``speaker``."""
    return tuple(AttributedWord(word, speaker, certainty) for word in said(text, start, each))


def conversation(*lines: str, pause: float = 0.3) -> tuple[AttributedWord, ...]:
    """Lines like ``"A: Good morning."``, said one after the other with a pause between them."""
    spoken: list[AttributedWord] = []
    for line in lines:
        speaker, text = line.split(": ", 1)
        start = spoken[-1].word.end + pause if spoken else 0.0
        spoken.extend(words(speaker, text, start))
    return tuple(spoken)


def turns(*lines: str) -> tuple[Turn, ...]:
    """Lines like ``"A 0 2.5"``: who, from when, until when."""
    parts = [line.split() for line in lines]
    return tuple(Turn(float(start), float(end), speaker) for speaker, start, end in parts)


def diarization(heard: Sequence[Turn], exclusive: Sequence[Turn] | None = None) -> Diarization:
    """What was heard; without ``exclusive`` nobody speaks at the same time as another."""
    return Diarization(tuple(heard), tuple(heard if exclusive is None else exclusive), {}, ENGINE)


def waveform(samples: npt.NDArray[np.float32] | float) -> Waveform:
    """A recording of these samples, or of so many seconds of silence."""
    sound = np.zeros(round(samples * SAMPLE_RATE), np.float32) if isinstance(samples, int | float) else samples
    return Waveform(sound, "talk.mp3", SHA256, 44_100, 2)


def noise(seconds: float, loudness: float = 0.1) -> npt.NDArray[np.float32]:
    """White noise, the same every time."""
    return np.random.default_rng(7).uniform(-loudness, loudness, round(seconds * SAMPLE_RATE)).astype(np.float32)


def paragraph(text: str, speaker: str | None = None, start: float = 0.0, each: float = 0.4) -> schema.Paragraph:
    """A published paragraph with its words."""
    spoken = said(text, start, each)
    return schema.Paragraph(
        text=text,
        verbatim=text,
        start=start,
        end=spoken[-1].end,
        words=tuple(
            schema.Word(text=w.text, start=w.start, end=w.end, confidence=w.confidence, speaker=speaker, certainty=1.0)
            for w in spoken
        ),
    )


def turn(kind: str, speaker: str | None, *texts: str, start: float = 0.0) -> schema.Turn:
    """A published turn of one paragraph a text."""
    paragraphs: list[schema.Paragraph] = []
    for text in texts:
        paragraphs.append(paragraph(text, speaker, paragraphs[-1].end or 0.0 if paragraphs else start))
    return schema.Turn.model_validate(
        {
            "kind": kind,
            "speaker": speaker,
            "start": start,
            "end": paragraphs[-1].end,
            "confidence": 1.0,
            "paragraphs": paragraphs,
        }
    )


def folded_turn() -> schema.Turn:
    """What A says in one go while B listens: "We left (B: Mm-hmm. Sure.) at noon.", a word a second."""
    spoken = [
        ("We", "A", None),
        ("left", "A", None),
        ("Mm-hmm.", "B", "(B: Mm-hmm. Sure.)"),
        ("Sure.", "B", ""),
        ("at", "A", None),
        ("noon.", "A", None),
    ]
    timed = tuple(
        schema.Word(text=text, start=i, end=i + 0.5, confidence=None, speaker=speaker, shown=shown)
        for i, (text, speaker, shown) in enumerate(spoken)
    )
    said = schema.Paragraph(
        text="We left (B: Mm-hmm. Sure.) at noon.",
        verbatim="We left Mm-hmm. Sure. at noon.",
        start=0.0,
        end=5.5,
        words=timed,
    )
    return schema.Turn(kind="speech", speaker="A", start=0.0, end=5.5, confidence=None, paragraphs=(said,))


def transcript(turns: Iterable[schema.Turn] = (), headline: str | None = None) -> schema.Transcript:
    """The smallest transcript that holds ``turns`` and their speakers."""
    spoken = tuple(turns)
    labels = dict.fromkeys(turn.speaker for turn in spoken if turn.speaker is not None)
    return schema.Transcript(
        source=schema.Source(headline=headline),
        audio=None,
        speakers=tuple(schema.Speaker(label=label, name=None, role=None, confidence=None) for label in labels),
        turns=spoken,
        diarization=None,
        provenance=None,
    )
