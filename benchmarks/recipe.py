"""The common recipe: Whisper with word times, the stock pyannote pipeline, each word to a turn that overlaps it.

    python -m benchmarks.recipe RECORDING OUT.json [--engine faster-whisper|openai-whisper] [--threads N]

This is what most scripts and tools in the field do, with the same weights as byline and with everything left as its
libraries have it: faster-whisper's batched pipeline with its own voice activity detection, or ``whisper.transcribe``.
The result is a transcript as byline's own commands read it: labels, no names; one paragraph for each run of words that
went to one speaker; the diarization as pyannote returned it. It imports of byline what reads sound, finds weights and
describes a transcript, and nothing that improves one. Every library gets as many threads as byline has cores.

It prints one JSON object: the seconds of its stages.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks import diarize
from pipeline import audio, schema
from pipeline.languages import UNSPACED_LANGUAGES
from pipeline.machine import cores
from pipeline.models import ModelStore, default_root
from pipeline.progress import no_advance
from pipeline.text.spacing import join
from pipeline.timeline import Span, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.timeline import Turn, Waveform

ENGINES = ("faster-whisper", "openai-whisper")
WHISPER = "base"
_BEAM = 5
_BATCH = 8


class Piece(NamedTuple):
    """What Whisper gives a time of its own: a word with the blank before it, or a part of one ("-Jomart", "%")."""

    text: str
    start: float
    end: float


class Clock:
    """How many seconds each stage took, loading apart."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time what is done within."""
        began = time.monotonic()
        yield
        self.seconds[name] = round(time.monotonic() - began, 3)


def hear_faster_whisper(model: Path, waveform: Waveform, threads: int, clock: Clock) -> tuple[list[Piece], str]:
    """What faster-whisper's batched pipeline hears on a CPU, and in which language."""
    from faster_whisper import BatchedInferencePipeline, WhisperModel

    with clock.stage("load recogniser"):
        loaded = WhisperModel(
            str(model), device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True
        )  # left to itself it would take four threads at most
    with clock.stage("recognise"):
        segments, info = BatchedInferencePipeline(loaded).transcribe(
            waveform.samples, beam_size=_BEAM, batch_size=_BATCH, vad_filter=True, word_timestamps=True
        )
        pieces = [Piece(word.word, word.start, word.end) for segment in segments for word in segment.words or ()]
    return pieces, info.language


def hear_openai_whisper(model: Path, waveform: Waveform, threads: int, clock: Clock) -> tuple[list[Piece], str]:
    """What ``whisper.transcribe`` hears on a CPU, and in which language."""
    import torch
    import whisper

    from pipeline.recognition.ctranslate2_weights import load_whisper

    torch.set_num_threads(threads)
    with clock.stage("load recogniser"):
        loaded = load_whisper(model)
    with clock.stage("recognise"):
        result: Any = whisper.transcribe(loaded, waveform.samples, word_timestamps=True, fp16=False)
    pieces = [
        Piece(word["word"], float(word["start"]), float(word["end"]))
        for segment in result["segments"]
        for word in segment["words"]
    ]
    return pieces, result["language"]


def find_turns(store: ModelStore, waveform: Waveform, threads: int, clock: Clock) -> tuple[Turn, ...]:
    """Who is heard when, as the stock pipeline has it."""
    import torch

    with clock.stage("load diarizer"):
        diarizer = diarize.load(store, threads)
    torch.set_num_threads(threads)  # whatever the recogniser has left behind
    with clock.stage("diarize"):
        return diarizer.diarize(waveform, no_advance).turns


def words_of(pieces: Iterable[Piece], language: str) -> list[Word]:
    """The words that the pieces spell, as blanks divide them, in their order and none before the one before it."""
    spaced = language not in UNSPACED_LANGUAGES
    groups: list[list[Piece]] = []
    for piece in pieces:
        if groups and spaced and not piece.text[:1].isspace():
            groups[-1].append(piece)
        else:
            groups.append([piece])
    words: list[Word] = []
    latest = 0.0
    for group in groups:
        if text := "".join(piece.text for piece in group).strip():
            latest = max(latest, group[0].start)
            words.append(Word(text, latest, max(latest, group[-1].end)))
    return words


def speaker_of(word: Span, turns: Sequence[Turn]) -> str | None:
    """Who speaks in the turn that shares most time with ``word``, or is nearest to it; the first of equals."""
    if not turns:
        return None
    return max(turns, key=lambda turn: (turn.span.overlap(word), -_apart(turn.span, word))).speaker


def _apart(one: Span, other: Span) -> float:
    """Seconds between the two; 0 when they touch or overlap."""
    return max(0.0, one.start - other.end, other.start - one.end)


def transcript_of(words: Sequence[Word], turns: Sequence[Turn], language: str) -> schema.Transcript:
    """The words in their order, cut into paragraphs where the speaker changes."""
    labelled = [(speaker_of(word.span, turns), word) for word in words]
    said = [(speaker, [word for _, word in run]) for speaker, run in groupby(labelled, key=lambda item: item[0])]
    heard = [speaker for speaker, _ in said if speaker is not None]
    labels = dict.fromkeys([*heard, *(turn.speaker for turn in turns)])
    return schema.Transcript(
        source=schema.Source(language=language),
        audio=None,
        speakers=tuple(schema.Speaker(label=label, name=None, role=None, confidence=None) for label in labels),
        turns=tuple(_turn(speaker, run, language) for speaker, run in said),
        diarization=tuple(
            schema.Heard(start=_ms(turn.start), end=_ms(turn.end), speaker=turn.speaker) for turn in turns
        ),
        provenance=None,
    )


def _turn(speaker: str | None, words: Sequence[Word], language: str) -> schema.Turn:
    text = join((word.text for word in words), language)
    start, end = _ms(words[0].start), _ms(max(word.end for word in words))
    timed = tuple(
        schema.Word(text=word.text, start=_ms(word.start), end=_ms(word.end), confidence=None, speaker=speaker)
        for word in words
    )
    paragraph = schema.Paragraph(text=text, verbatim=text, start=start, end=end, words=timed)
    return schema.Turn(kind="speech", speaker=speaker, start=start, end=end, confidence=None, paragraphs=(paragraph,))


def _ms(seconds: float) -> float:
    return round(float(seconds), 3)


def transcribe(recording: Path, engine: str, threads: int, clock: Clock) -> schema.Transcript:
    """The recipe from a recording to a transcript."""
    store = ModelStore(default_root())
    with clock.stage("decode"):
        waveform = audio.load(recording)
    hear = hear_faster_whisper if engine == "faster-whisper" else hear_openai_whisper
    pieces, language = hear(store.path(WHISPER), waveform, threads, clock)
    turns = find_turns(store, waveform, threads, clock)
    with clock.stage("compose"):
        return transcript_of(words_of(pieces, language), turns, language)


def main() -> int:
    """Write the transcript of one recording."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recording", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--engine", choices=ENGINES, default=ENGINES[0])
    parser.add_argument("--threads", type=int, default=cores(), help="of each library; all cores without")
    arguments = parser.parse_args()
    clock = Clock()
    transcript = transcribe(arguments.recording, arguments.engine, arguments.threads, clock)
    arguments.out.write_text(transcript.to_json(), encoding="utf-8")
    print(json.dumps({"seconds": clock.seconds}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
