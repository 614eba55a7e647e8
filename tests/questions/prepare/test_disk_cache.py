"""Tables that are kept: found again by what they were made of, and by nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from backfire import data
from backfire.disk_cache import canonical, file_of, store
from backfire.questions.prepare import _disk_cache as tables
from backfire.questions.prepare import cache_key, cached
from backfire.scenario import Scenario, read_scenario

ABOUT = {"of": [1, 2.5, None], "by": "test"}


class Counted:
    """Computes one array, and counts how often it is asked to."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> dict[str, np.ndarray]:
        self.times += 1
        return {"found": np.arange(3.0), "made": np.array(self.times)}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BACKFIRE_CACHE", str(tmp_path))
    return tmp_path / "kept"


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return read_scenario("rare-earths-2025")


def made_of(scenario: Scenario, form: int = 1, **more: Any) -> str:
    figures, table = data.read_edition("2025.11"), data.read_parameters("fitted-2025-05")
    return canonical(cache_key(scenario, figures, table, form, **more))


def test_a_shipped_table_comes_before_a_kept_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = tmp_path / "shipped"
    monkeypatch.setattr(tables, "SHIPPED", shipped)
    cached("table", ABOUT, Counted())
    store(shipped, "table", ABOUT, {"found": np.array([7.0])})
    assert cached("table", ABOUT, Counted())["found"].tolist() == [7.0]


def test_prose_decides_nothing(scenario: Scenario) -> None:
    told = scenario.but(name="another", title="Another", description="Said in other words.")
    noted = scenario.but_path("controls.0.note", "Said in other words.")
    assert made_of(told) == made_of(noted) == made_of(scenario)


def test_everything_else_decides(scenario: Scenario) -> None:
    others = [
        made_of(scenario.but(seed=2)),
        made_of(scenario.but_path("leverage.withheld", 0.9)),
        made_of(scenario.but_path("controls.0.grace_weeks", 2)),
        made_of(scenario, form=2),
        made_of(scenario, precision="float64"),
    ]
    assert len({made_of(scenario), *others}) == len(others) + 1


def test_the_figures_decide(scenario: Scenario) -> None:
    now, before = (data.read_edition(name) for name in ("2025.11", "2023.06"))
    fitted, prior = (data.read_parameters(name) for name in ("fitted-2025-05", "prior"))
    found = [
        file_of("table", cache_key(scenario, figures, table, 1))
        for figures, table in ((now, fitted), (before, fitted), (now, prior))
    ]
    assert len(set(found)) == 3
