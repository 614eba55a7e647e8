import json

import numpy as np
import pytest

from backfire.results import Results, band
from tests.results.synthetic import synthetic_dataset, synthetic_results


def test_the_keys_are_the_promised_ones(results):
    said = json.loads(results.to_json())
    assert list(said) == [
        "scenario", "edition", "parameters", "fitted_until", "sender", "target", "seed", "draws",
        "first_shortage", "shortage", "price", "exposure", "checks", "seconds",
    ]  # fmt: skip
    band_keys = {"p5", "p50", "p95"}
    assert set(said["first_shortage"][0]) == {"good", "place", "days", "reached"}
    assert set(said["first_shortage"][0]["days"]) == band_keys
    assert set(said["shortage"][0]) == {"good", "place", "share"}
    assert set(said["shortage"][0]["share"]) == band_keys
    assert set(said["price"][0]) == {"good", "side", "ratio", "peak"}
    assert set(said["exposure"]["usd"]) == band_keys
    assert set(said["checks"]) == {"mass_balance", "drift", "failed_draws"}


def test_parameters_that_were_not_fitted_have_no_date(results):
    assert json.loads(results.to_json())["fitted_until"] == "2025-05-31"
    dataset = synthetic_dataset(draws=12)
    dataset.attrs["fitted_until"] = ""
    assert json.loads(Results(dataset).to_json())["fitted_until"] is None


def test_what_is_never_reached_is_null_and_never_nan():
    dataset = synthetic_dataset(draws=12)
    dataset["first_shortage"][{"draw": slice(0, 9)}] = np.nan
    dataset["price"].loc[{"good": "sc_oxide", "side": "outside"}] = np.nan
    text = Results(dataset).to_json()
    assert "NaN" not in text
    assert "Infinity" not in text
    said = json.loads(text)
    assert all(entry["days"]["p95"] is None for entry in said["first_shortage"])
    assert all(entry["reached"] <= 0.25 for entry in said["first_shortage"])
    scandium = [e for e in said["price"] if (e["good"], e["side"]) == ("sc_oxide", "outside")]
    assert scandium[0]["ratio"] == {"p5": None, "p50": None, "p95": None}


def test_targets_come_first_and_then_the_date_decides(results):
    first = results.answer().first_shortage
    ours = [entry.place in results.targets for entry in first]
    assert ours == sorted(ours, reverse=True)
    days = [entry.days.p50 for entry in first if entry.place in results.targets]
    reached = [day for day in days if day is not None]
    assert reached == sorted(reached)
    assert days[: len(reached)] == reached


def test_shortages_come_by_size(results):
    sizes = [entry.share.p50 for entry in results.answer().shortage]
    assert sizes == sorted(sizes, reverse=True)


def test_the_price_ratio_is_the_median_over_the_horizon():
    results = synthetic_results(draws=5)
    within = results.price.sel(good="dy_oxide", side="outside").isel(
        week=np.flatnonzero(results.horizon)
    )
    expected = np.quantile(within.median("week"), 0.5)
    entries = {(e.good, e.side): e for e in results.answer().price}
    entry = entries["dy_oxide", "outside"]
    assert entry.ratio.p50 == pytest.approx(expected, rel=1e-5)
    assert entry.peak.p50 > entry.ratio.p50


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1.0, 2.0, 3.0], (1.1, 2.0, 2.9)),
        ([4.0], (4.0, 4.0, 4.0)),
        ([1.0, np.inf, np.inf], (None, None, None)),
        ([1.0, 2.0, np.inf], (1.1, 2.0, None)),
        ([1.0, np.nan], (None, None, None)),
        ([], (None, None, None)),
    ],
)
def test_quantiles_beyond_the_run_are_none(values, expected):
    found = band(np.array(values))
    assert (found.p5, found.p50, found.p95) == expected


def test_the_sentences_say_who_when_how_much_and_at_what_price(results):
    said = " ".join(results.answer().sentences)
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
    said = calm.answer().sentences
    assert said[0] == "No buyer in a target place runs short of any good within the run."
    assert "stay at the baseline" in said[1]
    assert calm.answer().first_shortage == ()


def test_a_rare_shortage_is_said_with_its_share():
    dataset = synthetic_dataset(draws=10)
    dataset["first_shortage"][{"draw": slice(0, 8)}] = np.nan
    assert "in 20 % of all futures buyers of" in Results(dataset).answer().sentences[0]


def test_one_future_has_no_band():
    said = " ".join(synthetic_results(draws=1).answer().sentences)
    assert "one future, no band" in said
    assert "90 % band" not in said


def test_whoever_stops_before_the_targets_is_named():
    dataset = synthetic_dataset(draws=10)
    days = dataset["first_shortage"]
    targets = dataset.attrs["targets"].split(",")
    days[:] = np.nan
    days.loc[{"good": "y_oxide", "place": targets[0]}] = 30.0
    days.loc[{"good": "dy_oxide", "place": "KOR"}] = 31.0
    assert "sooner" not in " ".join(Results(dataset).answer().sentences)
    days.loc[{"good": "dy_oxide", "place": "KOR"}] = 29.0
    said = Results(dataset).answer().sentences
    assert said[0].startswith("First to stop are buyers of yttrium oxide")
    assert (
        "Outside the targets some stop sooner: buyers of dysprosium oxide in South Korea on day 29."
        in said
    )
