"""Labels changed everywhere in a document: of speakers, turns, words, voices heard, and of who said a proof."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pipeline import schema
from pipeline.exporters.utterances import listeners

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    _Claim = TypeVar("_Claim", schema.Candidate, schema.Identity, schema.Speaker)


def relabelled(
    transcript: schema.Transcript, labels: Mapping[str, str], speakers: Iterable[schema.Speaker]
) -> schema.Transcript:
    """``transcript`` with the labels that ``labels`` gives for its own, all at once, so that two may change places.

    Args:
        transcript: Is left as it is. Its page is not changed: it is what was read, and the turns say who speaks.
        labels: New labels by the present ones; what is not in it stays.
        speakers: Who is in the document from now on, under new labels; who said their proofs is still told by the
            present ones.

    """
    document = {name: getattr(transcript, name) for name in schema.Transcript.model_fields}
    document["speakers"] = tuple(_with_sources(speaker, labels) for speaker in speakers)
    document["turns"] = tuple(_turn(turn, labels) for turn in transcript.turns)
    if transcript.diarization is not None:
        document["diarization"] = tuple(
            heard.model_copy(update={"speaker": labels.get(heard.speaker, heard.speaker)})
            for heard in transcript.diarization
        )
    return schema.Transcript(**document)  # a copy would not be checked


def identity_of(speaker: schema.Speaker) -> schema.Identity:
    """Who ``speaker`` is taken for, to be remembered when that changes."""
    return schema.Identity(**{name: getattr(speaker, name) for name in schema.Identity.model_fields})


def stable_id(speaker: schema.Speaker) -> str:
    """The first label that the speaker ever had, which no correction changes."""
    return speaker.previous[0].label if speaker.previous else speaker.label


def _turn(turn: schema.Turn, labels: Mapping[str, str]) -> schema.Turn:
    heard = listeners(turn)
    paragraphs = tuple(_paragraph(paragraph, heard, labels) for paragraph in turn.paragraphs)
    return turn.model_copy(update={"speaker": _new(turn.speaker, labels), "paragraphs": paragraphs})


def _paragraph(paragraph: schema.Paragraph, heard: Container[str], labels: Mapping[str, str]) -> schema.Paragraph:
    """A paragraph with new labels, also where it prints one: in the note "(RASCOE: Mm-hmm.)" of one ``heard`` in it."""
    text, place = paragraph.text, 0
    words: list[schema.Word] = []
    for word in paragraph.words:
        speaker, shown = _new(word.speaker, labels), word.shown
        if shown is not None and word.speaker in heard and shown.startswith(printed := f"({word.speaker}: "):
            at = text.find(shown, place)
            if at >= 0:
                note = f"({speaker}: {shown.removeprefix(printed)}"
                text = text[:at] + note + text[at + len(shown) :]
                place, shown = at + len(note), note
        changed = (speaker, shown) != (word.speaker, word.shown)
        words.append(word.model_copy(update={"speaker": speaker, "shown": shown}) if changed else word)
    return paragraph.model_copy(update={"text": text, "words": tuple(words)})


def _with_sources(speaker: schema.Speaker, labels: Mapping[str, str]) -> schema.Speaker:
    return _claim(speaker, labels).model_copy(
        update={
            "considered": tuple(_claim(candidate, labels) for candidate in speaker.considered),
            "previous": tuple(_claim(identity, labels) for identity in speaker.previous),
        }
    )


def _claim(claim: _Claim, labels: Mapping[str, str]) -> _Claim:
    return claim.model_copy(
        update={"evidence": _proofs(claim.evidence, labels), "against": _proofs(claim.against, labels)}
    )


def _proofs(proofs: Iterable[schema.Evidence], labels: Mapping[str, str]) -> tuple[schema.Evidence, ...]:
    return tuple(proof.model_copy(update={"said_by": _new(proof.said_by, labels)}) for proof in proofs)


def _new(label: str | None, labels: Mapping[str, str]) -> str | None:
    return None if label is None else labels.get(label, label)
