"""Beliefs need double precision, and arrays of different rank never meet by accident."""

from __future__ import annotations

import jax
import pytest


@pytest.fixture(autouse=True)
def strict_arrays() -> None:
    jax.config.update("jax_enable_x64", True)
    jax.config.update("jax_numpy_rank_promotion", "raise")
