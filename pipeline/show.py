"""What is known of a show before a word was heard: its name, its host, its regulars, its terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from pipeline.errors import UnknownChoiceError
from pipeline.languages import check_language
from pipeline.naming.roster import HOST, Roster
from pipeline.tables import read_table
from pipeline.timeline import Person

if TYPE_CHECKING:
    from pathlib import Path


class Regular(BaseModel):
    """Somebody who is often heard on the show."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1)
    role: str | None = None
    aliases: tuple[str, ...] = ()


class Show(BaseModel):
    """A show file. ``speakers`` maps the label printed before a turn to the person."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    program: str | None = None
    station: str | None = None
    language: str | None = None
    hosts: tuple[str, ...] = ()
    speakers: dict[str, Regular] = Field(default_factory=dict)
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
