"""Which real person each voice is, with the evidence; a voice that nothing proves stays without a name.

What is said is read for names (:mod:`.mentions`) and for what is done with them (:mod:`.cues`); each is traced to the
voices it may belong to (:mod:`.tracing`), weighed (:mod:`.cases`), and decided for all voices together
(:mod:`.decision`).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.naming.cases import Case, cases_of
from pipeline.naming.decision import assign, confidence, marginals, probability_at, uncontested
from pipeline.naming.opening import opening_of
from pipeline.naming.roles import role_of
from pipeline.naming.roster import HOST, Roster, distinct_labels
from pipeline.naming.tracing import Talk
from pipeline.timeline import Evidence, Naming, Person

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.naming.utterances import Utterance
    from pipeline.timeline import VoiceMatch

    Cases = dict[tuple[str, Person], Case]

_READ_LANGUAGES = frozenset({None, "en"})
ENOUGH = 0.8
"""Confidence from which a name is put on a voice: where given names were right often enough on the conversations that
the weights were learnt from (``docs/names.md``)."""
_WORTH_TELLING = 0.2
"""Confidence from which somebody counts as considered."""
_SUREST = 0.99
"""No name is beyond all doubt."""
_LIKELY = 0.3
"""Confidence from which somebody is likely enough to tell who introduced him."""
_HOST_BY_SHOW = 0.8
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


def name_speakers(
    spoken: Sequence[Utterance], roster: Roster, matches: Sequence[VoiceMatch] = (), language: str | None = None
) -> Names:
    """Put names on voices from what is said, who is expected, and which enrolled voices they are like.

    What is said is read in English only; in another ``language`` (ISO 639-1) names come from enrolled voices alone.
    """
    talk = Talk(spoken if language in _READ_LANGUAGES else ())
    cases = cases_of(talk, roster)
    for match in matches:
        quote = f"the voice is like the enrolled voice of {match.person.name} (similarity {match.similarity:.2f})"
        _case(cases, match.speaker, match.person).proofs.append(Evidence("voiceprint", quote, None, match.weight))
    _add_host(cases, roster, talk)
    scores = {pair: case.score for pair, case in cases.items()}
    probabilities = marginals(scores)
    chosen = uncontested(assign(probabilities, probability_at(ENOUGH)), scores)
    namings = {pair: _naming(cases[pair], confidence(probabilities[pair])) for pair in cases}
    named = {speaker: namings[speaker, person] for speaker, person in chosen.items()}
    return Names(
        _with_distinct_labels(named),
        opening_of(talk, named, cases),
        {speaker: _considered(speaker, named, namings) for speaker in dict.fromkeys(voice for voice, _ in cases)},
        _not_heard(roster, named),
    )


def _not_heard(roster: Roster, named: Mapping[str, Naming]) -> tuple[Person, ...]:
    """Who was expected in this recording and was not found; a show's regulars are not expected in every one."""
    found = {naming.person.name for naming in named.values()}
    regular = {"the show file", "the show notes", "the enrolled voices"}
    return tuple(
        person
        for person in roster.people
        if person.name not in found and (person.source not in regular or person.role == HOST)
    )


def _case(cases: Cases, speaker: str, person: Person) -> Case:
    return cases.setdefault((speaker, person), Case(person))


def _add_host(cases: Cases, roster: Roster, talk: Talk) -> None:
    """The show's only host is the voice that introduces the others, if only one does.

    Everybody greets and thanks; so only where nobody is introduced by full name does that count.
    """
    if len(roster.hosts) != 1 or len(talk.voices) < 2:
        return
    probabilities = marginals({pair: case.score for pair, case in cases.items()})
    addressing = [
        claim
        for (speaker, person), case in cases.items()
        if person not in roster.hosts and probabilities[speaker, person] >= _LIKELY
        for claim in case.claims
        if claim.said.said_by != speaker and case.supports(claim)
    ]
    introducing = [claim for claim in addressing if claim.said.mention.is_full] or addressing
    voices = {claim.said.said_by for claim in introducing}
    if len(voices) == 1:
        first = min((claim.said for claim in introducing), key=lambda said: (said.utterance, said.place)).sentence
        voice = voices.pop()
        proof = Evidence("show-host", first.text, first.time, _HOST_BY_SHOW, voice)
        _case(cases, voice, roster.hosts[0]).proofs.append(proof)


def _naming(case: Case, probability: float) -> Naming:
    supporting = [(claim.said.reading, claim.relation == "own") for claim in case.claims if case.supports(claim)]
    person = case.person
    if person.role is None and person.source == "":
        person = replace(person, role=role_of(supporting))
    return Naming(person, round(min(probability, _SUREST), 3), case.evidence(), case.contrary())


def _considered(
    speaker: str, named: Mapping[str, Naming], namings: Mapping[tuple[str, Person], Naming]
) -> tuple[Naming, ...]:
    chosen = named[speaker].person.name if speaker in named else None
    others = [
        naming
        for (voice, person), naming in namings.items()
        if voice == speaker and person.name != chosen and naming.confidence >= _WORTH_TELLING
    ]
    return tuple(sorted(others, key=lambda naming: (-naming.confidence, naming.person.name)))


def _with_distinct_labels(named: Mapping[str, Naming]) -> dict[str, Naming]:
    labels = distinct_labels(naming.person for naming in named.values())
    return {
        speaker: replace(naming, person=replace(naming.person, label=labels[naming.person]))
        for speaker, naming in named.items()
    }
