"""Names corrected by hand: an overlay on speakers who stay who they are, with everything before kept to go back to.

A correction is one call of :func:`rename`, of one speaker or several. What a speaker was taken for before it is put on
``Speaker.previous``; the proof of the new name says which correction it was, so that :func:`undo` knows the last one.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from pipeline import schema
from pipeline.errors import InvalidValueError, NameTakenError, NothingToUndoError
from pipeline.exporters.fields import unused
from pipeline.naming.roster import distinct_labels, first_name, last_name
from pipeline.speakers.anonymous import is_anonymous, next_free
from pipeline.speakers.corrections import HOW, Correction, find_speaker, folded
from pipeline.speakers.relabelling import identity_of, relabelled, stable_id
from pipeline.timeline import Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

CORRECTION = "correction"
"""The kind of proof that somebody's word is."""
_MADE = re.compile(r"correction (\d+): ")


def rename(transcript: schema.Transcript, corrections: Sequence[Correction]) -> schema.Transcript:
    """``transcript`` as corrected, all at once, so that two speakers may change names.

    Raises:
        UnknownChoiceError: Nobody is called so.
        InvalidValueError: One speaker is corrected twice, or a speaker without a name is to lose it.
        NameTakenError: Another speaker has the name, or the label that is asked for.

    """
    asked = _by_speaker(transcript, corrections)
    labels = _labels(transcript, asked)
    number = 1 + max((_last_made(speaker) for speaker in transcript.speakers), default=0)
    speakers = [
        _corrected(transcript, speaker, asked[speaker.label], labels[speaker.label], number)
        if speaker.label in asked
        else speaker
        for speaker in transcript.speakers
    ]
    _require_distinct(transcript.speakers, speakers)
    return relabelled(transcript, labels, speakers)


def undo(transcript: schema.Transcript, who: Sequence[str] = ()) -> schema.Transcript:
    """``transcript`` without its last correction, or without the last one of each of the speakers in ``who``.

    Raises:
        UnknownChoiceError: Nobody is called so.
        NothingToUndoError: There is no correction (left).
        NameTakenError: Somebody else has the former name or label by now.

    """
    corrected = {speaker.label: number for speaker in transcript.speakers if (number := _made(speaker)) is not None}
    if who:
        chosen = {find_speaker(transcript, each).label for each in who}
    else:
        chosen = {label for label, number in corrected.items() if number == max(corrected.values())}
    if not chosen or not chosen <= corrected.keys():
        raise NothingToUndoError(sorted(chosen - corrected.keys()))
    labels = {speaker.label: speaker.previous[-1].label for speaker in transcript.speakers if speaker.label in chosen}
    speakers = [_restored(speaker) if speaker.label in chosen else speaker for speaker in transcript.speakers]
    _require_distinct(transcript.speakers, speakers)
    return relabelled(transcript, labels, speakers)


def taken_away(speaker: schema.Speaker) -> set[str]:
    """Names that somebody said are not this speaker's; none when a name was given since."""
    if speaker.name is not None or _made(speaker) is None:
        return set()
    return {folded(identity.name) for identity in speaker.previous if identity.name is not None}


def is_correction(proof: schema.Evidence) -> bool:
    """Whether a proof is somebody's word and not the program's finding."""
    return proof.kind == CORRECTION


def _by_speaker(transcript: schema.Transcript, corrections: Iterable[Correction]) -> dict[str, Correction]:
    """The corrections by the present label of whom they are about."""
    asked: dict[str, Correction] = {}
    for correction in corrections:
        speaker = find_speaker(transcript, correction.who)
        if speaker.label in asked:
            raise InvalidValueError(repr(correction.who), f"{speaker.label} is named twice", "Say one name for each.")
        if correction.name is None and speaker.name is None and is_anonymous(speaker.label):
            raise InvalidValueError(repr(correction.who), "this speaker has no name to take away", HOW)
        asked[speaker.label] = correction
    return asked


def _labels(transcript: schema.Transcript, asked: Mapping[str, Correction]) -> dict[str, str]:
    """The new labels of those who are corrected, by their present ones; no two are the same."""
    labels = {label: correction.label for label, correction in asked.items() if correction.label is not None}
    kept = {speaker.label for speaker in transcript.speakers} - asked.keys()
    taken = {*kept, *labels.values()}
    if len(taken) < len(kept) + len(labels):
        wished = [*kept, *labels.values()]
        twice = next(label for label in labels.values() if wished.count(label) > 1)
        raise NameTakenError("label", twice, twice if twice in kept else "another of those who are named")
    people = {
        label: Person(_label(transcript, correction.name), correction.name)
        for label, correction in asked.items()
        if correction.name is not None and label not in labels
    }
    distinct = distinct_labels(people.values())
    for speaker in (each for each in transcript.speakers if each.label in asked and each.label not in labels):
        if person := people.get(speaker.label):
            label = distinct[person]
            spare = (label, first_name(person.name).upper(), person.name.upper())
            label = unused(next((each for each in spare if each not in taken), spare[-1]), taken, " ")
        else:
            label = _unnamed(transcript, speaker, taken)
        taken.add(label)
        labels[speaker.label] = label
    return labels


def _label(transcript: schema.Transcript, name: str) -> str:
    """The label that goes with ``name`` in the document ("VANEK SMITH", which no rule could know), or the surname."""
    found = (each for each in _identities(transcript) if each.name is not None and folded(each.name) == folded(name))
    return next((each.label for each in found if not is_anonymous(each.label)), last_name(name).upper())


def _unnamed(transcript: schema.Transcript, speaker: schema.Speaker, taken: Set[str]) -> str:
    """The first label that the speaker had, if it names nobody; else a number that nobody has or had."""
    own = stable_id(speaker)
    had = {each.label for each in _identities(transcript)}
    return own if is_anonymous(own) and own not in taken else next_free(taken | had)


def _identities(transcript: schema.Transcript) -> Iterator[schema.Speaker | schema.Identity]:
    """Who anybody is taken for, and then who they were taken for."""
    yield from transcript.speakers
    for speaker in transcript.speakers:
        yield from reversed(speaker.previous)


def _role(transcript: schema.Transcript, speaker: schema.Speaker, correction: Correction) -> str | None:
    """The role that is said; else that of whoever has the name in the document; else what a spelling put right had."""
    if correction.role is not None or correction.name is None:
        return correction.role
    name = folded(correction.name)
    candidates = (candidate for each in transcript.speakers for candidate in each.considered)
    for each in (*_identities(transcript), *candidates):
        if each.name is not None and folded(each.name) == name and each.role is not None:
            return each.role
    spelled = speaker.name is not None and folded(last_name(speaker.name)) == folded(last_name(correction.name))
    return speaker.role if spelled else None


def _corrected(
    transcript: schema.Transcript, speaker: schema.Speaker, correction: Correction, label: str, number: int
) -> schema.Speaker:
    role = _role(transcript, speaker, correction)
    # without the former name: what readers get shows proofs, and is to say the new name only
    said = "no name" if correction.name is None else ", ".join(filter(None, (correction.name, role)))
    quote = f"correction {number}: {said}"
    return speaker.model_copy(
        update={
            "label": label,
            "name": correction.name,
            "role": role,
            "confidence": None if correction.name is None else 1.0,
            "evidence": (schema.Evidence(kind=CORRECTION, quote=quote, time=None, weight=1.0),),
            "against": (),
            "previous": (*speaker.previous, identity_of(speaker)),
        }
    )


def _restored(speaker: schema.Speaker) -> schema.Speaker:
    former = speaker.previous[-1]
    update = {name: getattr(former, name) for name in schema.Identity.model_fields}
    return speaker.model_copy(update={**update, "previous": speaker.previous[:-1]})


def _made(speaker: schema.Speaker) -> int | None:
    """Which correction made the speaker who they are; None where none did."""
    return _number(speaker.evidence) if speaker.previous else None


def _last_made(speaker: schema.Speaker) -> int:
    numbers = [_number(speaker.evidence), *(_number(identity.evidence) for identity in speaker.previous)]
    return max(number or 0 for number in numbers)


def _number(proofs: Iterable[schema.Evidence]) -> int | None:
    for proof in filter(is_correction, proofs):
        made = _MADE.match(proof.quote)
        return int(made[1]) if made else 0  # written by hand: before all that are numbered
    return None


def _require_distinct(before: Sequence[schema.Speaker], after: Sequence[schema.Speaker]) -> None:
    """Refuse a label or a name that a speaker who was changed would share with another."""
    changed = [i for i, (old, new) in enumerate(zip(before, after, strict=True)) if old is not new]
    for i, j in itertools.product(changed, range(len(after))):
        if i == j:
            continue
        speaker, other = after[i], after[j]
        if speaker.name is not None and other.name is not None and folded(speaker.name) == folded(other.name):
            raise NameTakenError("name", speaker.name, before[j].label)
        if speaker.label == other.label:
            raise NameTakenError("label", speaker.label, before[j].label)
