"""Words that stand on the wrong side of a change of voice, moved where sentence and sound agree.

Every move needs two witnesses: the sentence, which says where a change belongs, and the diarizer, which must have been
unsure of each word that is moved. A repair by sentences alone breaks two words for every three that it mends.
"""

from __future__ import annotations

from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from pipeline.backchannels import is_backchannel
from pipeline.text.sentences import sentences
from pipeline.timeline import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.attribution.hearing import Hearing
    from pipeline.timeline import Turn, Word

_PULL = 0.6
"""Seconds between a change of voice and the end of a sentence within which the change is taken to belong there."""
_ISLAND = 2
"""Words that an island in another's sentence has at most: more are somebody who speaks."""
_HEARD = 0.25
"""Share of a word over which another voice must be heard to be a candidate for it."""
_FLICKER = 0.25
"""Seconds below which a turn is no voice's but the diarizer's wavering between two: few words are so short."""
_BRIEF = 0.5
"""Seconds below which a turn hardly tells whose voice it is."""
_ONSET = 0.25
"""Seconds around the beginning of a sentence in which a voice that sets in may be the one that says it."""
_MOMENT = 0.1
"""Seconds that are listened to for a word to which the recogniser gave no length."""


class Talk(NamedTuple):
    """The words, and what was heard over them."""

    words: Sequence[Word]
    hearing: Hearing


class Move(NamedTuple):
    """Words, one after the other, and whose they are instead."""

    words: range
    speaker: str


def repair(words: Sequence[Word], speakers: Sequence[str], hearing: Hearing) -> tuple[str, ...]:
    """Whose each word is after all moves; repairing that again changes nothing.

    There is an end to it: a move takes a change of voice out of a sentence and puts none into one, or it gives a whole
    sentence, once, to the voice that sets in with it.
    """
    talk = Talk(words, hearing)
    repaired = list(speakers)
    places = sentences([word.text for word in words])
    # a sentence made whole may be what the change beside it was waiting for, so that all are gone through again
    while sum(_mend(talk, repaired, sentence) for sentence in places):
        pass
    return tuple(repaired)


def _mend(talk: Talk, speakers: list[str], sentence: range) -> bool:
    """Move what can be moved in a sentence; whether anything was."""
    moved = False
    while move := next((move for rule in RULES for move in rule(talk, speakers, sentence)), None):
        speakers[move.words.start : move.words.stop] = [move.speaker] * len(move.words)
        moved = True
    return moved


def _answers(talk: Talk, speakers: Sequence[str], sentence: range) -> Iterator[Move]:
    """A whole sentence is the voice's that sets in with it, over another that has been speaking.

    Exclusive turns leave crosstalk to one of its voices, mostly the one that was there before, and with it whatever
    is said over its end. The voice that sets in must be heard over every word, and either be done when the sentence
    is or have the next one as well.
    """
    start = talk.words[sentence.start].start
    end = max(talk.words[i].end for i in sentence)
    onsets: dict[str, Turn] = {}
    for turn in talk.hearing.heard.at(Span(max(0.0, start - _ONSET), end)):
        onsets.setdefault(turn.speaker, turn)
    givers = set(speakers[sentence.start : sentence.stop])
    for speaker, turn in onsets.items():
        others = [onsets[giver].start for giver in givers - {speaker} if giver in onsets]
        were_there = len(others) == len(givers - {speaker}) > 0 and max(others) < start - _ONSET
        has_next = sentence.stop < len(speakers) and speakers[sentence.stop] == speaker
        sets_in = abs(turn.start - start) <= _ONSET and (has_next or turn.end <= end + _PULL)
        if were_there and sets_in and all(_is_heard(talk, i, speaker) for i in sentence):
            yield Move(sentence, speaker)


def _islands(talk: Talk, speakers: Sequence[str], sentence: range) -> Iterator[Move]:
    """One or two words of another voice within a sentence that is otherwise one voice's are that voice's.

    More words are moved only where the sentence's voice is heard all through them, beneath a listener's. A backchannel
    stays its speaker's.
    """
    for before, run, after in zip(runs := _runs(speakers, sentence), runs[1:], runs[2:], strict=False):
        speaker = speakers[before.start]
        if speakers[after.start] != speaker or _is_backchannel(talk, run):
            continue
        small = len(run) <= _ISLAND or _is_heard_through(talk, run, speaker)
        if small and _has_most(speakers, sentence, speaker) and _is_unsure(talk, speakers, run, speaker, _BRIEF):
            yield Move(run, speaker)


def _pulled(talk: Talk, speakers: Sequence[str], sentence: range) -> Iterator[Move]:
    """Either end of a sentence pulls a change that is near it: "Neither did | I. Okay.", "Jersey. And I'm | Sheila".

    Words change hands where their voice goes on beyond the sentence, so that nobody's last word is taken: who finishes
    another's sentence in a word ("We took the train to - Lisbon. - To Lisbon") keeps it. A voice that comes back in
    the sentence has not been relieved by another. The nearer end pulls first.
    """
    runs = _runs(speakers, sentence)
    if len(runs) < 2:
        return
    head, tail = runs[0], runs[-1]
    found = []
    if _goes_on(speakers, sentence, head) and speakers[head.start] not in speakers[head.stop : sentence.stop]:
        distance = _pause(talk, sentence.start).distance(_change(talk, speakers, head.stop))
        found.append((distance, Move(head, speakers[head.stop])))
    if _goes_on(speakers, sentence, tail) and speakers[tail.start] not in speakers[sentence.start : tail.start]:
        distance = _pause(talk, sentence.stop).distance(_change(talk, speakers, tail.start))
        found.append((distance, Move(tail, speakers[tail.start - 1])))
    for distance, move in sorted(found, key=itemgetter(0)):
        # an agreement is brief by nature: "Right, ..." needs more doubt than that
        least = _FLICKER if _is_backchannel(talk, move.words) else _BRIEF
        if distance <= _PULL and _is_unsure(talk, speakers, move.words, move.speaker, least):
            yield move


def _flickers(talk: Talk, speakers: Sequence[str], sentence: range) -> Iterator[Move]:
    """One or two words at an end of another's sentence are that voice's if the diarizer merely wavered there.

    People do begin and finish each other's sentences, and talk over each other when they do: that another is heard
    there is no doubt yet, and a word that its voice goes on from is a matter of where the change belongs.
    """
    runs = _runs(speakers, sentence)
    for run, beside in ((runs[0], runs[1]), (runs[-1], runs[-2])) if len(runs) > 1 else ():
        speaker = speakers[beside.start]
        wavering = all(_is_brief(talk, i, speakers[i], _FLICKER) for i in run)
        alone = not _is_backchannel(talk, run) and not _goes_on(speakers, sentence, run)
        if len(run) <= _ISLAND and wavering and alone and _has_most(speakers, sentence, speaker):
            yield Move(run, speaker)


RULES = (_answers, _islands, _pulled, _flickers)
"""In the order in which they are tried on a sentence."""


def _is_backchannel(talk: Talk, words: range) -> bool:
    return is_backchannel([talk.words[i].text for i in words])


def _goes_on(speakers: Sequence[str], sentence: range, run: range) -> bool:
    """Whether the voice of a run at an end of its sentence also has the word beyond that end."""
    beyond = run.start - 1 if run.start == sentence.start else run.stop
    return 0 <= beyond < len(speakers) and speakers[beyond] == speakers[run.start]


def _has_most(speakers: Sequence[str], sentence: range, speaker: str) -> bool:
    return 2 * sum(speakers[i] == speaker for i in sentence) > len(sentence)


def _is_unsure(talk: Talk, speakers: Sequence[str], words: range, taker: str, least: float) -> bool:
    """Whether the taker is heard over each word, or it lies in a gap or a turn shorter than ``least``."""
    return all(_is_heard(talk, i, taker) or _is_brief(talk, i, speakers[i], least) for i in words)


def _is_brief(talk: Talk, i: int, giver: str, least: float) -> bool:
    """Whether no exclusive turn of the giver over a word is as long as ``least``; in a gap there is none."""
    turns = talk.hearing.exclusive.at(_listened(talk, i))
    return all(turn.span.duration < least for turn in turns if turn.speaker == giver)


def _is_heard(talk: Talk, i: int, speaker: str) -> bool:
    """Whether a voice is heard over enough of a word to be the one that says it."""
    span = _listened(talk, i)
    return talk.hearing.heard.seconds(span).get(speaker, 0.0) >= _HEARD * span.duration


def _is_heard_through(talk: Talk, words: range, speaker: str) -> bool:
    """Whether one turn of a voice lasts from before the words until after them."""
    span = Span(talk.words[words.start].start, max(talk.words[i].end for i in words))
    turns = talk.hearing.heard.at(span)
    return any(turn.speaker == speaker and turn.start < span.start and turn.end > span.end for turn in turns)


def _listened(talk: Talk, i: int) -> Span:
    """The time of a word; a moment around it where the recogniser gave it no length."""
    span = talk.words[i].span
    return span if span.duration else Span(max(0.0, span.start - _MOMENT / 2), span.end + _MOMENT / 2)


def _change(talk: Talk, speakers: Sequence[str], i: int) -> float:
    """When the voice of word ``i`` sets in, which is not that of the word before."""
    word = talk.words[i]
    starts = (turn.start for turn in talk.hearing.exclusive.at(word.span) if turn.speaker == speakers[i])
    return min(starts, default=word.start)


def _pause(talk: Talk, i: int) -> Span:
    """The time between word ``i`` and the word before."""
    start = talk.words[i].start
    return Span(min(talk.words[i - 1].end, start), start)


def _runs(speakers: Sequence[str], sentence: range) -> list[range]:
    """The stretches of a sentence that are one voice's."""
    changes = [i for i in sentence[1:] if speakers[i] != speakers[i - 1]]
    return [range(*edges) for edges in pairwise([sentence.start, *changes, sentence.stop])]
