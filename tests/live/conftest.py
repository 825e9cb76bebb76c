"""The real models, fetched on the first run."""

from __future__ import annotations

import pytest

from pipeline.models import DEFAULT_MODELS, ModelStore, default_root


@pytest.fixture(scope="session")
def models() -> ModelStore:
    """The user's own store, with what a default run needs."""
    store = ModelStore(default_root())
    for name in DEFAULT_MODELS:
        store.path(name)
    return store
