"""Words said twice by hesitation: "I, I think", "it was, it was the"; marked as radio pages mark them, or said once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.text.style.hesitation import repetitions_in, starts_of, taken_apart
from pipeline.text.style.matches import Change, rewriting
from pipeline.text.style.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator


def _marked(text: str) -> Iterator[Change]:
    talk = taken_apart(text)
    gaps = list(talk.gaps)
    found = True
    while found:  # a mark may show that what follows it is hesitation as well
        found = False
        for i, size, times in list(repetitions_in(talk)):
            for b in range(i + size, i + size * times, size):
                found = found or talk.gaps[b] != " - "
                talk.gaps[b] = " - "
    if talk.gaps != gaps:
        starts = starts_of(replace(talk, gaps=gaps))
        for b, (gap, mark) in enumerate(zip(gaps, talk.gaps, strict=True)):
            if gap != mark:
                yield Change(starts[b] - len(gap), starts[b], mark)


def _dropped(text: str) -> Iterator[Change]:
    talk = whole = taken_apart(text)
    while dropped := {k for i, size, times in repetitions_in(talk) for k in range(i, i + size * (times - 1))}:
        talk = talk.without(dropped)
    if talk is whole:
        return
    starts, before = starts_of(whole), -1
    for at, word in zip(talk.at, talk.said, strict=True):
        start, end = starts[at], starts[at] + len(whole.said[at])
        first = starts[before + 1]
        if first < start and first and not text[first - 1].isspace():  # an opening quote stays with the word kept
            yield Change(first, end, word)
        elif first < start:
            yield Change(first, start, "")
            yield Change(start, end, word)
        before = at


_AS_SAID = tuple(
    (text, text)
    for text in (
        "It was very, very good, and many, many years ago.",
        "No, no, no. Yes, yes. Thank you, thank you so much.",
        "She said that that is what they had had.",
        "What it is is a warning of what's going on on the ground.",
        "New York, New York, and Duran Duran, and The The",
        "So do I, I think. My wife and I, I mean.",
        "The First World War, and World War I, I believe, began there.",
        "If it was, it was a mistake.",
        "They came. They went to the market.",
        "the state he lives in, in the end",
        "We dialed 20 20, then 5, 5, 5.",
        "It is, it is. Who, who? Her, her!",
    )
)

MARK_REPETITIONS = Rule(
    name="mark-repetitions",
    summary="words that were said twice by hesitation stand on both sides of a hyphen",
    examples=(
        ("I, I think so", "I - I think so"),
        ("the, the idea was to, to the last man, fight", "the - the idea was to - to the last man, fight"),
        ("It was, it was the army.", "It was - it was the army."),
        ("And I, and I don't, I don't think", "And I - and I don't - I don't think"),
        ("we, we, we went in the in the evening", "we - we - we went in the - in the evening"),
        ("They said it's... it's a mess.", "They said it's - it's a mess."),
        ("They - they went.", "They - they went."),
        *_AS_SAID,
    ),
    find=rewriting(_marked),
)
"""The rule of radio pages."""

DROP_REPETITIONS = Rule(
    name="drop-repetitions",
    summary="words that were said twice by hesitation stand once",
    examples=(
        ("I, I think so", "I think so"),
        ("The the idea was of, of the president", "The idea was of the president"),
        ("It was, it was the army.", "It was the army."),
        ("And I, and I don't, I don't think", "And I don't think"),
        ("“We, we, we went in the in the evening.”", "“We went in the evening.”"),
        ("They said it's... it's a mess.", "They said it's a mess."),
        ("They - they went.", "They went."),
        *_AS_SAID,
    ),
    find=rewriting(_dropped),
)
"""The rule of styles that are read rather than heard."""
