"""Feeds for the tests, and a server that serves them."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NAMESPACES = (
    'xmlns:podcast="https://podcastindex.org/namespace/1.0" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
)
CHANNEL = """
<title>Weekend Edition Sunday</title><language>en-us</language><itunes:author>NPR</itunes:author>
<podcast:person>Ayesha Rascoe</podcast:person>
<podcast:person group="visuals" role="Cover Art Designer">Becky Smith</podcast:person>
<podcast:person role="Producer">Paul Producer</podcast:person>
"""
KAZAKHSTAN = """
<item><title>Unrest in Kazakhstan</title><guid isPermaLink="false">npr-1</guid>
<link>https://example.org/kazakhstan</link><pubDate>Sun, 09 Jan 2022 08:01:00 -0500</pubDate>
<podcast:person role="Guest Host" group="Cast">Scott Simon</podcast:person>
<podcast:person role="Correspondent">Charles Maynes</podcast:person>
<description><![CDATA[<p>Scott Simon speaks with Charles Maynes in Moscow.</p>]]></description>
<enclosure url="https://cdn.example.org/a/Kazakhstan.MP3?updated=17&amp;key=1" type="audio/mpeg" length="1"/></item>
"""
FLOODS = """
<item><title>After the floods, with Linda Brandt</title><guid>npr-2</guid>
<description>Guests: Dr. Max Weber and Ana Lima. Edited by Otto Klein.</description>
<enclosure url="https://cdn.example.org/b/caf%C3%A9%20floods.mp3"/></item>
"""


def rss(*parts: str) -> str:
    """A feed of these parts."""
    content = "".join(parts)
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" {NAMESPACES}><channel>{content}</channel></rss>'


FEED = rss(CHANNEL, KAZAKHSTAN, FLOODS)


def written(folder: Path, text: str = FEED) -> str:
    """The path of a file with the feed."""
    path = folder / "feed.xml"
    path.write_text(text, encoding="utf-8")
    return str(path)


@contextmanager
def serving(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    """The address of a server that answers every request as told."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self)

        def log_message(self, *_: object) -> None:
            """Say nothing: the tests' output is no place for requests."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def send(handler: BaseHTTPRequestHandler, body: bytes, code: int = 200, **headers: str) -> None:
    """One answer with a body."""
    handler.send_response(code)
    for name, value in {"Content_Length": str(len(body)), **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)
