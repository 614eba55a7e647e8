"""Years from the decision to build to first output, from dated cases."""

from __future__ import annotations

import statistics
from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline._figures import HERE, Row, chosen, estimate, table

if TYPE_CHECKING:
    from pathlib import Path

RAW: dict[str, str] = {}
EXTRACT = "upstream"

LEAST, ALONE = 0.3, 0.5
"""Relative standard deviation: the least there is, and that of a single case."""
DESIGN = "backfire_design2025"
MINES = ("mine_bastnaesite", "mine_monazite", "mine_ionic_clay")
IN_CHINA = (
    *MINES,
    "separate_bastnaesite",
    "separate_monazite",
    "separate_ionic_clay",
    "recycle_magnet_scrap",
    "make_mischmetal",
    "make_ndpr_metal",
    "make_sm_metal",
    "make_dy_metal",
    "make_tb_metal",
)


def rows(path: Path) -> dict[str, list[Row]]:
    """Return the mean of the cases by process and place; mines and China by the re-run."""
    del path
    cases: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for line in table(HERE / "readings" / "lead_times.csv"):
        for process in line["process"].split(";"):
            cases[process, line["place"]].append(line)
    means = [_mean(process, place, found) for (process, place), found in cases.items()]
    return {"lead_times": [*_mines(), *means, *_china()]}


def _mean(process: str, place: str, found: list[dict[str, str]]) -> Row:
    years = [float(line["years"]) for line in found]
    mean = statistics.fmean(years)
    spread = max(LEAST, statistics.stdev(years) / mean) if len(years) > 1 else ALONE
    told = ", ".join(f"{line['case']} {line['years']}" for line in found)
    keys = [key for line in found for key in line["source"].split(";")]
    figure = estimate(
        round(mean, 2),
        ";".join(dict.fromkeys(keys)),
        max(int(line["year"]) for line in found),
        round(spread, 2),
        f"mean of cases, some of them plans: {told}",
        "metals other than NdPr taken as NdPr metal" if process.endswith("_metal") else "",
    )
    return {"process": process, "place": place, **figure}


def _mines() -> list[Row]:
    source = (
        f"{DESIGN};azomining_mtweld2011;molycorp_mine2021;kingsnorth_steps2012;sp_discovery2023"
    )
    how = (
        "middle of the five to seven years from decision to output that the re-run used; Mount "
        "Weld took 4, the restart of Mountain Pass 1.7 from its permits, and nine at least from "
        "the first of ten steps"
    )
    value = chosen("dynamics")["mine_lead"]
    figure = estimate(
        value, source, 2025, 0.35, how, "counted from discovery 15.7 in the mean of 127 mines"
    )
    return [{"process": process, "place": "*", **figure} for process in MINES]


def _china() -> list[Row]:
    how = "total of the pipeline's stages for China in the re-run; no dated case was found"
    figure = estimate(chosen("dynamics")["chinese_lead"], DESIGN, 2025, 0.4, how)
    return [{"process": process, "place": "CHN", **figure} for process in IN_CHINA]
