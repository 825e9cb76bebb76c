"""A feed's bytes, from a file or from the web: within limits of size and time, and with plain words for what fails."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from pipeline._version import __version__
from pipeline.errors import UnreadableFeedError

if TYPE_CHECKING:
    import httpx2

LARGEST = 50 * 1024 * 1024
"""Bytes of a feed at most. The longest ones, with notes of thousands of episodes, have about 20 MB."""
_ANSWER_WITHIN = 20.0
"""Seconds that a server may be silent."""
_DONE_WITHIN = 120.0
"""Seconds that the whole feed may take, so that a server that drips does not hold a run for ever."""


def is_address(feed: str) -> bool:
    """Whether ``feed`` is to be fetched from the web, and not a file."""
    return feed.casefold().startswith(("http://", "https://"))


def shown(feed: str) -> str:
    """``feed`` as messages show it: what subscribers pay for is often kept in the query or before the host."""
    if not is_address(feed):
        return feed
    try:
        parts = urlsplit(feed)
    except ValueError:  # it is no address, which fetching it will tell
        return feed.partition("?")[0]
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def read_feed(feed: str) -> bytes:
    """The bytes of the file or address ``feed``.

    Raises:
        UnreadableFeedError: it is not there, cannot be reached, is too large or takes too long.

    """
    return _fetch(feed) if is_address(feed) else _read(Path(feed).expanduser())


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        remedy = "Check the spelling; an address begins with https://."
        raise UnreadableFeedError(str(path), error.strerror or str(error), remedy) from error
    if len(content) > LARGEST:
        raise _too_large(str(path))
    return content


def _fetch(address: str) -> bytes:
    import httpx2

    name = shown(address)
    try:
        with httpx2.stream(
            "GET",
            address,
            follow_redirects=True,
            timeout=_ANSWER_WITHIN,
            headers={
                "User-Agent": f"byline/{__version__}",
                "Accept": "application/rss+xml, application/xml, */*;q=0.5",
            },
        ) as answer:
            if answer.is_error:
                raise UnreadableFeedError(
                    name, f"the server answers {answer.status_code} {answer.reason_phrase}".rstrip(), _remedy(answer)
                )
            return _body(answer, name)
    except httpx2.TimeoutException as error:
        raise UnreadableFeedError(name, f"no answer within {_ANSWER_WITHIN:.0f} s", _TRY_LATER) from error
    except httpx2.TooManyRedirects as error:
        raise UnreadableFeedError(name, "its server sends from one address to the next without end") from error
    except httpx2.InvalidURL as error:
        raise UnreadableFeedError(name, f"it is no address: {error}", "Check the spelling.") from error
    except httpx2.HTTPError as error:
        raise UnreadableFeedError(name, f"it cannot be reached: {error}", _TRY_LATER) from error


_TRY_LATER = "Check the address and the connection, or save the feed as a file and give that."


def _body(answer: httpx2.Response, name: str) -> bytes:
    """The whole body, unpacked; what is too large is not read to its end."""
    began = time.monotonic()
    content = bytearray()
    for piece in answer.iter_bytes():
        content += piece
        if len(content) > LARGEST:
            raise _too_large(name)
        if time.monotonic() - began > _DONE_WITHIN:
            raise UnreadableFeedError(name, f"it is not through after {_DONE_WITHIN:.0f} s", _TRY_LATER)
    return bytes(content)


def _remedy(answer: httpx2.Response) -> str:
    if answer.status_code in {401, 403}:
        return "It may be for subscribers: give the address with its key, or save the feed as a file and give that."
    return "Check the address, or save the feed as a file and give that." if answer.status_code < 500 else _TRY_LATER


def _too_large(name: str) -> UnreadableFeedError:
    return UnreadableFeedError(
        name,
        f"it has more than {LARGEST // 1024 // 1024} MB",
        "Save the part with this episode as a file and give that.",
    )
