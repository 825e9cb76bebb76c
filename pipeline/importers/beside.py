"""Who was heard when, laid beside what was said: speakers for a transcript that has none."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline import schema
from pipeline.attribution import attribute
from pipeline.errors import InvalidValueError
from pipeline.importers.turns import turns_of_paragraphs, turns_of_words
from pipeline.timeline import Diarization, EngineIdentity, Turn, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def with_speakers(transcript: schema.Transcript, heard: schema.Transcript) -> schema.Transcript:
    """``transcript`` with the speakers and the diarization of ``heard``, another document of the same recording.

    Each word with times goes to the speaker whose stretches cover most of it, with that certainty; where words have no
    times, each paragraph does as a whole. Where several are heard at once, the longest stretch counts: whoever throws
    in a word does not take over the sentence. Sounds stay as they are. All words stay, in their order.

    Raises:
        InvalidValueError: Something that is said has no times.

    """
    diarization = _diarization(heard.diarization or ())
    spoken = [paragraph for turn in transcript.turns if turn.kind != "sound" for paragraph in turn.paragraphs]
    labels = {speaker.label: speaker.label for speaker in heard.speakers}
    if spoken and all(paragraph.words and all(map(_has_times, paragraph.words)) for paragraph in spoken):
        words = attribute([_word(word) for paragraph in spoken for word in paragraph.words], diarization)
        turns = turns_of_words(words, labels, transcript.source.language, measured=True)
    else:
        turns = turns_of_paragraphs(_attributed(spoken, diarization))
    sounds = [turn.model_copy(update={"speaker": None}) for turn in transcript.turns if turn.kind == "sound"]
    return schema.Transcript(
        source=transcript.source,
        audio=transcript.audio,
        speakers=heard.speakers,
        turns=tuple(sorted([*turns, *sounds], key=lambda turn: turn.start or 0.0)),
        diarization=heard.diarization,
        provenance=transcript.provenance,
    )


def exclusive(turns: Sequence[Turn]) -> tuple[Turn, ...]:
    """The same speech with one voice at a time: of those heard at once, the one whose stretch is the longest.

    ``turns`` are in the order of their start.
    """
    edges = sorted({edge for turn in turns for edge in (turn.start, turn.end)})
    pieces: list[Turn] = []
    active: list[Turn] = []
    coming = iter([*turns, None])
    following = next(coming)
    for start, end in pairwise(edges):
        active = [turn for turn in active if turn.end > start]
        while following is not None and following.start <= start:
            active.append(following)
            following = next(coming)
        if not active:
            continue
        speaker = max(active, key=lambda turn: turn.span.duration).speaker
        if pieces and pieces[-1].speaker == speaker and pieces[-1].end == start:
            pieces[-1] = Turn(pieces[-1].start, end, speaker)
        else:
            pieces.append(Turn(start, end, speaker))
    return tuple(pieces)


def _diarization(heard: Iterable[schema.Heard]) -> Diarization:
    turns = sorted((Turn(item.start, item.end, item.speaker) for item in heard), key=lambda turn: turn.start)
    return Diarization(tuple(turns), exclusive([turn for turn in turns if turn.span.duration]), {}, _IMPORTED)


_IMPORTED = EngineIdentity("imported", "")


def _has_times(word: schema.Word) -> bool:
    return word.start is not None and word.end is not None


def _word(word: schema.Word) -> Word:
    return Word(word.text.strip(), word.start or 0.0, word.end or 0.0, word.confidence)


def _attributed(
    paragraphs: Iterable[schema.Paragraph], diarization: Diarization
) -> list[tuple[str | None, schema.Paragraph]]:
    found = []
    for paragraph in paragraphs:
        if paragraph.start is None or paragraph.end is None:
            raise InvalidValueError("speakers", "the transcript has no times to lay the speakers' turns beside")
        (item,) = attribute([Word("_", paragraph.start, paragraph.end)], diarization)
        words = tuple(word.model_copy(update={"speaker": item.speaker}) for word in paragraph.words)
        found.append((item.speaker, paragraph.model_copy(update={"words": words})))
    return found
