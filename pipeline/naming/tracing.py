"""Which voices a spoken name may belong to: what is done with the name, and who speaks before and after.

Every name is a claim on each voice near it: the speaker's own, the one before, the one after, the next that is new.
A claim is described by features, which say in what way the voice is near; what they prove is learnt (:mod:`.weights`):

``act>relation``, ``group>relation``
    What is done with the name (:mod:`.cues`) and where the voice is; groups are own, brings, addresses, tells.
``group>relation+circumstance``
    For a voice that comes: ``new`` to the talk, ``greets`` back, was ``asked``; the name was said in the ``last``
    sentence before it, ``near`` that, or ``far``. For one that was heard: the name in the ``first`` sentence after it,
    ``early`` or ``late``; the voice was ``new`` there, or is ``done``. ``part`` of a name only, a ``title`` before it,
    ``rivals`` brought in with it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pipeline.naming.cues import ADDRESSING, BRINGING, OWN, TELLING, Reading, kind_of, read
from pipeline.naming.quoting import begins_letter, is_reported

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.naming.mentions import Mention
    from pipeline.naming.utterances import Sentence, Utterance

QUOTED = "quoted"
"""What is done with a name in words that are somebody else's: it neither proves nor disproves."""
PROGRAM = "program"
_ASKS_NAME = re.compile(
    r"\b(?:(?:say|state|tell|give|spell)\b[^.?!]{0,30}\byour\s+(?:\w+\s+)?names?|what(?:['’]s|\s+is)\s+your\s+name"
    r"|who['’]?(?:s|\s+is)\s+(?:this|calling|there|on\s+the\s+line|that|next)|who\s+(?:am\s+I|are\s+we|have\s+(?:we|I))"
    r"|who\s+are\s+you|introduce\s+yourself|your\s+name\s*,?\s*(?:please|\?|and))",
    re.IGNORECASE,
)
_ANSWERS_WELCOME = re.compile(
    r"^(?:(?:oh|well|yes|yeah|ah),? )?(?:hi|hello|hey|thanks?|good (?:morning|afternoon|evening|day)|morning"
    r"|(?:it['’]s )?(?:great|good|nice|lovely|wonderful|a pleasure|an honor|my pleasure|happy|glad|delighted)\b)",
    re.IGNORECASE,
)
_HELLO = re.compile(
    r"^(?:(?:hi|hey|hello|yes|yeah|thanks|thank you|good (?:morning|afternoon|evening)|sorry|okay|so|uh|um|guys|all"
    r"|there|everyone|everybody)[,.]?\s*)*$",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?:,? (?:from|with|of|at|for|in|on|back|again)\b|, (?:the )?[A-ZÀ-Þ]|[.]$|, I['’]m\b)")
"""What follows a name with which a voice begins: where it is from, as journalists who are called on say."""
_SIGNS_OFF = re.compile(r"(?:(?:For|From|In|At|On|Outside|Reporting)\b[^,]{0,60},\s+)?(?:I['’]m |this is )?$")
_OUTLET = re.compile(
    r",\s+(?:for\s+|in\s+|at\s+)?[A-ZÀ-Þ][\w.&'’-]*(?:\s+[A-ZÀ-Þ][\w.&'’-]*){0,4}"
    r"(?:,\s+(?:(?:in|at|on|near)\s+)?(?:the\s+)?[A-ZÀ-Þ][\w.'’-]*(?:\s+[A-ZÀ-Þ][\w.'’-]*){0,3})?[.!]?$"
)
"""Whose reporter that is, and where: ", NPR News, Washington."."""
_OWNED_PERSON = re.compile(r"['’]s? (?:[a-z][\w-]* ){0,3}[A-ZÀ-Þ][\w'’-]+ [A-ZÀ-Þ]")
_OPENING_SENTENCES = 2
_LATEST_NAME = 25
"""Characters of a sentence after which a name no longer answers the question for it."""
_SOON = 3
"""Utterances within which somebody announced comes soon."""


@dataclass(frozen=True, slots=True)
class Said:
    """A name that was said: what was done with it, by whom, in which utterance and sentence."""

    reading: Reading
    sentence: Sentence
    said_by: str
    utterance: int
    place: int
    """Of its sentence in the utterance."""

    @property
    def mention(self) -> Mention:
        """The name."""
        return self.reading.mention

    @property
    def act(self) -> str:
        """What was done with it."""
        return self.reading.act


@dataclass(frozen=True, slots=True)
class Claim:
    """A name that was said, taken for the name of ``speaker``."""

    speaker: str
    said: Said
    features: tuple[str, ...]
    relation: str

    @property
    def kind(self) -> str:
        """The kind of proof, in words for readers."""
        return kind_of(self.said.act, own=self.relation == "own")


class _Near(NamedTuple):
    """A voice near a name: where, and under what circumstances."""

    speaker: str
    relation: str
    circumstances: tuple[str, ...] = ()


class Talk:
    """A conversation in which names are looked for."""

    def __init__(self, spoken: Sequence[Utterance]) -> None:
        self.spoken = spoken
        self.voices = tuple(dict.fromkeys(utterance.speaker for utterance in spoken))
        self._first = {u.speaker: i for i, u in reversed(list(enumerate(spoken)))}
        self._last = {u.speaker: i for i, u in enumerate(spoken)}
        texts = [sentence.text for utterance in spoken for sentence in utterance.sentences]
        self._ordinary = frozenset(word for text in texts for word in re.findall(r"(?<![\w'’-])[a-z]\w+", text))

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """Every name, in the order in which they are said."""
        return tuple(said for i in range(len(self.spoken)) for said in self._in_utterance(i))

    @cached_property
    def things(self) -> frozenset[str]:
        """Names of no person: of programs, and of whoever a reporter works for ("NPR's Charles Maynes")."""
        programs = {said.mention.name for said in self.said if said.act == PROGRAM}
        outlets = {
            said.mention.name
            for said in self.said
            if said.mention.owns and _OWNED_PERSON.match(said.sentence.text[said.mention.end :])
        }
        return frozenset(programs | outlets)

    def claims(self) -> Iterator[Claim]:
        """Every name of a person with every voice that it may belong to."""
        brought: dict[int, set[str]] = defaultdict(set)
        for said in self.said:
            if said.mention.is_full and said.act in BRINGING:
                brought[said.utterance].add(said.mention.name)
        for said in self.said:
            if said.mention.name not in self.things:
                rivals = said.act in BRINGING and len(brought[said.utterance]) > 1
                for near in self._near(said):
                    if said.act in TELLING and not self._comes_or_goes(near, said.utterance):
                        continue
                    yield Claim(near.speaker, said, tuple(_features(said, near, rivals=rivals)), near.relation)

    def _comes_or_goes(self, near: _Near, i: int) -> bool:
        """Whether a voice is heard for the first time next to utterance ``i``, or for the last time before it.

        Who is merely told of may be the voice then; later in a talk it is somebody who is talked about, however often.
        """
        if near.relation == "own":
            return True
        first, last = self._first[near.speaker], self._last[near.speaker]
        return first >= i - 1 or last == i - 1

    def _in_utterance(self, i: int) -> Iterator[Said]:
        utterance = self.spoken[i]
        letter = False
        for n, sentence in enumerate(utterance.sentences):
            letter = letter or begins_letter(sentence.text)
            repeated = letter or is_reported(sentence.text)
            for reading in read(sentence.text, self._ordinary):
                act = self._act(i, n, reading)
                if repeated and act in OWN | ADDRESSING:
                    act = QUOTED
                yield Said(replace(reading, act=act), sentence, utterance.speaker, i, n)

    def _act(self, i: int, n: int, reading: Reading) -> str:
        """What is done with a name, where its place in the talk says more than its sentence."""
        utterance, mention = self.spoken[i], reading.mention
        before, after = reading.text[: mention.start], reading.text[mention.end :]
        if mention.is_full:
            is_last = n == len(utterance.sentences) - 1
            if _SIGNS_OFF.match(before) and _OUTLET.match(after):
                return "sign-off" if is_last else "opens" if n == 0 else reading.act
            begins = n < _OPENING_SENTENCES and self._first[utterance.speaker] == i and _HELLO.match(before)
            if begins and reading.act in ("calls", "mention", "described") and _FROM.match(after):
                return "opens"
        answers = i > 0 and n < _OPENING_SENTENCES and mention.start <= _LATEST_NAME
        if answers and reading.act not in ("self", "thanks", "welcome"):
            asked = " ".join(sentence.text for sentence in self.spoken[i - 1].sentences[-3:])
            if _ASKS_NAME.search(asked):
                return "answer"
        return reading.act

    def _near(self, said: Said) -> Iterator[_Near]:
        i, here = said.utterance, said.said_by
        last = len(self.spoken[i].sentences) - 1
        ahead = "last" if said.place == last else "near" if last - said.place <= 2 else "far"
        behind = "first" if said.place == 0 else "early" if said.place <= 2 else "late"
        begins = ("first",) if self._first[here] == i else ()
        yield _Near(here, "own", (*begins, "edge") if said.place <= 1 or said.place == last else begins)
        before = self.spoken[i - 1].speaker if i else None
        after = self.spoken[i + 1].speaker if i + 1 < len(self.spoken) else None
        if len(self.voices) == 2:
            (other,) = (voice for voice in self.voices if voice != here)
            unheard = self._first[other] > i
            yield _Near(other, "other", ("unheard", ahead, *self._greets(other)) if unheard else (behind,))
        if before is not None and before == after:
            if len(self.voices) > 2:
                yield _Near(before, "around", (ahead, behind))
        else:
            if after is not None:
                yield _Near(after, "next", (ahead, *self._comes(after, i)))
            if before is not None:
                yield _Near(before, "previous", (behind, *self._goes(before, i)))
        yield from self._coming(i)
        if i >= 2 and self.spoken[i - 2].speaker not in (here, before, after):
            yield _Near(self.spoken[i - 2].speaker, "earlier")

    def _comes(self, voice: str, i: int) -> Iterator[str]:
        if self._first[voice] == i + 1:
            yield "new"
            yield from self._greets(voice)
        if self.spoken[i].sentences[-1].text.endswith("?"):
            yield "asked"

    def _goes(self, voice: str, i: int) -> Iterator[str]:
        if self._first[voice] == i - 1:
            yield "new"
        if self._last[voice] == i - 1:
            yield "done"

    def _coming(self, i: int) -> Iterator[_Near]:
        """The voices that are new later than right after utterance ``i``."""
        coming = [voice for voice in self.voices if self._first[voice] > i + 1]
        another = i + 1 < len(self.spoken) and self._first[self.spoken[i + 1].speaker] == i + 1
        for place, voice in enumerate(coming[:3]):
            if place:
                yield _Near(voice, "coming-after")
            else:
                soon = "soon" if self._first[voice] <= i + _SOON else "later"
                yield _Near(voice, "coming", (soon, *(("new-next",) if another else ()), *self._greets(voice)))

    def _greets(self, voice: str) -> tuple[str, ...]:
        """A circumstance where the first words of a voice answer a welcome."""
        return ("greets",) if _ANSWERS_WELCOME.search(self.spoken[self._first[voice]].sentences[0].text) else ()


def _features(said: Said, near: _Near, *, rivals: bool) -> Iterator[str]:
    groups = {"addresses": ADDRESSING, "brings": BRINGING, "own": OWN}
    group = next((name for name, acts in groups.items() if said.act in acts), "tells")
    here = f"{group}>{near.relation}"
    yield f"{said.act}>{near.relation}"
    yield here
    for circumstance in near.circumstances:
        yield f"{here}+{circumstance}"
    if not said.mention.is_full:
        yield f"{here}+part"
        yield f"{said.act}+part"
    if said.mention.title:
        yield f"{here}+title"
    if said.mention.is_doubtful:
        yield "doubtful"
    if rivals:
        yield f"{here}+rivals"
