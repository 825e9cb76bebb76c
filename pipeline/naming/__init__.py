"""Which real person each voice is, with the evidence; a voice that nothing proves stays without a name."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.naming.cues import ADDRESSED, Cue, find_cues, role_of
from pipeline.naming.roster import HOST, Roster, distinct_labels, first_name
from pipeline.timeline import Evidence, Naming, Person

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.naming.utterances import Sentence, Utterance
    from pipeline.timeline import VoiceMatch

_ENOUGH = 0.5
"""Confidence from which a name is put on a voice."""
_LEAD = 0.15
"""How much surer than any other candidate a name must be; otherwise the voice stays unnamed."""
_LATE = 0.5
"""What remains of a self-introduction's weight when the voice has been heard before: it needs another proof then."""
_HOST_BY_SHOW = 0.7
"""Weight of "the voice that introduces others is the show's only host"."""


@dataclass(frozen=True, slots=True)
class Names:
    """What naming found: a person for each voice that could be named, and whom else it considered.

    ``considered`` holds for every voice the people it was not taken for, the likeliest first; ``not_heard`` those who
    were expected and are no voice's name. ``opening`` counts the words of the host's opening from the start of the
    recording; 0 where it does not open with one.
    """

    by_speaker: Mapping[str, Naming]
    opening: int
    considered: Mapping[str, tuple[Naming, ...]] = field(default_factory=dict)
    not_heard: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class _Claim:
    """A cue that was traced to a voice."""

    speaker: str
    cue: Cue
    sentence: Sentence
    said_by: str
    weight: float

    @property
    def evidence(self) -> Evidence:
        return Evidence(self.cue.rule.kind, self.sentence.text, self.sentence.time, self.weight, self.said_by)


@dataclass(slots=True)
class _Case:
    """What speaks for one person being one voice."""

    evidence: list[Evidence] = field(default_factory=list)

    @property
    def confidence(self) -> float:
        """The chance that not all of the evidence is wrong, each piece taken as independent of the others."""
        doubt = 1.0
        for item in self.evidence:
            doubt *= 1.0 - item.weight
        return 1.0 - doubt


def name_speakers(spoken: Sequence[Utterance], roster: Roster, matches: Sequence[VoiceMatch] = ()) -> Names:
    """Put names on voices from what is said, who is expected, and which enrolled voices they are like."""
    claims = [claim for i, utterance in enumerate(spoken) for claim in _claims(spoken, i, utterance)]
    cases = _cases(claims, roster)
    _add_host(cases, claims, roster, spoken)
    for match in matches:
        quote = f"the voice is like the enrolled voice of {match.person.name} (similarity {match.similarity:.2f})"
        cases[match.speaker][match.person].evidence.append(Evidence("voiceprint", quote, None, match.weight))
    named = _decide(cases)
    return Names(_with_distinct_labels(named), _opening(spoken, claims, named))


def _claims(spoken: Sequence[Utterance], index: int, utterance: Utterance) -> list[_Claim]:
    found = []
    for sentence in utterance.sentences:
        for cue in find_cues(sentence.text):
            speaker = _voice(spoken, index, cue)
            if speaker is not None:
                weight = cue.rule.weight
                if cue.rule.kind == "self-introduction" and speaker in {earlier.speaker for earlier in spoken[:index]}:
                    weight *= _LATE  # people say who they are when they begin; later, what they are
                found.append(_Claim(speaker, cue, sentence, utterance.speaker, weight))
    return found


def _voice(spoken: Sequence[Utterance], index: int, cue: Cue) -> str | None:
    """Whose voice a cue in utterance ``index`` is about."""
    if cue.rule.direction == "own":
        return spoken[index].speaker
    neighbour = index + 1 if cue.rule.direction == "next" else index - 1
    return spoken[neighbour].speaker if 0 <= neighbour < len(spoken) else None


def _cases(claims: Sequence[_Claim], roster: Roster) -> dict[str, dict[Person, _Case]]:
    """For each voice the people it may be. First names alone support a person; they never bring in a new one."""
    cases: dict[str, dict[Person, _Case]] = defaultdict(lambda: defaultdict(_Case))
    people = _people([claim.cue for claim in claims if claim.cue.is_full_name], roster)
    known = {*people.values(), *roster.people}
    for claim in claims:
        if claim.cue.is_full_name:
            cases[claim.speaker][people[claim.cue.name]].evidence.append(claim.evidence)
        else:
            called = [person for person in known if first_name(person.name) == claim.cue.name]
            if len(called) == 1:
                cases[claim.speaker][called[0]].evidence.append(claim.evidence)
    return cases


def _people(cues: Sequence[Cue], roster: Roster) -> dict[str, Person]:
    """The person behind each full name that was said: of the roster, or new, under the spelling heard first."""
    heard: dict[str, list[Cue]] = {}
    spelled: dict[str, str] = {}
    for cue in cues:
        met = Roster(tuple(Person("", name) for name in heard)).find(cue.name)
        spelled[cue.name] = met.name if met else cue.name
        heard.setdefault(spelled[cue.name], []).append(cue)
    found = {name: roster.person(name, role_of(group)) for name, group in heard.items()}
    return {said: found[spelling] for said, spelling in spelled.items()}


def _add_host(
    cases: dict[str, dict[Person, _Case]], claims: Sequence[_Claim], roster: Roster, spoken: Sequence[Utterance]
) -> None:
    """The show's only host is the voice that introduces the others, if only one does.

    Everybody greets and thanks; so only where nobody is introduced by full name does that count.
    """
    addressing = [claim for claim in claims if claim.cue.rule.direction != "own" and claim.said_by != claim.speaker]
    introducing = [claim for claim in addressing if claim.cue.is_full_name] or addressing
    voices = {claim.said_by for claim in introducing}
    if len(roster.hosts) != 1 or len(voices) != 1:
        return
    voice = voices.pop()
    first = introducing[0].sentence
    if len({utterance.speaker for utterance in spoken}) > 1:
        cases[voice][roster.hosts[0]].evidence.append(
            Evidence("show-host", first.text, first.time, _HOST_BY_SHOW, voice)
        )


def _decide(cases: Mapping[str, Mapping[Person, _Case]]) -> dict[str, Naming]:
    """The surest pairs first; each person is one voice and each voice one person, and what is close stays open."""
    pairs = sorted(
        ((case.confidence, speaker, person) for speaker, people in cases.items() for person, case in people.items()),
        key=lambda pair: (-pair[0], pair[1], pair[2].name),
    )
    named: dict[str, Naming] = {}
    for confidence, speaker, person in pairs:
        rivals = [
            other
            for other, rival_speaker, rival_person in pairs
            if (rival_speaker == speaker) != (rival_person == person)
        ]
        settled = speaker in named or any(naming.person == person for naming in named.values())
        if confidence >= _ENOUGH and not settled and all(confidence - rival >= _LEAD for rival in rivals):
            named[speaker] = Naming(person, round(confidence, 3), tuple(cases[speaker][person].evidence))
    return named


def _with_distinct_labels(named: Mapping[str, Naming]) -> dict[str, Naming]:
    labels = distinct_labels(naming.person for naming in named.values())
    return {
        speaker: Naming(
            Person(labels[naming.person], naming.person.name, naming.person.role, naming.person.aliases),
            naming.confidence,
            naming.evidence,
        )
        for speaker, naming in named.items()
    }


def _opening(spoken: Sequence[Utterance], claims: Sequence[_Claim], named: Mapping[str, Naming]) -> int:
    """How many words the host's opening has.

    It is there when the first voice is a named host's or introduces somebody by full name; it ends with the last
    sentence that introduces or greets a guest. Where a host greets nobody it is the whole first utterance, up to the
    questions at its end, and there is none in a monologue.
    """
    if len({utterance.speaker for utterance in spoken}) < 2 or spoken[0].sentences[0].first != 0:
        return 0
    opener = spoken[0]
    turning = [
        claim
        for claim in claims
        if claim.cue.rule.kind in ADDRESSED and claim.sentence.last <= opener.sentences[-1].last
    ]
    is_host = opener.speaker in named and named[opener.speaker].person.role == HOST
    if turning and (is_host or any(claim.cue.is_full_name for claim in turning)):
        return max(claim.sentence.last for claim in turning) + 1
    if not is_host:
        return 0
    told = list(opener.sentences)
    while told and told[-1].text.endswith("?"):
        told.pop()
    return told[-1].last + 1 if told else 0
