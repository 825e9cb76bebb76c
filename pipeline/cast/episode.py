"""What is known of one episode before a word was heard: its title, its date, and who is in it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from pipeline.cast.show import Label, Regular, Text  # noqa: TC001 - pydantic reads the annotations
from pipeline.tables import read_table

if TYPE_CHECKING:
    from pathlib import Path


def _iso(value: Any) -> Any:
    """A date of TOML, or one in quotes, as ISO 8601."""
    if isinstance(value, date):  # a datetime is one, too
        return value.isoformat()
    if isinstance(value, str):
        try:
            datetime.fromisoformat(value)
        except ValueError:
            raise ValueError("it is no date: write it as 2022-01-09") from None
    return value


class Episode(BaseModel):
    """An episode file. ``hosts`` are labels of its own ``speakers`` or of the show's; they replace the show's hosts."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Text | None = None
    published: Annotated[str, BeforeValidator(_iso)] | None = None
    url: Text | None = None
    audio: Text | None = None
    hosts: tuple[str, ...] = ()
    speakers: dict[Label, Regular] = Field(default_factory=dict)
    glossary: tuple[str, ...] = ()


def load_episode(path: Path) -> Episode:
    """The episode file at ``path``, its keys checked; whether a show has its hosts is known when both are joined."""
    return read_table(path, Episode)
