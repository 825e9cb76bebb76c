"""The reader of CTranslate2's files, against CTranslate2's own writer and its own computation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import ctranslate2
import numpy as np
import pytest
import torch

from pipeline.errors import ModelUnreadableError
from pipeline.recognition.ctranslate2_weights import load_whisper
from tests.recognition.random_whisper import HEADS, LANGUAGES, START, specification, vocabulary, write_model

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whisper")
    write_model(folder)
    return folder


def test_it_hears_and_speaks_as_ctranslate2_does_with_the_same_file(folder: Path) -> None:
    mel = np.random.default_rng(1).normal(0.0, 1.0, (1, 80, 3000)).astype(np.float32)
    reference = ctranslate2.models.Whisper(str(folder), device="cpu", compute_type="float32")
    features = reference.encode(ctranslate2.StorageView.from_array(mel))
    languages = dict(reference.detect_language(features)[0])

    model = load_whisper(folder)
    with torch.inference_mode():
        heard = model.encoder(torch.from_numpy(mel))
        logits = model.decoder(torch.tensor([[START]]), heard)[0, 0]
    spoken = logits[list(LANGUAGES)].softmax(dim=-1).numpy()

    assert np.allclose(np.asarray(features), heard.numpy(), atol=1e-3)
    assert np.allclose([languages[f"<|l{number}|>"] for number in LANGUAGES], spoken, atol=1e-4)
    assert np.ptp(spoken) > 0.01  # the comparison above says something: the probabilities differ


def test_the_heads_that_follow_the_sound_come_from_the_configuration(folder: Path) -> None:
    model = load_whisper(folder)

    assert model.alignment_heads.indices().T.tolist() == HEADS


def test_without_named_heads_the_later_half_of_the_layers_is_taken(tmp_path: Path) -> None:
    write_model(tmp_path)
    config = tmp_path / "config.json"
    config.write_text(json.dumps(json.loads(config.read_text()) | {"alignment_heads": None}))

    model = load_whisper(tmp_path)

    assert model.alignment_heads.indices().T.tolist() == [[1, head] for head in range(4)]


@pytest.mark.parametrize("quantization", ["float16", "bfloat16"])
def test_half_precision_is_read_into_single(tmp_path: Path, quantization: str) -> None:
    spec = write_model(tmp_path, quantization)

    weight = load_whisper(tmp_path).state_dict()["decoder.blocks.1.cross_attn.value.weight"]

    assert weight.dtype == torch.float32
    stored = spec.decoder.layer[1].attention.linear[1].weight
    stored = stored.numpy() if quantization == "float16" else stored.to("float32").numpy()
    assert np.array_equal(weight.numpy(), stored[32:].astype(np.float32))


def test_whole_numbers_are_refused_with_a_way_out(tmp_path: Path) -> None:
    write_model(tmp_path, "int8")

    with pytest.raises(ModelUnreadableError, match="int8") as caught:
        load_whisper(tmp_path)

    assert "faster-whisper" in caught.value.remedy


@pytest.mark.parametrize("share", [0.0, 0.00001, 0.5, 0.999])
def test_a_file_that_is_cut_off_is_refused(tmp_path: Path, folder: Path, share: float) -> None:
    whole = (folder / "model.bin").read_bytes()
    (tmp_path / "model.bin").write_bytes(whole[: int(len(whole) * share)])
    (tmp_path / "config.json").write_text("{}")

    with pytest.raises(ModelUnreadableError):
        load_whisper(tmp_path)


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"PK\x03\x04 no model at all")

    with pytest.raises(ModelUnreadableError, match="version"):
        load_whisper(tmp_path)


def test_a_model_of_another_architecture_is_refused(tmp_path: Path, folder: Path) -> None:
    renamed = (folder / "model.bin").read_bytes().replace(b"WhisperSpec", b"WhimperSpec", 1)
    (tmp_path / "model.bin").write_bytes(renamed)

    with pytest.raises(ModelUnreadableError, match="WhimperSpec"):
        load_whisper(tmp_path)


def test_a_model_with_a_part_missing_is_refused(tmp_path: Path, folder: Path) -> None:
    renamed = (folder / "model.bin").read_bytes().replace(b"decoder/layer_norm/beta", b"decoder/layer_norm/zeta", 1)
    (tmp_path / "model.bin").write_bytes(renamed)

    with pytest.raises(ModelUnreadableError, match=r"missing, such as decoder\.ln\.bias"):
        load_whisper(tmp_path)


def test_a_key_bias_that_is_not_zero_is_refused(tmp_path: Path) -> None:
    spec = specification(np.random.default_rng(2))
    spec.decoder.layer[0].attention.linear[1].bias[0] = 1.0
    spec.register_vocabulary(vocabulary())
    spec.validate()
    spec.save(str(tmp_path))

    with pytest.raises(ModelUnreadableError, match=r"key\.bias"):
        load_whisper(tmp_path)


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelUnreadableError, match=r"model\.bin"):
        load_whisper(tmp_path)
