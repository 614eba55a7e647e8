"""From the table of parameters to one set of rules per future."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfire import data
from backfire.errors import DataError
from backfire.questions.prepare import quantile
from backfire.questions.prepare._rules import (
    MARKET,
    NAMES,
    PLANTS,
    PROJECTS,
    draw_rules,
    fixed_values,
    pace_of,
    rules_of,
)

PRIOR = data.read_parameters("prior")
ROWS = {row["parameter"]: row for row in PRIOR.table.iter_rows(named=True)}


def row(
    distribution: str, low: float, central: float, high: float, spread: float
) -> dict[str, Any]:
    return {
        "distribution": distribution,
        "low": low,
        "central": central,
        "high": high,
        "spread": spread,
    }


@given(
    kind=st.sampled_from(["normal", "lognormal", "uniform"]),
    levels=st.lists(st.floats(0.001, 0.999), min_size=2, max_size=8),
)
def test_quantiles_rise_with_the_level_and_keep_their_bounds(
    kind: str, levels: list[float]
) -> None:
    values = quantile(row(kind, 0.5, 1.0, 2.5, 0.6), np.sort(levels))
    assert (np.diff(values) >= 0).all()
    assert ((values >= 0.5) & (values <= 2.5)).all()


def test_the_middle_of_a_distribution_cut_evenly_is_its_centre() -> None:
    half = np.array([0.5])
    assert quantile(row("normal", 0.0, 1.0, 2.0, 0.5), half)[0] == pytest.approx(1.0)
    assert quantile(row("lognormal", 0.5, 1.0, 2.0, 0.5), half)[0] == pytest.approx(1.0)
    assert quantile(row("fixed", 0.0, 3.0, 9.0, 0.0), half)[0] == 3.0


@pytest.mark.parametrize("name", NAMES)
def test_every_draw_of_a_rule_lies_within_the_bounds_of_its_row(name: str) -> None:
    values = draw_rules(PRIOR, 256, 5)[name]
    low, high = ROWS[name]["low"], ROWS[name]["high"]
    assert ((values >= low - 1e-12) & (values <= high + 1e-12)).all()
    assert np.unique(values).size > 200


def test_one_draw_is_the_central_future() -> None:
    drawn = draw_rules(PRIOR, 1, 9)
    assert {name: float(values[0]) for name, values in drawn.items()} == {
        name: ROWS[name]["central"] for name in NAMES
    }


def test_draws_follow_the_seed_and_nothing_else() -> None:
    one, again, other = (draw_rules(PRIOR, 16, seed) for seed in (3, 3, 4))
    for name in NAMES:
        np.testing.assert_array_equal(one[name], again[name])
        assert (one[name] != other[name]).any()


def test_the_first_draws_of_a_longer_run_are_those_of_a_shorter_one() -> None:
    short, long = (draw_rules(PRIOR, draws, 3) for draws in (16, 64))
    for name in NAMES:
        np.testing.assert_array_equal(long[name][:16], short[name])


def test_rules_keep_each_future_in_its_place() -> None:
    drawn = draw_rules(PRIOR, 4, 1)
    rules, pace = rules_of(drawn, "float32"), pace_of(drawn, "float32")
    for holder, names in ((rules, MARKET), (pace, PLANTS)):
        for name in names:
            np.testing.assert_allclose(getattr(holder, name), drawn[name], rtol=1e-6)
    assert {*MARKET, *PLANTS, *PROJECTS} == set(NAMES)


def test_fixed_parameters_are_no_rules() -> None:
    fixed = fixed_values(PRIOR)
    assert set(fixed) == {"utilisation_unknown", "byproduct_response"}
    assert not set(fixed) & set(NAMES)


def test_a_table_without_a_rule_is_refused_by_name() -> None:
    import polars as pl

    spoilt = type(PRIOR)(
        **{
            **{field: getattr(PRIOR, field) for field in PRIOR.__dataclass_fields__},
            "table": PRIOR.table.filter(pl.col("parameter") != "spot_lag"),
        }
    )
    with pytest.raises(DataError, match="spot_lag: must have a row"):
        draw_rules(spoilt, 4, 1)


@pytest.mark.parametrize("central", [0.4, 1.0, 1.8])
def test_a_beta_has_the_mean_and_the_spread_of_its_row_within_its_bounds(central: float) -> None:
    level = (np.arange(20_000) + 0.5) / 20_000
    drawn = quantile(row("beta", 0.3, central, 2.0, 0.1), level)
    assert drawn.mean() == pytest.approx(central, rel=1e-3)
    assert drawn.std() == pytest.approx(0.1, rel=1e-2)
    assert (drawn >= 0.3).all()
    assert (drawn <= 2.0).all()
