"""How often a name that is given is right, how many are named, and from what the weights were learnt.

    python -m benchmarks.naming           # measure, and write the table
    python -m benchmarks.naming --learn   # learn the weights of pipeline/naming/weights.py anew, then measure

The weights are those of a logistic regression (L2) over pairs of a voice and a name: is this the voice's name, given
what is done with the name and who speaks before and after. Only conversations of even numbers are learnt from. The
confidence is calibrated on cross-validated decisions in the everyday ones among them (Platt, 1999).
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.optimize import minimize

from benchmarks.conversations import KINDS, Conversation, is_right, load
from benchmarks.measure import ROOT
from benchmarks.results import conditions, write_section
from pipeline.naming import ENOUGH, name_speakers
from pipeline.naming.cases import cases_of
from pipeline.naming.decision import assign, marginals
from pipeline.naming.roster import Roster
from pipeline.naming.tracing import Talk
from pipeline.naming.utterances import utterances
from tests.builders import conversation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy.typing as npt

    Vector = npt.NDArray[np.float64]

WEIGHTS = ROOT / "pipeline" / "naming" / "weights.py"
RARE = 20
"""Pairs that a feature must occur in to have a weight."""
RIDGE = 0.5
TRUST = {"everyday": 1.0, "tricky": 0.5}
"""How much each kind counts when weights are learnt: tricky talk is rarer than its share of the files."""
FOLDS = 6
HOUR = 9_000
"""Words of an hour of talk, at 150 a minute."""


class Pair(NamedTuple):
    """A voice and a name, as they are learnt from."""

    voice: str
    name: str
    features: Mapping[str, float]
    is_right: bool


class Learned(NamedTuple):
    """Weights in log-odds, and what turns the log-odds of a decision into its confidence."""

    bias: float
    weights: dict[str, float]

    def score(self, pair: Pair) -> float:
        """Log-odds of a pair alone."""
        return self.bias + sum(self.weights.get(name, 0.0) * value for name, value in pair.features.items())


def pairs_of(talk: Conversation) -> list[Pair]:
    """Every voice with every name that may be its own."""
    cases = cases_of(Talk(utterances(conversation(*talk.turns))), Roster())
    return [
        Pair(voice, person.name, case.features(), is_right(person.name, talk.cast[voice]))
        for (voice, person), case in cases.items()
    ]


def learn(talks: Iterable[tuple[Conversation, Sequence[Pair]]]) -> Learned:
    """Weights for the features that are not rare."""
    rows = [(TRUST[talk.kind], pair) for talk, pairs in talks for pair in pairs]
    counts = Counter(feature for _, pair in rows for feature in pair.features)
    names = sorted(feature for feature, count in counts.items() if count >= RARE)
    places = {name: i for i, name in enumerate(names)}
    table = np.zeros((len(rows), len(names) + 1))
    table[:, -1] = 1.0
    for i, (_, pair) in enumerate(rows):
        for feature, value in pair.features.items():
            if feature in places:
                table[i, places[feature]] = value
    truth = np.array([pair.is_right for _, pair in rows], dtype=float)
    found = _regress(table, truth, np.array([trust for trust, _ in rows]), RIDGE)
    return Learned(float(found[-1]), {name: round(float(found[places[name]]), 3) for name in names})


def _regress(table: Vector, truth: Vector, trust: Vector, ridge: float) -> Vector:
    """Logistic regression; the last column, the bias, is hardly held back."""
    penalty = np.full(table.shape[1], ridge)
    penalty[-1] = 0.01

    def loss(weights: Vector) -> tuple[float, Vector]:
        odds = table @ weights
        chance = 1.0 / (1.0 + np.exp(-np.clip(odds, -40.0, 40.0)))
        value = float(trust @ (np.logaddexp(0.0, odds) - truth * odds) + 0.5 * penalty @ weights**2)
        return value, table.T @ (trust * (chance - truth)) + penalty * weights

    result: Vector = minimize(loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B").x
    return result


def cross_validated(talks: Sequence[tuple[Conversation, Sequence[Pair]]]) -> list[tuple[str, float, bool]]:
    """For every voice the likeliest name: kind of talk, log-odds of the decision, whether it is right."""
    outcomes = []
    for fold in range(FOLDS):
        learned = learn(talk for i, talk in enumerate(talks) if i % FOLDS != fold)
        for talk, pairs in talks[fold::FOLDS]:
            probabilities = marginals({(pair.voice, pair.name): learned.score(pair) for pair in pairs})
            for voice, name in assign(probabilities, 0.02).items():
                chance = min(0.9999, probabilities[voice, name])
                odds = math.log(chance / (1.0 - chance))
                outcomes.append((talk.kind, odds, is_right(name, talk.cast[voice])))
    return outcomes


def calibrate(outcomes: Sequence[tuple[str, float, bool]]) -> tuple[float, float]:
    """Slope and shift that make the log-odds of a decision those of its being right."""
    table = np.array([(odds, 1.0) for _, odds, _ in outcomes])
    truth = np.array([right for _, _, right in outcomes], dtype=float)
    everyday = np.array([float(kind == "everyday") for kind, _, _ in outcomes])
    slope, shift = _regress(table, truth, everyday, 0.01)
    return float(slope), float(shift)


def write_weights(learned: Learned, slope: float, shift: float) -> None:
    """``pipeline/naming/weights.py``, written anew."""
    lines = [
        '"""How much each feature of a claim proves, in log-odds, learnt from conversations.',
        "",
        ":mod:`pipeline.naming.tracing` says what the features are. Written by ``benchmarks.naming --learn``,",
        "not by hand.",
        '"""',
        "",
        f"BIAS = {learned.bias:.3f}",
        '"""Log-odds of a name of which nothing is known but that it was said."""',
        f"SLOPE, SHIFT = {slope:.3f}, {shift:.3f}",
        '"""From the log-odds of a decision to those of its being right."""',
        "WEIGHTS = {",
        *(f"    {json.dumps(name)}: {weight}," for name, weight in learned.weights.items() if abs(weight) >= 0.02),
        "}",
    ]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


class Tally(NamedTuple):
    """Names given and right, and voices that a careful reader could name."""

    talks: int
    given: int
    right: int
    knowable: int


def tally(talks: Sequence[Conversation]) -> Tally:
    """What naming, as it is in the product, makes of these conversations."""
    given = right = knowable = 0
    for talk in talks:
        named = name_speakers(utterances(conversation(*talk.turns)), Roster()).by_speaker
        knowable += sum(name is not None for name in talk.cast.values())
        given += len(named)
        right += sum(is_right(naming.person.name, talk.cast[voice]) for voice, naming in named.items())
    return Tally(len(talks), given, right, knowable)


def seconds_for_an_hour(talks: Sequence[Conversation]) -> float:
    """Seconds to name the voices of an hour of talk: conversations one after the other, the same six voices."""
    turns: list[str] = []
    for talk in talks:
        turns.extend(talk.turns)
        if sum(len(turn.split()) for turn in turns) >= HOUR:
            break
    spoken = utterances(conversation(*turns))
    began = time.perf_counter()
    name_speakers(spoken, Roster())
    return time.perf_counter() - began


def report() -> str:
    """The table of all kinds, held out and not."""
    lines = [
        "| conversations | number | can be known | given | right | precision | coverage |",
        "|---|---|---|---|---|---|---|",
    ]
    for kind in KINDS:
        talks = load(kind)
        for held_out, name in ((True, "held out"), (False, "learnt from")):
            found = tally([talk for talk in talks if talk.is_held_out is held_out])
            lines.append(
                f"| {kind}, {name} | {found.talks} | {found.knowable} | {found.given} | {found.right} "
                f"| {found.right / found.given:.1%} | {found.right / found.knowable:.1%} |"
            )
    hour = sorted(seconds_for_an_hour(load("everyday")) for _ in range(5))[2]
    return (
        f"A name is given from a confidence of {ENOUGH}. Everyday talk follows how names come up in published "
        "programs; tricky talk was written to mislead. Coverage: right names among the voices that a careful reader "
        "could name from the words alone. No show file, no sound.\n\n"
        + "\n".join(lines)
        + f"\n\nNaming an hour of talk ({HOUR} words): {hour:.2f} s, median of 5."
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn if asked, in a process of its own; then measure and write the section."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--learn", action="store_true", help="learn the weights anew; run again without it to measure")
    if parser.parse_args(arguments).learn:
        talks = [(talk, pairs_of(talk)) for kind in KINDS for talk in load(kind) if not talk.is_held_out]
        outcomes = cross_validated(talks)
        slope, shift = calibrate(outcomes)
        write_weights(learn(talks), slope, shift)
        for line in curve(outcomes, talks, slope, shift):
            print(line)
        return
    text = report()
    command = "python -m benchmarks.naming"
    write_section("Names from what is said", f"{text}\n\n{conditions(command, ('rapidfuzz', 'scipy'))}")
    sys.stdout.write(text + "\n")


def curve(
    outcomes: Sequence[tuple[str, float, bool]],
    talks: Sequence[tuple[Conversation, Sequence[Pair]]],
    slope: float,
    shift: float,
) -> Iterable[str]:
    """Precision and coverage, cross-validated, by the confidence from which a name would be given."""
    for kind in KINDS:
        knowable = sum(name is not None for talk, _ in talks if talk.kind == kind for name in talk.cast.values())
        for least in (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95):
            given = [
                right
                for of, odds, right in outcomes
                if of == kind and slope * odds + shift >= math.log(least / (1 - least))
            ]
            yield (
                f"{kind}: from {least}: {len(given)} given, precision {sum(given) / max(1, len(given)):.1%}, "
                f"coverage {sum(given) / knowable:.1%}"
            )


if __name__ == "__main__":
    main()
