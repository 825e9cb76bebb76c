"""Clock times: what the table of the rule cannot show."""

from __future__ import annotations

import pytest

from pipeline.text.style.clock_times import CLOCK_TIMES
from tests.text.style.test_rules import applied, heard, text_of

HOURS = "one two three four five six seven eight nine ten eleven twelve".split()


def set_in_style(said: str) -> str:
    return text_of(applied(CLOCK_TIMES, heard(said), CLOCK_TIMES.setting))


@pytest.mark.parametrize("half", ["a", "p"])
@pytest.mark.parametrize("hour", range(1, 13))
def test_every_hour_is_printed_however_it_was_recognised(hour: int, half: str) -> None:
    upper = half.upper()
    for mark in ("m", " {}m", " {}.m.", ".m."):
        said = f"{hour}{mark.format(half) if '{}' in mark else half + mark}"
        assert set_in_style(f"at {said}, they say") == f"at {hour} {half}.m., they say"
    for said in (
        f"{hour} {upper}M",
        f"{hour:02}:00 {upper}.M.",
        f"{HOURS[hour - 1]} {half}.m.",
        f"{HOURS[hour - 1]} {half}m",
    ):
        assert set_in_style(f"at {said}, they say") == f"at {hour} {half}.m., they say"
    for said in (f"{hour}:45{half}m", f"{hour}.45 {upper}M", f"{HOURS[hour - 1]} forty-five {half}.m."):
        assert set_in_style(f"at {said}, they say") == f"at {hour}:45 {half}.m., they say"


@pytest.mark.parametrize("said", ["9am", "9am.", "9 AM", "9 AM.", "9 a.m", "9 a.m."])
def test_a_sentence_that_ends_with_a_time_ends_with_one_full_stop(said: str) -> None:
    assert set_in_style(f"We begin at {said}") == "We begin at 9 a.m."


def test_other_sentence_marks_stay() -> None:
    assert set_in_style("At 9am? No: “9pm!”") == "At 9 a.m.? No: “9 p.m.!”"


@pytest.mark.parametrize(
    "said",
    ["13am", "0 am", "9:60 a.m.", "nine seventy a.m.", "$9 am", "1.9 pm", "10,9 am", "9 amateurs", "the nine am here"],
)
def test_what_no_clock_shows_is_no_time(said: str) -> None:
    assert set_in_style(said) == said


def test_a_time_of_one_word_keeps_the_time_of_its_word() -> None:
    (_, time, _) = applied(CLOCK_TIMES, heard("at 9am sharp"), CLOCK_TIMES.setting)
    assert (time.text, time.first, time.last, time.start, time.end) == ("9 a.m.", 1, 2, 0.25, 0.5)
