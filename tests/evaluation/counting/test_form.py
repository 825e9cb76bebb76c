from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.metrics.segmentation import windowdiff

from pipeline.evaluation.comparison import compare
from pipeline.evaluation.counting.form import (
    MARKS,
    ParagraphCounts,
    count_capitals,
    count_introduction,
    count_marks,
    count_paragraphs,
)
from pipeline.evaluation.counts import Keyed, Retrieval, Share
from pipeline.evaluation.sides import Block, Side, Token, side_of
from pipeline.pages import parse_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.evaluation.comparison import Comparison
    from pipeline.evaluation.normalisers import NormaliserName

PAGE = (Path(__file__).parents[3] / "samples" / "kazakhstan" / "page.txt").read_text(encoding="utf-8")


def side(*paragraphs: str) -> Side:
    """Paragraphs like "A: Good morning."; without a label it goes on with the turn, and "*: " is the introduction."""
    tokens: list[Token] = []
    blocks: list[Block] = []
    for paragraph in paragraphs:
        label, text = found.groups() if (found := re.match(r"([A-Z*]): (.*)", paragraph)) else (None, paragraph)
        if label is None and blocks:
            blocks.append(blocks[-1])
        else:
            blocks.append(Block(None if label == "*" else label, len(blocks), introduction=label == "*"))
        tokens += [Token(word, len(blocks) - 1) for word in text.split()]
    return Side(tuple(tokens), tuple(blocks))


def comparison(
    reference: str | Sequence[str], hypothesis: str | Sequence[str], normaliser: NormaliserName = "english"
) -> Comparison:
    both = [side(*([text] if isinstance(text, str) else text)) for text in (reference, hypothesis)]
    return compare(both[0], both[1], normaliser)


def marks(reference: str | Sequence[str], hypothesis: str | Sequence[str]) -> dict[str, tuple[int, int, int]]:
    """For each mark: at the same words of both, in the reference, in the hypothesis."""
    counted = comparison(reference, hypothesis)
    return {
        mark: (found.both, found.reference, found.hypothesis)
        for mark, found in count_marks(counted, counted.steps).items()
    }


def capitals(reference: str, hypothesis: str, normaliser: NormaliserName = "english") -> tuple[int, int, int]:
    counted = comparison(reference, hypothesis, normaliser)
    found = count_capitals(counted, counted.steps)
    return found.both, found.reference, found.hypothesis


# --- marks -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "mark"),
    [
        ("go.", "."),
        ("go,", ","),
        ("go?", "?"),
        ("go!", "!"),
        ("go;", ";"),
        ("go:", ":"),
        ("go -", "-"),
        ("go –", "-"),
        ("go—", "-"),
        ("go --", "-"),
        ("go...", "…"),
        ("go…", "…"),
        ("go ...", "…"),
        ("go …", "…"),
        ("go .", "."),
        ("“go.”", "."),
        ("(go).", "."),
        ('"go".', "."),
        ("go.*", "."),
        ("go。", "."),
        ("go．", "."),
        ("go？", "?"),
        ("go،", ","),
    ],
)
def test_each_kind_of_mark_is_seen_however_it_is_printed(printed: str, mark: str) -> None:
    assert marks(f"we {printed} then home", f"we {printed} then home") == {mark: (1, 1, 1)}
    assert marks(f"we {printed} then home", "we go then home") == {mark: (0, 1, 0)}
    assert marks("we go then home", f"we {printed} then home") == {mark: (0, 0, 1)}


@pytest.mark.parametrize(
    "printed", ["“go”", "(go)", "[go]", "'go'", "go'", "go-", "go-to", "1.5", "10:30", "5%", "go *"]
)
def test_quotes_brackets_hyphens_and_what_is_inside_a_token_are_no_marks(printed: str) -> None:
    assert marks(f"we {printed} then home", f"we {printed} then home") == {}


def test_marks_count_at_the_same_word_only() -> None:
    assert marks("Well, I know him.", "Well I, know him.") == {",": (0, 1, 1), ".": (1, 1, 1)}


def test_another_mark_at_the_same_word_is_one_missing_and_one_too_many() -> None:
    assert marks("You know him?", "You know him.") == {".": (0, 0, 1), "?": (0, 1, 0)}


def test_several_marks_at_a_word_count_one_each() -> None:
    assert marks("You know him?! Yes", "You know him? Yes") == {"?": (1, 1, 1), "!": (0, 1, 0)}
    assert marks('"Well," - he said', '"Well," he said') == {",": (1, 1, 1), "-": (0, 1, 0)}


def test_marks_behind_a_wrong_word_count_and_behind_a_missing_or_additional_one_do_not() -> None:
    assert marks("the old dog, barks", "the old cat, barks") == {",": (1, 1, 1)}
    assert marks("the old, dog barks", "the dog barks") == {}
    assert marks("the dog barks", "the old, dog barks") == {}


@pytest.mark.parametrize("abbreviation", ["U.S.", "Mr.", "Dr.", "p.m.", "J."])
def test_the_full_stop_of_an_abbreviation_inside_a_sentence_is_no_mark(abbreviation: str) -> None:
    text = f"then {abbreviation} Smith came"
    assert marks(text, text) == {}


def test_number_is_an_abbreviation_before_a_figure_and_an_answer_before_anything_else() -> None:
    assert marks("It is No. 5 here", "It is No. 5 here") == {}
    assert marks("No. We left", "No. We left") == {".": (1, 1, 1)}
    assert marks("No. We left", "No, we left") == {".": (0, 1, 0), ",": (0, 0, 1)}


def test_an_abbreviation_at_the_end_of_a_paragraph_ends_a_sentence() -> None:
    assert marks(["A: He left the U.S.", "B: When"], ["A: He left the U.S.", "B: When"]) == {".": (1, 1, 1)}
    assert marks(["A: He left the U.S.", "B: When"], ["A: He left the U.S", "B: When"]) == {".": (0, 1, 0)}


def test_an_abbreviation_at_the_end_of_the_text_ends_a_sentence() -> None:
    assert marks("He left the U.S.", "He left the U.S.") == {".": (1, 1, 1)}
    assert marks("He left the U.S.", "He left the U.S") == {".": (0, 1, 0)}


def test_an_abbreviation_before_another_mark_ends_nothing_itself() -> None:
    assert marks("At 5 p.m.?", "At 5 p.m.?") == {"?": (1, 1, 1)}
    assert marks("At 5 p.m., then", "At 5 p.m., then") == {",": (1, 1, 1)}


def test_the_full_stop_of_a_hypothesis_abbreviation_is_whatever_the_reference_has_there() -> None:
    paragraphs = ["A: He left the U.S.", "B: When did he"]
    assert marks(paragraphs, "A: He left the U.S. When did he") == {".": (1, 1, 1)}
    assert marks("A: He left the U.S. When did he", paragraphs) == {}
    assert marks("He left the U.S when", "He left the U.S. when") == {}
    assert marks("He left the U.S., when", "He left the U.S. when") == {",": (0, 1, 0)}


def test_two_words_of_one_token_have_its_marks_once_and_behind_the_second() -> None:
    assert marks("we’ve, been there", "we have, been there") == {",": (1, 1, 1)}
    assert marks("we’ve, been there", "we, have been there") == {",": (0, 1, 1)}


def test_a_number_of_several_tokens_has_the_marks_behind_its_last() -> None:
    found = comparison("about twenty-five hundred, they say", "about 2,500, they say")
    assert [word.text for word in found.reference_words] == ["about", "2500", "they", "say"]
    assert count_marks(found, found.steps) == {",": Retrieval(1, 1, 1)}
    assert marks("about two thousand, five hundred, they say", "about 2500 they say") == {",": (0, 1, 0)}


def test_signs_of_a_filler_that_is_not_compared_go_with_the_word_before_it() -> None:
    assert marks("I, um, think so", "I, think so") == {",": (1, 1, 1)}
    assert marks("I think, um. So", "I think. So") == {",": (0, 1, 0), ".": (1, 1, 1)}


def test_a_dash_at_the_beginning_of_a_sentence_goes_with_it() -> None:
    assert marks("He left. - And she? They know.", "He left. They know.") == {".": (2, 2, 2)}
    assert marks("He left. - And she?", "He left. And she?") == {".": (1, 1, 1), "-": (0, 1, 0), "?": (1, 1, 1)}
    assert marks("- And she", "And she") == {"-": (0, 1, 0)}


def test_marks_without_a_word_on_either_side_count_nothing() -> None:
    assert marks("", "") == {}
    assert marks(". . .", "- -") == {}
    assert marks("Well, yes.", "") == {}
    assert marks("", "Well, yes.") == {}


def test_without_a_normaliser_the_same_marks_count() -> None:
    found = comparison("The president - he - left, then.", "The president - he - left. Then.", "none")
    assert count_marks(found, found.steps) == {
        ".": Retrieval(1, 1, 2),
        ",": Retrieval(0, 1, 0),
        "-": Retrieval(2, 2, 2),
    }
    found = comparison("He left. - And she", "He left. And she", "none")
    assert count_marks(found, found.steps) == {".": Retrieval(1, 1, 1), "-": Retrieval(0, 1, 0)}
    found = comparison("The president - he left …", "The president he left -", "none")
    assert count_marks(found, found.steps) == {"-": Retrieval(0, 1, 1), "…": Retrieval(0, 1, 0)}


# --- capitals --------------------------------------------------------------------------------------------------------


def test_capitals_count_at_equal_words() -> None:
    assert capitals("Then Maynes went", "then Maynes Went") == (1, 2, 2)
    assert capitals("“Then” (Maynes) went", "Then maynes went") == (1, 2, 1)


def test_capitals_of_wrong_missing_and_additional_words_do_not_count() -> None:
    assert capitals("then Maynes went", "then Haynes went") == (0, 0, 0)
    assert capitals("then Maynes went", "then went") == (0, 0, 0)
    assert capitals("then went", "then Maynes went") == (0, 0, 0)


def test_only_the_first_word_of_a_token_has_a_capital() -> None:
    assert capitals("We’ve gone", "We Have gone") == (1, 1, 1)
    assert capitals("We Have gone", "We’ve gone") == (1, 1, 1)


def test_words_without_case_are_passed_over() -> None:
    assert capitals("Twenty-five left", "25 left") == (0, 0, 0)
    assert capitals("25TH left", "25th left") == (0, 0, 0)
    assert capitals("日 left", "日 left") == (0, 0, 0)


def test_a_side_all_in_one_case_has_all_capitals_or_none() -> None:
    assert capitals("Then Maynes went home", "then maynes went home") == (0, 2, 0)
    assert capitals("Then Maynes went home", "THEN MAYNES WENT HOME") == (2, 2, 4)


def test_without_a_normaliser_words_that_differ_in_case_and_marks_alone_count() -> None:
    assert capitals("Then, Maynes went", "then maynes. Went", "none") == (0, 2, 1)
    assert capitals("then Maynes went", "then Haynes went", "none") == (0, 0, 0)


# --- introduction ----------------------------------------------------------------------------------------------------


def introduction(reference: Sequence[str], hypothesis: Sequence[str]) -> Retrieval:
    found = comparison(reference, hypothesis)
    return count_introduction(found, found.steps)


def test_words_of_the_introduction_count_where_both_sides_have_them() -> None:
    reference = ["*: Troops have crossed the border.", "A: Why is that?"]
    assert introduction(reference, reference) == Retrieval(5, 5, 5)
    assert introduction(reference, ["*: Troops have crossed", "A: the border. Why is that?"]) == Retrieval(3, 5, 3)
    assert introduction(reference, ["*: Troops have crossed the border. Why", "A: is that?"]) == Retrieval(5, 5, 6)
    assert introduction(reference, ["*: Troops crossed a border.", "A: Why is that?"]) == Retrieval(4, 4, 4)
    assert introduction(reference, ["A: Troops have crossed the border.", "A: Why is that?"]) == Retrieval(0, 5, 0)
    assert introduction(["A: Why is that?"], ["A: Why is that?"]) == Retrieval()


# --- paragraphs ------------------------------------------------------------------------------------------------------


def paragraphs(reference: Sequence[str], hypothesis: Sequence[str]) -> ParagraphCounts:
    return count_paragraphs(comparison(reference, hypothesis))


TURNS = ["A: one dog two dogs", "B: red cat", "black cats", "A: green horse"]


def test_a_text_against_itself_has_every_paragraph() -> None:
    assert paragraphs(TURNS, TURNS) == ParagraphCounts(Retrieval(3, 3, 3), Share(1, 1), Share(0, 8))


def test_a_merged_paragraph_is_a_beginning_less() -> None:
    found = paragraphs(TURNS, ["A: one dog two dogs", "B: red cat black cats", "A: green horse"])
    assert (found.breaks, found.inner) == (Retrieval(2, 3, 2), Share(0, 1))


def test_a_divided_paragraph_is_a_beginning_more() -> None:
    found = paragraphs(TURNS, ["A: one dog", "two dogs", *TURNS[1:]])
    assert (found.breaks, found.inner) == (Retrieval(3, 3, 4), Share(1, 1))


def test_the_beginning_of_a_paragraph_is_found_whoever_speaks() -> None:
    found = paragraphs(TURNS, ["A: one dog two dogs", "A: red cat", "C: black cats", "B: green horse"])
    assert found == paragraphs(TURNS, TURNS)


def test_words_missing_around_a_beginning_leave_it_where_it_is() -> None:
    found = paragraphs(TURNS, ["A: one dog two", "B: cat", "black cats", "A: green horse"])
    assert (found.breaks, found.inner) == (Retrieval(3, 3, 3), Share(1, 1))


def test_a_paragraph_of_which_no_word_is_left_is_passed_over() -> None:
    found = paragraphs(TURNS, ["A: one dog two dogs", "B: red cat", "A: green horse"])
    assert (found.breaks, found.inner) == (Retrieval(2, 2, 2), Share(0, 0))


def test_window_diff_counts_windows_with_another_number_of_beginnings() -> None:
    # 10 words, paragraphs of 10/3: windows span 2 gaps, of which there are 9: 8 windows.
    # reference ---|---|-- (gaps 3 and 6), hypothesis ----|--|-- (4 and 6): windows that hold just one of 3 and 4 differ
    words = "dog cat cow pig hen fox bee ant owl bat".split()
    expected = [" ".join(words[:3]), " ".join(words[3:6]), " ".join(words[6:])]
    found = [" ".join(words[:4]), " ".join(words[4:6]), " ".join(words[6:])]
    assert paragraphs(["A: " + expected[0], *expected[1:]], ["A: " + found[0], *found[1:]]).windows == Share(2, 8)


def test_without_a_beginning_in_the_reference_or_with_too_few_words_there_are_no_windows() -> None:
    assert paragraphs(["A: one dog two dogs"], ["A: one dog", "two dogs"]) == ParagraphCounts(Retrieval(0, 0, 1))
    assert paragraphs(["A: dog", "cat"], ["A: dog", "cat"]) == ParagraphCounts(Retrieval(1, 1, 1), Share(1, 1))
    assert paragraphs(["A: dog"], ["A: dog"]) == ParagraphCounts()
    assert paragraphs([], ["A: dog"]) == ParagraphCounts()
    assert paragraphs(["A: dog"], []) == ParagraphCounts()
    assert paragraphs([], []) == ParagraphCounts()


def divided(breaks: Sequence[bool]) -> Side:
    """Words in paragraphs that begin in the gaps where ``breaks`` says so; every word is another one."""
    blocks = [0]
    for broken in breaks:
        blocks.append(blocks[-1] + broken)
    return Side(
        tuple(Token(f"w{place}", block) for place, block in enumerate(blocks)),
        tuple(Block(None, 0) for _ in range(blocks[-1] + 1)),
    )


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=60))
def test_window_diff_is_that_of_nltk(gaps: list[tuple[bool, bool]]) -> None:
    expected, found = [here for here, _ in gaps], [there for _, there in gaps]
    windows = count_paragraphs(compare(divided(expected), divided(found), "none")).windows
    units, segments = len(gaps) + 1, sum(expected) + 1
    size = max(2, int(units / segments / 2 + 0.5))
    if segments == 1 or size > len(gaps):
        assert windows == Share()
    else:
        assert windows.whole == units - size
        assert windows.rate == windowdiff(expected, found, size, boundary=True)


# --- pages: each change where it belongs -----------------------------------------------------------------------------


def of_page(hypothesis: str) -> tuple[Keyed[Retrieval], Retrieval, Retrieval, ParagraphCounts]:
    sides = [side_of(parse_page(text.encode())) for text in (PAGE, hypothesis)]
    found = compare(sides[0], sides[1], "english")
    return (
        count_marks(found, found.steps),
        count_capitals(found, found.steps),
        count_introduction(found, found.steps),
        count_paragraphs(found),
    )


def perfect(counts: Retrieval) -> bool:
    return counts.both == counts.reference == counts.hypothesis > 0


def changed(old: str, new: str) -> str:
    assert PAGE.count(old) == 1
    return PAGE.replace(old, new)


@pytest.mark.parametrize(
    "page",
    [
        PAGE,
        changed("He took the job for himself. ", ""),
        changed(" They've got - they're part of this 2,500-strong regional security force.", ""),
        changed("Good morning, Charles.", ""),
        changed("including 18 police", "including 80 police"),
        changed("The government says 5,500 people", "The government says 5,600 people"),
        changed("RASCOE: Wow.", "MAYNES: Wow."),
        changed("So what's the situation on the ground now? ", ""),
    ],
    ids=["nothing", "sentence", "dashes", "greeting", "number", "thousands", "speaker", "question"],
)
def test_what_changes_words_or_speakers_changes_nothing_in_form(page: str) -> None:
    by_mark, capital, intro, paragraph = of_page(page)
    assert set(by_mark) >= {".", ",", "?", "-"}
    assert all(perfect(counts) for counts in (*by_mark.values(), capital, intro, paragraph.breaks))
    assert (paragraph.inner.rate, paragraph.windows.rate) == (1, 0)


def test_a_merged_paragraph_of_a_page_changes_paragraphs_alone() -> None:
    by_mark, capital, intro, paragraph = of_page(changed("house-to-house sweeps.\n\nNow", "house-to-house sweeps. Now"))
    assert all(perfect(counts) for counts in (*by_mark.values(), capital, intro))
    assert paragraph.breaks.reference - 1 == paragraph.breaks.hypothesis == paragraph.breaks.both > 0
    assert paragraph.inner.whole - paragraph.inner.part == 1
    assert (paragraph.windows.rate or 0) > 0


def test_text_without_marks_or_capitals_has_none() -> None:
    bare = PAGE.replace(" - ", " ").translate(str.maketrans("", "", ".,?!")).lower()
    # labels are capitals: they stay
    by_mark, capital, _, _ = of_page(re.sub(r"(?m)^(rascoe|maynes):", lambda found: found[0].upper(), bare))
    assert all(counts.hypothesis == 0 < counts.reference for counts in by_mark.values())
    assert capital.hypothesis == 0 < capital.reference


# --- properties ------------------------------------------------------------------------------------------------------

TOKENS = st.sampled_from(
    "the The dog Dog, dog. U.S. U.S., Mr. No. 5 we’ve We’ve, um Um, twenty five hundred. 2,500 - -- – … ... word... "
    "“Why?” why?! ; : . (go) go- 日 é É. 1st $5 % ' \" *".split()
)
PARAGRAPHS = st.lists(st.tuples(st.sampled_from(["A: ", "B: ", "*: ", ""]), st.lists(TOKENS, max_size=9)), max_size=6)
TEXTS = PARAGRAPHS.map(lambda parts: side(*(label + " ".join(texts) for label, texts in parts)))
NORMALISERS = st.sampled_from(["none", "basic", "english"])


@given(TEXTS, TEXTS, NORMALISERS, st.lists(st.integers(0, 60), max_size=5))
def test_the_counts_of_stretches_add_up(one: Side, other: Side, name: NormaliserName, cuts: list[int]) -> None:
    found = compare(one, other, name)
    edges = sorted({0, len(found.steps), *(cut for cut in cuts if cut < len(found.steps))})
    stretches = [found.steps[start:end] for start, end in pairwise(edges)]
    added = sum((count_marks(found, stretch) for stretch in stretches), start=Keyed[Retrieval]())
    assert added == count_marks(found, found.steps)
    assert Retrieval.total(count_capitals(found, part) for part in stretches) == count_capitals(found, found.steps)
    assert Retrieval.total(count_introduction(found, part) for part in stretches) == count_introduction(
        found, found.steps
    )


@given(TEXTS, NORMALISERS)
def test_a_text_against_itself_is_perfect(one: Side, name: NormaliserName) -> None:
    found = compare(one, one, name)
    counted = [
        *count_marks(found, found.steps).values(),
        count_capitals(found, found.steps),
        count_introduction(found, found.steps),
        count_paragraphs(found).breaks,
    ]
    assert all(counts.both == counts.reference == counts.hypothesis for counts in counted)
    paragraph = count_paragraphs(found)
    assert paragraph.inner.part == paragraph.inner.whole
    assert paragraph.windows.part == 0


@given(TEXTS, NORMALISERS)
def test_other_paragraphs_and_speakers_change_neither_marks_nor_capitals(one: Side, name: NormaliserName) -> None:
    merged = Side(tuple(token._replace(block=0) for token in one.tokens), (Block("Z", 0),))
    found = compare(one, merged, name)
    counted = [*count_marks(found, found.steps).values(), count_capitals(found, found.steps)]
    assert all(counts.both == counts.reference == counts.hypothesis for counts in counted)


@given(TEXTS, TEXTS, NORMALISERS)
def test_nothing_is_found_more_often_than_it_is_there(one: Side, other: Side, name: NormaliserName) -> None:
    found = compare(one, other, name)
    by_mark = count_marks(found, found.steps)
    assert list(by_mark) == [mark for mark in MARKS if mark in by_mark]
    capital, paragraph = count_capitals(found, found.steps), count_paragraphs(found)
    for counts in (*by_mark.values(), capital, count_introduction(found, found.steps), paragraph.breaks):
        assert 0 <= counts.both <= min(counts.reference, counts.hypothesis)
    assert paragraph.inner.whole <= paragraph.breaks.reference
    assert paragraph.windows.part <= paragraph.windows.whole


@pytest.mark.parametrize("signs", ["!" * 200_000, ".'" * 100_000, " -" * 50_000])
def test_any_number_of_signs_is_read_in_time_that_grows_with_it(signs: str) -> None:
    # what took the square of it would not come to an end
    for text in (f"dog{signs} cat, dog", f"{signs}dog cat, dog"):
        found = comparison(text, text, "none")
        assert count_marks(found, found.steps)[","] == Retrieval(1, 1, 1)
