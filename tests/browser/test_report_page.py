"""The page of a validation, as a reader uses it."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from tests.builders import transcript, turn
from tests.evaluation.pages import hypothesis, page_of, reference, without_times

if TYPE_CHECKING:
    from tests.browser.conftest import Opened, Opener

pytestmark = pytest.mark.browser

ERRORS = ["here", "programme. show.", "25 35", "Almaty. Almati.", "They went home later.", "much"]


@pytest.fixture(scope="module")
def talk_page(tmp_path_factory: pytest.TempPathFactory) -> str:
    return page_of(tmp_path_factory.mktemp("talk"), hypothesis(), reference(), "talk.wav")


@pytest.fixture
def talk(open_page: Opener, talk_page: str) -> Opened:
    """The page about a short talk, and its recording."""
    return open_page(talk_page, sound_seconds=15)


@pytest.fixture(scope="module")
def hour_page(tmp_path_factory: pytest.TempPathFactory) -> str:
    said = [turn("speech", "AB"[n % 2] * 3, f"And here we tell story {n} again.", start=n * 3.0) for n in range(600)]
    heard = list(said)
    for n in (40, 300, 599):
        heard[n] = turn("speech", heard[n].speaker, f"And where we tell glory {n} again.", start=n * 3.0)
    return page_of(tmp_path_factory.mktemp("hour"), transcript(heard), without_times(transcript(said)))


@pytest.fixture
def hour(open_page: Opener, hour_page: str) -> Opened:
    """A page of several thousand words, with few errors far apart."""
    return open_page(hour_page)


def in_view(opened: Opened, selector: str) -> bool:
    """Whether the element is where a reader sees it, and nothing lies over it."""
    return bool(
        opened.page.locator(selector).evaluate(
            """element => {
                const box = element.getClientRects()[0];
                const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
                return element.contains(seen);
            }"""
        )
    )


def shown(opened: Opened, selector: str) -> list[str]:
    """The texts of those elements that are not hidden."""
    return [item.inner_text() for item in opened.page.locator(selector).all() if item.is_visible()]


def now(opened: Opened) -> str:
    return " ".join(opened.page.locator(".now").inner_text().split())


def test_nothing_is_loaded_but_the_recording_and_nothing_goes_wrong(talk: Opened) -> None:
    talk.page.keyboard.press("n")
    assert set(talk.requests) == {talk.file.as_uri(), (talk.file.parent / "talk.wav").as_uri()}
    assert talk.complaints == []


def test_a_click_on_a_worst_passage_jumps_there(hour: Opened) -> None:
    for number, line in enumerate(
        ("And here we tell story 40", "And here we tell story 300", "And here we tell story 599"), 1
    ):
        hour.page.evaluate("scrollTo(0, 0)")
        assert not in_view(hour, f"#passage-{number}")
        hour.page.locator(f"#worst-{number} th a").click()
        hour.page.wait_for_url(f"**#passage-{number}")
        assert in_view(hour, f"#passage-{number}")
        paragraph = hour.page.locator("main p", has=hour.page.locator(f"#passage-{number}"))
        assert line.split()[-1] in paragraph.inner_text()
        hour.page.locator(f"#passage-{number}").click()
        hour.page.wait_for_url(f"**#worst-{number}")
        assert in_view(hour, f"#worst-{number} th")


def test_after_a_jump_the_next_error_is_the_one_after(hour: Opened) -> None:
    hour.page.locator("#worst-2 th a").click()
    hour.page.wait_for_url("**#passage-2")
    assert hour.page.locator("output").inner_text() == "3 of 6"
    hour.page.keyboard.press("n")
    assert hour.page.locator("output").inner_text() == "4 of 6"
    assert now(hour) == "story glory"


def test_n_and_p_go_from_error_to_error(talk: Opened) -> None:
    assert talk.page.locator("output").inner_text() == "6 places"
    seen = []
    for _ in ERRORS:
        talk.page.keyboard.press("n")
        seen.append(now(talk))
    assert [text.removeprefix("1").strip() for text in seen] == ERRORS
    talk.page.keyboard.press("n")
    assert now(talk) == ERRORS[-1]
    assert talk.page.locator("output").inner_text() == "6 of 6"
    talk.page.keyboard.press("p")
    talk.page.keyboard.press("p")
    assert now(talk) == ERRORS[3]
    assert talk.page.evaluate("document.activeElement.classList.contains('now')")


def test_the_error_that_is_stepped_to_is_in_view(hour: Opened) -> None:
    for _ in range(3):
        hour.page.keyboard.press("n")
    hour.wait(
        "(box => box.top > 0 && box.bottom < innerHeight - 100)(document.querySelector('.now').getBoundingClientRect())"
    )
    assert in_view(hour, ".now")


@pytest.mark.parametrize(
    ("button", "replaced", "missing", "added", "speaker"),
    [
        ("All", 3, 1, 1, 1),
        ("Replaced", 3, 0, 0, 0),
        ("Missing", 0, 1, 0, 0),
        ("Added", 0, 0, 1, 0),
        ("Speakers", 0, 0, 0, 1),
        ("Names", 1, 0, 0, 0),
        ("Figures", 1, 0, 0, 0),
    ],
)
def test_a_button_shows_errors_of_one_kind(
    talk: Opened, button: str, replaced: int, missing: int, added: int, speaker: int
) -> None:
    chosen = talk.page.get_by_role("button", name=button)
    chosen.click()
    assert chosen.get_attribute("aria-pressed") == "true"
    assert talk.page.locator("[aria-pressed=true]").count() == 1
    assert len(shown(talk, "main .s ins")) == replaced
    assert len(shown(talk, "main ins.i")) == added
    lines = "elements => elements.filter(e => getComputedStyle(e).textDecorationLine === 'line-through').length"
    assert talk.page.locator("main .s del").evaluate_all(lines) == replaced
    assert talk.page.locator("main del.d").evaluate_all(lines) == missing
    borders = "elements => elements.filter(e => getComputedStyle(e).borderBottomStyle === 'dashed').length"
    assert talk.page.locator("main .w").evaluate_all(borders) == speaker
    # whatever is chosen, what the reference says can be read
    read = " ".join(talk.page.locator("main").inner_text().split())
    for word in ("programme.", "25", "Almaty.", "went home later.", "much"):
        assert word in read
    count = int(chosen.locator("b").inner_text())
    assert count == replaced + missing + added + speaker
    stepped = set()
    for _ in range(count):
        talk.page.keyboard.press("n")
        stepped.add(now(talk))
    assert len(stepped) == count


def test_a_kind_without_errors_can_be_chosen(hour: Opened) -> None:
    hour.page.get_by_role("button", name="Speakers").click()
    assert hour.page.locator("output").inner_text() == "0 places"
    assert hour.page.get_by_role("button", name="Next").is_disabled()
    hour.page.keyboard.press("n")
    assert hour.complaints == []


def test_a_passage_can_be_heard_and_only_it(talk: Opened) -> None:
    talk.page.get_by_role("button", name="Play passage 1").click()
    assert 7.6 < talk.started() < 9.6
    talk.wait("document.querySelector('audio').paused")
    assert 9.5 < talk.time < 10.5


def test_space_plays_from_the_error_and_pauses(talk: Opened) -> None:
    for _ in range(3):
        talk.page.keyboard.press("n")
    talk.page.keyboard.press(" ")
    assert 4.8 < talk.started() < 7
    talk.page.keyboard.press(" ")
    assert talk.paused
    stopped = talk.time
    talk.page.keyboard.press(" ")
    talk.wait(f"document.querySelector('audio').currentTime > {stopped}")


def test_a_click_on_an_error_plays_it(talk: Opened) -> None:
    talk.page.locator("main del.d").click()
    assert 10.2 < talk.started() < 12
    assert now(talk) == "much"


def test_a_click_on_a_time_plays_the_turn_and_its_paragraph_is_marked(talk: Opened) -> None:
    talk.page.locator("#turn-2 h3 a").click()
    assert 3.6 < talk.started() < 6
    talk.wait("document.querySelector('#turn-2 p').classList.contains('here')")
    assert talk.page.locator(".here").count() == 1


def test_a_click_in_the_drawing_goes_to_the_place(hour: Opened) -> None:
    box = hour.page.locator("svg").bounding_box()
    assert box is not None
    end = int(hour.page.locator("svg").get_attribute("data-end") or "")
    hour.page.mouse.click(box["x"] + box["width"] * 1_201_500 / end, box["y"] + box["height"] - 5)
    hour.wait("document.activeElement.matches('main p')")
    assert "tell story 400" in hour.page.evaluate("document.activeElement.innerText")
    hour.wait("(box => box.top > 0 && box.bottom < innerHeight)(document.activeElement.getBoundingClientRect())")


def test_a_bar_of_the_drawing_leads_to_its_first_error(hour: Opened) -> None:
    hour.page.locator("svg a:not(.worst)").last.click()
    hour.wait("location.hash === '#e5'")
    assert in_view(hour, "#e5")


def test_without_the_recording_there_is_nothing_to_play(open_page: Opener, talk_page: str) -> None:
    talk = open_page(talk_page)
    talk.page.wait_for_function("() => document.querySelector('audio').error !== null")
    assert not talk.page.locator("audio").is_visible()
    assert shown(talk, ".play") == []
    talk.page.keyboard.press("n")
    talk.page.keyboard.press(" ")
    talk.page.locator("main del.d").click()
    assert now(talk) == "much"


def test_without_a_script_everything_is_there_to_read(open_page: Opener, talk_page: str) -> None:
    talk = open_page(talk_page, script=False)
    read = talk.page.locator("body").inner_text()
    for text in ("Worst passages", "16.67 %", "They went home later.", "programme.", "→ RASCOE", "word error rate"):
        assert text in read
    assert not talk.page.locator(".bar").is_visible()
    assert shown(talk, "button") == []
    talk.page.locator("#worst-1 th a").click()
    assert talk.page.url.endswith("#passage-1")


def test_names_cannot_run_scripts(open_page: Opener) -> None:
    label = "<script>document.title='taken'</script><img src=x onerror=document.title='taken'>"
    hostile = transcript([turn("speech", label, "Good <b onclick=alert(1)>morning</b> everybody.")])
    opened = open_page(page_of(open_page.folder, hostile, hostile))
    assert opened.page.title() == "talk: validation"
    assert opened.page.locator("main h3 bdi").inner_text() == label
    assert opened.page.locator("img, b[onclick]").count() == 0
    assert opened.complaints == []


@pytest.mark.parametrize(
    "slipped",
    [
        "<script>document.title='taken'</script>",
        "<img src=x onerror=\"document.title='taken'\">",
        "<style>body{display:none}</style>",
        "<iframe src='data:text/html,taken'></iframe>",
    ],
)
def test_mark_up_that_slipped_through_is_stopped_by_the_policy(open_page: Opener, talk_page: str, slipped: str) -> None:
    opened = open_page(talk_page.replace("<header>", f"{slipped}<header>", 1))
    assert opened.page.title() == "talk: validation"
    assert opened.page.locator("header").is_visible()
    assert opened.page.locator("body.live").count() == 1
    assert any("Content Security Policy" in line for line in opened.complaints)


def test_a_picture_that_slipped_through_is_not_even_asked_for(open_page: Opener, talk_page: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        picture = f"<img src='http://127.0.0.1:{listening.getsockname()[1]}/'>"
        opened = open_page(talk_page.replace("<header>", f"{picture}<header>", 1))
        assert any("Content Security Policy" in line for line in opened.complaints)
        with pytest.raises(BlockingIOError):  # nobody has called
            listening.accept()


def test_on_a_phone_nothing_is_wider_than_the_screen(open_page: Opener, talk_page: str) -> None:
    talk = open_page(talk_page, width=360, sound_seconds=15)
    assert talk.page.evaluate("document.documentElement.scrollWidth") == 360
    talk.page.locator("#worst-1 th a").click()
    assert in_view(talk, "#passage-1")
