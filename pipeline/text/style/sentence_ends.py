"""Where sentences end, and the comma, full stop or question mark there.

Recognition decodes half a minute at a time and often ends a sentence where the speaker only breathes. What is mended
here can be told from the words; everything else stays as it was recognised.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.text.style.counted import FUNCTION_WORDS
from pipeline.text.style.edits import Edit
from pipeline.text.style.paragraphs import Paragraph
from pipeline.text.style.questions import ASKS, DETERMINERS, SUBJECTS, WH, ask, asks
from pipeline.text.style.rule import Rule, Setting

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.text.style.edits import Token
    from pipeline.text.style.paragraphs import Heard

_CLAUSE = re.compile(r"(?:i|you|we|they|he|she|it|there|that)(?:['’](?:s|m|re|ve|ll|d))?")
"""A subject, with its verb or without: ``they``, ``it's``."""
_OWN_SENTENCE = frozenset(
    "i yeah yes no okay ok oh well so hi hello thanks thank please um uh right now actually sure wow".split()
)
"""In small letters behind a full stop these begin a sentence all the same: the capital is what is wrong."""
_COMMA_BEFORE = frozenset("which but so yet".split())
_UNTIL = frozenset("until unless although when while once if after before since as whenever".split())
_GREETINGS = (("good", "morning"), ("good", "evening"), ("good", "afternoon"), ("thank", "you"), ("hello",), ("hi",))
_ANSWERS = frozenset("Well Yeah Yes Oh Okay Meanwhile".split())
_OPEN_END = frozenset(
    "the a an and but or so to of in on at by from for with that which who is are was were be been am i'm it's he's "
    "she's we're they're you're that's there's because if when while as than my your his her our their its this these "
    "very really not says say said called named let get gets got make makes made take takes give gives put want wants "
    "need needs like one two three four five six seven eight nine ten i we they he she into about would could will can "
    "should has have had do does did".split()
)
"""Who ends with one of these was interrupted: no full stop."""


def _small(heard: Heard) -> bool:
    """Whether a token begins in lower case, and not as a name like iPhone does."""
    return heard.text[0].islower() and heard.word.islower() and heard.word.replace("'", "").replace("’", "").isalpha()


def _join_lower(talk: Paragraph) -> None:
    """No full stop before lower case, except where whole paragraphs are in lower case."""
    stops = [i for i, heard in enumerate(talk.heard[:-1]) if heard.point and talk.stops(i)]
    small = [i for i in stops if _small(talk.heard[i + 1])]
    if not small or len(small) > len(stops) - len(small) + talk.heard[0].text[0].isupper():
        return
    starts = {i + 1 for i in stops}
    asked = {sentence[0] for sentence in talk.sentences() if talk.heard[sentence[-1]].after.startswith("?")}
    start = 0
    for i in range(stops[-1] + 1):
        if i in starts:
            start = i
        if i not in small:
            continue
        following = talk.heard[i + 1].low
        third = talk.heard[i + 2].low if i + 2 < len(talk.heard) else ""
        if following in talk.names or following in _OWN_SENTENCE - {"so"} or not _may_go_on(following):
            continue
        if following in WH and i + 1 in asked:
            continue
        if _CLAUSE.fullmatch(following) and following != "that":
            if _begins_open(talk, range(start, i + 1)):
                talk.mark(i, ",")
            continue
        comma = (
            following in _COMMA_BEFORE
            or (following in {"and", "or"} and bool(_CLAUSE.fullmatch(third)))
            or (following in {"who", "whose"} and talk.heard[i].word[:1].isupper())
        )
        talk.mark(i, "," if comma or _has_aside(talk, range(start, i + 1), following) else "")


_VERBS = re.compile(r"(?:is|are|was|were|has|have|had|says?|said|will|would|can|could|does|did|makes?|made|means?)")


def _may_go_on(word: str) -> bool:
    """Whether ``word`` is so plain that no sentence, nor a name, begins with it: "as", "is", "walking"."""
    inflected = len(word) > 5 and word.endswith(("ed", "ing"))
    return inflected or word in FUNCTION_WORDS or _VERBS.fullmatch(word) is not None


def _has_aside(talk: Paragraph, sentence: range, following: str) -> bool:
    """Whether a clause ", which ..." is still open at a sentence's end, and the verb it parted from comes next."""
    if not _VERBS.fullmatch(following):
        return False
    commas = [i for i in sentence[:-1] if talk.heard[i].after == ","]
    return bool(commas) and talk.heard[commas[-1] + 1].low in {"which", "who", "where", "whose", "when"}


def _begins_open(talk: Paragraph, sentence: range) -> bool:
    """Whether ``sentence`` is only "when he came": a clause that waits for another."""
    words = [talk.heard[i].low for i in sentence]
    inner = [talk.heard[i].after for i in sentence[:-1]]
    if words and words[0] in {"now", "but", "and", "so", "yet", "meanwhile"}:
        words, inner = words[1:], inner[1:]
    if len(words) < 4 or words[0] not in _UNTIL or any(inner):
        return False
    return bool(_CLAUSE.fullmatch(words[1])) or words[1] in DETERMINERS


def _join_fragments(talk: Paragraph) -> None:
    """No sentence for a clause like "..., which, as you note, is"."""
    for sentence, following in pairwise(list(talk.sentences())):
        end, start = sentence[-1], following[0]
        if not talk.stops(end):
            continue
        first = talk.heard[start]
        if first.text == "Which," and not talk.heard[following[-1]].text.endswith("?"):
            talk.mark(end, ",")
            talk.write(start, "which,")
        elif (
            talk.heard[sentence[0]].low in {"now", "but", "and", "so", "yet"}
            and _begins_open(talk, sentence)
            and _names_or_subject(talk, start)
        ):
            talk.mark(end, ",")
            if first.low in SUBJECTS - {"i"} | DETERMINERS and first.word.istitle():
                talk.write(start, first.text[:1].lower() + first.text[1:])


def _names_or_subject(talk: Paragraph, i: int) -> bool:
    """Whether a clause of its own surely begins at ``i``: a subject, or a name and its verb."""
    heard = talk.heard[i]
    if heard.low in SUBJECTS or _CLAUSE.fullmatch(heard.low):
        return not heard.after
    following = talk.heard[i + 1].low if i + 1 < len(talk.heard) else ""
    return not heard.after and bool(_VERBS.fullmatch(following)) and heard.low not in ASKS


def _add_commas(talk: Paragraph) -> None:
    """The commas that are always there: "Well, I", "Meanwhile, Russia", "..., but they", "Good morning, Charles."."""
    for i, heard in enumerate(talk.heard[:-1]):
        if heard.text in _ANSWERS:
            if _CLAUSE.fullmatch(talk.heard[i + 1].low) and _begins(talk, i):
                talk.mark(i, ",")
        elif heard.text == "but" and i > 0 and talk.heard[i + 1].low in SUBJECTS:
            before = talk.heard[i - 1]
            if before.word and not before.after and before.low not in _JOINED_TO_BUT:
                talk.mark(i - 1, ",")


_JOINED_TO_BUT = frozenset("not nothing anything all anyone everyone nobody none nowhere anybody and".split())
"""All but he, nothing but you."""


def _begins(talk: Paragraph, i: int) -> bool:
    return i == 0 or talk.heard[i - 1].text[-1:] in ".?!"


def _greet(talk: Paragraph) -> None:
    """A comma before the name that ends a greeting: "Good morning, Charles."."""
    for i in range(1, len(talk.heard)):
        if talk.heard[i].word not in talk.names or talk.heard[i - 1].after:
            continue
        for greeting in _GREETINGS:
            start = i - len(greeting)
            if start < 0 or tuple(heard.low for heard in talk.heard[start:i]) != greeting or not _begins(talk, start):
                continue
            last = i
            while last + 1 < len(talk.heard) and not talk.heard[last].after and talk.heard[last + 1].word in talk.names:
                last += 1
            if talk.heard[last].after in {".", "!", "?"}:
                talk.mark(i - 1, ",")


def _close(talk: Paragraph) -> None:
    """A full stop where the paragraph ends without a mark, and its other sentences have one."""
    last = talk.heard[-1]
    if last.after or not last.word or last.low in _OPEN_END or last.text[-1] in "-'’":
        return
    *before, sentence = talk.sentences()
    if before and len(sentence) > 1 and last.word[-1].isalnum():
        talk.mark(sentence[-1], "?" if asks(talk, sentence) else ".")


_LONE = frozenset("?!:;")


def _styled(texts: Sequence[str], names: frozenset[str]) -> list[str]:
    talk = Paragraph(texts, names)
    _join_lower(talk)
    _join_fragments(talk)
    _add_commas(talk)
    if names:
        _greet(talk)
    _close(talk)
    ask(talk)
    return [heard.text for heard in talk.heard]


def _find(tokens: Sequence[Token], setting: Setting) -> Iterable[Edit]:
    starts = [
        i for i, token in enumerate(tokens) if i == 0 or token.text not in _LONE or not tokens[i - 1].text[-1].isalnum()
    ]
    spans = list(zip(starts, [*starts[1:], len(tokens)], strict=True))
    before = [tokens[first].text + (tokens[first + 1].text if last > first + 1 else "") for first, last in spans]
    texts: list[str] = []
    after = before
    while texts != after:  # one mark may be what another waits for
        texts, after = after, _styled(after, setting.names)
    for (first, last), text in zip(spans, texts, strict=True):
        if last > first + 1 or text != tokens[first].text:
            yield Edit(first, last, text)


SENTENCE_ENDS = Rule(
    name="sentence-ends",
    summary="sentences end, pause and ask where their words do",
    examples=(
        (
            "The deputy is Ana Lima. who has run the office since May. Nobody else came.",
            "The deputy is Ana Lima, who has run the office since May. Nobody else came.",
        ),
        (
            "The mayor says the water has stabilized. as her crews continue the work.",
            "The mayor says the water has stabilized as her crews continue the work.",
        ),
        (
            "The board, which also meets later this week. says no.",
            "The board, which also meets later this week, says no.",
        ),
        ("It rained for a week. but they stayed.", "It rained for a week, but they stayed."),
        ("To the phones. john is there. It is late.", "To the phones. john is there. It is late."),
        ("The phones are open. who is there?", "The phones are open. who is there?"),
        ("He likes his phone. iPhone, that is.", "He likes his phone. iPhone, that is."),
        ("we left. then it rained. it was late.", "we left. then it rained. it was late."),
        ("He works for Acme Inc. in Boston.", "He works for Acme Inc. in Boston."),
        (
            "The focus will be Peru. Which, as you note, is where it began.",
            "The focus will be Peru, which, as you note, is where it began.",
        ),
        ("It was late. Which is why I left.", "It was late. Which is why I left."),
        (
            "He was lucky. But when he sold the farm in March. He had nothing left.",
            "He was lucky. But when he sold the farm in March, he had nothing left.",
        ),
        ("What's the evidence for that.", "What's the evidence for that?"),
        ("So what's driving this unrest.", "So what's driving this unrest?"),
        ("Charles, are you still there.", "Charles, are you still there?"),
        ("It's cold, isn't it.", "It's cold, isn't it?"),
        ("What a day. How wonderful.", "What a day. How wonderful."),
        ("Would that be all. Would that it were.", "Would that be all? Would that it were."),
        ("When he came, we left.", "When he came, we left."),
        ("Had I known, I would have stayed.", "Had I known, I would have stayed."),
        ("What's driving this is fear. So do I.", "What's driving this is fear. So do I."),
        ("Did it myself. Do it now.", "Did it myself. Do it now."),
        ("Good morning Charles. How are you.", "Good morning, Charles. How are you?"),
        ("Well I think so. It rained and then we left", "Well, I think so. It rained and then we left."),
        ("No, wait. I was in the", "No, wait. I was in the"),
        ("They tried but they failed.", "They tried, but they failed."),
        ("So, what's the plan? So, it began.", "So what's the plan? So, it began."),
        ("I mean what's the plan? I mean what I say.", "I mean, what's the plan? I mean what I say."),
        ("Really ? Yes !", "Really? Yes!"),
        ("It rained. She is called k.d. lang.", "It rained. She is called k.d. lang."),
        ("Are you in the U.S. or not.", "Are you in the U.S. or not?"),
        ("It rained. Are they in the U.S.", "It rained. Are they in the U.S."),
    ),
    find=_find,
    setting=Setting(names=frozenset({"Charles", "Maynes"})),
)
