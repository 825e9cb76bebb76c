"""All options in one frozen value, from code, from a TOML file, and from the command line, in this order.

Each stage's options live beside the stage; ``configs/default.toml`` spells out the defaults.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from pydantic import ConfigDict

from pipeline.diarization.options import DiarizationOptions
from pipeline.evaluation.thresholds import Thresholds
from pipeline.machine import MachineOptions
from pipeline.recognition.options import RecognitionOptions
from pipeline.tables import read_table
from pipeline.text.options import TextOptions

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """How a recording is turned into a transcript, and how good it must be."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    diarization: DiarizationOptions = field(default_factory=DiarizationOptions)
    recognition: RecognitionOptions = field(default_factory=RecognitionOptions)
    text: TextOptions = field(default_factory=TextOptions)
    machine: MachineOptions = field(default_factory=MachineOptions)
    thresholds: Thresholds = field(default_factory=Thresholds)


def load_config(path: Path) -> Config:
    """The configuration in the TOML file ``path``; what it does not say is left at the default."""
    return read_table(path, Config)
