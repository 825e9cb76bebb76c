"""A page to read and to listen to: one file, nothing fetched."""

from __future__ import annotations

import itertools
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from pipeline.exporters.characters import readable
from pipeline.exporters.html_shell import html_document, packaged
from pipeline.exporters.people import Heading, full_names, name_and_role
from pipeline.exporters.timed_words import has_times, timed_words
from pipeline.exporters.timestamps import clock, milliseconds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.exporters.timed_words import TimedWord
    from pipeline.schema import Speaker, Transcript, Turn

_VOICES = 6
"""Colours in the style sheet; further speakers begin again with the first, and names are always printed too."""


def to_html(transcript: Transcript) -> str:
    """One HTML page (UTF-8) with its own style and script, which loads nothing but the recording lying beside it.

    Without a script, or without the recording, it is a page to read. With both, a click on a word plays from there, the
    word being said is lit up, space plays and pauses, and the arrow keys jump by turns, with Shift by words. Dropped
    are the ends and the confidence of words, what was said where the text was edited, who was heard at the same time,
    and how the transcript was made.

    A Content-Security-Policy allows this style and script by their hashes and nothing else, should something that was
    said ever slip through as mark-up.
    """
    heading = Heading.of(transcript)
    body = [*_head(heading), *_people(transcript), *_player(transcript), *_conversation(transcript), _foot(heading)]
    style, script = (packaged("pipeline.exporters", "html_page", name) for name in ("page.css", "player.js"))
    return html_document(heading.title, "\n".join(body), style, script, transcript.source.language)


def _head(heading: Heading) -> Iterator[str]:
    yield f"<header>\n<h1>{escape(heading.title)}</h1>"
    if heading.broadcast:
        yield f'<p class="about">{escape(heading.broadcast)}</p>'
    yield "</header>"


def _people(transcript: Transcript) -> Iterator[str]:
    if not transcript.speakers:
        return
    yield '<section class="people" aria-label="Speakers">\n<ul>'
    for i, speaker in enumerate(transcript.speakers):
        yield f'<li class="voice-{i % _VOICES}"><strong><bdi>{escape(name_and_role(speaker))}</bdi></strong>'
        yield from _evidence(speaker)
        yield "</li>"
    yield "</ul>\n</section>"


def _evidence(speaker: Speaker) -> Iterator[str]:
    if not speaker.evidence:
        return
    sure = "" if speaker.confidence is None else f" ({speaker.confidence:.0%} sure)"
    yield f'<details lang="en"><summary>How the name is known{sure}</summary>\n<ul>'
    for proof in speaker.evidence:
        at = "" if proof.time is None else f", <time>{clock(milliseconds(proof.time))}</time>"
        kind = readable(proof.kind.replace("-", " "))
        yield f"<li>{escape(kind)}{at}: <q>{escape(readable(proof.quote))}</q></li>"
    yield "</ul>\n</details>"


def _player(transcript: Transcript) -> Iterator[str]:
    if transcript.audio is None or not has_times(transcript):
        return
    # "./" and no reserved character left: a name is never a scheme, a host or a query
    name = quote(transcript.audio.name, safe="", errors="replace")
    yield f'<div class="player">\n<audio controls preload="metadata" src="./{name}" aria-label="Recording"></audio>'
    yield (
        '<p class="keys" lang="en"><kbd>Space</kbd> play or pause · <kbd>←</kbd> <kbd>→</kbd> turns · '
        "<kbd>Shift</kbd>+<kbd>←</kbd> <kbd>→</kbd> words · <kbd>Enter</kbd> play from there</p>\n</div>"
    )


def _conversation(transcript: Transcript) -> Iterator[str]:
    names = full_names(transcript)
    colours = {speaker.label: i % _VOICES for i, speaker in enumerate(transcript.speakers)}
    timed: Sequence[list[list[TimedWord]]] | None = timed_words(transcript) if has_times(transcript) else None
    yield "<main>"
    for i, turn in enumerate(transcript.turns):
        label = None if turn.kind == "sound" else turn.speaker
        name = None if label is None else names[label]
        voice = "" if label is None else f" voice-{colours[label]}"
        words = timed[i] if timed else None
        first = next((word.start_ms for word in itertools.chain(*words)), None) if words else None
        yield from _turn(turn, i, name, voice, first)
        yield from _texts(turn, words)
        yield "</section>"
    yield "</main>"


def _turn(turn: Turn, number: int, name: str | None, voice: str, start_ms: int | None) -> Iterator[str]:
    start = "" if start_ms is None else f' data-from="{start_ms}"'
    yield f'<section class="turn {turn.kind}{voice}" id="turn-{number + 1}"{start}>'
    who = "" if name is None else f"<bdi>{escape(name)}</bdi>"
    when = ""
    if start_ms is not None:
        when = f'<a href="#turn-{number + 1}" data-play="{start_ms}"><time>{clock(start_ms)}</time></a>'
    if who or when:
        yield f"<h2>{who}{when}</h2>"


def _texts(turn: Turn, words: Sequence[Sequence[TimedWord]] | None) -> Iterator[str]:
    if words is None:
        yield from (f'<p dir="auto">{escape(readable(paragraph.text))}</p>' for paragraph in turn.paragraphs)
        return
    for paragraph in words:
        spans = (
            f'{" " if word.spaced else ""}<span data-t="{word.start_ms}">{escape(word.text)}</span>'
            for word in paragraph
        )
        yield f'<p dir="auto">{"".join(spans)}</p>'


def _foot(heading: Heading) -> str:
    lines = [escape(notice) for notice in heading.notices]
    if heading.address:
        lines.append(f'<a href="{escape(heading.address)}" rel="noreferrer">{escape(heading.address)}</a>')
    return "".join(["<footer>", *(f"<p>{line}</p>" for line in lines), "</footer>"]) if lines else ""
