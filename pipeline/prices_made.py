"""Prices of concentrates, magnets and scrap in 2024, USD of 2024 per tonne, by accounts of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline._figures import Row, chosen, derived, estimate, pick, readings, table
from pipeline._magnets import magnets
from pipeline._routes import export_total
from pipeline.prices import KILOGRAMS, RAW, priced, quoted

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["EXTRACT", "RAW", "rows"]
EXTRACT = "downstream"


def rows(path: Path) -> dict[str, list[Row]]:
    """Return the prices that no one quotes as such."""
    price = {str(row["good"]): float(row["value"]) for row in quoted(path)}
    found = [*_concentrates(path), *_magnet_prices(path, price), _scrap(path, price)]
    return {"prices": found}


def _concentrates(path: Path) -> list[Row]:
    read, choice = readings(), chosen("prices")
    mine = read["us_concentrate_value_2024"] / read["us_concentrate_tonnes_2024"]
    light = (mine + read["mp_realised_price_q4_2024"]) / 2
    trade = table(path / "baci_rare_earth_trade_1995_2024.csv.gz")
    where = {"year": "2024", "exporter": "MMR", "importer": "CHN", "hs6": "284690"}
    clay = pick(trade, "value_kusd", **where) / pick(trade, "qty_t", **where) * KILOGRAMS
    return [
        priced(
            "bastnaesite_concentrate",
            "per t REO contained",
            derived(
                light,
                "usgs_mcs_rare_earths2025;mp_results2025",
                2024,
                0.15,
                "mean of the mine value (260 million USD for 45,000 t) and the price MP Materials "
                "got in the last quarter of 2024 (4,717 USD/t)",
            ),
            "Mountain Pass",
        ),
        priced(
            "monazite_concentrate",
            "per t REO contained",
            estimate(
                light * choice["monazite_over_bastnaesite"],
                "usgs_mcs_rare_earths2025;arafura_nolans2017",
                2024,
                0.4,
                "bastnaesite times 1.5 for the richer share of neodymium and praseodymium",
            ),
            "world",
        ),
        priced(
            "ionic_clay_concentrate",
            "per t, as shipped",
            derived(
                clay,
                "baci2024",
                2024,
                0.25,
                "unit value of China's imports of compounds from Myanmar, gross weight taken as "
                "oxide",
            ),
            "China CIF",
        ),
    ]


def _magnet_prices(path: Path, price: dict[str, float]) -> list[Row]:
    made = magnets(path)
    oxides = table(path / "stage" / "separated_output.csv")
    mean = readings()["export_value_2024"] / export_total(path)
    metric = "output incl. recycled (forecast late 2024)"
    added = sum(
        pick(oxides, element_or_product=name, metric=metric) * price[good]
        for name, good in (("Dy2O3", "dy_oxide"), ("Tb4O7", "tb_oxide"))
    )
    gap = added / made.high_coercivity["CHN"]
    share = made.high_coercivity["CHN"] / made.china
    how = (
        "mean export value of 2024 (2.86 billion USD for 58,152 t), the grades apart by the value "
        "of all dysprosium and terbium oxide made in China per tonne of high-coercivity magnet"
    )
    source = "adamas_exports2025;argus_viewpoint2024;usgs_mcs_rare_earths2025"
    note = "a blank of grade N52 at 250.1 CNY/kg gives about 48,000 USD/t of finished magnet"
    world = sum(made.smco.values())
    return [
        priced(
            "ndfeb_standard",
            "finished",
            estimate(mean - share * gap, source, 2024, 0.2, how, note),
        ),
        priced(
            "ndfeb_high_coercivity",
            "finished",
            estimate(mean + (1 - share) * gap, source, 2024, 0.2, how),
        ),
        priced(
            "smco",
            "finished",
            estimate(
                readings()["smco_market_2023"] / world,
                "freedonia_smco2019;miit_magnets2020",
                2023,
                0.5,
                "world market forecast for 2023 over our world output",
            ),
            "world",
        ),
    ]


def _scrap(path: Path, price: dict[str, float]) -> Row:
    oxides = table(path / "stage" / "separated_output.csv")
    choice = chosen("prices")
    content = {
        "PrNd oxide from scrap": (price["nd_oxide"] * 3 + price["pr_oxide"]) / 4,
        "Dy2O3 from scrap": price["dy_oxide"],
        "Tb4O7 from scrap": price["tb_oxide"],
        "Gd2O3 from scrap": price["gd_oxide"],
    }
    value = sum(
        pick(oxides, element_or_product=name, metric="output", period="2024") * usd
        for name, usd in content.items()
    )
    made = magnets(path)
    scrap = made.blanks - made.china
    figure = estimate(
        value / scrap * choice["scrap_payable"],
        "argus_recycled2025;jlmag_output2024",
        2024,
        0.3,
        "oxide recovered from scrap in 2024 over the scrap of our accounting (blanks less finished "
        "magnets), times a payable share of .85 that no source gives",
    )
    return priced("magnet_scrap", "as swarf", figure, "China")
