"""What holds for all tests."""

from __future__ import annotations

import os
import signal

import pytest
from hypothesis import settings

# Machines that run tests are busy: an example that takes long once is no fault. On CI the examples are the same ones
# every time, so that a change is what makes a test fail.
settings.register_profile("byline", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("byline")


@pytest.fixture(scope="session", autouse=True)
def _interrupts_reach_children() -> None:
    """Undo an ignored SIGINT: shells give it to what they start in the background, and every child inherits it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
