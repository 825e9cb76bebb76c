"""The published report: that it says what was counted, and that what it says agrees with its own schema."""

from __future__ import annotations

import hashlib
import json
import string
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel, ValidationError

from pipeline.contract import json_schema
from pipeline.evaluation.measures import MEASURES
from pipeline.evaluation.pairs import FilePair
from pipeline.evaluation.reports import document
from pipeline.evaluation.reports.document import ValidationReport
from pipeline.evaluation.reports.report import MOST_FREQUENT, WORST, report_of
from pipeline.evaluation.thresholds import Thresholds, check
from pipeline.evaluation.validation import Validation, validate
from tests.evaluation.validated import HYPOTHESIS, REFERENCE, validated

PAGE = Path(__file__).parents[3] / "samples" / "kazakhstan" / "page.txt"


@pytest.fixture(scope="module")
def validation(tmp_path_factory: pytest.TempPathFactory) -> Validation:
    return validated(tmp_path_factory.mktemp("talk"))


def test_it_agrees_with_its_schema_and_reads_back_as_itself(validation: Validation) -> None:
    report = report_of(validation, check(Thresholds(max={"wer": 0.05}), validation.score))
    written = json.loads(report.to_json())
    Draft202012Validator(json_schema("validation")).validate(written)
    assert ValidationReport.model_validate(written) == report


def test_every_measure_is_there_with_its_counts(validation: Validation) -> None:
    report = report_of(validation)
    (file,) = report.files
    assert list(file.measures) == list(report.pooled.measures) == list(MEASURES)
    wer = file.measures["wer"]
    words = len(REFERENCE.split()) - 3  # the labels
    assert (wer.numerator, wer.denominator, wer.value) == (2, words, 2 / words)
    assert file.edits["wer"] == document.Edits(reference=words, substitutions=2, deletions=0, insertions=0)
    wrong = file.measures["wder"]
    assert (wrong.numerator, wrong.denominator) == (3, words)
    assert (file.measures["der"].value, file.measures["der"].denominator) == (None, 0)


def test_speakers_marks_and_confusions_are_listed(validation: Validation) -> None:
    (file,) = report_of(validation).files
    anna, ben = sorted(file.by_speaker, key=lambda speaker: speaker.label)
    assert (anna.label, anna.words.reference, anna.names.both, anna.names.reference) == ("ANNA", 12, 9, 12)
    assert (ben.label, ben.words.substitutions, ben.names.both, ben.names.hypothesis) == ("BEN", 2, 13, 16)
    assert {mark.mark: mark.found.reference for mark in file.by_mark} == {",": 3, ".": 4, "?": 1}
    assert {(pair.reference, pair.hypothesis, pair.count) for pair in file.substituted} == {
        ("20", "30", 1),
        ("tokayev", "tokay", 1),
    }
    assert (file.people.reference, file.people.hypothesis, file.people.named) == (2, 2, 2)


def test_the_worst_passages_come_first_and_those_without_errors_not_at_all(validation: Validation) -> None:
    (file,) = report_of(validation).files
    assert [(passage.reference, passage.word_errors, passage.wrong_speakers) for passage in file.worst_passages] == [
        ("Thank you, Ben.", 0, 3),
        ("Twenty people were hurt.", 1, 0),
        ("President Tokayev spoke of terrorists, and nobody believed him.", 1, 0),
    ]
    last = file.worst_passages[0]
    assert (last.speaker, last.hypothesis_speaker, last.start) == ("ANNA", "BEN", None)
    assert file.worst_passages[1].hypothesis == "30 people were hurt."


def test_the_segments_add_up_to_the_file(validation: Validation) -> None:
    (file,) = report_of(validation).files
    assert {"wer", "wder", "name_accuracy", "punctuation"} <= file.segments.keys()
    assert not {"cer", "cpwer", "der", "paragraphs", "word_start_median", "speaker_count"} & file.segments.keys()
    for key, column in file.segments.items():
        assert sum(column.numerators) == file.measures[key].numerator, key
        assert sum(column.denominators) == file.measures[key].denominator, key


def test_lists_of_numbers_stand_on_one_line_and_texts_stay_as_they_are(validation: Validation) -> None:
    report = report_of(validation).model_copy(update={"unmatched": ("[\n  1,\n  2\n]", "[ 1, 2 ]")})
    written = report.to_json()
    assert ValidationReport.model_validate_json(written) == report
    lines = [line for line in written.splitlines() if '"numerators"' in line or '"denominators"' in line]
    assert lines
    assert all(line.rstrip(",").endswith("]") for line in lines)


def test_what_was_said_is_told_from_who_said_it_by_two_digests(tmp_path: Path) -> None:
    other_speaker = REFERENCE.replace("BEN: T", "TOM: T")
    other_word = REFERENCE.replace("hurt", "shot")
    files = {"same": REFERENCE, "speaker": other_speaker, "word": other_word}
    found = report_of(validated(tmp_path, {name: (HYPOTHESIS, text) for name, text in files.items()})).files
    same, speaker, word = found
    assert same.reference_words_sha256 == speaker.reference_words_sha256 != word.reference_words_sha256
    assert len({file.reference_sha256 for file in found}) == 3
    words = "hello there"
    (tmp_path / "x").write_text("ANNA: Hello there.")
    single = report_of(validate([FilePair("x", tmp_path / "x", tmp_path / "x")])).files[0]
    assert single.reference_words_sha256 == hashlib.sha256(words.replace(" ", "\n").encode()).hexdigest()


def test_the_page_against_itself_has_no_worst_passages_and_says_what_was_left_out() -> None:
    (file,) = report_of(validate([FilePair("page", PAGE, PAGE)])).files
    assert not any((file.worst_passages, file.substituted, file.deleted, file.inserted))
    assert file.left_out_of_reference == {"page furniture": 2, "notices": 2}
    assert file.normaliser == "english"
    assert all(figure.value in {None, 0, 1} for figure in file.measures.values())


def test_lists_end_where_they_should(tmp_path: Path) -> None:
    said = "\n\n".join(f"ANNA: The word{letter * 3}x was right." for letter in string.ascii_lowercase[::-1])
    (file,) = report_of(validated(tmp_path, {"a": (said.replace("word", "name"), said)})).files
    assert len(file.substituted) == MOST_FREQUENT
    assert len(file.worst_passages) == WORST
    assert [pair.reference for pair in file.substituted] == sorted(pair.reference for pair in file.substituted)


def test_nothing_said_gives_nulls_and_right_counts(tmp_path: Path) -> None:
    report = report_of(validated(tmp_path, {"a": ("[MUSIC]", REFERENCE), "b": (HYPOTHESIS, "[MUSIC]")}))
    missing, added = report.files
    assert (missing.edits["wer"].deletions, missing.measures["wer"].value) == (25, 1)
    assert (added.edits["wer"].insertions, added.measures["wer"].value) == (25, None)
    assert added.measures["wer"].numerator == 25
    assert report.pooled.measures["wer"].value == 2
    assert json.loads(report.to_json())["files"][1]["measures"]["wer"]["value"] is None


def test_pairs_that_cannot_be_read_and_files_without_partner_are_in_it(tmp_path: Path) -> None:
    (tmp_path / "hypothesis").mkdir()
    (tmp_path / "hypothesis" / "alone.txt").write_text("x")
    report = report_of(validated(tmp_path, {"a": ('{"', "ANNA: Hello."), "b": ("ANNA: Hello.", "ANNA: Hello.")}))
    assert [file.name for file in report.files] == ["b"]
    assert [(failure.name, "cannot read" in failure.message) for failure in report.failures] == [("a", True)]
    assert report.unmatched == (str(tmp_path / "hypothesis" / "alone.txt"),)


@pytest.mark.skipif("sys.platform in ('win32', 'darwin')", reason="file names are text there")
def test_a_file_name_in_no_encoding_does_not_break_it(tmp_path: Path) -> None:
    report = report_of(validated(tmp_path, {"caf\udce9": ("ANNA: Hello.", "ANNA: Hello.")}))
    assert report.files[0].name == r"caf\udce9"
    assert r"caf\\udce9.txt" in report.to_json()


def test_what_is_not_in_the_schema_is_refused(validation: Validation) -> None:
    written = json.loads(report_of(validation).to_json())
    for wrong in ({**written, "colour": "red"}, {**written, "schema_version": "2.0"}):
        with pytest.raises(ValidationError):
            ValidationReport.model_validate(wrong)


def models() -> list[type[BaseModel]]:
    found = [value for value in vars(document).values() if isinstance(value, type) and issubclass(value, BaseModel)]
    return [model for model in found if model.model_fields]


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_every_field_is_described_and_every_plain_one_has_an_example(model: type[BaseModel]) -> None:
    assert model.__doc__
    for name, field in model.model_fields.items():
        assert field.description, name
        assert field.examples or "pipeline.evaluation.reports.document." in str(field.annotation), name


def test_names_exchanged_throughout_are_among_the_worst_passages(tmp_path: Path) -> None:
    exchanged = REFERENCE.replace("ANNA:", "X:").replace("BEN:", "ANNA:").replace("X:", "BEN:")
    (file,) = report_of(validated(tmp_path, {"talk": (exchanged, REFERENCE)})).files
    assert file.measures["wder"].value == file.measures["name_accuracy"].value == 0
    assert sum(passage.wrong_speakers for passage in file.worst_passages) == file.measures["wer"].denominator


def test_of_several_files_only_speakers_with_names_are_pooled(tmp_path: Path) -> None:
    talk = "SPEAKER_1: Good morning, Ben.\n\nBEN: Good morning to you."
    report = report_of(validated(tmp_path, {"a": (talk, talk), "b": (talk, talk)}))
    assert [[speaker.label for speaker in file.by_speaker] for file in report.files] == [["BEN", "SPEAKER_1"]] * 2
    assert [(speaker.label, speaker.words.reference) for speaker in report.pooled.by_speaker] == [("BEN", 8)]
