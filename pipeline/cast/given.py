"""People named on the command line: ``--speaker "MAYNES=Charles Maynes, correspondent"``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from pipeline.cast.show import Label
from pipeline.errors import InvalidValueError
from pipeline.timeline import Person

if TYPE_CHECKING:
    from collections.abc import Iterable

GIVEN = "--speaker"
_EXAMPLE = 'Write it like --speaker "MAYNES=Charles Maynes, correspondent"; the label and the role may be left out.'
_PARTS = re.compile(r"(?:(?P<label>[^=]*)=)?(?P<name>[^=,]*(?:,\s*(?:Jr|Sr)\.?)?)(?:,(?P<role>[^=]*))?")
"""``LABEL=Full Name, role``; "Jr." after a comma belongs to the name."""


def parse_speakers(texts: Iterable[str]) -> tuple[Person, ...]:
    """The people that ``--speaker`` names, in its order; a label that was not given is left empty.

    Raises:
        InvalidValueError: one is not of the form, or two people have one label.

    """
    people = tuple(dict.fromkeys(_parse(text) for text in texts))
    holders: dict[str, str] = {}
    for person in people:
        if person.label and holders.setdefault(person.label, person.name) != person.name:
            raise InvalidValueError(
                GIVEN, f"{holders[person.label]} and {person.name} cannot both be {person.label}", _EXAMPLE
            )
    return people


def _parse(text: str) -> Person:
    if any("\ud800" <= character <= "\udfff" for character in text):  # bytes that are no UTF-8
        raise InvalidValueError(GIVEN, f"{text!r} is not UTF-8 text", "Set the terminal to UTF-8.")
    match = _PARTS.fullmatch(text.strip())
    if match is None:
        raise InvalidValueError(GIVEN, f"{text!r} has more than one =", _EXAMPLE)
    label, name, role = (
        None if part is None else " ".join(part.split()) for part in match.group("label", "name", "role")
    )
    if not name or not any(letter.isalpha() for letter in name):
        raise InvalidValueError(GIVEN, f"{text!r} has no name", _EXAMPLE)
    if role == "":
        raise InvalidValueError(GIVEN, f"{text!r} has no role after the comma", _EXAMPLE)
    if label is not None:
        try:
            TypeAdapter(Label).validate_python(label)
        except ValidationError as error:
            said = error.errors(include_url=False)[0]["msg"].removeprefix("Value error, ")
            reason = said if label else "has no label before the ="
            raise InvalidValueError(
                GIVEN, f"{text!r}: {reason}" if label else f"{text!r} {reason}", _EXAMPLE
            ) from error
    return Person(label or "", name, role, source=GIVEN)
