"""Why every speaker has the name that they have: what a document says of it, in lines for a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from pipeline.exporters.characters import readable, readable_name
from pipeline.exporters.timestamps import clock, milliseconds
from pipeline.naming import ENOUGH
from pipeline.speakers.anonymous import is_anonymous
from pipeline.speakers.corrections import folded
from pipeline.speakers.renaming import is_correction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.schema import Candidate, Evidence, Identity, Speaker, SpeakerCount, Transcript

_LABEL_ALONE = "the transcript came with this label, and nothing in it proves a full name"

_NOT_ENOUGH = f"nothing proves a name well enough: it takes {100 * ENOUGH:.0f} %, and nobody else as likely"
_KINDS = {
    "show-host": "one host is expected, and this voice introduces the others",
    "names-another": "this voice speaks of the name as somebody else's",
}
"""What a kind of proof means, where its word alone says too little."""


class Line(NamedTuple):
    """A line of an explanation: how deep it stands, what it says, and what kind of line it is."""

    depth: int
    text: str
    kind: Literal["head", "title", "proof", "remark"]


def explain(transcript: Transcript, only: Speaker | None = None) -> tuple[Line, ...]:
    """What made each decision: first the speakers, or ``only`` one of them, then their number and who is missing."""
    speakers = transcript.speakers if only is None else (only,)
    lines = [line for speaker in speakers for line in _speaker(speaker)]
    if only is None:
        lines += _number(transcript)
        lines += _missing(transcript)
    return tuple(lines)


def _speaker(speaker: Speaker) -> Iterator[Line]:
    yield Line(0, f"{readable_name(speaker.label)}: {_who(speaker)}", "head")
    if speaker.evidence:
        yield from _proofs("corrected" if any(map(is_correction, speaker.evidence)) else "for it", speaker.evidence)
    elif speaker.name is not None:
        yield Line(1, "the transcript came with this name, and nothing in it says why", "remark")
    elif is_anonymous(speaker.label):
        yield Line(1, _NOT_ENOUGH if speaker.considered else "nothing proves a name", "remark")
    else:
        yield Line(1, _LABEL_ALONE, "remark")
    yield from _proofs("against it", speaker.against)
    others = [each for each in speaker.considered if folded(each.name) != folded(speaker.name or "")]
    if others:
        yield Line(1, "considered as well", "title")
        for candidate in others:
            yield from _candidate(candidate)
    if speaker.previous:
        yield Line(1, "before that", "title")
        for identity in reversed(speaker.previous):
            yield from _former(identity)


def _candidate(candidate: Candidate) -> Iterator[Line]:
    yield Line(2, _who(candidate), "remark")
    yield from _proofs("for it", candidate.evidence, depth=3)
    yield from _proofs("against it", candidate.against, depth=3)


def _former(identity: Identity) -> Iterator[Line]:
    yield Line(2, f"{readable_name(identity.label)}: {_who(identity)}", "remark")
    yield from _proofs("for it", identity.evidence, depth=3)
    yield from _proofs("against it", identity.against, depth=3)


def _who(identity: Speaker | Identity | Candidate) -> str:
    """Name, role and how sure both are."""
    if identity.name is None:
        return "no name"
    role = readable(identity.role or "")
    sure = "" if identity.confidence is None else f" ({_percent(identity.confidence)} sure)"
    return readable_name(identity.name) + (f", {role}" if role else "") + sure


def _proofs(title: str, proofs: Sequence[Evidence], depth: int = 1) -> Iterator[Line]:
    if not proofs:
        return
    yield Line(depth, title, "title")
    for proof in proofs:
        yield Line(depth + 1, " ".join(_proof(proof)), "proof")


def _proof(proof: Evidence) -> Iterable[str]:
    if proof.time is not None:
        yield clock(milliseconds(proof.time))
    if is_correction(proof):
        yield readable(proof.quote)
        return
    source = f" by {readable_name(proof.said_by)}" if proof.said_by else ""
    kind = _KINDS.get(proof.kind)
    yield f"{proof.kind}{source}" + (f" ({kind}):" if kind else ":")
    yield f"“{readable(proof.quote)}”"
    yield f"(weighs {_percent(proof.weight)})"


def _number(transcript: Transcript) -> Iterator[Line]:
    count, there = transcript.speaker_count, len(transcript.speakers)
    voices = f"{there} speaker{'' if there == 1 else 's'}"
    if count is None:
        yield Line(0, f"{voices}; the transcript does not say how sure that is", "head")
    else:
        yield Line(0, f"{voices}; {_count(count)}", "head")


def _count(count: SpeakerCount) -> str:
    told = f"{count.number} voice{' was' if count.number == 1 else 's were'} told apart"
    if count.confidence is None:
        return f"{told}, which was given"
    others = "" if count.least == count.most else f", from {count.least} to {count.most} would also fit"
    return f"{told}, {_percent(count.confidence)} sure{others}"


def _missing(transcript: Transcript) -> Iterator[Line]:
    """Who was expected and not heard, without those who were found since by a correction."""
    known = {folded(speaker.name) for speaker in transcript.speakers if speaker.name is not None}
    for name in transcript.not_heard:
        if folded(name) not in known:
            yield Line(0, f"expected and not heard: {readable_name(name)}", "head")


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %" if share in {0.0, 1.0} else f"{min(99.9, 100 * share):.1f} %".replace(".0 %", " %")
