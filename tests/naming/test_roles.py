"""The part that somebody has in the program."""

from __future__ import annotations

import pytest

from pipeline.naming.cues import read
from pipeline.naming.roles import role_of


def role(*sentences: str, own: bool = False) -> str | None:
    """The role of the first name in each sentence, all taken for one voice's."""
    return role_of([(read(sentence)[0], own) for sentence in sentences])


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("We are joined by NPR's Moscow correspondent, Ana Lima.", "correspondent"),
        ("We are joined by our reporter Ana Lima.", "reporter"),
        ("Here with me is my co-host, Ana Lima.", "co-host"),
        ("That was our reporter, Ana Lima.", "reporter"),
        ("We are joined by Ana Lima.", "guest"),
        ("Welcome, Ana.", "guest"),
        ("That was Ana Lima.", "guest"),
        ("Thanks, Ana.", None),
        ("So, Ana, what happened?", None),
        ("Ana Lima says it will rain.", None),
    ],
)
def test_the_role_of_whom_another_names(sentence: str, expected: str | None) -> None:
    assert role(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("I'm your host, Ana Lima.", "host"),
        ("I'm the co-host, Ana Lima.", "co-host"),
        ("With your presenter, Ana Lima.", "host"),
        ("I'm Ana Lima.", None),
    ],
)
def test_the_role_of_who_names_himself(sentence: str, expected: str | None) -> None:
    assert role(sentence, own=True) == expected


def test_the_first_job_that_is_named_counts_whatever_is_said_before() -> None:
    assert role("We are joined by Ana Lima.", "That was our reporter, Ana Lima.") == "reporter"
    assert role("That was our reporter, Ana Lima.", "That was our correspondent, Ana Lima.") == "reporter"


def test_who_names_himself_is_no_guest_for_it() -> None:
    introduced, own = read("We are joined by Ana Lima.")[0], read("I'm Ana Lima.")[0]
    assert role_of([(introduced, False), (own, True)]) is None


def test_a_job_far_before_the_name_is_somebody_elses() -> None:
    assert (
        role(f"The reporter {'who came here a very long time ago ' * 3}met us, and we talk with Ana Lima.") == "guest"
    )


def test_nothing_said_is_no_role() -> None:
    assert role_of([]) is None
