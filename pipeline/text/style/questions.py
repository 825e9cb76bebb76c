"""Sentences that ask, told by their words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.text.style.paragraphs import Heard, Paragraph

SUBJECTS = frozenset("i you we they he she it".split())
DETERMINERS = frozenset("the my your his her our their its this that these those a an".split())
_HAVE_DONE = frozenset("are were is was have has can could will would should".split())
WH = frozenset("what where when why who how".split())
_MANY = frozenset("many much long often far soon old big".split())
_IDIOMS = re.compile(
    r"(?:would that (?:it|i|we|you|they|he|she)\b|"
    r"what do you know|what can i say|how about that|what do i know|how do you do)"
)
_PLAIN_ASK = {
    "are": "you we they",
    "is": "he she it there that this anyone anybody",
    "was": "he she it",
    "were": "you we they",
    "do": "you we they",
    "does": "he she anyone anybody",
    "did": "you we they he she anyone anybody",
    "have": "you we they",
    "has": "he she anyone anybody",
    "can": "you we they he she",
    "could": "you we they he she it",
    "will": "you we they he she it there",
    "would": "you we they he she it that",
    "aren't": "you we they",
    "isn't": "he she",
    "wasn't": "he she",
    "weren't": "you we they",
    "doesn't": "he she",
    "didn't": "you we they he she",
    "haven't": "you we they",
    "hasn't": "he she",
    "couldn't": "you we they he she",
    "wouldn't": "you we they he she",
}
"""Which subjects after a verb at the beginning make a question for sure ("Did it myself." does not)."""
ASKS = {verb: frozenset(subjects.split()) for verb, subjects in _PLAIN_ASK.items()}
_REQUESTS = frozenset("please welcome join give excuse stop let".split())
"""Will you please welcome our guest: no question."""
_TAG = re.compile(r"(?:is|are|was|were|do|does|did|have|has|ca|could|wo|would|should)n['’]t")
_LEADS = frozenset("and but so well now okay ok yeah yes no right wow alright".split())
_BE = frozenset("is are was were isn't aren't wasn't weren't".split())
_ASKING = frozenset("what's where's who's how's".split())
_MOST_WORDS = 25
"""A longer sentence that begins like a question may be several run together."""


def _opening(talk: Paragraph, sentence: range) -> range:
    """``sentence`` without what leads into it: "So", "Well,", "Charles,", "I mean,"."""
    start = sentence[0]
    while start < sentence[-1]:
        heard = talk.heard[start]
        pair = (heard.low, talk.heard[start + 1].low)
        if (heard.low in _LEADS and heard.after in {"", ","}) or (heard.after == "," and heard.word in talk.names):
            start += 1
        elif pair in {("i", "mean"), ("you", "know")} and start + 1 < sentence[-1]:
            start += 2
        else:
            break
    return range(start, sentence[-1] + 1)


def asks(talk: Paragraph, sentence: range) -> bool:
    """Whether ``sentence`` is a question for sure."""
    if _is_tagged(talk, sentence):
        return True
    words = [talk.heard[i].low for i in _opening(talk, sentence)]
    lead = talk.heard[max(sentence[0], sentence[-1] - len(words))]
    if not 2 <= len(words) <= _MOST_WORDS or _IDIOMS.match(" ".join(words[:4])):
        return False
    first, second = words[:2]
    if first in ASKS and second in ASKS[first]:
        if talk.heard[sentence[-1] - len(words) + 2].after or not _REQUESTS.isdisjoint(words[2:5]):
            return False
        return len(words) > 2 and not (len(words) < len(sentence) and lead.low in {"so", "nor"} and not lead.after)
    return _asks_wh(words) and not _goes_on(words)


def _is_tagged(talk: Paragraph, sentence: range) -> bool:
    """Whether ``sentence`` ends with "..., isn't it."."""
    if len(sentence) < 4:
        return False
    before, verb, subject = (talk.heard[i] for i in sentence[-3:])
    return before.after == "," and not verb.after and bool(_TAG.fullmatch(verb.low)) and subject.low in SUBJECTS


def _asks_wh(words: Sequence[str]) -> bool:
    first, second = words[:2]
    third = words[2] if len(words) > 2 else ""
    if first == "how" and second in _MANY:
        return any(a in {"do", "does", "did"} for a in words[2:]) and "is" not in words
    if first in WH and second in {"do", "does", "did"}:
        return third in SUBJECTS or third in DETERMINERS or third in {"that", "this"}
    if first in WH and second in _HAVE_DONE:
        return third in SUBJECTS
    if first in {"what's", "where's", "who's", "how's"}:
        return second in DETERMINERS - {"a", "an"} or second == "going" or (first == "what's" and _doing(second))
    return (
        first in {"what", "where", "how", "who"}
        and second in {"is", "are", "was", "were"}
        and (third in {"the", "your", "his", "their"} and len(words) > 3)
    )


def _doing(word: str) -> bool:
    return word.endswith("ing") and len(word) > 5 and word not in {"interesting", "amazing", "striking", "surprising"}


def _goes_on(words: Sequence[str]) -> bool:
    """Whether another verb follows, so that the question is a part of it: "What's driving this is fear"."""
    return any(word in _BE for word in words[3:])


def ask(talk: Paragraph) -> None:
    """Put question marks behind questions, and set their first words off."""
    for sentence in talk.sentences():
        if talk.stops(sentence[-1]):
            if asks(talk, sentence):
                talk.mark(sentence[-1], "?")
        elif talk.heard[sentence[-1]].after.startswith("?"):
            _lead_in(talk, sentence)


def _lead_in(talk: Paragraph, question: range) -> None:
    """No comma after "So" (So what's the plan?), but one after "I mean" (I mean, what's the plan?)."""
    first = talk.heard[question[0]]
    if first.text == "So," and len(question) > 2 and _questioning(talk.heard[question[1]]):
        talk.write(question[0], "So")
    for i in question[:-2]:
        if talk.heard[i].text == "I" and (i == question[0] or talk.heard[i - 1].after == ","):
            following = talk.heard[i + 2]
            if talk.heard[i + 1].text == "mean" and following.low in _ASKING:
                talk.mark(i + 1, ",")


def _questioning(heard: Heard) -> bool:
    return not heard.after and heard.word.islower() and (heard.low in _ASKING or heard.low in WH | ASKS.keys())
