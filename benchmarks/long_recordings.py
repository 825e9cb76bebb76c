"""Recordings of any length with references, made of the samples that everybody has; the same ones each time.

The golden sample and the conversation that pyannote.audio carries are cut where nobody speaks. Their passages follow
one another in an order, with gains and gaps that are drawn from a fixed seed, over a faint hiss, until the length is
reached: a shorter recording is the beginning of a longer one. There are four people in all; someone who comes again is
the same person. Each is an MP3 as stations send them, NAME.stm and NAME.rttm beside it, and is made passage by passage.
"""

from __future__ import annotations

import hashlib
import json
import random
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.collection import ROOT, Item, pyannote_sample
from pipeline import audio
from pipeline.reading import interpret, read_bytes
from pipeline.timeline import SAMPLE_RATE, Span, subtract

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np
    import numpy.typing as npt

    from pipeline.schema import Transcript

    Samples = npt.NDArray[np.float32]

_SEED = 11
"""With it, all four voices are heard in the first minute."""
_LEAST = 8.0
"""Seconds: shorter passages are joined to the next."""
_CONVERSATIONS = 3
"""Times that the short conversation comes for each time of the golden sample, which is nine times as long."""
_GAINS = (-9.0, 3.0)
"""Decibels."""
_GAPS = (0.3, 2.5)
"""Seconds between passages."""
_LOUDEST = 0.95
_HISS = 10 ** (-65 / 20)
"""Root mean square."""
_RATE = 44_100
_BITS = 64_000
_PEOPLE = {"speaker90": "DIANE", "speaker91": "SHEILA"}
"""Who the voices are in the RTTM file of pyannote's sample, as byline reads its STM file."""


@dataclass(frozen=True)
class Said:
    """One sentence, or one voice heard where ``text`` is empty; seconds."""

    speaker: str
    start: float
    end: float
    text: str = ""

    def moved(self, seconds: float) -> Said:
        """The same, later."""
        return Said(self.speaker, self.start + seconds, self.end + seconds, self.text)


class Passage(NamedTuple):
    """A piece of a sample from quiet to quiet; times count from its beginning."""

    samples: Samples
    sentences: tuple[Said, ...]
    voices: tuple[Said, ...]

    @property
    def duration(self) -> float:
        """Seconds."""
        return len(self.samples) / SAMPLE_RATE


class Placed(NamedTuple):
    """A passage in the recording."""

    start: float
    gain: float
    passage: Passage


@dataclass(frozen=True)
class Source:
    """A sample, with what is said in it and who is heard when."""

    sound: Path
    sentences: tuple[Said, ...]
    voices: tuple[Said, ...]

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The whole sample, cut in the middle of what is quiet, in pieces of :data:`_LEAST` seconds or more."""
        waveform = audio.load(self.sound)
        heard = [Span(said.start, said.end) for said in (*self.sentences, *self.voices)]
        edges = [max(0.0, min(span.start for span in heard) - _GAPS[0])]
        end = max(span.end for span in heard)
        for quiet in subtract([Span(edges[0], end)], heard)[1:]:
            if min(quiet.midpoint - edges[-1], end - quiet.midpoint) >= _LEAST:
                edges.append(quiet.midpoint)
        spans = [Span(*pair) for pair in zip(edges, [*edges[1:], min(end + _GAPS[0], waveform.duration)], strict=True)]
        return tuple(
            Passage(waveform.crop(span), _within(span, self.sentences), _within(span, self.voices)) for span in spans
        )


def _within(span: Span, listed: Iterable[Said]) -> tuple[Said, ...]:
    """What of ``listed`` lies in ``span``, from its beginning on."""
    return tuple(said.moved(-span.start) for said in listed if span.start <= said.start < span.end)


def sources() -> tuple[Source, Source]:
    """The golden sample, and the conversation that pyannote.audio carries."""
    golden = ROOT / "samples" / "kazakhstan" / "kazakhstan.mp3"
    spoken = json.loads(golden.with_suffix(".sentences.json").read_text(encoding="utf-8"))
    sentences = tuple(Said(one["speaker"], one["start"], one["end"], one["text"]) for one in spoken)
    talk = pyannote_sample() / "sample.wav"
    said = tuple(
        Said(turn.speaker or "", paragraph.start or 0.0, paragraph.end or 0.0, paragraph.text)
        for turn in _document(talk.with_suffix(".stm")).turns
        for paragraph in turn.paragraphs
    )
    return Source(golden, sentences, _voices(golden)), Source(talk, said, _voices(talk))


def _document(path: Path) -> Transcript:
    return interpret(read_bytes(path), path)


def _voices(sound: Path) -> tuple[Said, ...]:
    heard = _document(sound.with_suffix(".rttm")).diarization or ()
    return tuple(Said(_PEOPLE.get(one.speaker, one.speaker), one.start, one.end) for one in heard)


def plan(seconds: float, passages: Sequence[Sequence[Passage]]) -> Iterator[Placed]:
    """Which passage is heard when, up to ``seconds``, in which the last one may not end."""
    import numpy as np

    chance = random.Random(_SEED)  # noqa: S311 - nothing is kept secret by it
    golden, talk = passages
    peaks = {id(passage): float(np.abs(passage.samples).max()) for passage in (*golden, *talk)}
    place = chance.uniform(*_GAPS)
    for _ in count():
        order = [*golden, *(list(talk) * _CONVERSATIONS)]
        chance.shuffle(order)
        for passage in order:
            if place >= seconds:
                return
            gain = min(10 ** (chance.uniform(*_GAINS) / 20), _LOUDEST / peaks[id(passage)])
            yield Placed(place, gain, passage)
            place += passage.duration + chance.uniform(*_GAPS)


def cut(placed: Placed, seconds: float) -> Placed:
    """The same up to the first sentence that does not end within ``seconds``."""
    passage, left = placed.passage, seconds - placed.start
    if passage.duration <= left:
        return placed
    end = min([left, *(said.start for said in passage.sentences if said.end > left)])
    whole = tuple(said for said in passage.sentences if said.end <= end)
    voices = tuple(Said(v.speaker, v.start, min(v.end, end)) for v in passage.voices if v.start < end)
    return placed._replace(passage=Passage(passage.samples[: round(end * SAMPLE_RATE)], whole, voices))


def make(folder: Path, minutes: int) -> Item:
    """The recording of so many minutes, and its references; made unless this very module has made it before."""
    folder = folder / hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:12]
    name = f"{minutes}min"
    sound, words, voices = (folder / f"{name}{ending}" for ending in (".mp3", ".stm", ".rttm"))
    item = Item(name, sound, words, voices)
    if all(path.is_file() for path in (sound, words, voices)):
        return item
    folder.mkdir(parents=True, exist_ok=True)
    seconds = 60.0 * minutes
    passages = [source.passages for source in sources()]
    placed = [cut(one, seconds) for one in plan(seconds, passages)]
    sentences = [said.moved(one.start) for one in placed for said in one.passage.sentences]
    heard = [said.moved(one.start) for one in placed for said in one.passage.voices]
    words.write_text(
        "".join(f"{name} 1 {s.speaker} {s.start:.3f} {s.end:.3f} {s.text}\n" for s in sentences), encoding="utf-8"
    )
    voices.write_text(rttm(name, ((said.start, said.end, said.speaker) for said in heard)), encoding="utf-8")
    unfinished = sound.with_suffix(".part")  # so that what is there under its name is whole
    _write(unfinished, seconds, placed)
    unfinished.replace(sound)
    return item


def rttm(name: str, turns: Iterable[tuple[float, float, str]]) -> str:
    """Start, end and speaker of each turn as RTTM."""
    return "".join(
        f"SPEAKER {name} 1 {start:.3f} {end - start:.3f} <NA> <NA> {speaker} <NA> <NA>\n"
        for start, end, speaker in turns
    )


def _write(path: Path, seconds: float, placed: Iterable[Placed]) -> None:
    """Encode the passages, what is between them, and the hiss, as one channel of MP3."""
    import av
    import numpy as np
    from av.audio.resampler import AudioResampler

    noise = np.random.default_rng(_SEED)
    with av.open(str(path), "w", format="mp3") as container:
        track: Any = container.add_stream("libmp3lame", rate=_RATE, layout="mono")
        track.bit_rate = _BITS
        resampler = AudioResampler(track.format, "mono", _RATE, track.codec_context.frame_size)
        for block in _blocks(round(seconds * SAMPLE_RATE), placed):
            heard = block + np.float32(_HISS) * noise.standard_normal(len(block), np.float32)
            frame = av.AudioFrame.from_ndarray(heard[None], "fltp", "mono")
            frame.sample_rate = SAMPLE_RATE
            for ready in resampler.resample(frame):
                container.mux(track.encode(ready))
        for ready in resampler.resample(None):
            container.mux(track.encode(ready))
        container.mux(track.encode(None))


def _blocks(length: int, placed: Iterable[Placed]) -> Iterator[Samples]:
    """The sound, passage by passage with the silence before each: ``length`` samples in all, without hiss."""
    import numpy as np

    done = 0
    for one in placed:
        start = round(one.start * SAMPLE_RATE)
        yield np.zeros(start - done, np.float32)
        yield one.passage.samples * np.float32(one.gain)
        done = start + len(one.passage.samples)
    yield np.zeros(length - done, np.float32)
