"""Voices divided and joined where people say who they are: what diarization alone gets wrong.

Two people with close voices may have been given one label, and one person two. Both show when people introduce
themselves: two names in one voice, or one name in two. Words alone prove nothing (a name is misheard, a sentence put on
the wrong voice, somebody quoted), so the turns' voiceprints must agree: a voice is divided only where the turns in
which the names are said belong to two groups that lie apart, and voices are joined only where they are alike.

Thresholds are cosines and were measured with CAM++; the figures are in ``docs/diarization.md``.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from pipeline.naming.people import People
from pipeline.naming.tracing import Talk
from pipeline.naming.utterances import utterances
from pipeline.timeline import Span, total
from pipeline.voice_groups import STEADY, Voice, centroid, cosine, divide, relabelled, voices_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.naming.roster import Roster
    from pipeline.naming.tracing import Said
    from pipeline.timeline import AttributedWord, Diarization, Person, SpeakerCount
    from pipeline.voice_groups import Voiceprint

_INTRODUCING = frozenset({"self", "with-me", "this-is-me", "here", "sign-off"})
"""What is done with a name that can only be the speaker's own."""
_APART = 0.8
"""Two groups of one voice's turns are two people under it."""
_HEARD_ENOUGH = 3.0
"""Seconds that each group must have been heard."""
_ALIKE = 0.45
"""Two voices that introduce themselves by one name are one person from it on."""
_AT_ONCE = 1.0
"""Seconds for which two voices may be heard at once and yet be one person's: the diarizer's error at changes."""
_CERTAIN = 0.8
"""How sure the number of voices is at least where names and voiceprints agree on it."""


@dataclass(frozen=True, slots=True)
class _Introduction:
    """Somebody says who he is: in which voice, and in which exclusive turn."""

    person: Person
    speaker: str
    turn: int


def regroup(
    words: Sequence[AttributedWord], diarization: Diarization, roster: Roster
) -> tuple[tuple[AttributedWord, ...], Diarization]:
    """Words and diarization with voices divided in which two people introduce themselves, and joined which are one's.

    Nothing changes without voiceprints of the turns, or where the number of voices was given and found. Words keep
    their order and number; only speakers change.
    """
    if not diarization.turn_voiceprints or _is_given(diarization.count):
        return tuple(words), diarization
    introductions = _introductions(words, diarization, roster)
    labels = [turn.speaker for turn in diarization.exclusive]
    _divide_voices(labels, introductions, diarization)
    _join_voices(labels, introductions, diarization)
    if labels == [turn.speaker for turn in diarization.exclusive]:
        return tuple(words), diarization
    regrouped = relabelled(diarization, labels)
    regrouped = replace(regrouped, count=_recounted(diarization.count, len(regrouped.speakers)))
    return _moved(words, diarization, labels), regrouped


def _introductions(
    words: Sequence[AttributedWord], diarization: Diarization, roster: Roster
) -> tuple[_Introduction, ...]:
    """Who introduces himself where, as far as a turn of the same voice is there."""
    said = [said for said in Talk(utterances(words)).said if said.act in _INTRODUCING and said.mention.is_full]
    people = People((name.mention.name for name in said), roster)
    voices = voices_of(diarization.exclusive)
    found = []
    for name in said:
        person = people.bearer(name.mention)
        spoken = _spoken(name, words)
        # a voice may be heard in nothing but others' turns
        places = voices[name.said_by].within(spoken) if name.said_by in voices else ()
        shared = {i: diarization.exclusive[i].span.overlap(spoken) for i in places}
        turn = max(shared, key=lambda i: shared[i], default=None)
        if person is not None and turn is not None:
            found.append(_Introduction(person, name.said_by, turn))
    return tuple(found)


def _spoken(said: Said, words: Sequence[AttributedWord]) -> Span:
    """When the name itself is said: a sentence may begin in another's turn, where recognition put no full stop."""
    own = [w.word for w in words[said.sentence.first : said.sentence.last + 1] if w.speaker == said.said_by]
    first = said.sentence.text.count(" ", 0, said.mention.start)
    last = said.sentence.text.count(" ", 0, said.mention.end)
    return Span(own[first].start, own[last].end)


def _divide_voices(labels: list[str], introductions: Iterable[_Introduction], diarization: Diarization) -> None:
    """Put new labels on the turns of a voice that are another person's than the one heard first."""
    by_voice: dict[str, dict[Person, int]] = defaultdict(dict)
    for introduction in introductions:
        by_voice[introduction.speaker].setdefault(introduction.person, introduction.turn)
    for speaker, seeds in by_voice.items():
        sides = _sides(speaker, tuple(seeds.values()), diarization)
        if not sides:
            continue
        first = next(side for i, side in sorted(sides.items()))
        names = {side: _unused(speaker, labels, n) for n, side in enumerate(sorted(set(sides.values()) - {first}))}
        for i, side in sides.items():
            labels[i] = names.get(side, speaker)


def _unused(speaker: str, labels: Sequence[str], n: int) -> str:
    """A label for another person who was taken for ``speaker``."""
    candidates = (f"{speaker}.{number}" for number in range(2, len(labels) + 4))
    return [label for label in candidates if label not in labels][n]


def _sides(speaker: str, seeds: Sequence[int], diarization: Diarization) -> dict[int, int]:
    """The turns of a voice by the person whose they are; nothing where it is one person after all."""
    turns = {i: turn for i, turn in enumerate(diarization.exclusive) if turn.speaker == speaker}
    prints = {i: v for i in turns if (v := diarization.turn_voiceprints[i]) is not None}
    seconds = {i: turns[i].span.duration for i in prints}
    steady = {i: v for i, v in prints.items() if seconds[i] >= STEADY or i in seeds}
    chosen = [seed for seed in dict.fromkeys(seeds) if seed in prints]
    sides = divide(steady, seconds, chosen) if len(chosen) > 1 else {}
    if not sides or not _lie_apart(steady, seconds, sides):
        return {}
    means = [_mean(steady, seconds, sides, side) for side in range(len(chosen))]
    for i, voiceprint in prints.items():
        sides.setdefault(i, max(range(len(means)), key=lambda side: cosine(voiceprint, means[side])))
    told = {place: order for order, place in enumerate(sides)}
    voice = Voice({i: turn for i, turn in turns.items() if i in told})
    for i in turns.keys() - told.keys():  # too short to tell: as the nearest of the voice's turns
        sides[i] = sides[min(voice.nearest(turns[i].span.midpoint), key=told.__getitem__)]
    return sides


def _mean(prints: dict[int, Voiceprint], seconds: dict[int, float], sides: dict[int, int], side: int) -> Voiceprint:
    mean = centroid((prints[i], seconds[i]) for i, of in sides.items() if of == side)
    return mean or ()


def _lie_apart(prints: dict[int, Voiceprint], seconds: dict[int, float], sides: dict[int, int]) -> bool:
    """Whether every side was heard enough, and any two are less alike than one voice is with itself."""
    heard = [sum(seconds[i] for i, of in sides.items() if of == side) for side in set(sides.values())]
    means = [_mean(prints, seconds, sides, side) for side in set(sides.values())]
    return min(heard) >= _HEARD_ENOUGH and all(cosine(*pair) < _APART for pair in combinations(means, 2))


def _join_voices(labels: list[str], introductions: Iterable[_Introduction], diarization: Diarization) -> None:
    """Put the label of the voice heard first on every voice that introduces itself by the same one name."""
    claimed: dict[str, dict[Person, int]] = defaultdict(dict)
    for introduction in introductions:
        claimed[labels[introduction.turn]].setdefault(introduction.person, introduction.turn)
    order = [label for label in dict.fromkeys(labels) if len(claimed[label]) == 1]
    for first, second in combinations(order, 2):
        if first in labels and second in labels and claimed[first].keys() == claimed[second].keys():
            (mine,), (theirs,) = claimed[first].values(), claimed[second].values()
            if _is_one(first, mine, second, theirs, labels, diarization):
                labels[:] = [first if label == second else label for label in labels]


def _is_one(first: str, mine: int, second: str, theirs: int, labels: Sequence[str], diarization: Diarization) -> bool:
    """Whether two voices are alike, and each turn with the name is really its own voice's."""
    means = {}
    for label in (first, second):
        mean = centroid(_steady(label, labels, diarization))
        if mean is None:
            return False
        means[label] = mean
    for turn, own, other in ((mine, first, second), (theirs, second, first)):
        voiceprint = diarization.turn_voiceprints[turn]
        if voiceprint is None or cosine(voiceprint, means[own]) <= cosine(voiceprint, means[other]):
            return False
    return cosine(means[first], means[second]) >= _ALIKE and _at_once(first, second, diarization) <= _AT_ONCE


def _steady(label: str, labels: Sequence[str], diarization: Diarization) -> Iterator[tuple[Voiceprint, float]]:
    for turn, voiceprint, of in zip(diarization.exclusive, diarization.turn_voiceprints, labels, strict=True):
        if of == label and voiceprint is not None and turn.span.duration >= STEADY:
            yield voiceprint, turn.span.duration


def _at_once(first: str, second: str, diarization: Diarization) -> float:
    """Seconds in which both voices are heard."""
    spans = {label: [turn.span for turn in diarization.turns if turn.speaker == label] for label in (first, second)}
    return total(spans[first]) + total(spans[second]) - total([*spans[first], *spans[second]])


def _moved(
    words: Sequence[AttributedWord], diarization: Diarization, labels: Sequence[str]
) -> tuple[AttributedWord, ...]:
    """Each word with the label that the nearest turn of its voice now has."""
    voices = voices_of(diarization.exclusive)

    def moved(word: AttributedWord) -> AttributedWord:
        if word.speaker is None or word.speaker not in voices:
            return word
        nearest, *_ = voices[word.speaker].nearest(word.word.span.midpoint)
        return word if labels[nearest] == word.speaker else replace(word, speaker=labels[nearest])

    return tuple(moved(word) for word in words)


def _is_given(count: SpeakerCount | None) -> bool:
    return count is not None and count.confidence is None and count.least == count.most


def _recounted(count: SpeakerCount | None, number: int) -> SpeakerCount | None:
    if count is None:
        return None
    sure = None if count.confidence is None else max(count.confidence, _CERTAIN)
    return replace(count, number=number, confidence=sure, least=min(count.least, number), most=max(count.most, number))
