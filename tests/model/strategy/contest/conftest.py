"""A contest solved once for every test of a module."""

from __future__ import annotations

import jax
import pytest

from tests.model.strategy.contest import small


@pytest.fixture(autouse=True, scope="module")
def _double() -> None:
    jax.config.update("jax_enable_x64", True)
    jax.config.update("jax_numpy_rank_promotion", "raise")


@pytest.fixture(scope="module")
def contest(_double):
    return small.contest()


@pytest.fixture(scope="module")
def sweep(contest):
    """Solutions by precision."""
    return {each: small.solved(contest, each) for each in (1.0, 3.0, 10.0, 30.0, 100.0)}


@pytest.fixture(scope="module")
def solution(sweep):
    return sweep[3.0]
