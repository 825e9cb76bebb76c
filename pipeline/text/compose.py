"""From attributed words to turns and paragraphs."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Literal

from pipeline.text.folding import fold
from pipeline.text.paragraphs import LONGEST_SENTENCE, Speech, divide, usual_pause
from pipeline.text.sentences import ends_sentence
from pipeline.timeline import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline.timeline import AttributedWord

SOUND_TEXT = "(SOUNDBITE OF MUSIC)"
"""What readers get of a turn of kind ``sound``."""


@dataclass(frozen=True, slots=True)
class Note:
    """Another voice's words inside a turn: ``paragraphs[paragraph][first:stop]``, all of ``speaker``."""

    paragraph: int
    first: int
    stop: int
    speaker: str | None


@dataclass(frozen=True, slots=True)
class ComposedTurn:
    """What one voice says in one go, as paragraphs of words; ``speaker`` is the diarizer's label.

    A turn of kind ``sound`` is music between what is said: it has no speaker and no paragraphs, and ``heard`` says
    when; of the others ``heard`` is None, as their words have times. Words of another speaker are a listener's answers
    that were folded into the turn.
    """

    kind: Literal["introduction", "speech", "sound"]
    speaker: str | None
    paragraphs: tuple[tuple[AttributedWord, ...], ...]
    heard: Span | None = None

    @property
    def notes(self) -> tuple[Note, ...]:
        """The listeners' answers in this turn, in their order."""
        found: list[Note] = []
        for number, paragraph in enumerate(self.paragraphs):
            first = 0
            for speaker, group in groupby(paragraph, key=_speaker):
                stop = first + len(list(group))
                if speaker != self.speaker:
                    found.append(Note(number, first, stop, speaker))
                first = stop
        return tuple(found)


def compose(
    words: Sequence[AttributedWord],
    opening: int = 0,
    *,
    backchannels: Literal["keep", "fold"] = "keep",
    sounds: Iterable[Span] = (),
) -> tuple[ComposedTurn, ...]:
    """All words, in their order, as turns.

    The first ``opening`` words are the host's introduction, which ends before another voice's first word at the latest.
    ``sounds`` become turns of their own where they divide no sentence; elsewhere they are left out.
    """
    opening = _before_another_voice(words, opening)
    heard = _placed(words, sounds)
    edges = sorted({0, opening, len(words), *heard})
    parts = [_runs(words[first:end], fold_them=backchannels == "fold") for first, end in pairwise(edges)]
    usual = _usual_pauses(run for part in parts for run in part)
    turns: list[ComposedTurn] = []
    for edge, part in zip(edges, [*parts, []], strict=True):
        if edge in heard:
            turns.append(ComposedTurn("sound", None, (), heard[edge]))
        kind: Literal["introduction", "speech"] = "introduction" if edge < opening else "speech"
        turns.extend(ComposedTurn(kind, run[0].speaker, tuple(_paragraphs(run, usual))) for run in part)
    return tuple(turns)


def _speaker(item: AttributedWord) -> str | None:
    return item.speaker


def _before_another_voice(words: Sequence[AttributedWord], opening: int) -> int:
    """``opening``, or fewer words where another voice is heard among them; words of no voice are nobody's."""
    host = next((item.speaker for item in words if item.speaker is not None), None)
    others = (i for i, item in enumerate(words[:opening]) if item.speaker not in (None, host))
    return next(others, opening)


def _runs(words: Sequence[AttributedWord], *, fold_them: bool) -> list[list[AttributedWord]]:
    """What each voice says until another is heard."""
    runs = [list(group) for _, group in groupby(words, key=_speaker)]
    return fold(runs) if fold_them else runs


def _speech(run: Sequence[AttributedWord]) -> tuple[list[int], Speech]:
    """The words of the voice whose run it is: where they stand, their texts, and the silences before them."""
    own = [i for i, item in enumerate(run) if item.speaker == run[0].speaker]
    silences = [max(0.0, run[i].word.start - run[i - 1].word.end) if i else 0.0 for i in own]
    return own, Speech([run[i].word.text for i in own], silences)


def _usual_pauses(runs: Iterable[Sequence[AttributedWord]]) -> Mapping[str | None, float]:
    """Seconds that each voice is usually silent between two sentences."""
    speeches = defaultdict[str | None, list[Speech]](list)
    for run in runs:
        speeches[run[0].speaker].append(_speech(run)[1])
    return {speaker: usual_pause(spoken) for speaker, spoken in speeches.items()}


def _paragraphs(
    run: Sequence[AttributedWord], usual: Mapping[str | None, float]
) -> Iterator[tuple[AttributedWord, ...]]:
    """One turn, divided; a listener's answer stays with what it answers."""
    own, speech = _speech(run)
    starts = [own[start] for start in divide(speech, usual[run[0].speaker])]
    for first, end in pairwise([*starts, len(run)]):
        yield tuple(run[first:end])


def _placed(words: Sequence[AttributedWord], sounds: Iterable[Span]) -> dict[int, Span]:
    """The sounds by the word that they stand before; several in one place are one."""
    starts = [item.word.start for item in words]
    since = _words_of_sentence(words)
    placed: dict[int, Span] = {}
    for sound in sorted(sounds):
        i = bisect_left(starts, sound.midpoint)
        if i in placed:
            placed[i] = Span(placed[i].start, max(placed[i].end, sound.end))
        elif i in (0, len(words)) or since[i] == 0 or since[i] > LONGEST_SENTENCE:
            placed[i] = sound
    return placed


def _words_of_sentence(words: Sequence[AttributedWord]) -> list[int]:
    """For each word, how many of its voice's sentence stand before it; 0 where a sentence or a turn begins."""
    counts = [0] * len(words)
    for i, (item, following) in enumerate(pairwise(words), start=1):
        ended = ends_sentence(item.word.text, following.word.text)
        counts[i] = 0 if ended or item.speaker != following.speaker else counts[i - 1] + 1
    return counts
