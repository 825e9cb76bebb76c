"""The whole pipeline on what the real engines returned for the samples."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cast import Cast, gather
from pipeline.cast.show import Show, load_show
from pipeline.config import Config
from pipeline.errors import EngineFailedError
from pipeline.exporters.document import to_json
from pipeline.exporters.text import to_text
from pipeline.progress import SilentReporter
from pipeline.recordings import read_recording, write_recording
from pipeline.run import run_pipeline
from pipeline.schema import Transcript
from pipeline.text.options import TextOptions
from pipeline.text.style import STYLES
from tests.recorded.replay import Replay

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SAMPLES = ROOT / "samples" / "kazakhstan"
SHOW = ROOT / "configs" / "shows" / "weekend-edition-sunday.toml"


def replay(name: str, show: Show, style: str = "npr") -> Transcript:
    listeners = Replay(read_recording(HERE / f"{name}.json"))
    config = Config(text=TextOptions(style=style))
    return run_pipeline(SAMPLES / f"{name}.mp3", listeners, config, gather(show), SilentReporter())


def validate(hypothesis: Path) -> subprocess.CompletedProcess[str]:
    """``byline validate`` against the page that was read aloud, with the thresholds that it must keep."""
    reference = [SAMPLES / "page.txt", "--speakers", SAMPLES / "kazakhstan.rttm", "--json", "-"]
    command = ["validate", hypothesis, *reference, "--config", ROOT / "configs" / "thresholds" / "kazakhstan.toml"]
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *map(str, command)], cwd=ROOT, capture_output=True, encoding="utf-8"
    )


@pytest.fixture(scope="module")
def kazakhstan() -> Transcript:
    return replay("kazakhstan", load_show(SHOW))


def test_the_introduction_is_unlabelled_and_ten_labelled_turns_follow_in_their_order(kazakhstan: Transcript) -> None:
    assert [(turn.kind, turn.speaker) for turn in kazakhstan.turns] == [
        ("introduction", "RASCOE"),
        *[("speech", "RASCOE"), ("speech", "MAYNES")] * 5,
    ]
    introduction = kazakhstan.turns[0].paragraphs[0].text
    assert introduction.startswith("Russian troops have crossed the border")
    assert introduction.endswith("Good morning, Charles.")


def test_against_the_page_it_keeps_its_thresholds(kazakhstan: Transcript, tmp_path: Path) -> None:
    (tmp_path / "kazakhstan.json").write_text(kazakhstan.to_json(), encoding="utf-8")
    validated = validate(tmp_path / "kazakhstan.json")
    assert validated.returncode == 0, validated.stdout + validated.stderr
    report = json.loads(validated.stdout)
    assert report["pooled"]["measures"]["wer"]["denominator"] == 760
    assert len(report["thresholds"]) == 17


def test_against_the_page_a_transcript_with_swapped_speakers_misses_them(
    kazakhstan: Transcript, tmp_path: Path
) -> None:
    document = kazakhstan.model_dump(mode="json")
    turns = json.dumps(document["turns"])
    document["turns"] = json.loads(turns.replace("RASCOE", "X").replace("MAYNES", "RASCOE").replace("X", "MAYNES"))
    (tmp_path / "kazakhstan.json").write_text(json.dumps(document), encoding="utf-8")
    validated = validate(tmp_path / "kazakhstan.json")
    assert validated.returncode == 1
    assert [line.split()[1] for line in validated.stderr.splitlines()] == ["name_accuracy", "name_precision"]


def test_each_name_carries_its_evidence_with_quote_and_time(kazakhstan: Transcript) -> None:
    rascoe, maynes = kazakhstan.speakers
    assert (rascoe.label, rascoe.name, rascoe.role) == ("RASCOE", "Ayesha Rascoe", "host")
    assert (maynes.label, maynes.name, maynes.role) == ("MAYNES", "Charles Maynes", "correspondent")
    kinds = {evidence.kind: evidence for evidence in maynes.evidence}
    assert set(kinds) == {"hand-over", "greeting", "address", "back-announcement"}
    assert kinds["greeting"].quote == "Good morning, Charles."
    assert kinds["greeting"].time == pytest.approx(27.7, abs=0.5)


def test_without_a_show_the_host_stays_unnamed_and_the_guest_is_named_from_what_is_said() -> None:
    transcript = replay("kazakhstan", Show())
    host, guest = transcript.speakers
    assert (host.label, host.name, host.evidence) == ("SPEAKER_1", None, ())
    assert (guest.label, guest.name) == ("MAYNES", "Charles Maynes")
    assert transcript.turns[1].speaker == "SPEAKER_1"


def test_the_text_has_the_layout_of_the_page(kazakhstan: Transcript) -> None:
    text = to_text(kazakhstan)
    introduction, conversation = text.split("\n\n\n")
    assert "RASCOE" not in introduction
    paragraphs = conversation.rstrip("\n").split("\n\n")
    assert [paragraph.split(":")[0] for paragraph in paragraphs if paragraph.split(":")[0].isupper()] == [
        "RASCOE",
        "MAYNES",
    ] * 5
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


NAMES = (
    "Kazakhstan Russia U.S. Ukraine Moscow Charles_Maynes Kassym-Jomart_Tokayev Nursultan_Nazarbayev Tokayev "
    "Nazarbayev Karim_Massimov Geneva Eastern_and_central_Europe NATO UN NPR"
)
"""The people and places of the page, each once, spelled as there."""
FIGURES = "5,500 people|2,500-strong|100,000 Russian troops|18 police|in 2019|a thousand people"


def printed(transcript: Transcript) -> list[str]:
    return [paragraph.text for turn in transcript.turns for paragraph in turn.paragraphs]


def test_names_and_figures_are_printed_as_on_the_page(kazakhstan: Transcript) -> None:
    page, text = (SAMPLES / "page.txt").read_text(encoding="utf-8"), "\n".join(printed(kazakhstan))
    for name in (word.replace("_", " ") for word in NAMES.split()):
        spelled = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
        assert len(spelled.findall(page)) > 0
        assert spelled.search(text), name
    assert [figure for figure in FIGURES.split("|") if figure not in text or figure not in page] == []
    assert not re.search(r"Tokaev|Masimov|Kasim|Nasr Bayev", text)


def test_each_change_of_a_name_is_told_with_its_time_and_its_reason(kazakhstan: Transcript) -> None:
    assert kazakhstan.provenance is not None
    changes = {change.after: change for change in kazakhstan.provenance.changes if change.rule == "glossary"}
    assert {"Kassym-Jomart", "Massimov,", "Tokayev"} <= set(changes)
    massimov = changes["Massimov,"]
    assert massimov.before == "Masimov,"
    assert massimov.start == pytest.approx(115.5, abs=1.0)
    assert 'sounds like "Karim Massimov"' in massimov.reason


def test_the_one_paragraph_that_the_page_begins_within_an_answer_is_found_and_no_other(kazakhstan: Transcript) -> None:
    inner = [part.text[:40] for turn in kazakhstan.turns for part in turn.paragraphs[1:]]
    assert inner == ["Now, that argument of a foreign threat h"]


@pytest.mark.parametrize("style", STYLES)
def test_without_a_glossary_no_style_makes_more_words_wrong_than_recognition_did(style: str, tmp_path: Path) -> None:
    errors = []
    styled = replay("kazakhstan", Show(), style)
    for text in ("verbatim", "text"):
        document = styled.model_dump(mode="json")
        for turn in document["turns"]:
            for part in turn["paragraphs"]:
                part.update(text=part[text], verbatim=part[text], words=[])
        path = tmp_path / f"{text}.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        report = json.loads(validate(path).stdout)
        errors.append(report["pooled"]["measures"]["wer"]["numerator"])
    assert errors[1] <= errors[0]


def test_the_json_validates_against_the_schema_and_loses_nothing(kazakhstan: Transcript) -> None:
    text = to_json(kazakhstan)
    assert Transcript.model_validate_json(text) == kazakhstan
    assert json.loads(text)["provenance"]["engines"][1]["name"] == "faster-whisper"


def test_every_word_that_was_recognised_is_in_the_transcript_once_and_in_order(kazakhstan: Transcript) -> None:
    recorded = [word.text for word in read_recording(HERE / "kazakhstan.json").words]
    written = [word.text for turn in kazakhstan.turns for part in turn.paragraphs for word in part.words]
    assert written == recorded


def test_a_recording_of_another_file_is_refused() -> None:
    listeners = Replay(read_recording(HERE / "kazakhstan.json"))
    with pytest.raises(EngineFailedError, match=r"not made from short\.mp3"):
        run_pipeline(SAMPLES / "short.mp3", listeners, Config(), Cast(), SilentReporter())


@pytest.mark.parametrize("name", ["kazakhstan", "short"])
def test_a_recording_survives_being_saved_and_read(name: str, tmp_path: Path) -> None:
    recording = read_recording(HERE / f"{name}.json")
    write_recording(tmp_path / "copy.json", recording)
    assert (tmp_path / "copy.json").read_text() == (HERE / f"{name}.json").read_text()


def test_the_manifest_names_the_recordings_that_are_there() -> None:
    manifest = json.loads((HERE / "manifest.json").read_text())
    assert {path.name for path in HERE.glob("*.json")} == {"manifest.json", *manifest["files"]}
