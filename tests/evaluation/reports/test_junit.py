"""JUnit XML, read by an independent reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

import junitparser
import pytest

from pipeline.evaluation.reports.document import Failure
from pipeline.evaluation.reports.junit import to_junit
from pipeline.evaluation.reports.report import report_of
from pipeline.evaluation.thresholds import Thresholds, check
from pipeline.evaluation.validation import Validation
from tests.evaluation.validated import HYPOTHESIS, REFERENCE, validated

if TYPE_CHECKING:
    from pathlib import Path

Suites = dict[str, dict[str, junitparser.TestCase]]


def read(text: str) -> Suites:
    """The test cases by suite and name."""
    return {suite.name: {case.name: case for case in suite} for suite in junitparser.JUnitXml.fromstring(text.encode())}


@pytest.fixture(scope="module")
def validation(tmp_path_factory: pytest.TempPathFactory) -> Validation:
    folder = tmp_path_factory.mktemp("talk")
    (folder / "hypothesis").mkdir()
    (folder / "hypothesis" / "alone.txt").write_text("x")
    return validated(folder, {"talk": (HYPOTHESIS, REFERENCE), "hum": ('{"', REFERENCE)})


def test_a_test_case_for_each_measure_that_was_measured(validation: Validation) -> None:
    suites = read(to_junit(report_of(validation)))
    assert {"wer", "cer", "wder", "name_accuracy", "punctuation"} <= suites["talk"].keys()
    assert not {"der", "word_start_median"} & suites["talk"].keys()
    assert suites["talk"].keys() == suites["pooled"].keys()
    assert all(case.is_passed for case in suites["talk"].values())
    assert suites["talk"]["wer"].system_out == "8.00 % 2 of 25 words (2 sub, 0 del, 0 ins)"


def test_a_threshold_that_is_missed_fails_and_says_by_how_much(validation: Validation) -> None:
    limits = Thresholds(max={"wer": 0.05, "cer": 0.5, "der": 0.1}, min={"figures": 0.98})
    cases = read(to_junit(report_of(validation, check(limits, validation.score))))["pooled"]
    assert cases["cer max 0.5"].is_passed
    failed = {name: case.result[0].message for name, case in cases.items() if not case.is_passed}
    assert failed == {
        "wer max 0.05": "wer is 0.08, at most 0.05 is allowed",
        "figures min 0.98": "figures is 0, at least 0.98 is required",
        "der max 0.1": "der could not be measured",
    }


def test_what_could_not_be_read_is_an_error_and_what_has_no_partner_is_skipped(validation: Validation) -> None:
    suites = read(to_junit(report_of(validation)))
    (error,) = suites["hum"]["read"].result
    assert isinstance(error, junitparser.Error)
    assert "cannot read" in str(error.message)
    ((path, case),) = suites["unmatched"].items()
    assert path.endswith("alone.txt")
    assert case.is_skipped


def test_the_numbers_at_the_top_are_those_of_the_test_cases(validation: Validation) -> None:
    limits = Thresholds(max={"wer": 0.05})
    text = to_junit(report_of(validation, check(limits, validation.score)))
    told = junitparser.JUnitXml.fromstring(text.encode())
    counted = junitparser.JUnitXml.fromstring(text.encode())
    counted.update_statistics()  # type: ignore[no-untyped-call]  # it has types elsewhere
    for suite, again in zip([told, *told], [counted, *counted], strict=True):
        for number in ("tests", "failures", "errors", "skipped"):
            assert getattr(suite, number) == getattr(again, number), (suite, number)
    assert (told.failures, told.errors, told.skipped) == (1, 1, 1)


@pytest.mark.parametrize("name", ["a & b <c> \"d\" 'e'", "bell\x07 and \x1b[31m", "\ufffe\U0001f600 ]]>"])
def test_no_character_breaks_it(name: str, tmp_path: Path) -> None:
    report = report_of(validated(tmp_path))
    file = report.files[0].model_copy(update={"name": name})
    failure = Failure(name="unreadable", message=name)
    changed = {"files": (file,), "unmatched": (f"{name}.txt",), "failures": (failure,)}
    suites = read(to_junit(report.model_copy(update=changed)))
    forbidden = str.maketrans("", "", "\x07\x1b\ufffe")
    assert list(suites) == [name.translate(forbidden), "unreadable", "pooled", "unmatched"]


def test_nothing_at_all_is_still_a_file() -> None:
    assert read(to_junit(report_of(Validation(())))) == {"pooled": {}}
