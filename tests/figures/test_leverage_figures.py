import json

import numpy as np
import pytest

from backfire.answers.leverage import UNUSED
from backfire.figures import leverage as figures
from tests.answers.synthetic_leverage import (
    answer_of,
    synthetic_leverage,
    synthetic_leverage_dataset,
    without,
)

PICTURES = [
    figures.leverage_curves,
    figures.losses_by_closure,
    figures.value_of_use,
    figures.outside_capacity,
    figures.who_stops_buying,
    figures.instrument_costs,
    figures.four_cases,
    figures.elasticities,
]
NAMES = [picture.__name__ for picture in PICTURES]
every_picture = pytest.mark.parametrize("picture", PICTURES, ids=NAMES)


@pytest.fixture(scope="module")
def leverage():
    return synthetic_leverage()


def title(picture):
    return picture.layout.meta["title"]


@every_picture
def test_every_picture_has_a_finding_and_a_sentence(picture, leverage):
    drawn = picture(leverage)
    assert len(title(drawn)) > 20
    assert drawn.layout.meta["sentence"].endswith(".")
    assert drawn.layout.title.text.replace("<br>", " ") == title(drawn)


@every_picture
@pytest.mark.parametrize(
    "shape",
    [{"draws": 1, "samples": 1}, {"window": "empty"}, {"halves": False}],
    ids=["one", "empty", "slow"],
)
def test_every_picture_can_be_drawn_of_every_answer(picture, shape):
    text = picture(synthetic_leverage(**shape)).to_json()
    json.loads(text)
    assert "NaN" not in text


@every_picture
def test_the_number_axis_says_its_unit(picture, leverage):
    layout = json.loads(picture(leverage).to_json())["layout"]
    titles = " ".join(
        str(axis.get("title", {}).get("text", ""))
        for name, axis in layout.items()
        if name.startswith(("xaxis", "yaxis"))
    )
    assert any(unit in titles for unit in ("USD", "t a year", "%"))


def test_where_there_are_no_projects_the_picture_says_so():
    bare = answer_of(synthetic_leverage_dataset().isel(project=slice(0, 0)))
    drawn = figures.outside_capacity(bare)
    assert "NaN" not in drawn.to_json()
    assert len(title(drawn)) > 20


def test_what_was_not_asked_for_is_not_drawn(leverage):
    every = [picture.name for picture in figures.pictures(leverage)]
    assert len(every) == len(PICTURES)
    fewer = without("instruments", "elasticities", "cases")
    gone = {"instrument-costs", "elasticities", "four-cases"}
    assert [p.name for p in figures.pictures(fewer)] == [n for n in every if n not in gone]


def test_half_lives_are_marked_at_half_of_today(leverage):
    drawn = figures.leverage_curves(leverage)
    marks = [trace for trace in drawn.data if trace.mode == "markers+text"]
    half = leverage.interval("target_loss", start="2025-12-01", history=UNUSED).central / 2e9
    assert [mark.y[0] for mark in marks] == pytest.approx([half, half])
    assert "halves 2.6 years after first use and 4.5 if unused" in title(drawn)
    slow = figures.leverage_curves(synthetic_leverage(halves=False))
    assert not [trace for trace in slow.data if trace.mode == "markers+text"]
    assert "halves within the run neither" in title(slow)


def test_the_used_curve_begins_where_the_earlier_use_has_ended(leverage):
    drawn = figures.leverage_curves(leverage)
    begins = {trace.name: trace.x[0] for trace in drawn.data if trace.name}
    assert begins == {"not used before": "2025-12-01", "used before": "2026-11-30"}


def test_the_parts_of_a_value_add_up_to_its_mean(leverage):
    drawn = figures.value_of_use(leverage)
    bars = np.array([trace.y for trace in drawn.data if trace.type == "bar"])
    mean = leverage.value_of_use.mean("draw").values / 1e9
    assert bars.sum(axis=0) == pytest.approx(mean)
    assert (bars[2:] <= 0).all()


def test_a_use_that_never_pays_is_said():
    data = synthetic_leverage_dataset()
    data["value_of_use"][:] = -1e9
    assert title(figures.value_of_use(answer_of(data))) == (
        "Using the control never pays for the sender in the median draw"
    )
    data["value_of_use"][:] = 1e9
    assert "pays at every horizon" in title(figures.value_of_use(answer_of(data)))


def test_projects_stand_at_their_year_and_no_label_lies_over_another(leverage):
    drawn = figures.outside_capacity(leverage)
    marks = [trace for trace in drawn.data if trace.mode == "markers+text"]
    placed = {text: x for trace in marks for text, x in zip(trace.text, trace.x, strict=True)}
    assert placed["Eneabba"] == pytest.approx(2027.2)
    magnets = next(trace for trace in marks if "Sumter magnets" in trace.text)
    assert len(set(magnets.y[:3])) == 3
    assert "Not within the run in most draws: Longonjo." in drawn.layout.meta["sentence"]


def test_buyers_without_purchases_and_the_sender_are_left_out(leverage):
    names = figures.who_stops_buying(leverage).layout.yaxis.ticktext
    assert "<b>United States</b>" in names
    assert not {"China", "Rest of world"} & set(names)


def test_instruments_that_remove_nothing_are_named(leverage):
    drawn = figures.instrument_costs(leverage)
    assert [note.text for note in drawn.layout.annotations] == ["not distinguishable from zero"]
    assert drawn.layout.xaxis.type == "log"
    assert "Not distinguishable from zero: tariff on magnets." in drawn.layout.meta["sentence"]
    (points,) = [trace for trace in drawn.data if trace.mode == "markers"]
    assert len(points.x) == 4


def test_cases_in_which_use_is_not_worse_are_in_the_title(leverage):
    drawn = figures.four_cases(leverage)
    assert title(drawn) == (
        "Leverage falls faster after use in 2 of 4 cases; not so: stockpiling alone, both"
    )
    assert len([note for note in drawn.layout.annotations if "<b>" in note.text]) == 4


def test_the_largest_elasticity_stands_on_top(leverage):
    drawn = figures.elasticities(leverage)
    assert drawn.layout.yaxis.ticktext[0] == "demand elasticity"
    assert len(drawn.data[0].x) == 10
