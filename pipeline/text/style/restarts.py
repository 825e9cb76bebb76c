"""A sentence broken off and begun anew: "He was going to... he wanted to"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.text.style.matches import Change, rewriting
from pipeline.text.style.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

_RESTART = re.compile(
    r"(?<![\w'’-])(?P<subject>I|he|she|we|they|it)"
    r"(?P<rest>(?:['’](?:m|re|ve|d|ll|s))?(?:[ ][^\W\d_]+(?:['’][^\W\d_]+)*){0,6})"
    r"(?P<mark>,[ ]|[ ]?(?:\.{3,}|…)[ ]|[ ]?-{1,2}[ ]|[ ]?[–—][ ]?)"
    r"(?=(?P=subject)(?:['’][a-z]+|[ ](?P<verb>[^\W\d_]+)))",
    re.IGNORECASE,
)
_STUBS = re.compile(
    r"(?:^['’](?:m|re|ve|d|ll|s)|[ ](?:the|a|an|my|our|your|their|its)|['’]ve[ ]got"
    r"|[ ](?:going|want|wants|wanted|trying|need|needs|needed|has|have|had|used)[ ]to)$",
    re.IGNORECASE,
)
"""Where no clause ends."""
_LOOSE_STUBS = re.compile(r"[ ](?:is|are|am|was|were|has|have|would|could|should|must|to|of)$", re.IGNORECASE)
"""Where a clause ends now and then; only a mark of breaking off makes it sure."""
_OPENINGS = frozenset("and but so because well now then yes no yeah think said says".split())
_SPEAKING = frozenset(
    "said say says told tell tells thought think thinks believe believes believed know knows knew explained explains "
    "added adds admitted admits insisted insists argued argues wrote writes mean means guess hope hoped suppose claims "
    "claimed warned warns".split()
)
"""They set who speaks beside what is said: "they had to, they said"."""
_BEFORE = 40


def _changes(text: str) -> Iterator[Change]:
    done, capitals = 0, text.isupper()
    while match := _RESTART.search(text, done):
        if _is_restart(match, capitals=capitals):
            yield Change(*match.span("mark"), " - ")
            done = match.end("mark")
        else:
            done = match.end("subject")


def _is_restart(match: re.Match[str], *, capitals: bool) -> bool:
    text, rest = match.string, match["rest"]
    again = text[match.end() : match.end() + len(match["subject"])]
    if not (again == "I" or again.islower() or capitals) or (match["verb"] or "").lower() in _SPEAKING:
        return False
    comma = match["mark"].startswith(",")
    if not (_STUBS.search(rest) or (not comma and _LOOSE_STUBS.search(rest))):
        return False
    lead = text[max(0, match.start() - _BEFORE) : match.start()].rstrip()
    return not lead or not lead[-1].isalnum() or lead.rpartition(" ")[2].lower() in _OPENINGS


MARK_RESTARTS = Rule(
    name="mark-restarts",
    summary="a sentence that was broken off and begun anew has a hyphen at the break",
    examples=(
        ("He was going to... he wanted to leave.", "He was going to - he wanted to leave."),
        ("They've got, they're part of this force.", "They've got - they're part of this force."),
        ("I saw the... I heard the shots.", "I saw the - I heard the shots."),
        ("And we were… we had nothing.", "And we were - we had nothing."),
        ("It's, it was a surprise.", "It's - it was a surprise."),
        ("We've got- we need more time.", "We've got - we need more time."),
        ("They've got - they're part of this.", "They've got - they're part of this."),
        ("He came, he saw, he conquered.", "He came, he saw, he conquered."),
        ("They had to, they said, and that's what they've got, they're told.",) * 2,
        ("If they're right, they're heroes.", "If they're right, they're heroes."),
        ("I waited... He never came.", "I waited... He never came."),
        ("I know, I'm sorry. You know, you're right.", "I know, I'm sorry. You know, you're right."),
        ("It was... it was what it was.", "It was - it was what it was."),
        ("who he was, he told me", "who he was, he told me"),
        ("He has the, he says, biggest house.", "He has the, he says, biggest house."),
    ),
    find=rewriting(_changes),
    trigger=re.compile(r"(?:[–—…]|,|\.\.|-)[ ]?(?:I|he|she|we|they|it)\b", re.IGNORECASE),
)
"""The rule for restarts."""
