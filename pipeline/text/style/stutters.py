"""Beginnings of words that were cut off: "th- the", "w-w-we"; the whole word is what was said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.text.style.hesitation import ARTICLES, AUXILIARIES, CONJUNCTIONS, SUBJECTS
from pipeline.text.style.matches import Change, rewriting
from pipeline.text.style.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHAIN = re.compile(
    r"(?<![\w'’&.@/+-])(?:[^\W\d_]{1,15}(?:['’][^\W\d_]{1,3})?(?:-{1,2}|[–—])[ ]?)+[^\W\d_]+(?:['’][^\W\d_]+)*"
    r"(?![\w@/&])"
)
_PIECE = re.compile(r"([^\W\d_]+(?:['’][^\W\d_]+)*)((?:-{1,2}|[–—])[ ]?)?")
_COMMON = (
    SUBJECTS
    | ARTICLES
    | AUXILIARIES
    | CONJUNCTIONS
    | frozenset(
        "it you this that these those there here to of from with for in on at by as so well what when where who why "
        "how which not no my his her me him us them about then than just like all some people yes yeah very know "
        "think it's that's there's i'm i've i'd i'll he's she's we're we've they're they've you're".split()
    )
)
"""Words whose beginning, glued to them by a hyphen, is a stutter: "b-but"; "D-day" and "b-boy" are words."""
_SAID_AGAIN = frozenset(
    "i we they she the an and but or because if it of to from with for at what is was our their it's that's i'm we're "
    "they're i've there's".split()
)
"""Words that a hyphen joins with themselves only in a stutter; "so-so", "no-no", "bye-bye", "he-he" are words."""
_WORDS = _COMMON | frozenset("a go any be do up off out over under".split())
_PREFIXES = frozenset(
    "re co de pre pro ex un in non no anti post sub semi over under out up mid self well multi inter intra trans ultra "
    "super hyper mega micro mini neo eco bio geo pan bi tri uni dis mis en em al el abu st mr dr ms".split()
)
"""They make real words that begin with themselves: "co-conspirator", "no-nonsense", "re-release", "ex-executive"."""


_LETTERED = frozenset("day boy boys girl girls test tests rated shaped hour".split())
"""What stands behind a letter of its own beginning in words: "D-Day"."""


class _Piece(NamedTuple):
    start: int
    end: int
    word: str
    mark: str
    """The hyphen behind it, with its blank."""


def _changes(text: str) -> Iterator[Change]:
    for match in _CHAIN.finditer(text):
        pieces = [
            _Piece(match.start() + piece.start(), match.start() + piece.end(1), piece[1], piece[2] or "")
            for piece in _PIECE.finditer(match[0])
        ]
        before = text[max(0, match.start() - 3) : match.start()].rstrip()
        begins = not before or before[-1] in '.?!…"“‘([:-–—'
        kept = 0
        while step := _cut_off(pieces[kept:], begins=begins):
            kept += step
        if kept:
            whole = pieces[kept].word
            word = whole[0].upper() + whole[1:] if pieces[0].word[0].isupper() and begins else whole
            if match.start() and not text[match.start() - 1].isspace():
                yield Change(match.start(), pieces[kept].end, word)
            else:
                yield Change(match.start(), pieces[kept].start, "")
                if word != whole:
                    yield Change(pieces[kept].start, pieces[kept].end, word)


def _cut_off(pieces: list[_Piece], *, begins: bool) -> int:
    """How many of the first ``pieces`` are beginnings of the one that follows them."""
    words = [piece.word.lower().replace("’", "'") for piece in pieces]
    first = words[0]
    target = next((k for k in range(1, len(words)) if len(words[k]) > len(first)), 0)
    if target and all(words[target].startswith(word) and word != words[target] for word in words[:target]):
        return target if _is_stutter(pieces[: target + 1], words[target], first, begins=begins) else 0
    same = next((k for k, word in enumerate(words) if word != first), len(words))
    if same > 1 and same == len(words) and first in _SAID_AGAIN and all(p.mark[:1] == "-" for p in pieces[:-1]):
        return same - 1 if _case_fits(pieces[0].word, pieces[same - 1].word, begins=begins) else 0
    return 0


def _is_stutter(pieces: list[_Piece], target: str, first: str, *, begins: bool) -> bool:
    whole = pieces[-1].word
    if not _case_fits(pieces[0].word, whole, begins=begins) or target in _LETTERED:
        return False
    if first in _WORDS or (
        first in _PREFIXES and all(piece.mark == "-" for piece in pieces[:-1])
    ):  # "it- it's"; but "he- her", "co-conspirator"
        return (
            first in _SAID_AGAIN
            and target.startswith(f"{first}'")
            and all(piece.mark[0] == "-" for piece in pieces[:-1])
        ) or (
            len(first) == 1 and target in _COMMON and (first != "a" or all(piece.mark == "-" for piece in pieces[:-1]))
        )
    if any(piece.mark != "-" for piece in pieces[:-1]):  # broken off: a blank or a dash behind the beginning
        return True
    if target in _COMMON or len(pieces) > 2:  # said more than once: "w-w-we"
        return True
    return len(first) > 1 and not set(first) & set("aeiouy") and first.isascii() and not pieces[0].word.isupper()


def _case_fits(beginning: str, whole: str, *, begins: bool) -> bool:
    return beginning[0].islower() or whole[0].isupper() or begins


STUTTERS = Rule(
    name="stutters",
    summary="the beginning of a word that was cut off is not printed",
    examples=(
        ("th- the president of Ru- Russia", "the president of Russia"),
        ("w-w-we went, b-but not far", "we went, but not far"),
        ("I- I- I think it-it's late", "I think it's late"),
        ("Wh-what happened? S- so what?", "What happened? So what?"),
        ("“Th- they left,” he said.", "“They left,” he said."),
        ("a pro— problem with the theo- theory", "a problem with the theory"),
        ("It was a str-strong beca-because argument.", "It was a strong because argument."),
        ("re-read the e-mail, x-ray, T-shirt, co-conspirator", "re-read the e-mail, x-ray, T-shirt, co-conspirator"),
        ("D-Day, R-rated, a t-test, a b-boy, s-shaped", "D-Day, R-rated, a t-test, a b-boy, s-shaped"),
        ("no-no, bye-bye, so-so, ha-ha, he-he, no-nonsense",) * 2,
        ("one-on-one, day-to-day, toe-to-toe, house-to-house",) * 2,
        ("pre- and post-war, two- to three-year-olds",) * 2,
        ("He was in the— then he left.", "He was in the— then he left."),
        ("a grade of B- but no better", "a grade of B- but no better"),
        ("Al-Albani and Spider-Man and Coca-Cola", "Al-Albani and Spider-Man and Coca-Cola"),
    ),
    find=rewriting(_changes),
    trigger=re.compile(r"(?<![\w-])([^\W\d_]{1,15})(?:['’]\w{1,3})?(?:--?|[–—])[ ]?\1", re.IGNORECASE),
)
"""The rule for stutters."""
