"""Decoding with openai-whisper's own task (its options, search and filters of tokens), and a cache that is not copied.

The package keeps keys and values by hooks in the model, which joins them anew for every token and forbids two texts
at a time; here they stand in memory that is set aside once. The sound's keys and values are computed once and serve
the first text, a longer one, and the alignment. Any number of threads may decode with one model.

Imports torch and whisper at its head: only the engine imports this, when it has work to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch.nn.functional as F  # noqa: N812 (its usual name)
from whisper.decoding import BeamSearchDecoder, DecodingTask, Inference

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from torch import Tensor
    from whisper.decoding import DecodingOptions, DecodingResult


@dataclass(frozen=True, slots=True)
class Sound:
    """Regions as the encoder sees them, and what each layer of the decoder looks up in them."""

    features: Tensor
    """``(regions, 1500, states)``"""
    keys: tuple[Tensor, ...]
    """For each layer ``(regions, heads, 1500, states / heads)``."""
    values: tuple[Tensor, ...]
    """Likewise."""

    def one(self, index: int) -> Sound:
        """The region with this index alone; it shares the memory."""
        part = slice(index, index + 1)
        return Sound(
            self.features[part], tuple(keys[part] for keys in self.keys), tuple(values[part] for values in self.values)
        )


def sound_of(model: Any, features: Tensor) -> Sound:
    """``features`` (what ``model.encoder`` returns) with the keys and values of the decoder's cross-attention."""
    attentions = [block.cross_attn for block in model.decoder.blocks]
    return Sound(
        features,
        tuple(_by_head(attention.key(features), attention.n_head).contiguous() for attention in attentions),
        tuple(_by_head(attention.value(features), attention.n_head).contiguous() for attention in attentions),
    )


def decode(model: Any, sound: Sound, options: DecodingOptions) -> list[DecodingResult]:
    """As ``whisper.decode``, a text for each region of ``sound``; with beams or samples, of one region."""
    results: list[DecodingResult] = _Task(model, sound, options).run(sound.features)
    return results


def states_of(
    model: Any,
    sound: Sound,
    tokens: Tensor,
    memory: Memory | None = None,
    watch: Callable[[int, Tensor], None] | None = None,
) -> Tensor:
    """The decoder's last states for ``tokens`` (``(texts, n)``), ``(texts, n, states)``.

    There may be several texts for each region, one region's after the other's. The tokens follow those that ``memory``
    holds, and are added to it. ``watch`` is told each layer's number and its queries to the sound, by region and head.
    """
    decoder = model.decoder
    begin = memory.length if memory else 0
    end = begin + tokens.shape[1]
    x = decoder.token_embedding(tokens) + decoder.positional_embedding[begin:end]
    x = x.to(sound.features.dtype)  # whisper's positions are in float32 even on a GPU
    for layer, block in enumerate(decoder.blocks):
        x = x + _self_attention(block.attn, block.attn_ln(x), memory, layer)
        attention = block.cross_attn
        query = _by_region(attention.query(block.cross_attn_ln(x)), len(sound.features), attention.n_head)
        if watch:
            watch(layer, query)
        seen = _look_up(query, sound.keys[layer], sound.values[layer])
        x = x + attention.out(seen.transpose(1, 2).reshape(x.shape))
        x = x + block.mlp(block.mlp_ln(x))
    if memory:
        memory.length = end
    last: Tensor = decoder.ln(x)
    return last


def logits_of(model: Any, states: Tensor) -> Tensor:
    """What each token of the vocabulary has for it in ``states``, in float32."""
    vocabulary: Tensor = model.decoder.token_embedding.weight
    return (states @ vocabulary.T).float()


class Memory:
    """Keys and values of the text so far, for ``texts`` texts of at most ``most`` tokens."""

    def __init__(self, model: Any, texts: int, most: int, like: Tensor) -> None:
        heads, states = model.dims.n_text_head, model.dims.n_text_state
        shape = (model.dims.n_text_layer, texts, heads, most, states // heads)
        self._keys, self._values = like.new_empty(shape), like.new_empty(shape)  # pages that are not used cost nothing
        self.length = 0

    def joined(self, layer: int, keys: Tensor, values: Tensor) -> tuple[Tensor, Tensor]:
        """All keys and values of a layer, after ``keys`` and ``values`` of new tokens have been added to them."""
        end = self.length + keys.shape[2]
        self._keys[layer, :, :, self.length : end] = keys
        self._values[layer, :, :, self.length : end] = values
        return self._keys[layer, :, :, :end], self._values[layer, :, :, :end]

    def rearrange(self, sources: Sequence[int]) -> None:
        """Let each text go on from the text with the number in its place."""
        moved = [text for text, source in enumerate(sources) if source != text]
        if moved:
            for kept in (self._keys, self._values):
                kept[:, moved, :, : self.length] = kept[:, [sources[text] for text in moved], :, : self.length]


class _Inference(Inference):  # type: ignore[misc]
    def __init__(self, model: Any, sound: Sound, texts: int, most: int) -> None:
        self._model = model
        self._sound = sound
        self._memory = Memory(model, texts, most, sound.features)

    def logits(self, tokens: Tensor, audio_features: Tensor) -> Tensor:  # noqa: ARG002 (the sound is known)
        return logits_of(
            self._model, states_of(self._model, self._sound, tokens[:, self._memory.length :], self._memory)
        )

    def rearrange_kv_cache(self, source_indices: list[int]) -> None:
        self._memory.rearrange(source_indices)


class _Task(DecodingTask):  # type: ignore[misc]
    def __init__(self, model: Any, sound: Sound, options: DecodingOptions) -> None:
        super().__init__(model, options)
        most = min(self.n_ctx, self.sample_begin + self.sample_len)
        self.inference = _Inference(model, sound, len(sound.features) * self.n_group, most)
        if isinstance(self.decoder, BeamSearchDecoder):
            self.decoder.inference = self.inference

    def _get_audio_features(self, mel: Tensor) -> Tensor:
        return mel  # they are features already, and ``fp16`` does not tell their numbers


def _self_attention(attention: Any, x: Tensor, memory: Memory | None, layer: int) -> Tensor:
    query, keys, values = (
        _by_head(part(x), attention.n_head) for part in (attention.query, attention.key, attention.value)
    )
    first = memory is None or not memory.length
    if memory:
        keys, values = memory.joined(layer, keys, values)
    if first:
        seen = F.scaled_dot_product_attention(query, keys, values, is_causal=True)
    else:
        seen = _look_up(query, keys, values)
    return attention.out(seen.transpose(1, 2).flatten(2))  # type: ignore[no-any-return]


def _look_up(query: Tensor, keys: Tensor, values: Tensor) -> Tensor:
    """Attention to all of ``keys``. For a single query torch's own takes ten times as long on a CPU in bfloat16."""
    scores: Tensor = (query * query.shape[-1] ** -0.5) @ keys.transpose(-1, -2)
    return scores.softmax(-1) @ values


def _by_head(x: Tensor, heads: int) -> Tensor:
    """``(texts, n, states)`` as ``(texts, heads, n, states / heads)``."""
    return x.view(*x.shape[:-1], heads, -1).transpose(1, 2)


def _by_region(x: Tensor, regions: int, heads: int) -> Tensor:
    """``(texts, n, states)`` as ``(regions, heads, texts of a region * n, states / heads)``."""
    return _by_head(x.reshape(regions, -1, x.shape[-1]), heads)
