"""Recovery, refining and recycling of gallium in 2022, and what the plants could have put out."""

from __future__ import annotations

from pathlib import Path

from pipeline._figures import Row, derived, estimate, reported
from pipeline.in_2023 import _gallium
from pipeline.in_2023._read import YEAR, fact, source

RAW: dict[str, str] = {}
EXTRACT = "none"

RECOVER, REFINE, RECYCLE = "recover_gallium", "refine_gallium", "recycle_gallium"
RECOVERED = {"CHN": "gallium_china", "JPN": "gallium_japan", "KOR": "gallium_korea"}
SD = {"CHN": 0.05, "JPN": 0.4, "KOR": 0.5, "ROW": 0.5}
BOUGHT = (
    "low-purity gallium recovered and bought of China, half of what Germany buys counted as high "
    "purity, less the loss of refining"
)
LEFT = "world output less what other places refine"
SCRAP = (
    "world demand of 2021 less what was recovered then; outside the United States in proportion to "
    "use"
)
AMERICA = "reported use less imports of metal and what came from stock"


def rows(path: Path) -> dict[str, list[Row]]:
    """Return activities and capacities of the three processes."""
    del path
    return {"production": [*_recovered(), *_refined(), *_recycled()], "capacity": _capacity()}


def _recovered() -> list[Row]:
    out = [
        _row(RECOVER, place, reported(fact(key), source(key), YEAR, SD[place]))
        for place, key in RECOVERED.items()
    ]
    russia = reported(fact("gallium_russia"), source("gallium_russia"), YEAR, SD["ROW"], "Russia")
    return [*out, _row(RECOVER, "ROW", russia)]


def _refined() -> list[Row]:
    bought = source("gallium_exports", "gallium_to_japan", "gallium_japan", "us_gallium_china")
    world = source("gallium_refined")
    out: list[Row] = []
    for place, tonnes in _gallium.refined().items():
        if place == "CHN":
            figure = estimate(tonnes, f"{world};{bought}", YEAR, 0.2, LEFT)
        else:
            sd = 0.3 if place == "JPN" else 0.6
            figure = estimate(tonnes, bought, YEAR, sd, BOUGHT)
        out.append(_row(REFINE, place, figure))
    return out


def _recycled() -> list[Row]:
    world = source("gallium_demand_2021", "gallium_world_2021")
    out: list[Row] = []
    for place, tonnes in _gallium.recycled().items():
        if place == "USA":
            note = "reported use may count gallium in imported wafers, so an upper end"
            figure = derived(tonnes, source("us_gallium_use"), YEAR, 0.5, AMERICA, note)
        else:
            figure = estimate(tonnes, world, YEAR, 0.5, SCRAP)
        out.append(_row(RECYCLE, place, figure))
    return out


def _capacity() -> list[Row]:
    """Capacity of the world at refineries and recyclers is shared out like their output."""
    china = derived(
        fact("capacity_world") * fact("capacity_china_share"),
        source("capacity_world"),
        YEAR,
        0.1,
        "86 % of 870 t a year",
        "as quoted at second hand; supply potential, set by geology, is several times of it",
    )
    out: list[Row] = [{"process": RECOVER, "place": "CHN", **china}]
    for place, key in (("JPN", "japan"), ("KOR", "korea"), ("ROW", "russia")):
        name = f"capacity_{key}"
        note = "figure of 2023" if place != "ROW" else "figure of 2023, Russia alone"
        figure = derived(fact(name), source(name), YEAR, 0.2, "taken for 2022", note)
        out.append({"process": RECOVER, "place": place, **figure})
    for process, made, key in (
        (REFINE, _gallium.refined(), "capacity_refined"),
        (RECYCLE, _gallium.recycled(), "capacity_recycled"),
    ):
        factor = fact(key) / sum(made.values())
        how = "capacity of the world shared out like output"
        for place, tonnes in made.items():
            figure = estimate(tonnes * factor, source(key), YEAR, 0.5, how, "figure of 2023")
            out.append({"process": process, "place": place, **figure})
    return out


def _row(process: str, place: str, figure: Row) -> Row:
    return {"process": process, "place": place, "good": "", **figure}
