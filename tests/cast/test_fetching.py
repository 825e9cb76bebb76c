from __future__ import annotations

import gzip
import socket
import time
from typing import TYPE_CHECKING

import pytest

from pipeline.cast import fetching
from pipeline.cast.fetching import is_address, read_feed, shown
from pipeline.errors import UnreadableFeedError
from tests.cast.feeds import FEED, send, serving, written

if TYPE_CHECKING:
    from http.server import BaseHTTPRequestHandler
    from pathlib import Path


def test_a_feed_is_read_from_a_file(tmp_path: Path) -> None:
    assert read_feed(written(tmp_path)).decode() == FEED


def test_a_feed_is_fetched_through_redirects_and_unpacked() -> None:
    asked: list[tuple[str, str]] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        asked.append((handler.path, handler.headers["User-Agent"]))
        if handler.path == "/feed":
            send(handler, b"", 302, Location="/moved")
        else:
            send(handler, gzip.compress(FEED.encode()), Content_Encoding="gzip")

    with serving(answer) as address:
        assert read_feed(f"{address}/feed").decode() == FEED
    assert [path for path, _ in asked] == ["/feed", "/moved"]
    assert asked[0][1].startswith("byline/")


@pytest.mark.parametrize(
    ("code", "said", "remedy"),
    [
        (404, "the server answers 404", "Check the address"),
        (403, "the server answers 403", "for subscribers"),
        (503, "the server answers 503", "the connection"),
    ],
)
def test_a_server_that_refuses_is_quoted(code: int, said: str, remedy: str) -> None:
    with (
        serving(lambda handler: send(handler, b"no", code)) as address,
        pytest.raises(UnreadableFeedError, match=said) as caught,
    ):
        read_feed(f"{address}/feed")
    assert remedy in caught.value.remedy


def test_a_server_that_is_not_there_is_named() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(UnreadableFeedError, match=f"127.0.0.1:{port}/feed: it cannot be reached"):
        read_feed(f"http://127.0.0.1:{port}/feed")


def test_a_server_that_sends_in_a_circle_is_named() -> None:
    with (
        serving(lambda handler: send(handler, b"", 302, Location="/again")) as address,
        pytest.raises(UnreadableFeedError, match="without end"),
    ):
        read_feed(address)


def test_a_server_that_says_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "_ANSWER_WITHIN", 0.2)

    def hesitate(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(1)
        send(handler, b"")

    with serving(hesitate) as address, pytest.raises(UnreadableFeedError, match="no answer within"):
        read_feed(address)


def test_a_server_that_drips_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "_DONE_WITHIN", 0.3)

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            for _ in range(30):
                handler.wfile.write(b"<rss>")
                handler.wfile.flush()
                time.sleep(0.05)
        except ConnectionError:
            pass  # nobody listens any more, which is the point

    with serving(drip) as address, pytest.raises(UnreadableFeedError, match="not through after"):
        read_feed(address)


def test_what_unpacks_to_more_than_a_feed_can_have_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "LARGEST", 1024 * 1024)
    packed = gzip.compress(b" " * 5_000_000)
    with (
        serving(lambda handler: send(handler, packed, Content_Encoding="gzip")) as address,
        pytest.raises(UnreadableFeedError, match="more than 1 MB"),
    ):
        read_feed(address)


def test_a_file_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "LARGEST", 100)
    with pytest.raises(UnreadableFeedError, match="more than"):
        read_feed(written(tmp_path))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFeedError, match=r"missing\.xml: No such file"):
        read_feed(str(tmp_path / "missing.xml"))


@pytest.mark.parametrize("address", ["http://", "https://exa mple.org:port/feed", "http://[::1/feed"])
def test_what_is_no_address_is_named(address: str) -> None:
    with pytest.raises(UnreadableFeedError):
        read_feed(address)


def test_keys_of_subscribers_are_not_shown() -> None:
    assert shown("https://ann:secret@example.org/feed?auth=123") == "https://example.org/feed"
    assert shown("feeds/a?b.xml") == "feeds/a?b.xml"
    assert is_address("HTTPS://example.org/feed")
    assert not is_address("feeds/https.xml")
