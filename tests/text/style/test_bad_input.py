"""Whole styles on texts that nobody would write: nothing raises, no word is lost, a second time changes nothing."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.style import RULES, STYLES
from pipeline.text.style.rule import Setting
from pipeline.text.style.styling import Styled, lower_words, style_paragraph
from pipeline.timeline import Word

ENDLESS = 30_000
LONG = 30_000
ORDINARY = (
    "Well, you know, the harbor was closed for 9 weeks, and, um, people in the US were not happy about that. "
    "On January 6th, at 9am, 12% of the 5500 boats left, which cost $3.2 million, the mayor said. So, so why now?"
)
STRANGE = {
    "one endless word": "a" * ENDLESS,
    "one endless word in capitals": "A" * ENDLESS,
    "one endless number": "7" * ENDLESS,
    "an endless number with commas": "1," * (ENDLESS // 2),
    "an endless amount": "$" + "1" * ENDLESS,
    "an endless percentage": "1" * ENDLESS + "%",
    "endless hyphens": "-" * ENDLESS,
    "an endless compound": "by-" * (ENDLESS // 3) + "by",
    "endless dashes": "\u2014" * ENDLESS,
    "words between endless dashes": "Well, " + "a\u2014" * (ENDLESS // 2),
    "endless full stops": "." * ENDLESS,
    "endless initials": "U." * (ENDLESS // 2),
    "endless quotes": "\u201c" * ENDLESS,
    "endless apostrophes": "'" * ENDLESS,
    "endless commas": "," * ENDLESS,
    "no punctuation": "so we went down to the harbor on january 6th and there were 3 boats i think " * 20,
    "only punctuation": '. , ; : ! ? ... - -- " \u201c \u201d \u2018 \u2019 ( ) [ ] % $ \u00a3 # & @ * / \\ | ~ ^ _',
    "no punctuation but that of abbreviations": "so we left on january 6th at 9am i think",
    "all capitals": ORDINARY.upper(),
    "all capitals without punctuation": "THE US SENT 3 SHIPS ON JANUARY 6TH AND I WENT HOME AT 9AM",
    "all lower case": ORDINARY.lower(),
    "capitals and small letters by turns": "tHe PrEsIdEnT sAiD nO oN mOnDaY aT 9Am",
    "mixed languages": "He said guten Morgen, meine Damen und Herren, at 9am. \u00bfQu\u00e9? C'est 12 % de la ville.",
    "mixed scripts": "\u041f\u0440\u0438\u0432\u0435\u0442 on January 6th \u4f60\u597d 12% "
    "\u0395\u03bb\u03bb\u03ac\u03b4\u03b1 \u0928\u092e\u0938\u094d\u0924\u0947 9am \ud55c\uad6d\uc5b4",
    "words of other scripts alone": "\u4f60\u597d\u4e16\u754c\u3002 \u8fd9\u662f\u4e00\u4e2a\u6d4b\u8bd5\uff01",
    "emoji": "I \u2764\ufe0f this \U0001f600 so \U0001f468\u200d\U0001f469 much 5\ufe0f\u20e3 % \U0001f1fa\U0001f1f8",
    "emoji alone": "\U0001f600 \U0001f600 \U0001f600",
    "from right to left": "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd 12% \u0645\u0631\u062d\u0628\u0627 "
    "\u0628\u0627\u0644\u0639\u0627\u0644\u0645 \u0661\u0662\u066a 9am",
    "marks of direction": "\u202eabc\u202c \u200f12%\u200e \u2067US\u2069 January\u200e 6th",
    "digits of other scripts": "\u0663 people and \u096b\u096b\u096b\u096b boats, \uff11\uff12\uff05 \u00b2 \u00bd",
    "signs that are no text": "a\x00b \x00 9\x00am \x07 12\x1b% \x7f US\x00 \ufffd \ufeff \ufffe um\x00,",
    "signs that look like blanks": "um\u200b , the\u200b the 9\u2060am 12\u00ad% \u180e",
    "lone accents": "\u0301 e\u0301 \u0301\u0301 9\u0301am t\u0323\u0302he the",
    "lone halves of characters": "a\ud800 \udc00 9am \udfff",
    "nothing but a filler": "Um,",
    "nothing but fillers": "Um, uh, um. Uh, uh, er, um.",
    "nothing but one word again and again": "no " * 50,
    "a loop": "and we are going to " * 40,
    "numbers alone": "1 2 3 45 2019 5,500 5500 12% $5 9am 1990's 3rd 800 555 0199 twenty one hundred and",
    "number words alone": "one two three million hundred thousand and point zero twenty twenty nineteen a half",
    "unclosed quotes": 'He said, "I am, \u201cyou know, \u2018going (to [leave',
    "already styled": "The president - this was Nazarbayev - left. At 9 a.m. on Jan. 6, the U.S. left 12 percent.",
    "ordinary talk": ORDINARY,
}  # fmt: skip
EXAMPLES = sorted({text for rule in RULES for example in rule.examples for text in example})
REPEATED = (
    "the", "um,", "I", "a", "no,", "20", "2019", "hundred", "twenty", "point", "and", "January", "9", "am", "%", "$",
    "-", "\u2014", "...", ",", '"', "\u201c", "\u2019", "U.S.", "US", "year", "old", "5", "was,", "X-", "Mr.", "\u4f60",
)  # fmt: skip
EVERY_STYLE = pytest.mark.parametrize("style", STYLES)


def heard(text: str) -> list[Word]:
    return [Word(word, i * 0.25, i * 0.25 + 0.25, 0.95) for i, word in enumerate(text.split())]


def styled(words: list[Word], style: str) -> Styled:
    by_name = {rule.name: rule for rule in RULES}
    rules = tuple(by_name[name] for name in STYLES[style])
    return style_paragraph(words, rules, Setting(lower=lower_words([words])))


def text_of(words: list[Word], result: Styled) -> str:
    texts = (word.text if shown is None else shown for word, shown in zip(words, result.shown, strict=True))
    return " ".join(text for text in texts if text)


def assert_nothing_is_lost(words: list[Word], style: str) -> str:
    """Every word has its place, and all that differs is among the changes; the text that readers get."""
    result = styled(words, style)
    assert len(result.shown) == len(words)
    text = text_of(words, result)
    assert text.strip()
    # walk both in order of time: 30,000 words may have as many changes
    changed = sorted((change.start, change.end) for change in result.changes)
    place, reached = 0, -1.0
    for word, shown in zip(words, result.shown, strict=True):
        while place < len(changed) and changed[place][0] <= word.start:
            reached = max(reached, changed[place][1])
            place += 1
        assert shown is None or word.end <= reached, (word, shown)
    return text


@EVERY_STYLE
@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_strange_text_raises_nothing_loses_nothing_and_stays_as_it_is_a_second_time(text: str, style: str) -> None:
    again = heard(assert_nothing_is_lost(heard(text), style))
    assert text_of(again, styled(again, style)) == text_of(again, Styled((None,) * len(again)))


@EVERY_STYLE
@given(texts=st.lists(st.sampled_from([*EXAMPLES, ORDINARY]), min_size=1, max_size=4))
def test_the_rules_of_a_style_lose_nothing_of_each_other_s_examples(style: str, texts: list[str]) -> None:
    assert_nothing_is_lost(heard(" ".join(texts)), style)


@EVERY_STYLE
@given(text=st.text(min_size=1, max_size=60).filter(lambda text: text.split() != []))
def test_any_signs_raise_nothing_and_lose_nothing(style: str, text: str) -> None:
    assert_nothing_is_lost(heard(text), style)


@EVERY_STYLE
def test_30_000_words_without_a_paragraph_take_seconds(style: str) -> None:
    words = heard(" ".join([ORDINARY] * (LONG // len(ORDINARY.split()) + 1)))[:LONG]
    began = time.perf_counter()
    result = styled(words, style)
    assert time.perf_counter() - began < 20
    assert len(result.shown) == LONG


@pytest.mark.parametrize("text", REPEATED)
def test_the_same_word_10_000_times_takes_seconds(text: str) -> None:
    words = heard(" ".join([text] * 10_000))
    began = time.perf_counter()
    result = styled(words, "npr")
    assert time.perf_counter() - began < 7
    assert len(result.shown) == len(words)


@EVERY_STYLE
def test_one_word_alone_stays_or_is_changed_and_is_never_nothing(style: str) -> None:
    for text in {word for example in EXAMPLES for word in example.split()}:
        assert_nothing_is_lost(heard(text), style)
