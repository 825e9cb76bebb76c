"""What was found out about one pair of files, as a page to read and to listen to: one file, nothing fetched."""

from __future__ import annotations

from html import escape
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING

from pipeline.evaluation.counting.words import is_figure
from pipeline.evaluation.measures import GROUPS, MEASURES
from pipeline.evaluation.reports.axis import axis_of
from pipeline.evaluation.reports.chart import chart
from pipeline.evaluation.reports.figures import counts, figure
from pipeline.evaluation.reports.marks import pieces
from pipeline.evaluation.reports.markup import AlignedText, Spot, given_to, passage_lines, where
from pipeline.exporters.characters import readable, readable_name
from pipeline.exporters.html_shell import beside, html_document, language_tag, packaged

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline.evaluation.comparison import Comparison
    from pipeline.evaluation.passages import Segment
    from pipeline.evaluation.reports.axis import Axis
    from pipeline.evaluation.reports.document import Confusion, FileResult, SpeakerResult
    from pipeline.evaluation.reports.marks import Piece
    from pipeline.evaluation.validation import Scored

_HEADLINES = ("wer", "name_accuracy", "wder", "cpwer", "der", "punctuation")
_NORMALISERS = {
    "none": "words compared as printed",
    "basic": "words compared without capitals and punctuation (Whisper's basic normaliser)",
    "english": "words compared by Whisper's English normaliser: numbers, contractions and spellings made one",
}
_FILTERS = {
    "s": "Replaced",
    "d": "Missing",
    "i": "Added",
    "w": "Speakers",
    "n": "Names",
    "f": "Figures",
}
_LISTED = 12
"""Speakers and confusions that are listed."""
_AFTER_MS = 3000
"""How long a passage is played after the start of its last word, at most."""


def to_page(scored: Scored, result: FileResult, audio: str | None = None) -> str:
    """One HTML page (UTF-8) with its own style and script, which loads nothing but the recording.

    Without a script it is a page to read. With one, errors can be shown kind by kind and stepped through, and with the
    recording, and times, every passage and every error can be heard.

    Args:
        scored: A pair of files.
        result: Its figures.
        audio: Path of the recording from where the page will lie, folders divided by ``/``.

    """
    comparison = scored.comparison
    axis = axis_of(comparison)
    steps = [segment.steps for segment in scored.segments]
    shown = pieces(comparison, steps)
    bad = [passage.segment for passage in result.worst_passages]
    passages = {steps[place].start: number for number, place in enumerate(bad, 1)}
    figures = [word for word in range(len(comparison.reference_words)) if is_figure(comparison, word)]
    special = {"n": comparison.proper_names, "f": frozenset(figures)}
    text = AlignedText(comparison, shown, axis, special, passages)
    transcript = list(text.html())
    marks = [Spot(axis.positions[steps[place].start], f"passage-{number}") for number, place in enumerate(bad, 1)]
    body = [
        *_head(result),
        '<section aria-labelledby="where">\n<h2 id="where">Where the errors are</h2>',
        *chart(axis, comparison.owners, text.spots, marks),
        "</section>",
        *_worst(scored, bad, shown, axis),
        *_measures(result),
        *_lists(result),
        *_bar(text.marks, audio if axis.unit == "milliseconds" else None),
        *_legend(),
        f'<main class="text" lang="{language_tag(comparison.reference.language)}">',
        *transcript,
        "</main>",
    ]
    style, script = (packaged("pipeline.evaluation.reports", "page", name) for name in ("report.css", "report.js"))
    return html_document(f"{readable(scored.name)}: validation", "\n".join(body), style, script, "en")


def _head(result: FileResult) -> Iterator[str]:
    yield f"<header>\n<h1><bdi>{_text(result.name)}</bdi></h1>"
    yield (
        f'<p class="about"><bdi>{_text(result.hypothesis)}</bdi> against the reference '
        f"<bdi>{_text(result.reference)}</bdi>; {_NORMALISERS[result.normaliser]}.</p>"
    )
    left_out = {"reference": result.left_out_of_reference, "hypothesis": result.left_out_of_hypothesis}
    for side, kinds in left_out.items():
        if kinds:
            listed = ", ".join(f"{number} {kind}" for kind, number in kinds.items())
            yield f'<p class="about">Left out of the {side}: {_text(listed)}.</p>'
    yield from (f'<p class="note">{_text(note)}</p>' for note in result.notes)
    yield '<dl class="headlines">'
    for key in _HEADLINES:
        if (value := result.measures[key].value) is not None:
            measure = MEASURES[key]
            yield f'<div title="{escape(measure.meaning)}"><dt>{measure.title}</dt><dd>{figure(key, value)}</dd></div>'
    yield "</dl>"
    yield '<nav><a href="#worst">Worst passages</a> <a href="#measures">Measures</a> <a href="#text">Text</a></nav>'
    yield "</header>"


def _worst(scored: Scored, bad: Sequence[int], shown: Sequence[Piece], axis: Axis) -> Iterator[str]:
    yield '<section aria-labelledby="worst">\n<h2 id="worst">Worst passages</h2>'
    if not bad:
        yield "<p>No word is wrong, and none is under the wrong speaker.</p>\n</section>"
        return
    yield '<table class="worst">\n<thead><tr><th scope="col">#</th><th scope="col">Errors</th><th scope="col">Who</th>'
    yield '<th scope="col">Where</th><th scope="col">Reference, and what the hypothesis has</th></tr></thead>\n<tbody>'
    of_segment = _by_segment(scored, bad, shown)
    for number, place in enumerate(bad, 1):
        yield from _passage(scored, place, number, of_segment[place], axis)
    yield "</tbody>\n</table>\n</section>"


def _by_segment(scored: Scored, bad: Iterable[int], shown: Iterable[Piece]) -> Mapping[int, list[Piece]]:
    """The pieces of each of these segments."""
    owner = {step: place for place in bad for step in scored.segments[place].steps}
    result: dict[int, list[Piece]] = {place: [] for place in bad}
    for piece in shown:
        if piece.steps and piece.steps.start in owner:
            result[owner[piece.steps.start]].append(piece)
    return result


def _passage(scored: Scored, place: int, number: int, shown: Sequence[Piece], axis: Axis) -> Iterator[str]:
    segment = scored.segments[place]
    start = axis.positions[segment.steps.start]
    last = segment.steps.stop - 1
    until = min([axis.positions[last] + _AFTER_MS, *axis.positions[last + 1 : last + 2], axis.end])
    reference, hypothesis = passage_lines(scored.comparison, shown)
    language = language_tag(scored.comparison.reference.language)
    yield f'<tr id="worst-{number}"><th scope="row"><a href="#passage-{number}">{number}</a></th>'
    yield f'<td class="errors">{_errors(segment)}</td>'
    yield f'<td class="who">{_who(scored.comparison, segment.reference, shown)}</td>'
    play = f'<button type="button" class="play" data-play="{start}" data-until="{until}">'
    yield f'<td class="where"><a href="#passage-{number}">{where(axis, start)}</a> '
    yield f"{play}▶<span> Play passage {number}</span></button></td>"
    lines = [
        f'<p dir="auto" class="{kind}">{text or "<i>nothing</i>"}</p>'
        for kind, text in (("reference", reference), ("hypothesis", hypothesis))
    ]
    yield f'<td class="texts" lang="{language}">{"".join(lines)}</td></tr>'


def _errors(segment: Segment) -> str:
    words = segment.score.words
    parts = {"replaced": words.substitutions, "missing": words.deletions, "added": words.insertions}
    parts["wrong speaker"] = segment.wrong_speakers
    details = (f"<small>{number} {kind}</small>" for kind, number in parts.items() if number)
    return " ".join([f"<b>{sum(parts.values())}</b>", *details])


def _who(comparison: Comparison, tokens: Iterable[int], shown: Iterable[Piece]) -> str:
    speakers = [label for label, _ in groupby(map(comparison.reference.speaker, tokens)) if label is not None]
    said = ", ".join(_name(label) for label in dict.fromkeys(speakers)) or "-"
    given = dict.fromkeys(given_to(piece.speaker) for piece in shown if piece.speaker is not None)
    return said + "".join(f' <small class="w">→ {escape(name)}</small>' for name in given)


def _measures(result: FileResult) -> Iterator[str]:
    yield '<section aria-labelledby="measures">\n<h2 id="measures">Measures</h2>\n<div class="groups">'
    for group, title in GROUPS.items():
        yield f'<table>\n<caption>{title}</caption>\n<thead class="unseen"><tr><th scope="col">Measure</th>'
        yield '<th scope="col">Figure</th></tr></thead>\n<tbody>'
        for key, measure in MEASURES.items():
            if measure.group == group:
                value = result.measures[key].value
                yield f'<tr><th scope="row">{measure.title}<small>{escape(measure.meaning)}</small></th>'
                yield f"<td>{figure(key, value)}<small>{counts(key, result)}</small></td></tr>"
        yield "</tbody>\n</table>"
    yield "</div>\n</section>"


def _lists(result: FileResult) -> Iterator[str]:
    """The reference's speakers, and the words that go wrong most often."""
    yield '<div class="lists">'
    if result.by_speaker:
        yield from _speakers(result.by_speaker)
    columns = [
        [_replaced(words) for words in result.substituted[:_LISTED]],
        [f"<del>{_text(item.word)}</del>{_times(item.count)}" for item in result.deleted[:_LISTED]],
        [f"<ins>{_text(item.word)}</ins>{_times(item.count)}" for item in result.inserted[:_LISTED]],
    ]
    if any(columns):
        yield '<section aria-labelledby="words">\n<h2 id="words">Most frequent word errors</h2>\n<table>\n<thead><tr>'
        yield "".join(f'<th scope="col">{kind}</th>' for kind in ("Replaced", "Missing", "Added"))
        yield "</tr></thead>\n<tbody>"
        for row in zip_longest(*columns, fillvalue=""):
            yield f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>"
        yield "</tbody>\n</table>\n</section>"
    yield "</div>"


def _replaced(words: Confusion) -> str:
    return f"<del>{_text(words.reference)}</del> <ins>{_text(words.hypothesis)}</ins>{_times(words.count)}"


def _speakers(speakers: Sequence[SpeakerResult]) -> Iterator[str]:
    yield '<section aria-labelledby="speakers">\n<h2 id="speakers">Speakers</h2>\n<table>\n<thead><tr>'
    titles = ("Speaker", "Words", "Word errors", "Name recall", "Name precision")
    yield "".join(f'<th scope="col">{title}</th>' for title in titles) + "</tr></thead>\n<tbody>"
    for speaker in speakers[:_LISTED]:
        edits = speaker.words
        rate = edits.errors / edits.reference if edits.reference else None
        rates = (rate, speaker.names.recall, speaker.names.precision)
        cells = [str(edits.reference), *(figure("wer", rate) for rate in rates)]
        yield f'<tr><th scope="row">{_name(speaker.label)}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'
    yield "</tbody>\n</table>"
    if len(speakers) > _LISTED:
        yield f'<p class="small">And {len(speakers) - _LISTED} more, who say less.</p>'
    yield "</section>"


def _bar(marks: Counter[str], audio: str | None) -> Iterator[str]:
    """What works with a script only, which shows it."""
    yield '<div class="bar" role="region" aria-label="Errors and recording">'
    yield '<div class="filters" role="group" aria-label="Errors shown">'
    yield f'<button type="button" data-filter="e" aria-pressed="true">All <b>{marks["e"]}</b></button>'
    for kind, title in _FILTERS.items():
        yield f'<button type="button" data-filter="{kind}" aria-pressed="false">{title} <b>{marks[kind]}</b></button>'
    yield '</div>\n<div class="steps">'
    yield '<button type="button" data-step="-1">‹ Previous <kbd>p</kbd></button><output aria-live="polite"></output>'
    yield '<button type="button" data-step="1">Next <kbd>n</kbd> ›</button></div>'
    if audio is not None:
        yield f'<audio controls preload="metadata" src="{escape(beside(audio))}" aria-label="Recording"></audio>'
    yield "</div>"


def _legend() -> Iterator[str]:
    yield '<h2 id="text">Text</h2>\n<p class="legend">'
    yield '<span class="e s"><del>reference</del> <ins>hypothesis</ins></span> '
    yield '<del class="e d">missing</del> <ins class="e i">added</ins> '
    yield '<span class="e w" data-got="WHO">words given to the wrong speaker</span></p>'


def _times(number: int) -> str:
    return f" <small>× {number}</small>"


def _name(label: str) -> str:
    return f"<bdi>{escape(readable_name(label))}</bdi>"


def _text(text: str) -> str:
    return escape(readable(text))
