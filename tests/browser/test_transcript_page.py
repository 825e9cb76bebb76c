"""The transcript as an HTML page, as a listener uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline import schema
from pipeline.exporters.html import to_html
from tests.builders import SHA256, transcript, turn

if TYPE_CHECKING:
    from tests.browser.conftest import Opened, Opener

pytestmark = pytest.mark.browser


@pytest.fixture
def talk(open_page: Opener) -> Opened:
    """The page of a talk, 0.5 s a word or less, with its recording."""
    return open_page(to_html(conversation()), sound_seconds=20)


def conversation() -> schema.Transcript:
    said = [
        turn("speech", "RASCOE", "Good morning, and what happened there?", start=1.0),
        turn("speech", "MAYNES", "A great many people went out into the square.", start=6.0),
        turn("speech", "RASCOE", "Thank you so much.", start=12.0),
    ]
    audio = schema.Audio(name="talk.wav", sha256=SHA256, duration_seconds=20, sample_rate_hz=16_000, channels=1)
    return transcript(said).model_copy(update={"audio": audio})


def test_nothing_is_loaded_but_the_recording_and_nothing_goes_wrong(talk: Opened) -> None:
    assert set(talk.requests) == {talk.file.as_uri(), (talk.file.parent / "talk.wav").as_uri()}
    assert talk.complaints == []


def test_a_click_on_a_word_plays_from_there_and_lights_up_what_is_said(talk: Opened) -> None:
    talk.page.get_by_text("people", exact=True).click()
    assert 7.1 < talk.started() < 9
    talk.wait("document.querySelector('.now').innerText === 'went'")
    assert talk.page.locator(".now").count() == 1


def test_space_plays_and_pauses(talk: Opened) -> None:
    talk.page.keyboard.press(" ")
    talk.wait("document.querySelector('audio').currentTime > 0.1")
    talk.page.keyboard.press(" ")
    assert talk.paused
    assert talk.page.evaluate("scrollY") == 0


def test_arrows_jump_from_turn_to_turn(talk: Opened) -> None:
    for key, time, word in (("ArrowRight", 1.0, "Good"), ("ArrowRight", 6.0, "A"), ("ArrowRight", 12.0, "Thank"),
                            ("ArrowRight", 12.0, "Thank"), ("ArrowLeft", 6.0, "A")):  # fmt: skip
        talk.page.keyboard.press(key)
        talk.wait(f"document.querySelector('.now')?.innerText === '{word}'")
        assert talk.time == pytest.approx(time, abs=0.01)
        assert talk.paused


def test_arrows_with_shift_go_from_word_to_word_and_enter_plays(talk: Opened) -> None:
    talk.page.keyboard.press("ArrowRight")
    talk.page.keyboard.press("ArrowRight")
    for word in ("A", "great", "many"):
        talk.page.keyboard.press("Shift+ArrowRight")
        assert talk.page.evaluate("document.activeElement.innerText") == word
    talk.page.keyboard.press("Enter")
    assert 6.7 < talk.started() < 9


def test_a_click_on_a_time_plays_the_turn(talk: Opened) -> None:
    talk.page.locator("#turn-3 h2 a").click()
    assert 11.9 < talk.started() < 14
    talk.wait("document.querySelector('.now')?.innerText === 'so'")


def test_without_the_recording_it_is_a_page_to_read(open_page: Opener) -> None:
    talk = open_page(to_html(conversation()))
    talk.page.wait_for_function("() => document.querySelector('audio').error !== null")
    assert not talk.page.locator(".player").is_visible()
    talk.page.get_by_text("people", exact=True).click()
    assert talk.page.locator(".now").count() == 0


def test_names_cannot_run_scripts(open_page: Opener) -> None:
    label = "<script>document.title='taken'</script><img src=x onerror=document.title='taken'>"
    opened = open_page(to_html(transcript([turn("speech", label, "Good morning.")])))
    assert opened.page.title() == "Transcript"
    assert opened.page.locator("h2 bdi").inner_text() == label
    assert opened.complaints == []


def test_a_script_that_slipped_through_is_stopped_by_the_policy(open_page: Opener) -> None:
    written = to_html(conversation()).replace("<header>", "<script>document.title='taken'</script><header>", 1)
    opened = open_page(written)
    assert opened.page.title() == "talk.wav"
    assert any("Content Security Policy" in line for line in opened.complaints)
