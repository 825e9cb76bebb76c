"""Names for the anonymous speakers of a finished transcript, with or without words, times and sound."""

from __future__ import annotations

from itertools import groupby, repeat
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from pipeline.assembly import speaker_of
from pipeline.exporters.fields import unused
from pipeline.exporters.utterances import listeners
from pipeline.naming import name_speakers
from pipeline.naming.roster import Roster, last_name
from pipeline.naming.utterances import Sentence, Utterance
from pipeline.speakers.anonymous import is_anonymous
from pipeline.speakers.corrections import folded
from pipeline.speakers.relabelling import identity_of, relabelled
from pipeline.speakers.renaming import taken_away
from pipeline.text.sentences import sentences
from pipeline.timeline import Person, VoiceMatch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline import schema
    from pipeline.naming import Names

_KNOWN = 0.999
"""Weight of a name that a speaker has already. Less than 1: no proof is beyond all doubt."""


class _Token(NamedTuple):
    """A word, when it was said (seconds, or None), and which of all words it is."""

    text: str
    time: float | None
    place: int


def identify(transcript: schema.Transcript, roster: Roster) -> schema.Transcript:
    """``transcript`` with names on the voices that had none, where what is said and ``roster`` prove them.

    Who has a name keeps it, and the proofs for it; so does who has a label that is a name ("MAYNES"). Both count as
    known and as taken. Whoever gets a name has the former label in ``previous``. Turns, words and times stay as they
    are.
    """
    kept = {speaker.label: _person(speaker, roster) for speaker in transcript.speakers if not is_unnamed(speaker)}
    known = Roster((*roster.people, *(person for person in kept.values() if person not in roster.people)))
    matches = [VoiceMatch(label, person, 1.0, _KNOWN) for label, person in kept.items()]
    names = name_speakers(spoken(transcript), known, matches, transcript.source.language)
    labels = _labels(transcript, names, kept)
    speakers = [
        speaker if speaker.label in kept else _named(speaker, labels.get(speaker.label), names, transcript)
        for speaker in transcript.speakers
    ]
    found = {folded(speaker.name) for speaker in speakers if speaker.name}
    found |= {folded(person.name) for person in kept.values()}
    missing = dict.fromkeys([*transcript.not_heard, *(each.name for each in names.not_heard if each in roster.people)])
    document = relabelled(transcript, labels, speakers)
    return document.model_copy(update={"not_heard": tuple(name for name in missing if folded(name) not in found)})


def is_unnamed(speaker: schema.Speaker) -> bool:
    """Whether nobody knows who this is; what another tool took for a name may be none ("Host")."""
    return is_anonymous(speaker.label) and (speaker.name is None or is_anonymous(speaker.name))


def spoken(transcript: schema.Transcript) -> tuple[Utterance, ...]:
    """What each voice says in one go, sounds and words of no voice left out.

    A sentence may begin in one subtitle and end in the next, and ends with its turn. Places count the words of all
    turns that are no sound.
    """
    said: list[tuple[str, Sequence[Sentence]]] = []
    place = 0
    for turn in transcript.turns:
        if turn.kind == "sound":
            continue
        tokens = [_Token(text, time, place + i) for i, (text, time) in enumerate(_timed(turn))]
        place += len(tokens)
        if turn.speaker is not None and tokens:
            for voice, group in groupby(zip(_voices(turn, turn.speaker), tokens, strict=False), key=itemgetter(0)):
                said.append((voice, _sentences([token for _, token in group])))
    return tuple(
        Utterance(speaker, tuple(sentence for _, found in group for sentence in found))
        for speaker, group in groupby(said, key=lambda item: item[0])
    )


def _voices(turn: schema.Turn, speaker: str) -> Iterator[str]:
    """Who says each word of a turn, without end: its ``speaker``, but for a listener's answers folded into it."""
    if heard := listeners(turn):
        for paragraph in turn.paragraphs:
            yield from (word.speaker if word.speaker in heard else speaker for word in paragraph.words)
    yield from repeat(speaker)


def _sentences(tokens: Sequence[_Token]) -> list[Sentence]:
    texts = [token.text for token in tokens]
    return [
        Sentence(
            " ".join(texts[span.start : span.stop]), tokens[span[0]].time, tokens[span[0]].place, tokens[span[-1]].place
        )
        for span in sentences(texts)
    ]


def _timed(turn: schema.Turn) -> Iterator[tuple[str, float | None]]:
    """The words of a turn and when each begins: its own time, else its share of the paragraph's or the turn's."""
    if all(paragraph.start is None for paragraph in turn.paragraphs):
        yield from _shared([text for paragraph in turn.paragraphs for text in _texts(paragraph)], turn)
        return
    for paragraph in turn.paragraphs:
        if paragraph.words:
            yield from ((word.text.strip(), word.start) for word in paragraph.words)
        else:
            yield from _shared(_texts(paragraph), paragraph)


def _texts(paragraph: schema.Paragraph) -> list[str]:
    return [word.text.strip() for word in paragraph.words] or paragraph.verbatim.split()


def _shared(texts: Sequence[str], within: schema.Turn | schema.Paragraph) -> Iterator[tuple[str, float | None]]:
    length, done = sum(map(len, texts)), 0
    for text in texts:
        if within.start is None or within.end is None:
            yield text, None
        else:
            yield text, round(within.start + (within.end - within.start) * done / length, 3)
        done += len(text)


def _person(speaker: schema.Speaker, roster: Roster) -> Person:
    """Whom naming should take a speaker for who has a name, or at least a label that is one."""
    if speaker.name is not None:
        return roster.find(speaker.name) or Person(speaker.label, speaker.name, speaker.role)
    labelled = [person for person in roster.people if person.label.casefold() == speaker.label.casefold()]
    return labelled[0] if labelled else Person(speaker.label, speaker.label.title(), speaker.role)


def _labels(transcript: schema.Transcript, names: Names, known: Mapping[str, Person]) -> dict[str, str]:
    """The new labels of the voices that get a name, by the present ones; no two are the same.

    A voice gets no name that somebody took away from it, nor one that is or may be that of a speaker who is ``known``.
    """
    bare = {folded(each.label) for each in transcript.speakers if each.label in known and each.name is None}
    # naming weighs the known names with the rest; that nobody else gets one is certain only here
    refused = {folded(each.name) for each in transcript.speakers if each.label in known and each.name is not None}
    refused |= {folded(person.name) for person in known.values()}
    chosen = {
        speaker.label: naming.person
        for speaker in transcript.speakers
        if speaker.label not in known
        and (naming := names.by_speaker.get(speaker.label))
        and folded(naming.person.name) not in refused | taken_away(speaker)
        and bare.isdisjoint({folded(last_name(naming.person.name)), folded(naming.person.name)})
    }
    taken = {speaker.label for speaker in transcript.speakers} - chosen.keys()
    labels = {}
    for label, person in chosen.items():
        labels[label] = unused(person.label if person.label not in taken else person.name.upper(), taken, " ")
        taken.add(labels[label])
    return labels


def _named(speaker: schema.Speaker, label: str | None, names: Names, transcript: schema.Transcript) -> schema.Speaker:
    """A speaker who had no name: with the one that was found, or with those who were considered."""
    present = {each.label: each.label for each in transcript.speakers}
    found = speaker_of(label or speaker.label, speaker.label, names, present)
    if label is None:
        return speaker.model_copy(update={"considered": found.considered})
    return found.model_copy(update={"previous": (*speaker.previous, identity_of(speaker))})
