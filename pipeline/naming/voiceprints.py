"""Enrolled voices, and which voices of a recording are like one of them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import mul
from typing import TYPE_CHECKING

from pipeline.naming.roster import HOST, Roster, last_name
from pipeline.timeline import ModelIdentity, Person, VoiceMatch
from pipeline.voice_groups import cosine

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

THRESHOLD = 0.75
"""Cosine from which a voice is taken for an enrolled one; the table behind it is in ``docs/voices.md``."""
MARGIN = 0.10
"""How much more alike the best enrolled voice must be than the second; two close candidates mean nobody."""
_WEIGHTS = ((THRESHOLD, 0.75), (0.85, 0.88), (0.95, 0.95))
"""Cosine and what it weighs as a proof, straight lines between: set below what was measured, as the voices that were
measured are synthetic."""
SOURCE = "the enrolled voices"


@dataclass(frozen=True, slots=True)
class Clip:
    """What one recording gave to an enrolled voice.

    ``seconds`` of speech made the unit-length ``embedding``; ``quality`` is the mean cosine of its parts to it, None
    of a single part. ``origin`` is the recording's file name, ``audio_sha256`` of its bytes, ``date`` (ISO 8601) when
    it was enrolled.
    """

    seconds: float
    quality: float | None
    origin: str
    audio_sha256: str
    date: str
    embedding: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """An enrolled voice: whose it is, the weights that made its embeddings, and what each recording gave to it.

    ``id`` is its name in the folder of voices: two people of one name have two.
    """

    id: str
    name: str
    role: str | None
    aliases: tuple[str, ...]
    model: ModelIdentity
    clips: tuple[Clip, ...]

    def __post_init__(self) -> None:
        if not self.clips:
            raise ValueError("an enrolled voice has at least one clip")

    @property
    def person(self) -> Person:
        """Whose voice it is, labelled by the last name."""
        return Person(last_name(self.name).upper(), self.name, self.role, self.aliases, SOURCE)

    @property
    def seconds(self) -> float:
        """Seconds of speech in all clips."""
        return sum(clip.seconds for clip in self.clips)

    @property
    def quality(self) -> float | None:
        """Mean quality of the clips that have one, weighted by their seconds; None when none has."""
        rated = [(clip.seconds, clip.quality) for clip in self.clips if clip.quality is not None]
        if not rated:
            return None
        return sum(seconds * quality for seconds, quality in rated) / sum(seconds for seconds, _ in rated)

    @property
    def embedding(self) -> tuple[float, ...]:
        """The mean of the clips weighted by their seconds, of unit length."""
        columns = zip(*(clip.embedding for clip in self.clips), strict=True)
        weights = [clip.seconds for clip in self.clips]
        return _unit([sum(map(mul, weights, column)) for column in columns])

    def without(self, audio_sha256: str) -> tuple[Clip, ...]:
        """The clips that came from other recordings."""
        return tuple(clip for clip in self.clips if clip.audio_sha256 != audio_sha256)

    def with_clip(self, clip: Clip) -> Voice:
        """The voice with one clip more; a recording counts once, so what it gave before is replaced."""
        return replace(self, clips=(*self.without(clip.audio_sha256), clip))

    def is_called(self, name: str) -> bool:
        """Whether ``name`` is this person's name or another spelling of it; case does not matter."""
        return same_name(name) in {same_name(spelling) for spelling in (self.name, *self.aliases)}


def same_name(name: str) -> str:
    """What two spellings of a name have in common that differ in case, blanks or the form of their characters."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def match(
    voiceprints: Mapping[str, Sequence[float]], model: ModelIdentity | None, voices: Iterable[Voice]
) -> tuple[VoiceMatch, ...]:
    """The voices of a recording that are an enrolled one's, in the order of ``voiceprints``.

    Args:
        voiceprints: A unit-length embedding for each of the diarizer's labels.
        model: The weights that made them. Voices made by others are left out: their numbers mean something else.
        voices: Those that are enrolled.

    A label gets the enrolled voice it is most like, if that reaches :data:`THRESHOLD` and no other comes within
    :data:`MARGIN` of it. Where two labels get the same person, the one more alike keeps it.

    """
    fitting = [(voice, voice.embedding) for voice in voices if is_made_by(voice, model)]
    best: dict[str, tuple[float, str, Voice]] = {}
    for speaker, voiceprint in voiceprints.items():
        ranked = sorted(((cosine(voiceprint, embedding), voice) for voice, embedding in fitting), key=lambda x: -x[0])
        second = ranked[1][0] if len(ranked) > 1 else -1.0
        if not ranked or ranked[0][0] < THRESHOLD or ranked[0][0] - second < MARGIN:
            continue
        similarity, voice = ranked[0]
        if voice.id not in best or similarity > best[voice.id][0]:
            best[voice.id] = (similarity, speaker, voice)
    found = {speaker: (similarity, voice) for similarity, speaker, voice in best.values()}
    return tuple(
        VoiceMatch(speaker, found[speaker][1].person, round(found[speaker][0], 3), weight(found[speaker][0]))
        for speaker in voiceprints
        if speaker in found
    )


def acquaint(roster: Roster, matches: Sequence[VoiceMatch]) -> tuple[Roster, tuple[VoiceMatch, ...]]:
    """The matches with the people as ``roster`` has them, and the roster with those whom it has not.

    Otherwise a host whom the show file lists and whose voice is enrolled would be two people of one name.
    """
    people = [roster.find(match.person.name) or match.person for match in matches]
    strangers = dict.fromkeys(person for person in people if person not in roster.people)
    known = tuple(replace(match, person=person) for match, person in zip(matches, people, strict=True))
    return (_WithEnrolled((*roster.people, *strangers)) if strangers else roster), known


@dataclass(frozen=True, slots=True)
class _WithEnrolled(Roster):
    """A roster that enrolled people have joined: somebody who hosts some show is not therefore this one's host."""

    @property
    def hosts(self) -> tuple[Person, ...]:
        """Those who lead through the program, as the cast has it."""
        return tuple(person for person in self.people if person.role == HOST and person.source != SOURCE)


def is_made_by(voice: Voice, model: ModelIdentity | None) -> bool:
    """Whether a voice can be compared with what ``model`` makes: only the hash of the weights tells."""
    return model is not None and model.sha256 is not None and voice.model.sha256 == model.sha256


def weight(similarity: float) -> float:
    """What a cosine of at least :data:`THRESHOLD` weighs as a proof, 0 to 1."""
    for (low, low_weight), (high, high_weight) in pairwise(_WEIGHTS):
        if similarity < high:
            share = (similarity - low) / (high - low)
            return round(low_weight + share * (high_weight - low_weight), 3)
    return _WEIGHTS[-1][1]


def _unit(values: Sequence[float]) -> tuple[float, ...]:
    norm = sum(value * value for value in values) ** 0.5
    return tuple(value / norm for value in values) if norm else tuple(values)
