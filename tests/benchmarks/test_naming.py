"""What weights are learnt from, and that those of the package are what is learnt."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from benchmarks import naming
from benchmarks.conversations import KINDS, Conversation, load
from benchmarks.naming import Learned, Pair, Tally, calibrate, cross_validated, learn, pairs_of, tally, write_weights
from pipeline.naming import weights

if TYPE_CHECKING:
    from pathlib import Path

TALK = Conversation(
    "everyday",
    2,
    "002-two",
    {"A": None, "B": "Ana Lima"},
    ("A: Joining us now is Ana Lima.", "B: Good morning. Piet Aarts says so.", "A: Thanks, Ana."),
)
Talks = list[tuple[Conversation, list[Pair]]]


@pytest.fixture(scope="module")
def learnt_from() -> Talks:
    """What ``--learn`` learns from: the even half."""
    return [(talk, pairs_of(talk)) for kind in KINDS for talk in load(kind) if not talk.is_held_out]


def test_every_voice_is_paired_with_every_name_and_the_right_ones_are_known() -> None:
    pairs = {(pair.voice, pair.name): pair for pair in pairs_of(TALK)}
    assert set(pairs) == {("A", "Ana Lima"), ("B", "Ana Lima"), ("A", "Piet Aarts"), ("B", "Piet Aarts")}
    assert [key for key, pair in pairs.items() if pair.is_right] == [("B", "Ana Lima")]
    assert "joins>other" in pairs["B", "Ana Lima"].features


def test_what_speaks_for_a_name_has_weight_and_the_same_every_time(learnt_from: Talks) -> None:
    few = learnt_from[:40]
    learned = learn(few)
    assert learn(few) == learned
    assert learned.weights
    assert all(math.isfinite(weight) for weight in (learned.bias, *learned.weights.values()))
    assert learned.weights["self>own"] > 0 > learned.bias


def test_what_is_rare_has_no_weight(learnt_from: Talks) -> None:
    few = learnt_from[:40]
    pairs = [pair for _, pairs in few for pair in pairs]
    weighed = learn(few).weights
    for feature in {feature for pair in pairs for feature in pair.features}:
        assert (feature in weighed) is (sum(feature in pair.features for pair in pairs) >= naming.RARE)


def test_the_order_of_conversations_does_not_matter(learnt_from: Talks) -> None:
    one, other = learn(learnt_from[:40]), learn(list(reversed(learnt_from[:40])))
    assert one.bias == pytest.approx(other.bias, abs=0.001)
    assert one.weights == pytest.approx(other.weights, abs=0.002)


def test_a_pair_is_worth_the_sum_of_its_features() -> None:
    learned = Learned(-1.0, {"self>own": 2.0})
    assert learned.score(Pair("A", "Ana", {"self>own": 1.5, "unheard-of": 1.0}, is_right=True)) == 2.0


def test_calibration_says_how_often_such_decisions_were_right() -> None:
    outcomes = [("everyday", 1.0, i % 10 < 8) for i in range(1_000)] + [
        ("everyday", 0.0, i % 2 == 0) for i in range(1_000)
    ]
    slope, shift = calibrate([*outcomes, *(("tricky", 1.0, False) for _ in range(1_000))])
    assert 1 / (1 + math.exp(-(slope + shift))) == pytest.approx(0.8, abs=0.01)
    assert 1 / (1 + math.exp(-shift)) == pytest.approx(0.5, abs=0.01)


def test_what_is_given_and_right_is_counted() -> None:
    assert tally([TALK]) == Tally(talks=1, given=1, right=1, knowable=1)
    wrong = TALK._replace(cast={"A": None, "B": "Nora Blum"})
    assert tally([TALK, wrong]) == Tally(talks=2, given=2, right=1, knowable=2)
    assert tally([]) == Tally(0, 0, 0, 0)


def test_weights_are_written_as_the_module_that_they_are_read_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "weights.py"
    monkeypatch.setattr(naming, "WEIGHTS", path)
    write_weights(Learned(-2.5, {"self>own": 1.25, "nearly-nothing": 0.01}), 0.9, 1.5)
    read: dict[str, object] = {}
    exec(path.read_text(encoding="utf-8"), read)  # noqa: S102 - our own module, written a line above
    assert (read["BIAS"], read["SLOPE"], read["SHIFT"]) == (-2.5, 0.9, 1.5)
    assert read["WEIGHTS"] == {"self>own": 1.25}


def test_the_weights_of_the_package_are_learnt_from_these_conversations(learnt_from: Talks) -> None:
    learned = learn(learnt_from)
    slope, shift = calibrate(cross_validated(learnt_from))
    told = "run python -m benchmarks.naming --learn"
    assert pytest.approx(learned.bias, abs=0.01) == weights.BIAS, told
    assert (slope, shift) == pytest.approx((weights.SLOPE, weights.SHIFT), abs=0.01), told
    for feature in set(learned.weights) | set(weights.WEIGHTS):
        # those below 0.02 are left out of the file
        written, found = weights.WEIGHTS.get(feature, 0.0), learned.weights.get(feature, 0.0)
        assert abs(written - found) < (0.01 if feature in weights.WEIGHTS else 0.03), f"{feature}: {told}"
