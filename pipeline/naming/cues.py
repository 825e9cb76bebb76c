"""The turns of phrase in which radio and podcasts say who is speaking, as a table.

A cue is what is said right before and right after a name in its sentence. It says what is done with the name (somebody
introduces himself, brings somebody in, thanks, quotes ...). Whose voice that is depends on who speaks before and after
(:mod:`.tracing`), and how much it proves was learnt from conversations (:mod:`.weights`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pipeline.naming.addressing import is_called_out, manner
from pipeline.naming.mentions import find_mentions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.naming.mentions import Mention

Direction = Literal["own", "next", "previous"]


def _any(*phrases: str) -> str:
    return "(?:" + "|".join(phrases) + ")"


_WHO_IS = r"(?:[\s,][^.?!;:]{0,90}?)?"
"""Between a phrase and the name it brings: who that is, in up to ninety characters."""
_WHO_WAS = r"(?:,[^.?!]{1,90},)?"
"""Between a name and what its bearer does: who that is, between commas."""
_HELLO = _any(
    "^", r"[,.]\s", r"\band\s", r"\b(?:hello|hi|yes),?\s",
)  # fmt: skip
_THIS_IS = _any(
    r"this is", r"it['’]s", r"it is",
)  # fmt: skip
_OURS = _any(
    "my", "our", "your", "the", r"[\w-]+['’]s",
)  # fmt: skip
_NOW = r"(?: now| again| today| tonight| this \w+| here| live)*"
_COLLEAGUE = _any(
    "guests?", "(?:co-?)?hosts?", "colleagues?", "correspondents?", "reporters?", "editors?", "producers?",
    "critics?", "analysts?", "columnists?", "friends?", "panell?ists?", "experts?", "presenters?", "narrator",
    "neighbou?rs?", "callers?", "partner", "husband", "wife", "meteorologist", "forecaster", "commentators?",
    "contributors?", "anchor", "newsreader", "storyteller",
)  # fmt: skip
_NOT_SO = "".join(rf"(?<!\b{word} )" for word in ("if", "like", "imagine", "suppose", "pretend", "though"))
"""What stands before "I'm" where nobody introduces himself: "If I'm Nora Blum, I sell."."""
_SELF = _any(
    rf"{_NOT_SO}I(?:['’]m| am)", "my name(?:['’]s| is| was)", r"the name['’]s", "^name is", r"I['’]ve been",
    "this has been",
    "call me", "(?:by|with|from) me,?", r"it['’]s me,?", "^I,", r"I(?:['’]m| am) (?:your|the) [\w ]{2,30},?",
)  # fmt: skip
_HOSTED = _any(
    "(?:with )?your (?:co-?)?hosts?,?", "(?:hosted|presented|brought to you|read) by", "yours truly,?",
)  # fmt: skip
_HERE = _any(
    "here", "speaking", "calling", "reporting", "with (?:you|the)", "in", "at", "from", "on", "for", "over", "back",
    "again", "and (?:this|you|I|we|welcome)", "actually", "by the way", "of",
)  # fmt: skip
_THAT_WAS = _any(
    r"that['’]s", "that (?:is|was|were)", r"you['’]ve been (?:listening to|hearing|with)", "you (?:just )?heard",
    r"we(?:['’]ve)? (?:just )?heard from", "the voice (?:of|is|was)", "(?:spoken|sung|played) by",
    r"our guests? (?:today |tonight |this \w+ )?(?:was|were|ha(?:s|ve) been)", "(?:thanks|thank you) (?:again )?to",
)  # fmt: skip
_PROGRAM = _any(
    "welcome (?:back )?to", "listening to", "tuned (?:in )?to", "(?:episode|edition) of", r"you['’]re (?:on|with)",
    "(?:here|today|tonight|now|next) on", "host of", "and this is", "presents?",
)  # fmt: skip
_MEETING = _any(
    rf"join(?:ed|s|ing)?(?: us| me)?{_NOW}(?: from [^.?!;:,]{{1,40}})?{_NOW}(?:,? by| is| are|,)",
    "with (?:me|us)", "(?:me|us) (?:now|today|tonight)",
    "(?:beside|next to|opposite|alongside|across (?:the table )?from) me",
    "here (?:now )?(?:with us |in the studio )?is", r"here to \w+", "on the (?:line|phone)", "in the studio",
    "the line(?: is| we have)?",
    "(?:speak(?:ing)?|talk(?:ing|ed)?|chat|sit|sat|spoke|caught up|conversation|check in)"
    " (?:now |today |down )?(?:to|with)",
    r"let['’]s (?:meet|welcome)", r"I['’]d like to (?:welcome|introduce)", "introduc(?:e|ing)", "bring(?:ing)? in",
    "welcome(?! to| back to)", "hear (?:now )?from", "met", "reached",
    r"(?:we|I)(?:['’]ve| have)(?: also| now)?(?: got)?", "to have(?: with us)?",
    "(?:question (?:is )?)?comes? (?:now )?from",
    r"(?:pass|hand|give|turn|toss|throw|send)(?: \w+){0,3}? (?:over |back )?to",
    r"(?:sitting|seated|gathered|here|with us|around the table|panel)\b[^.?!;:]{0,40} (?:is|are)",
    "panel(?:ists)?(?: today| tonight)?,", "guests?(?: today| tonight)?,?",
)  # fmt: skip
_JOINS = _any(
    "joins?", "is joining", "has joined",
    "is (?:here|with (?:us|me)|on the|standing by|live|in (?:the|our) studio|back|my|our)",
    r"is (?:today|tonight)['’]s",
)  # fmt: skip
_TURNING = _any(
    "turn(?:ing)?", "go(?:ing)?", "went", "cross", "over", "back", "hand(?:ing)? (?:you )?over", "switch", "head",
    "(?:start|begin)(?:n?ing)?", "next(?: up)?(?: is)?", "first(?: up)?(?: is)?", "now", r"line \w+(?: is)?",
    "caller(?: is)?", "ask",
)  # fmt: skip
_REPORTS = _any(
    "reports?", "has (?:the|more|this|been|our|details|that)", "takes", "(?:tells|brings) us", "sent", "filed",
    "went", "visited", "explains(?! that)", "starts", "begins", "picks",
)  # fmt: skip
_NEWS = _any(
    "news", "sports?", "weather", "traffic", "travel", "headlines", "forecast", "report", "story", "latest",
    "details", "markets", "roads", "business", "more", "update",
)  # fmt: skip
_SAYS = _any(
    "says", "said", "remembers", "recalls", "explain(?:s|ed)?", "told (?:us|me|reporters)", "puts it", "thinks",
    "believes", "argues", "describes", "calls", "insists", "worries", "wonders", "admits", "agrees", "hopes",
    "knows", "(?:spoke|talked) to", "was talking", "had this to say",
)  # fmt: skip
_SAID_BY = _any(
    "says", "said", "according to", "recalls", "remembers", "explain(?:s|ed)", "in the words of", "asked", "told",
)  # fmt: skip
_WHO = _any(
    "an?", "the", "who", "of", "from", "our", "my", "his", "her", "their", "one of", "chief", "head", "director",
    "professor", "author", r"\d+", "now", "then", "formerly", r"co-?\w+",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cue:
    """A turn of phrase: ``before`` ends where the name, or its title, begins; ``after`` begins where the name ends."""

    act: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    example: str

    def fits(self, before: str, after: str) -> bool:
        """Whether both sides are there."""
        return (self.before is None or self.before.search(before) is not None) and (
            self.after is None or self.after.match(after) is not None
        )


def _before(act: str, before: str, example: str, after: str = "") -> Cue:
    return Cue(
        act,
        re.compile(rf"(?:{before})\s*$", re.IGNORECASE),
        re.compile(after, re.IGNORECASE) if after else None,
        example,
    )


def _after(act: str, after: str, example: str) -> Cue:
    return Cue(act, None, re.compile(after, re.IGNORECASE), example)


OWN_CUES: tuple[Cue, ...] = (
    _before("self", rf"\b{_SELF}|^I,", "I'm Ayesha Rascoe."),
    _before("with-me", rf"\b{_HOSTED}", "This is the Late Hour, with your host, Nora Blum."),
    _before("this-is-me", _HELLO + _THIS_IS, "This is Ana Lima in Porto.", rf",? {_HERE}\b"),
)
"""What is tried before anything else: in these words nobody is addressed."""
CUES: tuple[Cue, ...] = (
    _after("here", r",? (?:here(?! to\b)|(?:back )?with you|at your service)\b", "Nora Blum here, until noon."),
    _before("this-is", rf"{_HELLO}(?:this is|it['’]s|here is|here['’]s)", "This is Nora Blum.", r"[,.:!]|$"),
    _after("there", r"(?:,[^,.?!]{1,60},)? (?:there|reporting|speaking to us)\b", "Nora Blum there, in Ghent."),
    _before("thats", rf"\b{_THAT_WAS}{_WHO_IS}", "That's NPR's Charles Maynes in Moscow."),
    _before("program", rf"\b{_PROGRAM}(?: the| another| our)?", "Welcome to Fern Hollow."),
    _after("program", r",? (?:podcasts?|show|program|programme|hour|newsletter|channel)\b",
           "Here is the Fern Hollow podcast."),
    _before("says", r",\s+(?:says|said)", "They are with us in spirit, said Nora Blum."),
    _before("joins", rf"\b{_MEETING}{_WHO_IS}", "We are joined now by the harbor pilot Nora Blum."),
    _after("joins", rf"{_WHO_WAS} {_JOINS}\b", "Ruth Sherlock joins us."),
    _before("turns", rf"\b{_TURNING}(?: now| first| over| live| next| straight| back)? ?(?:to|with|is|,|:)?{_WHO_IS}"
            "(?:our |to |with |from |is )?",
            "Let's go to Nora in Ghent.", r"(?:,| (?:in|from|on|at|is|over)\b|[.!?]|$)"),
    _after("reports", rf"{_WHO_WAS} {_REPORTS}\b", "NPR's Ruth Sherlock reports."),
    _before("reports", rf"\b{_NEWS}\s*,?\s+(?:now )?(?:comes? )?(?:with|from|by){_WHO_IS}",
            "The weather with Nora Blum.", r"[.!,]|$"),
    _before("guest", rf"\b{_OURS}\s+(?:[\w'’-]+,?\s+){{0,4}}{_COLLEAGUE}{_NOW}(?: is| are|,)?"
            r"(?: (?:the|a|an) (?:[\w-]+ ){1,4})?",
            "Our science reporter, Nora Blum, was there."),
    _after("says", rf"{_WHO_WAS} {_SAYS}\b", "Nora Blum says it was the rain."),
    _before("says", rf"\b{_SAID_BY}{_WHO_IS}", "It was a dry year, says Nora Blum."),
    _after("described", rf", {_WHO}\b", "Nora Blum, a clerk from Ghent, opened it."),
    _before("described", r"\b(?:the|an?|our|my|his|her|their|its|[\w.-]+['’]s)\s+(?:[\w'’-]+\s+){0,3}[a-z][\w'’-]+,?",
            "The clerk Nora Blum opened it."),
    _after("described", r" (?:is|was) (?:an?|the|one of)\b", "Nora Blum is a clerk."),
)  # fmt: skip
"""In the order in which they are tried: the first that fits is what is done with the name."""

ADDRESSING = frozenset({"thanks", "welcome", "asks", "calls"})
OWN = frozenset({"self", "with-me", "this-is-me", "here", "this-is", "answer", "sign-off", "opens"})
BRINGING = frozenset({"joins", "turns", "reports", "guest", "this-is"})
LOOKING_BACK = frozenset({"thats", "there", "thanks"})
TELLING = frozenset({"says", "described", "owns", "mention"})
"""What is done with the names of people who are talked about as well as of those who are heard."""
_KINDS = {
    **dict.fromkeys(BRINGING, "hand-over"),
    **dict.fromkeys(OWN, "self-introduction"),
    "sign-off": "sign-off",
    "welcome": "greeting",
    "asks": "address",
    "calls": "address",
    "thanks": "thanks",
    "thats": "back-announcement",
    "there": "back-announcement",
    "says": "quotation",
}
_LISTED = re.compile(
    r"^(?:,[^.?!;:]{0,80})?(?:,| and| or|,? and also)(?: (?:our|the|a|an|my|with|by|to|from))?(?: [\w'’-]+){0,5}$"
)
"""What stands between the names of a list: "the clerk Nora Blum, and our reporter Piet Aarts"."""
_IS_DOING = re.compile(
    r"['’]s (?:here|now|just|already|also|joined|standing by|covering|following|reporting|looking|outside|over|with|on"
    r"|in|at|been|got|back|there|joining|standing|our|my|calling)\b"
)
"""What follows "'s" where that is no possessive."""
_PLACE = re.compile(r"(?:^|(?<!\bbring)(?<!\bbringing)\s)(?:in|near|outside|inside|around)$", re.IGNORECASE)
"""What stands before a place."""
_TITLE_WORD = re.compile(r"[^\s,]+\s*$")
_SEEN_BEFORE, _SEEN_AFTER = 240, 160
"""Characters beside a name that are looked at: enough for every cue, and bounded where nothing ends a sentence."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A name in a sentence, and what is done with it."""

    text: str
    mention: Mention
    act: str

    @property
    def direction(self) -> Direction | None:
        """Where, by the words alone, the bearer's voice is: who speaks, who spoke before, who speaks next."""
        if self.act in OWN:
            return "own"
        if self.act in LOOKING_BACK:
            return "previous"
        return "next" if self.act in BRINGING or self.act == "welcome" else None


def kind_of(act: str, *, own: bool) -> str:
    """The kind of proof, in words for readers; ``own`` where it is taken for the speaker's own name."""
    if act == "this-is":
        return "self-introduction" if own else "hand-over"
    return _KINDS.get(act, "mention")


def read(sentence: str, ordinary: frozenset[str] = frozenset()) -> tuple[Reading, ...]:
    """The names in a sentence and what is done with each, from left to right (see :func:`.mentions.find_mentions`)."""
    readings: list[Reading] = []
    called = manner(sentence)
    for mention in find_mentions(sentence, ordinary):
        act = _act(sentence, mention, called)
        if readings and act in ("described", "mention", "calls"):
            last = readings[-1]
            between = sentence[last.mention.end : mention.start].rstrip()
            if last.act in BRINGING | {"thats"} and _LISTED.match(between) and not _PLACE.search(between):
                act = last.act
        readings.append(Reading(sentence, mention, act))
    return tuple(readings)


def _act(sentence: str, mention: Mention, called: str) -> str:
    before = sentence[max(0, mention.start - _SEEN_BEFORE) : mention.start].rstrip()
    for _ in mention.title.split():
        before = _TITLE_WORD.sub("", before).rstrip()
    after = sentence[mention.end : mention.end + _SEEN_AFTER]
    if mention.owns:
        if not _IS_DOING.match(after):
            return "owns"
        after = " is" + after[2:]
    if _PLACE.search(before):
        return "mention"
    if own := _first(OWN_CUES, before, after):
        return own
    if is_called_out(before, after, cut_off=mention.start > _SEEN_BEFORE):
        return called
    return _first(CUES, before, after) or "mention"


def _first(cues: Iterable[Cue], before: str, after: str) -> str | None:
    return next((cue.act for cue in cues if cue.fits(before, after)), None)
