"""What recognition misheard, and the listed name or term that was said.

A stretch of words becomes a listed name only if it looks like a name (capital letters inside a sentence, or no English
words) and sounds like it; the thresholds are stated below with what they were chosen on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.spelling import short_form_likeness, word_likeness
from pipeline.text.terms.bearers import is_another
from pipeline.text.terms.english import is_given_name, is_known
from pipeline.text.terms.exact import exactly
from pipeline.text.terms.sounds import alike, all_heard, sound_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.text.terms.heard import Heard
    from pipeline.text.terms.listed import Listed, Spelling
    from pipeline.text.terms.talk import Talk

_LEAST = 86.0
"""Likeness (0 to 100) from which several words are taken for a name of several."""
_LEAST_ALONE = 91.5
"""The same for one word: Tokaev and Tokayev have 96, Zielinski and Zelenskyy 91, Khaled and Khalid 90."""
_MORE_IF_SURE = 2.0
"""How much more alike what recognition was very sure of must be."""
_SPELLED_ALIKE = 82.0
"""Likeness of spelling (see :func:`pipeline.spelling.word_likeness`) that one word must have besides: Whitmore and
Whitmer have 80."""
_LEAST_LOWER = 94.0
"""The same in a text without capital letters."""
_LEAST_OF_MANY = 95.0
"""The same where so much is listed that somebody else's name is like one of them by chance."""
_MANY = 1000
"""Names and terms from which that is so: of 5,000 random ones, 30 were like names in 100,000 words of talk."""
_THE_SAME = 100.0
_SURE = 0.9
"""Confidence from which recognition is very sure."""
_FEW_CONSONANTS = 3
"""Names of so few consonants are found only where all of them are heard."""
_LEAD = 3.0
"""How much more alike the best must be than the second best."""
_MOST_WORDS = 6
"""Words in which a name may be heard."""
_LETTERS_IN_TWO = 7
"""Letters that a name of one word has at least where it is heard as two."""


_SHORTEST_SHOUTED = 5
"""Letters of a word in capitals that is taken for an acronym."""


class Correction(NamedTuple):
    """What is to be printed for the words ``first`` to ``last`` (exclusive), without the marks around them."""

    first: int
    last: int
    text: str
    reason: str


def corrections(words: Sequence[Heard], listed: Listed, talk: Talk) -> Iterator[Correction]:
    """The corrections of a paragraph, from left to right."""
    cased = any(word.form.has_capital for word in words)
    done = 0
    for i, word in enumerate(words):
        form = word.form
        if i < done or not form.pieces:
            continue
        if not (form.has_capital or form.looks_like_a_name or listed.may_begin(form.pieces[0])):
            continue
        found = _at(words, i, listed, talk, cased=cased)
        if found is not None:
            done = found.last
            if found.text:
                yield found


def _at(words: Sequence[Heard], i: int, listed: Listed, talk: Talk, *, cased: bool) -> Correction | None:
    """The longest name or term that begins at word ``i``; without a text if it stays as it is."""
    word = words[i]
    names = _names(words, i, cased=cased)
    if names == i and not listed.may_begin(word.pieces[0]):
        return None
    last = i + 1
    while last < len(words) and last - i < _MOST_WORDS and words[last - 1].goes_on and words[last].pieces:
        last += 1
    for end in range(last, i, -1):
        span = words[i:end]
        heard = tuple(piece for word in span for piece in word.pieces)
        exact = _misheard(words, i, end, listed, talk) or exactly(span, heard, listed, cased=cased)
        if exact is not None:
            return Correction(i, end, *exact)
        is_name = end <= names and span[-1].form.looks_like_a_name and (word.form.looks_like_a_name or end > i + 1)
        if is_name and (sounding := _sounding(words, i, end, heard, listed, talk)):
            return Correction(i, end, *sounding)
    return None


def _names(words: Sequence[Heard], i: int, *, cased: bool) -> int:
    """Where the names end that begin at word ``i``; an English word may be one where a sentence and a name begin.

    A text that is ``cased`` has capitals, and what has none is no name.
    """
    end = i
    while end < len(words) and end - i < _MOST_WORDS and (end == i or words[end - 1].goes_on):
        word = words[end]
        begins = end == i and word.starts and word.form.has_capital and not word.form.is_shouted and word.goes_on
        named = word.form.looks_like_a_name and (word.form.has_capital or not cased)
        if not (named or begins or (end > i and word.form.is_particle)):
            break
        end += 1
    return end


def _misheard(words: Sequence[Heard], i: int, end: int, listed: Listed, talk: Talk) -> tuple[str, str] | None:
    """What is meant by words that are listed as a wrong spelling, and why."""
    span = words[i:end]
    meant = listed.wrong.get(tuple(piece for word in span for piece in word.pieces))
    if meant is None or not all(word.form.has_capital and not word.form.is_shouted for word in span):
        return None
    if len(span) == 1 and ((span[0].starts and is_known(span[0].pieces[0])) or is_another(words, i, end, meant, talk)):
        return None
    return meant.text, f'"{meant.term}" of {meant.source} is known to be misheard so'


def _sounding(
    words: Sequence[Heard], i: int, end: int, heard: tuple[str, ...], listed: Listed, talk: Talk
) -> tuple[str, str] | None:
    """The listed name that words sound like, and why."""
    span = words[i:end]
    letters = "".join(heard)
    if not (letters.isascii() and letters.isalpha()) or (span[0].form.is_shouted and len(letters) <= _SHORTEST_SHOUTED):
        return None
    rated: list[tuple[float, str, Spelling]] = []
    for plural in (False, True):
        said = (*heard[:-1], heard[-1][:-1]) if plural else heard
        if plural and not (len(heard) == 1 and letters.endswith("s")):
            continue
        for spelling in listed.near("".join(said)):
            if plural and spelling.key.endswith("s"):
                continue
            score = _score(span, said, spelling, listed)
            if score and not (spelling.given and is_another(words, i, end, spelling, talk)):
                rated.append((score - plural, spelling.text + "s" * plural, spelling))
    rated.sort(key=lambda rating: -rating[0])
    if not rated or any(text != rated[0][1] and rated[0][0] - score < _LEAD for score, text, _ in rated[1:]):
        return None
    score, text, spelling = rated[0]
    if all(word.form.is_shouted for word in span):
        text = text.upper()
    return text, f'it sounds like "{spelling.term}" of {spelling.source} ({score:.0f} % alike)'


def _score(span: Sequence[Heard], heard: tuple[str, ...], spelling: Spelling, listed: Listed) -> float:
    """How alike words are to a listed name, 0 to 100; 0 if they are not it."""
    as_long = len(heard) == len(spelling.words)
    if as_long and any(piece in listed.words and piece not in spelling.words for piece in heard):
        return 0.0
    score = alike("".join(heard), spelling.key)
    if score < _least(span, listed):
        return 0.0
    if as_long:
        if len(heard) == 1:
            return score if _one_word(heard[0], spelling.key) else 0.0
        if all(_piece(mine, theirs) for mine, theirs in zip(heard, spelling.words, strict=True)):
            return score
        if any(is_known(piece) or piece in spelling.words for piece in heard):
            return 0.0
    begins = span[0].form.looks_like_a_name or heard[0] == spelling.words[0]
    return score if begins and _divided_otherwise(heard, spelling) else 0.0


def _least(span: Sequence[Heard], listed: Listed) -> float:
    """The least likeness that words in this writing, heard with this confidence, must have."""
    least = _LEAST_ALONE if len(span) == 1 else _LEAST
    if all(word.confidence is not None and word.confidence >= _SURE for word in span):
        least += _MORE_IF_SURE
    if any(not (word.form.has_capital or word.form.is_particle) for word in span):
        least = max(least, _LEAST_LOWER)
    return max(least, _LEAST_OF_MANY) if len(listed) > _MANY else least


def _one_word(heard: str, listed: str) -> bool:
    """Whether a word alone may be a listed one: no English word, no name in use, and spelled nearly so."""
    return not is_known(heard) and not is_given_name(heard) and word_likeness(heard, listed) >= _SPELLED_ALIKE


def _consonants_agree(heard: str, listed: str) -> bool:
    """Whether names of few consonants have the same ones, and vowels heard for each other; of more it needs no look."""
    mine, theirs = sound_of(heard).consonants, sound_of(listed).consonants
    if min(len(mine), len(theirs)) <= _FEW_CONSONANTS:
        return mine == theirs and word_likeness(heard, listed) > 0
    return True


def _piece(heard: str, listed: str) -> bool:
    """Whether one word of a full name is heard for another: a word that is known must sound the same."""
    if heard == listed or alike(heard, listed) == _THE_SAME:
        return True
    if is_known(heard) or is_given_name(heard):
        other_form = short_form_likeness(heard, listed) and sound_of(heard).consonants != sound_of(listed).consonants
        return word_likeness(heard, listed) > 0 and not other_form
    return word_likeness(heard, listed) > 0 or (alike(heard, listed) >= _LEAST and _consonants_agree(heard, listed))


def _divided_otherwise(heard: tuple[str, ...], spelling: Spelling) -> bool:
    """Whether a name may be heard in other words than it has."""
    strange = any(not is_known(piece) for piece in heard) or any(
        piece in spelling.words and len(piece) > _FEW_CONSONANTS for piece in heard
    )
    return (
        strange
        and len(spelling.key) >= _LETTERS_IN_TWO
        and sound_of("".join(heard)).consonants == sound_of(spelling.key).consonants
        and all_heard(heard, spelling.words)
        and all_heard(spelling.words, heard)
    )
