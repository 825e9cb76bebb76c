"""How well house style edits text, how long it takes, and that it makes no recording's words worse.

    python -m benchmarks.style                # measure, and write the section
    python -m benchmarks.style --failures     # show what is not as it should be among the lines for development

``benchmarks/style/editing.tsv`` has short paragraphs of invented radio talk as Whisper writes it and as a radio web
desk prints it, one a line: what is tested, a tab, the text. ``{said|printed}`` is what an editor changes; all else must
stay as it is, and in nearly half of the lines that is everything. The style is ``npr`` unless it stands behind the tag
(``repetitions clean``). Lines of odd numbers are for development: rules may be made with them in view. Those of even
numbers are held out, and only counted.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from itertools import cycle, pairwise, product
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.measure import ROOT
from benchmarks.results import conditions, write_section
from pipeline.cast import gather
from pipeline.cast.show import Show
from pipeline.config import Config
from pipeline.evaluation.normalisers import normalised
from pipeline.evaluation.sides import Token, side_of
from pipeline.progress import SilentReporter
from pipeline.reading import interpret, read_bytes
from pipeline.recordings import read_recording
from pipeline.run import run_pipeline
from pipeline.text.style import RULES, STYLES
from pipeline.text.style.rule import Setting
from pipeline.text.style.styling import lower_words, style_paragraph
from pipeline.text.terms import Terms
from pipeline.timeline import Word
from tests.recorded.replay import Replay

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.text.style.rule import Rule

EDITING = ROOT / "benchmarks" / "style" / "editing.tsv"
WORDS = 30_000
"""Words of three hours of talk."""
PARAGRAPH = 80
TERMS = 5_000
ROUNDS = 5
SAMPLES = {"kazakhstan": "page.txt", "short": "short.page.txt"}
"""The recordings of ``samples/kazakhstan`` and what is said in them."""
_CHANGE = re.compile(r"(?P<before>[^\s{}]*)\{(?P<said>[^{|}]*)\|(?P<printed>[^{|}]*)\}(?P<after>[^\s{}]*)")


class Wanted(NamedTuple):
    """What an editor prints in the place of the words ``first`` to ``last`` (exclusive)."""

    first: int
    last: int
    printed: str


class Line(NamedTuple):
    """A paragraph: its number, what it tests, the style, the words as recognised, what is to be changed."""

    number: int
    tag: str
    style: str
    said: tuple[str, ...]
    wanted: tuple[Wanted, ...]

    @property
    def is_held_out(self) -> bool:
        """Whether it is for measuring alone."""
        return self.number % 2 == 0

    @property
    def printed(self) -> str:
        """The paragraph as an editor prints it."""
        texts = list(self.said)
        for first, last, printed in self.wanted:
            texts[first:last] = [printed, *[""] * (last - first - 1)]
        return joined(texts)


class Outcome(NamedTuple):
    """What became of a line."""

    is_right: bool
    made: int
    """Of the wanted changes, those that were made as wanted."""
    unwanted: int
    """Stretches that were changed though nobody wanted it, or not as wanted."""


class Tally(NamedTuple):
    """Of several lines together."""

    lines: int
    right: int
    wanted: int
    made: int
    unwanted: int


def joined(texts: Iterable[str]) -> str:
    """The texts that are not empty, with blanks between them."""
    return " ".join(text for text in texts if text)


def parse(number: int, text: str) -> Line:
    """A line of the file; ``ValueError`` says what is wrong with its form."""
    head, tab, marked = text.partition("\t")
    tag, _, style = head.partition(" ")
    said: list[str] = []
    wanted = []
    done = 0
    for change in _CHANGE.finditer(marked):
        said += marked[done : change.start()].split()
        first = len(said)
        said += "".join(change.group("before", "said", "after")).split()
        wanted.append(Wanted(first, len(said), "".join(change.group("before", "printed", "after"))))
        done = change.end()
    said += marked[done:].split()
    if not (tag and tab and said) or any(sign in joined([*said, *(one.printed for one in wanted)]) for sign in "{|}"):
        raise ValueError(f"line {number}: a tag, a tab and a text with {{said|printed}} are expected: {text!r}")
    if any(joined(said[one.first : one.last]) == one.printed for one in wanted):
        raise ValueError(f"line {number}: a change that changes nothing: {text!r}")
    return Line(number, tag, style or "npr", tuple(said), tuple(wanted))


def load() -> list[Line]:
    """All lines."""
    lines = EDITING.read_text(encoding="utf-8").splitlines()
    return [parse(number, text) for number, text in enumerate(lines, 1)]


def words_of(texts: Iterable[str]) -> list[Word]:
    """Words of a third of a second each, quite sure."""
    return [Word(text, round(i / 3, 3), round(i / 3 + 0.3, 3), 0.9) for i, text in enumerate(texts)]


def rules_of(style: str) -> tuple[Rule, ...]:
    """The rules of a style, in their order."""
    by_name = {rule.name: rule for rule in RULES}
    return tuple(by_name[name] for name in STYLES[style])


def edited(said: Sequence[str], rules: Sequence[Rule]) -> tuple[str, ...]:
    """For each word what readers get in its place; the paragraph is the whole talk."""
    words = words_of(said)
    styled = style_paragraph(words, rules, Setting(lower=lower_words([words])))
    return tuple(text if shown is None else shown for text, shown in zip(said, styled.shown, strict=True))


def judge(line: Line, shown: Sequence[str]) -> Outcome:
    """Compare what readers get with what an editor prints."""
    made = unwanted = done = 0
    for first, last, printed in line.wanted:
        unwanted += _stretches(line.said[done:first], shown[done:first])
        got = joined(shown[first:last])
        made += got == printed
        unwanted += got not in {printed, joined(line.said[first:last])}
        done = last
    unwanted += _stretches(line.said[done:], shown[done:])
    return Outcome(joined(shown) == line.printed, made, unwanted)


def _stretches(said: Sequence[str], shown: Sequence[str]) -> int:
    """How many runs of neighboring words are not as said."""
    differ = [False, *(one != other for one, other in zip(said, shown, strict=True))]
    return sum(not before and after for before, after in pairwise(differ))


def tally(outcomes: Iterable[tuple[Line, Outcome]]) -> Tally:
    """Sums."""
    rows = [(1, found.is_right, len(line.wanted), found.made, found.unwanted) for line, found in outcomes]
    return Tally(*(sum(column) for column in zip((0,) * 5, *rows, strict=True)))


def editing() -> list[tuple[Line, Outcome]]:
    """Every line, edited in its style."""
    rules = {style: rules_of(style) for style in STYLES}
    return [(line, judge(line, edited(line.said, rules[line.style]))) for line in load()]


def by_tag(outcomes: Sequence[tuple[Line, Outcome]]) -> Iterator[str]:
    """The table of what is tested, held out and not."""
    yield (
        "| tested | held out: lines right | wanted changes made | unwanted changes "
        "| development: lines right | wanted changes made | unwanted changes |"
    )
    yield "|---|---|---|---|---|---|---|"
    tags = dict.fromkeys(line.tag for line, _ in outcomes)
    kinds = [
        *((tag, [one for one in outcomes if one[0].tag == tag]) for tag in tags),
        ("all lines in which nothing is to be changed", [one for one in outcomes if not one[0].wanted]),
        ("**all**", outcomes),
    ]
    for title, chosen in kinds:
        halves = (tally(one for one in chosen if one[0].is_held_out is held_out) for held_out in (True, False))
        cells = (f"{half.right} of {half.lines} | {half.made} of {half.wanted} | {half.unwanted}" for half in halves)
        yield f"| {title} | {' | '.join(cells)} |"


def of_printed() -> int:
    """How many paragraphs are changed though they already are as an editor prints them."""
    texts = [(line.printed.split(), rules_of(line.style)) for line in load()]
    return sum(joined(edited(said, rules)) != joined(said) for said, rules in texts)


def failures(outcomes: Iterable[tuple[Line, Outcome]]) -> Iterator[str]:
    """The lines for development that are not as an editor prints them, and the rules that had a hand in them."""
    for line, outcome in outcomes:
        if not (outcome.is_right or line.is_held_out):
            words = words_of(line.said)
            styled = style_paragraph(words, rules_of(line.style), Setting(lower=lower_words([words])))
            yield f"{line.number} {line.tag}: {outcome.made} of {len(line.wanted)} made, {outcome.unwanted} unwanted"
            yield f"  wanted: {line.printed}"
            yield f"  is:     {joined(edited(line.said, rules_of(line.style)))}"
            for change in styled.changes:
                yield f"    {change.rule}: {change.before!r} -> {change.after!r}"


def glossary() -> list[str]:
    """Names of two words that nobody has, all different."""
    first = [start + middle for start in ("Bar", "Dol", "Ger", "Kas", "Lem") for middle in ("ick", "oban", "une", "ya")]
    syllables = ("vo", "zha", "mer", "tin", "ku", "sol", "bre", "ga")
    last = ["".join(parts).capitalize() for parts in product(syllables, repeat=3)]
    return [f"{one} {other}" for other in last for one in first][:: len(first) * len(last) // TERMS][:TERMS]


def long_talk(names: Sequence[str] = ()) -> list[Word]:
    """Three hours of talk: the lines one after the other, again and again, each with a name that was misheard."""
    said: list[str] = []
    for line, name in zip(cycle(load()), cycle(names or [""]), strict=False):
        said += [*line.said, *(f"So says {name[:-1]}h.".split() if name else ())]
        if len(said) >= WORDS:
            return words_of(said[:WORDS])
    return []


def seconds(words: Sequence[Word], size: int, rules: Sequence[Rule], names: Sequence[str] = ()) -> float:
    """Median CPU time of styling ``words`` in paragraphs of ``size``, what is gathered of the whole talk included."""
    paragraphs = [words[first : first + size] for first in range(0, len(words), size)]
    taken = []
    for _ in range(ROUNDS):
        began = time.process_time()
        setting = Setting(lower=lower_words(paragraphs), terms=Terms.build(names).with_talk(paragraphs))
        for paragraph in paragraphs:
            style_paragraph(paragraph, rules, setting)
        taken.append(time.process_time() - began)
    return median(taken)


class Recorded(NamedTuple):
    """A recording of ``samples/``: its paragraphs as recognised, and the words of its page, normalised."""

    name: str
    paragraphs: tuple[tuple[Word, ...], ...]
    reference: str

    def error_rate(self, rules: Sequence[Rule]) -> float:
        """Word error rate with Whisper's English normaliser after ``rules``."""
        import jiwer

        setting = Setting(lower=lower_words(self.paragraphs))
        texts: list[str] = []
        for words in self.paragraphs:
            styled = style_paragraph(words, rules, setting)
            shown = (word.text if text is None else text for word, text in zip(words, styled.shown, strict=True))
            texts += joined(shown).split()
        return float(jiwer.wer(self.reference, _normalised(texts)))


def _normalised(texts: Iterable[str]) -> str:
    return joined(word.text for word in normalised([Token(text, 0) for text in texts], "english"))


def recorded(name: str) -> Recorded:
    """What the real engines returned for a sample, divided into paragraphs without knowing anything of the show."""
    folder = ROOT / "samples" / "kazakhstan"
    path = folder / SAMPLES[name]
    page = side_of(interpret(read_bytes(path), path))
    listeners = Replay(read_recording(ROOT / "tests" / "recorded" / f"{name}.json"))
    transcript = run_pipeline(folder / f"{name}.mp3", listeners, Config(), gather(Show()), SilentReporter())
    paragraphs = tuple(
        tuple(Word(word.text, word.start or 0.0, word.end or 0.0, word.confidence) for word in paragraph.words)
        for turn in transcript.turns
        for paragraph in turn.paragraphs
    )
    return Recorded(name, paragraphs, _normalised(token.text for token in page.tokens))


def error_rates() -> Iterator[str]:
    """The table of rules and styles, with each one's error rates and its time for one paragraph of 30,000 words."""
    recordings = [recorded(name) for name in SAMPLES]
    said = [one.error_rate(()) for one in recordings]
    talk = long_talk()
    yield f"| | {' | '.join(f'WER, {one.name}' for one in recordings)} | {WORDS:,} words in one paragraph |"
    yield f"|---|{'---|' * (len(recordings) + 1)}"
    yield f"| as said | {' | '.join(f'{rate:.2%}' for rate in said)} | |"
    kinds: list[tuple[str, Sequence[Rule]]] = [(f"style `{style}`", rules_of(style)) for style in STYLES]
    for title, rules in [*kinds, *((f"`{rule.name}` alone", (rule,)) for rule in RULES)]:
        rates = [one.error_rate(rules) for one in recordings]
        cells = [f"{rate:.2%}{' **worse**' if rate > was else ''}" for rate, was in zip(rates, said, strict=True)]
        yield f"| {title} | {' | '.join(cells)} | {seconds(talk, len(talk), rules):.2f} s |"


def report() -> str:
    """All tables."""
    rules, names, talk = rules_of("npr"), glossary(), long_talk()
    pages, whole = (seconds(talk, size, rules) for size in (PARAGRAPH, len(talk)))
    listed = seconds(long_talk(names), PARAGRAPH, rules, names)
    speed = (
        f"Style `npr` takes for {WORDS:,} words of such talk {pages:.2f} s in paragraphs of {PARAGRAPH} words, "
        f"{whole:.2f} s in one (limit: 2 s); with a glossary of {len(names):,} terms, some of them misheard again and "
        f"again, {listed:.2f} s (limit: 4 s). CPU time, medians of {ROUNDS}."
    )
    return "\n".join(
        (
            *by_tag(editing()),
            "",
            f"Of the {len(load())} paragraphs as an editor prints them, {of_printed()} are changed again.",
            "",
            speed,
            "",
            *error_rates(),
        )
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and write the section, or list failures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--failures", action="store_true", help="list what is wrong among the lines for development")
    if parser.parse_args(arguments).failures:
        sys.stdout.writelines(f"{text}\n" for text in failures(editing()))
        return
    text = report()
    versions = conditions("python -m benchmarks.style", ("jiwer", "openai-whisper"))
    write_section("House style", f"{text}\n\n{versions}")
    print(text)


if __name__ == "__main__":
    main()
