"""Which recordings a folder offers, and which references they have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.collection import Item, default_items, find_items

if TYPE_CHECKING:
    from pathlib import Path


def folder_of(folder: Path, *names: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).touch()
    return folder


def test_references_are_found_by_the_name_of_the_recording(tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path,
        "a.mp3",
        "a.page.txt",
        "a.rttm",
        "a.tight.rttm",
        "b.FLAC",
        "b.stm",
        "c.wav",
        "c.rttm",
        "d.ogg",
        "d.png",
    )
    items, lonely = find_items(folder)
    assert items == [
        Item("a", folder / "a.mp3", folder / "a.page.txt", folder / "a.rttm"),
        Item("b", folder / "b.FLAC", folder / "b.stm"),
        Item("c", folder / "c.wav", folder / "c.rttm"),
    ]
    assert lonely == [folder / "d.ogg"]


def test_a_page_without_a_name_belongs_to_the_recording_named_like_its_folder(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "episode", "episode.wav", "page.txt", "other.wav", "episode.stm")
    show = tmp_path / "show.toml"
    items, lonely = find_items(folder, show)
    assert items == [Item("episode", folder / "episode.wav", folder / "page.txt", show=show)]
    assert lonely == [folder / "other.wav"]


def test_the_default_recordings_have_text_and_voices() -> None:
    items = {item.name: item for item in default_items()}
    assert list(items) == ["kazakhstan", "short", "sample"]
    assert [item.reference.name for item in items.values()] == ["page.txt", "short.page.txt", "sample.stm"]
    assert all(item.speakers is not None and item.speakers.name == f"{name}.rttm" for name, item in items.items())
    assert [item.show is not None for item in items.values()] == [True, True, False]
