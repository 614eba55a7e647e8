import json
import subprocess
import sys
from datetime import date

import numpy as np
import pytest

from backfire.answers.run import after, first_shortages
from backfire.figures import run as figures
from tests.answers.synthetic_run import (
    OBSERVED_MAGNETS,
    answer_of,
    synthetic_dataset,
    synthetic_run,
)


@pytest.fixture(scope="module")
def run():
    return synthetic_run()


@pytest.fixture(scope="module")
def calm():
    return synthetic_run(control=False)


PICTURES = [
    figures.stockout_calendar,
    figures.prices,
    figures.exports,
    lambda run: figures.exports(run, "USA"),
    figures.exposure,
    figures.sankey,
]
NAMES = ["calendar", "prices", "exports", "exports-usa", "exposure", "sankey"]


@pytest.mark.parametrize("picture", PICTURES, ids=NAMES)
def test_every_picture_has_a_finding_and_a_sentence(picture, run):
    drawn = picture(run)
    assert len(drawn.layout.meta["title"]) > 20
    assert drawn.layout.meta["sentence"].endswith(".")
    assert drawn.layout.title.text.replace("<br>", " ") == drawn.layout.meta["title"]


@pytest.mark.parametrize("picture", PICTURES, ids=NAMES)
@pytest.mark.parametrize("size", [{"control": False}, {"draws": 1}, {"weeks": 20}])
def test_every_picture_can_be_drawn_of_every_run(picture, size):
    drawn = picture(synthetic_run(**size))
    text = drawn.to_json()
    json.loads(text)
    assert "NaN" not in text


@pytest.mark.parametrize("picture", PICTURES[1:5], ids=NAMES[1:5])
def test_the_number_axis_says_its_unit(picture, run):
    layout = picture(run).layout
    title = layout.yaxis.title.text or layout.xaxis.title.text
    assert any(unit in title for unit in ("t a month", "USD", "baseline"))


def test_the_calendar_marks_first_stoppages_and_shows_targets_first(run):
    drawn = figures.stockout_calendar(run)
    maps = [trace for trace in drawn.data if trace.type == "heatmap"]
    assert {trace.name for trace in maps} == {"United States", "Germany", "Rest of EU", "Japan"}
    diamonds = [t for t in drawn.data if t.type == "scatter" and t.mode == "markers"]
    first = run.reading(first_shortages)[0]
    day = str(after(run, first.days.central))
    assert day in {x for trace in diamonds for x in trace.x}
    assert "12 goods" in drawn.layout.meta["title"]


def test_without_shortage_the_calendar_says_so(calm):
    drawn = figures.stockout_calendar(calm)
    assert "No buyers in the target places stop" in drawn.layout.meta["title"]


def test_observed_prices_come_with_their_range_and_source(run):
    drawn = figures.prices(run, "dy_oxide")
    dots = [t for t in drawn.data if t.name == "observed outside"]
    assert dots[0].y[0] == pytest.approx(3.27)
    assert dots[0].error_y.array[0] == pytest.approx(3.85 - 3.27)
    assert "Price reporting agencies" in dots[0].customdata[0][0]
    assert drawn.layout.yaxis.type == "log"


def test_goods_with_observed_prices_come_first(run):
    assert set(figures.price_goods(run, 3)) == {"dy_oxide", "tb_oxide", "y_oxide"}


def test_goods_whose_price_rests_are_not_drawn_unless_all_do(calm):
    dataset = synthetic_dataset(draws=4)
    dataset["price"][:] = 1.0
    dataset["price"].loc[{"good": "tb_oxide", "side": "outside"}] = 3.0
    assert figures.price_goods(answer_of(dataset)) == ("tb_oxide",)
    (still,) = figures.price_goods(calm)
    assert still in calm.facts.reference_goods
    assert "stays at its baseline price" in figures.prices(calm, still).layout.meta["title"]


def test_the_inside_price_in_a_title_is_that_of_the_median_week():
    dataset = synthetic_dataset(draws=4)
    inside = {"good": "dy_oxide", "side": "inside"}
    dataset["price"].loc[inside] = 0.5
    dataset["price"].loc[{**inside, "week": dataset["week"][-1]}] = 1.0
    title = figures.prices(answer_of(dataset), "dy_oxide").layout.meta["title"]
    assert title.endswith("0.50 times inside in the median week")


def test_what_was_observed_before_a_control_does_not_judge_it():
    dataset = synthetic_dataset(draws=4)
    judged = figures.exports(answer_of(dataset)).layout.meta["sentence"]
    dataset.attrs["reference_start"] = date(2025, 12, 20)
    drawn = (figures.exports(answer_of(dataset)), figures.prices(answer_of(dataset), "dy_oxide"))
    assert "within the 90 % band" in judged
    for picture in drawn:
        assert "Dots were observed before this control begins." in picture.layout.meta["sentence"]
        assert "90 % band" not in picture.layout.meta["sentence"].replace("90 % bands", "")


def test_the_date_of_the_figures_is_drawn_only_where_it_lies_in_the_picture():
    dataset = synthetic_dataset(draws=4)
    within = figures.stockout_calendar(answer_of(dataset))
    dataset.attrs["today"] = date(2024, 6, 30)
    before = figures.stockout_calendar(answer_of(dataset))
    dotted = [
        sum(shape.line.dash == "dot" for shape in picture.layout.shapes)
        for picture in (within, before)
    ]
    assert dotted[0] > 0
    assert dotted[1] == 0
    assert "the dotted one" in within.layout.meta["sentence"]
    assert "the dotted one" not in before.layout.meta["sentence"]


def test_places_beside_the_targets_are_marked():
    dataset = synthetic_dataset(draws=4)
    dataset.attrs["targets"] = ("USA",)
    drawn = figures.stockout_calendar(answer_of(dataset))
    headings = [note.text for note in drawn.layout.annotations if "<b>" in note.text]
    assert headings[0] == "<b>United States</b>"
    assert len(headings) == 4
    assert all("</b>, not a target" in heading for heading in headings[1:])


def test_a_good_that_is_not_traded_is_said_to_be_so():
    dataset = synthetic_dataset(draws=4)
    dataset["price"].loc[{"good": "sc_oxide"}] = np.nan
    drawn = figures.prices(answer_of(dataset), "sc_oxide")
    assert drawn.layout.meta["title"] == "Scandium oxide: not traded"


def test_held_back_months_are_hollow_and_counted(run):
    drawn = figures.exports(run)
    used = next(t for t in drawn.data if t.name == "observed, used to fit")
    held = next(t for t in drawn.data if t.name == "observed, held back")
    assert list(used.y) == list(OBSERVED_MAGNETS.values())[:5]
    assert held.marker.symbol == "circle-open"
    assert len(held.x) == 6
    assert "of 6 within the 90 % band" in drawn.layout.meta["sentence"]


def test_with_nothing_fitted_every_month_is_held_back():
    dataset = synthetic_dataset(draws=2)
    dataset.attrs["fitted_until"] = None
    names = {trace.name for trace in figures.exports(answer_of(dataset)).data}
    assert "observed, used to fit" not in names


def test_months_add_up_to_the_weeks_they_cover():
    run = synthetic_run(draws=1, weeks=18)
    drawn = figures.exports(run)
    medians = next(trace for trace in drawn.data if trace.name == "median")
    assert [day[:7] for day in medians.x] == ["2025-01", "2025-02", "2025-03", "2025-04"]
    magnets = run.exports.isel(good=np.flatnonzero(run.good_stage == "magnet")).sum("good")
    daily = np.repeat(magnets.values[0] / 7, 7)
    assert sum(medians.y) == pytest.approx(daily[:120].sum())


def test_the_chain_loses_no_tonnes_when_small_places_are_drawn_together(run):
    drawn = figures.sankey(run).data[0]
    stages = ("concentrate", "oxide", "metal", "magnet")
    goods = np.isin(run.good_stage.values, stages)
    assert sum(drawn.link.value) == pytest.approx(float(run.flow0.isel(good=goods).sum()))
    assert len(drawn.node.label) <= 30


def test_exposure_is_called_an_upper_bound(run):
    drawn = figures.exposure(run)
    assert "upper bound" in drawn.layout.meta["title"]
    assert "not a loss" in drawn.layout.meta["sentence"]


def test_drawing_does_not_import_jax():
    code = "import backfire.figures.run, backfire.render, sys; sys.exit('jax' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_run_without_a_control_is_not_judged_by_what_controls_did():
    calm = synthetic_run(control=False)
    for picture in (figures.exports(calm), figures.prices(calm, "dy_oxide")):
        assert "under controls, which this run leaves out" in picture.layout.meta["sentence"]
