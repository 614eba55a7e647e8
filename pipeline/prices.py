"""Prices of oxides and metals in 2024, USD of 2024 per tonne, as exported from China where quoted.

Chinese ex-works quotes contain 13 % value-added tax and exporters of rare earths get none of it
back, so that the export price is close to the quote with tax; magnets do get it back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline._figures import Row, chosen, derived, estimate, pick, readings, reported, table
from pipeline.magnet_use import RAW as USED

if TYPE_CHECKING:
    from pathlib import Path

RAW = {
    **USED,
    "stage/costs.csv": "14fe0448656455bd979b8aac3381690ef23576ea6e14f132486e6a12211ff9d4",
    "prices_annual_usgs_2011_2025.csv": (
        "39688618705ba189bac91b02d57fba770e15d4755b1788e1ff4601e409f9357b"
    ),
    "prices_spot_points.csv": "c5ceadf95367712e90602df2053808644428cf3325ee78b8f679e0176993be4a",
    "baci_rare_earth_trade_1995_2024.csv.gz": (
        "3cd99861658186fbc4d20a709944331743cdeac1173c81d6deef28ee20284816"
    ),
}
EXTRACT = "downstream"

KILOGRAMS = 1000.0
CHINA = "China FOB"
MCS_2026 = {
    "la_oxide": ("La", "oxide 99.5%"),
    "ce_oxide": ("Ce", "oxide 99.5%"),
    "pr_oxide": ("Pr", "oxide 99.99%"),
    "nd_oxide": ("Nd", "oxide 99.5%"),
    "sm_oxide": ("Sm", "oxide 99.5%"),
    "eu_oxide": ("Eu", "oxide 99.99%"),
    "gd_oxide": ("Gd", "oxide 99.99%"),
    "mischmetal": ("mischmetal", "65%Ce 35%La"),
}
MCS_2025 = {"tb_oxide": ("Tb", "oxide 99.99%"), "dy_oxide": ("Dy", "oxide 99.5%")}
NEW_BASIS = "USGS MCS: Argus, free on board; 2025 = estimate"
OLD_BASIS = "annual average (Argus); 2024 = estimate"


def rows(path: Path) -> dict[str, list[Row]]:
    """Return one price for every oxide and metal."""
    found = quoted(path)
    price = {str(row["good"]): float(row["value"]) for row in found}
    return {"prices": [*found, *_other_oxides(path), *_metals(price)]}


def priced(good: str, basis: str, figure: Row, market: str = CHINA) -> Row:
    """Name the good and the market of a figure."""
    return {"good": good, "market": market, "basis": basis, **figure}


def _annual(path: Path, element: str, form: str, basis: str) -> float:
    rows = table(path / "prices_annual_usgs_2011_2025.csv")
    where = {"element": element, "form": form, "basis": basis, "year": "2024"}
    return pick(rows, "value_raw", **where) * KILOGRAMS


def quoted(path: Path) -> list[Row]:
    """Return the annual means that USGS prints."""
    out: list[Row] = []
    for good, (element, form) in MCS_2026.items():
        value = _annual(path, element, form, NEW_BASIS)
        sd = 0.1 if value < 10 * KILOGRAMS else 0.05
        figure = reported(value, "usgs_mcs_rare_earths2026", 2024, sd)
        out.append(priced(good, f"{form}, annual average", figure))
    for good, (element, form) in MCS_2025.items():
        value = _annual(path, element, form, OLD_BASIS)
        figure = estimate(
            value,
            "usgs_mcs_rare_earths2025",
            2024,
            0.06,
            "estimate of the source for 2024, taken as printed",
            "Argus ex-works with tax: Dy 1,837 and Tb 5,789 CNY/kg, about 251 and 792 USD/kg",
        )
        out.append(priced(good, f"{form}, annual average", figure))
    return out


def _other_oxides(path: Path) -> list[Row]:
    read, rate = readings(), yuan_per_dollar(path)
    annual = table(path / "prices_annual_usgs_2011_2025.csv")
    scandium = next(r["value_raw"] for r in annual if r["element"] == "Sc" and r["year"] == "2024")
    low, high = (float(part) for part in scandium.split("-"))
    spots = table(path / "prices_spot_points.csv")
    inside = pick(spots, "low", element="Y", region_or_basis="volume-weighted, 75% of consumption")
    heavy = (read["erbium_oxide_september_2021"] + read["ytterbium_oxide_september_2021"]) / 2
    exchange = f"converted at the {rate:.3f} CNY per USD implied by one page of Argus"
    return [
        priced(
            "sc_oxide",
            "99.99 %, ex-works China",
            derived(
                (low + high) / 2 * KILOGRAMS,
                "usgs_mcs_scandium2026",
                2024,
                0.05,
                "middle of the range 660 to 670 USD/kg",
            ),
        ),
        priced(
            "y_oxide",
            "volume-weighted",
            estimate(
                inside * KILOGRAMS,
                "adamas_fallacy2025;bloomberg_yttrium2025",
                2025,
                0.2,
                "2025 price of the three quarters sold in China; end of 2024 was below 8 USD/kg",
            ),
        ),
        priced(
            "ho_oxide",
            "China, July 2024",
            derived(
                read["holmium_oxide_july_2024"] / rate,
                "chinatungsten_july2024;argus_recycled2025",
                2024,
                0.15,
                f"one quote of July 2024 with tax, {exchange}",
            ),
        ),
        priced(
            "lu_oxide",
            "listed price, China, July 2020",
            estimate(
                read["lutetium_oxide_july_2020"] / rate,
                "smm_southern2020;argus_recycled2025",
                2020,
                0.4,
                f"last listed price found, {exchange}",
            ),
        ),
        priced(
            "other_heavy_oxide",
            "listed prices, China, September 2021",
            estimate(
                heavy / rate,
                "chinatungsten_list2021;argus_recycled2025",
                2021,
                0.5,
                f"mean of erbium and ytterbium, {exchange}",
            ),
        ),
    ]


def yuan_per_dollar(path: Path) -> float:
    """Exchange rate implied by Argus, which prints 392 CNY/kg as 53.60 USD/kg."""
    costs = table(path / "stage" / "costs.csv")
    argus = pick(costs, project_or_stage="PrNd oxide 99%", metric="average price ex-works")
    return argus / readings()["argus_ndpr_usd_2024"]


def _metals(price: dict[str, float]) -> list[Row]:
    read, choice = readings(), chosen("prices")
    oxide = (price["nd_oxide"] * 3 + price["pr_oxide"]) / 4
    ndpr = oxide * read["ndpr_metal_july_2024"] / read["ndpr_oxide_july_2024"]
    margin = ndpr - choice["ndpr_ratio"] * oxide
    source = "chinatungsten_july2024;usgs_mcs_rare_earths2025;usgs_mcs_rare_earths2026"
    quotes = "oxide at 75 to 25 times the ratio of metal to oxide quotes in July 2024"
    out = [priced("ndpr_metal", "99 %", derived(ndpr, source, 2024, 0.08, quotes))]
    how = (
        "oxide by stoichiometry at a yield of .95 plus the conversion margin of NdPr metal (metal "
        "449,000 against oxide 362,000 CNY/t in July 2024)"
    )
    for good, name, key in (
        ("dy_metal", "dy_oxide", "dysprosium_ratio"),
        ("tb_metal", "tb_oxide", "terbium_ratio"),
    ):
        value = price[name] * choice[key] / choice["metal_yield"] + margin
        out.append(priced(good, "99 %", estimate(value, source, 2024, 0.12, how)))
    samarium = (
        price["sm_oxide"] * choice["samarium_ratio"] / choice["metal_yield"]
        + price["mischmetal"] * choice["lanthanum_reductant"]
        + margin
    )
    note = "mischmetal stands for the lanthanum metal that is used up"
    how = "oxide and reductant metal by stoichiometry plus the conversion margin of NdPr metal"
    return [*out, priced("sm_metal", "99 %", estimate(samarium, source, 2024, 0.35, how, note))]
