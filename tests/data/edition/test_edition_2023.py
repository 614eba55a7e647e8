"""The edition of June 2023 is the world of gallium and germanium before China's licences."""

import csv

import numpy as np
import polars as pl
import pytest

from backfire import data
from tests.structure import project


@pytest.fixture(scope="module")
def edition():
    return data.read_edition("2023.06")


@pytest.fixture(scope="module")
def balance(edition):
    return data.reconcile(edition, cached=False)


def made(balance, good):
    return balance.output[balance.goods.index(good)] @ balance.activity


def abroad(balance, goods, origin, destination=None):
    """Tonnes a year that a place sells abroad, to one place or to all."""
    flow = sum(balance.flow[balance.goods.index(good)] for good in goods)
    seller = balance.places.index(origin)
    if destination is not None:
        return flow[seller, balance.places.index(destination)]
    return flow[seller].sum() - flow[seller, seller]


def used(balance, goods, place):
    where = balance.places.index(place)
    return sum(balance.use[balance.goods.index(good)][:, where].sum() for good in goods)


GALLIUM = ("gallium_primary", "gallium_refined")
GERMANIUM = ("germanium_dioxide", "germanium_metal")


def test_nothing_in_it_is_later_than_its_date(edition):
    assert str(edition.date) == "2023-06-30"
    assert edition.baseline_year == edition.price_year == 2022
    for name, table in edition.tables.items():
        if "year" in table.columns:
            assert table.filter(pl.col("year") > 2023).is_empty(), name


def test_every_source_is_known(edition):
    known = set(project.bibliography())
    for name, table in edition.tables.items():
        if "source" in table.columns:
            named = {key.strip() for cell in table["source"] for key in cell.split(";")}
            assert named <= known, name


def test_figures_balance_without_moving_any_far(balance):
    assert balance.residual < 1e-9
    assert not balance.adjustments


def test_china_recovers_nearly_all_gallium_and_most_germanium(balance):
    china = balance.places.index("CHN")
    gallium, germanium = made(balance, "gallium_primary"), made(balance, "germanium_dioxide")
    assert gallium[china] / gallium.sum() == pytest.approx(0.98, abs=0.005)
    assert germanium[china] / germanium.sum() == pytest.approx(0.67, abs=0.05)


def test_what_china_sells_is_what_its_customs_counted(balance):
    assert abroad(balance, GALLIUM, "CHN") == pytest.approx(94, rel=0.1)
    assert abroad(balance, ("germanium_metal",), "CHN") == pytest.approx(43.7, rel=0.15)
    assert abroad(balance, GALLIUM, "CHN", "JPN") == pytest.approx(48.3, rel=0.1)


def test_the_united_states_use_what_they_report(balance):
    assert used(balance, GALLIUM, "USA") == pytest.approx(19.7, rel=0.03)
    assert used(balance, GERMANIUM, "USA") == pytest.approx(30, rel=0.05)
    bought = sum(
        abroad(balance, GALLIUM, origin, "USA") for origin in balance.places if origin != "USA"
    )
    assert bought == pytest.approx(11.4, rel=0.2)


def test_gallium_plants_could_put_out_far_more_than_they_do(edition, balance):
    """750 t a year in China against 606 t; a by-product, so no price calls it forth at once."""
    rows = edition.tables["capacity"].filter(pl.col("process") == "recover_gallium")
    room = dict(rows.select("place", "value").iter_rows())
    output = dict(zip(balance.places, made(balance, "gallium_primary"), strict=True))
    assert room["CHN"] / output["CHN"] > 1.2
    assert all(room[place] / output[place] > 1.9 for place in ("JPN", "KOR", "ROW"))


def test_what_lives_on_waste_takes_in_no_good_of_the_chain(balance, edition):
    """Which is how the model tells a by-product, whose supply hardly answers its price."""
    alone = {
        name for number, name in enumerate(edition.processes) if balance.input[:, number].sum() == 0
    }
    assert alone == {
        "recover_gallium",
        "recycle_gallium",
        "recover_germanium",
        "recycle_germanium",
    }


def test_prices_are_means_of_the_baseline_year(balance):
    price = dict(zip(balance.goods, balance.price, strict=True))
    assert price["gallium_primary"] == pytest.approx(394_000)
    assert price["gallium_refined"] == pytest.approx(560_000)
    assert price["germanium_metal"] == pytest.approx(1_294_000)
    assert price["germanium_dioxide"] == pytest.approx(828_000 / 0.69, rel=1e-3)
    assert not np.isnan(balance.price).any()


def test_every_use_has_industries_or_a_hole(edition):
    folder = project.TABLES / "input_output"
    with (folder / "bridge.csv").open(encoding="utf-8", newline="") as text:
        bridged = {row["use"] for row in csv.DictReader(text)}
    with (folder / "bridge.holes.csv").open(encoding="utf-8", newline="") as text:
        holes = {row["key"] for row in csv.DictReader(text)}
    assert set(edition.uses) <= bridged | holes
    assert {"semiconductors", "optics", "fibre"} <= bridged & set(edition.uses)


def test_value_added_is_at_hand_where_there_is_a_bridge(edition):
    rows = edition.tables["value_added"]
    assert set(rows["use"]) == {"semiconductors", "optics", "fibre"}
    assert set(rows["place"]) == {"USA"}
    (chips,) = rows.filter(pl.col("use") == "semiconductors")["value"]
    assert chips == pytest.approx(38_500e6 / 64_242 * 78_379, rel=1e-3)
