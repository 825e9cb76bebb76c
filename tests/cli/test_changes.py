"""The command ``byline changes``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.__main__ import main
from pipeline.schema import Change, Repair
from tests.exporters.golden import short

if TYPE_CHECKING:
    import pytest

PAGE = Path(__file__).parents[2] / "samples" / "kazakhstan" / "page.txt"


def told(tmp_path: Path, capsys: pytest.CaptureFixture[str], changes: list[Change], repairs: list[Repair]) -> list[str]:
    transcript = short()
    assert transcript.provenance is not None
    provenance = transcript.provenance.model_copy(update={"changes": tuple(changes), "repairs": tuple(repairs)})
    path = tmp_path / "short.json"
    path.write_bytes(transcript.model_copy(update={"provenance": provenance}).to_json().encode())
    assert main(["changes", str(path)]) == 0
    return capsys.readouterr().out.splitlines()


def test_changes_stand_in_the_order_of_time_with_rule_before_after_and_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changes = [
        Change(rule="fillers", before="um", after="", start=62.0, end=62.4, reason="it says nothing"),
        Change(rule="glossary", before="Masimov,", after="Massimov,", start=59.5, end=60, reason="it sounds like it"),
    ]
    repairs = [Repair(kind="unheard", start=1.0, end=2.0, detail="speech in which no words could be made out")]
    assert told(tmp_path, capsys, changes, repairs) == [
        "0:59 glossary: “Masimov,” -> “Massimov,” (it sounds like it)",
        "1:02 fillers: “um” -> left out (it says nothing)",
        "0:01 recognition, unheard: speech in which no words could be made out",
    ]


def test_a_transcript_in_which_nothing_was_changed_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(tmp_path, capsys, [], []) == ["nothing was changed: readers get what was said"]


def test_a_page_does_not_say_what_was_changed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["changes", str(PAGE)]) == 0
    assert "does not say what was changed" in capsys.readouterr().out
