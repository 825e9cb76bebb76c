"""The published document: one :class:`Transcript`, the same from a recording and from a station page.

Version rule: within a major version fields are only added, never renamed, removed or given another meaning. byline
reads its own version and all earlier ones of its major version (:mod:`pipeline.reading` fills in what was added), and
refuses later ones and other major versions. Programs that read the JSON should ignore fields they do not know.

Times are seconds from the start of the recording with millisecond precision (what is read from an RTTM file
keeps its own), and null where the source had none.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA_VERSION: Literal["1.0"] = "1.0"

Seconds = Annotated[float, Field(ge=0)]
Share = Annotated[float, Field(ge=0, le=1)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


def _check_order(start: float | None, end: float | None) -> None:
    if (start is None) != (end is None):
        raise ValueError("start and end are either both there or both null")
    if start is not None and end is not None and end < start:
        raise ValueError(f"it ends ({end}) before it starts ({start})")


def _unspaced(text: str) -> str:
    return text.replace(" ", "")


class Word(_Model):
    """One word as it was said."""

    text: str = Field(min_length=1, description="The word, punctuation attached.", examples=["Kazakhstan,"])
    start: Seconds | None = Field(description="When it begins.", examples=[12.345])
    end: Seconds | None = Field(description="When it ends.", examples=[14.2])
    confidence: Share | None = Field(description="How sure recognition was of the word.", examples=[0.93])
    speaker: str | None = Field(description="Label of who said it.", examples=["MAYNES"])
    certainty: Share | None = Field(
        default=None,
        description="How sure it is that this speaker said it, and not another voice heard near it.",
        examples=[1.0],
    )
    overlapped: bool = Field(default=False, description="Whether another voice is heard over it.", examples=[False])
    shown: str | None = Field(
        default=None,
        description="What readers get in its place, where that is not `text`: empty where it was left out, or is part "
        "of what stands at a word before it.",
        examples=[None, "Kassym-Jomart", ""],
    )

    @model_validator(mode="after")
    def _check(self) -> Word:
        _check_order(self.start, self.end)
        return self


class Paragraph(_Model):
    """A paragraph of a turn."""

    text: str = Field(description="What readers get.", examples=["Good morning, Charles."])
    verbatim: str = Field(description="What was said, before any rule of style.", examples=["Good morning, Charles."])
    start: Seconds | None = Field(description="When it begins.", examples=[12.345])
    end: Seconds | None = Field(description="When it ends.", examples=[14.2])
    words: tuple[Word, ...] = Field(default=(), description="The words that spell `verbatim`; none for a page.")

    @model_validator(mode="after")
    def _check(self) -> Paragraph:
        _check_order(self.start, self.end)
        if self.words and _unspaced("".join(word.text for word in self.words)) != _unspaced(self.verbatim):
            raise ValueError("the words do not spell the paragraph's verbatim text")
        if any(word.shown is not None for word in self.words):
            shown = "".join(word.text if word.shown is None else word.shown for word in self.words)
            if _unspaced(shown) != _unspaced(self.text):
                raise ValueError("what is shown of the words does not spell the paragraph's text")
        return self


class Turn(_Model):
    """What one person says until somebody else does."""

    kind: Literal["introduction", "speech", "sound"] = Field(
        description="`introduction` is the host's opening, printed without a label; `sound` is no speech.",
        examples=["speech"],
    )
    speaker: str | None = Field(description="Label of who speaks; null when nobody knows.", examples=["RASCOE"])
    start: Seconds | None = Field(description="When it begins.", examples=[12.345])
    end: Seconds | None = Field(description="When it ends.", examples=[14.2])
    confidence: Share | None = Field(description="Mean certainty that its words are this speaker's.", examples=[0.98])
    paragraphs: tuple[Paragraph, ...] = Field(min_length=1, description="Its text.")

    @model_validator(mode="after")
    def _check(self) -> Turn:
        _check_order(self.start, self.end)
        return self


class Evidence(_Model):
    """Something that speaks for or against a name."""

    kind: str = Field(description="Kind of proof.", examples=["hand-over", "back-announcement", "show-host"])
    quote: str = Field(description="The words that prove it.", examples=["That's NPR's Charles Maynes in Moscow."])
    time: Seconds | None = Field(description="When they were said.", examples=[23.29])
    weight: Share = Field(description="How much this proof counts on its own.", examples=[0.8])
    said_by: str | None = Field(
        default=None, description="Label of who said it; null for what nobody said.", examples=["RASCOE"]
    )


class Candidate(_Model):
    """Somebody who was considered for a voice, and was not chosen."""

    name: str = Field(description="Full name, or as much of it as is known.", examples=["Charles Maynes"])
    role: str | None = Field(description="Part in the program.", examples=["correspondent"])
    confidence: Share = Field(description="How sure it is that this is the voice's name.", examples=[0.31])
    evidence: tuple[Evidence, ...] = Field(default=(), description="What speaks for it.")
    against: tuple[Evidence, ...] = Field(default=(), description="What speaks against it.")


class Identity(_Model):
    """Who a speaker was taken for before somebody corrected it."""

    label: str = Field(min_length=1, description="What was printed before a turn.", examples=["SPEAKER_2"])
    name: str | None = Field(description="Full name.", examples=[None, "Charles Maynes"])
    role: str | None = Field(description="Part in the program.", examples=["host", "correspondent", "guest"])
    confidence: Share | None = Field(description="How sure the name was; null without a name.", examples=[0.988])
    evidence: tuple[Evidence, ...] = Field(default=(), description="What proved the name.")
    against: tuple[Evidence, ...] = Field(default=(), description="What spoke against it.")


class Speaker(_Model):
    """Somebody who is heard. Without proof of a name, `name` is null and the label is `SPEAKER_1` or the like."""

    label: str = Field(min_length=1, description="What is printed before a turn.", examples=["MAYNES"])
    name: str | None = Field(description="Full name.", examples=["Charles Maynes"])
    role: str | None = Field(description="Part in the program.", examples=["host", "correspondent", "guest"])
    confidence: Share | None = Field(description="How sure the name is; null without a name.", examples=[0.988])
    evidence: tuple[Evidence, ...] = Field(default=(), description="What proves the name.")
    against: tuple[Evidence, ...] = Field(default=(), description="What speaks against the name, and did not prevail.")
    considered: tuple[Candidate, ...] = Field(default=(), description="Who else was considered, the likeliest first.")
    previous: tuple[Identity, ...] = Field(
        default=(), description="Who the speaker was taken for before corrections, the oldest first."
    )


class SpeakerCount(_Model):
    """How many voices were told apart, and how sure that is."""

    number: int = Field(ge=0, description="Voices told apart.", examples=[2])
    confidence: Share | None = Field(
        description="How sure the number is; null where it was given or nothing tells.", examples=[0.9]
    )
    least: int = Field(ge=0, description="The smallest number that the voices would also bear.", examples=[2])
    most: int = Field(ge=0, description="The largest number that the voices would also bear.", examples=[3])

    @model_validator(mode="after")
    def _check(self) -> SpeakerCount:
        if not self.least <= self.number <= self.most:
            raise ValueError(f"{self.number} does not lie between {self.least} and {self.most}")
        return self


class Heard(_Model):
    """One voice heard, overlaps with others included."""

    start: Seconds = Field(description="When it begins.", examples=[0.385])
    end: Seconds = Field(description="When it ends.", examples=[40.176])
    speaker: str = Field(description="Label of whose voice it is.", examples=["RASCOE"])

    @model_validator(mode="after")
    def _check(self) -> Heard:
        _check_order(self.start, self.end)
        return self


class Source(_Model):
    """What was published, where and when."""

    headline: str | None = Field(
        default=None, description="Headline of the page.", examples=["Russian troops have crossed the border"]
    )
    program: str | None = Field(default=None, description="Name of the program.", examples=["Weekend Edition Sunday"])
    station: str | None = Field(default=None, description="Who broadcasts it.", examples=["NPR"])
    url: str | None = Field(
        default=None, description="Address of the page or episode.", examples=["https://example.org/episode/12"]
    )
    published: str | None = Field(default=None, description="Date, ISO 8601.", examples=["2022-01-09"])
    language: str | None = Field(default=None, description="ISO 639-1 code of the language spoken.", examples=["en"])
    notices: tuple[str, ...] = Field(
        default=(), description="Copyright and attribution lines.", examples=[["Copyright NPR."]]
    )


class Audio(_Model):
    """The recording."""

    name: str = Field(description="File name.", examples=["kazakhstan.mp3"])
    sha256: str = Field(pattern="^[0-9a-f]{64}$", description="SHA-256 of the file.", examples=["5f" * 32])
    duration_seconds: Seconds = Field(description="Length.", examples=[266.858])
    sample_rate_hz: int = Field(gt=0, description="Sample rate of the stream in the file.", examples=[44100])
    channels: int = Field(gt=0, description="Channels of the stream in the file.", examples=[2])


class Model(_Model):
    """Weights that were used."""

    name: str = Field(description="Name in the model store, or the path of a local model.", examples=["base"])
    sha256: str | None = Field(description="SHA-256 of the weights file, where known.", examples=["d0" * 32])


class Engine(_Model):
    """A library that did a stage's work."""

    stage: str = Field(description="What it did.", examples=["diarization", "recognition"])
    name: str = Field(description="Name of the library.", examples=["faster-whisper"])
    version: str = Field(description="Its version.", examples=["1.2.1"])
    models: tuple[Model, ...] = Field(description="The weights it used.")


class Repair(_Model):
    """Something that was mended, or could not be."""

    kind: str = Field(
        description="Kind of repair: `docs/transcript.md` lists them.",
        examples=["clamped", "times", "recovered", "unheard", "loop", "prompt", "too fast", "unspoken"],
    )
    start: Seconds = Field(description="Where it begins.", examples=[122.057])
    end: Seconds = Field(description="Where it ends.", examples=[122.47])
    detail: str = Field(description="What was done, and why.", examples=["'So,' covered a pause"])


class Change(_Model):
    """Something that readers get otherwise than it was said."""

    rule: str = Field(description="The rule of style that changed it.", examples=["glossary", "percent-word"])
    before: str = Field(description="What stood there.", examples=["Karim Masimov,"])
    after: str = Field(description="What readers get; empty where it was left out.", examples=["Karim Massimov,"])
    start: Seconds = Field(description="When it begins.", examples=[119.3])
    end: Seconds = Field(description="When it ends.", examples=[120.1])
    reason: str = Field(description="Why.", examples=["sounds like a term of the glossary"])


class Provenance(_Model):
    """How the transcript came to be."""

    byline_version: str = Field(description="Version of byline.", examples=["0.1.0"])
    engines: tuple[Engine, ...] = Field(description="The libraries and weights that were used.")
    configuration: dict[str, Any] = Field(
        description="Every option in force.", examples=[{"recognition": {"model": "base"}}]
    )
    notices: tuple[str, ...] = Field(
        default=(), description="What the reader should know of this run.", examples=[["a.mp3: no speech was found"]]
    )
    repairs: tuple[Repair, ...] = Field(default=(), description="What was mended.")
    changes: tuple[Change, ...] = Field(
        default=(), description="What the rules of style changed, in the order of the text and of the rules."
    )
    timings: dict[str, float] = Field(description="Seconds that each stage took.", examples=[{"recognize": 21.4}])


class PagePart(_Model):
    """A piece of a parsed page: furniture, a speaker's label, or a paragraph of a turn."""

    kind: Literal["furniture", "label", "paragraph"] = Field(description="What it is.", examples=["label"])
    text: str = Field(description="As the page has it, line breaks included.", examples=["CHARLES MAYNES, BYLINE"])
    turn: int | None = Field(
        default=None, ge=0, description="Of a paragraph or label: the turn's place in `turns`.", examples=[3]
    )
    paragraph: int | None = Field(
        default=None, ge=0, description="Of a paragraph: its place in the turn.", examples=[0]
    )


class Page(_Model):
    """A parsed page, part by part: the texts of all parts in a row are the page."""

    encoding: str = Field(description="Encoding of the file.", examples=["utf-8"])
    parts: tuple[PagePart, ...] = Field(description="The page from its first character to its last.")


def _proofs(speaker: Speaker) -> Iterator[Evidence]:
    places: tuple[Speaker | Candidate | Identity, ...] = (speaker, *speaker.considered, *speaker.previous)
    for place in places:
        yield from place.evidence
        yield from place.against


class Transcript(_Model):
    """A radio or podcast conversation: who said what, when, and how that is known."""

    def to_json(self) -> str:
        """The document as JSON: UTF-8 text, indented, every field written; reading it back gives an equal value."""
        return self.model_dump_json(indent=2) + "\n"

    schema_version: Literal["1.0"] = Field(
        default=SCHEMA_VERSION, description="Version of this format.", examples=[SCHEMA_VERSION]
    )
    source: Source = Field(description="What was published.")
    audio: Audio | None = Field(description="The recording; null for a page that was parsed.")
    speakers: tuple[Speaker, ...] = Field(description="Everybody who is heard, in the order of their first word.")
    speaker_count: SpeakerCount | None = Field(
        default=None, description="How sure the number of speakers is; null where nobody counted."
    )
    not_heard: tuple[str, ...] = Field(
        default=(), description="Names of people who were expected and not found.", examples=[["Linda Brandt"]]
    )
    turns: tuple[Turn, ...] = Field(description="The conversation.")
    diarization: tuple[Heard, ...] | None = Field(description="Who was heard when; null for a page.")
    page: Page | None = Field(default=None, description="The layout of a parsed page; else null.")
    provenance: Provenance | None = Field(description="How the transcript came to be; null for a page.")

    @model_validator(mode="after")
    def _check(self) -> Transcript:
        labels = [speaker.label for speaker in self.speakers]
        if len(set(labels)) != len(labels):
            raise ValueError(f"two speakers share a label: {labels}")
        used = {turn.speaker for turn in self.turns} | {heard.speaker for heard in self.diarization or ()}
        used |= {word.speaker for turn in self.turns for paragraph in turn.paragraphs for word in paragraph.words}
        used |= {proof.said_by for speaker in self.speakers for proof in _proofs(speaker)}
        if unknown := used - {None} - set(labels):
            raise ValueError(f"labels that no speaker has: {sorted(map(str, unknown))}")
        timed = [turn.start for turn in self.turns if turn.start is not None]
        if any(first > second for first, second in itertools.pairwise(timed)):
            raise ValueError("turns are not in the order of their times")
        # a millisecond: times are rounded on their own, and so is the length
        limit = self.audio.duration_seconds + 0.001 if self.audio else None
        if limit is not None and any(turn.end is not None and turn.end > limit for turn in self.turns):
            raise ValueError("a turn ends after the recording")
        return self
