"""Magnet output and capacity in 2024 by place and grade, in finished mass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline._figures import Row, chosen, derived, estimate, pick, reported, table
from pipeline._magnets import Magnets, magnets

if TYPE_CHECKING:
    from pathlib import Path

RAW = {
    "stage/metals_magnets.csv": "930b7aea7434a662ef99415529ba8833583365bb2c3db3f849a1c5bdb0fa90e0",
    "stage/separated_output.csv": (
        "caf80abd9babf78a5e3dffb7c998857dc14ef30346e8dab0213d0d2096174c06"
    ),
    "stage/end_use.csv": "3a5c28f3ce41f99cb67efe5d48f59e7dd85280f1f72ab7ff8ac899171f5dcc27",
    "demand_and_capacity_points.csv": (
        "a305442e0c1f755902f505619557f1e6a45408ce93ab85d6b7e01997e8969234"
    ),
}
EXTRACT = "downstream"

GRADES = ("make_ndfeb_standard", "make_ndfeb_high_coercivity", "make_smco")
MAKERS = {
    "CHN": "argus_viewpoint2024;jlmag_output2024;acrei_demand2024",
    "JPN": "jsnm_demand2024;iea_magnets2025;argus_viewpoint2024",
    "VNM": "courage_plants2022",
    "THA": "courage_plants2022",
    "DEU": "argus_europe2020",
    "REU": "argus_europe2020",
}
TOTAL_SD = {"CHN": 0.15, "JPN": 0.2, "VNM": 0.3, "THA": 0.35, "DEU": 0.5, "REU": 0.5}
GRADE_SD = {"CHN": 0.2, "JPN": 0.3, "VNM": 0.4, "THA": 0.6, "DEU": 0.6, "REU": 0.6}
HOW = {
    "CHN": "300,000 t of blanks times finished over blank at JL Mag (20,900 / 29,300)",
    "JPN": "mean of two accounts: neodymium and didymium demand over the metal used per finished "
    "tonne in China, and what the 6 % of the IEA leaves after the other makers",
    "VNM": "nameplate times an assumed use of .8",
    "THA": "nameplate of bonded-magnet powder times an assumed use of .8, powder counted as magnet",
    "DEU": "half of the European 1,000 t, the split between makers not being published",
    "REU": "half of the European 1,000 t, the split between makers not being published",
}
SPLIT = (
    "high-coercivity grades are the base implied by Acrei (43,018 t are 35 %, so 122,909 t in the "
    "world); outside China a fixed share, China the rest; standard is total less that"
)
NOTE = "finished mass; China's 300,000 t taken as blanks with cerium magnets inside"


def rows(path: Path) -> dict[str, list[Row]]:
    """Return the production and capacity rows of the three magnet processes."""
    made = magnets(path)
    return {
        "production": [*_ndfeb(made), *_smco(made), *_none_yet()],
        "capacity": _capacity(path, made),
    }


def _ndfeb(made: Magnets) -> list[Row]:
    out: list[Row] = []
    for process, amounts in zip(GRADES, (made.standard, made.high_coercivity), strict=False):
        for place, tonnes in amounts.items():
            figure = estimate(
                tonnes, MAKERS[place], 2024, GRADE_SD[place], f"{HOW[place]}; {SPLIT}", NOTE
            )
            out.append({"process": process, "place": place, "good": "", **figure})
    return out


def _smco(made: Magnets) -> list[Row]:
    out: list[Row] = []
    for place, tonnes in made.smco.items():
        if place == "CHN":
            how, sd, key = "2,400 t of 2019 grown at the 4 % of that year", 0.3, "miit_magnets2020"
        else:
            how = "the share of NdFeB made outside China (6 %), split evenly among the places named"
            sd, key = 0.8, "iea_magnets2025;miit_magnets2020"
        figure = estimate(tonnes, key, 2024, sd, how, "no SmCo tonnage after 2019 was found")
        out.append({"process": "make_smco", "place": place, "good": "", **figure})
    return out


def _none_yet() -> list[Row]:
    note = "MP Materials: magnets from the end of 2025; Noveon's output is not published"
    zero = reported(0.0, "mp_results2025", 2024, "", note)
    return [{"process": process, "place": "USA", "good": "", **zero} for process in GRADES[:2]]


def _capacity(path: Path, made: Magnets) -> list[Row]:
    table_made = table(path / "stage" / "metals_magnets.csv")
    points = table(path / "demand_and_capacity_points.csv")
    choice = chosen("magnets")
    outside = pick(points, item="NdFeB capacity outside China, existing (largely Japan)")
    vietnam = pick(table_made, country="VNM", metric="capacity")
    thailand = pick(table_made, country="THA", metric="capacity")
    europe = pick(table_made, country="EU27", product="NdFeB")
    japan = outside - vietnam - thailand - europe
    share = choice["high_coercivity_share_outside"]
    used = choice["china_utilisation"]
    key, how = (
        "project_blue_capacity2025;courage_plants2022;argus_europe2020",
        ("capacity outside China less Viet Nam, Thailand and Europe, split by grade like output"),
    )
    china = "output over an assumed use of .75 of nameplate"
    return [
        _row(GRADES[0], "JPN", derived(japan * (1 - share), key, 2025, 0.4, how)),
        _row(GRADES[1], "JPN", derived(japan * share, key, 2025, 0.3, how)),
        _row(GRADES[0], "VNM", _split(vietnam * (1 - share))),
        _row(GRADES[1], "VNM", _split(vietnam * share)),
        _row(GRADES[0], "THA", reported(thailand, "courage_plants2022", 2022, 0.2, "powder")),
        _row(GRADES[0], "CHN", _china(made.standard["CHN"] / used, china)),
        _row(GRADES[1], "CHN", _china(made.high_coercivity["CHN"] / used, china)),
        _row(GRADES[2], "CHN", _china(made.smco["CHN"] / used, china)),
    ]


def _row(process: str, place: str, figure: Row) -> Row:
    return {"process": process, "place": place, **figure}


def _split(tonnes: float) -> Row:
    return derived(tonnes, "courage_plants2022", 2022, 0.3, "nameplate split by grade like output")


def _china(tonnes: float, how: str) -> Row:
    return estimate(tonnes, "argus_viewpoint2024;jlmag_output2024", 2024, 0.3, how)
