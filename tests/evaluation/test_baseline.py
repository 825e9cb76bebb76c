"""One validation against an earlier one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.errors import InputNotFoundError, OtherSchemaError, UnreadableReportError
from pipeline.evaluation.baseline import compare_reports, load_report
from pipeline.evaluation.measures import MEASURES
from pipeline.evaluation.reports.report import report_of
from tests.evaluation.validated import HYPOTHESIS, REFERENCE, validated

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.evaluation.reports.document import Baseline, Change

HERE = Path("main.json")
SENTENCES = [
    f"The {animal} saw {number} {thing} near the river."
    for animal in ("fox", "bear", "crow", "deer")
    for number, thing in (("three", "boats"), ("many", "people"), ("few", "trees"))
]
TEXT = "ANNA: " + " ".join(SENTENCES)
ONE_WRONG = TEXT.replace("fox saw three", "ox saw three")
MANY_WRONG = TEXT.replace("river", "rover")


def compared(folder: Path, before: dict[str, tuple[str, str]], now: dict[str, tuple[str, str]]) -> Baseline:
    earlier = report_of(validated(folder / "before", before))
    validation = validated(folder / "now", now)
    return compare_reports(HERE, earlier, report_of(validation), validation)


def of(baseline: Baseline, measure: str, file: str | None = None) -> Change:
    (change,) = [found for found in baseline.changes if (found.measure, found.file) == (measure, file)]
    return change


def test_what_is_equal_is_called_the_same(tmp_path: Path) -> None:
    baseline = compared(tmp_path, {"a": (ONE_WRONG, TEXT)}, {"a": (ONE_WRONG, TEXT)})
    assert {change.verdict for change in baseline.changes} == {"same"}
    assert (baseline.files, baseline.worse_passages, baseline.notes) == (1, (), ())


def test_many_errors_more_are_worse_and_as_many_less_are_better(tmp_path: Path) -> None:
    worse = of(compared(tmp_path / "1", {"a": (TEXT, TEXT)}, {"a": (MANY_WRONG, TEXT)}), "wer")
    better = of(compared(tmp_path / "2", {"a": (MANY_WRONG, TEXT)}, {"a": (TEXT, TEXT)}), "wer")
    words = sum(len(sentence.split()) for sentence in SENTENCES)
    assert (worse.verdict, worse.earlier, worse.now) == ("worse", 0, 12 / words)
    assert (worse.units, worse.count) == ("segments", 12)
    assert (better.verdict, better.earlier, better.now) == ("better", 12 / words, 0)
    assert worse.low is not None and worse.low > 0  # noqa: PT018 - one for the type
    assert better.probability_better == 1


def test_one_error_more_may_be_chance(tmp_path: Path) -> None:
    change = of(compared(tmp_path, {"a": (TEXT, TEXT)}, {"a": (ONE_WRONG, TEXT)}), "wer")
    assert change.verdict == "unclear"
    assert change.low == 0
    assert change.high is not None and change.high > 0  # noqa: PT018 - one for the type


def test_the_sentences_that_got_worse_are_shown_the_worst_first(tmp_path: Path) -> None:
    now = ONE_WRONG.replace("crow saw many people near", "row so any purple near").replace("few trees", "new trees")
    before = TEXT.replace("few trees", "new trees")
    baseline = compared(tmp_path, {"a": (before, TEXT)}, {"a": (now, TEXT)})
    found = [(item.earlier, item.passage.word_errors, item.passage.reference) for item in baseline.worse_passages]
    assert found == [
        (0, 4, "The crow saw many people near the river."),
        (0, 1, "The fox saw three boats near the river."),
    ]


def test_measures_of_whole_files_are_tested_over_files_and_only_when_there_are_enough(tmp_path: Path) -> None:
    before = {f"f{n}": (TEXT, TEXT) for n in range(6)}
    now = {f"f{n}": (MANY_WRONG, TEXT) for n in range(6)}
    many = compared(tmp_path / "many", before, now)
    cer = of(many, "cer")
    assert (cer.units, cer.count, cer.verdict) == ("files", 6, "worse")
    assert of(many, "wer").count == 6 * 12
    assert of(many, "wer", "f3").count == 12
    few = compared(
        tmp_path / "few", {"a": (TEXT, TEXT), "b": (TEXT, TEXT)}, {"a": (MANY_WRONG, TEXT), "b": (TEXT, TEXT)}
    )
    assert (of(few, "cer").units, of(few, "cer").verdict) == (None, "unclear")
    assert of(few, "wer", "a").verdict == "worse"
    assert of(few, "wer", "b").verdict == "same"


def test_files_that_cannot_be_compared_are_told_and_left_out(tmp_path: Path) -> None:
    other = TEXT.replace("fox", "wolf")
    before = {"same": (TEXT, TEXT), "changed": (TEXT, TEXT), "gone": (TEXT, TEXT)}
    now = {"same": (ONE_WRONG, TEXT), "changed": (TEXT, other), "new": (TEXT, TEXT)}
    baseline = compared(tmp_path, before, now)
    assert baseline.files == 1
    assert baseline.notes == (
        "changed: left out, the reference has other words than it had",
        "new: it was not scored earlier",
        "gone: it was scored earlier and is missing now",
    )
    assert of(baseline, "wer").count == 12
    assert all(change.measure != "speaker_count" for change in baseline.changes)


def test_where_only_the_speakers_of_the_reference_are_others_only_words_are_compared(tmp_path: Path) -> None:
    relabelled = TEXT.replace("ANNA", "BEA")
    baseline = compared(tmp_path, {"a": (TEXT, TEXT)}, {"a": (TEXT, relabelled)})
    assert {MEASURES[change.measure].group for change in baseline.changes} == {"words"}
    assert "speakers, times or paragraphs have changed" in baseline.notes[0]


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    report = report_of(validated(tmp_path))
    path = tmp_path / "report.json"
    path.write_text(report.to_json(), encoding="utf-8")
    assert load_report(path) == report


def test_what_is_no_report_has_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    with pytest.raises(InputNotFoundError):
        load_report(path)
    written = json.loads(report_of(validated(tmp_path)).to_json())
    wrong: dict[str, str | bytes] = {
        "it is not JSON": "WEBVTT",
        "codec can't decode": b"\xff\xfe\xfa",
        "it has other contents": '{"schema_version": "1.0", "turns": []}',
        "it has other contents ": "[]",
        "pooled.measures": json.dumps({**written, "pooled": {}}),
    }
    for reason, content in wrong.items():
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        with pytest.raises(UnreadableReportError) as caught:
            load_report(path)
        assert reason.strip() in caught.value.reason
        assert caught.value.exit_code == 3
    path.write_text(json.dumps({**written, "schema_version": "2.0"}))
    with pytest.raises(OtherSchemaError, match=r"schema version 2\.0"):
        load_report(path)


def test_one_pair_each_time_is_the_same_pair_whatever_it_is_called(tmp_path: Path) -> None:
    earlier = report_of(validated(tmp_path / "old", {"first": (HYPOTHESIS, REFERENCE)}))
    later = validated(tmp_path / "new", {"second": (REFERENCE, REFERENCE)})
    baseline = compare_reports(tmp_path / "old.json", earlier, report_of(later), later)
    assert {change.measure for change in baseline.changes if change.earlier != change.now} >= {"wer", "name_accuracy"}


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda columns: columns["wer"]["numerators"].pop(), "not as many numerators"),
        (lambda columns: columns["wder"].update(numerators=[], denominators=[]), "not all as many segments"),
    ],
)
def test_a_report_whose_segments_do_not_fit_together_is_refused(
    tmp_path: Path, damage: Callable[[dict[str, dict[str, list[float]]]], object], reason: str
) -> None:
    document = json.loads(report_of(validated(tmp_path)).to_json())
    damage(document["files"][0]["segments"])
    (tmp_path / "r.json").write_text(json.dumps(document))
    with pytest.raises(UnreadableReportError, match=reason):
        load_report(tmp_path / "r.json")
