"""Words under the wrong voice: before the repair, after it, and after a repair without guards.

    python -m benchmarks.attribution [--changes]

Works on what the engines returned for the recordings in ``tests/attribution/recordings``; no sound is read and no model
is run. Prints the tables of ``docs/attribution.md``; ``--changes`` also lists every word that changed its voice.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.collection import ROOT, pyannote_sample
from benchmarks.word_truth import Said, match, said_in
from pipeline.attribution import attribute
from pipeline.attribution.coverage import covering_voice
from pipeline.attribution.hearing import Hearing
from pipeline.recognition.repair import clamp_words
from pipeline.recordings import read_recording
from pipeline.text.sentences import sentences
from pipeline.timeline import Recognition

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline.recordings import Recording
    from pipeline.timeline import AttributedWord, Word

RECORDINGS = ROOT / "tests" / "attribution" / "recordings"
GOLDEN = ROOT / "samples" / "kazakhstan"
MADE_ON = ("pyannote", "kazakhstan", "short", "panel", "close", "banter", "quiz", "kitchen", "match", "callin", "train")
"""Recordings that the rules were made on."""
HELD_OUT = ("phone", "news", "table", "finish", "grill", "garden", "harbor", "books", "taxi")
"""Recordings that no rule was made on."""
_CLEAR = 0.1
"""Share of words under the wrong voice, before any repair, up to which the diarizer told the voices apart."""
_CROSSTALK = 0.1
"""Seconds, or half of a shorter word, that another's sentence must last over a word to be crosstalk."""


class Tally(NamedTuple):
    """Words of which the reference knows the speaker, those under another's label, and what a repair did to them."""

    words: int = 0
    before: int = 0
    mended: int = 0
    broken: int = 0

    @property
    def after(self) -> int:
        """Words under another's label after the repair."""
        return self.before - self.mended + self.broken

    @classmethod
    def total(cls, tallies: Iterable[Tally]) -> Tally:
        """All of them as one."""
        return cls(*map(sum, zip(*tallies, strict=True)))


@dataclass(frozen=True)
class Case:
    """A recording: what the engines returned for it, and what is said in it."""

    name: str
    recording: Recording
    said: tuple[Said, ...]

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The recognised words as attribution gets them."""
        recording = self.recording
        recognition = Recognition(recording.words, recording.language, recording.recognizer)
        return clamp_words(recognition, recording.diarization.speech).words

    @cached_property
    def truth(self) -> dict[int, Said]:
        """For each recognised word that stands for one of the reference, by its index: that one."""
        return match(self.words, self.said)

    @cached_property
    def covered(self) -> tuple[str | None, ...]:
        """Whose each word is by the turns that cover most of it: before any repair."""
        hearing = Hearing(self.recording.diarization)
        return tuple(covering_voice(word, hearing) for word in self.words)

    @cached_property
    def attributed(self) -> tuple[AttributedWord, ...]:
        """The words as byline attributes them."""
        return attribute(self.words, self.recording.diarization)

    @cached_property
    def owners(self) -> dict[str, str]:
        """For each label, the speaker of the reference whose words it has most of, one to one."""
        together = Counter((label, self.truth[i].speaker) for i, label in enumerate(self.covered) if i in self.truth)
        owners: dict[str, str] = {}
        for (label, speaker), _ in together.most_common():
            if label is not None and label not in owners and speaker not in owners.values():
                owners[label] = speaker
        return owners

    def is_right(self, label: str | None, index: int) -> bool:
        """Whether ``label`` is that of who says the word."""
        return label is not None and self.owners.get(label) == self.truth[index].speaker

    def tally(self, repaired: Sequence[str | None]) -> Tally:
        """What a repair did."""
        changes = Counter((self.is_right(self.covered[i], i), self.is_right(repaired[i], i)) for i in self.truth)
        mended, broken, wrong = changes[False, True], changes[True, False], changes[False, False]
        return Tally(len(self.truth), wrong + mended, mended, broken)

    @property
    def byline(self) -> Tally:
        """What byline's repair did."""
        return self.tally([item.speaker for item in self.attributed])

    @property
    def naive(self) -> Tally:
        """What the repair without guards does."""
        return self.tally(unguarded([word.text for word in self.words], self.covered))

    def overlapped(self, index: int) -> bool:
        """Whether, by the reference, another speaks over a word of it."""
        said = self.truth[index]
        others = sum(other.span.overlap(said.span) for other in self.said if other.speaker != said.speaker)
        return others > 0 and others >= min(_CROSSTALK, said.span.duration / 2)


def cases(names: Iterable[str]) -> list[Case]:
    """The recordings of these names."""
    found = []
    for name in names:
        golden, own = GOLDEN / f"{name}.sentences.json", RECORDINGS / f"{name}.stm"
        reference = next((path for path in (golden, own) if path.exists()), pyannote_sample() / "sample.stm")
        found.append(Case(name, read_recording(RECORDINGS / f"{name}.json"), said_in(reference)))
    return found


def unguarded(texts: Sequence[str], speakers: Sequence[str | None]) -> list[str | None]:
    """The repair without guards: each sentence is whole, and its majority's."""
    repaired: list[str | None] = []
    for sentence in sentences(texts):
        ((voice, _),) = Counter(speakers[i] for i in sentence).most_common(1)
        repaired += [voice] * len(sentence)
    return repaired


def table(groups: Mapping[str, Sequence[Case]]) -> str:
    """A line for each recording, and one for each group."""
    lines = [
        "| recording | words | wrong before | **wrong after** | mended | broken | unguarded: wrong | mended | broken |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for title, group in groups.items():
        lines += [_row(case.name, case.byline, case.naive) for case in group]
        tallies = Tally.total(case.byline for case in group), Tally.total(case.naive for case in group)
        lines.append(_row(f"**{title}**", *tallies))
    return "\n".join(lines) + "\n"


def _row(name: str, byline: Tally, naive: Tally) -> str:
    figures = (byline.words, byline.before, f"**{byline.after}**", byline.mended, byline.broken)
    return f"| {' | '.join(map(str, (name, *figures, naive.after, naive.mended, naive.broken)))} |"


def certainties(every: Sequence[Case]) -> str:
    """How many words of each certainty are under the right voice: everywhere, and where voices were told apart."""
    clear = [case for case in every if case.byline.before <= _CLEAR * case.byline.words]
    columns = [_bands(every), _bands(clear)]
    cells = [[f"{len(bands[title])} | {_percent(bands[title])}" for bands in columns] for title in _TITLES]
    rows = [f"| {title} | {' | '.join(row)} |" for title, row in zip(_TITLES, cells, strict=True)]
    head = "| certainty | words | right | where voices were told apart: words | right |\n|---|---|---|---|---|\n"
    return head + "\n".join(rows) + "\n"


def _bands(group: Iterable[Case]) -> dict[str, list[bool]]:
    bands: dict[str, list[bool]] = defaultdict(list)
    for case in group:
        for i in case.truth:
            item = case.attributed[i]
            right = case.is_right(item.speaker, i)
            bands[_band(item.certainty)].append(right)
            if item.speaker != case.covered[i]:
                bands["moved"].append(right)
    return bands


_BANDS = (("1", 1.0), ("0.8 to 1", 0.8), ("0.5 to 0.8", 0.5), ("under 0.5", 0.0))
_TITLES = (*(title for title, _ in _BANDS), "moved")


def _band(certainty: float) -> str:
    return next(title for title, least in _BANDS if round(certainty, 6) >= least)


def _percent(right: Sequence[bool]) -> str:
    return f"{sum(right) / len(right):.1%}" if right else "–"


def marks(group: Iterable[Case]) -> str:
    """How well the marks of overlap agree with the reference."""
    pairs = Counter((case.overlapped(i), case.attributed[i].overlapped) for case in group for i in case.truth)
    both = pairs[True, True]
    marked, true = both + pairs[False, True], both + pairs[True, False]
    return f"{marked} words are marked as overlapped, {both} of them rightly; the references have {true}.\n"


def changes(case: Case) -> Iterator[str]:
    """Every word that changed its voice, and whether that was right."""
    for i, item in enumerate(case.attributed):
        if item.speaker != case.covered[i]:
            context = " ".join(word.text for word in case.words[max(0, i - 4) : i + 5])
            verdict = "unknown" if i not in case.truth else "right" if case.is_right(item.speaker, i) else "wrong"
            yield f"{case.name} {item.word.start:.2f} {item.word.text!r} in {context!r}: {verdict}"


def report() -> str:
    """All tables."""
    groups = {"rules made on": cases(MADE_ON), "held out": cases(HELD_OUT)}
    every = [case for group in groups.values() for case in group]
    return "\n".join([table(groups), certainties(every), marks(every)])


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--changes", action="store_true", help="list every word that changed its voice")
    arguments = parser.parse_args()
    print(report(), end="")
    if arguments.changes:
        print("", *(line for case in cases([*MADE_ON, *HELD_OUT]) for line in changes(case)), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
