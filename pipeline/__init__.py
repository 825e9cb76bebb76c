"""byline: radio and podcast audio to a structured transcript in which every turn carries a real name.

The public names are loaded when they are first used, so that ``import pipeline`` and ``byline --help`` stay quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from pipeline._version import __version__

if TYPE_CHECKING:
    from pipeline.api import transcribe
    from pipeline.cast import Cast
    from pipeline.cast.show import Show, load_show
    from pipeline.cast.sources import gather_cast
    from pipeline.config import Config, load_config
    from pipeline.errors import BylineError
    from pipeline.reading import load_transcript
    from pipeline.schema import Transcript

__all__ = [
    "BylineError",
    "Cast",
    "Config",
    "Show",
    "Transcript",
    "__version__",
    "gather_cast",
    "load_config",
    "load_show",
    "load_transcript",
    "transcribe",
]

_HOMES = {
    "BylineError": "pipeline.errors",
    "Cast": "pipeline.cast",
    "Config": "pipeline.config",
    "Show": "pipeline.cast.show",
    "Transcript": "pipeline.schema",
    "gather_cast": "pipeline.cast.sources",
    "load_config": "pipeline.config",
    "load_show": "pipeline.cast.show",
    "load_transcript": "pipeline.reading",
    "transcribe": "pipeline.api",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
