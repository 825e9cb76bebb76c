"""Where an editor would begin a new paragraph within what one voice says in one go.

The lengths of paragraphs were counted on radio and podcast pages that were read for it: 20 that others of
the same turn follow, 33 that a turn's end cut off (fitted with censoring: median 167, spread 0.56; pages of radio have
shorter ones, and the values lie between). Readiness and the weight of cohesion were tried on written answers in
tests/text/paragraphs. The weight of pauses is no more than an assumption: that those between paragraphs are about twice
as long as others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from math import ceil, log, log2, sqrt, tau
from operator import itemgetter
from statistics import NormalDist, fmean, median, pstdev
from typing import TYPE_CHECKING

from pipeline.text.cohesion import cohesion
from pipeline.text.openings import LONGEST_OPENING, weight_of_opening
from pipeline.text.sentences import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

UNDIVIDED = 110
"""Words that a turn has before it is divided at all."""
LONGEST_SENTENCE = 60
"""Words after which there should have been a full stop: in what is longer, a long pause may divide too."""
_SHORTEST = 35
"""Words of the shortest paragraph of a divided turn."""
_FAR = 400
"""Words of the longest paragraph that is weighed against others; there are longer ones where nothing divides them."""
_USUAL_WORDS, _SPREAD = 140.0, 0.55
"""Words of a paragraph: median, and standard deviation of the logarithm."""
_TOO_LONG, _EXCESS_WEIGHT = 200, 0.02
"""Words of a paragraph too long to read, and the log odds against every word more."""
_SENTENCE = 17.0
"""Words of a sentence of speech."""
_READINESS = 0.9
"""Log odds by which a break is set sooner than the most probable division would: of several likely places one is it."""
_USUAL_PAUSE = 0.45
"""Seconds between two sentences of a voice of which too little is known."""
_PAUSES_NEEDED = 4
_FLAT = 0.1
"""Seconds added to pauses before they are compared, as times of words are no more exact than that."""
_PAUSE_WEIGHT = 1.5
"""Log odds of a pause twice as long as usual."""
_PAUSE_LIMITS = (-1.0, 3.0)
_LONG_PAUSE = 1.0
"""Seconds of the shortest pause that divides words in which sentences are not known."""
_COHESION_WEIGHT = 0.45
"""Log odds of a cohesion that is one standard deviation below the turn's mean."""
_COHESION_LIMIT = 1.0
_CROWD = 8
"""Words within which only the best place is kept."""
_NORMAL = NormalDist()
_UNSPACED = re.compile("[぀-ヿ㐀-䶿一-鿿豈-﫿฀-๿຀-໿က-႟]")
"""Signs of scripts without blanks between words: kana, Chinese characters, Thai, Lao, Burmese."""
_SIGNS_OF_A_WORD = 2
"""Signs of such a script that say about as much as a word."""


@dataclass(frozen=True, slots=True)
class Speech:
    """What one voice says in one go: its words, and the seconds of silence before each of them."""

    texts: Sequence[str]
    silences: Sequence[float]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a paragraph may begin: at which word, how many words stand before it, and what speaks for it (log odds)."""

    index: int
    words: int
    weight: float


@dataclass(frozen=True, slots=True)
class _Reached:
    """A place, the greatest sum of weights of paragraphs up to it, and the place before it on that way."""

    place: _Place
    score: float
    before: _Reached | None


def usual_pause(speeches: Iterable[Speech]) -> float:
    """Seconds that a voice is usually silent between two of its sentences, in all its ``speeches``."""
    pauses = [speech.silences[i] for speech in speeches for i in _sentence_starts(speech.texts)]
    return median(pauses) if len(pauses) >= _PAUSES_NEEDED else _USUAL_PAUSE


def divide(speech: Speech, usual: float = _USUAL_PAUSE) -> list[int]:
    """The indices of the words at which paragraphs begin, 0 among them.

    The division with the greatest sum of weights over the whole turn: of pauses against the ``usual`` one of this
    voice, of how sentences begin, of lexical cohesion, and of the paragraphs' lengths. Paragraphs begin with a
    sentence; where one has no end for ``LONGEST_SENTENCE`` words, after a long pause. Time grows with the words.
    """
    counted = list(accumulate(map(_words_in, speech.texts), initial=0))
    if counted[-1] < UNDIVIDED:
        return [0]
    starts = _sentence_starts(speech.texts)
    places = [*_places(speech, starts, counted, usual), *_after_long_pauses(speech, starts, counted, usual)]
    return [0, *_best(_thinned(places), counted[-1])]


def _sentence_starts(texts: Sequence[str]) -> list[int]:
    """Where sentences begin, the first one left out."""
    return [i for i, (text, following) in enumerate(pairwise(texts), start=1) if ends_sentence(text, following)]


def _words_in(text: str) -> int:
    return max(1, ceil(len(_UNSPACED.findall(text)) / _SIGNS_OF_A_WORD))


def _places(speech: Speech, starts: Sequence[int], counted: Sequence[int], usual: float) -> list[_Place]:
    """The beginnings of sentences; in text that has capitals, what goes on in small letters is none."""
    texts = speech.texts
    if any(texts[start][0].isupper() for start in starts):
        starts = [start for start in starts if not texts[start][0].islower()]
    if not starts:
        return []
    ties = cohesion(texts, starts)
    mean, deviation = fmean(ties), pstdev(ties)
    return [
        _Place(
            start,
            counted[start],
            _weight_of_pause(speech.silences[start], usual)
            + weight_of_opening(texts[start : start + LONGEST_OPENING])
            + _weight_of_cohesion(tie - mean, deviation),
        )
        for start, tie in zip(starts, ties, strict=True)
    ]


def _weight_of_pause(pause: float, usual: float) -> float:
    doublings = log2((pause + _FLAT) / (usual + _FLAT))
    least, most = _PAUSE_LIMITS
    return min(most, max(least, _PAUSE_WEIGHT * doublings))


def _weight_of_cohesion(above: float, deviation: float) -> float:
    if deviation < 1e-9:
        return 0.0
    return min(_COHESION_LIMIT, max(-_COHESION_LIMIT, -_COHESION_WEIGHT * above / deviation))


def _after_long_pauses(speech: Speech, starts: Sequence[int], counted: Sequence[int], usual: float) -> Iterable[_Place]:
    """Long pauses in what should have been several sentences."""
    least = max(_LONG_PAUSE, 2 * usual)
    for first, end in pairwise([0, *starts, len(speech.texts)]):
        if counted[end] - counted[first] > LONGEST_SENTENCE:
            for i in range(first + 1, end):
                if speech.silences[i] >= least:
                    yield _Place(i, counted[i], _weight_of_pause(speech.silences[i], usual))


def _thinned(places: Iterable[_Place]) -> list[_Place]:
    """The places in order; of those that lie closer than ``_CROWD`` words only the best."""
    kept: list[_Place] = []
    for place in sorted(places, key=lambda place: place.index):
        if kept and place.words - kept[-1].words < _CROWD:
            if place.weight > kept[-1].weight:
                kept[-1] = place
        else:
            kept.append(place)
    return kept


def _best(places: Iterable[_Place], total: int) -> list[int]:
    """The beginnings, after the first, of the best paragraphs of ``total`` words (dynamic programming)."""
    reached = [_Reached(_Place(0, 0, 0.0), 0.0, None)]
    oldest = 0
    for place in places:
        while oldest + 1 < len(reached) and place.words - reached[oldest + 1].place.words >= _FAR:
            oldest += 1
        ways = [
            (way.score + _weight_of_length(place.words - way.place.words), way)
            for way in reached[oldest:]
            if place.words - way.place.words >= _SHORTEST
        ]
        if ways:
            score, way = max(ways, key=itemgetter(0))
            reached.append(_Reached(place, score + place.weight, way))
    ends = [way for way in reached if total - way.place.words >= _SHORTEST]
    last: _Reached | None = max(ends, key=lambda way: way.score + _weight_of_rest(total - way.place.words))
    found: list[int] = []
    while last is not None:
        found.append(last.place.index)
        last = last.before
    return found[-2::-1]


@cache
def _weight_of_length(words: int) -> float:
    """Log odds of a break after so many words, against those that a break has at any sentence."""
    deviation = log(words / _USUAL_WORDS) / _SPREAD
    density = -(deviation**2) / 2 - log(words * _SPREAD * sqrt(tau))
    return _READINESS + density + log(_SENTENCE) - _excess(words)


def _weight_of_rest(words: int) -> float:
    """Log odds of no break for so many words, up to the turn's end."""
    deviation = log(words / _USUAL_WORDS) / _SPREAD
    return log(max(1e-12, _NORMAL.cdf(-deviation))) - _excess(words)


def _excess(words: int) -> float:
    """What speaks against a paragraph of so many words: of a long one, a normal distribution thinks too well."""
    return _EXCESS_WEIGHT * max(0, words - _TOO_LONG)
