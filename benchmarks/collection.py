"""Recordings that have references beside them, by their names.

==========================  ===========================================================================================
``NAME.wav`` (mp3, ...)     the recording
``NAME.page.txt``           what is said in it: a station page, or anything else that ``byline validate`` reads, such as
                            ``NAME.stm``; ``page.txt`` alone is the page of the recording that is called as its folder
``NAME.rttm``               who is heard when
==========================  ===========================================================================================

One of the two references is enough; what neither is there for cannot be measured, and is left aside.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from pipeline.evaluation.pairs import ENDINGS

ROOT = Path(__file__).parents[1]
SOUNDS = frozenset({".aac", ".aif", ".aiff", ".flac", ".m4a", ".mp3", ".mp4", ".oga", ".ogg", ".opus", ".wav", ".webm"})
_VOICES = ".rttm"
_PAGE = "page.txt"


class Item(NamedTuple):
    """A recording and what it is measured against."""

    name: str
    audio: Path
    reference: Path
    speakers: Path | None = None
    """Who is heard when, where ``reference`` is something else."""
    show: Path | None = None
    """What byline is told of the show."""


def find_items(folder: Path, show: Path | None = None) -> tuple[list[Item], list[Path]]:
    """The recordings of a folder that have a reference, by name, and those that have none."""
    items: dict[str, Item] = {}
    lonely: list[Path] = []
    for audio in sorted(path for path in folder.iterdir() if path.suffix.lower() in SOUNDS and path.is_file()):
        references = [path for path in _candidates(audio) if path.is_file()]
        voices = next((path for path in references[1:] if path.suffix == _VOICES), None)
        if references:
            if audio.stem in items:
                raise SystemExit(f"{audio} and {items[audio.stem].audio} have one name: keep one of them")
            items[audio.stem] = Item(audio.stem, audio, references[0], voices, show)
        else:
            lonely.append(audio)
    return list(items.values()), lonely


def _candidates(audio: Path) -> list[Path]:
    """Where a reference may lie: a page first, RTTM last; JSON, which may be byline's own output, before it."""
    endings = sorted(ENDINGS, key=lambda ending: (ending == _VOICES, ending == ".json", ending != ".page.txt"))
    beside = [audio.with_name(audio.stem + ending) for ending in endings]
    return [audio.with_name(_PAGE), *beside] if audio.stem == audio.parent.name else beside


def default_items() -> list[Item]:
    """The golden sample, its beginning, and the sample that pyannote.audio carries in its package."""
    golden, _ = find_items(ROOT / "samples" / "kazakhstan", ROOT / "configs" / "shows" / "weekend-edition-sunday.toml")
    return [*golden, *find_items(pyannote_sample())[0]]


def pyannote_sample() -> Path:
    """The folder ``pyannote/audio/sample``; found without importing pyannote, which takes seconds."""
    namespace = find_spec("pyannote")
    places = [Path(place) for place in (namespace.submodule_search_locations or ())] if namespace else []
    folder = next((path for place in places if (path := place / "audio" / "sample").is_dir()), None)
    if folder is None:
        raise SystemExit("pyannote.audio is not installed, or carries no sample")
    return folder
