"""The past told once more: what is compared, what is left out, and who is beaten."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from backfire.answers import Answer, read_answer
from backfire.answers.backtest import held_back
from backfire.errors import DataError, ScenarioError
from backfire.questions.backtest import backtest
from backfire.scenario import Scenario, read_scenario

COLUMNS = [
    "series",
    "good",
    "place",
    "partner",
    "side",
    "name",
    "year",
    "date",
    "unit",
    "value",
    "low",
    "high",
    "source",
    "kind",
    "relative_sd",
    "method",
    "note",
]
BASE: dict[str, Any] = {"source": "backfire_design2025", "kind": "reported", "relative_sd": 0.05}
TONNES = {"series": "exports", "place": "CHN", "unit": "t/yr"}
SHARE = {"series": "mine_share", "place": "CHN", "unit": "1"}
DYSPROSIUM = {"series": "price", "good": "dy_oxide", "side": "outside", "unit": "USD/t"}
LOST = {"series": "entrant_lost", "place": "USA", "name": "a mine", "unit": "t/yr"}


def written(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "seen.csv"
    with path.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(BASE | row for row in rows)
    return path


def calm(**changes: Any) -> Scenario:
    asked = {"seen": "rare-earths-2009-2024", "fitted_until": 2025, "traded": ["oxides", "metals"]}
    return read_scenario("no-control").but(
        starts="2025-01-01", ends="2027-12-31", draws=4, backtest=asked | changes
    )


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Answer:
    folder = tmp_path_factory.mktemp("seen")
    rows = [
        TONNES | {"year": 2024, "value": 50_000},
        TONNES | {"year": 2025, "value": 52_000},
        TONNES | {"year": 2026, "value": 1},
        TONNES | {"year": 2031, "value": 1},
        SHARE | {"year": 2024, "value": 0.7},
        SHARE | {"year": 2025, "value": 0.69},
        DYSPROSIUM | {"year": 2024, "value": 257_000.0},
        DYSPROSIUM | {"year": 2026, "value": 514_000.0},
        DYSPROSIUM | {"year": 2025, "date": "2025-06", "value": 257_000.0},
        DYSPROSIUM | {"good": "tb_oxide", "year": 2026, "value": 1.0},
        LOST | {"year": 2026, "value": 5_000},
    ]
    return backtest(calm(), seen=written(folder, *rows))


def by_name(found: Answer, name: str, when: str) -> Any:
    return next(row for row in found.facts.rows if row.name == name and row.when == when)


def test_a_price_is_compared_over_its_own_of_the_baseline_year(found: Answer) -> None:
    assert by_name(found, "price:dy_oxide:outside", "2026").observed == pytest.approx(2.0)
    # Nothing is controlled, so that half a year on the quote is about what it was.
    quote = by_name(found, "price:dy_oxide:outside", "2025-06")
    assert quote.observed == pytest.approx(1.0)
    assert quote.p5 < 1.2
    assert quote.p95 > 0.8


def test_fitted_years_and_those_held_back_are_scored_apart(found: Answer) -> None:
    fitted = {(row.name, row.when) for row in found.facts.rows if row.fitted}
    assert fitted == {
        ("exports", "2025"),
        ("mine_share", "2025"),
        ("price:dy_oxide:outside", "2025-06"),
    }
    assert held_back(found).count == 2
    assert held_back(found).coverage_90 is not None


def test_naive_forecasts_know_nothing_after_their_origin(found: Answer) -> None:
    fitted = by_name(found, "exports", "2025")
    assert fitted.no_change == pytest.approx(2_000)
    assert fitted.trend is None  # one year is no trend
    held = by_name(found, "exports", "2026")
    assert held.no_change == pytest.approx(52_000 - 1)
    assert held.trend == pytest.approx(52_000 * (52 / 50) ** 0.8 - 1)


def test_what_is_not_compared_is_named_with_the_reason(found: Answer) -> None:
    told = " | ".join(found.facts.skipped)
    assert "exports CHN 2024: is not after 2024" in told
    assert "exports CHN 2031: lies outside the run" in told
    assert "price:tb_oxide:outside 2026: has no value of 2024" in told
    assert "entrant_lost:a mine USA 2026: is about one plant" in told
    assert len(found.facts.skipped) + len(found.facts.rows) == 11


def test_the_band_is_about_what_would_have_been_observed(found: Answer) -> None:
    """Exports of the first year hardly differ between futures; their figure has an error."""
    row = by_name(found, "exports", "2025")
    assert row.p95 / row.p5 > np.exp(2 * 1.0 * 0.05)


def test_keys_of_the_json_are_those_that_were_promised(found: Answer) -> None:
    import json

    told = json.loads(found.to_json())
    row = {"name", "place", "when", "unit", "observed", "p5", "p25", "p50", "p75", "p95", "crps"}
    assert all(row | {"no_change", "trend", "fitted"} <= set(one) for one in told["facts"]["rows"])
    for part in ("fitted", "held_back"):
        assert {"coverage_50", "coverage_90", "crps", "count"} <= set(told["tables"][part][0])
    assert len(told["facts"]["skipped"]) == len(found.facts.skipped)


def test_a_backtest_is_saved_and_read_again(found: Answer, tmp_path: Path) -> None:
    again = read_answer(found.to_netcdf(tmp_path / "past.nc"))
    assert again.to_json() == found.to_json()
    assert again.draws == 4


def test_a_scenario_that_is_judged_by_nothing_is_refused() -> None:
    with pytest.raises(ScenarioError, match="backtest: must name what was observed"):
        backtest("no-control")


def test_an_edition_later_than_every_observation_is_refused(tmp_path: Path) -> None:
    seen = written(tmp_path, TONNES | {"year": 2024, "value": 50_000})
    with pytest.raises(DataError, match=r"edition 2025.11 describes 2024, and nothing in"):
        backtest(calm(), seen=seen)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"unit": "kt/yr"}, "unit"),
        ({"year": ""}, "year"),
        ({"value": -1}, "value"),
        ({"series": "export"}, "series"),
    ],
)
def test_faulty_observations_are_refused_by_name(
    tmp_path: Path, fault: dict[str, Any], words: str
) -> None:
    seen = written(tmp_path, TONNES | {"year": 2026, "value": 1} | fault)
    with pytest.raises(DataError, match=words):
        backtest(calm(), seen=seen)
