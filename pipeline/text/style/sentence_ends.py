"""Where sentences end, and the comma, full stop or question mark there.

Recognition decodes half a minute at a time and often ends a sentence where the speaker only breathes. What is mended
here can be told from the words; everything else stays as it was recognised.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.text.sentences import ends_sentence
from pipeline.text.style.edits import Edit, parts_of
from pipeline.text.style.rule import Rule, Setting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.text.style.edits import Token

_SUBJECTS = frozenset("i you we they he she it".split())
_CLAUSE = re.compile(r"(?:i|you|we|they|he|she|it|there|that)(?:['’](?:s|m|re|ve|ll|d))?")
"""A subject, with its verb or without: ``they``, ``it's``."""
_OWN_SENTENCE = frozenset(
    "i yeah yes no okay ok oh well so hi hello thanks thank please um uh right now actually sure wow".split()
)
"""In small letters behind a full stop these begin a sentence all the same: the capital is what is wrong."""
_COMMA_BEFORE = frozenset("which but so yet".split())
_UNTIL = frozenset("until unless although when while once if after before since as whenever".split())
_DETERMINERS = frozenset("the my your his her our their its this that these those a an".split())
_HAVE_DONE = frozenset("are were is was have has can could will would should".split())
_WH = frozenset("what where when why who how".split())
_MANY = frozenset("many much long often far soon old big".split())
_IDIOMS = re.compile(r"(?:what do you know|what can i say|how about that|what do i know|how do you do)")
_PLAIN_ASK = {
    "are": "you we they",
    "is": "he she it there that this anyone anybody",
    "was": "he she it",
    "were": "you we they",
    "do": "you we they",
    "does": "he she anyone anybody",
    "did": "you we they he she anyone anybody",
    "have": "you we they",
    "has": "he she anyone anybody",
    "can": "you we they he she",
    "could": "you we they he she it",
    "will": "you we they he she it there",
    "would": "you we they he she it that",
    "aren't": "you we they",
    "isn't": "he she",
    "wasn't": "he she",
    "weren't": "you we they",
    "doesn't": "he she",
    "didn't": "you we they he she",
    "haven't": "you we they",
    "hasn't": "he she",
    "couldn't": "you we they he she",
    "wouldn't": "you we they he she",
}
"""Which subjects after a verb at the beginning make a question for sure ("Did it myself." does not)."""
_ASKS = {verb: frozenset(subjects.split()) for verb, subjects in _PLAIN_ASK.items()}
_REQUESTS = frozenset("please welcome join give excuse stop let".split())
"""Will you please welcome our guest: no question."""
_TAG = re.compile(r"(?:is|are|was|were|do|does|did|have|has|ca|could|wo|would|should)n['’]t")
_LEADS = frozenset("and but so well now okay ok yeah yes no right wow alright".split())
_BE = frozenset("is are was were isn't aren't wasn't weren't".split())
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
_MOST_WORDS = 25
"""A longer sentence that begins like a question may be several run together."""


@dataclass(frozen=True, slots=True)
class _Heard:
    """A token taken apart, its word in small letters."""

    text: str
    word: str
    low: str
    after: str
    ends: bool
    """Whether it would end a sentence if nothing followed."""
    point: bool
    """Whether it would do so by one full stop."""


@lru_cache(maxsize=1 << 15)
def _heard(text: str) -> _Heard:
    _, word, after = parts_of(text)
    ends = ends_sentence(text, None)
    point = ends and bool(word) and text.endswith(".") and not text.endswith("..")
    return _Heard(text, word, word.casefold().replace("’", "'"), after, ends, point)


class _Paragraph:
    """A paragraph in the making: its tokens, and what is to be written in their places."""

    def __init__(self, texts: Sequence[str], names: frozenset[str]) -> None:
        self.heard = [_heard(text) for text in texts]
        self.names = names

    def write(self, i: int, text: str) -> None:
        """Put ``text`` in the place of token ``i``."""
        self.heard[i] = _heard(text)

    def mark(self, i: int, mark: str) -> None:
        """Put ``mark`` in the place of the full stop or comma that ends token ``i``, or behind it."""
        text = self.heard[i].text
        bare = text.rstrip("\"'”’)]")
        closers = text[len(bare) :]
        self.write(i, bare.rstrip(".,") + mark + closers if bare[-1:] in ".," else bare + mark + closers)

    def stops(self, i: int) -> bool:
        """Whether one full stop ends a sentence behind token ``i``."""
        if not self.heard[i].point:
            return False
        return i + 1 == len(self.heard) or ends_sentence(self.heard[i].text, self.heard[i + 1].text)

    def sentences(self) -> Iterator[range]:
        """Its sentences, each as the range of its tokens."""
        start = 0
        last = len(self.heard) - 1
        for i, heard in enumerate(self.heard):
            if i == last or (heard.ends and ends_sentence(heard.text, self.heard[i + 1].text)):
                yield range(start, i + 1)
                start = i + 1


def _small(heard: _Heard) -> bool:
    """Whether a token begins in lower case, and not as a name like iPhone does."""
    return heard.text[0].islower() and heard.word.islower() and heard.word.replace("'", "").replace("’", "").isalpha()


def _join_lower(talk: _Paragraph) -> None:
    """No full stop before lower case, except where whole paragraphs are in lower case."""
    stops = [i for i, heard in enumerate(talk.heard[:-1]) if heard.point and talk.stops(i)]
    small = [i for i in stops if _small(talk.heard[i + 1])]
    if not small or len(small) > len(stops) - len(small) + talk.heard[0].text[0].isupper():
        return
    starts = {i + 1 for i in stops}
    start = 0
    for i in range(stops[-1] + 1):
        if i in starts:
            start = i
        if i not in small:
            continue
        following = talk.heard[i + 1].low
        third = talk.heard[i + 2].low if i + 2 < len(talk.heard) else ""
        if following in talk.names or following in _OWN_SENTENCE - {"so"}:
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


def _has_aside(talk: _Paragraph, sentence: range, following: str) -> bool:
    """Whether a clause ", which ..." is still open at a sentence's end, and the verb it parted from comes next."""
    if not _VERBS.fullmatch(following):
        return False
    commas = [i for i in sentence[:-1] if talk.heard[i].after == ","]
    return bool(commas) and talk.heard[commas[-1] + 1].low in {"which", "who", "where", "whose", "when"}


def _begins_open(talk: _Paragraph, sentence: range) -> bool:
    """Whether ``sentence`` is only "when he came": a clause that waits for another."""
    words = [talk.heard[i].low for i in sentence]
    inner = [talk.heard[i].after for i in sentence[:-1]]
    if words and words[0] in {"now", "but", "and", "so", "yet", "meanwhile"}:
        words, inner = words[1:], inner[1:]
    if len(words) < 4 or words[0] not in _UNTIL or any(inner):
        return False
    return bool(_CLAUSE.fullmatch(words[1])) or words[1] in _DETERMINERS


def _join_fragments(talk: _Paragraph) -> None:
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
            if first.low in _SUBJECTS - {"i"} | _DETERMINERS and first.word.istitle():
                talk.write(start, first.text[:1].lower() + first.text[1:])


def _names_or_subject(talk: _Paragraph, i: int) -> bool:
    """Whether a clause of its own surely begins at ``i``: a subject, or a name and its verb."""
    heard = talk.heard[i]
    if heard.low in _SUBJECTS or _CLAUSE.fullmatch(heard.low):
        return not heard.after
    following = talk.heard[i + 1].low if i + 1 < len(talk.heard) else ""
    return not heard.after and bool(_VERBS.fullmatch(following)) and heard.low not in _ASKS


def _opening(talk: _Paragraph, sentence: range) -> range:
    """``sentence`` without what leads into it: "So", "Well,", "Charles,", "I mean,"."""
    start = sentence[0]
    while start < sentence[-1]:
        heard = talk.heard[start]
        pair = (heard.low, talk.heard[start + 1].low)
        if (heard.low in _LEADS and heard.after in {"", ","}) or (heard.after == "," and heard.word in talk.names):
            start += 1
        elif pair in {("i", "mean"), ("you", "know")} and start + 1 < sentence[-1]:
            start += 2
        else:
            break
    return range(start, sentence[-1] + 1)


def _asks(talk: _Paragraph, sentence: range) -> bool:
    """Whether ``sentence`` is a question for sure."""
    if _is_tagged(talk, sentence):
        return True
    words = [talk.heard[i].low for i in _opening(talk, sentence)]
    lead = talk.heard[max(sentence[0], sentence[-1] - len(words))]
    if not 2 <= len(words) <= _MOST_WORDS or _IDIOMS.match(" ".join(words[:4])):
        return False
    first, second = words[:2]
    if first in _ASKS and second in _ASKS[first]:
        if talk.heard[sentence[-1] - len(words) + 2].after or not _REQUESTS.isdisjoint(words[2:5]):
            return False
        return len(words) > 2 and not (len(words) < len(sentence) and lead.low in {"so", "nor"} and not lead.after)
    return _asks_wh(words) and not _goes_on(words)


def _is_tagged(talk: _Paragraph, sentence: range) -> bool:
    """Whether ``sentence`` ends with "..., isn't it."."""
    if len(sentence) < 4:
        return False
    before, verb, subject = (talk.heard[i] for i in sentence[-3:])
    return before.after == "," and not verb.after and bool(_TAG.fullmatch(verb.low)) and subject.low in _SUBJECTS


def _asks_wh(words: Sequence[str]) -> bool:
    first, second = words[:2]
    third = words[2] if len(words) > 2 else ""
    if first == "how" and second in _MANY:
        return any(a in {"do", "does", "did"} for a in words[2:]) and "is" not in words
    if first in _WH and second in {"do", "does", "did"}:
        return third in _SUBJECTS or third in _DETERMINERS or third in {"that", "this"}
    if first in _WH and second in _HAVE_DONE:
        return third in _SUBJECTS
    if first in {"what's", "where's", "who's", "how's"}:
        return second in _DETERMINERS - {"a", "an"} or second == "going" or (first == "what's" and _doing(second))
    return (
        first in {"what", "where", "how", "who"}
        and second in {"is", "are", "was", "were"}
        and (third in {"the", "your", "his", "their"} and len(words) > 3)
    )


def _doing(word: str) -> bool:
    return word.endswith("ing") and len(word) > 5 and word not in {"interesting", "amazing", "striking", "surprising"}


def _goes_on(words: Sequence[str]) -> bool:
    """Whether another verb follows, so that the question is a part of it: "What's driving this is fear"."""
    return any(word in _BE for word in words[3:])


def _ask(talk: _Paragraph) -> None:
    for sentence in talk.sentences():
        if talk.stops(sentence[-1]):
            if _asks(talk, sentence):
                talk.mark(sentence[-1], "?")
        elif talk.heard[sentence[-1]].after.startswith("?"):
            _lead_in(talk, sentence)


def _lead_in(talk: _Paragraph, question: range) -> None:
    """No comma after "So" (So what's the plan?), but one after "I mean" (I mean, what's the plan?)."""
    first = talk.heard[question[0]]
    if first.text == "So," and len(question) > 2 and _questioning(talk.heard[question[1]]):
        talk.write(question[0], "So")
    for i in question[:-2]:
        if talk.heard[i].text == "I" and (i == question[0] or talk.heard[i - 1].after == ","):
            following = talk.heard[i + 2]
            if talk.heard[i + 1].text == "mean" and following.low in _ASKING:
                talk.mark(i + 1, ",")


def _questioning(heard: _Heard) -> bool:
    return not heard.after and heard.word.islower() and (heard.low in _ASKING or heard.low in _WH | _ASKS.keys())


_ASKING = frozenset("what's where's who's how's".split())


def _add_commas(talk: _Paragraph) -> None:
    """The commas that are always there: "Well, I", "Meanwhile, Russia", "..., but they", "Good morning, Charles."."""
    for i, heard in enumerate(talk.heard[:-1]):
        if heard.text in _ANSWERS:
            if _CLAUSE.fullmatch(talk.heard[i + 1].low) and _begins(talk, i):
                talk.mark(i, ",")
        elif heard.text == "but" and i > 0 and talk.heard[i + 1].low in _SUBJECTS:
            before = talk.heard[i - 1]
            if before.word and not before.after and before.low not in _JOINED_TO_BUT:
                talk.mark(i - 1, ",")


_JOINED_TO_BUT = frozenset("not nothing anything all anyone everyone nobody none nowhere anybody and".split())
"""All but he, nothing but you."""


def _begins(talk: _Paragraph, i: int) -> bool:
    return i == 0 or talk.heard[i - 1].text[-1:] in ".?!"


def _greet(talk: _Paragraph) -> None:
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


def _close(talk: _Paragraph) -> None:
    """A full stop where the paragraph ends without a mark, and its other sentences have one."""
    last = talk.heard[-1]
    if last.after or not last.word or last.low in _OPEN_END or last.text[-1] in "-'’":
        return
    *before, sentence = talk.sentences()
    if before and len(sentence) > 1 and last.word[-1].isalnum():
        talk.mark(sentence[-1], "?" if _asks(talk, sentence) else ".")


_LONE = frozenset("?!:;")


def _styled(texts: Sequence[str], names: frozenset[str]) -> list[str]:
    talk = _Paragraph(texts, names)
    _join_lower(talk)
    _join_fragments(talk)
    _add_commas(talk)
    if names:
        _greet(talk)
    _close(talk)
    _ask(talk)
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
    ),
    find=_find,
    setting=Setting(names=frozenset({"Charles", "Maynes"})),
)
