"""Whisper weights as CTranslate2 stores them, read into openai-whisper's model: one file serves both engines.

In comes the folder that faster-whisper loads (``model.bin`` and ``config.json``), out goes a ``whisper.model.Whisper``
in float32 on the CPU. The values are those of OpenAI's model, in another order and under other names: query, key and
value of self-attention are joined, so are key and value of cross-attention, and a key bias is there that Whisper does
not have and that is zero.

The layout of ``model.bin`` is that of CTranslate2's writer (``ModelSpec._serialize`` in
``ctranslate2/specs/model_spec.py``): all numbers little-endian, a string as its length with the closing NUL (uint16),
its bytes and the NUL. In order: version (uint32), name of the specification, its revision (uint32), number of variables
(uint32); for each of them name, rank (uint8), dimensions (uint32 each), type (uint8), number of bytes (uint32) and
those bytes; then the number of aliases (uint32), and for each its name and the variable that it stands for.
"""

from __future__ import annotations

import json
import math
import re
import struct
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.errors import ModelUnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import BinaryIO

    import torch

_VERSION = 6
"""The version of the layout that every release of CTranslate2 that knows Whisper writes (3.0 and later)."""
_SPECIFICATION = "WhisperSpec"

_TYPES = {0: ("float32", 4), 1: ("int8", 1), 2: ("int16", 2), 3: ("int32", 4), 4: ("float16", 2), 5: ("bfloat16", 2)}
"""Type number to name and bytes for each value (``_dtype_to_type_id`` in the same file)."""

_OUTSIDE_LAYERS = {
    "encoder/conv1/weight": "encoder.conv1.weight",
    "encoder/conv1/bias": "encoder.conv1.bias",
    "encoder/conv2/weight": "encoder.conv2.weight",
    "encoder/conv2/bias": "encoder.conv2.bias",
    "encoder/position_encodings/encodings": "encoder.positional_embedding",
    "encoder/layer_norm/gamma": "encoder.ln_post.weight",
    "encoder/layer_norm/beta": "encoder.ln_post.bias",
    "decoder/embeddings/weight": "decoder.token_embedding.weight",
    "decoder/projection/weight": "decoder.token_embedding.weight",  # an alias: Whisper ties the two
    "decoder/position_encodings/encodings": "decoder.positional_embedding",
    "decoder/layer_norm/gamma": "decoder.ln.weight",
    "decoder/layer_norm/beta": "decoder.ln.bias",
}
_INSIDE_LAYERS = {
    "self_attention/layer_norm": ("attn_ln",),
    "self_attention/linear_0": ("attn.query", "attn.key", "attn.value"),
    "self_attention/linear_1": ("attn.out",),
    "attention/layer_norm": ("cross_attn_ln",),
    "attention/linear_0": ("cross_attn.query",),
    "attention/linear_1": ("cross_attn.key", "cross_attn.value"),
    "attention/linear_2": ("cross_attn.out",),
    "ffn/layer_norm": ("mlp_ln",),
    "ffn/linear_0": ("mlp.0",),
    "ffn/linear_1": ("mlp.2",),
}
_KINDS = {"weight": "weight", "bias": "bias", "gamma": "weight", "beta": "bias"}
_LAYER = re.compile(r"(encoder|decoder)/layer_(\d+)/(.+)/(weight|bias|gamma|beta)")


@dataclass(frozen=True, slots=True)
class Variable:
    """Where in the file the values of a variable are, and what they are; a single number has the shape ()."""

    shape: tuple[int, ...]
    type: str
    offset: int
    size: int


def load_whisper(folder: Path) -> Any:
    """The ``whisper.model.Whisper`` whose weights lie in ``folder``, in float32 on the CPU, ready for inference.

    Besides the model itself never more than one variable is in memory. Raises :class:`ModelUnreadableError` when
    ``model.bin`` is missing, cut off, not a Whisper model, or has its weights in integers.
    """
    from whisper.model import ModelDimensions, Whisper

    path = folder / "model.bin"
    with _reading(path), path.open("rb") as file:
        variables = read_index(file)
        _require_floats(path, variables)
        model = Whisper(ModelDimensions(**dimensions(file, variables)))
        _fill(file, variables, model.state_dict())
    _set_alignment_heads(model, folder / "config.json")
    return model.eval()


def dimensions_of(folder: Path) -> dict[str, int]:
    """The sizes of the Whisper model in ``folder``, by openai-whisper's names for them; no weights are read.

    Raises :class:`ModelUnreadableError` as :func:`load_whisper` does.
    """
    path = folder / "model.bin"
    with _reading(path), path.open("rb") as file:
        return dimensions(file, read_index(file))


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """What goes wrong with ``model.bin`` as byline's own failure."""
    try:
        yield
    except OSError as error:
        raise ModelUnreadableError(path, error.strerror or str(error)) from error
    except (ValueError, KeyError, struct.error) as error:
        raise ModelUnreadableError(path, f"it is no Whisper model of CTranslate2 ({error})") from error


def read_index(file: BinaryIO) -> dict[str, Variable]:
    """The variables of an open ``model.bin`` by name, aliases included; none of their values is read.

    Raises :class:`ValueError` for a file of another kind or version, :class:`struct.error` for one that is cut off.
    """
    version = _number(file, "I")
    if version != _VERSION:
        raise ValueError(f"version {version} of the layout, not {_VERSION}")
    specification, _revision = _string(file), _number(file, "I")
    if specification != _SPECIFICATION:
        raise ValueError(f"a model of the kind {specification}, not {_SPECIFICATION}")
    variables = {}
    for _ in range(_number(file, "I")):
        name = _string(file)
        variables[name] = variable = _variable(file)
        file.seek(variable.offset + variable.size)
    for _ in range(_number(file, "I")):
        alias, target = _string(file), _string(file)
        variables[alias] = variables[target]
    return variables


def dimensions(file: BinaryIO, variables: Mapping[str, Variable]) -> dict[str, int]:
    """What ``whisper.model.ModelDimensions`` wants to know, by its names, from the shapes of the variables."""
    state, mels, _ = variables["encoder/conv1/weight"].shape
    vocabulary, text_state = variables["decoder/embeddings/weight"].shape
    return {
        "n_mels": mels,
        "n_audio_ctx": variables["encoder/position_encodings/encodings"].shape[0],
        "n_audio_state": state,
        "n_audio_head": _setting(file, variables["encoder/num_heads"]),
        "n_audio_layer": _layers("encoder", variables),
        "n_vocab": vocabulary,
        "n_text_ctx": variables["decoder/position_encodings/encodings"].shape[0],
        "n_text_state": text_state,
        "n_text_head": _setting(file, variables["decoder/num_heads"]),
        "n_text_layer": _layers("decoder", variables),
    }


def parameters_of(variable: str) -> tuple[str, ...]:
    """The parameters of ``whisper.model.Whisper`` that a variable holds, joined along the first dimension, in order.

    Settings such as the number of heads hold none.
    """
    if variable in _OUTSIDE_LAYERS:
        return (_OUTSIDE_LAYERS[variable],)
    if (found := _LAYER.fullmatch(variable)) and found[3] in _INSIDE_LAYERS:
        side, layer, part, kind = found.groups()
        return tuple(f"{side}.blocks.{layer}.{module}.{_KINDS[kind]}" for module in _INSIDE_LAYERS[part])
    return ()


def _fill(file: BinaryIO, variables: Mapping[str, Variable], state: Mapping[str, torch.Tensor]) -> None:
    missing = set(state)
    for name, variable in variables.items():
        parameters = parameters_of(name)
        if not parameters:
            continue
        for parameter, values in zip(parameters, _values(file, variable).chunk(len(parameters)), strict=True):
            if parameter in state:
                if values.shape != state[parameter].shape:
                    raise ValueError(f"{parameter} has the shape {tuple(values.shape)}")
                state[parameter].copy_(values)
                missing.discard(parameter)
            elif not parameter.endswith(".key.bias") or values.any():
                raise ValueError(f"Whisper has no {parameter}")
    if missing:
        raise ValueError(f"{len(missing)} parameters are missing, such as {min(missing)}")


def _set_alignment_heads(model: Any, config: Path) -> None:
    """Mark the attention heads that follow the sound; without them Whisper takes the later half of its layers."""
    import torch

    try:
        heads = json.loads(config.read_text(encoding="utf-8")).get("alignment_heads")
    except (OSError, ValueError) as error:
        raise ModelUnreadableError(config, str(error)) from error
    if not heads:
        return
    mask = torch.zeros(model.dims.n_text_layer, model.dims.n_text_head, dtype=torch.bool)
    for layer, head in heads:
        mask[layer, head] = True
    model.register_buffer("alignment_heads", mask.to_sparse(), persistent=False)


def _require_floats(path: Path, variables: Mapping[str, Variable]) -> None:
    integers = {variable.type for name, variable in variables.items() if parameters_of(name)} & {"int8", "int16"}
    if integers:
        raise ModelUnreadableError(
            path,
            f"its weights are {min(integers)}, and openai-whisper computes with floating point",
            "Use the engine faster-whisper with this model, or a float16 or float32 version of it with openai-whisper.",
        )


def _layers(side: str, variables: Mapping[str, Variable]) -> int:
    return len({found[2] for name in variables if (found := _LAYER.fullmatch(name)) and found[1] == side})


def _variable(file: BinaryIO) -> Variable:
    shape = tuple(_number(file, "I") for _ in range(_number(file, "B")))
    type_number, size = _number(file, "B"), _number(file, "I")
    if type_number not in _TYPES:
        raise ValueError(f"values of an unknown type, number {type_number}")
    name, width = _TYPES[type_number]
    if size != math.prod(shape) * width:
        raise ValueError(f"{size} bytes for {math.prod(shape)} values of type {name}")
    return Variable(shape, name, file.tell(), size)


def _values(file: BinaryIO, variable: Variable) -> torch.Tensor:
    import torch

    # the buffer is our own, so torch may keep it: torch.frombuffer warns of buffers that cannot be written to
    return torch.frombuffer(_bytes(file, variable), dtype=getattr(torch, variable.type)).reshape(variable.shape)


def _setting(file: BinaryIO, variable: Variable) -> int:
    return int.from_bytes(_bytes(file, variable), "little")


def _bytes(file: BinaryIO, variable: Variable) -> bytearray:
    values = bytearray(variable.size)
    file.seek(variable.offset)
    if file.readinto(values) != variable.size:  # type: ignore[attr-defined]
        raise ValueError("the file ends within its values")
    return values


def _number(file: BinaryIO, code: str) -> int:
    layout = struct.Struct(f"<{code}")
    (value,) = layout.unpack(file.read(layout.size))
    return int(value)


def _string(file: BinaryIO) -> str:
    return file.read(_number(file, "H"))[:-1].decode("utf-8")
