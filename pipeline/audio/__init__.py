"""Sound: decoding any file to mono 16 kHz, and cutting clips out of it."""

from pipeline.audio.decode import load

__all__ = ["load"]
