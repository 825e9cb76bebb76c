"""The options that say who is expected, the same for every command that has them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

ShowOption = Annotated[Path | None, typer.Option("--show", help="Show file: program, host, regulars.")]
EpisodeOption = Annotated[Path | None, typer.Option("--episode", help="Episode file: title, date, who is in it.")]
FeedOption = Annotated[
    str | None, typer.Option("--feed", help="RSS feed, a file or address: its people and show notes.")
]
ItemOption = Annotated[
    str | None, typer.Option("--item", help="Episode of the feed, by title or guid; by the file's name without.")
]
SpeakerOption = Annotated[
    list[str] | None,
    typer.Option(
        "--speaker", metavar="LABEL=NAME, ROLE", help="Somebody expected, such as 'MAYNES=Charles Maynes'; repeatable."
    ),
]
