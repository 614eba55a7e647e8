"""Stocks, shipping, building and what was expected; most of it is thin, and the holes say so."""

from __future__ import annotations

from pathlib import Path

from pipeline import prospects, transit
from pipeline._figures import Row, chosen, derived, estimate
from pipeline.in_2023._germanium import american_use
from pipeline.in_2023._read import LAST_YEAR, YEAR, as_of_2023, carried, fact, source

RAW: dict[str, str] = {}
EXTRACT = "none"

WEEKS, DAYS = 52.0, 7.0
SPREAD = 0.6
RECOVERY = ("recover_gallium", "recover_germanium")
EMPTY = ("projects", "growth", "dependence", "forecasts", "observations")


def rows(path: Path) -> dict[str, list[Row]]:
    """Return stocks, transit, lead times, capital costs and prospects; other tables are empty."""
    del path
    found = {
        "stocks": _stocks(),
        "transit": carried(transit, "transit"),
        "lead_times": _lead_times(),
        "capex": _capex(),
        "prospects": [_noted(row) for row in carried(prospects, "prospects")],
    }
    return found | {name: [] for name in EMPTY}


def _stocks() -> list[Row]:
    """Weeks of gallium as American users report them; of germanium the Japanese target."""
    keys = ("us_gallium_stock", "us_gallium_use")
    weeks = fact(keys[0]) / fact(keys[1]) * WEEKS
    how = "stocks of users at the end of the year over reported use"
    america = derived(weeks, source(*keys), YEAR, 0.2, how)
    elsewhere = estimate(
        weeks, source(*keys), YEAR, 0.5, "as in the United States, for want of anything better"
    )
    germanium = estimate(
        fact("japan_stock_days") / DAYS,
        source("japan_stock_days"),
        2020,
        0.5,
        "60 days of consumption, the Japanese target for designated rare metals, for want of "
        "anything better",
    )
    listed = (
        ("gallium", "USA", america),
        ("gallium", "*", elsewhere),
        ("germanium", "*", germanium),
    )
    return [
        {"holder": "buyer", "good": good, "place": place, **figure, "spread": SPREAD}
        for good, place, figure in listed
    ]


def _lead_times() -> list[Row]:
    case = "from the decision of January 2025 to full output in 2028 at Agios Nikolaos; one case"
    key = "metlen_years"
    about = {"recover_gallium": (0.5, ""), "recover_germanium": (0.6, "; taken from gallium")}
    china = "total of the pipeline's stages for China in the re-run; no dated case was found"
    out: list[Row] = []
    for process, (sd, added) in about.items():
        figure = estimate(fact(key), source(key), 2025, sd, f"{case}{added}")
        quick = estimate(
            chosen("dynamics")["chinese_lead"], "backfire_design2025", 2025, 0.4, china
        )
        out.append(as_of_2023({"process": process, "place": "*", **figure}))
        out.append(as_of_2023({"process": process, "place": "CHN", **quick}))
    return out


def _capex() -> list[Row]:
    """One plant for both metals, sized by the American demand it was to meet."""
    keys = ("clarksville_cost", "us_gallium_use", "us_germanium_value")
    tonnes = fact("clarksville_share") * (fact("us_gallium_use") + american_use())
    how = (
        "150 million USD over 80 % of what the United States use of both metals, as one plant at "
        "the smelter of Clarksville was to put out"
    )
    figure = estimate(
        fact("clarksville_cost") * 1e6 / tonnes, source(*keys), 2024, 0.7, how, "a single case"
    )
    cheaper = estimate(
        float(figure["value"]) / (1 + chosen("dynamics")["premium_outside"]),
        f"{source(*keys)};iea_premium2025",
        2025,
        0.7,
        "cost elsewhere over 1.5: outside the dominant producer typically 50 % higher",
    )
    out: list[Row] = []
    for process in RECOVERY:
        out.append(as_of_2023({"process": process, "place": "*", **figure}))
        out.append(as_of_2023({"process": process, "place": "CHN", **cheaper}))
    return out


def _noted(row: Row) -> Row:
    assert row["year"] == LAST_YEAR
    return {**row, "note": f"{row['note']}; projects of rare earths"}
