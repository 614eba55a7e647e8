"""What is read out of a run and said of it."""

import json
import math

import numpy as np
import pytest

from backfire.answers import interval
from backfire.answers.run import OUTSIDE, first_shortages, horizon, prices, shortages
from tests.answers.synthetic_run import answer_of, synthetic_dataset, synthetic_run


@pytest.fixture(scope="module")
def run():
    return synthetic_run()


@pytest.fixture(scope="module")
def calm():
    return synthetic_run(control=False)


def test_the_tables_have_the_promised_keys(run):
    tables = json.loads(run.to_json())["tables"]
    ends = {"low", "central", "high"}
    first, lost, price = (tables[name][0] for name in ("first_shortage", "shortage", "price"))
    assert {"good", "place", "days", "reached", "date", "lost"} <= set(first)
    assert set(first["days"]) == set(lost["share"]) == set(price["outside"]) == ends
    assert {"good", "outside", "outside_peak", "inside", "inside_peak"} <= set(price)


def test_json_says_where_the_run_comes_from(run):
    said = json.loads(run.to_json())
    for key in ("scenario_name", "edition", "parameters", "seed", "draws", "seconds", "sentences"):
        assert said[key]
    assert {"sender", "targets", "mass_balance", "drift"} <= set(said["facts"])
    assert set(said["quantities"]["exposure"]) == {"low", "central", "high"}


def test_parameters_that_were_not_fitted_have_no_date(run):
    assert json.loads(run.to_json())["facts"]["fitted_until"] == "2025-05-31"
    bare = answer_of(synthetic_dataset().assign_attrs(fitted_until=None))
    assert json.loads(bare.to_json())["facts"]["fitted_until"] is None


def test_what_is_never_reached_is_null_and_never_nan():
    dataset = synthetic_dataset(draws=12)
    dataset["first_shortage"][{"draw": slice(0, 9)}] = np.nan
    dataset["price"].loc[{"good": "sc_oxide", "side": "outside"}] = np.nan
    text = answer_of(dataset).to_json()
    assert "NaN" not in text
    assert "Infinity" not in text
    tables = json.loads(text)["tables"]
    assert all(entry["days"]["high"] is None for entry in tables["first_shortage"])
    assert all(entry["reached"] <= 0.25 for entry in tables["first_shortage"])
    (scandium,) = [entry for entry in tables["price"] if entry["good"] == "sc_oxide"]
    assert scandium["outside"] == {"low": None, "central": None, "high": None}


def test_targets_come_first_and_then_the_date_decides(run):
    first = run.reading(first_shortages)
    ours = [entry.place in run.facts.targets for entry in first]
    assert ours == sorted(ours, reverse=True)
    days = [entry.days.central for entry in first if entry.place in run.facts.targets]
    assert days == sorted(days)


def test_shortages_come_by_size(run):
    sizes = [lost.central for _, _, lost in run.reading(shortages)]
    assert sizes == sorted(sizes, reverse=True)


def test_the_price_ratio_is_the_median_over_the_horizon():
    run = synthetic_run(draws=5)
    within = run.price.sel(good="dy_oxide", side="outside").isel(week=np.flatnonzero(horizon(run)))
    expected = np.quantile(within.median("week"), 0.5)
    found = {(entry.good, entry.side): entry for entry in run.reading(prices)}
    entry = found["dy_oxide", OUTSIDE]
    assert entry.ratio.central == pytest.approx(expected, rel=1e-5)
    assert entry.peak.central > entry.ratio.central


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1.0, 2.0, 3.0], (1.1, 2.0, 2.9)),
        ([4.0], (4.0, 4.0, 4.0)),
        ([1.0, np.inf, np.inf], (np.inf, np.inf, np.inf)),
        ([1.0, 2.0, np.inf], (1.1, 2.0, np.inf)),
        ([1.0, np.nan], (np.nan, np.nan, np.nan)),
        ([], (np.nan, np.nan, np.nan)),
    ],
)
def test_quantiles_beyond_the_run_are_infinite_and_unknown_ones_nan(values, expected):
    found = interval(np.array(values))
    assert (found.low, found.central, found.high) == pytest.approx(expected, nan_ok=True)


def test_the_sentences_say_who_when_how_much_and_at_what_price(run):
    said = " ".join(run.sentences)
    for word in (
        "First to stop are buyers of",
        "90 % band",
        "loses most",
        "Outside China",
        "an upper bound, not a loss",
        "4 April 2025",
    ):
        assert word in said


def test_nothing_runs_short_without_a_control(calm):
    said = calm.sentences
    assert said[0] == "No buyer in a target place runs short of any good within the run."
    assert "stay at the baseline" in said[1]
    assert calm.reading(first_shortages) == ()


def test_a_rare_shortage_is_said_with_its_share():
    dataset = synthetic_dataset(draws=10)
    dataset["first_shortage"][{"draw": slice(0, 8)}] = np.nan
    assert "in 20 % of all draws buyers of" in answer_of(dataset).sentences[0]


def test_one_draw_has_no_band():
    said = " ".join(synthetic_run(draws=1).sentences)
    assert "one draw, no band" in said
    assert "90 % band" not in said


def test_whoever_stops_before_the_targets_is_named():
    dataset = synthetic_dataset(draws=10)
    days = dataset["first_shortage"]
    days[:] = np.nan
    days.loc[{"good": "y_oxide", "place": "USA"}] = 30.0
    days.loc[{"good": "dy_oxide", "place": "KOR"}] = 31.0
    assert "sooner" not in " ".join(answer_of(dataset).sentences)
    days.loc[{"good": "dy_oxide", "place": "KOR"}] = 29.0
    said = answer_of(dataset).sentences
    assert said[0].startswith("First to stop are buyers of yttrium oxide")
    sooner = "Outside the targets some stop sooner: buyers of dysprosium oxide in South Korea"
    assert f"{sooner} on day 29." in said


def test_a_share_that_is_never_lost_is_no_row(calm):
    assert not any(math.isnan(lost.central) for _, _, lost in calm.reading(shortages))
    assert calm.reading(shortages) == ()
