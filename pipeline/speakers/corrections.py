"""What somebody says of who a speaker is: ``SPEAKER_2=Linda Brandt, guest``; and whom that is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.errors import InvalidValueError, UnknownChoiceError
from pipeline.speakers.anonymous import is_anonymous
from pipeline.speakers.relabelling import stable_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pipeline import schema

_ENDINGS = frozenset({"jr", "sr", "ii", "iii", "iv"})
HOW = 'Write SPEAKER_2="Linda Brandt", SPEAKER_2="Linda Brandt, guest" or SPEAKER_2="BRANDT=Linda Brandt, guest".'


@dataclass(frozen=True, slots=True)
class Correction:
    """Who a speaker is: ``name`` is None for nobody known; without ``role`` and ``label`` they follow from the name."""

    who: str
    name: str | None
    role: str | None = None
    label: str | None = None


def parse_correction(text: str) -> Correction:
    """``WHO=NAME``, ``WHO=NAME, ROLE``, ``WHO=LABEL=NAME, ROLE``, or ``WHO=`` where a name is wrong.

    Raises:
        InvalidValueError: It is none of these.

    """
    if any("\ud800" <= character <= "\udfff" for character in text):  # bytes that are no UTF-8
        raise InvalidValueError(repr(text), "it is not UTF-8 text", "Set the terminal to UTF-8.")
    who, *rest = (" ".join(part.split()) for part in text.split("="))
    if not who or not rest or len(rest) > 2:
        raise InvalidValueError(repr(text), "this does not say who is who", HOW)
    label = rest[0] if len(rest) == 2 else None
    name, role = _name_and_role(rest[-1])
    if label is None and not rest[-1]:
        return Correction(who, None)
    if label == "" or not any(sign.isalpha() for sign in name):
        raise InvalidValueError(repr(text), "a label or a name is missing in it", HOW)
    for given in filter(None, (label, name)):
        if is_anonymous(given):
            raise InvalidValueError(repr(text), f"{given!r} is what voices without a name are called", HOW)
    return Correction(who, name, role, label)


def find_speaker(transcript: schema.Transcript, who: str) -> schema.Speaker:
    """The speaker with this label, name or former label; capitals count only where two would be meant without them.

    Raises:
        UnknownChoiceError: There is none.
        InvalidValueError: There is nobody at all, or two could be meant.

    """
    if not transcript.speakers:
        raise InvalidValueError(repr(who), "the transcript has no speakers", "Say first who is heard when.")
    keys: tuple[Callable[[schema.Speaker], Iterable[str | None]], ...] = (
        lambda speaker: [speaker.label],
        lambda speaker: [stable_id(speaker)],
        lambda speaker: [speaker.name],
        lambda speaker: [identity.label for identity in speaker.previous],
    )
    for form in (str, str.casefold):
        for key in keys:
            called = [each for each in transcript.speakers if form(who) in {form(text) for text in key(each) if text}]
            if len(called) == 1:
                return called[0]
            if called:
                reason = f"it may be {' or '.join(speaker.label for speaker in called)}"
                raise InvalidValueError(repr(who), reason, "Give the label that is printed now.")
    raise UnknownChoiceError("speaker", who, [text for each in transcript.speakers for text in _called(each)])


def folded(name: str) -> str:
    """A name without what two spellings of one name differ in: case, blanks, commas and full stops."""
    return " ".join(re.sub("[.,]", " ", name).casefold().split())


def _name_and_role(text: str) -> tuple[str, str | None]:
    name, _, role = text.partition(",")
    ending, _, after = role.partition(",")
    if ending.strip(" .").casefold() in _ENDINGS:  # "Sammy Davis, Jr., singer"
        name, role = f"{name},{ending}", after
    return name.strip(), role.strip() or None


def _called(speaker: schema.Speaker) -> Iterator[str]:
    yield speaker.label
    if speaker.previous and stable_id(speaker) != speaker.label:
        yield stable_id(speaker)
    if speaker.name is not None and speaker.name != speaker.label:
        yield speaker.name
