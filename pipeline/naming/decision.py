"""One decision for all voices: every name at most once, every voice at most one name, and nobody where it is close."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeVar

from pipeline.naming.weights import SHIFT, SLOPE

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

Voice = TypeVar("Voice", bound="Hashable")
Name = TypeVar("Name", bound="Hashable")

_ROUNDS = 60
"""Enough for messages to settle where names are as good as certain: half of each is new in every round."""
_DAMPING = 0.5
"""Share of a message that is kept from the round before, so that rounds settle instead of swinging."""
_LIMIT = 30.0
"""Log-odds beyond this are as good as certain."""
_SMALLEST = 1e-4
_LIKELY = -1.0
"""Log-odds from which a rival counts."""
_LEAD = 2.0
"""Log-odds by which a name must be ahead of each rival."""


def marginals(scores: Mapping[tuple[Voice, Name], float]) -> dict[tuple[Voice, Name], float]:
    """How probable each pair is among all ways of giving names to voices, each at most once.

    ``scores`` are the log-odds of each pair taken alone; a way of naming weighs the product of its pairs' odds, and
    leaving a voice or a name out weighs 1. The probabilities are found by passing messages between voices and names
    (loopy belief propagation on matchings: Bayati, Shah & Sharma, IEEE Trans. Inf. Theory 54(3), 2008), which is exact
    where no two voices compete for two names. Elsewhere it is close: within 0.005 in the conversations that weights are
    learnt from, though two voices that are both almost surely either of two people can be 0.35 off.
    """
    voices = {voice: i for i, voice in enumerate(dict.fromkeys(voice for voice, _ in scores))}
    names = {name: i for i, name in enumerate(dict.fromkeys(name for _, name in scores))}
    pairs = [(voices[voice], names[name]) for voice, name in scores]
    odds = [math.exp(max(-_LIMIT, min(_LIMIT, score))) for score in scores.values()]
    free = [1.0] * len(pairs)
    """For each pair, the probability that its name is not another voice's."""
    for _ in range(_ROUNDS):
        offered = [odd * chance for odd, chance in zip(odds, free, strict=True)]
        by_voice = _sums(offered, (voice for voice, _ in pairs), len(voices))
        wanted = [
            odd / (1.0 + max(0.0, by_voice[voice] - offer))
            for (voice, _), odd, offer in zip(pairs, odds, offered, strict=True)
        ]
        by_name = _sums(wanted, (name for _, name in pairs), len(names))
        free = [
            _DAMPING * chance + (1 - _DAMPING) / (1.0 + max(0.0, by_name[name] - want))
            for (_, name), chance, want in zip(pairs, free, wanted, strict=True)
        ]
    offered = [odd * chance for odd, chance in zip(odds, free, strict=True)]
    by_voice = _sums(offered, (voice for voice, _ in pairs), len(voices))
    return {
        pair: offer / (1.0 + by_voice[voice]) for pair, (voice, _), offer in zip(scores, pairs, offered, strict=True)
    }


def confidence(probability: float) -> float:
    """How sure a pair is: its probability set right by how often such decisions were (Platt scaling)."""
    bounded = min(1.0 - _SMALLEST, max(_SMALLEST, probability))
    return 1.0 / (1.0 + math.exp(-(SLOPE * math.log(bounded / (1.0 - bounded)) + SHIFT)))


def probability_at(sureness: float) -> float:
    """The probability that makes a pair this sure: the inverse of :func:`confidence`."""
    log_odds = (math.log(sureness / (1.0 - sureness)) - SHIFT) / SLOPE
    return 1.0 / (1.0 + math.exp(-log_odds))


def _sums(values: Iterable[float], places: Iterable[int], count: int) -> list[float]:
    sums = [0.0] * count
    for value, place in zip(values, places, strict=True):
        sums[place] += value
    return sums


def assign(probabilities: Mapping[tuple[Voice, Name], float], least: float) -> dict[Voice, Name]:
    """The names that fit all voices best together (maximum-weight matching), without pairs below ``least``."""
    from scipy.optimize import linear_sum_assignment

    voices = list(dict.fromkeys(voice for voice, _ in probabilities))
    names = list(dict.fromkeys(name for _, name in probabilities))
    if not voices:
        return {}
    gains = [[probabilities.get((voice, name), 0.0) for name in names] for voice in voices]
    rows, columns = linear_sum_assignment(gains, maximize=True)
    chosen = [(voices[row], names[column]) for row, column in zip(rows, columns, strict=True)]
    return {voice: name for voice, name in chosen if probabilities.get((voice, name), 0.0) >= least}


def uncontested(chosen: Mapping[Voice, Name], scores: Mapping[tuple[Voice, Name], float]) -> dict[Voice, Name]:
    """What was chosen, without voices of which two close candidates mean nobody.

    A rival is another name for the voice, or another voice for the name, that is likely on its own and has no other
    place: a name that is somebody else's already, or a voice that has its name, rivals nobody.
    """
    taken = set(chosen.values())

    def is_contested(voice: Voice, name: Name) -> bool:
        return any(
            score >= _LIKELY and scores[voice, name] - score < _LEAD
            for (other, another), score in scores.items()
            if (other == voice and another not in taken) or (another == name and other not in chosen)
        )

    return {voice: name for voice, name in chosen.items() if not is_contested(voice, name)}
