"""House style: the text that readers get, made from the words as they were said by rules that each do one thing.

The words stay as they are. Every rule is a file of this folder, specified by a table of inputs and outputs; a style is
a list of rules in the order in which they are applied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.text.style.acronyms import ACRONYMS, ACRONYMS_AP
from pipeline.text.style.capitals import CAPITALS
from pipeline.text.style.clock_times import CLOCK_TIMES
from pipeline.text.style.compound_words import COMPOUND_WORDS
from pipeline.text.style.contractions import CONTRACTIONS
from pipeline.text.style.dashes import EM_DASH, SPACED_HYPHEN
from pipeline.text.style.dates import DATES
from pipeline.text.style.decades import DECADES
from pipeline.text.style.fillers import FILLERS
from pipeline.text.style.glossary import GLOSSARY
from pipeline.text.style.money import MONEY
from pipeline.text.style.number_compounds import NUMBER_COMPOUNDS
from pipeline.text.style.numerals import NUMERALS
from pipeline.text.style.ordinals import ORDINALS
from pipeline.text.style.percent import PERCENT_SIGN, PERCENT_WORD
from pipeline.text.style.phones import PHONES
from pipeline.text.style.profanity import MASK_PROFANITY
from pipeline.text.style.quotes import STRAIGHT_QUOTES
from pipeline.text.style.repetitions import DROP_REPETITIONS, MARK_REPETITIONS
from pipeline.text.style.restarts import MARK_RESTARTS
from pipeline.text.style.sentence_ends import SENTENCE_ENDS
from pipeline.text.style.spacing import SPACING
from pipeline.text.style.stutters import STUTTERS
from pipeline.text.style.usual_spelling import USUAL_SPELLING
from pipeline.text.style.years import YEARS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.text.style.rule import Rule

RULES: tuple[Rule, ...] = (
    ACRONYMS,
    ACRONYMS_AP,
    CAPITALS,
    CLOCK_TIMES,
    COMPOUND_WORDS,
    CONTRACTIONS,
    EM_DASH,
    SPACED_HYPHEN,
    DATES,
    DECADES,
    FILLERS,
    GLOSSARY,
    MONEY,
    NUMBER_COMPOUNDS,
    NUMERALS,
    ORDINALS,
    PERCENT_SIGN,
    PERCENT_WORD,
    PHONES,
    MASK_PROFANITY,
    STRAIGHT_QUOTES,
    DROP_REPETITIONS,
    MARK_REPETITIONS,
    MARK_RESTARTS,
    SENTENCE_ENDS,
    SPACING,
    STUTTERS,
    USUAL_SPELLING,
    YEARS,
)
"""Every rule there is."""

_AS_SAID = ("spacing", "contractions", "straight-quotes")
_NAMES = ("glossary", "usual-spelling")
_FIGURES = ("phone-numbers", "clock-times", "years", "decades", "dates", "ordinals")
_COUNTS = ("money", "number-compounds", "numerals", "compound-words")

STYLES: Mapping[str, tuple[str, ...]] = {
    "npr": (
        *_AS_SAID,
        *("fillers", "stutters", "mark-repetitions", "mark-restarts"),
        *_NAMES,
        *("sentence-ends", "capitals", "acronyms"),
        *_FIGURES,
        "percent-word",
        *_COUNTS,
        "spaced-hyphen",
    ),
    "ap": (
        *_AS_SAID,
        *("fillers", "stutters", "drop-repetitions", "mark-restarts"),
        *_NAMES,
        *("sentence-ends", "capitals", "acronyms-ap"),
        *_FIGURES,
        "percent-sign",
        *_COUNTS,
        "em-dash",
    ),
    "clean": (
        *_AS_SAID,
        *("fillers", "stutters", "drop-repetitions", "mark-restarts"),
        *_NAMES,
        *("sentence-ends", "capitals", "acronyms"),
        *_FIGURES,
        "percent-word",
        *_COUNTS,
        "spaced-hyphen",
    ),
    "verbatim": (*_AS_SAID, *_NAMES),
}
"""The styles that byline knows, as names of rules in their order; ``configs/styles/`` spells them out.

Words go before figures, and figures before marks: hesitations are gone when repetitions are looked for, names are
right before capitals are, and what may be a date, a time or a telephone number is taken before a number is only that.
"""
