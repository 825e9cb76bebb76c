"""The shell of a page that is one file: head, style, script, and a policy that lets it load nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from html import escape
from importlib import resources
from urllib.parse import quote

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


@cache
def packaged(package: str, folder: str, name: str) -> str:
    """The text of a file that comes with a package: a style sheet or a script."""
    return resources.files(package).joinpath(folder, name).read_text(encoding="utf-8")


def language_tag(language: str | None) -> str:
    """What goes into a ``lang`` attribute: ``language``, or nothing, which says that nobody knows it."""
    return language if language and _LANGUAGE.fullmatch(language) else ""


def html_document(title: str, body: str, style: str, script: str, language: str | None) -> str:
    """A whole HTML document; ``body`` is mark-up, ``title`` is text.

    Its Content-Security-Policy allows this style and this script by their hashes, and recordings lying beside the page:
    should a text ever slip through as mark-up, it cannot run, be styled, load or send anything.
    """
    return f"""<!doctype html>
<html lang="{language_tag(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">
<title>{escape(title)}</title>
<style>{style}</style>
</head>
<body>
{body}
<script>{script}</script>
</body>
</html>
"""


def beside(path: str) -> str:
    """The address of a file given by its path from the page, folders divided by ``/``: never a scheme or a host."""
    return "./" + quote(path, safe="/", errors="replace")


def _policy(style: str, script: str) -> str:
    hashes = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script))
    sources = " ".join(
        f"{kind}-src 'sha256-{digest}';" for kind, digest in zip(("style", "script"), hashes, strict=True)
    )
    return f"default-src 'none'; {sources} media-src 'self' file:; base-uri 'none'; form-action 'none'"
