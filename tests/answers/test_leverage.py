import json
from datetime import date

import numpy as np
import pytest
import xarray as xr

from backfire.answers import UNKNOWN, interval, read_answer
from backfire.answers.leverage import (
    CASES,
    KIND,
    PIECES,
    UNUSED,
    USED,
    cases,
    instruments,
    milestone,
    window,
)
from backfire.errors import DataError
from tests.answers.synthetic_leverage import (
    FACTS,
    answer_of,
    synthetic_leverage,
    synthetic_leverage_dataset,
    without,
)
from tests.answers.synthetic_run import synthetic_run

BAND = {"low", "central", "high"}


@pytest.fixture(scope="module")
def leverage():
    return synthetic_leverage()


@pytest.fixture(scope="module")
def said(leverage):
    return json.loads(leverage.to_json())


@pytest.fixture(scope="module")
def tables(said):
    return said["tables"]


def changed(**arrays):
    """The made-up answer with other values of some quantities."""
    data = synthetic_leverage_dataset()
    return answer_of(
        data.assign(
            {k: (data[k].dims, np.broadcast_to(v, data[k].shape)) for k, v in arrays.items()}
        )
    )


def test_every_quantity_table_and_fact_is_in_the_json(said):
    dense = {quantity.name for quantity in KIND.quantities if quantity.dense}
    assert set(said["quantities"]) == {quantity.name for quantity in KIND.quantities} - dense
    assert set(said["tables"]) == {table.name for table in KIND.tables}
    assert set(said["facts"]) == set(type(FACTS).model_fields)
    assert set(said["quantities"]["gdp_share"]) == BAND
    assert "NaN" not in json.dumps(said)


def test_every_quantity_has_a_unit_and_a_meaning():
    for quantity in KIND.quantities:
        assert quantity.unit.symbol
        assert quantity.meaning
    assert len({quantity.name for quantity in KIND.quantities}) == len(KIND.quantities)


def test_an_answer_is_the_same_after_a_round_trip(leverage, tmp_path):
    again = read_answer(leverage.to_netcdf(tmp_path / "leverage.nc"))
    xr.testing.assert_identical(again.dataset, leverage.dataset)
    assert again.facts == leverage.facts
    assert again.target_loss.attrs["units"] == "USD"
    assert again.to_json() == leverage.to_json()


def test_every_table_opens_as_csv(leverage, tmp_path):
    written = leverage.to_csv(tmp_path)
    assert {path.stem for path in written} == {table.name for table in KIND.tables}
    for path in written:
        heading, *rows = path.read_text(encoding="utf-8").splitlines()
        assert heading
        assert rows


def test_an_answer_without_its_parts_is_whole(tmp_path):
    bare = without(*PIECES)
    assert not any(bare.has(quantity.name) for quantity in KIND.quantities if quantity.part)
    again = read_answer(bare.to_netcdf(tmp_path / "leverage.nc"))
    assert again.to_json() == bare.to_json()
    assert "window of use" not in " ".join(bare.sentences)
    for table in ("window", "instrument", "case", "elasticity", "decoupling"):
        assert table not in json.loads(bare.to_json())["tables"]


def test_a_run_says_leverage_first_and_keeps_it_in_one_file(leverage, tmp_path):
    run = synthetic_run()
    both = run.with_part(leverage)
    assert both.sentences == (*leverage.sentences, *run.sentences)
    again = read_answer(both.to_netcdf(tmp_path / "run.nc"))
    assert again.part("leverage").to_json() == leverage.to_json()
    assert json.loads(both.to_json())["leverage"] == json.loads(leverage.to_json())
    with xr.open_datatree(tmp_path / "run.nc") as tree:
        assert tree["leverage/target_loss"].attrs["units"] == "USD"


def test_every_problem_is_reported_at_once():
    dataset = synthetic_leverage_dataset().drop_vars(["ramp", "good_stage"])
    with pytest.raises(DataError, match="good_stage: is missing"):
        answer_of(dataset)
    dataset = synthetic_leverage_dataset().drop_vars("ramp")
    dataset["place_use_lost"] = dataset["place_use_lost"] + 2
    with pytest.raises(DataError) as caught:
        answer_of(dataset)
    for words in ("ramp: is missing", "place_use_lost: must not exceed 1"):
        assert words in str(caught.value)
    with pytest.raises(DataError, match="case: must be neither, stockpiling, dumping, both"):
        answer_of(synthetic_leverage_dataset().assign_coords(case=["a", "b", "c", "d"]))


def test_sides_samples_and_starts_that_do_not_fit_are_named():
    dataset = synthetic_leverage_dataset()
    dataset = dataset.assign_coords(sample=dataset["sample"] + 100)
    facts = FACTS.model_copy(update={"targets": ("USA", "XYZ"), "today": date(2025, 12, 2)})
    with pytest.raises(DataError) as caught:
        answer_of(dataset, facts)
    for words in ("'XYZ'", "sample: must be among the draws", "start: must begin today"):
        assert words in str(caught.value)


def test_dates_at_which_the_earlier_use_stands_have_no_figure(tables):
    first, second = tables["leverage"][:2]
    assert (first["start"], second["start"]) == ("2025-12-01", "2026-11-30")
    assert first["unused"]["central"] > 0
    assert first["used"]["central"] is None
    assert second["used"]["central"] > 0


def test_net_leverage_and_its_share_are_taken_draw_by_draw(said):
    data = synthetic_leverage_dataset()
    today = data.isel(start=0).sel(history="unused")
    net = np.quantile(today["target_loss"] - today["sender_loss"], 0.5)
    assert said["quantities"]["net_leverage"]["central"] == pytest.approx(net, rel=1e-5)
    usd = said["quantities"]["target_loss"]["2025-12-01"]["unused"]["central"]
    share = usd / said["quantities"]["gdp_share"]["central"]
    assert share == pytest.approx(2.9e13, rel=1e-5)


def test_structural_half_life_counts_the_sampled_draws_alone(leverage):
    assert milestone(leverage, "structural_half_life", USED).reached == 1.0
    used, unused = (milestone(leverage, "half_life", h).years for h in (USED, UNUSED))
    assert used.central < unused.central


def test_never_halving_is_null_and_said():
    slow = synthetic_leverage(halves=False)
    rows = json.loads(slow.to_json())["tables"]["milestone"]
    used = next(row for row in rows if (row["name"], row["history"]) == ("half_life", "used"))
    assert (used["years"], used["reached"]) == (dict.fromkeys(("low", "central", "high")), 0.0)
    assert used["date"] is None
    first = slow.sentences[0]
    assert "Leverage halves within the run neither after first use nor if unused" in first


def test_halving_after_use_alone_is_said():
    data = synthetic_leverage_dataset()
    data["half_life"].loc[{"history": "unused"}] = np.nan
    first = answer_of(data).sentences[0]
    assert (
        "Leverage halves 2.6 years (2.0 to 2.9) after first use and not within the run if" in first
    )


def test_halving_in_few_draws_is_said_with_their_share():
    data = synthetic_leverage_dataset(draws=10)
    data["half_life"].loc[{"history": "used"}] = np.nan
    data["half_life"].loc[{"history": "used", "draw": 0}] = 3.0
    first = answer_of(data).sentences[0]
    assert "does not halve within the run after first use (it does in 10 % of draws)" in first


@pytest.mark.parametrize(
    ("shape", "opens", "closes", "status", "words"),
    [
        ("open-ended", None, None, "open-ended", "open-ended"),
        ("empty", None, None, "empty", "is empty"),
        ("bounded", None, "2029-06-23", "bounded", "from today to about 23 June 2029"),
    ],
)
def test_the_window_says_when_it_opens_and_closes(shape, opens, closes, status, words):
    found = synthetic_leverage(window=shape)
    (row,) = json.loads(found.to_json())["tables"]["window"]
    assert (row["opens"], row["closes"], row["status"]) == (opens, closes, status)
    assert window(found).always == (shape == "open-ended")
    assert words in found.sentences[3]


def test_a_window_that_opens_later_has_its_date():
    later = changed(window_value=np.where(np.arange(11) < 3, -1.0, 1.0))
    found = window(later)
    assert str(found.opens) == "2028-05-29"
    assert (found.closes, found.always, found.status) == (None, False, "open-ended")
    gap = changed(window_value=np.where((np.arange(11) < 3) | (np.arange(11) == 6), -1.0, 1.0))
    assert window(gap).interrupted
    assert "with a gap in between" in gap.sentences[3]


def test_the_backfire_date_counts_never_as_later():
    data = synthetic_leverage_dataset(draws=10)
    data["backfire_years"][:] = [1, 2, 3, 4, 5, 6, np.nan, np.nan, np.nan, 12]
    found = answer_of(data)
    assert milestone(found, "backfire").reached == 0.6
    row = json.loads(found.to_json())["tables"]["milestone"][-1]
    assert row["date"] == "2031-06-02"
    data["backfire_years"][:] = [1, 2, 3, 4] + [np.nan] * 6
    assert json.loads(answer_of(data).to_json())["tables"]["milestone"][-1]["date"] is None
    data["backfire_years"][:] = np.nan
    assert (
        "In no draw does having used it leave the sender worse off by 2035"
        in (answer_of(data).sentences[0])
    )


def test_no_leverage_is_said():
    nothing = changed(target_loss=0.0, sender_loss=0.0, loss_ratio=np.nan)
    assert "would cost the United States nothing" in nothing.sentences[0]
    assert "there is no leverage to use up" in nothing.sentences[0]
    assert all(entry.per_unit.known for entry in instruments(nothing)[:-1])


def test_an_instrument_that_removes_nothing_has_no_price(tables):
    prices = {row["name"]: row["per_unit"] for row in tables["instrument"]}
    assert prices["tariff on magnets"] is None
    known = [price["central"] for price in prices.values() if price is not None]
    assert known == sorted(known)


def test_means_at_the_last_date_price_an_instrument(leverage):
    data = synthetic_leverage_dataset()
    floor = next(e for e in instruments(leverage) if e.name == "price floor")
    removed = data["leverage_removed"].sel(instrument="price floor").dropna("start")
    last = removed.isel(start=-1)
    cost = data["instrument_cost"].sel(instrument="price floor")
    assert floor.per_unit.central == pytest.approx(float(cost.mean() / last.mean()), rel=1e-5)
    assert floor.per_unit.low < floor.per_unit.central < floor.per_unit.high


def test_an_effect_that_cannot_be_distinguished_from_zero_has_no_price():
    data = synthetic_leverage_dataset()
    spread = np.where(np.arange(data.sizes["sample"]) % 2, 1e9, -0.99e9)
    here = {"instrument": "price floor"}
    data["leverage_removed"].loc[here] = np.broadcast_to(
        spread[:, None], data["leverage_removed"].sel(here).shape
    )
    floor = next(e for e in instruments(answer_of(data)) if e.name == "price floor")
    assert floor.per_unit == UNKNOWN or not floor.per_unit.known


def test_cases_in_which_use_is_not_worse_are_named(leverage, tables):
    faster = {row["case"]: row["falls_faster"] for row in tables["case"]}
    assert list(faster) == list(CASES)
    assert faster == {"neither": True, "stockpiling": False, "dumping": True, "both": False}
    assert any(
        "in 2 of 4 cases of stockpiling and dumping; not so: stockpiling alone, both." in sentence
        for sentence in leverage.sentences
    )


def test_a_case_that_never_halves_is_judged_by_its_end():
    data = synthetic_leverage_dataset(halves=False)
    data["case_loss"].loc[{"case": "neither", "history": "unused"}] = 10.0
    data["case_loss"].loc[{"case": "neither", "history": "used"}] = 9.0
    case = cases(answer_of(data))[0]
    assert (case.used, case.falls_faster) == (np.inf, True)


def test_published_figures_stand_beside_the_band(tables):
    assert [row["inside"] for row in tables["forecast"]] == [True, False, True, None]
    assert tables["forecast"][3]["found"]["central"] is None


def test_places_without_value_added_have_no_amount(tables):
    places = {row["place"]: row for row in tables["third_party"]}
    assert places["VNM"]["usd"]["central"] is None
    assert places["VNM"]["use_lost"]["central"] > 0
    assert not {"CHN", "USA"} & set(places)


def test_the_years_after_2010_stand_beside(tables):
    observed = {row["quantity"]: row["observed"] for row in tables["adjustment"]}
    assert observed == {"ramp": 0.04, "substitution": 0.10}
    assert all(row["name"].endswith("2026 to 2028") for row in tables["adjustment"])


def test_who_needs_whom_is_said_and_tabulated(leverage, tables):
    years = {row["year"] for row in tables["dependence"]}
    assert years == {2010, 2024}
    unknown = next(r for r in tables["dependence"] if (r["partner"], r["year"]) == ("DEU", 2024))
    assert unknown["share"] is None
    (needs,) = [sentence for sentence in leverage.sentences if sentence.startswith("Who needs")]
    assert "for each USD that targets lose" in needs
    assert "Japan in 2010 (56 %) and Japan in 2024 (36 %)" in needs
    assert all(t.screen for t in KIND.tables if t.name in ("third_party", "dependence"))


def test_draws_that_failed_are_left_out_of_every_figure():
    data = synthetic_leverage_dataset()
    whole = [each.name for each in KIND.quantities if "draw" in each.axes]
    for name in whole:
        data[name] = data[name].where(data["draw"] != 1)
    found = answer_of(data.isel(sample=[0]))
    assert found.draws == 12
    kept = synthetic_leverage_dataset()["net_leverage"].values[np.arange(12) != 1]
    assert found.interval("net_leverage") == interval(kept)


def test_the_sentences_say_what_was_assumed_and_what_is_missing(leverage):
    told = leverage.sentences
    assert told[0].startswith(
        "A full control on 1 December 2025 would cost the United States USD 39.8 billion "
        "(90 % band 18.2 to 52.9 billion) in 12 months where firms substitute, USD 358 billion "
        "(164 to 477 billion) with fixed recipes and USD 438 billion (200 to 582 billion) where "
        "stocks run down, and China USD 6.5 billion"
    )
    assert told[1].startswith("Why they differ: with fixed recipes users make less")
    assert "All users of these goods there add" in told[1]
    assert told[2].startswith("Where firms substitute, the loss is USD")
    assert "Producers who earn most from it in 12 months:" in told[4]
    assert told[5].startswith("Decoupling costs places outside the sender USD")
    assert "are assumed, not found (sources: issue-values-2025; assumption)" in told[7]
    assert "stockpile of 60 days at USD 0.19" in told[9]
    assert "paid by the United States" in told[9]
    assert "demand elasticity (0.9 % less)" in told[10]
    assert told[11].startswith("Data gaps: stocks held by traders outside China;")


def test_one_draw_has_no_band():
    told = " ".join(synthetic_leverage(draws=1, samples=1).sentences)
    assert "one draw, no band" in told
    assert "on the mean of one sampled draw" in told


def test_a_partial_control_is_not_called_full():
    found = answer_of(synthetic_leverage_dataset(), FACTS.model_copy(update={"withheld": 0.7}))
    assert found.sentences[0].startswith("A control that withholds 70 % on")


@pytest.mark.parametrize(
    ("ends", "says"),
    [
        ((-2e9, -1e9, -5e8), "A use loses the sender concessions of USD 1.0 billion"),
        ((5e8, 1e9, 2e9), "A use obtains concessions of USD 1.0 billion"),
    ],
)
def test_what_a_game_says_of_concessions_is_not_called_assumed(ends, says):
    given = dict(zip(("low", "central", "high"), ends, strict=True)) | {"game": "busan-2025"}
    concession = FACTS.concession.model_copy(update=given)
    found = answer_of(
        synthetic_leverage_dataset(), FACTS.model_copy(update={"concession": concession})
    )
    sentence = next(one for one in found.sentences if "busan-2025" in one)
    assert sentence.startswith(says)
    assert "is assumed, not found" in sentence


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"concession": None, "worth": None}, "gives neither concessions nor a worth"),
        ({"concession": None}, "no concessions are given, so none are counted"),
        ({"worth": None}, "no worth of leverage is given, so none is counted"),
    ],
)
def test_what_the_scenario_does_not_give_is_not_counted(given, says):
    found = answer_of(synthetic_leverage_dataset(), FACTS.model_copy(update=given))
    assert says in " ".join(found.sentences)


def test_an_answer_about_gallium_speaks_of_no_magnets():
    stages = synthetic_leverage_dataset().isel(stage=slice(1, 3), good=slice(0, 0))
    facts = FACTS.model_copy(update={"counted": "tonnes", "forecasts": (), "goods": ("gallium",)})
    stages = stages.isel(process=slice(0, 1), project=slice(0, 0), instrument=slice(0, 1))
    found = answer_of(stages, facts, data_gaps=())
    everything = " ".join(
        (
            *found.sentences,
            found.note("dated"),
            found.note("beside_note"),
            *(f"{table.title} {table.note}" for table in KIND.tables),
            *(quantity.meaning for quantity in KIND.quantities),
            *(section.title for section in KIND.sections),
        )
    )
    assert "magnet" not in everything.lower()


def test_losses_below_a_million_are_not_written_to_the_dollar():
    data = synthetic_leverage_dataset()
    small = {name: data[name] * 1e-6 for name in ("target_loss", "sender_loss", "closure_loss")}
    first = answer_of(data.assign(small)).sentences[0]
    assert "would cost the United States less than USD 1 million in 12 months" in first
