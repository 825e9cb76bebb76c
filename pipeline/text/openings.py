"""How much the first words of an English sentence speak for a new paragraph, or against one.

The weights are logarithms (base e) of how much likelier such an opening is at an editor's paragraph than at any other
sentence. Classes of words (turns of time, pronouns, "and", "I") were counted in 20 paragraphs that editors began
within a turn, and 152 other sentences, of radio and podcast pages that were read for it; single phrases, too rare to be
counted there, follow their class, at half its weight or less. Small counts: nothing here decides alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LONGEST_OPENING = 4
"""Words of the longest opening that is known."""


def _table(*rows: tuple[float, str]) -> Mapping[str, float]:
    return {opening: weight for weight, openings in rows for opening in openings.split(", ")}


_WEIGHTS = _table(
    # the talk turns to something else
    (1.3, "now, meanwhile, anyway, anyhow"),
    (1.2, "as for, by the way, the other thing, the other side, the other way, another thing, one thing, by way of"),
    (1.2, "the thing is, the trouble is, the problem is, the question is, moving on"),
    # the next step of a story or of a list
    (
        0.9,
        "then, finally, eventually, lastly, afterwards, later, today, these days, nowadays, in the end, first of all",
    ),
    (0.9, "secondly, thirdly, on top of that, at the same time, years later, a few years, for years"),
    (0.6, "what, whether, once, when, since, still"),
    (0.3, "in the, in those, last, one of the, there was, there is, there's, to begin with"),
    (0.5, "on the other hand, however, look, well, okay, ok, all right, alright, honestly, personally"),
    (0.4, "i, i'd, i'll, i'm, i've, my"),
    # nothing new: it goes on
    (-0.3, "in fact, so, if, actually, we, you"),
    (-0.6, "also, yet, or, for example, for instance, i mean, you know, of course, obviously"),
    (-0.9, "and, but, and so, and then, because, otherwise, therefore"),
    # it leans on the sentence before
    (-1.2, "that, that's, this, these, those, such, there, which, who, whose, where"),
    (-1.6, "he, he'd, he'll, he's, his, she, she'd, she'll, she's, her, it, it'd, it'll, it's, its"),
    (-1.6, "they, they'd, they'll, they're, they've, their, them, him, neither, nor, both, either, yes, no"),
    (0.0, "this is, these are, these were, that was when, that is why, that's why, in the meantime, it was in"),
)


def weight_of_opening(texts: Iterable[str]) -> float:
    """The weight of a sentence that begins with the words ``texts``; 0 where nothing is known.

    The longest opening that is known counts; words after the first ``LONGEST_OPENING`` are not looked at.
    """
    plain = [text.casefold().replace("’", "'").strip("\"'“”‘,.?!:;-–—…()[]") for text in texts][:LONGEST_OPENING]
    found = (_WEIGHTS.get(" ".join(plain[:length])) for length in range(len(plain), 0, -1))
    return next((weight for weight in found if weight is not None), 0.0)
