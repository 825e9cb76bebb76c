"""What faster-whisper's segments become; what it hears is tested in tests/live."""

from __future__ import annotations

from types import SimpleNamespace as Segment

from pipeline.recognition import Heard
from pipeline.recognition.faster_whisper import _heard, _home
from pipeline.timeline import Span


def segment(text: str, start: float, avg_logprob: float, no_speech_prob: float) -> Segment:
    """A segment as faster-whisper returns it, half a second for each piece of its text."""
    pieces = [
        Segment(word=f" {word}", start=start + i / 2, end=start + (i + 1) / 2, probability=0.9)
        for i, word in enumerate(text.split())
    ]
    end = pieces[-1].end if pieces else start
    return Segment(words=pieces, start=start, end=end, avg_logprob=avg_logprob, no_speech_prob=no_speech_prob)


def test_segments_of_a_region_become_one_with_the_worst_of_their_measures() -> None:
    segments = [segment("Good morning.", 0.0, -0.2, 0.1), segment("Thank you.", 2.0, -1.4, 0.8)]
    heard = _heard(segments, 10.0, Span(10, 14), "en")
    assert [(word.text, word.start) for word in heard.words] == [
        ("Good", 10.0),
        ("morning.", 10.5),
        ("Thank", 12.0),
        ("you.", 12.5),
    ]
    assert (heard.avg_logprob, heard.no_speech_prob) == (-1.4, 0.8)
    assert all(type(word.start) is float for word in heard.words)


def test_loops_and_silence_are_handed_on_and_not_judged_here() -> None:
    heard = _heard([segment("no " * 50, 0.0, -2.0, 0.99)], 0.0, Span(0, 25), "en")
    assert len(heard.words) == 50


def test_a_region_without_segments_is_empty() -> None:
    assert _heard([], 0.0, Span(0, 5), "en") == Heard((), None, None)


def test_a_segment_belongs_to_the_region_that_it_lies_in_most_deeply() -> None:
    regions = [Span(0, 10), Span(10, 20)]
    assert _home(Segment(start=9.0, end=14.0), regions) == 1
    assert _home(Segment(start=3.0, end=3.0), regions) == 0
    assert _home(Segment(start=25.0, end=24.0), regions) == 1
