"""What holds for every test."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says how busy the machine is and nothing about what is tested.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

# Compiled programs are shared by the workers and by the commands that tests start.
COMPILED = Path(__file__).parents[1] / ".pytest_cache" / "compiled"
os.environ.setdefault("JAX_COMPILATION_CACHE_DIR", str(COMPILED))
os.environ.setdefault("JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS", "0")


def _keep_to_one_core() -> None:
    """Give each worker a core of its own, and the processes it starts.

    Each JAX process otherwise runs one thread a core, and the threads of two workers wait for each
    other: the laws of controls and of the market took 110 s together without this, and 24 s with.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if worker.startswith("gw") and hasattr(os, "sched_setaffinity"):
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {cores[int(worker[2:]) % len(cores)]})


_keep_to_one_core()

LONGEST_FIRST = (
    "cli/test_real_runs.py",
    "questions/leverage/test_leverage.py",
    "docs/test_examples.py",
    "cli/test_run.py",
    "browser/test_report_page.py",
    "questions/calibrate/test_calibrate.py",
    "questions/backtest/test_history.py",
    "cli/test_spread.py",
    "laws/test_control_laws.py",
    "laws/test_market_laws.py",
    "laws/test_real_chain.py",
)
"""Files that take longest begin first, so that no worker is left alone with one at the end."""

MAPS = Path("/proc/self/maps")
MANY = 30_000
"""Half of the memory maps that Linux gives a process: compiled programs take some hundred each, and
the compiler aborts where there is no room for another."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first; a file stays with one worker."""

    def place(item: pytest.Item) -> int:
        name = item.path.as_posix()
        found = [at for at, each in enumerate(LONGEST_FIRST) if name.endswith(f"tests/{each}")]
        return found[0] if found else len(LONGEST_FIRST)

    items.sort(key=place)


@pytest.fixture(autouse=True, scope="module")
def _arrays_as_a_user_has_them() -> Iterator[None]:
    """Undo at the end of a module what it forbade: other modules run as a user's process does."""
    yield
    jax = sys.modules.get("jax")
    if jax is not None:
        jax.config.update("jax_numpy_rank_promotion", "allow")


@pytest.fixture(autouse=True, scope="module")
def _room_for_compiled_programs() -> Iterator[None]:
    """Let compiled programs go once they are many, so that a worker can go on for ever."""
    yield
    jax = sys.modules.get("jax")
    if jax is not None and MAPS.exists() and MAPS.read_bytes().count(b"\n") > MANY:
        jax.clear_caches()
