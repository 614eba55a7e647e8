"""Tables that are kept: found again by what they were made of, and by nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import platformdirs
import pytest

from backfire import data
from backfire.questions.prepare import _disk_cache as disk_cache
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
    return disk_cache.canonical(cache_key(scenario, figures, table, form, **more))


def test_what_was_computed_once_is_read_the_second_time() -> None:
    compute = Counted()
    first, again = (cached("table", ABOUT, compute) for _ in range(2))
    assert compute.times == 1
    assert first.keys() == again.keys() == {"found", "made"}
    np.testing.assert_array_equal(first["found"], again["found"])


def test_the_order_in_which_things_are_told_does_not_matter() -> None:
    compute = Counted()
    for about in (ABOUT, dict(reversed(ABOUT.items()))):
        cached("table", about, compute)
    assert compute.times == 1


@pytest.mark.parametrize("changed", [{"of": [1, 2.5, 0]}, {"by": "tests"}, {"more": 1}])
def test_other_things_make_another_table(changed: dict[str, Any]) -> None:
    compute = Counted()
    for about in (ABOUT, ABOUT | changed):
        cached("table", about, compute)
    assert compute.times == 2


def test_tables_of_two_names_lie_side_by_side(folder: Path) -> None:
    cached("one", ABOUT, Counted())
    cached("two", ABOUT, Counted())
    assert sorted(path.name.split("-")[0] for path in folder.iterdir()) == ["one", "two"]


@pytest.mark.parametrize("length", [0, 100, -1])
def test_a_damaged_file_is_computed_again_and_mended(folder: Path, length: int) -> None:
    compute = Counted()
    cached("table", ABOUT, compute)
    (file,) = folder.iterdir()
    file.write_bytes(file.read_bytes()[:length])
    assert int(cached("table", ABOUT, compute)["made"]) == 2
    assert int(cached("table", ABOUT, compute)["made"]) == 2


def test_a_file_made_of_other_things_is_not_taken(folder: Path) -> None:
    """Names hold a part of the checksum only; the file says the whole."""
    compute = Counted()
    cached("table", ABOUT, compute)
    (file,) = folder.iterdir()
    file.rename(folder / disk_cache.file_of("table", {"of": "another"}))
    cached("table", {"of": "another"}, compute)
    assert compute.times == 2


def test_a_stopped_computation_leaves_nothing(folder: Path) -> None:
    def stopped() -> dict[str, np.ndarray]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cached("table", ABOUT, stopped)
    assert not folder.exists()


def test_a_write_that_fails_leaves_nothing(folder: Path) -> None:
    """An array of objects would have to be pickled, which is refused."""
    with pytest.raises(ValueError, match="allow_pickle"):
        cached("table", ABOUT, lambda: {"found": np.array([object()])})
    assert list(folder.iterdir()) == []


def test_a_machine_without_a_place_computes_every_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    monkeypatch.setenv("BACKFIRE_CACHE", str(blocked))
    compute = Counted()
    for _ in range(2):
        cached("table", ABOUT, compute)
    assert compute.times == 2


def test_a_shipped_table_comes_before_a_kept_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = tmp_path / "shipped"
    monkeypatch.setattr(disk_cache, "SHIPPED", shipped)
    cached("table", ABOUT, Counted())
    disk_cache.store(shipped, "table", ABOUT, {"found": np.array([7.0])})
    assert cached("table", ABOUT, Counted())["found"].tolist() == [7.0]


def test_without_a_variable_tables_lie_in_the_users_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BACKFIRE_CACHE")
    monkeypatch.setattr(platformdirs, "user_cache_dir", lambda name: str(tmp_path / name))
    assert disk_cache.cache_folder() == tmp_path / "backfire" / "kept"


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
        disk_cache.file_of("table", cache_key(scenario, figures, table, 1))
        for figures, table in ((now, fitted), (before, fitted), (now, prior))
    ]
    assert len(set(found)) == 3
