"""A question about leverage, asked once of four draws, with the shortest curve there is."""

from __future__ import annotations

import json
from datetime import date
from importlib import import_module
from typing import Any

import numpy as np
import pytest

from backfire import data
from backfire.answers import Answer
from backfire.answers.leverage import HISTORIES, KIND, TERMS, VALUE_HORIZONS
from backfire.data import read_edition
from backfire.errors import SolveError
from backfire.questions.leverage import PIECES, leverage
from backfire.questions.run import simulate
from backfire.render import page
from backfire.scenario import Scenario, quick, read_scenario

module = import_module("backfire.questions.leverage._leverage")

MONEY = ("target_loss", "sender_loss", "closure_loss", "value_of_use", "exposed")
EDITION = "2025.11"


def question(**asked: Any) -> Scenario:
    """The shipped embargo as a control that nobody uses in peace, with something to gain by it."""
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
def four() -> Answer:
    return leverage(question(), draws=4, seed=1, without=("cases", "instruments", "elasticities"))


@pytest.fixture(scope="module")
def fewer() -> Answer:
    """Two of the same futures, with nothing beside the two histories."""
    return leverage(question(), draws=2, seed=1, without=PIECES)


@pytest.fixture(scope="module")
def shorter() -> Answer:
    """The same two futures after half a year of earlier use."""
    return leverage(question(used_quarters=2), draws=2, seed=1, without=PIECES)


def values(found: Answer, name: str, **where: Any) -> np.ndarray:
    return np.asarray(found.dataset[name].sel(where).values, dtype=float)


def test_an_answer_carries_its_labels(four: Answer) -> None:
    labels = {name: list(four.dataset[name].values) for name in four.dataset.dims}
    tables = data.read_edition(EDITION).tables
    assert labels["draw"] == labels["sample"] == [0, 1, 2, 3]
    assert labels["place"] == list(tables["places"]["place"])
    assert labels["good"] == list(tables["goods"]["good"])
    assert labels["history"] == list(HISTORIES)
    assert labels["term"] == list(TERMS)
    assert labels["horizon"] == list(VALUE_HORIZONS)
    assert labels["year"] == [2025, 2026, 2027]
    assert len(labels["project"]) == len(set(labels["project"])) == len(tables["projects"])


def test_an_answer_says_what_it_was_worked_out_from(four: Answer) -> None:
    facts, came = four.facts, four.provenance
    assert (facts.sender, facts.targets) == ("CHN", ("USA",))
    assert (came.edition, came.parameters) == (EDITION, "fitted-2025-05")
    assert (came.seed, four.draws) == (1, 4)
    assert facts.concession.years == 2
    assert came.parts == ("structural", "window", "decoupling")
    assert {"draws", "window", "structural"} <= set(came.seconds_by_part)
    assert came.seconds > 0


def test_starts_lie_52_weeks_apart_from_the_day_after_the_edition(four: Answer) -> None:
    starts = four.dataset["start"].values.astype("datetime64[D]")
    assert starts[0] == np.datetime64(data.read_edition(EDITION).date) + 1
    assert (np.diff(starts) == np.timedelta64(52 * 7, "D")).all()
    assert [day.astype(object).year for day in starts] == [2025, 2026, 2027]


def test_the_first_start_is_common_to_both_histories(four: Answer) -> None:
    """A use that begins today has changed nothing before today."""
    for name in ("target_loss", "sender_loss"):
        found = values(four, name)
        assert np.isfinite(found[:, 0, 0]).all()
        assert np.isnan(found[:, 0, 1]).all()
        assert np.isfinite(found[:, 1:]).all()


@pytest.mark.study
def test_there_is_no_leverage_while_the_earlier_use_stands() -> None:
    found = leverage(question(used_quarters=6), draws=2, seed=1, without=PIECES)
    missing = np.isnan(values(found, "target_loss", history="used"))
    np.testing.assert_array_equal(missing, [[True, True, False]] * 2)


def test_a_place_has_a_loss_where_it_has_value_added(four: Answer) -> None:
    valued = set(data.read_edition(EDITION).tables["value_added"]["place"])
    for place in map(str, four.dataset["place"].values):
        where = {"place": place, "closure": "substitution"}
        known = np.isfinite(values(four, "closure_loss", **where))
        assert (known == (place in valued)).all()


def test_the_leverage_of_today_is_what_the_targets_lose(four: Answer) -> None:
    today = values(four, "target_loss")[:, 0, 0]
    assert (today > 1e9).all()
    where = {"place": "USA", "closure": "substitution", "months": 12}
    np.testing.assert_allclose(today, values(four, "closure_loss", **where), rtol=1e-3)


@pytest.mark.parametrize("closure", ["recipe", "inventory"])
def test_a_longer_control_costs_more_and_three_closures_disagree(
    four: Answer, closure: str
) -> None:
    rigid, softer = (
        values(four, "closure_loss", place="USA", closure=name)
        for name in (closure, "substitution")
    )
    for loss in (rigid, softer):
        assert (np.diff(loss, axis=1) > 0).all()
    assert (rigid > softer).all()


def test_only_a_place_with_a_table_has_fixed_recipes_and_stocks(four: Answer) -> None:
    known = np.isfinite(values(four, "closure_loss", closure="recipe")).all((0, 1))
    assert [str(p) for p in four.dataset["place"].values[known]] == ["USA"]


def test_users_lose_no_more_themselves_than_their_value_added(four: Answer) -> None:
    cut = values(four, "channel", channel_name="users_cut")
    assert (cut <= float(values(four, "at_stake", place="USA"))).all()


def test_the_parts_of_the_senders_loss_add_up(four: Answer) -> None:
    parts = values(four, "sender_term").sum(-1)
    whole = values(four, "sender_loss")[:, 0, 0]
    np.testing.assert_allclose(parts, whole, rtol=0.02, atol=1e6)


def test_the_parts_of_the_value_of_use_add_up(four: Answer) -> None:
    gained, profit, output, lost = (values(four, "value_term", term=term) for term in TERMS)
    total = values(four, "value_of_use")
    np.testing.assert_allclose(gained + profit - output - lost, total, rtol=1e-6)
    assert ((gained[:, 0] > 0.9e9) & (gained[:, 0] < 3e9)).all()
    assert (np.abs(lost[:, 0]) > 1e6).all()


def test_what_lies_beyond_the_curve_is_a_hole_and_no_number(four: Answer) -> None:
    known = np.isfinite(values(four, "value_of_use")).all(0)
    np.testing.assert_array_equal(known, [True, False, False, False])
    assert four.interval("value_of_use", horizon=1).known
    assert not four.interval("value_of_use", horizon=10).known


def test_what_was_left_out_is_absent(fewer: Answer) -> None:
    assert fewer.provenance.parts == ()
    for quantity in KIND.quantities:
        assert fewer.has(quantity.name) == (not quantity.part)


def test_few_draws_are_not_filled_up_to_a_chunk(fewer: Answer) -> None:
    """Two draws cost two."""
    prepared = module.prepare(question(), draws=2)
    chunks = module.Chunks(module.context_of(prepared, "float32"), {})
    assert (chunks.size, chunks.count) == (2, 1)


def test_the_first_draws_of_more_are_those_of_fewer(four: Answer, fewer: Answer) -> None:
    for name in MONEY:
        largest = np.nanmax(np.abs(values(four, name)))
        np.testing.assert_allclose(
            values(fewer, name), values(four, name)[:2], rtol=1e-4, atol=1e-6 * largest
        )


def test_the_same_seed_gives_the_same_answer_and_another_another(fewer: Answer) -> None:
    again, other = (leverage(question(), draws=2, seed=seed, without=PIECES) for seed in (1, 2))
    for name in MONEY:
        np.testing.assert_array_equal(values(again, name), values(fewer, name))
    assert (values(other, "target_loss")[:, 0, 0] != values(fewer, "target_loss")[:, 0, 0]).all()


def test_an_earlier_use_may_last_some_quarters(fewer: Answer, shorter: Answer) -> None:
    assert shorter.facts.used_quarters == 2
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


def test_parameters_no_draw_can_carry_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = module.used_and_unused

    def spoilt(*given: Any) -> Any:
        found, branch = real(*given)
        return {**found, "sound": np.zeros_like(found["sound"])}, branch

    monkeypatch.setattr(module, "used_and_unused", spoilt)
    with pytest.raises(SolveError, match="no draw stayed finite"):
        leverage(question(), draws=2, seed=1, without=PIECES)


def test_a_draw_that_failed_is_left_out_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    real = module.used_and_unused

    def spoilt(*given: Any) -> Any:
        found, branch = real(*given)
        return {**found, "sound": np.array([True, False])}, branch

    monkeypatch.setattr(module, "used_and_unused", spoilt)
    found = leverage(question(), draws=2, seed=1, without=PIECES)
    assert found.ran.sizes["draw"] == 1
    assert list(found.dataset["sample"].values) == [0]
    assert "1 of 2 draws failed and are not answered for." in found.provenance.data_gaps


def test_a_part_that_fails_is_a_named_gap_and_the_rest_is_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(_branch: Any) -> Any:
        msg = "made to fail"
        raise ZeroDivisionError(msg)

    def endless(branch: Any) -> dict[str, np.ndarray]:
        starts = len(branch.ensemble.context.reference_use.starts)
        return {"window_value": np.full((starts, branch.ensemble.draws), np.inf)}

    changed = {**module.COUNTERFACTUALS, "structural": broken, "window": endless}
    monkeypatch.setattr(module, "COUNTERFACTUALS", changed)
    monkeypatch.setattr(module, "slopes", lambda *_: broken(None))
    found = leverage(question(), draws=2, seed=1, without=("cases", "instruments"))
    assert found.provenance.failed == {
        "structural": "ZeroDivisionError: made to fail",
        "window": "it is not finite in every draw",
        "elasticities": "ZeroDivisionError: made to fail",
    }
    assert found.provenance.parts == ("decoupling",)
    assert not any(map(found.has, ("structural_loss", "window_value", "elasticity")))
    assert found.has("decoupling")
    assert found.interval("net_leverage").known


def test_an_interrupt_ends_the_question(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_branch: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "COUNTERFACTUALS", {"structural": interrupted})
    left_out = tuple(piece for piece in PIECES if piece != "structural")
    with pytest.raises(KeyboardInterrupt):
        leverage(question(), draws=2, seed=1, without=left_out)


def of_one_good(good: str, edition: str) -> Answer:
    """The run and the leverage of a ban of one good, with one draw, from the edition's date on."""
    year = read_edition(edition).baseline_year + 1
    asked = quick(good, by="CHN", to="USA", withheld=0.9, starts=f"{year + 1}-01")
    asked = asked.but_paths(
        {"edition": edition, "starts": date(year, 1, 1), "leverage.until": year + 1, "draws": 1}
    )
    return simulate(asked).with_part(leverage(asked, without=PIECES))


def test_a_good_that_no_end_use_buys_is_answered() -> None:
    found = of_one_good("sm_metal", "2025.11")
    part = found.part("leverage")
    assert part is not None
    assert (values(part, "substitution") == 0).all()
    assert json.loads(found.to_json())["leverage"]["sentences"]
    assert "samarium metal" in page(found).lower()


@pytest.mark.study
@pytest.mark.parametrize(
    ("edition", "good"),
    [
        (edition, good)
        for edition in ("2025.11", "2009.12", "2023.06")
        for good in read_edition(edition).tables["goods"]["good"]
    ],
)
def test_every_good_of_every_edition_is_answered_and_drawn(edition: str, good: str) -> None:
    found = of_one_good(good, edition)
    assert json.loads(found.to_json())["leverage"]["sentences"]
    assert page(found)
