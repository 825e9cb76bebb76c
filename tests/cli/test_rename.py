"""The command ``byline rename``: the document is corrected in its place, or left as it is."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from pipeline.__main__ import main
from pipeline.reading import load_transcript
from tests.exporters.golden import short

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "samples" / "kazakhstan" / "page.txt"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "short.json"
    path.write_bytes(short().to_json().encode())
    return path


def names(path: Path) -> list[str | None]:
    return [speaker.name for speaker in load_transcript(path).speakers]


def test_the_document_is_corrected_in_its_place_and_put_back(
    document: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = document.read_bytes()
    assert main(["rename", str(document), "MAYNES=Linda Brandt, guest"]) == 0
    captured = capsys.readouterr()
    assert captured.out == f"{document}\n"
    assert captured.err == "MAYNES is BRANDT now, Linda Brandt, guest\n"
    assert names(document) == ["Ayesha Rascoe", "Linda Brandt"]
    assert main(["rename", str(document), "--undo"]) == 0
    assert capsys.readouterr().err == "BRANDT is MAYNES now, Charles Maynes, correspondent\n"
    assert document.read_bytes() == before
    assert [path.name for path in document.parent.iterdir()] == ["short.json"]


def test_only_who_was_corrected_is_told_of(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rename", str(document), "MAYNES=Linda Brandt"]) == 0
    capsys.readouterr()
    # RASCOE said what is remembered of BRANDT, and has a new label there
    assert main(["rename", str(document), "RASCOE=Ana Lima"]) == 0
    assert capsys.readouterr().err == "RASCOE is LIMA now, Ana Lima\n"


def test_exports_made_afterwards_have_the_new_name(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rename", str(document), "MAYNES=Linda Brandt"]) == 0
    capsys.readouterr()
    assert main(["export", str(document), "--to", "vtt"]) == 0
    written = capsys.readouterr().out
    assert "<v Linda Brandt>" in written
    assert "<v Charles Maynes>" not in written


def test_a_page_that_was_parsed_is_written_with_the_new_name(tmp_path: Path) -> None:
    document, page = tmp_path / "page.json", tmp_path / "new.page.txt"
    assert main(["parse", str(PAGE), "-o", str(document)]) == 0
    assert main(["rename", str(document), "MAYNES=Linda Brandt"]) == 0
    assert main(["export", str(document), "--to", "page", "-o", str(page)]) == 0
    assert page.read_bytes() == PAGE.read_bytes().replace(b"MAYNES:", b"BRANDT:")


def test_another_file_may_be_written(document: Path, tmp_path: Path) -> None:
    before = document.read_bytes()
    other = tmp_path / "other.json"
    assert main(["rename", str(document), "MAYNES=Linda Brandt", "-o", str(other)]) == 0
    assert document.read_bytes() == before
    assert names(other) == ["Ayesha Rascoe", "Linda Brandt"]
    assert main(["rename", str(document), "MAYNES=Ana Lima", "-o", str(other)]) == 6
    assert main(["rename", str(document), "MAYNES=Ana Lima", "-o", str(other), "--overwrite"]) == 0
    assert names(other) == ["Ayesha Rascoe", "Ana Lima"]


def test_one_speakers_correction_is_taken_back(document: Path) -> None:
    for who in ("MAYNES=Linda Brandt", "RASCOE=Ana Lima"):
        assert main(["rename", str(document), who]) == 0
    assert main(["rename", str(document), "--undo", "brandt"]) == 0
    assert names(document) == ["Ana Lima", "Charles Maynes"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_stays_a_link(document: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(document)
    assert main(["rename", str(link), "MAYNES=Linda Brandt"]) == 0
    assert link.is_symlink()
    assert names(document)[1] == "Linda Brandt"


def test_what_comes_from_the_input_goes_to_the_output(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(short().to_json().encode())))
    assert main(["rename", "-", "MAYNES=Linda Brandt"]) == 0
    assert b'"label": "BRANDT"' in capsysbinary.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["MAINES=Linda Brandt"], 4, "unknown speaker 'MAINES'. Did you mean 'MAYNES'?"),
        (["MAYNES"], 4, "does not say who is who"),
        (["MAYNES=Ayesha Rascoe"], 4, "the name 'Ayesha Rascoe' is taken: RASCOE has it"),
        (["MAYNES=RASCOE=Linda Brandt"], 4, "the label 'RASCOE' is taken"),
        ([], 4, "nobody is named"),
        (["--undo"], 4, "there is no correction to take back"),
        (["--undo", "MAYNES"], 4, "there is no correction of MAYNES to take back"),
        (["--undo", "MAYNES=Linda Brandt"], 4, "with --undo only speakers are named"),
    ],
)
def test_what_cannot_be_done_leaves_the_document_as_it_is(
    document: Path, arguments: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = document.read_bytes()
    assert main(["rename", str(document), *arguments]) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert said in captured.err
    assert document.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Hi.", "is no byline document but vtt"),
        (b"ANNA: Hello.\n\nBEN: Hi.", "is no byline document but page"),
        (b"", "is empty"),
        (b'{"schema_version": "1.0"}', "cannot read"),
    ],
)
def test_what_is_no_document_is_refused_with_the_way_to_make_one(
    content: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "talk.txt"
    path.write_bytes(content)
    assert main(["rename", str(path), "ANNA=Linda Brandt"]) == 3
    message = capsys.readouterr().err
    assert said in message
    assert "but" not in said or f"byline name {path} -o FILE.json" in message
    assert path.read_bytes() == content
