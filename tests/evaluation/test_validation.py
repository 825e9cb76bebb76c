"""What is told of a pair beside its figures, and what pairs of different things add up to."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import EmptyFileError, NothingToCompareError
from pipeline.evaluation.pairs import FilePair
from pipeline.evaluation.validation import Scored, validate

SAMPLES = Path(__file__).parents[2] / "samples" / "kazakhstan"
PAGE = (SAMPLES / "page.txt").read_text(encoding="utf-8")
WORDS = " ".join(one + other for one in "lmnrs" for other in ("ake", "ent", "ine", "ore", "unk", "ally"))


def scored(folder: Path, hypothesis: str, reference: str, ending: str = ".txt") -> Scored:
    (folder / f"hypothesis{ending}").write_text(hypothesis, encoding="utf-8")
    (folder / f"reference{ending}").write_text(reference, encoding="utf-8")
    pair = FilePair("talk", folder / f"hypothesis{ending}", folder / f"reference{ending}")
    (file,) = validate([pair]).files
    return file


def test_a_text_of_another_recording_is_told_plainly(tmp_path: Path) -> None:
    other = WORDS.replace("a", "ee").replace("n", "p").replace("ore", "ird")
    assert "WER 100%: these two seem not to be of the same recording" in scored(tmp_path, other, WORDS).notes


@pytest.mark.parametrize(
    ("hypothesis", "reference"),
    [
        (" ".join([WORDS, *["more"] * 400]), WORDS),  # the reference is a clip of it
        ("lake lent", WORDS),  # it ends early
        ("", WORDS),
        ("lake", "another"),  # too little to tell
    ],
)
def test_a_high_rate_alone_is_no_other_recording(tmp_path: Path, hypothesis: str, reference: str) -> None:
    notes = scored(tmp_path, hypothesis, reference).notes
    assert not [note for note in notes if "same recording" in note]


def test_texts_in_different_scripts_are_told(tmp_path: Path) -> None:
    notes = scored(tmp_path, "АННА: Доброе утро, Бен.", "ANNA: Good morning, Ben.").notes
    assert "the reference is written in Latin letters, the hypothesis in Cyrillic ones" in notes


def test_what_lacks_words_or_speakers_is_told(tmp_path: Path) -> None:
    assert "the hypothesis has no words" in scored(tmp_path, "", "ANNA: Good morning.").notes
    assert "the hypothesis has no speakers" in scored(tmp_path, "Good morning.", "ANNA: Good morning.").notes


def test_whose_the_introduction_is_is_told(tmp_path: Path) -> None:
    assert any("counts as RASCOE's" in note for note in scored(tmp_path, PAGE, PAGE).notes)
    proof = " For more, we are joined now by NPR's Moscow correspondent, Charles Maynes. Good morning, Charles."
    assert any("it is nobody's" in note for note in scored(tmp_path, PAGE, PAGE.replace(proof, "")).notes)


def test_a_hypothesis_that_lost_the_proof_of_its_introduction_has_lost_words_alone(tmp_path: Path) -> None:
    proof = " For more, we are joined now by NPR's Moscow correspondent, Charles Maynes."
    score = scored(tmp_path, PAGE.replace(proof, ""), PAGE).score
    assert score.words.errors == score.words.deletions == score.streams.cp.errors == 13
    assert (score.wrong_speakers.rate, score.names.recall, score.names.precision) == (0, 1, 1)


def test_voices_without_words_are_scored_as_voices_alone(tmp_path: Path) -> None:
    (tmp_path / "talk.json").write_bytes(b"[]")
    voices = SAMPLES / "short.rttm"
    pairs = [FilePair("words", SAMPLES / "page.txt", SAMPLES / "page.txt"), FilePair("voices", voices, voices)]
    validation = validate(pairs)
    assert validation.score.words.rate == 0
    assert validation.score.words.reference == 760
    assert validation.score.diarization.error_rate == 0
    assert validation.files[1].segments == ()


def test_words_and_voices_alone_have_nothing_in_common() -> None:
    validation = validate([FilePair("talk", SAMPLES / "page.txt", SAMPLES / "short.rttm")])
    ((_, error),) = validation.failures
    assert isinstance(error, NothingToCompareError)
    assert not isinstance(error, EmptyFileError)
