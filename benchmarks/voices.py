"""How sure a voiceprint is: enrolled stock voices against themselves and one another, by threshold and margin.

    python -m benchmarks.voices                   the tables of docs/voices.md, from benchmarks/voices.json
    python -m benchmarks.voices --collect FOLDER  make that file anew from recordings; needs the models

The recordings in FOLDER are ``CONDITION<n>.wav`` with ``CONDITION<n>.sentences.json`` beside it (speaker, start, end),
any number of voices one after the other in each; the conditions are those of :data:`CONDITIONS`. The voices are
synthetic: no person's voiceprint is stored in the project.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from pipeline.naming.voiceprints import MARGIN, THRESHOLD, Clip, Voice, match
from pipeline.timeline import ModelIdentity, Span, Waveform, subtract, total
from pipeline.voice_groups import cosine

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.diarization.voice_encoder import VoiceEncoder

FILE = Path(__file__).with_name("voices.json")
ENROLLED = "a"
CONDITIONS = {
    "a": "enrolled: another text, studio",
    "b": "studio",
    "b5": "studio, its first 5 s",
    "tel": "telephone band, mu-law, line noise",
    "noise": "pink noise 10 dB under the speech",
    "hall": "in a hall",
    "tel2": "telephone, enrolled over the telephone too",
    "tel1": "telephone, the half that is enrolled for the other",
}
"""What each condition is; ``b5`` is cut from ``b``, ``tel1`` and ``tel2`` are the halves of ``tel``."""
ENROLLED_AS = {"tel2": "tel1"}
"""Conditions whose trials are not set against ``a``: what byline refuses to enrol, and why."""
TRIALS = tuple(condition for condition in CONDITIONS if condition not in {ENROLLED, *ENROLLED_AS.values()})
THRESHOLDS = tuple(round(0.40 + 0.05 * step, 2) for step in range(10))


@dataclass(frozen=True)
class Collected:
    """Unit-length embeddings by voice and condition, and the lowest likeness of a part to its whole.

    ``one`` is that of each clip of one voice, ``two`` of clips that are one voice with a quarter of another's.
    """

    model: str
    embeddings: dict[str, dict[str, tuple[float, ...]]]
    one: tuple[float, ...]
    two: tuple[float, ...]


@dataclass(frozen=True)
class Scores:
    """Cosines of trials against enrolled voices."""

    same: tuple[float, ...]
    different: tuple[float, ...]

    def missed(self, threshold: float) -> float:
        """Share of same-voice pairs under the threshold."""
        return sum(score < threshold for score in self.same) / len(self.same)

    def false(self, threshold: float) -> float:
        """Share of different-voice pairs at or over the threshold."""
        return sum(score >= threshold for score in self.different) / len(self.different)

    @property
    def equal_error(self) -> tuple[float, float]:
        """The threshold at which both errors are nearest to one another, and their mean there."""
        candidates = sorted({*self.same, *self.different})
        best = min(candidates, key=lambda threshold: abs(self.missed(threshold) - self.false(threshold)))
        return best, (self.missed(best) + self.false(best)) / 2


@dataclass(frozen=True)
class Decisions:
    """What ``match`` did with trials whose own voice was enrolled, and with trials whose was not."""

    right: float
    nobody: float
    wrong: float
    stranger_named: float


def scores(collected: Collected, condition: str) -> Scores:
    """Every trial of a condition against every enrolled voice."""
    prints = collected.embeddings
    pairs = [
        (trial == enrolled, cosine(prints[trial][condition], prints[enrolled][ENROLLED_AS.get(condition, ENROLLED)]))
        for trial in prints
        for enrolled in prints
    ]
    return Scores(tuple(s for same, s in pairs if same), tuple(s for same, s in pairs if not same))


def enrolled(collected: Collected, condition: str) -> list[Voice]:
    """The voices as they are enrolled for trials of a condition."""
    given = ENROLLED_AS.get(condition, ENROLLED)
    model = ModelIdentity("campplus", collected.model)
    return [
        Voice(name, name, None, (), model, (Clip(20.0, None, name, "0" * 64, "2000-01-01", prints[given]),))
        for name, prints in collected.embeddings.items()
    ]


def decisions(collected: Collected, condition: str) -> Decisions:
    """Each trial alone against all enrolled voices, and against all but its own."""
    voices = enrolled(collected, condition)
    model = voices[0].model
    right = wrong = stranger = 0
    for name, prints in collected.embeddings.items():
        trial = {"S": prints[condition]}
        found = match(trial, model, voices)
        right += bool(found) and found[0].person.name == name
        wrong += bool(found) and found[0].person.name != name
        stranger += bool(match(trial, model, [voice for voice in voices if voice.name != name]))
    count = len(voices)
    return Decisions(right / count, (count - right - wrong) / count, wrong / count, stranger / count)


def report(collected: Collected) -> str:
    """The tables as Markdown."""
    measured = {condition: scores(collected, condition) for condition in TRIALS}
    lines = [
        "| trial | same voice: median (lowest) | different voices: median (highest) | equal error |",
        "|---|---|---|---|",
    ]
    for condition, found in measured.items():
        threshold, rate = found.equal_error
        lines.append(
            f"| {CONDITIONS[condition]} | {median(found.same):.2f} ({min(found.same):.2f}) "
            f"| {median(found.different):.2f} ({max(found.different):.2f}) | {rate:.1%} at {threshold:.2f} |"
        )
    lines += ["", "| threshold | " + " | ".join(TRIALS) + " |", "|---|" + "---|" * len(TRIALS)]
    for threshold in THRESHOLDS:
        cells = [f"{found.missed(threshold):.1%} / {found.false(threshold):.2%}" for found in measured.values()]
        name = f"**{threshold:.2f}**" if threshold == THRESHOLD else f"{threshold:.2f}"
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    lines += ["", "| trial | right | nobody | wrong person | a stranger named |", "|---|---|---|---|---|"]
    for condition in TRIALS:
        d = decisions(collected, condition)
        lines.append(
            f"| {CONDITIONS[condition]} | {d.right:.1%} | {d.nobody:.1%} | {d.wrong:.1%} | {d.stranger_named:.1%} |"
        )
    lines.append(
        f"\nThreshold {THRESHOLD}, margin {MARGIN}; {len(collected.embeddings)} voices. The part least like its "
        f"whole: of one voice {min(collected.one):.2f} or more (median {median(collected.one):.2f});\n"
        f"with a quarter of another voice {max(collected.two):.2f} or less (median {median(collected.two):.2f})."
    )
    return "\n".join(lines)


def read(path: Path = FILE) -> Collected:
    """What :func:`write` stored, of unit length again."""
    data = json.loads(path.read_text(encoding="utf-8"))
    embeddings = {
        name: {condition: _unit(row) for condition, row in rows.items()} for name, rows in data["voices"].items()
    }
    return Collected(data["model"], embeddings, tuple(data["one"]), tuple(data["two"]))


def write(collected: Collected, path: Path = FILE) -> None:
    """Store embeddings as whole thousandths, a row a line."""
    rows = [
        f"{json.dumps(name)}: {{\n"
        + ",\n".join(
            f"{json.dumps(condition)}: {json.dumps([round(value * 1000) for value in row], separators=(',', ':'))}"
            for condition, row in prints.items()
        )
        + "\n}"
        for name, prints in collected.embeddings.items()
    ]
    lowest = {"one": [round(v, 3) for v in collected.one], "two": [round(v, 3) for v in collected.two]}
    heads = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in {"model": collected.model, **lowest}.items()]
    path.write_text(
        "{\n" + ",\n".join([*heads, '"voices": {\n' + ",\n".join(rows) + "\n}"]) + "\n}\n", encoding="utf-8"
    )


def collect(folder: Path) -> Collected:
    """Embeddings of all recordings in ``folder``."""
    from pipeline import audio
    from pipeline.config import Config
    from pipeline.engines import Engines
    from pipeline.models import ModelStore, default_root
    from pipeline.progress import SilentReporter

    encoder = Engines(Config(), ModelStore(default_root()), SilentReporter()).voice_encoder
    assert encoder.model.sha256 is not None  # noqa: S101 - the store always knows it
    embeddings: dict[str, dict[str, tuple[float, ...]]] = {}
    one: list[float] = []
    two: list[float] = []
    for path in sorted(folder.glob("*.wav")):
        condition = path.stem.rstrip("0123456789")
        if condition not in CONDITIONS:
            continue
        waveform = audio.load(path)
        spoken = _spoken(path.with_suffix(".sentences.json"))
        for name, spans in spoken.items():
            found = embeddings.setdefault(name.lower(), {})
            found[condition], lowest = _encoded(encoder, waveform, spans, alone=condition == ENROLLED)
            one.append(lowest)
            if condition == "b":
                found["b5"], _ = _encoded(encoder, waveform, _first(spans, 5.0), alone=False)
            if condition == "tel":
                half = _first(spans, total(spans) / 2)
                found["tel1"], _ = _encoded(encoder, waveform, half, alone=False)
                found["tel2"], _ = _encoded(encoder, waveform, subtract(spans, half), alone=False)
        if condition == ENROLLED:
            for first, second in combinations(spoken.values(), 2):
                two.append(_encoded(encoder, waveform, [*first, *_first(second, total(first) / 3)], alone=False)[1])
    return Collected(encoder.model.sha256, dict(sorted(embeddings.items())), tuple(one), tuple(two))


def _encoded(
    encoder: VoiceEncoder, waveform: Waveform, spans: Sequence[Span], *, alone: bool
) -> tuple[tuple[float, ...], float]:
    """Embedding and lowest part; ``alone`` cuts the voice out first, so that the network hears no other around it."""
    if alone:
        start, end = spans[0].start, spans[-1].end
        waveform = replace(waveform, samples=waveform.crop(Span(start, end)))
        spans = [Span(span.start - start, span.end - start) for span in spans]
    encoded = encoder.encode(waveform, spans)
    assert encoded is not None  # noqa: S101 - the recordings are seconds of clear speech
    return encoded.embedding, encoded.lowest if encoded.lowest is not None else 1.0


def _spoken(path: Path) -> dict[str, list[Span]]:
    spoken: dict[str, list[Span]] = {}
    for sentence in json.loads(path.read_text(encoding="utf-8")):
        spoken.setdefault(sentence["speaker"], []).append(Span(sentence["start"], sentence["end"]))
    return spoken


def _first(spans: Iterable[Span], seconds: float) -> list[Span]:
    """The first ``seconds`` of the spans."""
    taken: list[Span] = []
    for span in spans:
        rest = seconds - total(taken)
        if rest <= 0:
            break
        taken.append(Span(span.start, min(span.end, span.start + rest)))
    return taken


def _unit(row: Sequence[float]) -> tuple[float, ...]:
    norm = sum(value * value for value in row) ** 0.5
    return tuple(value / norm for value in row)


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--collect", type=Path, metavar="FOLDER")
    arguments = parser.parse_args()
    if arguments.collect:
        write(collect(arguments.collect))
    print(report(read()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
