"""Where the host's opening ends: what a station page prints above the conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.naming.roster import HOST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.naming.cases import Case
    from pipeline.naming.tracing import Claim, Talk
    from pipeline.timeline import Naming, Person

_TURNING = frozenset({"hand-over", "greeting"})


def opening_of(talk: Talk, named: Mapping[str, Naming], cases: Mapping[tuple[str, Person], Case]) -> int:
    """How many words the host's opening has, from the start of the recording; 0 where there is none.

    It is there when the first voice is a named host's or introduces somebody by full name; it ends with the last
    sentence that introduces or greets a guest. Where a host greets nobody it is the whole first utterance, up to the
    questions at its end, and there is none in a monologue.
    """
    spoken = talk.spoken
    if len(talk.voices) < 2 or spoken[0].sentences[0].first != 0:
        return 0
    opener = spoken[0]
    turning = [
        claim
        for (speaker, person), case in cases.items()
        for claim in case.claims
        if claim.said.utterance == 0 and speaker != opener.speaker and _turns(claim, person, named, case)
    ]
    is_host = opener.speaker in named and named[opener.speaker].person.role == HOST
    if turning and (is_host or any(claim.said.mention.is_full for claim in turning)):
        return max(claim.said.sentence.last for claim in turning) + 1
    if not is_host:
        return 0
    told = list(opener.sentences)
    while told and told[-1].text.endswith("?"):
        told.pop()
    return told[-1].last + 1 if told else 0


def _turns(claim: Claim, person: Person, named: Mapping[str, Naming], case: Case) -> bool:
    """Whether a claim of the first utterance turns to somebody: by what is said, or because it turned out to."""
    if not case.supports(claim):
        return False
    naming = named.get(claim.speaker)
    if claim.said.act in ("asks", "calls"):
        return False  # the first question, not the opening any more
    return claim.kind in _TURNING or (naming is not None and naming.person.name == person.name)
