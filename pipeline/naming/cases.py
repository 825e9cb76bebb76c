"""What speaks for and against every person being every voice: the claims of a talk, weighed and added up."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.naming.cues import OWN
from pipeline.naming.people import People
from pipeline.naming.tracing import QUOTED, Talk
from pipeline.naming.weights import BIAS, WEIGHTS
from pipeline.timeline import Evidence, Person

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.naming.roster import Roster
    from pipeline.naming.tracing import Claim, Said

EXPECTED = 1.0
"""Log-odds that somebody adds who is expected, to what is said of her or him."""
_REPEATED = 0.5
"""Share of its weight that the same kind of claim has each further time."""
_MOST_REPEATS = 4


@dataclass(slots=True)
class Case:
    """The claims that a person is a voice, proofs from elsewhere, and what the voice itself says against it."""

    person: Person
    claims: list[Claim] = field(default_factory=list)
    proofs: list[Evidence] = field(default_factory=list)
    against: list[Said] = field(default_factory=list)
    expected: bool = False

    def features(self) -> dict[str, float]:
        """What is weighed: how often each feature is there, further times counting less."""
        counts: dict[str, float] = defaultdict(float)
        seen: Counter[tuple[str, str]] = Counter()
        for claim in self.claims:
            key = (claim.said.act, claim.relation)
            if seen[key] < _MOST_REPEATS:
                for feature in claim.features:
                    counts[feature] += _REPEATED ** seen[key]
            seen[key] += 1
        if self.against:
            counts["names-it"] = 1
            counts["names-it-again"] = math.log2(len(self.against))
        if " " not in self.person.name:
            counts["one-word"] = 1
        return counts

    @property
    def score(self) -> float:
        """Log-odds that the person is this voice, no other case considered."""
        said = sum(count * WEIGHTS.get(feature, 0.0) for feature, count in self.features().items())
        beyond = sum(_log_odds(proof.weight) - BIAS for proof in self.proofs)
        return BIAS + said + beyond + (EXPECTED if self.expected else 0.0)

    def supports(self, claim: Claim) -> bool:
        """Whether a claim makes the person more probable than nothing does."""
        return probability(claim.features) > probability(())

    def evidence(self) -> tuple[Evidence, ...]:
        """What speaks for it, in the order in which it was said; then what nobody said."""
        features: dict[int, tuple[Said, list[str], str]] = {}
        for claim in self.claims:
            _, together, _ = features.setdefault(id(claim.said), (claim.said, [], claim.kind))
            together.extend(claim.features)
        spoken = [
            _quoted(said, kind, probability(together))
            for said, together, kind in features.values()
            if probability(together) > probability(())
        ]
        return (*spoken, *self.proofs)

    def contrary(self) -> tuple[Evidence, ...]:
        """What speaks against it: the voice names this person as one names another."""
        weight = 1.0 - math.exp(min(0.0, WEIGHTS.get("names-it", 0.0)))
        return tuple(_quoted(said, "names-another", weight) for said in self.against[:_MOST_REPEATS])


def _quoted(said: Said, kind: str, weight: float) -> Evidence:
    return Evidence(kind, said.sentence.text, said.sentence.time, round(weight, 3), said.said_by)


def _log_odds(probability: float) -> float:
    bounded = min(0.999, max(0.001, probability))
    return math.log(bounded / (1.0 - bounded))


def probability(features: Iterable[str]) -> float:
    """How probable a name is by one claim with these features alone."""
    log_odds = BIAS + sum(WEIGHTS.get(feature, 0.0) for feature in features)
    return 1.0 / (1.0 + math.exp(-log_odds))


def cases_of(talk: Talk, roster: Roster) -> dict[tuple[str, Person], Case]:
    """A case for every voice and every person who may be it, by what is said."""
    cast = People((said.mention.name for said in talk.said), roster)
    expected = set(roster.people)
    cases: dict[tuple[str, Person], Case] = {}
    for claim in talk.claims():
        person = cast.bearer(claim.said.mention)
        if person is not None:
            case = cases.setdefault((claim.speaker, person), Case(person, expected=person in expected))
            case.claims.append(claim)
    for said in talk.said:
        person = cast.bearer(said.mention)
        if person is not None and said.act not in OWN | {QUOTED} and (said.said_by, person) in cases:
            cases[said.said_by, person].against.append(said)
    return cases
