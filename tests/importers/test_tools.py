"""The JSON of recognisers and services, on files in the shape that each writes."""

from __future__ import annotations

import dataclasses
import json

import pytest
from faster_whisper.transcribe import Segment, Word

from pipeline.errors import UnreadableTranscriptError
from tests.importers.reading import fixture, heard, names, read, said, times, words

GREETING = "Good morning, Charles."
ANSWER = "Good morning. About 2,000 people were detained."


def test_whisperx_has_speakers_and_scores_and_figures_get_their_share_of_the_time() -> None:
    transcript = fixture("whisperx.json")
    assert said(transcript) == [("SPEAKER_01", GREETING), ("SPEAKER_00", ANSWER)]
    assert names(transcript) == {"SPEAKER_01": None, "SPEAKER_00": None}
    found = words(transcript)
    assert found[1] == ("morning,", 0.76, 1.1, 0.994, "SPEAKER_01")
    assert found[6] == ("2,000", 4.12, 4.9, None, "SPEAKER_00")
    assert heard(transcript) == [("SPEAKER_01", 0.52, 1.58), ("SPEAKER_00", 2.05, 2.6), ("SPEAKER_00", 3.9, 5.92)]
    assert transcript.source.language == "en"
    assert (transcript.audio, transcript.provenance, transcript.turns[0].confidence) == (None, None, None)


def test_words_without_times_at_the_edges_of_a_segment_share_what_the_segment_leaves() -> None:
    segment = {
        "start": 1.0,
        "end": 5.0,
        "text": "10 20 to 30",
        "words": [
            {"word": "10"},
            {"word": "20"},
            {"word": "to", "start": 2.0, "end": 3.0, "score": 0.5},
            {"word": "3"},
        ],
    }
    transcript = read("whisperx", json.dumps({"segments": [segment], "language": "en"}))
    assert [word[:3] for word in words(transcript)] == [
        ("10", 1.0, 1.5),
        ("20", 1.5, 2.0),
        ("to", 2.0, 3.0),
        ("3", 3.0, 5.0),
    ]


def test_a_word_belongs_to_its_own_speaker_before_its_segments() -> None:
    spoken = [
        {"word": "Yes?", "start": 1.0, "end": 1.4, "speaker": "SPEAKER_00"},
        {"word": "No.", "start": 1.5, "end": 1.9, "speaker": "SPEAKER_01"},
        {"word": "Ah.", "start": 2.0, "end": 2.4},
    ]
    segment = {"start": 1.0, "end": 2.4, "text": "Yes? No. Ah.", "words": spoken, "speaker": "SPEAKER_00"}
    transcript = read("whisperx", json.dumps({"segments": [segment]}))
    assert said(transcript) == [("SPEAKER_00", "Yes?"), ("SPEAKER_01", "No."), ("SPEAKER_00", "Ah.")]


def test_what_whisperx_could_not_align_at_all_is_kept_with_its_segments_times() -> None:
    aligned = {"start": 0.0, "end": 0.5, "text": "So.", "words": [{"word": "So.", "start": 0.1, "end": 0.4}]}
    lost = {"start": 1.0, "end": 3.0, "text": " 1984 2001", "words": []}
    transcript = read("whisperx", json.dumps({"segments": [aligned, lost]}))
    assert [word[:3] for word in words(transcript)] == [("So.", 0.1, 0.4), ("1984", 1.0, 2.0), ("2001", 2.0, 3.0)]


def test_scores_and_times_that_are_no_numbers_count_as_unknown() -> None:
    text = '{"segments": [{"start": 0, "end": 2, "text": "A b", "words": [{"word": "A", "start": NaN, "end": NaN, '
    text += '"score": NaN}, {"word": "b", "start": 1, "end": 2, "score": 1.5}]}]}'
    assert words(read("whisperx", text)) == [("A", 0.0, 1.0, None, None), ("b", 1.0, 2.0, 1.0, None)]


def test_times_that_run_backwards_inside_a_segment_are_held_back() -> None:
    spoken = [{"word": "A", "start": 1.0, "end": 0.9}, {"word": "b", "start": 0.5, "end": 0.8}]
    segment = {"start": 0, "end": 2, "text": "A b", "words": spoken}
    assert [word[:3] for word in words(read("whisperx", json.dumps({"segments": [segment]})))] == [
        ("A", 1.0, 1.0),
        ("b", 1.0, 1.0),
    ]


def test_openai_whispers_pieces_of_words_are_put_together() -> None:
    transcript = fixture("openai-whisper.json")
    assert said(transcript) == [(None, f"{GREETING} {ANSWER[:-1]} in Nur-Sultan.")]
    assert words(transcript)[-1] == ("Nur-Sultan.", 6.05, 6.9, 0.7, None)
    assert transcript.diarization is None
    assert transcript.speakers == ()
    assert transcript.source.language == "en"


def test_without_word_timestamps_each_segment_is_a_paragraph_of_one_turn() -> None:
    transcript = fixture("openai-whisper.segments.json")
    assert len(transcript.turns) == 1
    assert said(transcript) == [(None, GREETING), (None, "Good morning.")]
    assert times(transcript) == [(0.0, 1.6), (1.6, 3.0)]
    assert words(transcript) == []


def test_languages_without_blanks_stay_without() -> None:
    pieces = [("今日", 0.0, 0.5), ("は", 0.5, 0.7), ("。", 0.7, 0.9)]
    spoken = [{"word": text, "start": start, "end": end, "probability": 0.9} for text, start, end in pieces]
    segment = {"start": 0.0, "end": 0.9, "text": "今日は。", "words": spoken}
    transcript = read("openai-whisper", json.dumps({"text": "", "segments": [segment], "language": "ja"}))
    assert said(transcript) == [(None, "今日は。")]
    assert [word[0] for word in words(transcript)] == ["今日", "は。"]


def test_words_that_somebody_stripped_are_words_and_no_pieces() -> None:
    spoken = [{"word": text, "start": i, "end": i + 0.5, "probability": 0.9} for i, text in enumerate(["So", "far"])]
    segment = {"start": 0, "end": 2, "text": "So far", "words": spoken}
    assert said(read("faster-whisper", json.dumps([segment]))) == [(None, "So far")]


def test_faster_whispers_own_objects_are_read_as_people_save_them() -> None:
    def segment(number: int, text: str, spoken: list[Word] | None) -> Segment:
        return Segment(number, 0, number, number + 1.0, text, [1], -0.2, 1.1, 0.0, spoken, 0.0)

    saved = [
        segment(0, " Well,", [Word(0.25, 0.75, " Well,", 0.875)]),
        segment(1, " no.", [Word(1.25, 1.75, " no.", 0.5)]),
    ]
    as_list = json.dumps([dataclasses.asdict(item) for item in saved])
    as_object = json.dumps({"segments": [dataclasses.asdict(item) for item in saved], "info": {"language": "en"}})
    expected = [("Well,", 0.25, 0.75, 0.875, None), ("no.", 1.25, 1.75, 0.5, None)]
    assert words(read("faster-whisper", as_list)) == expected
    assert words(read("faster-whisper", as_object)) == expected
    assert read("faster-whisper", as_object).source.language == "en"
    bare = json.dumps([dataclasses.asdict(segment(0, " Well,", None))])
    assert said(read("faster-whisper", bare)) == [(None, "Well,")]


def test_the_faster_whisper_files_are_read() -> None:
    assert said(fixture("faster-whisper.json")) == said(fixture("openai-whisper.json"))
    assert fixture("faster-whisper.info.json").source.language == "en"


def test_assemblyai_counts_milliseconds_and_calls_speakers_by_letters() -> None:
    transcript = fixture("assemblyai.json")
    assert said(transcript) == [("SPEAKER_A", GREETING), ("SPEAKER_B", ANSWER)]
    assert words(transcript)[0] == ("Good", 0.52, 0.74, 0.981, "SPEAKER_A")
    assert heard(transcript) == [("SPEAKER_A", 0.52, 1.58), ("SPEAKER_B", 2.05, 5.92)]
    assert transcript.source.language == "en"


def test_assemblyai_without_utterances_is_cut_where_the_speaker_changes() -> None:
    spoken = [
        {"text": "Yes?", "start": 1000, "end": 1400, "confidence": 0.5, "speaker": "A"},
        {"text": "No.", "start": 1500, "end": 1900, "confidence": 0.5, "speaker": "Charles Maynes"},
    ]
    transcript = read("assemblyai", json.dumps({"status": "completed", "words": spoken, "utterances": None}))
    assert said(transcript) == [("SPEAKER_A", "Yes?"), ("MAYNES", "No.")]
    assert names(transcript) == {"SPEAKER_A": None, "MAYNES": "Charles Maynes"}


def test_an_answer_that_is_not_completed_says_why() -> None:
    with pytest.raises(UnreadableTranscriptError, match="its status is 'error': no spoken audio"):
        read("assemblyai", '{"id": "x", "status": "error", "error": "no spoken audio"}')


def test_deepgrams_words_are_the_punctuated_ones() -> None:
    transcript = fixture("deepgram.json")
    assert said(transcript) == [("SPEAKER_0", GREETING), ("SPEAKER_1", ANSWER)]
    assert words(transcript)[2] == ("Charles.", 1.12, 1.58, 0.97, "SPEAKER_0")
    assert heard(transcript) == [("SPEAKER_0", 0.52, 1.58), ("SPEAKER_1", 2.05, 2.6), ("SPEAKER_1", 3.9, 5.92)]


def test_each_channel_of_deepgram_is_a_speaker_and_their_words_alternate_by_time() -> None:
    def channel(*spoken: tuple[str, float]) -> dict[str, object]:
        listed = [{"word": text, "start": start, "end": start + 0.4, "confidence": 0.9} for text, start in spoken]
        return {"alternatives": [{"words": listed}]}

    channels = [channel(("hello", 0.0), ("how", 5.0), ("so", 5.5)), channel(("hi", 1.0))]
    transcript = read("deepgram", json.dumps({"results": {"channels": channels}}))
    assert said(transcript) == [("SPEAKER_0", "hello"), ("SPEAKER_1", "hi"), ("SPEAKER_0", "how so")]


def test_podcast_segments_have_full_names() -> None:
    transcript = fixture("podcast.json")
    assert said(transcript) == [
        ("RASCOE", GREETING),
        ("MAYNES", "Good morning."),
        ("MAYNES", "About 2,000 people were detained."),
    ]
    assert names(transcript) == {"RASCOE": "Ayesha Rascoe", "MAYNES": "Charles Maynes"}
    assert times(transcript) == [(0.52, 1.58), (2.05, 2.6), (3.9, 5.92)]


def test_podcast_segments_of_a_word_each_make_up_paragraphs() -> None:
    transcript = fixture("podcast.words.json")
    assert said(transcript) == [("RASCOE", GREETING), ("MAYNES", ANSWER)]
    assert words(transcript)[-1] == ("detained.", 5.34, 5.92, None, "MAYNES")
    assert heard(transcript) == [("RASCOE", 0.52, 1.58), ("MAYNES", 2.05, 2.6), ("MAYNES", 3.9, 5.92)]


def test_a_podcast_segment_without_an_end_lasts_until_the_next() -> None:
    segments = [{"startTime": 1, "body": "Good morning."}, {"startTime": 4.5, "body": "Not so good."}]
    transcript = read("podcast-json", json.dumps({"version": "1.0.0", "segments": segments}))
    assert times(transcript) == [(1.0, 4.5), (4.5, 4.5)]
    assert said(transcript) == [(None, "Good morning."), (None, "Not so good.")]


def test_seglst_times_may_be_strings_and_words_a_list() -> None:
    transcript = fixture("seglst.json")
    assert said(transcript) == [("RASCOE", GREETING), ("MAYNES", ANSWER)]
    assert times(transcript) == [(0.52, 1.58), (2.05, 5.92)]
    listed = '[{"session_id": 1, "speaker": 0, "start_time": 1, "end_time": 2, "words": ["So", "far"]}]'
    assert said(read("seglst", listed)) == [("0", "So far")]


NO_SEGMENTS = {"assemblyai": "{}", "deepgram": '{"results": {"channels": []}}', "seglst": "[]", "faster-whisper": "[]"}


@pytest.mark.parametrize("name", ["whisperx", "openai-whisper", "podcast-json", *NO_SEGMENTS])
def test_a_tool_that_heard_nothing_gives_a_document_without_turns(name: str) -> None:
    transcript = read(name, NO_SEGMENTS.get(name, '{"segments": [], "text": ""}'))
    assert (transcript.turns, transcript.speakers, transcript.diarization) == ((), (), None)


# --- what is not as it should be -------------------------------------------------------------------------------------

JSON_FORMATS = ["whisperx", "openai-whisper", "faster-whisper", "podcast-json", "seglst", "assemblyai", "deepgram"]


@pytest.mark.parametrize("name", JSON_FORMATS)
def test_malformed_json_is_named_by_line_and_column(name: str) -> None:
    with pytest.raises(UnreadableTranscriptError, match=r"line 2 column 1\d"):
        read(name, '{\n "segments": }')


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("whisperx", '{"segments": [{"start": "x", "end": 1, "text": ""}]}', r"segments\.0\.start: Input should be"),
        ("openai-whisper", '{"text": "So."}', "segments: Field required"),
        ("faster-whisper", '[{"start": 0, "end": 1}]', "0.text: Field required"),
        ("seglst", '[{"session_id": "a", "words": "x"}]', "0.start_time: Field required"),
        ("deepgram", '{"results": {}}', "results.channels: Field required"),
        ("podcast-json", '{"segments": [{"body": "So."}]}', "segments.0.startTime: Field required"),
        ("assemblyai", '{"words": [{"text": "So.", "start": 1}]}', "words.0.end: Field required"),
        ("whisperx", '{"segments": [{"start": 2, "end": 1, "text": "So."}]}', "segment 1: it ends .* before it starts"),
        ("whisperx", '{"segments": [{"start": -1, "end": 1, "text": "So."}]}', "segment 1: -1.0 to 1.0 s is no time"),
        ("whisperx", '{"segments": [{"start": 0, "end": NaN, "text": "So."}]}', "segment 1: 0.0 to nan s is no time"),
    ],
)
def test_what_is_of_another_shape_is_named_by_its_place(name: str, text: str, reason: str) -> None:
    with pytest.raises(UnreadableTranscriptError, match=reason):
        read(name, text)


def test_several_sessions_are_no_one_transcript() -> None:
    segment = {"speaker": "A", "start_time": 0, "end_time": 1, "words": "So."}
    text = json.dumps([{**segment, "session_id": name} for name in "abcd"])
    with pytest.raises(UnreadableTranscriptError, match=r"about 4 recordings \(a, b, c \.\.\.\)"):
        read("seglst", text)
