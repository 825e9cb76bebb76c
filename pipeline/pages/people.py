"""Which printed labels are one person: "CHARLES MAYNES, BYLINE" and the "MAYNES" that follows.

Only the labels decide, never the text, so that whoever writes a page back comes to the same result.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain, count
from typing import TYPE_CHECKING

from pipeline.pages.lines import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pipeline.pages.labels import Label

    Key = tuple[str, tuple[str, ...]]

_GENDERS = ("m", "f")


class Person:
    """Somebody whom the page labels: all labels that are theirs, how often each stands there, and what is shown."""

    def __init__(self) -> None:
        self.labels: Counter[Label] = Counter()
        self.shown = ""

    @property
    def longest(self) -> Label:
        """The label with the most words and letters, the first of them."""
        return max(self.labels, key=_size)

    @property
    def shortened(self) -> Label | None:
        """The label that is used most, of those with fewer words than the longest or an initial for the first name."""
        words, letters = _size(self.longest)
        short = [
            (times, label)
            for label, times in self.labels.items()
            if len(label.folded) < words or (_size(label) < (words, letters) and len(label.folded[0]) == 1)
        ]
        return max(short, key=lambda item: item[0])[1] if short else None

    @property
    def role(self) -> str | None:
        """The first role that a label names."""
        return next((label.role for label in self.labels if label.role), None)


class People:
    """The people of a page, from its labels in their order. All of it takes time in proportion to the labels."""

    def __init__(self, labels: Iterable[Label]) -> None:
        counts = Counter(labels)
        self._exact: dict[Key, Person] = {}
        self._endings: dict[Key, Person | None] = {}
        self._beginnings: dict[Key, Person | None] = {}
        # long labels first: a short one is looked for among them; titles first, as they tell two Smiths apart
        for label in sorted(counts, key=lambda label: (_size(label), bool(label.gender)), reverse=True):
            self._add(label, self._find(label) or Person(), counts[label])
        self._persons = {label: self._exact[_key(label)] for label in counts}
        self.everybody: tuple[Person, ...] = tuple(dict.fromkeys(self._persons.values()))
        for label, person in self._persons.items():  # back to the order of the page, which sorting has lost
            person.labels[label] = person.labels.pop(label)
        # without a single word in capitals as a label, a page prints first and last names throughout
        self.all_in_full = all(label.kind != "capitals" or len(label.words) > 1 for label in counts)
        self._show()

    def person(self, label: Label) -> Person:
        """Whose label it is, of the labels that these people were made of."""
        return self._persons[label]

    def has(self, label: Label) -> bool:
        """Whether ``label``, which is none of those these people were made of, is certainly one of them."""
        return self._find(label) is not None or any(
            form in self._exact for form in _forms(label, _endings) if len(form[1]) < len(label.folded)
        )

    def _find(self, label: Label) -> Person | None:
        key = _key(label)
        if key in self._exact:
            return self._exact[key]
        if label.kind == "anonymous":
            return None
        if key in self._endings:
            return self._endings[key]
        return self._beginnings.get(key)

    def _add(self, label: Label, person: Person, times: int) -> None:
        person.labels[label] += times
        self._exact[_key(label)] = person
        if label.kind == "anonymous":
            return
        for index, forms in ((self._endings, _endings), (self._beginnings, _beginnings)):
            for form in _forms(label, forms):
                known = index.setdefault(form, person)
                if known is not person:
                    index[form] = None  # it fits two people: whose it is cannot be known

    def _show(self) -> None:
        """Give everybody the label that is printed for them, no two the same."""
        wished = {person: _wished(person) for person in self.everybody}
        often = Counter(wished.values())
        taken: set[str] = set()
        for person, label in wished.items():
            full = person.longest.shown
            choices = (label, full) if often[label] == 1 else (full,)
            numbered = (f"{full} {number}" for number in count(2))
            person.shown = next(name for name in chain(choices, numbered) if name not in taken)
            taken.add(person.shown)


def _size(label: Label) -> tuple[int, int]:
    return len(label.folded), sum(map(len, label.folded))


def _key(label: Label) -> Key:
    return (label.gender, label.folded) if label.kind != "anonymous" else ("#", (one_line(label.shown).casefold(),))


def _forms(label: Label, forms: Callable[[Sequence[str]], Iterator[tuple[str, ...]]]) -> Iterator[Key]:
    """Under which keys a label is found again: with any title that does not contradict its own."""
    genders = ("", label.gender) if label.gender else ("", *_GENDERS)
    for words in forms(label.folded):
        for gender in dict.fromkeys(genders):
            yield gender, words


def _endings(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The ways in which a name is shortened to its end: "smith", "vanek smith", "s. smith", "stacey smith"."""
    for first in range(len(words)):
        yield tuple(words[first:])
    for last in range(1, len(words)):
        yield (words[0][:1], *words[last:])
        yield (words[0], *words[last:])


def _beginnings(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The ways in which it is shortened to its beginning: "jad"."""
    for last in range(1, len(words)):
        yield tuple(words[:last])


def _wished(person: Person) -> str:
    """The label to print: the short one that the page uses, or the last name where it proves a full name."""
    longest, short = person.longest, person.shortened
    if longest.kind == "anonymous":
        return longest.shown
    if short is not None:
        return " ".join(short.words)
    if longest.kind == "capitals" and longest.role and len(longest.words) > 1:
        return _last_name(longest)
    return " ".join(longest.words)


def _last_name(label: Label) -> str:
    from pipeline.naming.roster import last_name

    return last_name(" ".join(label.words))
