"""From values of issues to a package: what can be worked out by hand, and what is shipped."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from backfire import data
from backfire.answers.deal import Limit, limit, unvalued
from backfire.errors import DataError, ScenarioError
from backfire.questions.deal import _supply as _deal_supply
from backfire.questions.deal import deal
from backfire.questions.deal._values import Terms

COLUMNS = (
    *("issue", "name", "giver", "side", "case", "usd_low", "usd", "usd_high"),
    *("counts", "kind", "taken_from", "source", "method"),
)
TERMS = ("issue", "giver", "starts", "ends", "signed", "terms", "source")
MANY = 2000
SIDES = ("CHN", "USA")
KNOWN = ("ore", "duty", "chips")
SOURCE = "yale_tariffs2025"
Write = Callable[..., Path]


def row(issue: str, giver: str, side: str, usd: object, **more: Any) -> dict[str, Any]:
    """A value that is known for sure, or a range of three."""
    low, middle, high = usd if isinstance(usd, tuple) else (usd, usd, usd)
    return {
        "issue": issue,
        "name": f"the {issue}",
        "giver": giver,
        "side": side,
        "case": "",
        "usd_low": low,
        "usd": middle,
        "usd_high": high,
        "counts": "once",
        "kind": "derived",
        "taken_from": "range",
        "source": SOURCE,
        "method": "Made up.",
    } | more


def both(issue: str, giver: str, chn: object, usa: object, **more: Any) -> list[dict[str, Any]]:
    sides = (("CHN", chn), ("USA", usa))
    return [row(issue, giver, side, usd, **more) for side, usd in sides]


def signed(issue: str, answer: str = "yes", ends: str = "") -> dict[str, Any]:
    told = {"issue": issue, "giver": "CHN", "starts": "2025-11-10", "ends": ends}
    return told | {"signed": answer, "terms": "", "source": SOURCE}


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def table(rows: list[dict[str, Any]], columns: tuple[str, ...] = COLUMNS) -> Path:
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.csv"
        with path.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, columns)
            writer.writeheader()
            writer.writerows(rows)
        return path

    return table


EXCHANGE = [*both("ore", "CHN", -1e9, 4e9), *both("duty", "USA", 4e9, -1e9)]
DEAR = both("fees", "USA", 1e9, -2e9)


def test_two_mirrored_concessions_are_exchanged_and_a_dear_one_stays_out(write: Write) -> None:
    found = deal(values=write([*EXCHANGE, *DEAR]), draws=4)
    assert found.probability.values.tolist() == [1.0, 1.0, 0.0]
    assert [found.interval("gain", side=side).central for side in SIDES] == [3e9, 3e9]
    assert found.interval("exclusion", side="USA").central == 1.0
    assert found.interval("cost_over_gain", issue="fees").central == 2.0
    flips = {side: found.interval("flip", side=side, issue="fees").central for side in SIDES}
    assert flips["USA"] == pytest.approx(-0.75e9)  # (3 + 1)(3 - x) = 9
    assert flips["CHN"] == pytest.approx(6e9)  # (3 + x)(3 - 2) = 9
    assert not found.has("brier")
    assert found.at_mean.values.tolist() == [1.0, 1.0, 0.0]


def test_values_a_year_count_over_the_term_and_once_values_once(write: Write) -> None:
    rows = [*both("ore", "CHN", -1e9, 4e9, counts="year"), *both("duty", "USA", 4e9, -1e9)]
    terms = write([signed("ore", ends="2027-11-10"), signed("duty")], TERMS)
    found = deal(values=write(rows), signed=terms, draws=4, discount_rate=0.0)
    assert found.interval("worth", side="USA", issue="ore").central == pytest.approx(8e9, rel=1e-3)
    assert found.interval("worth", side="CHN", issue="duty").central == 4e9
    assert [one.years is None for one in found.facts.issues] == [False, True]


@pytest.mark.parametrize(("years", "rate", "worth"), [(2.0, 0.0, 2.0), (1.0, 0.03, 0.98537)])
def test_a_dollar_a_year_is_worth_its_annuity(years: float, rate: float, worth: float) -> None:
    assert Terms({}, 5.0, rate).worth(years) == pytest.approx(worth, abs=1e-5)


def test_a_promise_without_an_end_counts_to_the_horizon_and_no_other_for_longer() -> None:
    terms = Terms({"long": 8.0, "short": 1.0}, 3.2, 0.03)
    assert [terms.of(name) for name in ("long", "short", "endless")] == [3.2, 1.0, 3.2]


def test_a_range_is_drawn_with_its_ends_for_one_in_twenty_each(write: Write) -> None:
    rows = [*EXCHANGE, *both("beans", "CHN", (-1e9, 0, 1e9), (1e9, 2e9, 6e9))]
    found = deal(values=write(rows), draws=MANY)
    worth = found.worth.sel(issue="beans", side="USA").values
    assert (worth.min(), worth.max()) == (1e9, 6e9)
    assert float((worth == 1e9).mean()) == pytest.approx(0.05, abs=0.015)
    assert float(np.median(worth)) == pytest.approx(2e9, abs=0.4e9)
    own = found.worth.sel(issue="beans", side="CHN").values
    assert abs(float(np.corrcoef(worth, own)[0, 1])) < 0.06


def test_both_sides_are_in_the_same_case_in_every_draw(write: Write) -> None:
    hot = both("threat", "USA", 10e9, 8e9, case="carried out")
    cold = both("threat", "USA", 1e9, 0.8e9, case="not")
    path = write([*EXCHANGE, *hot, *cold])
    worth = deal(values=path, draws=MANY).worth.sel(issue="threat").values
    assert set(map(tuple, worth.T.tolist())) == {(10e9, 8e9), (1e9, 0.8e9)}
    assert float((worth[0] == 10e9).mean()) == pytest.approx(0.5, abs=0.05)
    sure = deal(values=path, draws=4, cases={"threat": "not"})
    assert sure.interval("worth", side="CHN", issue="threat").high == 1e9
    assert [one.case for one in sure.facts.assumptions[:2]] == ["carried out", "not"]
    assert sure.assumed_gain.sel(side="CHN").values[0] == 13e9


def test_an_issue_without_a_value_is_left_out_and_its_threshold_told(write: Write) -> None:
    rows = [*EXCHANGE, row("lever", "CHN", "USA", 1e9)]
    rows.append(row("lever", "CHN", "CHN", "", kind="none"))
    rows += [row("island", "USA", side, "", kind="none") for side in ("CHN", "USA")]
    rows += both("chips", "USA", 2e9, 1e9, case="commercial")
    rows.append(row("chips", "USA", "USA", "", case="security", kind="none"))
    found = deal(values=write(rows), draws=4)
    assert found.issue.values.tolist() == ["ore", "duty"]
    lever, island, chips = unvalued(found)
    assert limit(found, lever)[0] is Limit.COST
    assert limit(found, lever)[1].central == pytest.approx(0.75e9)  # (3 + 1)(3 - x) = 9
    assert island.lacking == ("CHN", "USA")
    assert limit(found, island) == (Limit.RATIO, found.interval("exclusion", side="USA"))
    assert limit(found, island)[1].central == 1.0
    assert chips.part == "commercial"
    cost = found.interval("cost_limit", unvalued="chips").central
    assert cost == pytest.approx(1.2e9)  # (3 + 2)(3 - x) = 9
    assert limit(found, chips)[0] is Limit.REST
    assert limit(found, chips)[1].central == pytest.approx(2.2e9)
    known = {name: float(found.probability_in_part.sel(any_issue=name)) for name in KNOWN}
    assert known == dict.fromkeys(KNOWN, 1.0)
    assert np.isnan(found.probability_in_part.sel(any_issue=["lever", "island"])).all()


def test_the_longest_term_comes_out_unless_a_truce_costs_more_the_longer_it_is(
    write: Write,
) -> None:
    rows = [*both("ore", "CHN", -1e9, 4e9, counts="year"), *EXCHANGE[2:]]
    terms = write([signed("ore", ends="2026-11-10"), signed("duty")], TERMS)
    asked: dict[str, Any] = {"values": write(rows), "signed": terms, "draws": 4}
    free = deal(**asked, permanent=10.0)
    assert free.term_share.values.tolist() == [0.0, 1.0, 0.0, 0.0]
    assert [one.years for one in free.facts.terms] == [1.0, 2.0, 4.0, 10.0]
    wearing = [0.0, *(-1e9 * max(0, quarter - 4) for quarter in range(1, 41))]
    bound = deal(**asked, permanent=10.0, continuation=(wearing, wearing))
    assert bound.term_share.values.tolist() == [1.0, 0.0, 0.0, 0.0]


def test_what_a_longer_truce_must_cost_makes_both_terms_alike(write: Write) -> None:
    rows = [*both("ore", "CHN", 1e9, 4e9, counts="year"), *EXCHANGE[2:]]
    terms = write([signed("ore", ends="2026-11-10"), signed("duty")], TERMS)
    found = deal(values=write(rows), signed=terms, draws=4, discount_rate=0.0)
    needed = found.interval("cost_for_shortest").central
    gains = found.bands("term_gain").sel(quantile=0.5).transpose("term", "side").values
    (a, b), (c, d) = gains[0], gains[-1]
    assert (c - needed) * (d - needed) == pytest.approx(a * b, rel=1e-4)
    assert found.facts.terms[-1].offered == (4.0, None)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([*both("ore", "CHN", -1e9, 4e9)], "China must gain by some issue"),
        ([*both("duty", "USA", 4e9, -1e9)], "The United States must gain by some issue"),
        (
            [*both("ore", "CHN", -4e9, 1e9), *both("duty", "USA", 1e9, -4e9)],
            "no package is worth more than no deal to both sides",
        ),
        ([], "must hold at least one issue, got none"),
        (
            [row("island", "USA", side, "", kind="none") for side in ("CHN", "USA")],
            "must hold an issue with a value to both sides",
        ),
        (
            both("copper", "CHN", 1e9, 1e9, taken_from="supply model"),
            "copper: the supply model must know it",
        ),
        (
            [
                *EXCHANGE,
                row("threat", "USA", "CHN", 1, case="hot"),
                row("threat", "USA", "USA", 1, case="cold"),
            ],
            'China must have a value in the case "cold", got none',
        ),
    ],
)
def test_no_deal_is_possible_or_none_can_be_looked_for(
    write: Write, rows: list[dict[str, Any]], says: str
) -> None:
    with pytest.raises(DataError) as refusal:
        deal(values=write(rows), draws=4)
    assert says in str(refusal.value)


def test_all_that_is_wrong_with_a_question_is_told_at_once(write: Write) -> None:
    cases = {"beans": "any", "ore": "hot"}
    with pytest.raises(DataError) as refusal:
        deal(values=write(EXCHANGE), draws=0, permanent=-1.0, cases=cases)
    assert len(refusal.value.problems) == 4
    assert 'issue must be one of ore, duty, got "beans"' in str(refusal.value)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"permanent": 1e308}, "permanent must be a number of years above 0 and at most 1000, got"),
        ({"permanent": float("nan")}, "permanent must be a number of years above 0 and at most"),
        ({"draws": 10**9}, "draws must be at most"),
        ({"draws": 10**26}, "GB of memory, got 100,000,000,000,000,000,000,000,000, which take"),
        ({"seed": 10**25}, "seed must be a whole number from 0 to 18,446,744,073,709,551,615, got"),
        ({"discount_rate": 1e308}, "discount_rate must be a share from 0 to 1"),
    ],
)
def test_numbers_that_no_machine_holds_are_refused_at_once(
    write: Write, monkeypatch: pytest.MonkeyPatch, asked: dict[str, Any], says: str
) -> None:
    monkeypatch.setattr("backfire.questions.deal._deal.losses", pytest.fail)
    with pytest.raises(DataError) as refusal:
        deal(values=write(EXCHANGE), **asked)
    assert says in str(refusal.value)


def test_an_amount_that_no_sum_holds_is_refused(write: Write) -> None:
    with pytest.raises(DataError, match=r"usd_low must be zero or .* in size, got 1e\+300"):
        deal(values=write([*both("ore", "CHN", -1e9, 1e300), *EXCHANGE[2:]]), draws=4)


def test_both_tables_are_read_before_anything_is_said(write: Write) -> None:
    faulty = write([signed("ore", "perhaps")], TERMS)
    rows = [row("ore", "CHN", "CHN", (3, 2, 1)), {**row("ore", "CHN", "USA", 1), "giver": "DEU"}]
    with pytest.raises(DataError) as refusal:
        deal(values=write(rows), signed=faulty)
    told = str(refusal.value)
    assert "usd_low must not be above usd, got 3 and 2" in told
    assert 'giver must be CHN or USA, got "DEU"' in told
    assert 'signed must be yes or no, got "perhaps"' in told


def test_a_scenario_without_a_table_of_values_is_refused_with_the_way_out() -> None:
    with pytest.raises(ScenarioError, match="give one with --values PATH"):
        deal("full-embargo")


def test_the_answer_of_the_default_needs_no_rollout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With nothing cached on this machine; if it fails run `python -m pipeline.keep_deal`."""

    def refuse(asked: object) -> dict[str, Any]:
        msg = f"the supply model was asked: {asked}"
        raise AssertionError(msg)

    monkeypatch.setenv("BACKFIRE_CACHE", str(tmp_path))
    monkeypatch.setattr(_deal_supply, "_computed", refuse)
    found = _deal_supply.losses(data.read_supply_questions())
    assert all(loss.target.shape == (_deal_supply.DRAWS,) for loss in found)
    assert not list(tmp_path.iterdir())


def test_what_a_control_costs_rises_with_its_weeks_and_goods() -> None:
    found = {
        (question.issue, question.case): loss
        for question, loss in zip(
            data.read_supply_questions(),
            _deal_supply.losses(data.read_supply_questions()),
            strict=True,
        )
    }
    package = "october-package"
    both_refused = found[package, "elements and magnets refused"].target
    assert (both_refused > found[package, "elements refused"].target).all()
    assert (both_refused > found[package, "licensed as in April"].target).all()


def test_a_value_by_the_supply_model_is_a_draw_of_it_over_the_issues_term(
    write: Write,
) -> None:
    rows = [*EXCHANGE, *both("october-package", "CHN", 0, 0, taken_from="supply model")]
    terms = write([signed("october-package", ends="2027-11-10")], TERMS)
    found = deal(values=write(rows), signed=terms, draws=MANY, discount_rate=0.0)
    questions = [one for one in data.read_supply_questions() if one.issue == "october-package"]
    losses = _deal_supply.losses(questions)
    years = 730 / 365.25
    pairs = {
        (round(years * sender), round(years * target))
        for loss in losses
        for sender, target in zip(loss.sender, loss.target, strict=True)
    }
    drawn = found.worth.sel(issue="october-package").values
    assert {(round(sender), round(target)) for sender, target in drawn.T} <= pairs
    assert len(found.facts.supply) == 3
    published = found.published.isel(question=0).sel(side="USA")
    assert published.values.tolist() == [0.0, 0.0, 0.0]


def test_the_same_seed_gives_the_same_answer_and_another_a_near_one(write: Write) -> None:
    rows = [*EXCHANGE, *both("beans", "CHN", (-3e9, -1e9, 0), (0, 2e9, 4e9))]
    path = write(rows)
    chances = [
        deal(values=path, seed=seed, draws=MANY).probability.values.tolist() for seed in (1, 1, 2)
    ]
    assert chances[0] == chances[1]
    assert chances[0] != chances[2]
    assert chances[0] == pytest.approx(chances[2], abs=0.05)
