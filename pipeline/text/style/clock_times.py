"""Clock times as newspapers write them: 9 a.m., 9:30 p.m."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.text.style.matches import Change, rewriting, word_after, word_before
from pipeline.text.style.number_words import TWO_DIGITS, UNIT, value_of
from pipeline.text.style.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

_TIME = re.compile(
    rf"(?<!(?u:[\w$€£#:.,/]))(?:(?P<hour>0?[1-9]|1[0-2])(?:[:.](?P<minute>[0-5]\d))?[ ]?"
    rf"|(?P<spoken>{UNIT}|ten|eleven|twelve)(?:[ -](?P<past>{TWO_DIGITS}|oh?[ -]{UNIT}))?[ ])"
    r"(?P<half>(?P<letter>[ap])(?:m|\.[ ]?m)\.?)(?!(?u:[\w'’]))",
    re.IGNORECASE | re.ASCII,
)
_RADIO = frozenset(
    "radio station stations band dial frequency frequencies broadcaster broadcasters transmitter".split()
)
_TIME_WORDS = frozenset(
    "at by around until till after before from to about since between and or past through every".split()
)


def _changes(text: str) -> Iterator[Change]:
    for match in _TIME.finditer(text):
        if _is_time(match):
            yield Change(*match.span(), _printed(match))


def _is_time(match: re.Match[str]) -> bool:
    half, following = match["half"], word_after(match.string, match.end())
    if match["past"] and value_of(match["past"]) > 59:  # minutes
        return False
    if half == "AM" and following.lower() in _RADIO:
        return False
    if half != "am" or match.string[match.start("half") - 1] != " ":
        return True
    if match["spoken"]:  # "the lucky one am I": the verb
        return word_before(match.string, match.start()) in _TIME_WORDS and following != "I"
    return following not in {"I", "i"}


def _printed(match: re.Match[str]) -> str:
    hour = int(match["hour"]) if match["hour"] else value_of(match["spoken"])
    minute = int(match["minute"] or 0) if match["hour"] else value_of(match["past"] or "oh")
    return f"{hour}{f':{minute:02}' if minute else ''} {match['letter'].lower()}.m."


CLOCK_TIMES = Rule(
    name="clock-times",
    summary="clock times are figures with a.m. or p.m.",
    examples=(
        ("the doors open at 9am and close at 5pm", "the doors open at 9 a.m. and close at 5 p.m."),
        ("We begin at 9 AM.", "We begin at 9 a.m."),
        ("It's 9:00 AM, and this is the news.", "It's 9 a.m., and this is the news."),
        ("the vote at 9:30pm Eastern", "the vote at 9:30 p.m. Eastern"),
        ("at nine a.m. sharp", "at 9 a.m. sharp"),
        ("around eleven forty-five p.m. on Friday", "around 11:45 p.m. on Friday"),
        ("at nine oh five pm?", "at 9:05 p.m.?"),
        ("from 9am-5pm every day", "from 9 a.m.-5 p.m. every day"),
        ("a curfew between 10 and 5AM", "a curfew between 10 and 5 a.m."),
        ("until 12:15 P.M. local time", "until 12:15 p.m. local time"),
        ("The call came at 3 a.m. He was asleep.", "The call came at 3 a.m. He was asleep."),
        ("nine thirty in the morning", "nine thirty in the morning"),
        ("before noon, or at 9 o'clock", "before noon, or at 9 o'clock"),
        ("Of the 9 am I the youngest?", "Of the 9 am I the youngest?"),
        ("I am the one. I am nine.", "I am the one. I am nine."),
        ("the lucky one am I", "the lucky one am I"),
        ("two of the 9 AM stations in town", "two of the 9 AM stations in town"),
        ("the results at 9:30:15 and 13:30", "the results at 9:30:15 and 13:30"),
    ),
    find=rewriting(_changes),
    trigger=_TIME,
)
"""The rule for clock times."""
