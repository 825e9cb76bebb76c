from __future__ import annotations

import io
import json
import threading
import time

import pytest

from pipeline.progress import JsonReporter
from pipeline.trace import Trace


def traced() -> Trace:
    """Two stages of which the second begins in another thread while the first is under way, then one that fails."""
    trace = Trace(JsonReporter(io.StringIO()))
    trace.recording("news.mp3")

    def load() -> None:
        with trace.stage("load"):
            time.sleep(0.02)

    with trace.stage("decode"):
        beside = threading.Thread(target=load)
        beside.start()
        beside.join()
    with pytest.raises(ZeroDivisionError), trace.stage("recognise"):
        raise ZeroDivisionError
    return trace


def test_everything_reaches_the_reporter_behind_it() -> None:
    stream = io.StringIO()
    trace = Trace(JsonReporter(stream))
    trace.recording("news.mp3")
    with trace.stage("decode") as advance:
        advance(1, 2)
    trace.notice("damaged")
    trace.failure("failed")
    events = [json.loads(line)["event"] for line in stream.getvalue().splitlines()]
    assert events == ["recording", "begin", "progress", "end", "notice", "error"]


def test_stages_have_their_times_and_one_that_failed_is_kept() -> None:
    stages = {stage.name: stage for stage in traced().stages}
    assert set(stages) == {"decode", "load", "recognise"}
    assert stages["decode"].start <= stages["load"].start <= stages["load"].end <= stages["decode"].end
    assert stages["load"].end - stages["load"].start >= 0.02
    assert stages["load"].thread != stages["decode"].thread
    assert stages["recognise"].start >= stages["decode"].end


def test_chrome_s_trace_has_a_row_for_each_thread_and_microseconds() -> None:
    trace = traced()
    events = [event for event in json.loads(trace.chrome())["traceEvents"] if event["ph"] == "X"]
    by_name = {event["name"]: event for event in events}
    assert by_name["load"]["dur"] >= 20_000
    assert by_name["load"]["ts"] >= by_name["decode"]["ts"]
    assert by_name["decode"]["tid"] == by_name["recognise"]["tid"] != by_name["load"]["tid"]
    assert all(event["args"]["recording"] == "news.mp3" for event in events)
    # what the format demands of a complete event
    assert all({"ph", "name", "ts", "dur", "pid", "tid"} <= event.keys() for event in events)


def test_memory_is_watched_until_the_trace_is_closed() -> None:
    trace = Trace(JsonReporter(io.StringIO()))
    trace.watch_memory()
    deadline = time.monotonic() + 20
    while not counters(trace) and time.monotonic() < deadline:
        time.sleep(0.05)
    trace.close()
    time.sleep(0.3)
    found = counters(trace)
    assert found
    assert all(0.01 < event["args"]["GB"] < 100 for event in found)
    time.sleep(0.3)
    assert counters(trace) == found


def counters(trace: Trace) -> list[dict[str, dict[str, float]]]:
    return [event for event in json.loads(trace.chrome())["traceEvents"] if event["ph"] == "C"]


def test_the_table_has_the_stages_of_one_recording_in_the_order_of_their_beginnings() -> None:
    trace = traced()
    trace.recording("other.mp3")
    with trace.stage("decode"):
        pass
    lines = trace.table("news.mp3", 10.0).splitlines()
    assert [line.split()[0] for line in lines] == ["stage", "decode", "load", "recognise", "peak"]
    assert lines[1].split()[1] == "0.0"
    assert len(trace.table("other.mp3", 10.0).splitlines()) == 3
    assert "-" in trace.table("other.mp3", 0.0).splitlines()[1]
