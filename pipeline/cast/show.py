"""What is known of a show before a word was heard: its name, its host, its regulars, its terms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from pipeline.errors import UnknownChoiceError
from pipeline.languages import check_language
from pipeline.naming.roster import HOST, Roster
from pipeline.tables import read_table
from pipeline.timeline import Person

if TYPE_CHECKING:
    from pathlib import Path


def _not_reserved(label: str) -> str:
    if re.fullmatch(r"SPEAKER_\d+", label):
        raise ValueError("SPEAKER_1 and the like are the labels of those who cannot be named")
    return label


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_not_reserved)]


class Regular(BaseModel):
    """Somebody who is often heard on the show."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Text
    role: Text | None = None
    aliases: tuple[Text, ...] = ()


class Show(BaseModel):
    """A show file. ``speakers`` maps the label printed before a turn to the person."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    program: str | None = None
    station: str | None = None
    language: str | None = None
    hosts: tuple[str, ...] = ()
    speakers: dict[Label, Regular] = Field(default_factory=dict)
    glossary: tuple[str, ...] = ()

    @property
    def roster(self) -> Roster:
        """The people of the show; those listed as hosts have that role."""
        return Roster(
            tuple(
                Person(label, person.name, HOST if label in self.hosts else person.role, person.aliases)
                for label, person in self.speakers.items()
            )
        )


def load_show(path: Path) -> Show:
    """The show file at ``path``, its keys and labels checked."""
    show = read_table(path, Show)
    check_language(show.language, where=f"{path}: language")
    for label in show.hosts:
        if label not in show.speakers:
            raise UnknownChoiceError("speaker", label, show.speakers, where=f"{path}: hosts")
    return show
