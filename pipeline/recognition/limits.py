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
    """What an engine says of a text besides the text itself; None where it does not say."""

    @property
    def no_speech_prob(self) -> float | None:
        """How probable it is that nobody speaks."""

    @property
    def avg_logprob(self) -> float | None:
        """Mean log probability of the tokens."""


def is_silence(text: Hypothesis) -> bool:
    """Whether Whisper itself takes it for invented."""
    if text.no_speech_prob is None or text.avg_logprob is None:
        return False
    return text.no_speech_prob > NO_SPEECH_PROBABILITY and text.avg_logprob < DOUBTFUL_LOG_PROBABILITY
