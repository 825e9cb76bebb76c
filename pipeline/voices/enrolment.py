"""Learning a voice: from a clip in which one person is heard, or from what a transcript says somebody said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from pipeline import audio
from pipeline.audio.band import treble
from pipeline.errors import UnsuitableClipError, VoiceOfOtherModelError, VoiceUnlikeError
from pipeline.naming.voiceprints import MARGIN, THRESHOLD, Clip, Voice, is_made_by
from pipeline.timeline import Span, subtract, total, union
from pipeline.voice_groups import cosine

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from pipeline.diarization import Diarizer
    from pipeline.diarization.voice_encoder import VoiceEncoder
    from pipeline.progress import Reporter
    from pipeline.schema import Speaker, Transcript
    from pipeline.timeline import Diarization, ModelIdentity, Waveform

LEAST = 5.0
"""Seconds of speech under which no voice is learnt from a clip."""
LEAST_OF_TRANSCRIPT = 10.0
"""The same for a speaker of a transcript, whose turns may be off at their edges."""
PLENTY = 20.0
"""Seconds of speech under which the user is told that there should be more."""
STEADY = 0.70
"""Likeness to the whole below which a part of 5 s is taken for somebody else's voice; see ``docs/voices.md``."""
LIKE = 0.50
"""Likeness to the voice so far under which a clip is not added unasked. It is less than what names a voice: here the
user says whose it is, and a cold or another microphone makes a difference."""
TREBLE = -35.0
"""dB (:func:`pipeline.audio.band.treble`) under which sound is a telephone's: people's voices there are too much alike
for anybody to be known by it."""
_PASSING = 2.0
"""Seconds that another voice may be heard in a clip: a question, a laugh. They are left out."""
_EDGE = 0.2
"""Seconds left out at each end of a turn of a transcript: speakers change there, and not to the hundredth."""


class VoiceEars(Protocol):
    """What learning a voice needs of :class:`pipeline.engines.Engines`."""

    @property
    def diarizer(self) -> Diarizer:
        """Who was heard when."""

    @property
    def voice_encoder(self) -> VoiceEncoder:
        """What a voice is like."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """What a recording gives to a voice, and what the user should know of it."""

    clip: Clip
    notices: tuple[str, ...]


def learn_from_clip(path: Path, ears: VoiceEars, reporter: Reporter) -> Learnt:
    """The voice of the one person who is heard in the recording at ``path``.

    Raises:
        InputError: it cannot be read.
        UnsuitableClipError: nobody speaks, too briefly, or two people do.

    """
    diarizer, encoder = ears.diarizer, ears.voice_encoder
    with reporter.stage("decode") as advance:
        waveform = audio.load(path, advance)
    with reporter.stage("find the voice") as advance:
        diarization = diarizer.diarize(waveform, advance)
    spans = _only_voice(path, diarization)
    return _learn(path, waveform, spans, LEAST, encoder)


def learn_from_transcript(
    path: Path, transcript: Transcript, label: str, waveform: Waveform, encoder: VoiceEncoder
) -> Learnt:
    """The voice of the speaker ``label``, from where the transcript says that nobody else is heard.

    Raises:
        UnsuitableClipError: there is too little of it, or it is not one voice.

    """
    return _learn(path, waveform, own_speech(transcript, label), LEAST_OF_TRANSCRIPT, encoder)


def own_speech(transcript: Transcript, label: str) -> tuple[Span, ...]:
    """Where only ``label`` speaks by the transcript's turns, and by its diarization where it has one.

    The turns are what a user corrects; the diarization alone knows of overlaps and of pauses.
    """
    turns = [
        (turn.speaker, Span(turn.start, turn.end))
        for turn in transcript.turns
        if turn.start is not None and turn.end is not None and turn.kind != "sound"
    ]
    own = union(span for speaker, span in turns if speaker == label)
    others = [span for speaker, span in turns if speaker != label]
    if transcript.diarization is not None:
        heard = [(heard.speaker, Span(heard.start, heard.end)) for heard in transcript.diarization]
        others += [span for speaker, span in heard if speaker != label]
        speaking = union(span for speaker, span in heard if speaker == label)
        own = tuple(both for turn in own for span in speaking if (both := turn & span) is not None)
    alone = subtract(own, others)
    return tuple(Span(span.start + _EDGE, span.end - _EDGE) for span in alone if span.duration > 2 * _EDGE)


def rests_on_the_voice(speaker: Speaker) -> bool:
    """Whether a speaker's name was given for the voice alone, and by nobody: learning it would only confirm itself."""
    proofs = {evidence.kind for evidence in speaker.evidence}
    return proofs == {"voiceprint"} and not speaker.previous


def add_clip(voice: Voice, learnt: Clip, model: ModelIdentity, *, anyway: bool = False) -> Voice:
    """``voice`` with what another recording gave to it by ``model``.

    Raises:
        VoiceOfOtherModelError: the voice was made by another model.
        VoiceUnlikeError: it does not sound like the same person, and not ``anyway``.

    """
    if not is_made_by(voice, model):
        raise VoiceOfOtherModelError(voice.name, described(voice.model), described(model))
    return join(voice, (learnt,), anyway=anyway)


def join(voice: Voice, clips: Iterable[Clip], *, anyway: bool = False) -> Voice:
    """``voice`` with ``clips`` that the same model made; each must be like the voice so far, unless ``anyway``."""
    for clip in clips:
        rest = voice.without(clip.audio_sha256)
        if rest and not anyway:
            similarity = cosine(Voice("", voice.name, None, (), voice.model, rest).embedding, clip.embedding)
            if similarity < LIKE:
                raise VoiceUnlikeError(voice.name, clip.origin, similarity, LIKE)
        voice = voice.with_clip(clip)
    return voice


def described(model: ModelIdentity) -> str:
    """A model as a message names it: two of one name differ in their weights."""
    return f"{model.name} ({(model.sha256 or 'of no known hash')[:16]})"


def resembling(voice: Voice, voices: Sequence[Voice]) -> tuple[tuple[Voice, float], ...]:
    """Other people's voices that are so much like this one that it may not be told from them, and how much."""
    likeness = [
        (other, cosine(voice.embedding, other.embedding))
        for other in voices
        if other.id != voice.id and is_made_by(other, voice.model)
    ]
    return tuple((other, similarity) for other, similarity in likeness if similarity >= THRESHOLD - MARGIN)


def _only_voice(path: Path, diarization: Diarization) -> tuple[Span, ...]:
    """Where the clip's one speaker is heard alone."""
    spoken = {
        label: total(turn.span for turn in diarization.turns if turn.speaker == label) for label in diarization.speakers
    }
    if not spoken:
        raise UnsuitableClipError(path, "nobody is heard speaking")
    main = max(spoken, key=lambda label: spoken[label])
    same = {main} | {label for label in spoken if _alike(diarization, main, label)}
    others = {label: seconds for label, seconds in spoken.items() if label not in same and seconds >= _PASSING}
    if others:
        heard = ", ".join(f"{spoken[label]:.1f} s" for label in (main, *others))
        raise UnsuitableClipError(
            path,
            f"{len(others) + 1} voices are heard in it ({heard})",
            "Cut out what this person says; or run byline on it, correct the names, and use enroll --from.",
        )
    return subtract(
        (turn.span for turn in diarization.turns if turn.speaker in same),
        (turn.span for turn in diarization.turns if turn.speaker not in same),
    )


def _alike(diarization: Diarization, first: str, second: str) -> bool:
    """Whether two labels are so much alike that they are one person whom the diarizer took for two."""
    prints = diarization.voiceprints
    return first in prints and second in prints and cosine(prints[first], prints[second]) >= THRESHOLD


def _learn(path: Path, waveform: Waveform, spans: Sequence[Span], least: float, encoder: VoiceEncoder) -> Learnt:
    """The voice in ``spans``, if it is enough of one voice."""
    encoded = encoder.encode(waveform, spans) if total(spans) >= least else None
    if encoded is None or encoded.seconds < least:
        raise UnsuitableClipError(path, f"only {total(spans):.1f} s of speech can be used; {least:.0f} s are needed")
    if treble(waveform, spans) < TREBLE:
        raise UnsuitableClipError(
            path,
            "it sounds as over a telephone, where different people's voices are too much alike",
            "Give a clip with the whole sound of the voice, from a studio or a good microphone.",
        )
    if encoded.lowest is not None and encoded.lowest < STEADY:
        raise UnsuitableClipError(
            path,
            f"parts of it do not sound like one person (likeness {encoded.lowest:.2f}; {STEADY:.2f} is expected)",
        )
    notices = []
    if encoded.seconds < PLENTY:
        notices.append(
            f"{waveform.name}: {encoded.seconds:.1f} s of speech; from {PLENTY:.0f} s on a voice is known better"
        )
    today = datetime.now().astimezone().date().isoformat()
    clip = Clip(encoded.seconds, encoded.quality, waveform.name, waveform.sha256, today, encoded.embedding)
    return Learnt(clip, tuple(notices))
