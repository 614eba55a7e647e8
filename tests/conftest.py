"""What holds for every test."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says how busy the machine is and nothing about what is tested.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

MAPS = Path("/proc/self/maps")
MANY = 30_000
"""Half of the memory maps that Linux gives a process: compiled programs take some hundred each, and
the compiler aborts where there is no room for another."""


@pytest.fixture(autouse=True, scope="module")
def _room_for_compiled_programs() -> Iterator[None]:
    """Let compiled programs go once they are many, so that a worker can go on for ever."""
    yield
    jax = sys.modules.get("jax")
    if jax is not None and MAPS.exists() and MAPS.read_bytes().count(b"\n") > MANY:
        jax.clear_caches()
