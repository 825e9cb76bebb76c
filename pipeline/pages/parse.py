"""A page's bytes become a transcript: the turns, who speaks them, and the layout that leads back to the same bytes."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from pipeline import schema
from pipeline.pages.encoding import decode
from pipeline.pages.layout import read_layout
from pipeline.pages.lines import one_line
from pipeline.pages.people import People
from pipeline.pages.proof import Names, goes_on, introduces
from pipeline.pages.speakers import speaker_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.pages.layout import Layout, Piece


@dataclass(slots=True)
class _Draft:
    """A turn in the making; its paragraphs are pieces of the page."""

    kind: Literal["introduction", "speech", "sound"]
    speaker: str | None
    clock: float | None
    label: Piece | None = None
    paragraphs: list[Piece] = field(default_factory=list)


def parse_page(data: bytes, encoding: str | None = None) -> schema.Transcript:
    """Read a station's page. Any bytes are a page, and :func:`~pipeline.pages.write.write_page` gives them back.

    Args:
        data: The file, of any length; the time grows with it.
        encoding: Its encoding, if it is known. Without, UTF-16 is known by its byte order mark, then UTF-8 and
            Windows-1252 are tried, and Latin-1 fits whatever is left.

    Raises:
        InvalidValueError: ``encoding`` does not fit the bytes.
    """
    page, name = decode(data, encoding)
    layout = read_layout(page)
    people = People([piece.head.label for piece in layout.pieces if piece.head])
    names = Names(people.everybody)
    drafts = _drafts(page, layout.pieces, people, names)
    _open_by_host(page, drafts, people, names)
    for draft in drafts:
        for piece in draft.paragraphs:
            names.read(page[piece.start : piece.end], draft.speaker)
    return schema.Transcript(
        source=_source(layout),
        audio=None,
        speakers=_speakers(drafts, people, names),
        turns=_turns(page, drafts),
        diarization=None,
        page=schema.Page(encoding=name, parts=_parts(page, drafts)),
        provenance=None,
    )


def _source(layout: Layout) -> schema.Source:
    return schema.Source(
        headline=layout.headline,
        program=layout.program,
        station=layout.station,
        published=layout.published,
        notices=tuple(layout.notices),
    )


def _drafts(page: str, pieces: Sequence[Piece], people: People, names: Names) -> list[_Draft]:
    """The turns: a label begins one, a sound is one, and unlabelled text goes on unless it is somebody else's."""
    drafts: list[_Draft] = []
    label: Piece | None = None
    current: _Draft | None = None
    for piece in pieces:
        if piece.kind == "label":
            label = piece
        elif piece.kind == "sound":
            drafts.append(_Draft("sound", None, piece.clock, None, [piece]))
            # after a sound the voice may be another one, which the page would have to say
            current = None if current is None or current.kind == "speech" else current
        elif label is not None and label.head is not None:
            speaker = people.person(label.head.label).shown
            current = _Draft("speech", speaker, label.clock if label.clock is not None else piece.clock, label, [piece])
            drafts.append(current)
            label = None
        else:
            current = _go_on(page, piece, current, drafts, names)
    return drafts


def _go_on(page: str, piece: Piece, current: _Draft | None, drafts: list[_Draft], names: Names) -> _Draft:
    """Put an unlabelled paragraph to the turn it belongs to, or let it begin one; returns that turn."""
    kind: Literal["introduction", "speech"] = "introduction" if piece.kind == "introduction" else "speech"
    same, speaker = True, None
    if current is not None and kind == "speech":
        same, speaker = goes_on(page[piece.start : piece.end], current.speaker, names)
    if current is None or not same or drafts[-1] is not current:
        current = _Draft(kind, speaker, piece.clock)
        drafts.append(current)
    current.paragraphs.append(piece)
    return current


def _open_by_host(page: str, drafts: Sequence[_Draft], people: People, names: Names) -> None:
    """Put the host's label on the introduction, where the page proves who that is.

    It does with exactly one host among its labels; or where it has two people, and the introduction hands over to the
    one who is not the first to speak after it.
    """
    introduction = [draft for draft in drafts if draft.kind == "introduction"]
    hosts = [person.shown for person in people.everybody if person.role == "host"]
    host = hosts[0] if len(hosts) == 1 else None
    if not hosts and len(people.everybody) == 2 and introduction:
        first = next(draft.speaker for draft in drafts if draft.kind == "speech")
        texts = (page[piece.start : piece.end] for draft in introduction for piece in draft.paragraphs)
        guest = next((found for text in texts if (found := introduces(text, names))), None)
        host = first if guest is not None and guest != first else None
    for draft in introduction:
        draft.speaker = host


def _speakers(drafts: Sequence[_Draft], people: People, names: Names) -> tuple[schema.Speaker, ...]:
    """Everybody who speaks, in the order of their first word."""
    heard = dict.fromkeys(draft.speaker for draft in drafts if draft.speaker is not None)
    by_label = {person.shown: person for person in people.everybody}
    return tuple(speaker_of(by_label[label], people, names.proof(label)) for label in heard)


def _turns(page: str, drafts: Sequence[_Draft]) -> tuple[schema.Turn, ...]:
    times = _times(drafts)
    return tuple(
        schema.Turn(
            kind=draft.kind,
            speaker=draft.speaker,
            start=times[i][0],
            end=times[i][1],
            confidence=None,
            paragraphs=tuple(_paragraph(page[piece.start : piece.end]) for piece in draft.paragraphs),
        )
        for i, draft in enumerate(drafts)
    )


def _paragraph(printed: str) -> schema.Paragraph:
    text = one_line(printed)
    return schema.Paragraph(text=text, verbatim=text, start=None, end=None)


def _times(drafts: Sequence[_Draft]) -> list[tuple[float | None, float | None]]:
    """Start and end of each turn in seconds: from its clock time to the next one's; nothing where they go back."""
    times: list[tuple[float | None, float | None]] = [(None, None)] * len(drafts)
    clocks = [(i, draft.clock) for i, draft in enumerate(drafts) if draft.clock is not None]
    if any(first > second for (_, first), (_, second) in pairwise(clocks)):
        return times
    for (i, start), (_, end) in pairwise([*clocks, *clocks[-1:]]):
        times[i] = (start, end)
    return times


def _parts(page: str, drafts: Sequence[_Draft]) -> tuple[schema.PagePart, ...]:
    """The page from its first character to its last."""
    marked: list[tuple[Piece, Literal["label", "paragraph"], int, int | None]] = []
    for turn, draft in enumerate(drafts):
        if draft.label:
            marked.append((draft.label, "label", turn, None))
        marked.extend((piece, "paragraph", turn, i) for i, piece in enumerate(draft.paragraphs))
    parts = []
    position = 0
    # nearly all of it is the same few line ends and colons; kept for this page only
    furniture = cache(lambda text: schema.PagePart(kind="furniture", text=text))
    # a sound between a label and its text comes first in the turns, but not on the page
    for piece, kind, turn, paragraph in sorted(marked, key=lambda item: item[0].start):
        if position < piece.start:
            parts.append(furniture(page[position : piece.start]))
        parts.append(schema.PagePart(kind=kind, text=page[piece.start : piece.end], turn=turn, paragraph=paragraph))
        position = piece.end
    if position < len(page):
        parts.append(furniture(page[position:]))
    return tuple(parts)
