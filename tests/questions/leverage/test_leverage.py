"""A question about leverage, asked once of four futures, with the shortest curve there is."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from backfire import data
from backfire.errors import SolveError
from backfire.questions.leverage import leverage
from backfire.questions.leverage._leverage import PIECES
from backfire.results import HISTORIES, TERMS, VALUE_HORIZONS, VERSIONS, Leverage
from backfire.scenario import Scenario, read_scenario

MONEY = ("target_loss", "sender_loss", "closure_loss", "value_of_use", "exposed")
EDITION = "2025.11"


def question(**asked: Any) -> Scenario:
    """The shipped embargo as a card that nobody plays in peace, with something to gain by it."""
    return read_scenario("full-embargo").but(
        controls=[],
        sender="CHN",
        targets=["USA"],
        reference={"goods": ["oxides", "metals", "magnets"], "starts": "2026-01-01"},
        leverage={
            "until": 2027,
            "concession": {"low": 1e9, "central": 2e9, "high": 3e9, "years": 2},
            "worth": {"low": 0.1, "central": 0.2, "high": 0.3},
            **asked,
        },
    )


@pytest.fixture(scope="module")
def reckoned() -> Leverage:
    return leverage(question(), draws=4, seed=1, without=("cases", "instruments", "elasticities"))


@pytest.fixture(scope="module")
def fewer() -> Leverage:
    """Two of the same futures, with nothing beside the two histories."""
    return leverage(question(), draws=2, seed=1, without=PIECES)


@pytest.fixture(scope="module")
def shorter() -> Leverage:
    """The same two futures after half a year of earlier use."""
    return leverage(question(used_quarters=2), draws=2, seed=1, without=PIECES)


def values(found: Leverage, name: str, **where: Any) -> np.ndarray:
    return np.asarray(found.dataset[name].sel(where).values, dtype=float)


def test_an_answer_carries_its_labels(reckoned: Leverage) -> None:
    labels = {name: list(reckoned.dataset[name].values) for name in reckoned.dataset.dims}
    tables = data.read_edition(EDITION).tables
    assert labels["draw"] == labels["sample"] == [0, 1, 2, 3]
    assert labels["place"] == list(tables["places"]["place"])
    assert labels["good"] == list(tables["goods"]["good"])
    assert labels["history"] == list(HISTORIES)
    assert labels["version"] == list(VERSIONS)
    assert labels["term"] == list(TERMS)
    assert labels["horizon"] == list(VALUE_HORIZONS)
    assert labels["year"] == [2025, 2026, 2027]
    assert len(labels["project"]) == len(set(labels["project"])) == len(tables["projects"])


def test_an_answer_says_what_it_was_worked_out_from(reckoned: Leverage) -> None:
    told = reckoned.dataset.attrs
    assert (told["sender"], told["targets"]) == ("CHN", "USA")
    assert (told["edition"], told["parameters"]) == (EDITION, "fitted-2025-05")
    assert (told["seed"], told["draws"]) == (1, 4)
    assert json.loads(told["concession"])["years"] == 2
    assert {"futures", "window", "structural", "all"} <= set(json.loads(told["seconds"]))


def test_starts_lie_52_weeks_apart_from_the_day_after_the_edition(reckoned: Leverage) -> None:
    starts = reckoned.dataset["start"].values.astype("datetime64[D]")
    assert starts[0] == np.datetime64(data.read_edition(EDITION).date) + 1
    assert (np.diff(starts) == np.timedelta64(52 * 7, "D")).all()
    assert [day.astype(object).year for day in starts] == [2025, 2026, 2027]


def test_the_first_start_is_common_to_both_histories(reckoned: Leverage) -> None:
    """A use that begins today has changed nothing before today."""
    for name in ("target_loss", "sender_loss"):
        found = values(reckoned, name)
        assert np.isfinite(found[:, 0, 0]).all()
        assert np.isnan(found[:, 0, 1]).all()
        assert np.isfinite(found[:, 1:]).all()


def test_there_is_no_leverage_to_tell_while_the_earlier_use_stands() -> None:
    found = leverage(question(used_quarters=6), draws=2, seed=1, without=PIECES)
    missing = np.isnan(values(found, "target_loss", history="used"))
    np.testing.assert_array_equal(missing, [[True, True, False]] * 2)


def test_a_place_has_a_loss_where_it_has_value_added(reckoned: Leverage) -> None:
    valued = set(data.read_edition(EDITION).tables["value_added"]["place"])
    for place in map(str, reckoned.dataset["place"].values):
        where = {"place": place, "closure": "substitution"}
        known = np.isfinite(values(reckoned, "closure_loss", **where))
        assert (known == (place in valued)).all()


def test_the_leverage_of_today_is_what_the_targets_lose(reckoned: Leverage) -> None:
    today = values(reckoned, "target_loss")[:, 0, 0]
    assert (today > 1e9).all()
    where = {"place": "USA", "closure": "substitution", "months": 12}
    np.testing.assert_allclose(today, values(reckoned, "closure_loss", **where), rtol=1e-3)


@pytest.mark.parametrize("closure", ["recipe", "inventory"])
def test_a_longer_control_costs_more_and_three_closures_disagree(
    reckoned: Leverage, closure: str
) -> None:
    rigid, softer = (
        values(reckoned, "closure_loss", place="USA", closure=name)
        for name in (closure, "substitution")
    )
    for loss in (rigid, softer):
        assert (np.diff(loss, axis=1) > 0).all()
    assert (rigid > softer).all()


def test_only_a_place_with_a_table_has_fixed_recipes_and_stocks(reckoned: Leverage) -> None:
    known = np.isfinite(values(reckoned, "closure_loss", closure="recipe")).all((0, 1))
    assert [str(p) for p in reckoned.dataset["place"].values[known]] == ["USA"]


def test_users_lose_no_more_themselves_than_their_value_added(reckoned: Leverage) -> None:
    cut = values(reckoned, "channel", channel_name="users_cut")
    assert (cut <= float(values(reckoned, "at_stake", place="USA"))).all()


def test_the_parts_of_the_senders_loss_add_up(reckoned: Leverage) -> None:
    parts = values(reckoned, "sender_term").sum(-1)
    whole = values(reckoned, "sender_loss")[:, 0, 0]
    np.testing.assert_allclose(parts, whole, rtol=0.02, atol=1e6)


def test_the_parts_of_the_value_of_use_add_up(reckoned: Leverage) -> None:
    gained, profit, output, lost = (values(reckoned, "value_term", term=term) for term in TERMS)
    total = values(reckoned, "value_of_use")
    np.testing.assert_allclose(gained + profit - output - lost, total, rtol=1e-6)
    assert ((gained[:, 0] > 0.9e9) & (gained[:, 0] < 3e9)).all()
    assert (np.abs(lost[:, 0]) > 1e6).all()


def test_what_lies_beyond_the_curve_is_a_hole_and_no_number(reckoned: Leverage) -> None:
    known = np.isfinite(values(reckoned, "value_of_use")).all(0)
    np.testing.assert_array_equal(known, [True, False, False, False])
    told = reckoned.answer().value_of_use
    assert told["1"].p50 is not None
    assert told["10"].p50 is None


def test_what_was_left_out_is_a_hole(fewer: Leverage) -> None:
    for name in ("structural_loss", "window_value", "case_loss", "elasticity"):
        assert fewer.dataset[name].size > 0
        assert np.isnan(values(fewer, name)).all()


def test_the_first_futures_of_more_are_those_of_fewer(reckoned: Leverage, fewer: Leverage) -> None:
    for name in MONEY:
        np.testing.assert_array_equal(values(fewer, name), values(reckoned, name)[:2])


def test_the_same_seed_gives_the_same_answer_and_another_another(fewer: Leverage) -> None:
    again, other = (leverage(question(), draws=2, seed=seed, without=PIECES) for seed in (1, 2))
    for name in MONEY:
        np.testing.assert_array_equal(values(again, name), values(fewer, name))
    assert (values(other, "target_loss")[:, 0, 0] != values(fewer, "target_loss")[:, 0, 0]).all()


def test_an_earlier_use_may_last_some_quarters(fewer: Leverage, shorter: Leverage) -> None:
    assert shorter.dataset.attrs["used_quarters"] == 2
    unused = {"history": "unused"}
    np.testing.assert_array_equal(
        values(shorter, "target_loss", **unused), values(fewer, "target_loss", **unused)
    )
    half, whole = (values(found, "target_loss", history="used")[:, 1] for found in (shorter, fewer))
    assert (half < whole).all()  # half a year after its end shelves are fuller


@pytest.mark.parametrize(("asked", "starts"), [({"until": 2026}, 2), ({"horizon_weeks": 104}, 3)])
def test_a_short_curve_and_a_long_horizon_can_be_asked(asked: dict[str, int], starts: int) -> None:
    found = values(leverage(question(**asked), draws=2, seed=1, without=PIECES), "target_loss")
    assert found.shape == (2, starts, 2)
    assert (found[:, :, 0] > 1e6).all()


def test_parameters_no_future_can_carry_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from backfire.questions.leverage import _leverage as module

    real = module.used_and_unused

    def spoilt(*given: Any) -> Any:
        found, travelled = real(*given)
        return {**found, "sound": np.zeros_like(found["sound"])}, travelled

    monkeypatch.setattr(module, "used_and_unused", spoilt)
    with pytest.raises(SolveError, match="no future stayed finite"):
        leverage(question(), draws=2, seed=1, without=PIECES)
