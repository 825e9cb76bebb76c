"""What is printed on a terminal."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from rich.console import Console

from pipeline.evaluation.baseline import compare_reports
from pipeline.evaluation.pairs import FilePair
from pipeline.evaluation.reports.report import report_of
from pipeline.evaluation.reports.terminal import print_report
from pipeline.evaluation.thresholds import Thresholds, check
from pipeline.evaluation.validation import Validation, validate
from tests.evaluation.validated import HYPOTHESIS, REFERENCE, validated

if TYPE_CHECKING:
    from pipeline.evaluation.reports.document import ValidationReport

PAGE = Path(__file__).parents[3] / "samples" / "kazakhstan" / "page.txt"


def printed(report: ValidationReport, *, width: int = 80, encoding: str = "utf-8", terminal: bool = False) -> str:
    data = io.BytesIO()
    file = io.TextIOWrapper(data, encoding=encoding, newline="\n")  # strict: what the encoding lacks would raise
    colours: Literal["standard", "auto"] = "standard" if terminal else "auto"
    print_report(report, Console(file=file, width=width, force_terminal=terminal, color_system=colours))
    file.flush()
    return "\n".join(line.rstrip() for line in data.getvalue().decode(encoding).splitlines())


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Validation:
    return validated(tmp_path_factory.mktemp("talk"))


def test_figures_stand_beside_their_counts(talk: Validation) -> None:
    text = printed(report_of(talk))
    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert "word error rate 8.00 % 2 of 25 words (2 sub, 0 del, 0 ins)" in lines
    assert "word diarization error rate 12.00 % 3 of 25 words" in lines
    assert "speakers too many or too few 0 2 found, 2 there" in lines
    assert "DER -" in lines
    assert "punctuation F1 100.00 % 8 right, 8 found, 8 there" in lines
    assert "BEN 13 2 15.38 100.00 81.25" in lines
    assert "tokayev tokay 1" in lines
    assert "normaliser: english" in lines


def test_it_fits_eighty_columns_and_has_no_colour_where_nobody_sees_it(talk: Validation) -> None:
    text = printed(report_of(talk, check(Thresholds(max={"wer": 0.01, "cer": 0.5}), talk.score)))
    assert max(map(len, text.splitlines())) <= 80
    assert "\x1b" not in text
    assert "ok: cer is " in text
    assert "missed: wer is 0.08, at most 0.01 is allowed" in text
    assert "\x1b[" in printed(report_of(talk), terminal=True)


def test_several_files_have_a_row_each_and_one_for_all(tmp_path: Path) -> None:
    name = "a-very-long-name-of-an-episode-that-does-not-fit-into-its-column"
    text = printed(report_of(validated(tmp_path, {name: (HYPOTHESIS, REFERENCE), "b": (REFERENCE, REFERENCE)})))
    assert max(map(len, text.splitlines())) <= 80
    heading, columns, *rows = text.split("\n\n")[0].splitlines()
    assert heading == "Files (in %)"
    assert columns.split() == ["words", "WER", "cpWER", "WDER", "names", "DER", "punct.", "parag."]
    assert rows[-1].split()[:4] == ["all", "together", "50", "4.00"]
    assert rows[-2].split()[:6] == ["b", "25", "0.00", "0.00", "0.00", "100.00"]
    assert rows[0].split()[1:3] == ["25", "8.00"]
    assert "".join(row.split(" ")[0] for row in rows[:-2]) == name


def test_long_lists_are_cut_and_told(tmp_path: Path) -> None:
    voices = "\n\n".join(f"PERSON{n // 26}{chr(65 + n % 26)}: Yes." for n in range(100))
    text = printed(report_of(validated(tmp_path, {"a": (voices, voices)})))
    assert "and 80 more, who say less" in text


def test_what_looks_like_mark_up_or_steers_a_terminal_is_only_text(tmp_path: Path) -> None:
    said = "ANNA: The [red]bold[/red] word."
    report = report_of(validated(tmp_path, {"a": (said, said)}))
    file = report.files[0].model_copy(update={"notes": ("[/nothing] :smile: \x1b[31m",)})
    speaker = report.pooled.by_speaker[0].model_copy(update={"label": "A[b]\x9b2J\x1b[2J"})
    pooled = report.pooled.model_copy(update={"by_speaker": (speaker,)})
    text = printed(report.model_copy(update={"files": (file,), "pooled": pooled}))
    assert "A[b]2J[2J " in text
    assert "note: [/nothing] :smile: [31m" in text


def test_a_page_against_itself_has_no_lists_of_errors() -> None:
    text = printed(report_of(validate([FilePair("page", PAGE, PAGE)])))
    assert "Worst passages" not in text
    assert "confusions" not in text
    assert "left out of the reference: 2 page furniture, 2 notices" in text


def test_nothing_scored_prints_nothing() -> None:
    assert printed(report_of(Validation(()))) == ""


def test_changes_have_arrows_where_the_terminal_knows_them(tmp_path: Path) -> None:
    before = report_of(validated(tmp_path / "before", {"talk": (REFERENCE * 5, REFERENCE * 5)}))
    validation = validated(tmp_path / "now", {"talk": (HYPOTHESIS * 5, REFERENCE * 5)})
    now = report_of(validation)
    report = now.model_copy(update={"baseline": compare_reports(Path("main.json"), before, now, validation)})
    text = printed(report)
    assert "Against main.json" in text
    (row,) = [line for line in text.splitlines() if line.startswith("word error rate") and "0.00 %" in line]
    assert row.endswith("↑ worse")
    worse = [line for line in text.splitlines() if line.startswith("worse: talk sentence ")]
    assert all(line.endswith("…") == (len(line) == 80) for line in worse)
    assert any(line.endswith("…") for line in worse)
    plain = printed(report, encoding="ascii")
    assert "worse" in plain
    assert max(map(len, plain.splitlines())) <= 80
