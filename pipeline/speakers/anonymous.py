"""Labels that tell voices apart and say nothing of who they are: ``SPEAKER_00``, "Speaker 1", S1, HOST."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

_PATTERNS: tuple[tuple[str, str], ...] = (
    (r"(?:speaker|spk|spkr|spkid|voice|cluster|channel) #?(?:\d{1,4}[a-z]?|[a-z])", "SPEAKER_00"),
    (r"(?:person|participant|caller|guest|host|interviewer|interviewee|male|female|man|woman) #?\d{1,3}", "Guest 2"),
    (r"(?:unidentified|unknown|unnamed)(?: \w+)? #?(?:\d{1,3}|[a-z])", "UNIDENTIFIED PERSON #1"),
    (
        r"(?:sprecher|sprecherin|intervenant|locuteur|locutor|hablante|falante|orador|parlante|spreker) #?\d{1,3}",
        "Sprecher 2",
    ),
    (r"(?:speaker|unknown|unknown speaker|host|guest|interviewer|interviewee|moderator|narrator|presenter)", "HOST"),
    (r"s ?\d{1,3}", "S1"),
    (r"\d{1,4}[a-z]?", "1"),
    (r"[a-z]", "A"),
)
"""What such labels look like, in small letters and with one blank for ``_`` and ``-``, each with an example.

"UNIDENTIFIED PERSON" without a number is none of them: pages print it for one stranger after another, and it is no
voice that could have a name.
"""
_ANONYMOUS = re.compile("|".join(f"(?:{pattern})" for pattern, _ in _PATTERNS))
_NUMBER = re.compile(r"(?<=[a-z])(?=#?\d)")


def is_anonymous(label: str) -> bool:
    """Whether ``label`` is what a tool or a typist calls a voice whose name is not known."""
    plain = " ".join(re.sub(r"[_\s-]+", " ", label).casefold().split())
    return any(_ANONYMOUS.fullmatch(form) for form in (plain, _NUMBER.sub(" ", plain, count=1)))


def next_free(taken: Container[str]) -> str:
    """The first of ``SPEAKER_1``, ``SPEAKER_2`` ... that is not taken."""
    number = 1
    while f"SPEAKER_{number}" in taken:
        number += 1
    return f"SPEAKER_{number}"
