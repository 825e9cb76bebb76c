"""Who is who by name: which speaker of a hypothesis is the person that the reference calls so."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.schema import Speaker

_UNKNOWN = frozenset("unidentified unknown unnamed anonymous unintelligible".split())
_KINDS = frozenset(
    "speaker spk spkr voice caller participant person people man men woman women male female boy girl child children "
    "kid kids adult crowd audience group all both everyone others host cohost moderator announcer narrator interviewer "
    "interviewee guest reporter correspondent student students protester protesters demonstrator soldier officer "
    "operator translator interpreter the of and".split()
)
"""Words that describe a voice; a label of such words, with or without a number or a letter, names nobody."""
_DIGITS = "0123456789"
_ENDINGS = frozenset({"jr", "sr", "ii", "iii", "iv"})
_UNDIVIDED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
"""Letters that Unicode does not take apart into a letter and a mark."""


class _Called(NamedTuple):
    """What a speaker is called; a number or a description is no name."""

    label: str
    forms: tuple[str, ...]
    """Label and full name, as far as they are names."""
    full: str | None
    words: tuple[str, ...]
    """Of the longest form."""


def is_named(speaker: Speaker) -> bool:
    """Whether a speaker has a real name: a full one, or a label that is one (RASCOE, but not SPEAKER_1)."""
    return _called(speaker) is not None


def same_people(reference: Sequence[Speaker], hypothesis: Sequence[Speaker]) -> dict[str, str]:
    """For each label of the hypothesis that names a person of the reference, the reference's label of that person.

    The same full name is the same person; else the same label; else a name that is the end of the other (MAYNES,
    "Charles Maynes"), if this fits only one person of the reference. Case, accents and "Jr." make no difference. Who
    has no name is nobody's namesake.
    """
    people = [person for speaker in reference if (person := _called(speaker))]
    by_full = _index((person.full, person) for person in people)
    by_form = _index((form, person) for person in people for form in person.forms)
    by_last = _index((person.words[-1], person) for person in people)
    found: dict[str, str] = {}
    for speaker in hypothesis:
        if person := _called(speaker):
            same_full = by_full[person.full] if person.full else []
            same_form = [other for form in person.forms for other in by_form[form]]
            same_last = [other for other in by_last[person.words[-1]] if _ends_alike(person.words, other.words)]
            for fitting in (same_full, same_form, same_last):
                if len(labels := {other.label for other in fitting}) == 1:
                    found[speaker.label] = labels.pop()
                    break
    return found


def _index(pairs: Iterable[tuple[str | None, _Called]]) -> defaultdict[str | None, list[_Called]]:
    index: defaultdict[str | None, list[_Called]] = defaultdict(list)
    for key, person in pairs:
        index[key].append(person)
    return index


def _ends_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one name is the end of the other: "Charles Maynes" and "Mary Maynes" are two people."""
    length = min(len(one), len(other))
    return one[-length:] == other[-length:]


def _called(speaker: Speaker) -> _Called | None:
    label, full = (_folded(text) if text else "" for text in (speaker.label, speaker.name))
    forms = tuple(form for form in (label, full) if _is_name(form.split()))
    if not forms:
        return None
    longest = max((form.split() for form in forms), key=len)
    words = [word for word in longest if word not in _ENDINGS] or longest
    return _Called(speaker.label, forms, full if full in forms else None, tuple(words))


def _is_name(words: list[str]) -> bool:
    if not words or words[0] in _UNKNOWN:
        return False
    rest = [bare for word in words if (bare := word.strip(_DIGITS)) and bare not in _KINDS]
    # one letter is a number ("SPEAKER_A"), but not two ("J. D."), nor one of those scripts in which it can be a name
    return len(rest) > 1 or any(len(bare) > 1 or not bare.isascii() for bare in rest)


def _folded(text: str) -> str:
    """A name in which all spellings are equal: no case, accents, apostrophes; words joined by single blanks."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_UNDIVIDED)
    signs = (sign for sign in plain if not unicodedata.combining(sign) and sign not in "'’ʼ")
    return " ".join("".join(sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in signs).split())
