"""Recognition of a whole recording: plan the regions, decode them, and go back to what is missing or suspicious.

What is heard a second time, once and with the engine's careful way, is speech that brought no words, and whatever
:mod:`.artefacts` suspects; :mod:`.judgement` decides what becomes of it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.progress import no_advance
from pipeline.recognition.artefacts import find_artefacts
from pipeline.recognition.judgement import Surroundings, behind, convinces, gap_of, judge, judge_region
from pipeline.recognition.measures import text_of
from pipeline.recognition.regions import plan
from pipeline.recognition.repair import mend_times
from pipeline.timeline import Recognition, Repair, Span, subtract

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.progress import Advance
    from pipeline.recognition import Heard, Recognizer
    from pipeline.recognition.artefacts import Artefact
    from pipeline.timeline import Waveform, Word

_REACH = 0.75
"""Seconds around a word in which speech counts as heard: word times are not exact, and breath is not speech."""
_LEAST_MISSED = 1.5
"""Seconds of speech without a word, between words, from which it is decoded again."""
_LEAST_MISSED_ALONE = 0.4
"""The same for a region that came back with no word at all."""
_MARGIN = 0.2
"""Seconds of sound kept around what is decoded again."""
_LEAST_HEARD = 1.0
"""Seconds of sound that are decoded again at least: out of less no model makes a word."""


def recognize(
    recognizer: Recognizer,
    waveform: Waveform,
    speech: Sequence[Span],
    language: str | None,
    advance: Advance,
    prompt: str | None = None,
) -> Recognition:
    """Every word said in ``speech``; without speech, no words and the language that was asked for.

    ``prompt`` is shown to the engine before every region of the first pass (see :func:`.prompt.prompt_of`). What was
    missing and found, what stayed without words, and what was replaced or left out because the engine had invented it,
    is listed in the repairs.
    """
    regions = plan(waveform, speech)
    if not regions:
        return Recognition((), language, recognizer.identity)
    spoken = language or recognizer.detect_language(waveform, regions)
    drafts = [
        _draft(heard, Surroundings(region, _within(region, speech), spoken, prompt))
        for region, heard in zip(
            regions, recognizer.recognize(waveform, regions, spoken, advance, prompt=prompt), strict=True
        )
    ]
    again = [span for draft in drafts for span in draft.again]
    second = iter(recognizer.recognize(waveform, again, spoken, no_advance, careful=True) if again else ())
    words: list[Word] = []
    repairs: list[Repair] = []
    for draft in drafts:
        decided, changes = draft.decide([next(second) for _ in draft.again])
        mended, changed_times = mend_times(decided, draft.around.region)
        words += mended
        repairs += [*changes, *changed_times]
    # regions that touch may overlap by a rounding, and so may the words at their edges
    words.sort(key=lambda word: word.start)
    return Recognition(tuple(words), spoken, recognizer.identity, tuple(repairs))


@dataclass(frozen=True, slots=True)
class _Draft:
    """A region after the first pass: its words, what is suspicious in them, and what is to be heard again."""

    words: tuple[Word, ...]
    around: Surroundings
    artefacts: tuple[Artefact, ...] = ()
    missed: tuple[Span, ...] = ()
    gaps: tuple[Span, ...] = ()
    """For each artefact the stretch between the words around it; empty where the whole region is heard again."""

    @property
    def again(self) -> tuple[Span, ...]:
        """What the second attempt gets to hear: for each artefact, or all of them together, then what was missed."""
        if self.artefacts and not self.gaps:
            return (self.around.region,)
        return (*(_widened(gap, self.around.region) for gap in self.gaps), *self.missed)

    def decide(self, second: Sequence[Heard]) -> tuple[list[Word], list[Repair]]:
        """The words that stand, in their order, and what was done; ``second`` has what was heard in :attr:`again`."""
        if self.artefacts and not self.gaps:
            stands, changes = judge_region(self.words, self.artefacts, second[0], self.around)
            return list(stands), [*changes, *self._unheard(stands, [self.around.region])]
        words, repairs = self._judged(second[: len(self.gaps)])
        unheard = self._unheard(words, self.gaps)
        for span, heard in zip(self.missed, second[len(self.gaps) :], strict=True):
            if heard.words and convinces(heard):
                words = _with(words, heard.words)
                detail = f"decoded again on its own: {text_of(heard.words)}"
                repairs.append(Repair("recovered", span.start, span.end, detail))
            else:
                unheard.append(_unheard(span, heard.words))
        return words, [*repairs, *unheard]

    def _judged(self, second: Sequence[Heard]) -> tuple[list[Word], list[Repair]]:
        words: list[Word] = []
        repairs: list[Repair] = []
        place = 0
        before = Span(0.0, 0.0)
        for artefact, gap, heard in zip(self.artefacts, self.gaps, second, strict=True):
            stands, repair = judge(self.words, artefact, behind(heard, before) if place else heard, self.around)
            before = gap
            words += [*self.words[place : artefact.first], *stands]
            repairs += [repair] if repair else []
            place = artefact.last
        return [*words, *self.words[place:]], repairs

    def _unheard(self, words: Sequence[Word], where: Sequence[Span]) -> list[Repair]:
        """Speech that was left without words when suspicious ones went."""
        left = _missed(self.around, words)
        return [_unheard(span, ()) for span in left if any(span & stretch for stretch in where)]


def _with(words: Sequence[Word], found: Sequence[Word]) -> list[Word]:
    """``words`` with what was found between them: both keep their order, whatever the times of ``words`` say."""
    place = next((i for i, word in enumerate(words) if word.start > found[0].start), len(words))
    return [*words[:place], *found, *words[place:]]


def _draft(heard: Heard, around: Surroundings) -> _Draft:
    words = heard.words
    artefacts = find_artefacts(heard, around.region, around.speech, around.language, around.prompt)
    if any(artefact.whole for artefact in artefacts):
        return _Draft(words, around, artefacts)
    gaps = tuple(gap_of(words, artefact, around.region) for artefact in artefacts)
    doubtful = {i for artefact in artefacts for i in range(artefact.first, artefact.last)}
    missed = _missed(around, [word for i, word in enumerate(words) if i not in doubtful])
    return _Draft(words, around, artefacts, tuple(span for span in missed if not any(span & gap for gap in gaps)), gaps)


def _widened(gap: Span, region: Span) -> Span:
    margin = max(_MARGIN, (_LEAST_HEARD - gap.duration) / 2)
    return Span(max(region.start, gap.start - margin), min(region.end, gap.end + margin))


def _within(region: Span, speech: Sequence[Span]) -> tuple[Span, ...]:
    """The speech that overlaps ``region``; ``speech`` is ordered and disjoint."""
    first = bisect_right(speech, region.start, key=lambda span: span.end)
    last = bisect_left(speech, region.end, key=lambda span: span.start)
    return tuple(speech[first:last])


def _missed(around: Surroundings, words: Sequence[Word]) -> list[Span]:
    """Stretches of speech in a region that are nowhere near a word, with a little sound around them."""
    region = around.region
    inside = [shared for span in around.speech if (shared := span & region)]
    near = [Span(max(0.0, word.start - _REACH), word.end + _REACH) for word in words]
    least = _LEAST_MISSED if words else _LEAST_MISSED_ALONE
    spans: Iterable[Span] = [Span(inside[0].start, inside[-1].end)] if inside and not words else subtract(inside, near)
    return [
        Span(max(region.start, span.start - _MARGIN), min(region.end, span.end + _MARGIN))
        for span in spans
        if span.duration >= least
    ]


def _unheard(span: Span, words: Sequence[Word]) -> Repair:
    detail = "speech in which no words could be made out"
    if words:
        detail += f"; a second attempt made out what does not convince: {text_of(words)!r}"
    return Repair("unheard", span.start, span.end, detail)
