"""The alignment as a reader sees it: pieces of the reference's text, right or wrong, with what was heard instead."""

from __future__ import annotations

from functools import reduce
from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.evaluation.comparison import Comparison, Step

Kind = Literal["equal", "substitution", "deletion", "insertion"]


class WrongSpeaker(NamedTuple):
    """Labels of who said something and to whom it was given."""

    said_by: str
    given_to: str | None


class Piece(NamedTuple):
    """Tokens in a row that are shown alike."""

    kind: Kind
    """A token that is wrong in part ("we've", where "we" was heard) is a substitution."""
    steps: range
    """Steps of the alignment; none for tokens that are not compared, and for the rest of a word that began before."""
    reference: range
    """Tokens of the reference; none where something was inserted."""
    hypothesis: range
    """Tokens of the hypothesis; none where something is missing."""
    block: int
    """Paragraph of the reference that it is shown in; 0 in a reference without any."""
    speaker: WrongSpeaker | None = None


def pieces(comparison: Comparison, segments: Iterable[range]) -> tuple[Piece, ...]:
    """All tokens of the reference, in their order, and between them what was inserted.

    Args:
        comparison: What is shown.
        segments: The steps of each segment: no piece goes on into the next.

    """
    wrong = dict(_wrong_speakers(comparison))
    tokens = comparison.reference.tokens
    whole = _spoken(_with_uncompared(_grouped(comparison, wrong), len(tokens)))
    blocks = [token.block for token in tokens]
    split = (part for piece in whole for part in _by_block(piece, blocks))
    segment_of = {step: number for number, steps in enumerate(segments) for step in steps}
    return tuple(_joined(_placed(split), segment_of))


def _wrong_speakers(comparison: Comparison) -> Iterator[tuple[int, WrongSpeaker]]:
    """The steps whose word is under the wrong speaker."""
    for place, step in enumerate(comparison.steps):
        if (said_by := comparison.robbed(step)) is not None and step.hypothesis is not None:
            yield place, WrongSpeaker(said_by, comparison.hypothesis_speaker(step.hypothesis))


def _grouped(comparison: Comparison, wrong: dict[int, WrongSpeaker]) -> list[Piece]:
    """Steps one by one; together, with what lies between, where words share a token, as the two of "we've" do."""
    line: list[Piece] = []
    last_reference = last_hypothesis = -1  # where in the line the last piece is that has tokens of this side
    for place, step in enumerate(comparison.steps):
        piece = _piece(comparison, place, step, wrong.get(place))
        shared = []
        if last_reference >= 0 and _overlap(line[last_reference].reference, piece.reference):
            shared.append(last_reference)
        if last_hypothesis >= 0 and _overlap(line[last_hypothesis].hypothesis, piece.hypothesis):
            shared.append(last_hypothesis)
        if shared:
            group = [*line[min(shared) :], piece]
            del line[min(shared) :]
            kinds = {part.kind for part in group}
            piece = reduce(_union, group)._replace(kind=kinds.pop() if len(kinds) == 1 else "substitution")
        line.append(piece)
        last_reference = len(line) - 1 if piece.reference else last_reference
        last_hypothesis = len(line) - 1 if piece.hypothesis else last_hypothesis
    return line


def _piece(comparison: Comparison, place: int, step: Step, speaker: WrongSpeaker | None) -> Piece:
    expected = None if step.reference is None else comparison.reference_words[step.reference]
    found = None if step.hypothesis is None else comparison.hypothesis_words[step.hypothesis]
    return Piece(
        step.kind,
        range(place, place + 1),
        range(expected.first, expected.last + 1) if expected else range(0),
        range(found.first, found.last + 1) if found else range(0),
        0,
        speaker,
    )


def _with_uncompared(compared: Iterable[Piece], tokens: int) -> Iterator[Piece]:
    """The pieces, and between them the tokens that make no word: punctuation of its own, fillers.

    Where their neighbours on both sides are missing, or replaced, so are they.
    """
    done, before = 0, None
    for piece in compared:
        if piece.reference:
            if piece.reference.start > done:
                kind: Kind = piece.kind if before is not None and before.kind == piece.kind else "equal"
                yield Piece(kind, range(0), range(done, piece.reference.start), range(0), 0)
            before, done = piece, piece.reference.stop
        yield piece
    if done < tokens:
        yield Piece("equal", range(0), range(done, tokens), range(0), 0)


def _spoken(line: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces; what has no speaker to compare, between words given wrongly to one speaker, belongs to them."""
    waiting: list[Piece] = []
    last: WrongSpeaker | None = None
    for piece in line:
        if piece.reference and piece.hypothesis:
            same = piece.speaker is not None and piece.speaker == last
            yield from (held._replace(speaker=last) if same else held for held in waiting)
            yield piece
            waiting, last = [], piece.speaker
        else:
            waiting.append(piece)
    yield from waiting


def _by_block(piece: Piece, blocks: Sequence[int]) -> Iterator[Piece]:
    """One piece for each paragraph that its tokens stand in; what was heard goes with the first."""
    if not piece.reference:
        yield piece
    for number, (block, run) in enumerate(groupby(piece.reference, key=blocks.__getitem__)):
        tokens = list(run)
        part = piece._replace(reference=range(tokens[0], tokens[-1] + 1), block=block)
        yield part if number == 0 else part._replace(steps=range(0), hypothesis=range(0))


def _placed(line: Iterable[Piece]) -> Iterator[Piece]:
    """What was inserted stands in the paragraph of the words before it."""
    block = 0
    for piece in line:
        block = piece.block if piece.reference else block
        yield piece._replace(block=block)


def _joined(line: Iterable[Piece], segment_of: dict[int, int]) -> Iterator[Piece]:
    """Neighbours that are shown alike become one."""
    open_piece: Piece | None = None
    open_segment: int | None = None
    for piece in line:
        segment = segment_of[piece.steps.start] if piece.steps else open_segment
        if open_piece is not None and segment == open_segment and _alike(open_piece, piece):
            open_piece = _union(open_piece, piece)
            continue
        if open_piece is not None:
            yield open_piece
        open_piece, open_segment = piece, segment
    if open_piece is not None:
        yield open_piece


def _alike(one: Piece, other: Piece) -> bool:
    return (one.kind, one.block, one.speaker) == (other.kind, other.block, other.speaker)


def _union(one: Piece, other: Piece) -> Piece:
    return one._replace(
        steps=_hull(one.steps, other.steps),
        reference=_hull(one.reference, other.reference),
        hypothesis=_hull(one.hypothesis, other.hypothesis),
        speaker=one.speaker or other.speaker,
    )


def _hull(one: range, other: range) -> range:
    if not one or not other:
        return one or other
    return range(one.start, max(one.stop, other.stop))


def _overlap(one: range, other: range) -> bool:
    return bool(one and other) and other.start < one.stop
