"""Hesitations that are no words: "um", "uh", "er". "You know", "I mean" and "like" are words, "uh-huh" an answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.text.style.edits import CLOSERS, OPENERS
from pipeline.text.style.hesitation import ARTICLES, AUXILIARIES, CONJUNCTIONS, SUBJECTS
from pipeline.text.style.matches import Change, rewriting
from pipeline.text.style.rule import Rule, Setting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.text.style.edits import Edit, Token

_FILLER = r"(?<![\w'’@./+-])(?:u+m+|u+h+m*|er+m+|er)(?![\w'’@/+]|-\w|\.\w)"
_RUN = re.compile(
    rf"{_FILLER}(?:(?:[ ]?(?:[,.…]|[–—]|--?){{1,4}}[ ]?|[ ])(?:-[ ])?{_FILLER})*",
    re.IGNORECASE,
)
_MARKS: Final = " ,.…?!:;–—-"
_MOST = 12
"""How many marks and blanks beside a filler are looked at."""
_END = re.compile(r"(?<!\.)\.(?!\.)|[?!]")
_PAUSE = re.compile(r"\.{2,}|…")
_DASH = re.compile(r"[–—]|--|-")
_TOKEN = re.compile(r"\S+")
_ASKS = re.compile("[?!]")
_SENTENCES = re.compile(r"[.?!]\s")
_WORD_BEFORE = re.compile(r"([^\W_]*(?:['’][^\W_]+)*)[^\w]*$")
_WORDS_AFTER = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|,")
_LONGEST = 40
_TITLES = frozenset("mr mrs ms dr".split())
_SAYING = frozenset("say says said saying word words sound sounds".split())
"""The hesitation itself is spoken of: "he keeps saying um"."""
_TIGHT = (
    SUBJECTS
    | ARTICLES
    | CONJUNCTIONS
    | frozenset(
        "my his of to from into with by through about very i'm it's he's she's we're they're that's there's you're "
        "as than be being every president minister senator secretary general governor chancellor mayor mr mrs ms "
        "dr".split()
    )
)
"""No comma stands behind these."""
_RATHER_TIGHT = AUXILIARIES | frozenset(
    "it you this that these those so her in on at for which who what when where how not just been some any no".split()
)
"""A comma stands behind these only where another clause begins: "like that, and then"."""
_JOINING = frozenset("and but or because which who while although though".split())
_CLAUSES = SUBJECTS | frozenset("it there you and but so because which who while although though whereas".split())
_LEADING = frozenset(
    "in on at after before when if as since while during with by although though because until once now well yes no "
    "yeah right okay however today yesterday tomorrow meanwhile anyway look oh".split()
)
"""Words that open what a comma ends: "After the war, uh, they left"."""
_CALLS = frozenset("yes yeah yep nope okay ok hi hey hello oh wow".split())
"""A comma stands behind these in any place: "Hi, yeah, um, thanks"."""
_SENTENCE = 200
"""How far back a sentence's beginning is looked for, in characters."""


def _find(tokens: Sequence[Token], setting: Setting) -> Iterable[Edit]:
    return rewriting(lambda text: _changes(text, setting.names))(tokens, setting)


class _Place(NamedTuple):
    """Where hesitation stands in a text: ``start``, the marks ``left`` of it, what was said, ``right``, ``end``."""

    text: str
    start: int
    left: str
    said: str
    right: str
    end: int
    capitals: bool
    """Whether the whole text is in capitals."""

    @property
    def at(self) -> int:
        return self.start + len(self.left)

    @property
    def before(self) -> str:
        """The word before it."""
        return _WORD_BEFORE.search(self.text, max(0, self.start - _LONGEST), self.start)[1]  # type: ignore[index]

    @property
    def after(self) -> list[str]:
        """The next two words and what stands between: ``["red", ",", "white"]``."""
        return _WORDS_AFTER.findall(self.text[self.end : self.end + 2 * _LONGEST])[:3]

    @property
    def is_said_again(self) -> bool:
        """Whether the words before it are said again behind it: "when, er, when he fell"."""
        words = self.text[max(0, self.start - _LONGEST) : self.start].lower().split()[-2:]
        return self.after != [] and self.after[0].lower() in words

    @property
    def begins(self) -> bool:
        """Whether it opens a sentence."""
        if self.start == 0 or _END.search(self.left) or (not self.left and self.text[self.start - 1] in OPENERS):
            return True
        capital = self.said[0].isupper() and not self.capitals
        return capital and bool(_PAUSE.search(self.left) or _DASH.search(self.left))

    @property
    def closes(self) -> bool:
        """Whether a quotation or a bracket ends right behind it."""
        return self.end < len(self.text) and not self.right.endswith(" ") and self.text[self.end] in CLOSERS


def _changes(text: str, names: frozenset[str]) -> Iterator[Change]:
    capitals = text.isupper()
    for match in _RUN.finditer(text):
        start, end = match.span()
        while start > max(0, match.start() - _MOST) and text[start - 1] in _MARKS:
            start -= 1
        while end < min(len(text), match.end() + _MOST) and text[end] in _MARKS:
            end += 1
        place = _Place(text, start, text[start : match.start()], match[0], text[match.end() : end], end, capitals)
        if _is_hesitation(place, names):
            yield from _opening(place) if place.begins else _inside(place)


def _is_hesitation(place: _Place, names: frozenset[str]) -> bool:
    words, after = re.findall(r"\w+", place.said), place.text[place.end : place.end + 2]
    marked = bool((place.left + place.right).strip())
    if not names.isdisjoint(words) or _ASKS.search(place.right):
        return False
    if place.right in {"", " ", "-", ", "} and after.lower() in {"hu", "oh"}:  # uh-huh, uh oh
        return False
    if place.before.lower() in _TITLES:
        return False
    if any(word.isupper() for word in words):  # ER, the UM campus
        return place.capitals and marked and "ER" not in words
    if words[0][0].isupper() and not place.begins:
        return False
    if place.right == " " and words[0].istitle() and after[:1].isupper() and after not in {"I ", "I'", "I’"}:
        return False  # Umm Qasr
    if all(word.lower() == "er" for word in words) and not marked:  # the er was full
        return False
    if place.said.lower() == "uh uh" and place.begins:  # no
        return False
    return place.left != " " or place.before.lower() not in _SAYING


def _opening(place: _Place) -> Iterator[Change]:
    text, end = place.text, place.end
    if end == len(text):
        if place.start:  # what is nothing else stays
            yield Change(place.start + len(place.left.rstrip()), end, "")
    elif not place.closes and place.right:
        word = _TOKEN.match(text, end)[0]  # type: ignore[index]
        capital = place.said[0].isupper() and word[0].islower() and (word.islower() or "'" in word or "’" in word)
        if place.at and not text[place.at - 1].isspace():
            yield Change(place.at, end + len(word), word[0].upper() + word[1:] if capital else word)
        else:
            yield Change(place.at, end, "")
            if capital:
                yield Change(end, end + 1, word[0].upper())


def _inside(place: _Place) -> Iterator[Change]:
    text, start, end = place.text, place.start, place.end
    if end == len(text):
        mark = place.right.strip(" ,-–—")
    elif place.closes:
        yield Change(start, end, place.right.strip())
        return
    else:
        mark = _mark(place)
    if place.left.endswith(" ") and (place.right.endswith(" ") or end == len(text)):
        if place.left[:-1] != mark:
            yield Change(start, place.at - 1, mark)
        yield Change(place.at, end, "")
    else:
        yield Change(start, end, f"{mark} ")
    if _END.search(place.said) and re.search(r"\b[A-Z][a-z]*$", place.said) and text[end : end + 1].islower():
        yield Change(end, end + 1, text[end].upper())


def _mark(place: _Place) -> str:
    """What stands between the words on both sides when the hesitation is gone; a blank follows it."""
    marks = f"{place.said} {place.right}"
    if ended := _END.search(marks):
        return ended[0]
    goes_on = not place.text[place.end].isupper() or place.after[:1] == ["I"]
    if (pause := _PAUSE.search(place.right)) and (place.is_said_again or not goes_on):
        return pause[0]
    if strong := re.search("[;:]", place.left + place.right):
        return strong[0]
    left, right = _DASH.search(place.left), _DASH.search(place.right)
    if dash := (left or right) if not (left and right) else None:
        return f" {dash[0]}"
    return "," if re.search(r",|\.\.|…", place.left + marks) and _keeps_comma(place) else ""


def _keeps_comma(place: _Place) -> bool:
    """Whether a comma beside the hesitation would stand without it: "After the war, uh, they left"."""
    before, after = place.before, place.after
    if place.is_said_again:
        return True
    if before.lower() in _TIGHT or not after:
        return False
    following = after[0].lower().replace("’", "'")
    if before.lower() in _RATHER_TIGHT:
        is_clause = before.lower() == "no" and following.partition("'")[0] in _CLAUSES
        return is_clause or following in _JOINING
    if (
        before.lower() in _CALLS
        or following.partition("'")[0] in _CLAUSES
        or (before[:1].isupper() and after[0][:1].isupper())
    ):
        return True
    if (before[:1].isdigit() and following[:1].isdigit()) or (len(after) > 1 and after[1] in {",", "and", "or"}):
        return True
    sentence = _SENTENCES.split(place.text[max(0, place.start - _SENTENCE) : place.start])[-1]
    return "," not in sentence and sentence.split(maxsplit=1)[:1] != [] and _opener(sentence) in _LEADING


def _opener(sentence: str) -> str:
    return sentence.split(maxsplit=1)[0].lower().strip("\"“‘'(")


FILLERS = Rule(
    name="fillers",
    summary="a hesitation that is no word is not printed",
    examples=(
        ("Um, so we went, uh, to the, er, market.", "So we went to the market."),
        ("we, uh, went", "we went"),
        ("It was, um... a mess.", "It was a mess."),
        ("It's a big, um, problem. Uh, they know.", "It's a big problem. They know."),
        ("After the war, uh, they left.", "After the war, they left."),
        ("I was there, um, and then it rained.", "I was there, and then it rained."),
        ("It came when, er, when he fell. We were, uh... we fell.", "It came when, when he fell. We were... we fell."),
        ("Hi, yeah, um, thanks.", "Hi, yeah, thanks."),
        ("Well, um, I think um we uh should", "Well, I think we should"),
        ("We waited, uh. Um, and waited, erm...", "We waited. And waited..."),
        ("Um, uh, I don't know. Um.", "I don't know."),
        ("They've got, uh - they're here. He—um—left.", "They've got - they're here. He left."),
        ("“Um, we left, uh,” he said.", "“We left,” he said."),
        ("um so we uh went", "so we went"),
        ("WE, UM, WENT TO THE ER.", "WE WENT TO THE ER."),
        ("Um.", "Um."),
        ("Uh-huh. Mm-hmm. Uh-oh. Uh huh. Hmm. Ah, yes.", "Uh-huh. Mm-hmm. Uh-oh. Uh huh. Hmm. Ah, yes."),
        ("You know, I mean, it was, like, bad.", "You know, I mean, it was, like, bad."),
        ("the ER, the er was full, the UM campus", "the ER, the er was full, the UM campus"),
        ("Umm Qasr is a port. They reached Umm Qasr.", "Umm Qasr is a port. They reached Umm Qasr."),
        ("He keeps saying um. The word “uh” is short.", "He keeps saying um. The word “uh” is short."),
        ("To err is human, ums and ahs, eh? Oh, ha.", "To err is human, ums and ahs, eh? Oh, ha."),
    ),
    find=_find,
    trigger=re.compile(_FILLER, re.IGNORECASE),
)
"""The rule for fillers."""
