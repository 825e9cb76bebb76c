from __future__ import annotations

from pathlib import Path

from pipeline.exporters.text import to_text
from tests.builders import transcript, turn

PAGE = Path(__file__).parents[2] / "samples" / "kazakhstan" / "page.txt"


def test_a_transcript_is_laid_out_like_a_stations_page() -> None:
    talk = transcript(
        [
            turn("introduction", "RASCOE", "Russian troops have crossed the border.", "Good morning, Charles."),
            turn("speech", "RASCOE", "So what's driving this unrest?", start=10.0),
            turn("speech", "MAYNES", "Well, you're right.", "Now, that argument...", start=20.0),
        ],
        headline="Russian troops have crossed the border",
    )
    assert to_text(talk) == (
        "Russian troops have crossed the border\n"
        "\n\n"
        "Russian troops have crossed the border.\n"
        "\n"
        "Good morning, Charles.\n"
        "\n\n"
        "RASCOE: So what's driving this unrest?\n"
        "\n"
        "MAYNES: Well, you're right.\n"
        "\n"
        "Now, that argument...\n"
    )


def test_the_page_of_the_sample_comes_out_as_it_is() -> None:
    body = PAGE.read_text(encoding="utf-8").partition("\n\n\n")[2].rstrip("\n") + "\n"
    introduction, conversation = body.split("\n\n\n")
    turns = [turn("introduction", "RASCOE", introduction)]
    spoken: list[tuple[str, list[str]]] = []
    for text in conversation.rstrip("\n").split("\n\n"):
        label, colon, rest = text.partition(": ")
        if colon and label.isupper():
            spoken.append((label, [rest]))
        else:
            spoken[-1][1].append(text)
    turns += [turn("speech", label, *texts, start=1000.0 * i) for i, (label, texts) in enumerate(spoken, start=1)]
    assert {label for label, _ in spoken} == {"RASCOE", "MAYNES"}
    assert to_text(transcript(turns)) == body


def test_without_headline_or_introduction_the_conversation_stands_alone() -> None:
    assert to_text(transcript([turn("speech", "SPEAKER_1", "Well.")])) == "SPEAKER_1: Well.\n"


def test_an_introduction_alone_stands_alone() -> None:
    assert to_text(transcript([turn("introduction", "RASCOE", "Here is the news.")])) == "Here is the news.\n"


def test_sound_and_what_nobody_is_known_to_have_said_have_no_label() -> None:
    talk = transcript([turn("sound", None, "(SOUNDBITE OF MUSIC)"), turn("speech", None, "Hm.", start=5.0)])
    assert to_text(talk) == "(SOUNDBITE OF MUSIC)\n\nHm.\n"


def test_a_transcript_without_turns_is_an_empty_file() -> None:
    assert to_text(transcript()) == ""
