"""The turns of phrase in which radio says who is speaking, as a table.

A cue says whose name was said and where that person's voice is to be found: in the utterance itself (``own``), in the
next utterance of another voice (``next``), or in the one before (``previous``). People who are merely talked about give
no cue: a name counts only inside one of these phrases.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Direction = Literal["own", "next", "previous"]

_PARTICLE = r"(?:al-|bin|da|de|del|della|den|der|di|dos|du|el|la|le|ten|van|von|y|zu)"
_NAME_WORD = r"(?:[A-ZÀ-ÖØ-Þ][\w'’-]*\w|[A-Z]\.)"
NAME = rf"(?P<name>{_NAME_WORD}(?:\s+(?:{_PARTICLE}\s+)*{_NAME_WORD}){{1,3}})"
"""Two to four capitalised words, particles between them: "Ludwig van Beethoven", "J. Edgar Hoover"."""
FIRST_NAME = rf"(?P<name>{_NAME_WORD})"

_OUTLET = r"(?:[A-Z][\w.&-]*(?:\s+[A-Z][\w.&-]*){0,3}['’]s?)"
"""Whose reporter: "NPR's", "The Washington Post's", "member station KUT's"."""
_JOBS = r"(?:correspondent|reporter|editor|host|co-host|critic|analyst|columnist|producer|professor|director|author)"
_JOB = rf"(?P<job>(?:[\w.'’-]+,?\s+){{0,6}}?{_JOBS})"
_TITLE = (
    r"(?:(?:Dr|Prof|Sen|Rep|Gov)\.|Doctor|Professor|Senator|Representative|Congressman|Congresswoman|Governor|Mayor"
    r"|Ambassador|President|(?:Supreme Court )?Justice|Judge)"
)
_POST = rf"(?:\b{_OUTLET}\s+{_JOB},?\s+)?"
_POSITION = (
    rf"(?={_OUTLET}\s|(?:[\w.'’-]+,?\s+){{0,6}}?{_JOBS}\b)"
    rf"(?:(?:{_OUTLET}|[Tt]he|[Oo]ur|[Aa]n?)\s+)?(?:{_JOB},?\s+)?(?:{_TITLE}\s+)?"
)
"""What says that a name is a colleague's or a guest's: "NPR's Moscow correspondent, ", "our reporter "."""
_TITLED = rf"(?:{_TITLE}\s+)?"
_PLACE = r"(?:,?\s+(?:in\s+)?[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*){0,2})?"
_THAT_WAS = r"^(?:And\s+)?[Tt]hat(?:['’]s| is| was)"
_GREETING = r"(?:Good (?:morning|afternoon|evening)|Hi|Hello|Hey|[Ww]elcome(?: back)?)"
_JOINED = (
    r"(?:join(?:ed)?|joining (?:us|me)|(?:with|here with) (?:us|me))(?: (?:now|today|this morning))?"
    r"(?:,? from [^.?!]{1,60}?)?,? (?:by|is)"
)
_WE = (
    r"(?:we|i|let[’']s|time to|(?:we|i)(?:[’'](?:re|ll|m|d)| are| am| will| would)?"
    r"(?: (?:going|want|like) to)?)(?: (?:now|then))?"
)
_TURNING_TO = rf"(?i:{_JOINED}|{_WE} (?:turn|go|speak|talk) (?:now )?(?:to|with))"
"""Turning to somebody whose position is said: places are turned to as well ("We turn now to Gaza City")."""
_MEETING = rf"(?i:{_JOINED}|{_WE} (?:speak|talk) (?:now )?with)"
"""Phrases that only people are met in. The past tense tells of a talk that is over."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One phrase: what it proves, where that voice is, how much the proof weighs (0 to 1), and an example of it."""

    kind: str
    direction: Direction
    weight: float
    pattern: re.Pattern[str]
    example: str


def _rule(kind: str, direction: Direction, weight: float, pattern: str, example: str) -> Rule:
    return Rule(kind, direction, weight, re.compile(pattern), example)


RULES: tuple[Rule, ...] = (
    _rule("self-introduction", "own", 0.9, rf"\b(?:I['’]m|I am|[Mm]y name is)\s+{NAME}",
          "I'm Ayesha Rascoe."),
    _rule("self-introduction", "own", 0.8, rf"^(?:And\s+)?[Tt]his is\s+{NAME}\s+(?:in|at|for|reporting)\b",
          "This is Ana Lima in Porto."),
    _rule("sign-off", "own", 0.9, rf"^(?:For\s+[^,]+,\s+)?{NAME},\s+(?:[A-Z]+\s+News|[A-Z]{{3,}}){_PLACE}[.!]?$",
          "Ryan Lucas, NPR News, Washington."),
    _rule("hand-over", "next", 0.8, rf"\b{_TURNING_TO}[^.?!]{{0,200}}?\b{_OUTLET}\s+{_JOB},?\s+{NAME}",
          "For more, we are joined now by NPR's Moscow correspondent, Charles Maynes."),
    _rule("hand-over", "next", 0.8, rf"\b{_TURNING_TO}\s+{_POSITION}{NAME}",
          "We turn now to NPR's Franco Ordoñez."),
    _rule("hand-over", "next", 0.8, rf"\b{_MEETING}\s+{_TITLED}{NAME}",
          "Joining us now is Ruth Sherlock."),
    _rule("hand-over", "next", 0.7, rf"{_POST}{NAME},?\s+(?:joins|is with|is joining)\s+(?:us|me)\b",
          "Ruth Sherlock joins us."),
    _rule("hand-over", "next", 0.8, rf"\b{_OUTLET}\s+(?:{_JOB},?\s+)?{NAME}\s+(?:reports|has (?:the story|more))\b",
          "NPR's Ruth Sherlock reports."),
    _rule("hand-over", "next", 0.6, rf"\b[Oo]ur\s+(?:guest|co-host|colleague)(?:\s+today)?,?\s+(?:is\s+)?{NAME}",
          "Our co-host Jamal Reese."),
    _rule("greeting", "next", 0.4, rf"\b{_GREETING},?\s+{FIRST_NAME}\s*[.!,?]",
          "Good morning, Charles."),
    _rule("back-announcement", "previous", 0.9, rf"{_THAT_WAS}\s+{_POSITION}{NAME}",
          "That's NPR's Charles Maynes in Moscow."),
    _rule("back-announcement", "previous", 0.7, rf"{_THAT_WAS}\s+{_TITLED}{NAME},?\s+(?:in|at|of|for|reporting)\b",
          "That's Tom Carter at the harbor."),
    _rule("back-announcement", "previous", 0.4, rf"{_THAT_WAS}\s+{_TITLED}{NAME}",
          "That was Ruth Sherlock."),
    _rule("back-announcement", "previous", 0.6, rf"^{NAME},\s+(?:[^.?!]*,\s+)?(?:thank you|thanks)\b",
          "Ruth Sherlock, thank you."),
    _rule("thanks", "previous", 0.3, rf"\b[Tt]hank(?:s| you)(?:\s+(?:so|very) much)?,\s+{FIRST_NAME}\s*[.!]",
          "Thanks, Steve."),
)  # fmt: skip
"""In the order in which they are tried; a phrase that an earlier rule has read is not read again."""

_ROLES = ("correspondent", "reporter", "co-host", "host")

ADDRESSED = frozenset({"hand-over", "greeting"})
"""Kinds that turn to the voice that comes next: the host's opening ends with them."""

_NOT_A_NAME = frozenset(
    "a an and as at but by for from good he her here his how i if in it its just let like mr mrs ms my no not now "
    "of on or our president she so some that the then there they this to today we welcome well what when where "
    "who why with yes you your minister senator congress court house speaker university monday tuesday wednesday "
    "thursday friday saturday sunday morning edition news weekend weekday show radio podcast times".split()
)
"""Words, without their case, that stand in no name at all."""
_NOT_A_FIRST_NAME = frozenset(
    "all capitol code east fresh going hurricane los las new north planet puerto roman san santa saudi saint south "
    "storm tropical united west white".split()
)
"""Words that begin the names of places, storms and programs: "New York", "All Things Considered"."""
_OF_A_PEOPLE = frozenset(
    "african american arab asian black british buddhist canadian catholic chinese christian cuban democrat dutch "
    "english european french german hindu indian indigenous iranian irish israeli italian japanese jewish korean "
    "latino latina mexican muslim native nigerian orthodox pakistani palestinian polish protestant republican rican "
    "russian scottish spanish sunni shia turkish ukrainian vietnamese".split()
)
"""What people are, not what they are called: "I'm African American"."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A name found in a phrase: by which rule, and the job that was named with it."""

    rule: Rule
    name: str
    job: str | None

    @property
    def is_full_name(self) -> bool:
        """Whether first and last name were said; a first name alone only supports what is known."""
        return " " in self.name


def find_cues(sentence: str) -> Iterator[Cue]:
    """The cues in one sentence, each stretch of text read by one rule only."""
    taken: list[tuple[int, int]] = []
    for rule in RULES:
        for match in rule.pattern.finditer(sentence):
            start, end = match.span("name")
            if any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            if _is_name(match["name"], sentence[end : end + 1]):
                taken.append((start, end))
                yield Cue(rule, match["name"], match.groupdict().get("job"))


def role_of(cues: Sequence[Cue]) -> str | None:
    """The part in the program that the phrases around a name give: the first job named, else what the phrases are.

    Who signs off reports; who is introduced or greeted without a job is a guest.
    """
    jobs = " ".join(cue.job.casefold() for cue in cues if cue.job)
    if named := next((role for role in _ROLES if role in jobs), None):
        return named
    kinds = {cue.rule.kind for cue in cues}
    if "sign-off" in kinds:
        return "correspondent"
    return "guest" if kinds - {"self-introduction"} else None


def _is_name(name: str, following: str) -> bool:
    """Whether ``name`` can be a person's, and does not own what comes next ("Barack Obama's plan")."""
    words = name.casefold().split()
    owns = any(word.endswith(("'s", "’s")) for word in words) or following in {"'", "’"}
    return (
        not owns
        and words[0] not in _NOT_A_FIRST_NAME
        and words[-1] not in _OF_A_PEOPLE
        and _NOT_A_NAME.isdisjoint(words)
    )
