"""A transcript whose labels, names and words would break a format that does not mind them."""

from __future__ import annotations

from pipeline import schema
from tests.builders import SHA256

LABELS = ("SMITH\u2028x\t;;", '"DUTCH', "]]> <script>", "\u202eRTL\u202c", "VANEK SMITH", "VANEK_SMITH")
WORDS = (
    "<tag>",
    ";;",
    "<!--",
    '"quoted',
    "-->",
    "]]>",
    "\u200fשלום\u200e",
    "a\u00a0b",
    "\x01\x02",
    "c\nd\te",
    "{curly}",
    "&amp;",
    "\ufeff",
    "x\x00y",
    "\x85",
)
NAME = ';; "<script>alert(1)</script>\n--> ]]>\u202e'


def hostile_transcript() -> schema.Transcript:
    """Every speaker says all :data:`WORDS`, one second each; then somebody unknown does, and there is a sound."""
    speakers = tuple(
        schema.Speaker(label=label, name=f"{NAME} {i}", role=None, confidence=None) for i, label in enumerate(LABELS)
    )
    turns = [_turn("speech", label, 20.0 * i) for i, label in enumerate([*LABELS, None])]
    turns.append(_turn("sound", None, 20.0 * len(turns)))
    return schema.Transcript(
        source=schema.Source(headline=NAME),
        audio=schema.Audio(
            name=';; "a\tb\n.mp3', sha256=SHA256, duration_seconds=200.0, sample_rate_hz=44_100, channels=2
        ),
        speakers=speakers,
        turns=tuple(turns),
        diarization=None,
        provenance=None,
    )


def _turn(kind: str, label: str | None, start: float) -> schema.Turn:
    words = tuple(
        schema.Word(text=text, start=start + i, end=start + i + 1, confidence=0.5, speaker=label)
        for i, text in enumerate(WORDS)
    )
    end = start + len(WORDS)
    text = " ".join(WORDS)
    paragraph = schema.Paragraph(text=text, verbatim=text, start=start, end=end, words=words)
    return schema.Turn.model_validate(
        {"kind": kind, "speaker": label, "start": start, "end": end, "confidence": None, "paragraphs": (paragraph,)}
    )
