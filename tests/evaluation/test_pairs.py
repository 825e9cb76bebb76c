"""Which files are compared with which: real folders."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from pipeline.errors import InputNotFoundError, InvalidValueError, NoPairsError
from pipeline.evaluation.pairs import FilePair, find_pairs, name_of


def folder(place: Path, *names: str) -> Path:
    place.mkdir()
    for name in names:
        (place / name).write_text("ANNA: Hello.")
    return place


def test_two_files_are_a_pair_whatever_they_are_called(tmp_path: Path) -> None:
    files = folder(tmp_path / "all", "talk.hyp.txt", "truth.stm")
    expected = FilePair("talk", files / "talk.hyp.txt", files / "truth.stm", None)
    assert find_pairs(files / "talk.hyp.txt", files / "truth.stm") == ([expected], [])


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("kazakhstan.json", "kazakhstan"),
        ("kazakhstan.page.txt", "kazakhstan"),
        ("kazakhstan.REF.txt", "kazakhstan"),
        ("kazakhstan.seglst.json", "kazakhstan"),
        ("2024.01.05.news.vtt", "2024.01.05.news"),
        ("page.txt", "page"),
        ("my.homepage.txt", "my.homepage"),
        (unicodedata.normalize("NFD", "Łódź é.txt"), unicodedata.normalize("NFC", "Łódź é")),
    ],
)
def test_a_name_is_what_stands_before_the_ending(file: str, name: str) -> None:
    assert name_of(Path(file)) == name


def test_the_files_of_two_folders_are_matched_by_name_and_the_others_are_listed(tmp_path: Path) -> None:
    found = folder(tmp_path / "found", "b.json", "a.json", "alone.json", "a.mp3", "a.png", ".hidden.json", "a.html")
    expected = folder(tmp_path / "expected", "a.page.txt", "b.stm", "unheard.txt", ".a.json")
    (found / "deeper.json").mkdir()
    pairs, lonely = find_pairs(found, expected)
    assert pairs == [
        FilePair("a", found / "a.json", expected / "a.page.txt"),
        FilePair("b", found / "b.json", expected / "b.stm"),
    ]
    assert lonely == [found / "alone.json", expected / "unheard.txt"]


def test_of_several_files_with_one_name_the_one_that_holds_most_counts(tmp_path: Path) -> None:
    names = ["a.rttm", "a.ctm", "a.txt", "a.page.txt", "a.stm", "a.seglst.json", "a.json"]
    found = folder(tmp_path / "found", *names)
    expected = folder(tmp_path / "expected", "a.txt")
    for richest in reversed(names):
        ((pair,), _) = find_pairs(found, expected)
        assert pair.hypothesis == found / richest
        (found / richest).unlink()


def test_an_rttm_file_beside_a_reference_says_who_is_heard_in_it(tmp_path: Path) -> None:
    found = folder(tmp_path / "found", "a.json", "a.rttm", "b.rttm")
    expected = folder(tmp_path / "expected", "a.page.txt", "a.rttm", "b.rttm")
    assert find_pairs(found, expected)[0] == [
        FilePair("a", found / "a.json", expected / "a.page.txt", expected / "a.rttm"),
        FilePair("b", found / "b.rttm", expected / "b.rttm", None),
    ]


def test_a_file_against_a_folder_is_a_slip(tmp_path: Path) -> None:
    files = folder(tmp_path / "all", "a.txt")
    for one, other in ((files, files / "a.txt"), (files / "a.txt", files)):
        with pytest.raises(InvalidValueError) as caught:
            find_pairs(one, other)
        assert "two folders" in caught.value.remedy


def test_folders_without_a_common_name_and_missing_ones_have_their_own_errors(tmp_path: Path) -> None:
    one, other = folder(tmp_path / "one", "a.txt"), folder(tmp_path / "other", "b.txt")
    with pytest.raises(NoPairsError, match="has the name of one in"):
        find_pairs(one, other)
    with pytest.raises(InputNotFoundError):
        find_pairs(one, tmp_path / "missing")
    with pytest.raises(InputNotFoundError):
        find_pairs(tmp_path / "missing.txt", one / "a.txt")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
def test_what_is_no_regular_file_can_be_named_itself(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (pair,), _ = find_pairs(tmp_path / "pipe", tmp_path / "pipe")
    assert pair.name == "pipe"
