"""A small Whisper model with random weights, written by CTranslate2's own writer: what an engine can be tried on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ctranslate2
import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

VOCABULARY = 51865  # from this size on Whisper models are multilingual to both libraries
LANGUAGES = range(50259, 50358)
START = 50258
TEXT_CONTEXT = 16  # 448 in Whisper: random texts never end by themselves, and shall end soon
HEADS = [[0, 1], [1, 0], [1, 3]]


def write_model(folder: Path, quantization: str | None = None) -> Any:
    """A small Whisper model with random weights in ``folder``, as CTranslate2's converters write it.

    Returns the ``WhisperSpec`` that was written.
    """
    spec = specification(np.random.default_rng(20250625))
    spec.register_vocabulary(vocabulary())
    spec.config.lang_ids = list(LANGUAGES)
    spec.config.alignment_heads = HEADS
    spec.validate()
    spec.optimize(quantization=quantization)
    folder.mkdir(exist_ok=True)
    spec.save(str(folder))
    return spec


def specification(random: np.random.Generator) -> Any:
    """A ``WhisperSpec`` of two layers on each side, four heads and 32 states, its values drawn from ``random``."""
    spec = ctranslate2.specs.WhisperSpec(2, 4, 2, 4)
    state = 32

    def values(*shape: int) -> Any:
        return random.normal(0.0, 0.2, shape).astype(np.float32)

    def fill_linear(linear: Any, rows: int, columns: int) -> None:
        linear.weight, linear.bias = values(rows, columns), values(rows)

    def fill_norm(norm: Any) -> None:
        norm.gamma, norm.beta = 1 + values(state), values(state)

    def fill_attention(attention: Any, parts: tuple[int, ...], key: slice) -> None:
        fill_norm(attention.layer_norm)
        for linear, part in zip(attention.linear, parts, strict=True):
            fill_linear(linear, part * state, state)
        attention.linear[len(parts) - 2].bias[key] = 0  # the key of Whisper's attention has no bias

    for side in (spec.encoder, spec.decoder):
        fill_norm(side.layer_norm)
        for layer in side.layer:
            fill_attention(layer.self_attention, (3, 1), slice(state, 2 * state))
            if side is spec.decoder:
                fill_attention(layer.attention, (1, 2, 1), slice(0, state))
            fill_norm(layer.ffn.layer_norm)
            fill_linear(layer.ffn.linear_0, 4 * state, state)
            fill_linear(layer.ffn.linear_1, state, 4 * state)
    for convolution, channels in ((spec.encoder.conv1, 80), (spec.encoder.conv2, state)):
        convolution.weight, convolution.bias = values(state, channels, 3), values(state)
    spec.encoder.position_encodings.encodings = values(1500, state)
    spec.decoder.position_encodings.encodings = values(TEXT_CONTEXT, state)
    spec.decoder.embeddings.weight = values(VOCABULARY, state)
    spec.decoder.projection.weight = spec.decoder.embeddings.weight
    return spec


def vocabulary() -> list[str]:
    words = [f"word{number}" for number in range(VOCABULARY)]
    words[50256] = ""  # as in Whisper's vocabulary: CTranslate2 takes a model without it for English-only
    named = {50257: "endoftext", START: "startoftranscript", 50358: "translate", 50359: "transcribe"}
    named |= {50361: "startofprev", 50362: "nospeech", 50363: "notimestamps"}
    for number, name in named.items():
        words[number] = f"<|{name}|>"
    for number in LANGUAGES:
        words[number] = f"<|l{number}|>"
    return words
