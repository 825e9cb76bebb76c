"""Model files from the official hub (Hugging Face), by its own library, checked against what the hub states of them."""

from __future__ import annotations

import errno
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from pipeline.models.files import ModelFile, chunks, folder_size, measure
from pipeline.models.source import Delivery, SourceError, check

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipeline.models.model import Hub, Model
    from pipeline.progress import Advance

T = TypeVar("T")

_LOOK_SECONDS = 0.2
_OUR_SIDE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})


@dataclass(frozen=True, slots=True)
class _Offer:
    """What the hub says of a file: length where stated, SHA-256 where it is kept as a large file."""

    name: str
    size: int
    sha256: str | None


@dataclass(frozen=True, slots=True)
class HubSource:
    """The official files of a model on the hub."""

    model: Model
    hub: Hub

    def __str__(self) -> str:
        return f"the official hub ({self.hub.repository})"

    def deliver(self, work: Path, target: Path, advance: Advance) -> Delivery:
        """Download the files the hub offers at one commit; see :class:`pipeline.models.source.Source`."""
        try:
            import huggingface_hub
            from huggingface_hub.errors import HfHubHTTPError
        except ImportError as error:
            raise SourceError(f"{self}: its library is not installed: pip install huggingface_hub") from error
        # its HTTP library has changed twice; whichever it is, the base of all its errors is a base of this one
        transport = (OSError, *HfHubHTTPError.__bases__)
        try:
            info = huggingface_hub.HfApi().model_info(
                self.hub.repository, revision=self.hub.revision, files_metadata=True
            )
            offers = self._choose([_offer(sibling) for sibling in info.siblings or ()])
            self._download(offers, info.sha, work, advance)
        except transport as error:
            if isinstance(error, OSError) and error.errno in _OUR_SIDE:
                raise
            signed_in = huggingface_hub.get_token() is not None
            raise SourceError(f"{self}: {hub_reason(error, signed_in=signed_in)}") from error
        return Delivery(tuple(self._take(offer, work, target) for offer in offers), info.sha)

    def _choose(self, offers: list[_Offer]) -> list[_Offer]:
        """The offers that belong to the model."""
        by_name = {offer.name: offer for offer in offers}
        absent = [name for name in self.hub.required if name not in by_name]
        if absent:
            raise SourceError(f"{self}: it does not hold {', '.join(absent)}")
        wanted = [by_name[name] for name in self.hub.required]
        others = [offer for name, offer in by_name.items() if name not in self.hub.required and "/" not in name]
        return wanted + [offer for offer in others if any(fnmatch(offer.name, p) for p in self.hub.optional)]

    def _download(self, offers: list[_Offer], commit: str, work: Path, advance: Advance) -> None:
        """Let the hub's library put the files into ``work``, all from one commit."""
        import huggingface_hub

        huggingface_hub.utils.disable_progress_bars()
        total = sum(offer.size for offer in offers)
        for offer in offers:
            fetch_file = partial(huggingface_hub.hf_hub_download, self.hub.repository, offer.name, revision=commit)
            download = _in_background(partial(fetch_file, local_dir=work))
            while not _is_over(download):
                advance(folder_size(work), total)
            download.result()

    def _take(self, offer: _Offer, work: Path, target: Path) -> ModelFile:
        """Check a downloaded file and move it to its place."""
        found = measure(offer.name, chunks(work / offer.name))
        if offer.sha256:
            check(found, ModelFile(offer.name, offer.size, offer.sha256), f"{self.model.name}, from {self}")
        place = target / offer.name
        place.parent.mkdir(parents=True, exist_ok=True)
        (work / offer.name).replace(place)
        return found


def _offer(sibling: object) -> _Offer:
    """What the hub's library knows of a file, as our own value."""
    lfs = getattr(sibling, "lfs", None)
    size = getattr(sibling, "size", None) or 0
    return _Offer(str(getattr(sibling, "rfilename", "")), lfs.size if lfs else size, lfs.sha256 if lfs else None)


def _in_background(work: Callable[[], T]) -> Future[T]:
    """Run ``work`` in a thread that does not keep the program alive when the user interrupts a long download."""
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:  # noqa: BLE001 - handed to the thread that waits, which raises it
            future.set_exception(error)

    Thread(target=run, name="hub download", daemon=True).start()
    return future


def _is_over(download: Future[T]) -> bool:
    """Wait a moment; whether the download has ended, well or not."""
    try:
        download.exception(timeout=_LOOK_SECONDS)
    except FutureTimeoutError:
        return False
    return True


def hub_reason(error: BaseException, *, signed_in: bool) -> str:
    """What an error of the hub's library means, in a line; ``signed_in`` tells whether there is a token."""
    from huggingface_hub import errors

    if isinstance(error, errors.LocalEntryNotFoundError) and error.__cause__:
        error = error.__cause__  # that one only says that the file is not in a cache
    if isinstance(error, errors.GatedRepoError):
        if signed_in:
            return "the account of the token has no access: accept the conditions on the model's page there"
        return "it needs an account: accept the conditions on the model's page there, then set HF_TOKEN to your token"
    if isinstance(error, errors.RepositoryNotFoundError):
        return "no such model there" + ("" if signed_in else ", or one that needs a token (HF_TOKEN)")
    if isinstance(error, errors.RevisionNotFoundError):
        return "the revision is no longer there"
    if isinstance(error, errors.OfflineModeIsEnabled):
        return "HF_HUB_OFFLINE forbids asking it"
    if isinstance(error, errors.HfHubHTTPError):
        return f"it answered {error.response.status_code}: {_first_line(error)}"
    return f"it cannot be reached: {_first_line(error)}"


def _first_line(error: BaseException) -> str:
    """The first line of an error's text, or the kind of error where it has none."""
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
