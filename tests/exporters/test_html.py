from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import schema
from pipeline.exporters.characters import readable
from pipeline.exporters.html import to_html
from pipeline.exporters.podcast_html import to_podcast_html
from tests.builders import transcript, turn
from tests.exporters.golden import short, shown
from tests.exporters.nasty import NASTY, nasty_transcript

VOID = {"meta"}
TAGS = set(
    "html head meta title style body header h1 p section ul li strong bdi details summary time q div audio kbd main h2 "
    "a span script footer".split()
)


class Page(HTMLParser):
    """The elements of a page, each with its attributes and text; they must close in their order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.found: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs)
        if tag in VOID:
            self.found.append((tag, dict(attrs), ""))
        else:
            self.open.append((tag, dict(attrs), []))

    def handle_endtag(self, tag: str) -> None:
        name, attributes, text = self.open.pop()
        assert name == tag
        self.found.append((tag, attributes, "".join(text)))

    def handle_data(self, data: str) -> None:
        for _, _, text in self.open:
            text.append(data)

    def all(self, tag: str) -> list[str]:
        return [text for name, _, text in self.found if name == tag]

    def attributes(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes, _ in self.found if name == tag]


def test_the_sample_is_read_back_with_its_words_names_and_times() -> None:
    page = Page(to_html(short()))
    said = shown()
    assert page.all("span") == [word.text for word in said]
    assert [int(a["data-t"] or "") for a in page.attributes("span")] == [round((w.start or 0) * 1000) for w in said]
    assert page.all("h2") == ["Ayesha Rascoe0:00", "Ayesha Rascoe0:28", "Charles Maynes0:40"]
    paragraphs = [p.text for t in short().turns for p in t.paragraphs]
    assert [text for text in page.all("p") if text in paragraphs] == paragraphs
    assert page.all("strong") == ["Ayesha Rascoe, host", "Charles Maynes, correspondent"]
    assert page.all("li")[0].startswith("show host, 0:23: For more, we are joined now")
    assert page.attributes("audio")[0]["src"] == "./short.mp3"
    assert page.attributes("html") == [{"lang": "en"}]


def test_the_page_loads_nothing_but_the_recording() -> None:
    written = to_html(short())
    page = Page(written)
    loading = [a for _, a, _ in page.found if {"src", "srcset", "data", "poster"} & set(a)]
    assert [a["src"] for a in loading] == ["./short.mp3"]
    assert all((a["href"] or "").startswith("#turn-") for _, a, _ in page.found if "href" in a)
    assert "@import" not in written
    assert "url(" not in written
    assert not re.search(r"https?:", written)


def test_only_this_style_and_this_script_are_allowed() -> None:
    page = Page(to_html(nasty_transcript()))
    policy = next(a["content"] or "" for a in page.attributes("meta") if a.get("http-equiv"))
    for tag in ("style", "script"):
        (text,) = page.all(tag)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}';" in policy
    assert policy.startswith("default-src 'none';")


def test_hostile_names_and_words_are_only_text() -> None:
    page = Page(to_html(nasty_transcript()))
    assert {name for name, _, _ in page.found} <= TAGS
    assert {key for _, a, _ in page.found for key in a} <= {
        *("lang", "charset", "name", "content", "http-equiv", "class", "aria-label", "controls", "preload", "src"),
        *("id", "data-from", "data-t", "data-play", "href", "rel", "dir"),
    }
    assert page.attributes("html") == [{"lang": ""}]
    assert page.attributes("audio")[0]["src"] == "./javascript%3Aalert%28%22%3C1%3E%22%29.mp3%3F%23"
    assert not any("example.org" in (a.get("href") or "") for a in page.attributes("a"))
    everything = readable(" ".join(NASTY))
    assert page.all("h1") == page.all("title") == [everything]
    assert "<script>alert(1)</script>" in page.all("bdi")


def test_a_page_without_times_is_a_page_to_read() -> None:
    said = turn("speech", "A", "Good morning.")
    paragraph = said.paragraphs[0].model_copy(update={"start": None, "end": None, "words": ()})
    page = Page(to_html(transcript([said.model_copy(update={"start": None, "end": None, "paragraphs": (paragraph,)})])))
    assert page.all("p") == ["Good morning."]
    assert page.all("h2") == ["A"]
    assert page.all("audio") == page.all("span") == page.all("time") == []


def test_sound_and_what_nobody_is_known_to_have_said_have_no_name() -> None:
    page = Page(to_html(transcript([turn("sound", "A", "(LAUGHTER)"), turn("speech", None, "Hm.", start=3.0)])))
    assert page.all("h2") == ["0:00", "0:03"]


def test_address_and_notices_are_at_the_end() -> None:
    source = schema.Source(url="https://npr.org/?a=1&b=2", notices=("Copyright © 2022 NPR",))
    written = to_html(transcript().model_copy(update={"source": source}))
    assert '<a href="https://npr.org/?a=1&amp;b=2" rel="noreferrer">' in written
    assert Page(written).all("footer") == ["Copyright © 2022 NPRhttps://npr.org/?a=1&b=2"]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_of_words_has_the_contrast_that_wcag_asks_for(scheme: str) -> None:
    style = resources.files("pipeline.exporters").joinpath("html_page/page.css").read_text(encoding="utf-8")
    light, _, rest = style.partition("@media (prefers-color-scheme: dark)")
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", light if scheme == "light" else rest.partition("* {")[0]))
    inks = [name for name in colours if name in ("ink", "soft", "link") or name.startswith("voice-")]
    assert len(inks) == 3 + 6
    pairs = [(colours[name], colours["paper"]) for name in inks] + [(colours["now-ink"], colours["now"])]
    for ink, paper in pairs:
        dim, bright = sorted([luminance(ink), luminance(paper)])
        assert (bright + 0.05) / (dim + 0.05) >= 4.5, (ink, paper)


def test_podcast_html_is_read_back_with_its_words_names_and_times() -> None:
    page = Page(to_podcast_html(short()))
    assert page.all("cite") == ["Ayesha Rascoe:", "Ayesha Rascoe:", "Charles Maynes:"]
    assert page.all("time") == ["0:00", "0:28", "0:40"]
    assert page.all("p") == [p.text for t in short().turns for p in t.paragraphs]


def test_podcast_html_of_a_page_has_no_times() -> None:
    said = turn("speech", "A", "Good morning.", "Here is the news.")
    paragraphs = tuple(p.model_copy(update={"start": None, "end": None, "words": ()}) for p in said.paragraphs)
    talk = transcript([said.model_copy(update={"start": None, "end": None, "paragraphs": paragraphs})])
    assert to_podcast_html(talk) == "<cite>A:</cite>\n<p>Good morning.</p>\n<p>Here is the news.</p>\n"


def test_hostile_names_and_words_do_not_break_out_of_podcast_html() -> None:
    page = Page(to_podcast_html(nasty_transcript()))
    assert {name for name, _, _ in page.found} == {"cite", "time", "p"}
    assert "<script>alert(1)</script>:" in page.all("cite")


@settings(max_examples=100, deadline=None)
@given(st.text(min_size=1))
def test_any_text_reads_as_it_was(text: str) -> None:
    said = turn("speech", "A", "So")
    paragraph = said.paragraphs[0].model_copy(update={"text": text, "verbatim": text, "words": ()})
    talk = transcript([said.model_copy(update={"paragraphs": (paragraph,)})])
    assert Page(to_html(talk)).all("p") == [readable(text)]
    assert Page(to_podcast_html(talk)).all("p") == [readable(text)]
