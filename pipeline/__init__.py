"""byline: radio and podcast audio to a structured transcript in which every turn carries a real name."""

from __future__ import annotations

from pipeline._version import __version__

__all__ = ["__version__"]
