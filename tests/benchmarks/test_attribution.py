from __future__ import annotations

import subprocess
import sys

from benchmarks.attribution import Tally, report, unguarded
from benchmarks.collection import ROOT


def test_without_guards_a_sentence_goes_to_its_majority() -> None:
    assert unguarded("I did so. Right. And we".split(), list("AABBBA")) == list("AAABBB")


def test_a_tally_adds_up() -> None:
    total = Tally.total([Tally(10, 3, 2, 1), Tally(5, 0, 0, 0)])
    assert (total, total.after) == (Tally(15, 3, 2, 1), 2)


def test_the_tables_of_the_documentation_are_those_that_the_script_prints() -> None:
    text = (ROOT / "docs" / "attribution.md").read_text(encoding="utf-8")
    parts = report().split("\n\n")
    assert len(parts) == 3
    for part in parts:
        assert part.strip() in text


def test_the_script_lists_every_word_that_changed_its_voice() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.attribution", "--changes"],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    lines = done.stdout.splitlines()
    assert "pyannote 10.44 'I.' in 'were there. Neither did I. Okay. I thought, you': right" in lines
    assert "match 40.29 'three,' in 'it three? It was three, Drew. One of them': wrong" in lines
