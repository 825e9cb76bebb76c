from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import schema
from pipeline.exporters.cues import Cue, Limits, cut_cues
from tests.builders import transcript, turn
from tests.exporters.golden import short, shown
from tests.exporters.nasty import nasty_transcript

SUBTITLES = Limits(line=42, lines=2)
LEADS = {"A": "A:", "B": "B:", None: "-"}


def spoken(*words: tuple[str, float | None, float | None], speaker: str = "A") -> schema.Turn:
    text = " ".join(word for word, _, _ in words)
    timed = tuple(
        schema.Word(text=word, start=start, end=end, confidence=None, speaker=speaker) for word, start, end in words
    )
    paragraph = schema.Paragraph(text=text, verbatim=text, start=None, end=None, words=timed)
    return schema.Turn(kind="speech", speaker=speaker, start=None, end=None, confidence=None, paragraphs=(paragraph,))


def printed(text: str, start: float | None, end: float | None, speaker: str | None = "A") -> schema.Turn:
    """A turn without words, as a subtitle file gives it."""
    paragraph = schema.Paragraph(text=text, verbatim=text, start=start, end=end)
    return schema.Turn(kind="speech", speaker=speaker, start=start, end=end, confidence=None, paragraphs=(paragraph,))


def texts(cues: list[Cue]) -> list[str]:
    return [" ".join(cue.lines) for cue in cues]


def test_short_sentences_share_a_cue_and_long_ones_are_cut_where_they_breathe() -> None:
    talk = transcript(
        [
            turn(
                "speech",
                "A",
                "No. Not now. When the government restored price controls, the demonstrations continued everywhere.",
            )
        ]
    )
    assert texts(cut_cues(talk, SUBTITLES)) == [
        "No. Not now.",
        "When the government restored price controls,",
        "the demonstrations continued everywhere.",
    ]


def test_the_lines_of_a_cue_are_about_equal() -> None:
    talk = transcript([turn("speech", "A", "That reflected discontent over income inequality there.", start=1.0)])
    assert cut_cues(talk, SUBTITLES)[0].lines == ("That reflected discontent", "over income inequality there.")


def test_a_speaker_is_named_where_the_speaker_changes() -> None:
    talk = transcript(
        [
            turn("speech", "A", "Good morning.", "How are you?"),
            turn("speech", "B", "Fine.", start=10),
            turn("sound", None, "(LAUGHTER)", start=15),
            turn("speech", "B", "Thank you.", start=20),
            turn("speech", None, "Hear, hear!", start=25),
        ]
    )
    cues = cut_cues(talk, SUBTITLES, LEADS)
    assert texts(cues) == [
        "A: Good morning.",
        "How are you?",
        "B: Fine.",
        "(LAUGHTER)",
        "B: Thank you.",
        "- Hear, hear!",
    ]
    assert [cue.speaker for cue in cues] == ["A", "A", "B", None, "B", None]


def test_a_pause_parts_two_cues() -> None:
    talk = transcript([spoken(("Yes.", 0.0, 0.5), ("No.", 1.6, 2.0)), spoken(("Yes.", 3.0, 3.5), ("No.", 3.6, 4.0))])
    assert [(cue.lines, cue.start_ms, cue.end_ms) for cue in cut_cues(talk, SUBTITLES)] == [
        (("Yes.",), 0, 500),
        (("No.",), 1600, 2000),
        (("Yes. No.",), 3000, 4000),
    ]


def test_no_cue_is_longer_than_seven_seconds_not_even_one_of_a_word() -> None:
    talk = transcript([spoken(("Well", 0.0, 5.0), ("then", 5.0, 9.0), ("bye", 10.0, 30.0))])
    assert [(cue.lines, cue.start_ms, cue.end_ms) for cue in cut_cues(talk, SUBTITLES)] == [
        (("Well",), 0, 5000),
        (("then",), 5000, 9000),
        (("bye",), 10000, 17000),
    ]


def test_long_music_is_one_cue_at_its_beginning() -> None:
    music = printed("(SOUNDBITE OF MUSIC)", 14.0, 44.0, speaker=None).model_copy(update={"kind": "sound"})
    (cue,) = cut_cues(transcript([music]), SUBTITLES)
    assert cue == Cue(None, ("(SOUNDBITE OF MUSIC)",), 14_000, 21_000)


def test_a_word_without_time_lies_between_its_neighbours() -> None:
    narrow = Limits(line=6, lines=1)
    talk = transcript([spoken(("in", 0.0, 1.0), ("twenty", None, None), ("years", 3.0, 4.0))])
    assert [(cue.lines[0], cue.start_ms, cue.end_ms) for cue in cut_cues(talk, narrow)] == [
        ("in", 0, 1000),
        ("twenty", 1000, 3000),
        ("years", 3000, 4000),
    ]


def test_a_word_that_takes_no_time_is_shown_for_a_moment() -> None:
    talk = transcript([spoken(("Yes.", 1.0, 1.0)), spoken(("So", 1.0, 2.0), speaker="B")])
    assert [(cue.lines[0], cue.start_ms, cue.end_ms) for cue in cut_cues(talk, SUBTITLES)] == [
        ("Yes.", 1000, 1200),
        ("So", 1200, 2000),
    ]


def test_a_paragraph_with_times_and_no_words_is_divided_by_length() -> None:
    talk = transcript([printed("Aaaa bbbb, cccc dddd.", 10.0, 20.0)])
    first, second = cut_cues(talk, SUBTITLES)
    assert (first.start_ms, second.end_ms) == (10_000, 20_000)
    assert first.end_ms == second.start_ms
    assert 13_000 < first.end_ms < 17_000


def test_a_turn_without_times_lies_between_its_neighbours() -> None:
    talk = transcript([printed("One.", 0.0, 1.0), printed("Two.", None, None), printed("Three.", 4.0, 5.0)])
    assert [(cue.start_ms, cue.end_ms) for cue in cut_cues(talk, SUBTITLES)] == [(0, 1000), (1000, 4000), (4000, 5000)]


def test_edited_text_keeps_the_times_of_what_was_said() -> None:
    said = spoken(("um", 0.0, 0.5), ("born", 1.0, 1.5), ("twenty", 2.0, 2.5), ("ten", 2.5, 3.0), ("right", 4.0, 4.5))
    shown = said.paragraphs[0].model_copy(update={"text": "Born 2010. Right?"})
    talk = transcript([said.model_copy(update={"paragraphs": (shown,)})])
    narrow = Limits(line=6, lines=1)
    times = {cue.lines[0]: (cue.start_ms, cue.end_ms) for cue in cut_cues(talk, narrow)}
    assert times == {"Born": (1000, 1500), "2010.": (2000, 3000), "Right?": (4000, 4500)}


def test_who_speaks_at_the_same_time_comes_in_between_and_is_named_each_time() -> None:
    long = spoken(*[(f"word{i}.", i * 2.0, i * 2.0 + 1.0) for i in range(5)])
    talk = transcript([printed("", 0.0, 0.0), long, spoken(("Stop!", 3.5, 4.5), speaker="B")])
    cues = cut_cues(talk, Limits(line=10, lines=1), LEADS)
    assert texts(cues) == ["A: word0.", "word1.", "B: Stop!", "A: word2.", "word3.", "word4."]
    assert cues[2].end_ms == cues[3].start_ms == 4000


def test_a_cue_that_may_follow_another_speaker_has_room_for_the_name() -> None:
    long = spoken(("Oh.", 0.0, 1.0), ("four", 3.0, 4.0), ("fives", 4.0, 5.0))
    talk = transcript([long, spoken(("Stop!", 1.5, 2.5), speaker="B")])
    assert texts(cut_cues(talk, Limits(line=10, lines=1), LEADS)) == ["A: Oh.", "B: Stop!", "A: four", "fives"]


def test_a_cue_that_comes_first_because_times_run_backwards_has_room_for_the_name() -> None:
    long = [(letter * length, None, None) for letter, length in zip("bcde", (14, 25, 6, 10), strict=True)]
    words = [("a", 0.101, 0.101), ("a", None, None), ("a", None, None), *long[:-1], (long[-1][0], 0.1, 0.1)]
    cues = cut_cues(transcript([spoken(("Well", 0.0, 0.1)), spoken(*words, speaker="B")]), SUBTITLES, LEADS)
    assert max(len(cue.lines) for cue in cues) <= SUBTITLES.lines
    assert texts(cues)[1].startswith("B: ")


def test_languages_without_blanks_are_cut_too() -> None:
    text = "私は日本語を話します。" * 12
    cues = cut_cues(transcript([printed(text, 0.0, 60.0)]), SUBTITLES)
    assert "".join("".join(cue.lines) for cue in cues) == text
    assert len(cues) >= 9


def words_of(cues: list[Cue]) -> list[str]:
    return [word for cue in cues for line in cue.lines for word in line.split()]


def test_the_sample_keeps_its_words_and_their_times() -> None:
    said = shown()
    cues = cut_cues(short(), SUBTITLES)
    assert words_of(cues) == [word.text for word in said]
    place = 0
    for cue in cues:
        count = len(words_of([cue]))
        first, last = said[place], said[place + count - 1]
        assert first.start is not None
        assert last.end is not None
        assert abs(cue.start_ms - first.start * 1000) < 1
        assert abs(cue.end_ms - last.end * 1000) < 1
        place += count


TIME = st.none() | st.integers(0, 60_000).map(lambda ms: ms / 1000)
WORD = st.tuples(st.text("ab.,äß私", min_size=1, max_size=60), TIME, st.integers(0, 9000).map(lambda ms: ms / 1000))


@st.composite
def talks(draw: st.DrawFn) -> schema.Transcript:
    """Turns with words in any disorder of times, some without; the first word has a time."""
    spoken_turns = [spoken(("Well", 0.0, 0.1))]
    for speaker in draw(st.lists(st.sampled_from("AB"), max_size=4)):
        words = draw(st.lists(WORD, min_size=1, max_size=30))
        timed = [(text, start, None if start is None else start + length) for text, start, length in words]
        spoken_turns.append(spoken(*timed, speaker=speaker))
    return transcript(spoken_turns)


@settings(max_examples=150, deadline=None)
@given(talks(), st.sampled_from([Limits(42, 2), Limits(65, 2), Limits(20, 3), Limits(130, 1)]))
def test_whatever_the_times_cues_fit_do_not_overlap_and_hold_every_letter(
    talk: schema.Transcript, limits: Limits
) -> None:
    cues = cut_cues(talk, limits, LEADS)
    for cue in cues:
        assert len(cue.lines) <= limits.lines
        assert all(0 < len(line) <= limits.line for line in cue.lines)
        assert 0 <= cue.start_ms < cue.end_ms
    assert all(a.end_ms <= b.start_ms for a, b in pairwise(cues))
    letters = sorted("".join(words_of(cut_cues(talk, limits))))
    assert letters == sorted("".join(p.text.replace(" ", "") for t in talk.turns for p in t.paragraphs))


@pytest.mark.parametrize("limits", [Limits(42, 2), Limits(130, 1)])
def test_hostile_words_are_only_words(limits: Limits) -> None:
    assert all(
        "\n" not in line and "\x00" not in line for cue in cut_cues(nasty_transcript(), limits) for line in cue.lines
    )
