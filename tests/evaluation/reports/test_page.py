from __future__ import annotations

import base64
import hashlib
import re
from importlib import resources
from typing import TYPE_CHECKING

import pytest

from pipeline import schema
from pipeline.evaluation.measures import MEASURES
from tests.builders import transcript, turn
from tests.evaluation.pages import hypothesis, page_of, reference, without_times
from tests.exporters.nasty import nasty_transcript
from tests.exporters.test_html import TAGS, Page, luminance

if TYPE_CHECKING:
    from pathlib import Path

BADGES = re.compile(r'<a class="passage"[^>]*>\d+</a>')
REPORT_TAGS = (
    TAGS
    | set("h3 dl dt dd nav table caption thead tbody tr th td small b i del ins button output svg g".split())
    | set("rect line circle text".split())
)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> str:
    return page_of(tmp_path_factory.mktemp("talk"), hypothesis(), reference(), "sounds/talk 1.wav")


@pytest.fixture(scope="module")
def page(written: str) -> Page:
    """The page without the numbers of the worst passages in its text."""
    return Page(BADGES.sub("", written))


def marks(page: Page) -> list[tuple[str, str]]:
    """Class and text of every mark in the transcript, the legend's left out."""
    found = [
        ((a["class"] or "").removeprefix("e "), text) for _, a, text in page.found if (a.get("id") or "")[:1] == "e"
    ]
    return [(kind, text) for kind, text in found if kind[0] in "sdiw"]


def test_each_error_is_marked_by_its_kind(page: Page) -> None:
    assert marks(page) == [
        ("i", "here"),
        ("s", "programme. show."),
        ("s f", "25 35"),
        ("s n", "Almaty. Almati."),
        ("w", "They went home later."),
        ("d", "much"),
    ]


def test_what_is_right_is_plain_text(written: str) -> None:
    text = BADGES.sub("", written)
    assert '<p dir="auto" data-at="0">Good morning from Washington, and welcome <ins class=' in text
    assert "</span> people in the square in <span" in text


def test_the_reference_is_read_whole_with_what_was_heard_beside_it(page: Page) -> None:
    texts = [text for tag, a, text in page.found if tag == "p" and "data-at" in a]
    assert texts == [
        "Good morning from Washington, and welcome here to the programme. show.",
        "Hello. There were 25 35 people in the square in Almaty. Almati. They went home later.",
        "Thank you so much for your time.",
    ]


def test_turns_have_their_label_and_time(page: Page) -> None:
    assert page.all("h3") == ["RASCOE0:00", "MAYNES0:04", "RASCOE0:09"]


def test_words_under_the_wrong_name_say_so(page: Page) -> None:
    (wrong,) = [a for _, a, _ in page.found if a.get("class") == "e w" and "id" in a]
    assert (wrong["title"], wrong["data-got"]) == ("said by MAYNES, given to RASCOE", "RASCOE")


def test_the_worst_passage_is_first_and_linked_with_its_place(written: str) -> None:
    page = Page(written)
    rows = [(a["id"], text) for tag, a, text in page.found if tag == "tr" and "id" in a]
    assert [name for name, _ in rows] == ["worst-1", "worst-2", "worst-3", "worst-4"]
    assert rows[0][1].split()[:8] == ["1", "4", "4", "wrong", "speaker", "MAYNES", "→", "RASCOE"]
    ids = {a["id"] for _, a, _ in page.found if "id" in a}
    targets = {(a["href"] or "")[1:] for a in page.attributes("a") if (a.get("href") or "").startswith("#")}
    assert targets <= ids
    assert {f"passage-{number}" for number in (1, 2, 3, 4)} <= targets


def test_a_passage_shows_both_texts_with_what_is_wrong_in_each(written: str) -> None:
    row = written.partition('<tr id="worst-2">')[2].partition("</tr>")[0]
    assert "to the <del>programme.</del></p>" in row
    assert "welcome <ins>here</ins> to the <ins>show.</ins></p>" in row


def test_every_measure_is_there_with_its_meaning(page: Page) -> None:
    headers = page.all("th")
    for measure in MEASURES.values():
        assert f"{measure.title}{measure.meaning}" in headers
    assert "16.67 %5 of 30 words (3 sub, 1 del, 1 ins)" in page.all("td")


def test_what_was_not_measured_is_a_dash(written: str) -> None:
    assert re.search(r"word starts off, median<small>[^<]*</small></th>\n<td>-<small></small></td>", written)


def test_the_page_loads_nothing_but_the_recording(written: str, page: Page) -> None:
    loading = [a for _, a, _ in page.found if {"src", "srcset", "data", "poster"} & set(a)]
    assert [a["src"] for a in loading] == ["./sounds/talk%201.wav"]
    assert all((a["href"] or "").startswith("#") for _, a, _ in page.found if "href" in a)
    assert not re.search(r"@import|url\(|https?:(?!//www\.w3\.org/2000/svg)", written)
    assert not any("style" in a for _, a, _ in page.found)


def test_only_this_style_and_this_script_are_allowed(page: Page) -> None:
    policy = next(a["content"] or "" for a in page.attributes("meta") if a.get("http-equiv"))
    for tag in ("style", "script"):
        (text,) = page.all(tag)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}';" in policy


def test_hostile_names_and_words_are_only_text(tmp_path: Path) -> None:
    nasty = nasty_transcript()
    other = transcript([turn("speech", "</title><script>alert(2)</script>", "</main> &amp; <b>bold</b>")])
    for sides in ((nasty, other), (other, nasty), (nasty, nasty)):
        page = Page(page_of(tmp_path, *sides, 'javascript:alert("1")?#.mp3'))
        assert {name for name, _, _ in page.found} <= REPORT_TAGS
        assert page.attributes("audio")[0]["src"] == "./javascript%3Aalert%28%221%22%29%3F%23.mp3"
        assert len(page.all("script")) == 1
        assert page.attributes("html") == [{"lang": "en"}]


def test_hostile_labels_of_words_under_the_wrong_speaker_are_only_text(tmp_path: Path) -> None:
    labels = ['"><script>alert(1)</script>', "'><b>Mary Maynes</b>"]
    said = [turn("speech", label, "So it was here.", start=n * 2.0) for n, label in enumerate(labels * 2)]
    heard = [said[0], *(wrong.model_copy(update={"speaker": labels[0]}) for wrong in said[1:2]), *said[2:]]
    page = Page(page_of(tmp_path, transcript(heard), transcript(said), name="</bdi><script>alert(1)</script>"))
    assert len(page.all("script")) == 1
    assert page.all("h1") == ["</bdi><script>alert(1)</script>"]
    (wrong,) = [a for _, a, _ in page.found if a.get("class") == "e w" and "id" in a]
    assert (wrong["title"], wrong["data-got"]) == (f"said by {labels[1]}, given to {labels[0]}", labels[0])
    assert {key for _, a, _ in page.found for key in a} & {"onclick", "onerror", "onload", "style"} == set()


def test_a_page_without_errors_says_so(tmp_path: Path) -> None:
    page = Page(page_of(tmp_path, hypothesis(), hypothesis()))
    assert marks(page) == []
    assert "No word is wrong, and none is under the wrong speaker." in page.all("p")
    assert page.all("audio") == []


def test_without_times_places_are_counted_in_words(tmp_path: Path) -> None:
    page = Page(page_of(tmp_path, without_times(hypothesis()), reference(), "talk.wav"))
    assert page.all("h3") == ["RASCOEword 1", "MAYNESword 10", "RASCOEword 24"]
    assert page.all("audio") == []
    (chart,) = page.attributes("svg")
    assert chart["data-unit"] == "words"


@pytest.mark.parametrize("empty", [0, 1])
def test_an_empty_side_is_shown_as_missing_or_added(tmp_path: Path, empty: int) -> None:
    sides = [hypothesis(), reference()]
    sides[empty] = transcript()
    page = Page(page_of(tmp_path, sides[0], sides[1]))
    assert {kind[0] for kind, _ in marks(page)} == {"d" if empty == 0 else "i"}
    assert Page(page_of(tmp_path, transcript(), transcript())).all("h3") == []


def test_the_drawing_has_a_row_for_each_speaker_by_both_sides(written: str) -> None:
    drawing = written.partition("<svg")[2].partition("</svg>")[0]
    names = re.findall(r'<text class="name"[^>]*>([^<]*)', drawing)
    assert names == ["RASCOE", "MAYNES"]
    rows = re.findall(r'<g class="(reference|hypothesis)">(.*?)</g>', drawing, re.DOTALL)
    assert [(side, row.count("<rect")) for side, row in rows] == [
        ("reference", 2), ("hypothesis", 2), ("reference", 1), ("hypothesis", 1),
    ]  # fmt: skip
    bars = re.findall(r"<title>(\d:\d\d): ([^<]*)</title>", drawing)
    assert sum(int(number) for _, what in bars for number in re.findall(r"\d+", what)) == 6 + 4 - 1


def test_speakers_of_other_names_are_matched_in_the_drawing(tmp_path: Path) -> None:
    document = hypothesis().model_dump_json().replace("RASCOE", "SPEAKER_1").replace("MAYNES", "SPEAKER_2")
    page = Page(page_of(tmp_path, schema.Transcript.model_validate_json(document), reference()))
    names = [text for tag, a, text in page.found if tag == "text" and a.get("class") == "name"]
    assert names == ["RASCOE = SPEAKER_1", "MAYNES = SPEAKER_2"]


def test_thousands_of_speakers_are_not_all_drawn(tmp_path: Path) -> None:
    crowd = transcript([turn("speech", f"Guest Number{n}", "Good day.", start=n * 2.0) for n in range(1000)])
    written = page_of(tmp_path, crowd, crowd)
    assert written.count('class="name"') == 12
    assert "And 988 more speakers, who speak less." in written


def test_japanese_words_have_no_blanks_between_them(tmp_path: Path) -> None:
    source = schema.Source(language="ja")
    sides = [
        without_times(transcript([turn("speech", "A", text)])).model_copy(update={"source": source})
        for text in ("私は東京に行く。", "私は京都に行く。")
    ]
    page = Page(BADGES.sub("", page_of(tmp_path, sides[1], sides[0])))
    assert [text for tag, a, text in page.found if tag == "p" and "data-at" in a] == ["私は東京京都に行く。"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_of_words_has_the_contrast_that_wcag_asks_for(scheme: str) -> None:
    style = resources.files("pipeline.evaluation.reports").joinpath("page/report.css").read_text(encoding="utf-8")
    light, _, rest = style.partition("@media (prefers-color-scheme: dark)")
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", light if scheme == "light" else rest.partition("* {")[0]))
    pairs = [(ink, paper) for ink in ("ink", "soft", "link", "gone", "new", "who") for paper in ("paper", "card")]
    pairs += [(kind, f"{kind}-paper") for kind in ("gone", "new", "who")] + [("ink", "who-paper"), ("now-ink", "now")]
    for ink, paper in pairs:
        dim, bright = sorted([luminance(colours[ink]), luminance(colours[paper])])
        assert (bright + 0.05) / (dim + 0.05) >= 4.5, (ink, paper)
