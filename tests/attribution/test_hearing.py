"""Turns at a time, found without going through all of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.attribution.hearing import Hearing, Track
from pipeline.timeline import Span, Turn, total, union
from tests.builders import diarization
from tests.effort import steps

TIMES = st.integers(0, 80).map(lambda eighths: eighths / 8)
SPANS = st.tuples(TIMES, TIMES).map(lambda pair: Span(min(pair), max(pair)))
TURNS = st.lists(st.builds(lambda span, voice: Turn(span.start, span.end, voice), SPANS, st.sampled_from("ABC"))).map(
    lambda found: tuple(sorted(found, key=lambda turn: turn.start))
)


@given(TURNS, SPANS)
def test_every_turn_that_shares_time_is_found_in_order(turns: tuple[Turn, ...], span: Span) -> None:
    sharing = [turn for turn in turns if turn.span & span]
    assert list(Track(turns).at(span)) == sharing
    assert Track(turns).seconds(span) == {
        voice: total(part for turn in sharing if turn.speaker == voice if (part := turn.span & span))
        for voice in dict.fromkeys(turn.speaker for turn in sharing)
    }


@given(TURNS, SPANS)
def test_crosstalk_is_where_two_different_voices_are_heard(turns: tuple[Turn, ...], span: Span) -> None:
    both = union(
        shared
        for i, turn in enumerate(turns)
        for other in turns[:i]
        if other.speaker != turn.speaker and (shared := other.span & turn.span)
    )
    assert Hearing(diarization(turns, ())).crosstalk(span) == sum(part.overlap(span) for part in both)


def test_a_voice_that_is_heard_all_the_time_makes_no_search_longer() -> None:
    def search(count: int) -> int:
        brief = [Turn(i, i + 0.9, "AB"[i % 2]) for i in range(count)]
        track = Track([Turn(0.0, count, "C"), *brief])
        return steps(lambda: [list(track.at(Span(i + 0.2, i + 0.7))) for i in range(count)])

    assert search(800) <= 4.1 * search(200)
