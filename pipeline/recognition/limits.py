"""What both engines go by: Whisper's own measures of a bad hypothesis, the defaults of ``whisper.transcribe``.

Source: arXiv:2212.04356, section 4.5.
"""

from __future__ import annotations

from typing import Protocol

DETECTION_REGIONS = 3
"""How many regions are heard to detect the language."""
LOOPING_RATIO = 2.4
"""Compression ratio above which a text repeats itself."""
DOUBTFUL_LOG_PROBABILITY = -1.0
"""Mean log probability of the tokens below which a text is doubtful."""
NO_SPEECH_PROBABILITY = 0.6
"""Probability of no speech above which a doubtful text is no text."""


class Hypothesis(Protocol):
    """What an engine says of a text besides the text itself."""

    compression_ratio: float
    no_speech_prob: float
    avg_logprob: float


def is_looping(text: Hypothesis) -> bool:
    """Whether it says the same over and over."""
    return text.compression_ratio > LOOPING_RATIO


def is_silence(text: Hypothesis) -> bool:
    """Whether Whisper itself takes it for invented."""
    return text.no_speech_prob > NO_SPEECH_PROBABILITY and text.avg_logprob < DOUBTFUL_LOG_PROBABILITY
