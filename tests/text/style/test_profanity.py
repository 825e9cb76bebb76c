from __future__ import annotations

import pytest

from pipeline.text.style.profanity import MASK_PROFANITY
from pipeline.text.style.rule import Setting
from tests.text.style.station_page import page_paragraphs
from tests.text.style.test_rules import applied, heard, text_of


def printed(said: str, *names: str) -> str:
    return text_of(applied(MASK_PROFANITY, heard(said), Setting(names=frozenset(names))))


@pytest.mark.parametrize(
    "word",
    "fuck fucks fucked fucker fuckers fucking fuckin motherfucker motherfucking shit shits shitty shitting bullshit "
    "shithole cunt cunts cocksucker asshole assholes nigger niggas".split(),
)
def test_a_bleeped_word_and_its_inflections_keep_first_letter_and_length(word: str) -> None:
    for said in (word, word.upper(), word.title()):
        assert printed(said) == said[0] + "*" * (len(said) - 1)
        assert printed(f"“{said}’s,”") == f"“{printed(said)}’s,”"


@pytest.mark.parametrize(
    "said",
    [
        "Scunthorpe, Matsushita, shiitake, Shittim, Niger, Nigeria, niggardly, Cuntz, Fuchs",
        "hell, damn, goddamn, sexual, Dick Cheney, Johnson, cock-a-doodle-doo, Essex, Sussex",
        "assassin, class, bass, titmouse, Titicaca, analysis, cumulative, shot, sheet",
    ],
)
def test_a_word_that_only_looks_like_one_stays(said: str) -> None:
    assert printed(said) == said


def test_a_name_stays_but_not_the_word_it_is_spelled_like() -> None:
    assert printed("Fucking, in Austria, FUCKING and fucking", "Fucking") == "Fucking, in Austria, FUCKING and f******"
    assert printed("Fucking!") == "F******!"


@pytest.mark.parametrize("paragraph", page_paragraphs())
def test_a_station_page_stays_as_it_is(paragraph: str) -> None:
    assert printed(paragraph) == paragraph
