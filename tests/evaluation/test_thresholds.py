from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ConfigDict

from pipeline.errors import InvalidValueError, UnknownChoiceError, UnknownKeyError
from pipeline.evaluation.counts import ErrorCounts, Retrieval
from pipeline.evaluation.measures import MEASURES
from pipeline.evaluation.score import Score
from pipeline.evaluation.thresholds import Thresholds, Verdict, check, parse_limit
from pipeline.tables import read_table

if TYPE_CHECKING:
    from pathlib import Path

SCORE = Score(words=ErrorCounts(reference=100, substitutions=4, insertions=1), names=Retrieval(49, 50, 60))
"""WER 0.05, 0.98 of the words under the right name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Stands for whatever has a table of thresholds."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    thresholds: Thresholds = field(default_factory=Thresholds)


def read(folder: Path, text: str) -> Thresholds:
    path = folder / "gate.toml"
    path.write_text(text, encoding="utf-8")
    return read_table(path, Gate).thresholds


# --- limits ----------------------------------------------------------------------------------------------------------


def test_a_table_of_limits_is_read(tmp_path: Path) -> None:
    text = "[thresholds.max]\nwer = 0.05\nspeaker_count = 0\n[thresholds.min]\nname_accuracy = 0.98\n"
    assert read(tmp_path, text) == Thresholds(max={"wer": 0.05, "speaker_count": 0}, min={"name_accuracy": 0.98})
    assert read(tmp_path, "") == read(tmp_path, "[thresholds]\n") == Thresholds()


@pytest.mark.parametrize("kind", ["max", "min"])
def test_a_measure_that_is_none_is_named_with_a_suggestion(tmp_path: Path, kind: str) -> None:
    with pytest.raises(UnknownChoiceError, match=rf"thresholds\.{kind}: unknown measure 'wwer'.*mean 'wer'") as caught:
        read(tmp_path, f"[thresholds.{kind}]\nwwer = 0.05\n")
    assert caught.value.kind == "measure"
    assert caught.value.choices == list(MEASURES)


def test_a_table_that_is_none_is_named_with_a_suggestion(tmp_path: Path) -> None:
    with pytest.raises(UnknownKeyError, match=r"unknown key 'maxi'.*mean 'max'"):
        read(tmp_path, "[thresholds.maxi]\nwer = 0.05\n")


@pytest.mark.parametrize("value", ["nan", "inf", "-inf", '"0.05"', "true", "[0.05]", "2026-01-01"])
def test_a_limit_that_is_no_finite_number_is_named(tmp_path: Path, value: str) -> None:
    with pytest.raises(InvalidValueError, match=r"gate\.toml: thresholds\.max\.wer: "):
        read(tmp_path, f"[thresholds.max]\nwer = {value}\n")


@pytest.mark.parametrize("limit", [math.nan, math.inf, -math.inf])
def test_a_limit_given_in_code_is_looked_at_too(limit: float) -> None:
    with pytest.raises(InvalidValueError, match=re.escape(f"thresholds.max.wer: {limit} is not a finite number")):
        Thresholds(max={"wer": limit})
    with pytest.raises(UnknownChoiceError, match=r"thresholds\.max: unknown measure 'WER'"):
        Thresholds(max={"WER": 0.05})


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        ({"max": {"wer": 5}}, "thresholds.max.wer: 5 cannot be meant\nA share is a number from 0 to 1: 5 % is 0.05."),
        ({"max": {"speaker_count": -1}}, "thresholds.max.speaker_count: -1 cannot be meant"),
        ({"max": {"name_accuracy": 0.98}}, "thresholds.max.name_accuracy: of name_accuracy, higher is better\nSay min"),
        ({"min": {"wer": 0.01}}, "thresholds.min.wer: of wer, lower is better\nSay max instead."),
    ],
)
def test_a_limit_that_can_only_be_a_slip_is_refused(limits: dict[str, dict[str, float]], reason: str) -> None:
    with pytest.raises(InvalidValueError, match=re.escape(reason)):
        Thresholds(**limits)


def test_a_time_may_be_more_than_one() -> None:
    assert Thresholds(max={"word_start_p95": 200}).max == {"word_start_p95": 200}


def test_of_two_limits_the_command_line_wins() -> None:
    table = Thresholds(max={"wer": 0.05, "cer": 0.03}, min={"proper_names": 0.01, "capitals": 0.9})
    line = Thresholds(max={"wer": 0.1, "der": 0.2}, min={"capitals": 0.8})
    assert table.merged(line) == Thresholds(
        max={"wer": 0.1, "cer": 0.03, "der": 0.2}, min={"proper_names": 0.01, "capitals": 0.8}
    )
    assert table.merged(Thresholds()) == Thresholds().merged(table) == table
    assert table.max["wer"] == 0.05


# --- the command line ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("wer=0.05", ("wer", 0.05)),
        (" name_accuracy = 1 ", ("name_accuracy", 1.0)),
        ("word_start_p95=2e2", ("word_start_p95", 200.0)),
        ("wer=-1", ("wer", -1.0)),
    ],
)
def test_a_limit_of_the_command_line_is_read(text: str, limit: tuple[str, float]) -> None:
    assert parse_limit(text) == limit


@pytest.mark.parametrize("text", ["wer", "", "wer:0.05", "0.05"])
def test_what_has_no_equals_sign_is_refused(text: str) -> None:
    with pytest.raises(InvalidValueError, match=r"--max/--min: .* is not of the form MEASURE=NUMBER"):
        parse_limit(text)


@pytest.mark.parametrize("number", ["", "five", "5%", "nan", "inf", "-inf", "1=2", "0,05", "1e999"])
def test_what_is_no_finite_number_is_refused(number: str) -> None:
    with pytest.raises(InvalidValueError, match=re.escape(f"--max/--min: {number!r} is not a finite number")):
        parse_limit(f"wer={number}")


@pytest.mark.parametrize("text", ["name_acuracy=0.9", "=0.9", "WER=0.05"])
def test_an_unknown_measure_is_refused(text: str) -> None:
    with pytest.raises(UnknownChoiceError, match="--max/--min: unknown measure") as caught:
        parse_limit(text)
    assert caught.value.choices == list(MEASURES)
    assert ("Did you mean 'name_accuracy'?" in str(caught.value)) == (text == "name_acuracy=0.9")


# --- verdicts --------------------------------------------------------------------------------------------------------


def test_figures_right_at_their_limits_pass() -> None:
    limits = Thresholds(max={"wer": 0.05}, min={"name_accuracy": 0.98})
    assert check(limits, SCORE) == (
        Verdict("wer", "max", 0.05, 0.05, passed=True),
        Verdict("name_accuracy", "min", 0.98, 0.98, passed=True),
    )


def test_figures_beyond_their_limits_fail() -> None:
    limits = Thresholds(max={"wer": 0.0499}, min={"name_accuracy": 0.9801})
    assert [verdict.passed for verdict in check(limits, SCORE)] == [False, False]
    limits = Thresholds(max={"wer": 0.0501}, min={"name_accuracy": 0.9799})
    assert [verdict.passed for verdict in check(limits, SCORE)] == [True, True]


def test_a_figure_that_could_not_be_measured_fails_either_way() -> None:
    limits = Thresholds(max={"der": 1}, min={"capitals": 0})
    assert check(limits, SCORE) == (
        Verdict("der", "max", 1, None, passed=False),
        Verdict("capitals", "min", 0, None, passed=False),
    )


def test_a_limit_of_zero_is_a_limit() -> None:
    assert check(Thresholds(max={"wer": 0}), SCORE) == (Verdict("wer", "max", 0, 0.05, passed=False),)
    assert check(Thresholds(min={"name_accuracy": 0}), SCORE) == (
        Verdict("name_accuracy", "min", 0, 0.98, passed=True),
    )


def test_no_limits_give_no_verdicts() -> None:
    assert check(Thresholds(), SCORE) == ()


@given(
    st.dictionaries(st.sampled_from([key for key in MEASURES if MEASURES[key].better == "lower"]), st.floats(0, 1)),
    st.dictionaries(st.sampled_from([key for key in MEASURES if MEASURES[key].better == "higher"]), st.floats(0, 1)),
)
def test_every_limit_has_one_verdict_in_the_order_of_the_measures(
    most: dict[str, float], least: dict[str, float]
) -> None:
    verdicts = check(Thresholds(max=most, min=least), SCORE)
    order = list(MEASURES)
    places = [(order.index(verdict.measure), verdict.kind) for verdict in verdicts]
    assert places == sorted(places)
    assert {v.measure: v.limit for v in verdicts if v.kind == "max"} == most
    assert {v.measure: v.limit for v in verdicts if v.kind == "min"} == least
    assert len(verdicts) == len(most) + len(least)
