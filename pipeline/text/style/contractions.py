"""Contractions as they were said, in the spelling that pages have: nothing is contracted, nothing written out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.text.style.matches import Change, rewriting
from pipeline.text.style.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

_WITHOUT = (
    "dont didnt doesnt isnt wasnt werent arent couldnt wouldnt shouldnt hasnt havent hadnt mustnt youre theyre youve "
    "weve theyve thats"
)
"""Words that are nothing else without their apostrophe; "its", "were", "cant", "wont", "ill" and "lets" are."""
_SPELLED = {word: re.sub(r"(t|re|ve|s)$", r"'\1", word) for word in _WITHOUT.split()}
_JOINED = {"o": "clock", "y": "all", "ma": "am"}

_PIECE = re.compile(r"(?<=[^\W\d_])[ ](?:n['’]t|(?<=n[ ])['’]t|['’](?:re|ve|ll|s|m|d))(?![\w'’])", re.IGNORECASE)
_JOINT = re.compile(r"(?<![\w'’])(o|y|ma)(?:[ ]['’]|['’][ ])(clock|all|am)(?![\w'’])", re.IGNORECASE)
_OF = re.compile(r"of (?:been|had|gone|got|gotten|done|become|happened|thought|said|seen)(?!\w)")
_MODAL = re.compile(r"(?<![\w'’])(?:(?:could|would|should)(?:n['’]t)?|must|might)(?: not)? $", re.IGNORECASE)
_APART = re.compile(rf"(?<![\w'’.@/-])(?:{'|'.join(_SPELLED)})(?![\w'’@/-])")
_CURLY = re.compile(r"(?<=[^\W_])’|[’‘](?=(?i:em|til|tis|twas|cause|bout|n)(?!\w)|\d0s(?!\w))")
_LONGEST = 12


def _changes(text: str) -> Iterator[Change]:
    found = sorted((*_joined(text), *_curly(text), *_wrong(text)))
    for i, change in enumerate(found):  # what joins words has made the apostrophe in it straight already
        if not i or change.start >= max(earlier.end for earlier in found[max(0, i - 2) : i]):
            yield change


def _joined(text: str) -> Iterator[Change]:
    """Contractions that were taken apart: "do n't", "it 's", "o 'clock"."""
    if "'" not in text and "’" not in text:
        return
    pending: Change | None = None
    for match in _PIECE.finditer(text):
        change = Change(*match.span(), match[0][1:].replace("’", "'"))
        if pending and pending.end == change.start:  # would n't 've
            pending = Change(pending.start, change.end, pending.text + change.text)
            continue
        if pending:
            yield pending
        pending = change
    if pending:
        yield pending
    for match in _JOINT.finditer(text):
        if _JOINED[match[1].lower()] == match[2].lower():
            yield Change(*match.span(), f"{match[1]}'{match[2]}")


def _curly(text: str) -> Iterator[Change]:
    if "’" not in text and "‘" not in text:
        return
    marks = list(_CURLY.finditer(text))
    quoted = text.count("‘") > sum(match[0] == "‘" for match in marks)
    for match in marks:
        ends = match[0] == "’" and not text[match.end() : match.end() + 1].isalnum() and match.start() > 0
        if not (quoted and ends and text[match.start() - 1].isalnum()):  # else it may be the end of a quotation
            yield Change(*match.span(), "'")


def _wrong(text: str) -> Iterator[Change]:
    """What is heard as other words, or spelled without its apostrophe: "could of been", "dont"."""
    for match in _OF.finditer(text):
        if _MODAL.search(text, max(0, match.start() - 2 * _LONGEST), match.start()):
            yield Change(match.start(), match.start() + 2, "have")
    if any(word in text for word in _SPELLED):
        for match in _APART.finditer(text):
            yield Change(*match.span(), _SPELLED[match[0]])


CONTRACTIONS = Rule(
    name="contractions",
    summary="a contraction is one word with a straight apostrophe",
    examples=(
        ("I do n't know, and it 's late.", "I don't know, and it's late."),
        ("They ca n't, wo n't and should n't.", "They can't, won't and shouldn't."),
        ("We don 't, you 're right, I would n't 've.", "We don't, you're right, I wouldn't've."),
        ("It’s Kazakhstan’s president, and they’re here.", "It's Kazakhstan's president, and they're here."),
        ("the protesters’ homes in the ’90s", "the protesters' homes in the '90s"),
        ("Tell ’em we’re goin’ home.", "Tell 'em we're goin' home."),
        ("They could of been there.", "They could have been there."),
        ("She wouldn't of done that.", "She wouldn't have done that."),
        ("at five o 'clock, ma' am, y' all", "at five o'clock, ma'am, y'all"),
        ("i dont think thats right", "i don't think that's right"),
        ("You could, of course, and could of course not.", "You could, of course, and could of course not."),
        ("the might of the army", "the might of the army"),
        ("We're gonna go. I wanna, I gotta.", "We're gonna go. I wanna, I gotta."),
        ("They are going to. It is not. I can not.", "They are going to. It is not. I can not."),
        ("at nine o'clock, ma'am, y'all ain't", "at nine o'clock, ma'am, y'all ain't"),
        ("The ‘protesters’ left, the others’ too.", "The ‘protesters’ left, the others’ too."),
        ("We were well, its id was ill, and he cant.", "We were well, its id was ill, and he cant."),
        ("Hawaiʻi and the O'Briens of L'Aquila", "Hawaiʻi and the O'Briens of L'Aquila"),
    ),
    find=rewriting(_changes),
)
"""The rule for contractions."""
