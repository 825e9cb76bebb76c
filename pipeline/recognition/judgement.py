"""What is made of a suspicion once the sound has been heard a second time: kept, replaced or dropped.

The second hearing is the engine's careful way, without the prompt. Its words count where they are sure and show no
artefact of their own. Nothing is dropped silently: the repair has the words that were left out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from pipeline.recognition.artefacts import SURE, find_artefacts, is_too_fast, repeats_of
from pipeline.recognition.limits import DOUBTFUL_LOG_PROBABILITY, LOOPING_RATIO
from pipeline.recognition.measures import (
    compression_ratio,
    confidence,
    extent,
    likeness,
    most_repeated,
    plain,
    spoken_share,
    text_of,
)
from pipeline.timeline import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.recognition import Heard
    from pipeline.recognition.artefacts import Artefact
    from pipeline.timeline import Word

_MOST_REPEATED = 0.4
"""Share of a second attempt's words that one pair of words may make up, or it goes round in circles."""
_ALIKE = 0.8
"""Likeness of two attempts from which they say the same."""
_COVERED = 0.7
"""Share of a region's unsuspicious words that a second attempt must have, to stand in the place of them all."""
_REFRAIN_RATIO = 5.0
"""Compression ratio up to which a text that both attempts hear may be a refrain: three verses of a children's song
have 4, "I'm sorry" over and over for six seconds has 10."""
_REFRAIN_RATE = 6.0
"""Words a second up to which a refrain is said or sung."""
_SPOKEN = 0.5
"""Share of repeated words that lies in speech, from which they may have been said."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of a region besides its words."""

    region: Span
    speech: tuple[Span, ...]
    """What of the speech overlaps it."""
    language: str
    prompt: str | None = None


def convinces(heard: Heard) -> bool:
    """Whether the words of a second attempt were heard, not invented: they are sure, and do not go round in circles."""
    sure = confidence(heard.words)
    if sure is None or sure < SURE:
        return False
    if heard.avg_logprob is not None and heard.avg_logprob < DOUBTFUL_LOG_PROBABILITY:
        return False
    return most_repeated(heard.words) <= _MOST_REPEATED and compression_ratio(text_of(heard.words)) <= LOOPING_RATIO


def judge(
    words: Sequence[Word], artefact: Artefact, second: Heard, around: Surroundings
) -> tuple[tuple[Word, ...], Repair | None]:
    """What stands in the place of the suspicious words of a region, and the repair unless they stay as they are.

    ``words`` are all words of the region; ``second`` is what was heard when the suspicious ones, or all of the region,
    were decoded again: of it counts what lies in the gap that the suspicious ones leave.
    """
    first = tuple(words[artefact.first : artefact.last])
    gap = gap_of(words, artefact, around.region)
    second = replace(second, words=tuple(_clipped(word, gap) for word in second.words if _lies_in(word, gap)))
    if _says_the_same(first, second, around) or _is_refrain(first, second, around, artefact):
        return first, None
    if _stands(second, around):
        return second.words, _replaced(artefact, first, second.words)
    if artefact.kind == "too fast" and _only_times_are_wrong(words, first, around):
        return first, None
    kept = _once(first, around) if artefact.kind == "loop" else ()
    return kept, _dropped(artefact, first[len(kept) :])


def judge_region(
    words: Sequence[Word], artefacts: Sequence[Artefact], second: Heard, around: Surroundings
) -> tuple[tuple[Word, ...], tuple[Repair, ...]]:
    """The words of a region all of which was heard a second time, and the repairs."""
    first = tuple(words)
    if _says_the_same(first, second, around):
        return first, ()
    if _stands(second, around) and _covers(second.words, words, artefacts):
        return second.words, (_replaced(artefacts[0], first, second.words),)
    result: list[Word] = []
    repairs: list[Repair] = []
    place = 0
    for artefact in artefacts:
        stands, repair = judge(words, artefact, second, around)
        second = behind(second, gap_of(words, artefact, around.region))
        result += [*words[place : artefact.first], *stands]
        repairs += [repair] if repair else []
        place = artefact.last
    return (*result, *words[place:]), tuple(repairs)


def gap_of(words: Sequence[Word], artefact: Artefact, region: Span) -> Span:
    """From the end of the word before the suspicious ones to the start of the word after them."""
    start = words[artefact.first - 1].end if artefact.first else region.start
    end = words[artefact.last].start if artefact.last < len(words) else region.end
    start = min(max(region.start, start), region.end)
    return Span(start, max(start, min(end, region.end)))


def behind(heard: Heard, gap: Span) -> Heard:
    """What was heard behind ``gap``: of suspicious words beside each other both gaps have the pause between them."""
    return replace(heard, words=tuple(word for word in heard.words if word.span.midpoint > gap.end))


def _lies_in(word: Word, gap: Span) -> bool:
    return gap.start <= word.span.midpoint <= gap.end


def _clipped(word: Word, gap: Span) -> Word:
    return replace(word, start=max(gap.start, word.start), end=min(gap.end, word.end))


def _covers(second: Sequence[Word], words: Sequence[Word], artefacts: Sequence[Artefact]) -> bool:
    """Whether a second attempt at a whole region also heard most of what was not suspicious in the first."""
    suspicious = {i for artefact in artefacts for i in range(artefact.first, artefact.last)}
    rest = [plain(word) for i, word in enumerate(words) if i not in suspicious]
    same = SequenceMatcher(None, rest, [plain(word) for word in second], autojunk=False).get_matching_blocks()
    return sum(block.size for block in same) >= _COVERED * len(rest)


def _says_the_same(first: Sequence[Word], second: Heard, around: Surroundings) -> bool:
    """Whether both attempts, independent as they are, heard the same, and the second is above suspicion."""
    return [plain(word) for word in first] == [plain(word) for word in second.words] and _stands(second, around)


def _stands(second: Heard, around: Surroundings) -> bool:
    """Whether a second attempt convinces and is above every suspicion; of a prompt it knew nothing."""
    return convinces(second) and not find_artefacts(second, around.region, around.speech, around.language)


def _is_refrain(first: Sequence[Word], second: Heard, around: Surroundings, artefact: Artefact) -> bool:
    """Whether somebody really says so often the same: heard twice, at a human pace, where somebody speaks."""
    return (
        artefact.kind == "loop"
        and likeness(first, second.words) >= _ALIKE
        and (confidence(second.words) or 0.0) >= SURE
        and compression_ratio(text_of(first)) <= _REFRAIN_RATIO
        and len(first) <= _REFRAIN_RATE * extent(first).duration
        and spoken_share(extent(first), around.speech) >= _SPOKEN
    )


def _only_times_are_wrong(words: Sequence[Word], fast: Sequence[Word], around: Surroundings) -> bool:
    """Whether the region has time for all its words, and the hurried ones are sure: alignment has squeezed them."""
    seconds = sum(span.overlap(around.region) for span in around.speech)
    return not is_too_fast(words, seconds) and (confidence(fast) or 0.0) >= SURE


def _once(loop: tuple[Word, ...], around: Surroundings) -> tuple[Word, ...]:
    """The first saying of what was repeated too often, where it is sure and somebody speaks; else nothing."""
    if not (found := repeats_of(loop)) or found[0] != 0:
        return ()
    said = loop[: found[2]]
    sure = (confidence(said) or 0.0) >= SURE and spoken_share(extent(said), around.speech) >= _SPOKEN
    return said if sure else ()


def _replaced(artefact: Artefact, before: Sequence[Word], after: Sequence[Word]) -> Repair:
    where = extent(before)
    detail = f"{artefact.why}; heard again: {text_of(after)!r}, in place of: {text_of(before)!r}"
    return Repair(artefact.kind, where.start, where.end, detail)


def _dropped(artefact: Artefact, words: Sequence[Word]) -> Repair:
    where = extent(words)
    detail = f"{artefact.why}; heard again without convincing words, so this was left out: {text_of(words)!r}"
    return Repair(artefact.kind, where.start, where.end, detail)
