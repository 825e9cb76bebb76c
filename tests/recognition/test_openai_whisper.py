"""The engine's contract, on a small model with random weights; what it hears is tested in tests/live."""

from __future__ import annotations

import sys
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import torch

from pipeline.errors import EngineUnavailableError, ModelUnreadableError, OutOfMemoryError
from pipeline.machine import Machine
from pipeline.progress import no_advance, no_tell
from pipeline.recognition import openai_whisper
from pipeline.recognition.ctranslate2_weights import load_whisper
from pipeline.recognition.openai_whisper import OpenAIWhisper, load
from pipeline.recognition.whisper_decoding import decode, sound_of
from pipeline.timeline import SAMPLE_RATE, ModelIdentity, Span, Waveform, Word
from tests.recognition.random_whisper import TEXT_CONTEXT, write_model

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

IDENTITY = ModelIdentity("random", None)
REGIONS = (Span(0.5, 1.7), Span(2.0, 2.0), Span(2.0, 2.015), Span(3.0, 6.0), Span(6.0, 9.99), Span(9.5, 10.5))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("random")
    write_model(folder)
    return folder


@pytest.fixture(scope="module")
def engine(folder: Path) -> OpenAIWhisper:
    return load(folder, IDENTITY, "cpu", Machine(2), no_tell)


@pytest.fixture(scope="module")
def waveform() -> Waveform:
    samples = np.random.default_rng(3).normal(0.0, 0.1, 10 * SAMPLE_RATE).astype(np.float32)
    samples.flags.writeable = False
    return Waveform(samples, "noise.wav", "0" * 64, SAMPLE_RATE, 1)


def heard(
    engine: OpenAIWhisper,
    waveform: Waveform,
    regions: Sequence[Span],
    *,
    careful: bool = False,
    prompt: str | None = None,
) -> tuple[tuple[Word, ...], ...]:
    found = engine.recognize(waveform, regions, "en", no_advance, careful=careful, prompt=prompt)
    return tuple(heard.words for heard in found)


def test_words_lie_in_their_region_one_after_the_other(engine: OpenAIWhisper, waveform: Waveform) -> None:
    found = heard(engine, waveform, REGIONS)

    assert len(found) == len(REGIONS)
    assert any(found)
    for region, words in zip(REGIONS, found, strict=True):
        times = [time for word in words for time in (word.start, word.end)]
        assert times == sorted(times)
        assert all(region.start <= time <= region.end for time in times)


def test_progress_counts_regions_and_ends_with_all_of_them(engine: OpenAIWhisper, waveform: Waveform) -> None:
    regions = [Span(second, second + 0.5) for second in range(8)]
    calls: list[tuple[float, float]] = []

    engine.recognize(waveform, regions, "en", lambda done, total: calls.append((done, total)))

    assert [total for _, total in calls] == [8] * len(calls)
    assert [done for done, _ in calls] == sorted({done for done, _ in calls})
    assert calls[-1] == (8, 8)


def test_the_careful_way_tries_every_temperature_and_still_has_words(engine: OpenAIWhisper, waveform: Waveform) -> None:
    (words,) = heard(engine, waveform, REGIONS[:1], careful=True)

    assert words


def test_neither_the_batch_nor_the_workers_change_a_word(
    folder: Path, waveform: Waveform, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for size, count in ((1, 1), (2, 3), (4, 2), (6, 1)):
        monkeypatch.setitem(openai_whisper.BATCH_SIZE, "cpu", size)
        found.append(heard(load(folder, IDENTITY, "cpu", Machine(count), no_tell), waveform, REGIONS))

    for other in found[1:]:
        for words, same in zip(found[0], other, strict=True):
            assert [word.text for word in words] == [word.text for word in same]
            assert [word.start for word in words] == pytest.approx([word.start for word in same], abs=0.05)


def test_a_batch_for_which_there_is_no_memory_is_decoded_in_parts(
    folder: Path, waveform: Waveform, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    engine = load(folder, IDENTITY, "cpu", Machine(1), told.append)
    expected = heard(engine, waveform, REGIONS)
    hear = OpenAIWhisper._hear

    def short_of_memory(
        self: OpenAIWhisper, waveform: Waveform, regions: Sequence[Span], *rest: Any, **how: Any
    ) -> Any:
        if len(regions) > 1:
            torch.empty(1 << 60, dtype=torch.uint8)  # more than any machine has
        return hear(self, waveform, regions, *rest, **how)

    monkeypatch.setattr(OpenAIWhisper, "_hear", short_of_memory)

    found = heard(engine, waveform, REGIONS)

    assert [[word.text for word in words] for words in found] == [[word.text for word in words] for words in expected]
    assert told[-1].endswith("it went on with 1")


def test_no_memory_for_a_single_region_is_a_failure_of_the_engine(
    engine: OpenAIWhisper, waveform: Waveform, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(OpenAIWhisper, "_encoded", lambda *_: torch.empty(1 << 60, dtype=torch.uint8))

    with pytest.raises(OutOfMemoryError, match="memory"):
        heard(engine, waveform, REGIONS[:1])


def test_no_regions_are_no_words(engine: OpenAIWhisper, waveform: Waveform) -> None:
    assert heard(engine, waveform, ()) == ()


def test_the_careful_way_draws_the_same_text_again_and_leaves_the_dice_of_others_alone(
    engine: OpenAIWhisper, waveform: Waveform, monkeypatch: pytest.MonkeyPatch
) -> None:
    import whisper

    monkeypatch.setattr(openai_whisper, "TEMPERATURES", (1.0,))
    options = whisper.DecodingOptions(language="en", without_timestamps=True, fp16=False)
    with torch.inference_mode():
        sound = sound_of(engine._model, engine._encoded(waveform, REGIONS[:1]))
        torch.manual_seed(1)
        expected = torch.rand(3)

        torch.manual_seed(1)
        first = engine._decode_carefully(sound, options)
        drawn = torch.rand(3)
        torch.manual_seed(2)
        second = engine._decode_carefully(sound, options)

    assert first.temperature == 1.0
    assert first.tokens == second.tokens
    assert torch.equal(drawn, expected)


def test_a_text_that_whisper_cuts_off_is_decoded_to_its_end(engine: OpenAIWhisper, waveform: Waveform) -> None:
    import whisper

    options = whisper.DecodingOptions(language="en", without_timestamps=True, fp16=False)
    with torch.inference_mode():
        sound = sound_of(engine._model, engine._encoded(waveform, REGIONS[:1]))
        (cut_off,) = decode(engine._model, sound, options)
        whole = engine._completed(cut_off, sound, options)

    assert len(cut_off.tokens) == TEXT_CONTEXT // 2
    assert whole.tokens[: len(cut_off.tokens)] == cut_off.tokens
    assert len(whole.tokens) == TEXT_CONTEXT - 5


def test_a_text_that_loops_is_handed_on_as_it_was_heard(engine: OpenAIWhisper, waveform: Waveform) -> None:
    import whisper

    options = whisper.DecodingOptions(language="en", without_timestamps=True, fp16=False)
    with torch.inference_mode():
        sound = sound_of(engine._model, engine._encoded(waveform, REGIONS[:1]))
        looping = replace(decode(engine._model, sound, options)[0], compression_ratio=9.0)

        assert engine._completed(looping, sound, options) is looping


def test_a_prompt_is_shown_and_changes_what_is_heard(engine: OpenAIWhisper, waveform: Waveform) -> None:
    plain, shown, same = (heard(engine, waveform, REGIONS[:1], prompt=p) for p in (None, "Ayesha Rascoe.", ""))

    assert plain == same
    assert [word.text for word in plain[0]] != [word.text for word in shown[0]]


def test_it_says_what_it_thinks_of_each_region(engine: OpenAIWhisper, waveform: Waveform) -> None:
    for careful in (False, True):
        (region,) = engine.recognize(waveform, REGIONS[:1], "en", no_advance, careful=careful)
        assert region.avg_logprob is not None
        assert region.avg_logprob < 0
        assert 0 <= (region.no_speech_prob or 0.0) <= 1


def test_openai_s_own_format_gives_the_same_words(
    engine: OpenAIWhisper, waveform: Waveform, folder: Path, tmp_path: Path
) -> None:
    model = load_whisper(folder)
    checkpoint = tmp_path / "random.pt"
    torch.save({"dims": asdict(model.dims), "model_state_dict": model.state_dict()}, checkpoint)

    loaded = load(checkpoint, IDENTITY, "cpu", Machine(2), no_tell)

    ours = [[word.text for word in words] for words in heard(engine, waveform, REGIONS[:1])]
    theirs = [[word.text for word in words] for words in heard(loaded, waveform, REGIONS[:1])]
    assert ours == theirs
    assert ours[0]


def test_the_heads_that_follow_the_sound_are_known_by_the_name_of_a_checkpoint(folder: Path, tmp_path: Path) -> None:
    model = load_whisper(folder)
    dims = asdict(model.dims) | {"n_text_layer": 6, "n_text_head": 8}
    state = model.state_dict()
    for name in [name for name in state if name.startswith("decoder.blocks.1.")]:
        for layer in range(2, 6):
            state[name.replace(".1.", f".{layer}.", 1)] = state[name]
    checkpoint = tmp_path / "base.pt"
    torch.save({"dims": dims, "model_state_dict": state}, checkpoint)

    loaded = load(checkpoint, IDENTITY, "cpu", Machine(2), no_tell)

    # as in the configuration of the CTranslate2 edition of Whisper base
    heads = [[3, 1], [4, 2], [4, 3], [4, 7], [5, 1], [5, 2], [5, 4], [5, 6]]
    assert loaded._model.alignment_heads.indices().T.tolist() == heads


def test_the_engine_says_what_it_is(engine: OpenAIWhisper) -> None:
    assert engine.identity.name == "openai-whisper"
    assert engine.identity.version == "20250625"
    assert engine.identity.models == (IDENTITY,)


def test_the_language_is_one_that_whisper_knows(engine: OpenAIWhisper, waveform: Waveform) -> None:
    language = engine.detect_language(waveform, REGIONS)

    assert engine.recognize(waveform, REGIONS[:1], language, no_advance)


def test_it_says_which_languages_can_be_asked_for(engine: OpenAIWhisper) -> None:
    assert {"en", "kk", "zh"} <= engine.languages
    assert "eng" not in engine.languages


@pytest.mark.parametrize("content", [b"", b"no checkpoint", b"PK\x03\x04" + bytes(100)])
def test_a_file_that_is_no_checkpoint_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "small.pt"
    path.write_bytes(content)

    with pytest.raises(ModelUnreadableError, match=r"small\.pt"):
        load(path, IDENTITY, "cpu", Machine(2), no_tell)


def test_a_checkpoint_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.pt"
    torch.save({"weights": torch.zeros(3)}, path)

    with pytest.raises(ModelUnreadableError, match=r"other\.pt"):
        load(path, IDENTITY, "cpu", Machine(2), no_tell)


def test_a_missing_package_is_named_with_what_to_install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "whisper", None)

    with pytest.raises(EngineUnavailableError) as caught:
        load(folder, IDENTITY, "cpu", Machine(2), no_tell)

    assert "pip install openai-whisper" in caught.value.remedy
