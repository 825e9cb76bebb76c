"""Words that are somebody else's: in them, who is "I" or is addressed is not here."""

from __future__ import annotations

import re

_REPORTED = re.compile(
    r"\b(?:says?|said|goes|went|asked|shouted|whispered|yelled|told\s+\w+|called\s+out|quote|(?:was|is|were|am"
    r"|['’][sm])\s+like|wrote|writes|replied|answered|signed|thinking)(?:\s+to\s+\w+)?(?:,|:)"
    r"|,\s+(?:he|she|they|I|(?:the|my|his|her|our|their)\s+\w+|[A-Z]\w+)\s+"
    r"(?:says|said|goes|asked|shouted|told|whispered|wrote|replied)\b"
    r"|,\s+(?:says|said|asked|wrote|replied)\s+(?:\w+\s+){0,3}[A-Z]"
)
_LETTER = re.compile(r"^(?:My\s+)?[Dd]ear(?:est)?\s+[A-Z]|\b(?:[Yy]ours\s+(?:truly|sincerely|ever)|[Ss]incerely)\b")


def is_reported(sentence: str) -> bool:
    """Whether a sentence repeats what somebody said."""
    return _REPORTED.search(sentence) is not None


def begins_letter(sentence: str) -> bool:
    """Whether a letter is being read from here to the end of the turn."""
    return _LETTER.search(sentence) is not None
