"""The model store: which weights byline knows, where they come from, and where they lie on this machine."""

from pipeline.models.catalogue import CATALOGUE, DEFAULT_MODELS
from pipeline.models.store import ModelStore, default_root

__all__ = ["CATALOGUE", "DEFAULT_MODELS", "ModelStore", "default_root"]
