"""What a voice is learnt from, and what is refused; the diarizer and the encoder here say what they are told to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
import pytest

from pipeline import schema
from pipeline.diarization.voice_encoder import EncodedVoice, VoiceEncoder
from pipeline.errors import UnsuitableClipError, VoiceOfOtherModelError, VoiceUnlikeError
from pipeline.naming.voiceprints import Clip, Voice
from pipeline.progress import SilentReporter
from pipeline.timeline import Diarization, ModelIdentity, Span, Turn, total
from pipeline.voices import enrolment
from pipeline.voices.enrolment import (
    LEAST,
    LIKE,
    STEADY,
    Learnt,
    add_clip,
    learn_from_clip,
    learn_from_transcript,
    own_speech,
    resembling,
    rests_on_the_voice,
)
from tests.builders import ENGINE, SHA256, diarization, noise, transcript, turn, turns, waveform
from tests.sounds import write_sound

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.diarization import Diarizer
    from pipeline.progress import Advance
    from pipeline.timeline import EngineIdentity, Waveform

MODEL = ModelIdentity("campplus", "a" * 64)


@dataclass
class Told:
    """A diarizer and an encoder in one: what is heard was written down beforehand."""

    heard: Diarization
    lowest: float | None = 0.9
    model: ModelIdentity = MODEL
    identity: EngineIdentity = ENGINE
    spans: list[Span] = field(default_factory=list)

    @property
    def diarizer(self) -> Diarizer:
        return self

    @property
    def voice_encoder(self) -> VoiceEncoder:
        return cast("VoiceEncoder", self)

    def diarize(self, _waveform: Waveform, _advance: Advance) -> Diarization:
        return self.heard

    def encode(self, _waveform: Waveform, spans: Iterable[Span]) -> EncodedVoice:
        self.spans = list(spans)
        return EncodedVoice((1.0, 0.0), total(self.spans), 0.93, self.lowest)


def heard(*lines: str, voiceprints: Mapping[str, tuple[float, ...]] | None = None) -> Diarization:
    return replace(diarization(turns(*lines), ()), voiceprints=voiceprints or {})


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return write_sound(tmp_path / "clip.wav", noise(40.0), 16_000)


def learn(sound: Path, ears: Told) -> Learnt:
    return learn_from_clip(sound, ears, SilentReporter())


def test_a_clip_of_one_voice_is_learnt_with_where_it_came_from(sound: Path) -> None:
    learnt = learn(sound, Told(heard("A 0 15", "A 16 26")))
    clip = learnt.clip
    assert (clip.seconds, clip.quality, clip.origin, clip.embedding) == (25.0, 0.93, "clip.wav", (1.0, 0.0))
    assert len(clip.audio_sha256) == 64
    assert len(clip.date) == len("2026-01-01")
    assert learnt.notices == ()


def test_less_than_twenty_seconds_are_learnt_with_a_note(sound: Path) -> None:
    (notice,) = learn(sound, Told(heard("A 0 12"))).notices
    assert "clip.wav: 12.0 s of speech" in notice


@pytest.mark.parametrize(
    ("diarized", "said"),
    [
        (heard(), "nobody is heard speaking"),
        (heard("A 0 4.9"), "only 4.9 s of speech can be used; 5 s are needed"),
        (heard("A 0 8", "B 9 20"), "2 voices are heard in it (11.0 s, 8.0 s)"),
        (heard("A 0 8", "B 9 11.5", "C 12 30"), "3 voices are heard in it (18.0 s, 8.0 s, 2.5 s)"),
    ],
)
def test_too_little_speech_and_two_voices_are_refused(diarized: Diarization, said: str, sound: Path) -> None:
    with pytest.raises(UnsuitableClipError) as raised:
        learn(sound, Told(diarized))
    assert said in raised.value.message
    assert str(sound) in raised.value.message


def test_a_passing_voice_and_overlaps_are_left_out(sound: Path) -> None:
    ears = Told(heard("A 0 10", "B 9 10.5", "A 11 25"))
    learn(sound, ears)
    assert ears.spans == [Span(0, 9), Span(11, 25)]


def test_one_voice_that_was_taken_for_two_is_one(sound: Path) -> None:
    ears = Told(heard("A 0 10", "B 11 25", voiceprints={"A": (1.0, 0.0), "B": (0.9, 0.436)}))
    learn(sound, ears)
    assert ears.spans == [Span(0, 10), Span(11, 25)]


def test_parts_that_do_not_sound_alike_are_refused(sound: Path) -> None:
    with pytest.raises(UnsuitableClipError, match="do not sound like one person"):
        learn(sound, Told(heard("A 0 25"), lowest=STEADY - 0.01))
    learn(sound, Told(heard("A 0 25"), lowest=STEADY))


def test_a_telephone_clip_is_refused(tmp_path: Path) -> None:
    hum = np.sin(2 * np.pi * 1000 * np.arange(25 * 16_000) / 16_000) + noise(25.0, 1e-4)
    path = write_sound(tmp_path / "phone.wav", (0.3 * hum).astype(np.float32), 16_000)
    with pytest.raises(UnsuitableClipError, match="as over a telephone"):
        learn(path, Told(heard("A 0 25")))


def document(*lines: str, diarized: tuple[Turn, ...] | None = None) -> schema.Transcript:
    spoken = [
        turn("speech", line.speaker, "word").model_copy(update={"start": line.start, "end": line.end})
        for line in turns(*lines)
    ]
    made = transcript(spoken)
    if diarized is None:
        return made
    found = tuple(schema.Heard(start=t.start, end=t.end, speaker=t.speaker) for t in diarized)
    return made.model_copy(update={"diarization": found})


def rounded(spans: Iterable[Span]) -> list[tuple[float, float]]:
    return [(round(span.start, 3), round(span.end, 3)) for span in spans]


def test_of_a_transcript_what_nobody_else_says_is_used_without_its_edges() -> None:
    found = own_speech(document("A 0 10", "B 10 20", "A 20 30"), "A")
    assert rounded(found) == [(0.2, 9.8), (20.2, 29.8)]


def test_overlaps_and_pauses_are_those_of_the_diarization() -> None:
    diarized = turns("A 0 6", "B 5 5.5", "A 8 10", "B 10 20")
    found = own_speech(document("A 0 10", "B 10 20", diarized=diarized), "A")
    assert rounded(found) == [(0.2, 4.8), (5.7, 5.8), (8.2, 9.8)]


def test_a_turn_that_was_corrected_to_another_speaker_is_nobodys_voice() -> None:
    diarized = turns("A 0 20", "B 20 30")
    corrected = document("A 0 10", "B 10 30", diarized=diarized)
    assert rounded(own_speech(corrected, "A")) == [(0.2, 9.8)]
    assert rounded(own_speech(corrected, "B")) == [(20.2, 29.8)]


def test_a_page_without_times_has_no_speech_that_could_be_heard() -> None:
    page = document("A 0 10")
    untimed = page.turns[0].model_copy(update={"start": None, "end": None})
    assert own_speech(page.model_copy(update={"turns": (untimed,)}), "A") == ()


def test_a_speaker_of_a_few_seconds_is_refused() -> None:
    ears = Told(heard())
    path = Path("talk.json")
    with pytest.raises(UnsuitableClipError, match=r"only 9\.6 s of speech can be used; 10 s are needed"):
        learn_from_transcript(path, document("A 0 10"), "A", waveform(noise(30.0)), ears.voice_encoder)
    learnt = learn_from_transcript(path, document("A 0 25"), "A", waveform(noise(30.0)), ears.voice_encoder)
    assert (learnt.clip.origin, learnt.clip.audio_sha256) == ("talk.mp3", SHA256)


def speaker(*kinds: str, corrected: bool = False) -> schema.Speaker:
    return schema.Speaker(
        label="PARK",
        name="Anna Park",
        role=None,
        confidence=0.9,
        evidence=tuple(schema.Evidence(kind=kind, quote="", time=None, weight=0.8) for kind in kinds),
        previous=(schema.Identity(label="SPEAKER_1", name=None, role=None, confidence=None),) if corrected else (),
    )


def test_a_name_that_the_voice_alone_gave_teaches_nothing() -> None:
    assert rests_on_the_voice(speaker("voiceprint"))
    assert not rests_on_the_voice(speaker("voiceprint", "self-introduction"))
    assert not rests_on_the_voice(speaker("voiceprint", corrected=True))
    assert not rests_on_the_voice(speaker())


def clip(*embedding: float, sha256: str = "1" * 64) -> Clip:
    return Clip(20.0, 0.9, "clip.wav", sha256, "2026-01-01", embedding)


ANNA = Voice("anna-park", "Anna Park", None, (), MODEL, (clip(1.0, 0.0),))


def test_a_second_clip_must_sound_like_the_first() -> None:
    more = add_clip(ANNA, clip(LIKE, (1 - LIKE**2) ** 0.5, sha256="2" * 64), MODEL)
    assert [each.audio_sha256[0] for each in more.clips] == ["1", "2"]
    unlike = clip(0.1, 0.995, sha256="2" * 64)
    with pytest.raises(VoiceUnlikeError, match=r"Anna Park enrolled so far \(similarity 0\.10"):
        add_clip(ANNA, unlike, MODEL)
    assert len(add_clip(ANNA, unlike, MODEL, anyway=True).clips) == 2


def test_the_only_recording_of_a_voice_can_be_learnt_anew() -> None:
    assert add_clip(ANNA, clip(0.0, 1.0), MODEL).clips == (clip(0.0, 1.0),)


def test_what_another_model_made_is_never_mixed_in() -> None:
    with pytest.raises(VoiceOfOtherModelError, match="Anna Park"):
        add_clip(ANNA, clip(1.0, 0.0, sha256="2" * 64), ModelIdentity("campplus", "b" * 64), anyway=True)


def test_people_who_sound_alike_are_known_before_they_are_confused() -> None:
    twin = replace(ANNA, id="twin", clips=(clip(0.9, 0.436),))
    other = replace(ANNA, id="other", clips=(clip(0.0, 1.0),))
    elsewhere = replace(ANNA, id="elsewhere", model=ModelIdentity("campplus", "b" * 64))
    found = resembling(ANNA, [ANNA, twin, other, elsewhere])
    assert [(each.id, round(similarity, 2)) for each, similarity in found] == [("twin", 0.9)]


def test_the_least_of_a_clip_is_less_than_what_is_plenty() -> None:
    assert LEAST < enrolment.LEAST_OF_TRANSCRIPT < enrolment.PLENTY
