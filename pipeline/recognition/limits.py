"""Whisper's own measures of a bad hypothesis: the defaults of ``whisper.transcribe`` (arXiv:2212.04356, 4.5)."""

LOOPING_RATIO = 2.4
"""Compression ratio above which a text repeats itself."""
DOUBTFUL_LOG_PROBABILITY = -1.0
"""Mean log probability of the tokens below which a text is doubtful."""
NO_SPEECH_PROBABILITY = 0.6
"""Probability of no speech above which a doubtful text is no text."""
