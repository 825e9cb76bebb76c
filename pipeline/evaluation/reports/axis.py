"""Where the steps of an alignment lie: in the recording, or, where nobody knows times, in the text."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from pipeline.exporters.timestamps import milliseconds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.evaluation.comparison import Comparison, Step
    from pipeline.evaluation.sides import Side


class Stretch(NamedTuple):
    """Somebody speaks, from one position of the axis to another."""

    speaker: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Axis:
    """Positions on a line that both sides share."""

    unit: Literal["milliseconds", "words"]
    positions: tuple[int, ...]
    """Of each step."""
    end: int
    reference: tuple[Stretch, ...]
    """Who speaks when, by the reference."""
    hypothesis: tuple[Stretch, ...]


def axis_of(comparison: Comparison) -> Axis:
    """Time, as soon as either side knows any: of a word the hypothesis's, which were heard, else the reference's.

    What has no time lies between its neighbours; a side that does not say who was heard when has its speakers where
    their words are.
    """
    steps = comparison.steps
    reference, hypothesis = comparison.reference, comparison.hypothesis
    times = _times(comparison)
    if times is None and (steps or not (reference.heard or hypothesis.heard)):
        places = _places(steps)
        end = places[-1] + 1 if places else 1
        spoken = [tuple(_spoken(comparison, places, end, side)) for side in (0, 1)]
        return Axis("words", places, end, spoken[0], spoken[1])
    positions = times or (0,) * len(steps)
    heard = [_heard(side) for side in (reference, hypothesis)]
    last = [stretch.end for stretches in heard for stretch in stretches]
    last += [milliseconds(token.end) for side in (reference, hypothesis) for token in side.tokens if token.end]
    end = max([*last, *positions, 1])
    rows = [
        # a side without words of its own has no word to lay where it was heard
        stretches or (tuple(_spoken(comparison, positions, end, side)) if times else ())
        for side, stretches in enumerate(heard)
    ]
    return Axis("milliseconds", positions, end, rows[0], rows[1])


def _places(steps: Sequence[Step]) -> tuple[int, ...]:
    """The word of the reference that each step is at, or stands after; of the hypothesis, if that is all there is."""
    words = [step.reference for step in steps]
    if not any(word is not None for word in words):
        return tuple(range(len(steps)))
    return tuple(accumulate((-1 if word is None else word for word in words), max, initial=0))[1:]


def _times(comparison: Comparison) -> tuple[int, ...] | None:
    """The time of each step, in milliseconds; None where no word and no paragraph has one."""
    known = [_time(comparison, step) for step in comparison.steps]
    return _filled(known) if any(time is not None for time in known) else None


def _time(comparison: Comparison, step: Step) -> int | None:
    reference, hypothesis = comparison.reference, comparison.hypothesis
    expected = None if step.reference is None else comparison.reference_words[step.reference].first
    found = None if step.hypothesis is None else comparison.hypothesis_words[step.hypothesis].first
    for side, token in ((hypothesis, found), (reference, expected)):
        if token is not None and (start := _start(side, token)) is not None:
            return milliseconds(start)
    return None


def _start(side: Side, token: int) -> float | None:
    own = side.tokens[token].start
    if own is not None:
        return own
    block = side.tokens[token].block
    opens = token == 0 or side.tokens[token - 1].block != block
    return side.blocks[block].start if opens else None


def _filled(known: Sequence[int | None]) -> tuple[int, ...]:
    """``known``, and evenly between them what is not; at least one is known."""
    import numpy as np

    places = [place for place, value in enumerate(known) if value is not None]
    values = [value for value in known if value is not None]
    return tuple(np.interp(np.arange(len(known)), places, values).round().astype(int).tolist())


def _heard(side: Side) -> tuple[Stretch, ...]:
    return tuple(Stretch(one.speaker, milliseconds(one.start), milliseconds(one.end)) for one in side.heard or ())


def _spoken(comparison: Comparison, positions: Sequence[int], end: int, side: int) -> Iterator[Stretch]:
    """Who says the words of one side (0: the reference), from each run of words to the next."""
    label = comparison.hypothesis_speaker if side else comparison.reference_speaker
    words = [
        (label(word), positions[place])
        for place, step in enumerate(comparison.steps)
        if (word := step.hypothesis if side else step.reference) is not None
    ]
    runs = [(speaker, next(run)[1]) for speaker, run in groupby(words, key=lambda word: word[0])]
    for (speaker, start), (_, until) in pairwise([*runs, (None, end)]):
        yield Stretch(speaker, start, max(start, until))
