"""The edition of 2009 is a world before the quotas were cut, and it balances."""

import numpy as np
import polars as pl
import pytest

from backfire import data


@pytest.fixture(scope="module")
def edition():
    return data.read_edition("2009.12")


@pytest.fixture(scope="module")
def balance(edition):
    return data.reconcile(edition, cached=False)


def made(balance, good):
    row = balance.output[balance.goods.index(good)]
    return row @ balance.activity


def share(balance, goods, place="CHN"):
    output = sum(made(balance, good) for good in goods)
    return output[balance.places.index(place)] / output.sum()


def concentration(output):
    parts = output / output.sum()
    return 10_000 * float((parts**2).sum())


def test_it_stands_beside_the_latest_which_stays_the_default():
    assert data.editions() == ("2009.12", "2023.06", "2025.11")
    assert data.read_edition().name == "2025.11"


def test_nothing_in_it_is_later_than_its_date(edition):
    assert str(edition.date) == "2009-12-31"
    assert edition.baseline_year == edition.price_year == 2009
    for name, table in edition.tables.items():
        if "year" in table.columns:
            assert table.filter(pl.col("year") > 2009).is_empty(), name


def test_figures_balance_without_moving_any_far(balance):
    assert balance.residual < 1e-9
    assert len(balance.adjustments) <= 3


def test_china_mines_nearly_everything(edition, balance):
    """97 % of the world as USGS counts it; the ore taken from stock in California is on top."""
    mines = edition.tables["production"].filter(pl.col("process").str.starts_with("mine_"))
    mined = mines.filter(pl.col("place") != "USA")
    china = mined.filter(pl.col("place") == "CHN")["value"].sum()
    assert china / mined["value"].sum() == pytest.approx(0.97, abs=0.01)
    ores = ("bastnaesite_concentrate", "monazite_concentrate", "ionic_clay_concentrate")
    assert share(balance, ores) == pytest.approx(0.95, abs=0.02)


@pytest.mark.parametrize(
    ("good", "least"),
    [("nd_oxide", 0.93), ("dy_oxide", 0.97), ("y_oxide", 0.98), ("dy_metal", 0.99)],
)
def test_china_alone_makes_heavy_rare_earths(balance, good, least):
    assert share(balance, [good]) > least


def test_a_third_of_the_better_magnets_comes_from_japan(balance):
    assert share(balance, ["ndfeb_high_coercivity"], "JPN") == pytest.approx(0.36, abs=0.05)
    assert share(balance, ["ndfeb_standard"]) > 0.85


def test_supply_is_close_to_a_monopoly(balance):
    assert concentration(made(balance, "dy_oxide")) > 9_000
    assert concentration(made(balance, "nd_oxide")) > 8_500
    assert concentration(made(balance, "ndfeb_high_coercivity")) < 6_000


def test_japan_buys_what_it_uses_from_china(balance):
    """By first seller, so more than the 83 % that customs see from the last shipper."""
    goods = [at for at, good in enumerate(balance.goods) if good.endswith(("_oxide", "_metal"))]
    bought = balance.flow[goods][:, :, balance.places.index("JPN")].sum(axis=0)
    bought[balance.places.index("JPN")] = 0.0
    assert bought[balance.places.index("CHN")] / bought.sum() == pytest.approx(0.93, abs=0.05)


def test_china_exports_as_much_as_its_customs_counted(edition, balance):
    china = balance.places.index("CHN")
    sold = 0.0
    for good, weight in edition.members("customs_2009").items():
        flow = balance.flow[balance.goods.index(good), china]
        sold += weight * (flow.sum() - flow[china])
    assert sold == pytest.approx(43_895, rel=0.15)


def test_china_uses_what_it_is_said_to_have_used(edition, balance):
    """73,000 t of oxide, 30 % of it in magnets."""
    china = balance.places.index("CHN")
    oxide = [at for at, good in enumerate(balance.goods) if good.endswith("_oxide")]
    used = balance.use[oxide][:, :, china].sum()
    into_metal = sum(float(balance.input[at] @ balance.activity[:, china]) for at in oxide)
    exported = sum(
        float(balance.flow[balance.goods.index(good), china].sum())
        - float(balance.flow[balance.goods.index(good), china, china])
        for good in edition.members("metals")
    )
    assert used + into_metal - 1.2 * exported == pytest.approx(73_000, rel=0.2)


def test_inside_prices_are_those_of_late_2009(balance):
    price = dict(zip(balance.goods, balance.price, strict=True))
    assert price["dy_oxide"] == pytest.approx(87_010, rel=1e-3)
    assert price["nd_oxide"] == pytest.approx(13_370, rel=1e-3)
    assert price["la_oxide"] == pytest.approx(3_370, rel=1e-3)
    assert not np.isnan(balance.price).any()


def test_projects_were_planned_for_later_years(edition):
    projects = edition.tables["projects"]
    assert all(int(when[:4]) > 2009 for when in projects["starts"])
    assert {"Mountain Pass restart", "Nolans", "Dong Pao"} <= set(projects["project"])
    assert not projects["project"].str.contains("Orissa").any()
