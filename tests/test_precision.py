from __future__ import annotations

import pytest
import torch

from pipeline.precision import numbers_for

CPU = torch.device("cpu")


def on_a_machine_with(monkeypatch: pytest.MonkeyPatch, **capabilities: bool) -> torch.dtype:
    monkeypatch.setattr(torch.backends.mkldnn, "is_available", lambda: True)
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: capabilities, raising=False)
    return numbers_for(CPU)


@pytest.mark.parametrize("name", ["avx512_bf16", "amx_bf16"])
def test_a_processor_that_multiplies_short_numbers_gets_them(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert on_a_machine_with(monkeypatch, avx2=True, **{name: True}) == torch.bfloat16


@pytest.mark.parametrize(
    "capabilities",
    [{"avx2": True}, {"avx2": True, "avx512_f": True, "avx512_bf16": False, "amx_bf16": False}, {"neon": True}, {}],
    ids=["no AVX-512", "AVX-512 without it", "ARM", "unknown"],
)
def test_any_other_keeps_to_float32(capabilities: dict[str, bool], monkeypatch: pytest.MonkeyPatch) -> None:
    assert on_a_machine_with(monkeypatch, **capabilities) == torch.float32


def test_a_torch_that_does_not_say_what_the_processor_can_keeps_to_float32(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(torch.cpu, "get_capabilities", raising=False)
    assert numbers_for(CPU) == torch.float32


def test_so_does_one_without_the_library_that_makes_use_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert on_a_machine_with(monkeypatch, avx512_bf16=True) == torch.bfloat16
    monkeypatch.setattr(torch.backends.mkldnn, "is_available", lambda: False)
    assert numbers_for(CPU) == torch.float32


def test_a_gpu_keeps_to_float32(monkeypatch: pytest.MonkeyPatch) -> None:
    on_a_machine_with(monkeypatch, avx512_bf16=True)
    assert numbers_for(torch.device("cuda")) == torch.float32


def test_what_this_torch_says_is_understood() -> None:
    assert numbers_for(CPU) in (torch.float32, torch.bfloat16)
    if hasattr(torch.cpu, "get_capabilities"):
        assert "architecture" in torch.cpu.get_capabilities()
