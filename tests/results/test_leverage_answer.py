import json

import numpy as np
import pytest

from backfire.results import Leverage
from tests.results.synthetic import synthetic_results
from tests.results.synthetic_leverage import synthetic_leverage, synthetic_leverage_dataset

BAND = {"p5", "p50", "p95"}
KEYS = [
    "scenario", "edition", "parameters", "sender", "target", "goods", "seed", "draws", "sampled",
    "today", "reference_use", "leverage", "losses", "leverage_curve", "net_leverage", "sender_loss",
    "half_life_years", "window", "value_of_use", "backfire", "concession", "worth",
    "sender_share", "stage_share", "third_parties", "instruments", "cases", "elasticity",
    "elasticities", "ramp_and_substitution", "forecasts", "vulnerability", "holes", "seconds",
    "seconds_by_part",
]  # fmt: skip


@pytest.fixture(scope="module")
def said():
    return json.loads(synthetic_leverage().to_json())


def test_the_keys_are_the_promised_ones(said):
    assert list(said) == KEYS
    assert set(said["leverage"]) == {"usd", "gdp_share", "exposure", "standing_still"}
    assert all(set(said["leverage"][name]) == BAND for name in ("usd", "gdp_share"))
    assert set(said["losses"]) == {
        "by_closure", "exposed", "elasticity", "channels", "gains", "sender_terms", "decoupling",
    }  # fmt: skip
    assert set(said["losses"]["by_closure"][0]) == {
        "place", "closure", "months", "usd", "gdp_share", "estimated",
    }  # fmt: skip
    assert set(said["leverage_curve"][0]) == BAND | {"start", "used_before"}
    assert set(said["net_leverage"]["usd"]) == set(said["sender_loss"]["usd"]) == BAND
    for version in ("structural", "gross"):
        for history in ("used", "unused"):
            assert set(said["half_life_years"][version][history]) == BAND | {"reached"}
    assert set(said["window"]) >= {"opens", "closes", "always", "status"}
    assert set(said["value_of_use"]) == {"1", "3", "5", "10"}
    terms = {"concessions", "profit", "output_lost", "leverage_lost"}
    assert set(said["value_of_use"]["5"]["terms"]) == terms
    assert set(said["backfire"]) == {"date", "probability"}
    for name in ("concession", "worth"):
        assert set(said[name]) == {"source", "low", "central", "high", "years", "note", "game"}
    assert set(said["sender_share"][0]) == BAND | {"good", "stage", "year"}
    assert set(said["third_parties"][0]) == {"place", "usd", "use_lost"}
    assert set(said["instruments"][0]) >= {
        "name", "paid_by", "cost_usd", "leverage_removed", "per_unit",
    }  # fmt: skip
    assert set(said["instruments"][0]["leverage_removed"][0]) == {"start", "band"}
    assert len(said["cases"]) == 4
    assert len(said["elasticity"]) == 10
    assert set(said["forecasts"][0]) >= {"stage", "place", "year", "published", "band", "inside"}
    assert set(said["vulnerability"]) == {"then", "now", "loss_ratio"}


def test_a_run_says_both_in_one_json():
    leverage = synthetic_leverage()
    run = synthetic_results(draws=3, weeks=20)
    both = json.loads(run.with_leverage(leverage).to_json())
    assert list(both)[:14] == list(json.loads(run.to_json()))
    assert set(both) == set(KEYS) | set(json.loads(run.to_json()))
    assert both["seconds"] == pytest.approx(6.4 + 42.75)
    answer = run.with_leverage(leverage).answer()
    assert answer.sentences == (*leverage.answer().sentences, *run.answer().sentences)
    assert answer.leverage == leverage.answer()


def test_dates_at_which_the_earlier_use_stands_are_left_out(said):
    unused = [p for p in said["leverage_curve"] if not p["used_before"]]
    used = [p for p in said["leverage_curve"] if p["used_before"]]
    assert unused[0]["start"] == "2025-12-01"
    assert used[0]["start"] == "2026-11-30"
    assert len(used) == len(unused) - 1


def test_net_leverage_is_the_difference_future_by_future(said):
    data = synthetic_leverage_dataset()
    today = data.isel(start=0).sel(history="unused")
    net = np.quantile(today["target_loss"] - today["sender_loss"], 0.5)
    assert said["net_leverage"]["usd"]["p50"] == pytest.approx(net, rel=1e-5)
    share = said["leverage"]["usd"]["p50"] / said["leverage"]["gdp_share"]["p50"]
    assert share == pytest.approx(2.9e13, rel=1e-5)


def test_structural_half_life_counts_the_sampled_futures_alone():
    found = synthetic_leverage().answer().half_life_years
    assert found.structural.used.reached == 1.0
    assert found.gross.used.p50 < found.gross.unused.p50


def test_never_halving_is_null_and_said():
    leverage = synthetic_leverage(halves=False)
    said = json.loads(leverage.to_json())["half_life_years"]["gross"]["used"]
    assert said == {"p5": None, "p50": None, "p95": None, "reached": 0.0}
    first = leverage.answer().sentences[0]
    assert "leverage halves within the run neither after first use nor if unused" in first


def test_halving_after_use_alone_is_said():
    data = synthetic_leverage_dataset()
    data["half_life"].loc[{"history": "unused"}] = np.nan
    first = Leverage(data).answer().sentences[0]
    assert (
        "leverage halves 2.6 years (2.0 to 2.9) after first use and not within the run if" in first
    )


def test_halving_in_few_futures_is_said_with_their_share():
    data = synthetic_leverage_dataset(draws=10)
    data["half_life"].loc[{"history": "used"}] = np.nan
    data["half_life"].loc[{"history": "used", "version": "gross", "draw": 0}] = 3.0
    first = Leverage(data).answer().sentences[0]
    assert "does not halve within the run after first use (it does in 10 % of futures)" in first


@pytest.mark.parametrize(
    ("shape", "opens", "closes", "status", "words"),
    [
        ("open-ended", None, None, "open-ended", "open-ended"),
        ("empty", None, None, "empty", "is empty"),
        ("bounded", None, "2029-06-23", "bounded", "from today to about 23 June 2029"),
    ],
)
def test_the_window_is_told_apart(shape, opens, closes, status, words):
    leverage = synthetic_leverage(window=shape)
    window = json.loads(leverage.to_json())["window"]
    assert (window["opens"], window["closes"], window["status"]) == (opens, closes, status)
    assert window["always"] == (shape == "open-ended")
    assert words in leverage.answer().sentences[3]


def test_a_window_that_opens_later_has_its_date():
    data = synthetic_leverage_dataset()
    data["window_value"][:] = np.where(np.arange(11) < 3, -1.0, 1.0)
    window = Leverage(data).answer().window
    assert window.opens == "2028-05-29"
    assert (window.closes, window.always, window.status) == (None, False, "open-ended")
    data["window_value"][{"start": 6}] = -1.0
    again = Leverage(data)
    assert again.answer().window.interrupted
    assert "with a gap in between" in again.answer().sentences[3]


def test_the_backfire_date_counts_never_as_later():
    data = synthetic_leverage_dataset(draws=10)
    data["backfire_years"][:] = [1, 2, 3, 4, 5, 6, np.nan, np.nan, np.nan, 12]
    found = Leverage(data).answer().backfire
    assert found.probability == 0.6
    assert found.date == "2031-06-02"
    data["backfire_years"][:] = [1, 2, 3, 4] + [np.nan] * 6
    assert Leverage(data).answer().backfire.date is None
    data["backfire_years"][:] = np.nan
    assert (
        "in no future does having used it leave the sender worse off by 2035"
        in (Leverage(data).answer().sentences[0])
    )


def test_no_leverage_is_said():
    data = synthetic_leverage_dataset()
    for name in ("target_loss", "sender_loss"):
        data[name] = data[name] * 0
    data["target_loss"].attrs = data["sender_loss"].attrs = {"units": "USD", "long_name": "loss"}
    leverage = Leverage(data)
    assert "would cost the United States nothing" in leverage.answer().sentences[0]
    assert "there is no leverage to use up" in leverage.answer().sentences[0]
    assert all(entry.per_unit is not None for entry in leverage.answer().instruments[:-1])


def test_an_instrument_that_removes_nothing_has_no_price(said):
    prices = {entry["name"]: entry["per_unit"] for entry in said["instruments"]}
    assert prices["tariff on magnets"] is None
    known = [price for price in prices.values() if price is not None]
    assert known == sorted(known)


def test_means_at_the_last_date_price_an_instrument():
    data = synthetic_leverage_dataset()
    floor = next(e for e in Leverage(data).answer().instruments if e.name == "price floor")
    removed = data["leverage_removed"].sel(instrument="price floor").dropna("start")
    last = removed.isel(start=-1)
    cost = data["instrument_cost"].sel(instrument="price floor")
    assert floor.per_unit == pytest.approx(float(cost.mean() / last.mean()), rel=1e-5)
    band = floor.per_unit_band
    assert band.p5 < floor.per_unit < band.p95


def test_what_cannot_be_told_from_nothing_has_no_price():
    data = synthetic_leverage_dataset()
    spread = np.where(np.arange(data.sizes["sample"]) % 2, 1e9, -0.99e9)
    here = {"instrument": "price floor"}
    data["leverage_removed"].loc[here] = np.broadcast_to(
        spread[:, None], data["leverage_removed"].sel(here).shape
    )
    floor = next(e for e in Leverage(data).answer().instruments if e.name == "price floor")
    assert floor.per_unit is None


def test_cases_in_which_use_is_not_worse_are_named(said):
    faster = {case["name"]: case["falls_faster_after_use"] for case in said["cases"]}
    assert faster == {"neither": True, "stockpiling": False, "dumping": True, "both": False}
    assert (
        "in 2 of 4 cases of stockpiling and dumping; not so: stockpiling alone, both."
        in (synthetic_leverage().answer().sentences[7])
    )


def test_a_case_that_never_halves_is_judged_by_its_end():
    data = synthetic_leverage_dataset(halves=False)
    data["case_loss"].loc[{"case": "neither", "history": "unused"}] = 10.0
    data["case_loss"].loc[{"case": "neither", "history": "used"}] = 9.0
    case = Leverage(data).answer().cases[0]
    assert (case.used.half_life_years, case.falls_faster_after_use) == (None, True)


def test_published_figures_stand_beside_the_band(said):
    inside = [row["inside"] for row in said["forecasts"]]
    assert inside == [True, False, True, None]
    assert said["forecasts"][3]["band"] is None


def test_places_without_value_added_have_no_amount(said):
    places = {row["place"]: row for row in said["third_parties"]}
    assert places["VNM"]["usd"] is None
    assert places["VNM"]["use_lost"]["p50"] > 0
    assert not {"CHN", "USA"} & set(places)


def test_the_years_after_2010_are_cited(said):
    found = said["ramp_and_substitution"]
    observed = {"ramp": 0.04, "substitution": 0.10, "source": "sprecher2017"}
    assert found["observed"] == observed
    assert found["years"] == [2026, 2027, 2028]


def test_what_partners_were_and_are(said):
    assert said["vulnerability"]["then"]["year"] == 2010
    assert said["vulnerability"]["now"]["shares"]["DEU"] is None


def test_the_sentences_say_what_was_assumed_and_what_is_missing():
    told = synthetic_leverage().answer().sentences
    assert told[0].startswith(
        "A full control on 1 December 2025 would cost the United States USD 39.8 billion "
        "(90 % band 18.2 to 52.9 billion) in 12 months where firms substitute, USD 358 billion "
        "(164 to 477 billion) with fixed recipes and USD 438 billion (200 to 582 billion) where "
        "stocks run down, and China USD 6.5 billion"
    )
    assert told[1].startswith("Why they differ: with fixed recipes users make less")
    assert "Exposure, the value added of all its users of these goods, is" in told[1]
    assert told[2].startswith("The same loss is USD")
    assert "Producers who earn most from it in 12 months:" in told[4]
    assert told[5].startswith("Parallel chains cost places outside the sender USD")
    assert "are assumed, not found (sources: issue-values-2025; assumption)" in told[6]
    assert "stockpile of 60 days at USD 0.19" in told[8]
    assert "paid by the United States" in told[8]
    assert "demand elasticity (0.9 % less)" in told[9]
    assert told[10].startswith("Holes: stocks held by traders outside China;")


def test_one_future_has_no_band():
    told = " ".join(synthetic_leverage(draws=1, samples=1).answer().sentences)
    assert "one future, no band" in told
    assert "on the mean of one sampled future" in told


def test_a_partial_control_is_not_called_full():
    data = synthetic_leverage_dataset().assign_attrs(withheld=0.7)
    assert Leverage(data).answer().sentences[0].startswith("A control that withholds 70 % on")


@pytest.mark.parametrize(
    ("band", "says"),
    [
        ((-2e9, -1e9, -5e8), "A use loses the sender concessions of USD 1.0 billion"),
        ((5e8, 1e9, 2e9), "A use obtains concessions of USD 1.0 billion"),
    ],
)
def test_what_a_game_tells_of_concessions_is_not_called_assumed(band, says):
    whole = synthetic_leverage()
    given = dict(zip(("low", "central", "high"), band, strict=True))
    told = {**json.loads(whole.dataset.attrs["concession"]), **given, "game": "busan-2025"}
    changed = Leverage(whole.dataset.assign_attrs(concession=json.dumps(told)))
    sentence = next(one for one in changed.answer().sentences if "busan-2025" in one)
    assert sentence.startswith(says)
    assert "is assumed, not found" in sentence
