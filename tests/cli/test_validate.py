"""The command ``byline validate``, on the sample, on folders, and on what cannot be scored."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import junitparser
import pytest

from pipeline.__main__ import main
from pipeline.cast.show import load_show
from pipeline.evaluation.baseline import load_report
from tests.evaluation.validated import HYPOTHESIS, REFERENCE
from tests.recorded.test_replay import SHOW, replay

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "kazakhstan"
PAGE = SAMPLE / "page.txt"


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run's result."""
    path = tmp_path_factory.mktemp("run") / "kazakhstan.json"
    path.write_text(replay("kazakhstan", load_show(SHOW)).to_json(), encoding="utf-8")
    return path


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    """A folder with ``hyp/`` and ``ref/``: two pairs, and a file without a partner."""
    for side, text in (("hyp", HYPOTHESIS), ("ref", REFERENCE)):
        (tmp_path / side).mkdir()
        (tmp_path / side / "talk.txt").write_text(text)
        (tmp_path / side / "same.page.txt").write_text(REFERENCE)
    (tmp_path / "hyp" / "alone.txt").write_text("ANNA: Hello.")
    return tmp_path


def byline(*arguments: object, folder: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    path = {"PYTHONPATH": str(ROOT)}
    return subprocess.run(command, capture_output=True, cwd=folder, env=os.environ | path | environment, timeout=120)


def test_the_sample_page_against_itself_is_all_right() -> None:
    done = byline("validate", "samples/kazakhstan/page.txt", "samples/kazakhstan/page.txt", "--json", "-")
    assert (done.returncode, done.stderr) == (0, b"")
    measures = json.loads(done.stdout)["pooled"]["measures"]
    errors = {"wer", "cer", "cpwer", "orcwer", "wder", "windowdiff", "speaker_count"}
    timed = {"tcpwer", "der", "der_collar", "jer", "jer_collar", "word_start_median", "word_start_p95"}
    assert {key for key, figure in measures.items() if figure["value"] == 0} == errors
    assert {key for key, figure in measures.items() if figure["value"] is None} == timed
    assert {figure["value"] for key, figure in measures.items() if key not in errors | timed} == {1}


def test_tables_go_to_the_output_and_can_be_piped_anywhere(document: Path) -> None:
    done = byline("validate", document, PAGE, PYTHONIOENCODING="ascii", COLUMNS="80")
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode("ascii")
    assert "\x1b" not in text
    assert "\\u" not in text
    assert all(len(line) <= 80 and line == line.rstrip() for line in text.splitlines())
    assert re.search(
        r"^word error rate +\d+\.\d\d %  \d+ of 760 words \(\d+ sub, \d+ del, \d+ ins\)$", text, re.MULTILINE
    )


def test_who_is_heard_in_a_reference_can_lie_beside_it(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rttm = SAMPLE / "kazakhstan.rttm"
    assert main(["validate", str(document), str(PAGE), "--speakers", str(rttm), "--json", "-"]) == 0
    measures = json.loads(capsys.readouterr().out)["pooled"]["measures"]
    assert 0 < measures["der"]["value"] < 0.1
    assert main(["validate", str(document), str(rttm), "--json", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["pooled"]["measures"]["der"] == measures["der"]


def test_a_threshold_that_is_missed_ends_with_1_and_is_told_on_the_error_stream(
    talk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pair = [str(talk / "hyp" / "talk.txt"), str(talk / "ref" / "talk.txt")]
    assert main(["validate", *pair, "--max", "wer=0.5", "--max", "cer=0.01", "--min", "name_accuracy=0.98"]) == 1
    captured = capsys.readouterr()
    first, second = captured.err.splitlines()
    assert re.fullmatch(r"missed: cer is 0\.\d+, at most 0\.01 is allowed", first)
    assert second == "missed: name_accuracy is 0.88, at least 0.98 is required"
    assert "ok: wer is 0.08, at most 0.5 is allowed" in captured.out
    assert main(["validate", *pair, "--max", "wer=0.08"]) == 0


def test_thresholds_of_a_file_hold_and_the_command_line_wins(talk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pair = [str(talk / "hyp" / "talk.txt"), str(talk / "ref" / "talk.txt")]
    config = talk / "gate.toml"
    config.write_text("[thresholds.max]\nwer = 0.05\n[thresholds.min]\nfigures = 0\n")
    assert main(["validate", *pair, "--config", str(config)]) == 1
    assert capsys.readouterr().err == "missed: wer is 0.08, at most 0.05 is allowed\n"
    assert main(["validate", *pair, "--config", str(config), "--max", "wer=0.1"]) == 0
    config.write_text("[thresholds.max]\nwerr = 0.05\n")
    assert main(["validate", *pair, "--config", str(config)]) == 4
    assert "Did you mean 'wer'?" in capsys.readouterr().err


def test_folders_are_matched_by_name_and_every_report_is_written(
    talk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(talk)
    assert main(["validate", "hyp", "ref", "--json", "r.json", "--junit", "r.xml", "--html", "pages"]) == 0
    captured = capsys.readouterr()
    alone = str(Path("hyp") / "alone.txt")
    assert f"no partner: {alone}\n" in captured.out
    report = load_report(Path("r.json"))
    assert [file.name for file in report.files] == ["same", "talk"]
    assert report.unmatched == (alone,)
    suites = {suite.name for suite in junitparser.JUnitXml.fromfile("r.xml")}
    assert suites == {"same", "talk", "pooled", "unmatched"}
    assert {path.name for path in Path("pages").iterdir()} == {"index.html", "same.html", "talk.html"}
    index = Path("pages/index.html").read_text(encoding="utf-8")
    assert re.findall(r'href="([^"]+)"', index) == ["./same.html", "./talk.html"]
    assert "8.00 %" in index
    assert "alone.txt" in index
    written = ["r.json", "r.xml", "index.html", "same.html", "talk.html"]
    told = captured.err.splitlines()
    assert [Path(line.removeprefix("written: ")).name for line in told[:-1]] == written
    assert told[-1] == f"note: {alone} has no partner"


def test_pages_with_names_that_are_taken_get_their_own(talk: Path) -> None:
    for side in ("hyp", "ref"):
        (talk / side / "Index.txt").write_text("ANNA: Hello.")
    assert main(["validate", str(talk / "hyp"), str(talk / "ref"), "--html", str(talk / "pages")]) == 0
    assert "_Index.html" in {path.name for path in (talk / "pages").iterdir()}
    assert "./_Index.html" in (talk / "pages" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("beside", ["page", "hypothesis", "reference", "nothing"])
def test_the_page_plays_the_recording_that_lies_beside_one_of_them(beside: str, document: Path, tmp_path: Path) -> None:
    places = {name: tmp_path / f"the {name}" for name in ("page", "hypothesis", "reference", "nothing")}
    for place in places.values():
        place.mkdir()
    shutil.copy(document, places["hypothesis"] / "a.json")
    shutil.copy(PAGE, places["reference"] / "a.txt")
    (places[beside] / "kazakhstan.mp3").write_bytes(b"")
    page = places["page"] / "a.html"
    transcripts = [str(places["hypothesis"] / "a.json"), str(places["reference"] / "a.txt")]
    assert main(["validate", *transcripts, "--html", str(page)]) == 0
    sources = re.findall(r'<audio [^>]*src="([^"]+)"', page.read_text(encoding="utf-8"))
    where = {
        "page": ["./kazakhstan.mp3"],
        "hypothesis": ["./../the%20hypothesis/kazakhstan.mp3"],
        "reference": ["./../the%20reference/kazakhstan.mp3"],
        "nothing": [],
    }
    assert sources == where[beside]


def test_existing_files_are_replaced_only_when_asked_for_and_then_all_or_none(talk: Path) -> None:
    pair = ["validate", str(talk / "hyp" / "talk.txt"), str(talk / "ref" / "talk.txt")]
    mine, other = talk / "mine.json", talk / "other.xml"
    mine.write_text("mine")
    assert main([*pair, "--junit", str(other), "--json", str(mine)]) == 6
    assert mine.read_text() == "mine"
    assert not other.exists()
    assert main([*pair, "--json", str(mine), "--junit", str(talk / "missing" / "r.xml"), "--overwrite"]) == 6
    assert mine.read_text() == "mine"
    assert main([*pair, "--json", str(mine), "--overwrite"]) == 0
    assert load_report(mine).files[0].name == "talk"


@pytest.mark.parametrize(
    "options", [["--json", "hyp/talk.txt"], ["--json", "a", "--junit", "a"], ["--html", "ref/talk.txt"]]
)
def test_a_report_never_takes_the_place_of_a_transcript_or_of_another(
    options: list[str], talk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(talk)
    assert main(["validate", "hyp/talk.txt", "ref/talk.txt", *options, "--overwrite"]) == 4
    assert Path("hyp/talk.txt").read_text() == HYPOTHESIS
    assert Path("ref/talk.txt").read_text() == REFERENCE


def test_a_pair_that_cannot_be_read_is_named_and_passed_over(talk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (talk / "hyp" / "talk.txt").write_bytes(b'{"')
    junit = talk / "r.xml"
    assert main(["validate", str(talk / "hyp"), str(talk / "ref"), "--junit", str(junit)]) == 3
    captured = capsys.readouterr()
    assert "cannot read" in captured.err
    assert "word error rate    " in captured.out
    assert junitparser.JUnitXml.fromfile(str(junit)).errors == 1
    assert main(["validate", str(talk / "hyp"), str(talk / "ref"), "--max", "wer=0"]) == 3
    assert main(["validate", str(talk / "hyp"), str(talk / "ref"), "--max", "der=0"]) == 1
    capsys.readouterr()
    alone = ["validate", str(talk / "hyp" / "talk.txt"), str(talk / "ref" / "talk.txt"), "--max", "wer=0"]
    assert main(alone) == 3  # nothing was scored that a threshold could be about
    assert "missed" not in capsys.readouterr().err


def test_a_transcript_without_words_is_scored(talk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    silent = talk / "silent.txt"
    silent.write_text("[MUSIC]")
    assert main(["validate", str(talk / "hyp" / "talk.txt"), str(silent), "--json", "-"]) == 0
    wer = json.loads(capsys.readouterr().out)["pooled"]["measures"]["wer"]
    assert wer == {"value": None, "numerator": 25, "denominator": 0}
    assert main(["validate", str(silent), str(silent)]) == 0
    assert "the reference has no words" in capsys.readouterr().out


def test_what_got_worse_since_an_earlier_report_is_told(
    talk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(talk)
    monkeypatch.setenv("COLUMNS", "120")
    assert main(["validate", "ref/talk.txt", "ref/talk.txt", "--json", "main.json"]) == 0
    assert main(["validate", "hyp/talk.txt", "ref/talk.txt", "--baseline", "main.json"]) == 0
    text = capsys.readouterr().out
    assert "Against main.json\n" in text
    assert "1 wrong, earlier 0: Twenty people were hurt. / 30 people were hurt." in text
    # the earlier report is read before the new one takes its place
    again = ["--baseline", "main.json", "--json", "main.json", "--overwrite"]
    assert main(["validate", "hyp/talk.txt", "ref/talk.txt", *again]) == 0
    assert load_report(Path("main.json")).baseline is not None


def test_a_normaliser_can_be_chosen(talk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (talk / "low.txt").write_text(REFERENCE.lower().replace("anna:", "ANNA:").replace("ben:", "BEN:"))
    pair = [str(talk / "low.txt"), str(talk / "ref" / "talk.txt")]
    rates = {}
    for name in ("none", "basic", "english"):
        assert main(["validate", *pair, "--normaliser", name, "--json", "-"]) == 0
        found = json.loads(capsys.readouterr().out)
        assert found["files"][0]["normaliser"] == name
        rates[name] = found["pooled"]["measures"]["wer"]["value"]
    assert rates["none"] > rates["basic"] == rates["english"] == 0


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["hyp/talk.txt", "ref/missing.txt"], 3, "no such file"),
        (["hyp/talk.txt", "ref"], 4, "one is a folder"),
        (["hyp", "empty"], 3, "nothing to compare"),
        (["hyp", "ref", "--speakers", "a.rttm"], 4, "one file cannot be for all"),
        (["hyp", "ref", "--max", "wer"], 4, "'wer' is not of the form"),
        (["hyp", "ref", "--max", "were=1"], 4, "Did you mean 'wer'?"),
        (["hyp", "ref", "--normaliser", "englisch"], 4, "Did you mean 'english'?"),
        (["hyp", "ref", "--from-reference", "whisper"], 4, "unknown input format 'whisper'"),
        (["hyp", "ref", "--baseline", "hyp/talk.txt"], 3, "cannot read hyp"),
        (["hyp", "ref", "--html", "hyp/talk.txt/pages"], 6, "cannot write to"),
    ],
)
def test_what_cannot_be_meant_has_a_reason_before_anything_is_scored(
    options: list[str],
    code: int,
    said: str,
    talk: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (talk / "empty").mkdir()
    monkeypatch.chdir(talk)
    assert main(["validate", *options]) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert said in captured.err


def test_thousands_of_speakers_are_scored_in_reasonable_time(tmp_path: Path) -> None:
    lines = [
        f"{chr(65 + n // 676)}{chr(65 + n // 26 % 26)}{chr(65 + n % 26)}SON: Sentence number {n}." for n in range(2000)
    ]
    path = tmp_path / "crowd.txt"
    path.write_text("\n\n".join(lines))
    done = byline("validate", path, path, "--json", "-")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["pooled"]["people"]["reference"] == len(report["pooled"]["by_speaker"]) == 2000
    assert report["pooled"]["measures"]["wer"]["value"] == 0


def test_a_file_without_a_byte_is_a_transcript_in_which_every_word_is_missing(
    talk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (talk / "hyp" / "talk.txt").write_bytes(b"")
    assert main(["validate", str(talk / "hyp" / "talk.txt"), str(talk / "ref" / "talk.txt"), "--json", "-"]) == 0
    figures = json.loads(capsys.readouterr().out)["pooled"]["measures"]
    assert (figures["wer"]["value"], figures["wer"]["numerator"]) == (1.0, figures["wer"]["denominator"])
    assert figures["name_accuracy"]["value"] is None
    assert main(["validate", str(talk / "ref" / "talk.txt"), str(talk / "hyp" / "talk.txt"), "--json", "-"]) == 0
    turned = json.loads(capsys.readouterr().out)["pooled"]["measures"]["wer"]
    assert turned == {"value": None, "numerator": figures["wer"]["denominator"], "denominator": 0}


@pytest.mark.parametrize("option", ["--junit", "--html"])
def test_only_json_goes_to_the_output_stream(talk: Path, option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(talk / "hyp" / "talk.txt"), str(talk / "ref" / "talk.txt"), option, "-"]) == 4
    captured = capsys.readouterr()
    assert f"{option}: only the JSON report" in captured.err
    assert captured.out == ""


def test_speakers_that_are_no_rttm_are_refused(talk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = str(talk / "ref" / "talk.txt")
    assert main(["validate", str(talk / "hyp" / "talk.txt"), page, "--speakers", page]) == 3
    assert "no line of it is one of RTTM" in capsys.readouterr().err


def test_what_is_read_is_never_written_over(talk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (talk / "voices.rttm").write_text("SPEAKER a 1 0 1 <NA> <NA> ANNA <NA> <NA>\n")
    (talk / "gate.toml").write_text("[thresholds.max]\nwer = 0.5\n")
    files = ["validate", str(talk / "hyp" / "talk.txt"), str(talk / "ref" / "talk.txt"), "--overwrite"]
    for option, name in (("--speakers", "voices.rttm"), ("--config", "gate.toml")):
        before = (talk / name).read_bytes()
        assert main([*files, option, str(talk / name), "--json", str(talk / name)]) == 4
        assert (talk / name).read_bytes() == before
    assert "what is read" in capsys.readouterr().err


def test_a_validation_that_is_refused_leaves_no_folder_of_pages(talk: Path) -> None:
    (talk / "r.json").write_text("kept")
    folders = [str(talk / "hyp"), str(talk / "ref")]
    assert main(["validate", *folders, "--html", str(talk / "pages"), "--json", str(talk / "r.json")]) == 6
    assert not (talk / "pages").exists()
    assert main(["validate", *folders, "--html", str(talk / "r.json")]) == 6
    assert (talk / "r.json").read_text() == "kept"
