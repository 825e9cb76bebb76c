from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pipeline import schema
from pipeline.exporters.characters import readable
from pipeline.exporters.markdown import to_markdown
from tests.builders import transcript, turn
from tests.exporters.golden import short
from tests.exporters.nasty import NASTY, nasty_transcript

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
OURS = {
    *("heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "hr"),
    *("text", "text_special", "strong_open", "strong_close", "em_open", "em_close"),
}


def blocks(markdown: str) -> list[str]:
    """What a reader sees, block by block; there must be no mark-up but ours."""
    shown = []
    for token in READER.parse(markdown):
        children = token.children or []
        assert {token.type, *(child.type for child in children)} <= OURS
        if token.type == "inline":
            shown.append("".join(child.content for child in children))
    return shown


def bold(markdown: str) -> list[str]:
    found = []
    for token in READER.parse(markdown):
        children = token.children or []
        for i, child in enumerate(children):
            if child.type == "strong_open":
                end = next(j for j in range(i, len(children)) if children[j].type == "strong_close")
                found.append("".join(part.content for part in children[i:end]))
    return found


def test_the_sample_is_read_back_with_its_words_and_names() -> None:
    written = to_markdown(short())
    names = ["Ayesha Rascoe, host:", "Charles Maynes, correspondent:"]
    assert bold(written) == names
    title, program, introduction, *turns = blocks(written)
    assert (title, program) == ("Weekend Edition Sunday", "NPR")
    spoken = [text.removeprefix(name).strip() for text, name in zip(turns, names, strict=True)]
    assert [introduction, *spoken] == [p.text for t in short().turns for p in t.paragraphs]


def test_the_parts_of_a_page_are_in_their_places() -> None:
    talk = transcript(
        [
            turn("introduction", "RASCOE", "Here is the news."),
            turn("sound", None, "(SOUNDBITE OF MUSIC)", start=5.0),
            turn("speech", "RASCOE", "Well.", "1. Not a list.", start=10.0),
            turn("speech", None, "Hm.", start=20.0),
            turn("speech", "RASCOE", "Yes.", start=30.0),
        ],
        headline="C #",
    )
    rascoe = schema.Speaker(label="RASCOE", name="Ayesha Rascoe", role="host", confidence=1.0)
    source = schema.Source(
        headline="C #",
        program="Morning",
        station="NPR",
        published="2022-01-09",
        url="https://npr.org/a_b",
        notices=("©",),
    )
    assert to_markdown(talk.model_copy(update={"speakers": (rascoe,), "source": source})) == (
        "# C \\#\n\n"
        "*Morning · NPR · 2022-01-09*\n\n"
        "Here is the news.\n\n"
        "*(SOUNDBITE OF MUSIC)*\n\n"
        "**Ayesha Rascoe, host:** Well.\n\n"
        "1\\. Not a list.\n\n"
        "Hm.\n\n"
        "**Ayesha Rascoe:** Yes.\n\n"
        "---\n\n"
        "©\n\n"
        "<https://npr.org/a_b>\n"
    )


def test_hostile_names_and_words_are_only_text() -> None:
    shown = blocks(to_markdown(nasty_transcript()))
    assert shown[0] == readable(" ".join(NASTY))
    assert any(text.startswith("<script>alert(1)</script>, <script>alert(1)</script>: <script>") for text in shown)


@settings(max_examples=300, deadline=None)
@given(
    st.text(min_size=1) | st.text("*_`[]()<>!#+-=~|&;\\.:1a \n", min_size=1),
    st.sampled_from(["speech", "introduction", "sound"]),
)
def test_any_text_reads_as_it_was(text: str, kind: str) -> None:
    said = turn(kind, "A" if kind != "sound" else None, "So")
    paragraph = said.paragraphs[0].model_copy(update={"text": text, "verbatim": text, "words": ()})
    talk = transcript([said.model_copy(update={"paragraphs": (paragraph,)})], headline=text)
    expected = readable(text)
    assert blocks(to_markdown(talk)) == [
        expected or "Transcript",
        *(["A: " * (kind == "speech") + expected] if expected else ["A:"] * (kind == "speech")),
    ]
