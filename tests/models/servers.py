"""Real servers on this machine: a package index that pip can ask, and a hub that its own library can ask."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
import zipfile
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def build_wheel(folder: Path, name: str, members: Mapping[str, bytes], tag: str = "py3-none-any") -> Path:
    """A wheel as pip accepts it, version 1.0, its members stored uncompressed."""
    stem = name.replace("-", "_")
    info = f"{stem}-1.0.dist-info"
    texts = {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n".encode(),
        f"{info}/WHEEL": f"Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: {tag}\n".encode(),
    }
    contents = {**members, **texts}
    record = "".join(f"{path},{_record_hash(data)},{len(data)}\n" for path, data in contents.items())
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{stem}-1.0-{tag}.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for member, data in {**contents, f"{info}/RECORD": (record + f"{info}/RECORD,,\n").encode()}.items():
            archive.writestr(member, data)
    return path


def _record_hash(data: bytes) -> str:
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


class LocalIndex:
    """Serves the wheels in a folder; counts how often each was downloaded, and can be made slow."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.downloads: Counter[str] = Counter()
        self.seconds_a_piece = 0.0
        self.stuck = False
        """While true, downloads stop near their end and go no further."""
        self.url = ""

    def add(self, name: str, members: Mapping[str, bytes], tag: str = "py3-none-any") -> Path:
        """Publish a wheel."""
        return build_wheel(self.folder, name, members, tag)

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Answer a GET of the simple API or of a wheel."""
        parts = request.path.strip("/").split("/")
        if parts[0] == "simple" and len(parts) == 2:
            stem = parts[1].replace("-", "_")
            links = "".join(f'<a href="/files/{p.name}">{p.name}</a>' for p in self.folder.glob(f"{stem}-*.whl"))
            _send(
                request,
                200,
                f"<!DOCTYPE html><html><body>{links}</body></html>".encode(),
                {"Content-Type": "text/html"},
            )
        elif parts[0] == "files" and (self.folder / parts[1]).is_file():
            self.downloads[parts[1]] += 1
            _send(request, 200, (self.folder / parts[1]).read_bytes(), {}, self._pause)
        else:
            _send(request, 404, b"", {})

    def _pause(self, left: int) -> None:
        """Wait before the rest of a download, so many bytes, is sent."""
        time.sleep(self.seconds_a_piece)
        while self.stuck and left < 100_000:
            time.sleep(0.02)


class LocalHub:
    """Speaks as much of the hub as its library needs to fetch a model: files of one repository at one commit."""

    def __init__(self, repository: str, files: Mapping[str, bytes]) -> None:
        self.repository = repository
        self.files = dict(files)
        self.stated_sha256: dict[str, str] = {}
        """What is said to be the hash of a large file, where that is not the truth."""
        self.gated = False
        self.tokens: list[str | None] = []
        self.url = ""

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Answer GET and HEAD of the model's description and of its files."""
        self.tokens.append(request.headers.get("Authorization"))
        prefix = f"/{self.repository}/resolve/{COMMIT}/"
        path = request.path.split("?")[0]
        if path == f"/api/models/{self.repository}/revision/main":
            _send(request, 200, json.dumps(self._description()).encode(), {"Content-Type": "application/json"})
        elif path.startswith(prefix) and self.gated:
            _send(request, 403, b"", {"X-Error-Code": "GatedRepo", "X-Error-Message": "Access is restricted"})
        elif path.startswith(prefix) and path.removeprefix(prefix) in self.files:
            data = self.files[path.removeprefix(prefix)]
            _send(request, 200, data, {"X-Repo-Commit": COMMIT, "ETag": f'"{hashlib.sha256(data).hexdigest()}"'})
        else:
            _send(request, 404, b"", {"X-Error-Code": "RepoNotFound"})

    def _description(self) -> dict[str, object]:
        siblings = [self._sibling(name, data) for name, data in self.files.items()]
        return {"id": self.repository, "sha": COMMIT, "siblings": siblings, "private": False, "tags": []}

    def _sibling(self, name: str, data: bytes) -> dict[str, object]:
        told: dict[str, object] = {"rfilename": name, "size": len(data), "blobId": "0" * 40}
        if name.endswith(".bin"):
            sha256 = self.stated_sha256.get(name, hashlib.sha256(data).hexdigest())
            told["lfs"] = {"sha256": sha256, "size": len(data), "pointerSize": 134}
        return told


def _send(
    request: BaseHTTPRequestHandler,
    status: int,
    data: bytes,
    headers: Mapping[str, str],
    pause: Callable[[int], None] | None = None,
) -> None:
    request.send_response(status)
    for name, value in headers.items():
        request.send_header(name, value)
    request.send_header("Content-Length", str(len(data)))
    request.end_headers()
    if request.command == "HEAD":
        return
    try:
        for start in range(0, len(data), 16_384):
            request.wfile.write(data[start : start + 16_384])
            if pause:
                pause(len(data) - start)
    except ConnectionError:  # the client was killed, as some tests want it
        request.close_connection = True


@contextmanager
def serving(site: LocalIndex | LocalHub) -> Iterator[None]:
    """Serve ``site`` on a free port of this machine and tell it its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.answer(self)

        def do_HEAD(self) -> None:
            site.answer(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)  # looks for the end often
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
