from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.progress import JsonReporter, SilentReporter, TerminalReporter

if TYPE_CHECKING:
    from pipeline.progress import Reporter


def events(stream: io.StringIO) -> list[dict[str, Any]]:
    """The objects on the stream's lines."""
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_each_line_of_json_is_an_event() -> None:
    stream = io.StringIO()
    reporter = JsonReporter(stream)
    with reporter.stage("recognise") as advance:
        advance(1, 4)
        reporter.notice("damaged\nfile “Ordoñez”")
        advance(4, 4)
    seconds = events(stream)[-1].pop("seconds")
    assert 0 <= seconds < 60
    assert [{key: value for key, value in event.items() if key != "seconds"} for event in events(stream)] == [
        {"event": "begin", "stage": "recognise"},
        {"event": "progress", "stage": "recognise", "done": 0.25},
        {"event": "notice", "message": "damaged\nfile “Ordoñez”"},
        {"event": "progress", "stage": "recognise", "done": 1.0},
        {"event": "end", "stage": "recognise"},
    ]


def test_progress_in_tiny_steps_is_not_a_line_each() -> None:
    stream = io.StringIO()
    with JsonReporter(stream).stage("decode") as advance:
        for done in range(10_001):
            advance(done, 10_000)
    shares = [event["done"] for event in events(stream)[1:-1]]
    assert 90 <= len(shares) <= 100
    assert shares == sorted(set(shares))


def test_progress_of_nothing_or_beyond_the_end_is_all_of_it() -> None:
    for done, total in ((0, 0), (7, 5)):
        stream = io.StringIO()
        with JsonReporter(stream).stage("decode") as advance:
            advance(done, total)
        assert events(stream)[1]["done"] == 1.0


@pytest.mark.parametrize("kind", [JsonReporter, TerminalReporter])
def test_a_stage_that_failed_has_no_end(kind: type[Reporter], capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        raise RuntimeError("broken")

    reporter = kind()
    with pytest.raises(RuntimeError, match="broken"), reporter.stage("decode"):
        fail()
    assert '"end"' not in capsys.readouterr().err
    with reporter.stage("again"):
        pass
    assert "again" in capsys.readouterr().err


def test_where_nobody_watches_each_stage_is_one_plain_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("FORCE_COLOR", "TTY_COMPATIBLE"):  # they make rich take anything for a terminal
        monkeypatch.delenv(variable, raising=False)
    reporter = TerminalReporter()
    with reporter.stage("load [red]model") as advance:
        advance(1, 2)
    reporter.notice("talk.mp3: " + "a long story " * 20 + "[bold]!")
    written = capsys.readouterr()
    assert written.out == ""
    stage, notice = written.err.splitlines()
    assert stage.startswith("load [red]model  ")
    assert stage.endswith(" s")
    assert notice == "note: talk.mp3: " + "a long story " * 20 + "[bold]!"


def test_lines_of_json_go_to_the_error_stream_by_themselves(capsys: pytest.CaptureFixture[str]) -> None:
    JsonReporter().notice("hello")
    written = capsys.readouterr()
    assert (written.out, json.loads(written.err)) == ("", {"event": "notice", "message": "hello"})


def test_silence_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    reporter = SilentReporter()
    with reporter.stage("decode") as advance:
        advance(1, 2)
    reporter.notice("damaged")
    assert capsys.readouterr() == ("", "")
