"""Ore of 2024 by deposit type and place, and where it was fed to separation, t of oxide."""

from __future__ import annotations

from pathlib import Path

from pipeline._facts import NATIONAL, fact, mined, ore, recovery, separated, us_salient
from pipeline._figures import table

BACI = "baci_rare_earth_trade_1995_2024.csv.gz"
REST = ("Russia", "Madagascar", "Nigeria", "Other")
BATCHES = 2
MONTHS = 12


def baci(path: Path, hs6: str, exporter: str, importer: str, column: str = "qty_t") -> float:
    """Return one flow of 2024 as BACI has it: gross tonnes, or thousand USD."""
    found = [
        float(row[column])
        for row in table(path / BACI)
        if (row["year"], row["hs6"], row["exporter"], row["importer"])
        == ("2024", hs6, exporter, importer)
    ]
    return sum(found)


def china_clay(path: Path) -> float:
    """China's own ionic clay: both batches of the quota taken as equal to the first."""
    return BATCHES * fact("clay_quota_first_batch")


def china_bastnaesite(path: Path) -> float:
    """China's hard-rock ore: the quota less ionic clay."""
    return mined(path, "China") - china_clay(path)


def asian_feed(path: Path) -> float:
    """Ore that China bought in Myanmar, Laos and Malaysia."""
    where = {"metric": "imports", "period": "2024", "unit": "t REO/yr"}
    return separated(path, **NATIONAL, **where)


def asian_gross(path: Path) -> dict[str, float]:
    """Gross tonnes of compounds that BACI shows from the three sellers to China."""
    return {place: baci(path, "284690", place, "CHN") for place in ("MMR", "LAO", "MYS")}


def content(path: Path) -> float:
    """Oxide per gross tonne of what the three sellers ship."""
    return asian_feed(path) / sum(asian_gross(path).values())


def myanmar_customs(path: Path) -> float:
    """China's imports from Myanmar in nine months, carried to a year."""
    months = fact("magnet_ore_imports_months")
    return separated(path, country="MMR", metric="exports") * MONTHS / months


def rest_monazite(path: Path) -> float:
    """Monazite and loparite of all places that are not listed."""
    return sum(mined(path, country) for country in REST)


def russia_to_europe(path: Path) -> float:
    """Russian ore that went to Estonia, by the gross tonnes to Estonia and to China."""
    europe = baci(path, "284610", "RUS", "EST")
    return mined(path, "Russia") * europe / (europe + baci(path, "284690", "RUS", "CHN"))


def rest_to_china(path: Path) -> float:
    """Madagascan, Nigerian and the other part of Russian ore."""
    russia = mined(path, "Russia") - russia_to_europe(path)
    return mined(path, "Madagascar") + mined(path, "Nigeria") + russia


def us_fed(path: Path) -> float:
    """US ore separated at home, from the NdPr oxide of MP Materials."""
    made = separated(path, entity="MP Materials", element_or_product="NdPr oxide")
    share = ore(path, deposit="Mountain Pass", component="NdPr (Nd2O3+Pr6O11)")
    return made / (share * recovery(path))


def us_to_china(path: Path) -> float:
    """US ore sold to China: exports of ores and compounds less compounds."""
    exports = us_salient(path, "Exports", "Ores and compounds")
    made = us_salient(path, "Production", "Compounds and metals")
    return exports - made


def lynas_ndpr(path: Path) -> float:
    """NdPr oxide of Lynas in 2024: the mean of the two business years that share it."""
    where = {"entity": "Lynas", "element_or_product": "NdPr oxide", "metric": "output"}
    return (
        separated(path, **where, period="FY2024") + separated(path, **where, period="FY2025")
    ) / 2
