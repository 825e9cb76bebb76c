"""Voiceprints of turns, and where a turn is cut, with sound in which every second has a voice."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from pipeline.diarization.turn_voices import cut_at_changes, heard_alone, voiceprints_of
from pipeline.timeline import Turn, total
from tests.builders import turns

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.timeline import Span


@dataclass
class Listening:
    """Says what it was asked for: the voiceprint of some spans is their seconds; ``likeness`` is that of each time."""

    likeness: dict[float, float]

    def voiceprint(self, spans: Iterable[Span]) -> tuple[float, ...] | None:
        heard = list(spans)
        return (heard[0].start, round(total(heard), 3)) if heard else None

    def likeness_across(self, span: Span, reach: float) -> list[tuple[float, float]]:
        return [(t, c) for t, c in self.likeness.items() if span.start + reach <= t <= span.end - reach]


ANY = Listening({})


def test_a_turn_is_cut_where_the_voice_on_both_sides_is_least_alike() -> None:
    sound = Listening({7.8: 0.54, 8.0: 0.44, 8.2: 0.47, 12.0: 0.6})

    assert cut_at_changes(turns("A 0 15"), sound) == turns("A 0 8", "A 8 15")


def test_two_changes_in_one_turn_cut_it_twice() -> None:
    sound = Listening({5.0: 0.4, 6.8: 0.3, 9.0: 0.45})

    assert cut_at_changes(turns("A 0 15", "B 15 20"), sound) == turns("A 0 6.8", "A 6.8 9", "A 9 15", "B 15 20")


def test_changes_that_are_less_clear_keep_their_distance_from_clearer_ones_on_either_side() -> None:
    sound = Listening({5.0: 0.3, 6.9: 0.31, 7.0: 0.32, 9.0: 0.2, 10.9: 0.4, 11.0: 0.41, 3.0: 0.42, 3.1: 0.35})

    assert cut_at_changes(turns("A 0 15"), sound) == turns("A 0 3", "A 3 5", "A 5 7", "A 7 9", "A 9 11", "A 11 15")


def test_a_voice_that_stays_itself_is_not_cut() -> None:
    assert cut_at_changes(turns("A 0 15"), Listening({5.0: 0.55, 8.0: 0.9})) == turns("A 0 15")


@given(st.dictionaries(st.floats(2, 28).map(lambda t: round(t, 1)), st.floats(-1, 1)))
def test_parts_touch_keep_the_label_and_are_as_long_as_what_is_compared(likeness: dict[float, float]) -> None:
    parts = cut_at_changes(turns("A 0 30"), Listening(likeness))

    assert parts[0].start == 0
    assert parts[-1].end == 30
    assert all(left.end == right.start for left, right in pairwise(parts))
    assert all(part.speaker == "A" and part.span.duration >= 2 - 1e-9 for part in parts)


def test_the_voiceprint_of_a_turn_leaves_out_what_others_speak_into_it() -> None:
    exclusive = turns("A 0 4", "B 4 9", "A 9 10")
    heard = turns("A 0 4.5", "B 1 2", "B 4 9.2", "A 9 10")

    assert voiceprints_of(heard_alone(exclusive, heard), ANY) == ((0, 3.0), (4.5, 4.5), (9.2, 0.8))


def test_a_long_turn_of_another_is_seen_though_short_ones_began_after_it() -> None:
    heard = turns("B 0 20", "C 1 2", "C 3 4", "A 10 15")

    assert heard_alone(turns("A 10 15"), heard) == ((),)
    assert voiceprints_of([()], ANY) == (None,)


def test_half_a_second_alone_is_needed() -> None:
    exclusive = turns("A 0 0.4", "A 1 1.5", "A 2 4")
    heard = turns("A 0 0.4", "A 1 1.5", "A 2 4", "B 2.3 4")

    assert voiceprints_of(heard_alone(exclusive, heard), ANY) == (None, (1, 0.5), None)


def test_no_turns_have_no_voiceprints() -> None:
    assert cut_at_changes((), ANY) == ()
    assert heard_alone((), (Turn(0, 1, "A"),)) == ()
    assert voiceprints_of((), ANY) == ()
