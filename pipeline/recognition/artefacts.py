"""What in a recogniser's text was perhaps never said: its own faults, known by their shape, not by their meaning.

Whisper goes round in circles, thanks for watching over music, hurries through words in no time, and repeats what it was
shown as a prompt. Everything here only suspects: what is suspected is heard a second time before it is judged
(:mod:`.recognize`), so that a suspicion too many costs a second of work, and one too few a false sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.languages import UNSPACED_LANGUAGES
from pipeline.recognition.limits import LOOPING_RATIO, NO_SPEECH_PROBABILITY, is_silence
from pipeline.recognition.measures import compression_ratio, confidence, extent, plain, rate, spoken_share, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Literal

    from pipeline.recognition import Heard
    from pipeline.timeline import Span, Word

    Kind = Literal["loop", "prompt", "too fast", "unspoken"]

SURE = 0.75
"""Words that are less sure than this on average may have been invented: what was invented over synthetic music reached
0.69, and any ten words in a row that were heard in the samples have 0.78 or more."""
_UNSURE = 0.5
"""Thanks and credits less sure than this are suspicious over speech too, and so is what is probably silence."""
_HARDLY = 0.25
"""Regions less sure than this on average are suspicious: "you", heard in silence, noise and music, has 0.00 to 0.14,
the least sure six words in a row of 31 recordings have 0.64."""
_NEAR = 0.3
"""Seconds from speech within which a word counts as spoken: word times and the edges of speech are not exact."""
_SPOKEN = 0.5
"""Share of thanks or credits that lies in speech, from which they may have been said."""

_MOST_REPEATS = {1: 5, 2: 4, 3: 3}
"""How often as many words may be said one after the other without suspicion: "no, no, no, no, no" may."""
_MOST_REPEATS_OF_MORE = 2
_LONGEST_REPEATED = 12
"""Words of the longest phrase whose repeats are looked for."""
_ENDLESS = 40
"""Letters from which a single word is looked at on its own: "Nooooooo..."."""

_FASTEST_WORDS = 9.0
"""Words a second; the fastest ten words in a row of 31 recordings have 7.8, times that slip included."""
_FASTEST_LETTERS = 40.0
"""Signs a second, blanks included; the fastest ten words in a row there have 32."""
_SUSTAINED = 10
"""Words over which it is measured: alignment sets a few words on one instant, which says nothing."""
_FEWEST_TOO_FAST = 4
"""Words of a region that has less than those, from which it is judged as a whole."""

_PROMPT_RUN = 3
"""Words of the prompt in its own order, at the beginning of a region, from which it may have leaked."""

_CREDITS = re.compile(
    r"\b(thanks|thank you)( (so|very) much)? for (watching|listening|viewing|tuning in)\b|"
    r"\bplease (like|share|comment|subscribe)\b|\blike and subscribe\b|\bforget to (like|subscribe)\b|"
    r"\bsubscribe to (my|our|the|this) channel\b|\bhit the (like|bell)\b|\bsee you (in the )?next (video|episode)\b|"
    r"^(the )?(subtitles?|subtitling|subtitled|captions?|captioning|captioned|transcripts?|transcription|transcribed|"
    r"translation|translated|subs)( and \w+)? (was |were )?(created |provided |made )?by\b|\bamara org\b|"
    r"^(sous titres?|sous titrage|sottotitoli|subtítulos|legendas|untertitel|untertitelung|ondertiteling|undertekster|"
    r"napisy|субтитры|редактор субтитров|продолжение следует)\b"
)
"""Thanks and credits that Whisper has learnt from the subtitles of films; punctuation is a blank here."""
_CREDITS_UNSPACED = re.compile("ご視聴ありがとう|字幕(由|by)|请不吝点赞|請不吝點贊|시청해주셔서감사합니다")


@dataclass(frozen=True, slots=True)
class Artefact:
    """The words ``first`` up to but not including ``last`` of a region were perhaps never said."""

    kind: Kind
    first: int
    last: int
    why: str
    whole: bool = False
    """Whether it throws doubt on all of the region, so that all of it must be heard again."""


def find_artefacts(
    heard: Heard, region: Span, speech: Sequence[Span], language: str, prompt: str | None = None
) -> tuple[Artefact, ...]:
    """What is suspicious in the words of one region, in order and disjoint; ``speech`` is what overlaps the region."""
    words = heard.words
    if not words:
        return ()
    if is_silence(heard) or _is_hardly_believed(heard):
        return (Artefact("unspoken", 0, len(words), "the recogniser's own measures call it silence", whole=True),)
    joined = ("" if language in UNSPACED_LANGUAGES else " ").join(word.text for word in words)
    if (ratio := compression_ratio(joined)) > LOOPING_RATIO:
        why = f"it repeats itself (compression ratio {ratio:.1f})"
        return tuple(_disjoint([replace(loop, why=why, whole=True) for loop in _repeats(words)])) or (
            Artefact("loop", 0, len(words), why, whole=True),
        )
    found = [
        *_leaked(words, prompt),
        *_repeats(words),
        *_too_fast(words, region),
        *_credits(words, speech),
        *_outside(words, speech),
    ]
    return tuple(_disjoint(found))


def repeats_of(words: Sequence[Word]) -> tuple[int, int, int] | None:
    """The longest stretch of ``words`` that says one thing too often: first, last (exclusive), words of one saying."""
    texts = [plain(word) for word in words]
    best: tuple[int, int, int] | None = None
    for size in range(1, min(_LONGEST_REPEATED, len(texts) // 2) + 1):
        same = [texts[i] == texts[i + size] for i in range(len(texts) - size)]
        place = 0
        for equal, run in groupby(same):
            length = len(list(run))
            most = _MOST_REPEATS.get(size, _MOST_REPEATS_OF_MORE)
            if equal and length >= size * most and (best is None or length + size > best[1] - best[0]):
                best = (place, place + length + size, size)
            place += length
    return best


def _is_hardly_believed(heard: Heard) -> bool:
    sure = confidence(heard.words)
    likely_silence = heard.no_speech_prob is not None and heard.no_speech_prob > NO_SPEECH_PROBABILITY
    return sure is not None and sure < (_UNSURE if likely_silence else _HARDLY)


def _leaked(words: Sequence[Word], prompt: str | None) -> Iterator[Artefact]:
    shown = [plain(word) for word in prompt.split()] if prompt else []
    texts = [plain(word) for word in words]
    longest = max((_common_beginning(texts, shown[i:]) for i in range(len(shown))), default=0)
    if longest >= min(_PROMPT_RUN, max(2, len(texts))):
        yield Artefact("prompt", 0, longest, "it is what the recogniser was shown as a prompt", whole=True)


def _common_beginning(some: Sequence[str], others: Sequence[str]) -> int:
    pairs = zip(some, others, strict=False)
    return next((i for i, (one, other) in enumerate(pairs) if one != other), min(len(some), len(others)))


def _repeats(words: Sequence[Word]) -> Iterator[Artefact]:
    if found := repeats_of(words):
        first, last, size = found
        yield Artefact("loop", first, last, f"it says {size} words {(last - first) // size} times")
    for i, word in enumerate(words):
        if len(word.text) >= _ENDLESS and compression_ratio(word.text) > LOOPING_RATIO:
            yield Artefact("loop", i, i + 1, f"a word of {len(word.text)} signs that repeats itself")


def _too_fast(words: Sequence[Word], region: Span) -> Iterator[Artefact]:
    if _FEWEST_TOO_FAST <= len(words) < _SUSTAINED:
        if rate(words, region.duration) > _FASTEST_WORDS:
            yield Artefact("too fast", 0, len(words), _hurry(words, region.duration), whole=True)
        return
    fast: list[tuple[int, int]] = []
    for i in range(len(words) - _SUSTAINED + 1):
        window = words[i : i + _SUSTAINED]
        if is_too_fast(window, extent(window).duration):
            if fast and i <= fast[-1][1]:
                fast[-1] = (fast[-1][0], i + _SUSTAINED)
            else:
                fast.append((i, i + _SUSTAINED))
    for first, last in fast:
        why = _hurry(words[first:last], extent(words[first:last]).duration)
        yield Artefact("too fast", first, last, why, whole=True)


def is_too_fast(words: Sequence[Word], seconds: float) -> bool:
    """Whether nobody says so much in so many seconds."""
    signs = sum(len(word.text) + 1 for word in words)
    return rate(words, seconds) > _FASTEST_WORDS or signs / max(seconds, 0.01) > _FASTEST_LETTERS


def _hurry(words: Sequence[Word], seconds: float) -> str:
    return f"{len(words)} words in {seconds:.1f} s"


def _credits(words: Sequence[Word], speech: Sequence[Span]) -> Iterator[Artefact]:
    for first, last in _sentences(words):
        sentence = words[first:last]
        text = " ".join(re.sub(r"[\W_]+", " ", text_of(sentence).casefold()).split())
        if not (_CREDITS.search(text) or _CREDITS_UNSPACED.search(text.replace(" ", ""))):
            continue
        share, sure = spoken_share(extent(sentence), speech), confidence(sentence)
        if share < _SPOKEN:
            yield Artefact("unspoken", first, last, f"thanks or credits, {1 - share:.0%} of them where nobody speaks")
        elif sure is not None and sure < _UNSURE:
            yield Artefact("unspoken", first, last, f"thanks or credits, with a confidence of {sure:.2f}")


def _sentences(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    first = 0
    for i, word in enumerate(words, 1):
        if i == len(words) or word.text.rstrip("\"')]»”’").endswith((".", "?", "!", "。", "？", "！")):
            yield first, i
            first = i


def _outside(words: Sequence[Word], speech: Sequence[Span]) -> Iterator[Artefact]:
    place = 0
    for alone, run in groupby(words, key=lambda word: not spoken_share(word.span, speech, _NEAR)):
        length = len(list(run))
        sure = confidence(words[place : place + length])
        if alone and (sure is None or sure < SURE):
            yield Artefact("unspoken", place, place + length, "it lies where nobody speaks")
        place += length


def _disjoint(found: Sequence[Artefact]) -> Iterator[Artefact]:
    """Of those that share words the first in the list, the stronger proof; in the order of the words."""
    taken: list[Artefact] = []
    for artefact in found:
        if all(artefact.last <= other.first or other.last <= artefact.first for other in taken):
            taken.append(artefact)
    yield from sorted(taken, key=lambda artefact: artefact.first)
