"""Names and words that would break out of a format for readers, or break whoever reads it back."""

from __future__ import annotations

from pipeline import schema

NASTY = [
    "<script>alert(1)</script>",
    "</script><img",
    "</v>",
    "-->",
    "00:00:01.000-->00:00:02.000",
    "]]>",
    "&amp;",
    "&lt;b&gt;",
    "quo\"te's",
    "\u202egnorw",
    "\u200f\u0634\u0643\u0631\u0627",
    "line\nbreak",
    "two\r\n\r\nbreaks",
    "nul\x00l",
    "esc\x1b[31m",
    "\ufffe\uffff\x85",
    "**bold**",
    "~~struck~~",
    "# no_heading",
    "[a](javascript:alert(1))",
    "{\\an8}",
    "1.",
    "💥",
]


def nasty_transcript() -> schema.Transcript:
    """A timed transcript in which every text that a source could hold is nasty."""
    labels = [f"{i} {text}" for i, text in enumerate(NASTY)]
    everything = " ".join(NASTY)
    return schema.Transcript(
        source=schema.Source(
            headline=everything,
            program=everything,
            station="</title><script>alert(1)</script>",
            url='https://example.org/"><script>alert(1)</script>',
            published="--> yesterday",
            language='en"><script>alert(1)</script>',
            notices=tuple(NASTY),
        ),
        audio=schema.Audio(
            name='javascript:alert("<1>").mp3?#',
            sha256="0" * 64,
            duration_seconds=900,
            sample_rate_hz=16000,
            channels=1,
        ),
        speakers=tuple(
            schema.Speaker(label=label, name=text, role=text, confidence=0.5, evidence=(_proof(text),))
            for label, text in zip(labels, NASTY, strict=True)
        ),
        turns=tuple(_turn(label, i * 30.0) for i, label in enumerate(labels)),
        diarization=None,
        provenance=None,
    )


def _proof(text: str) -> schema.Evidence:
    return schema.Evidence(kind=text, quote=text, time=1.0, weight=0.5)


def _turn(label: str, start: float) -> schema.Turn:
    words = tuple(
        schema.Word(text=text, start=start + i, end=start + i + 0.5, confidence=0.5, speaker=label)
        for i, text in enumerate(NASTY)
    )
    text = " ".join(NASTY)
    paragraph = schema.Paragraph(text=text, verbatim=text, start=start, end=start + 29, words=words)
    return schema.Turn(
        kind="speech", speaker=label, start=start, end=start + 29, confidence=None, paragraphs=(paragraph,)
    )
