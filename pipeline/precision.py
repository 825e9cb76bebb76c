"""Which numbers the networks calculate in: short ones where the processor is made for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

_MULTIPLIES_SHORT = ("avx512_bf16", "amx_bf16")
"""What a processor has that multiplies bfloat16 numbers itself. Elsewhere torch calculates with them too, by way of
float32, and takes longer than without them."""


def numbers_for(device: torch.device) -> torch.dtype:
    """bfloat16 on a CPU that multiplies such numbers itself, or else float32.

    The same networks take about half the time in bfloat16. Its 8 binary digits are enough for them: what that does to
    voiceprints and turns is measured in ``docs/diarization.md``. A GPU is fast enough to leave it at float32.
    """
    import torch

    if device.type != "cpu" or not torch.backends.mkldnn.is_available():  # type: ignore[no-untyped-call]
        return torch.float32
    ask = getattr(torch.cpu, "get_capabilities", None)  # an older torch does not say what the processor can
    capabilities = ask() if ask else {}
    return torch.bfloat16 if any(capabilities.get(name) for name in _MULTIPLIES_SHORT) else torch.float32
