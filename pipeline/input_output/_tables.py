"""Turn the matrices of the bureau into the files of one shipped table."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline._figures import HERE, table
from pipeline.build import checksum
from pipeline.input_output._raw import GDP, RAW, SOURCE, Cells, cells, names, packed, sheet

IMPORTS = "bea_Detail_Import_2017_BeforeRedef_17sch.csv.gz"
IMPORTED = "F05000"
"""Column of imports in final uses, minus the sum of the others in the table of imports."""
PACKED = ("make", "use", "imports")
SUBSIDISED = "public enterprise that subsidies pay for; its operating surplus or taxes are negative"
FARM_SALES = "sales of farm products by the federal government, printed as negative purchases"
Files = dict[str, bytes]


@dataclass(frozen=True)
class Level:
    """How the bureau writes one level of detail."""

    name: str
    title: str
    make: str
    use: str
    output: str
    """Row of the use table that holds the output of industries."""
    value_added: str
    """Row of the use table that holds the printed total of value added."""
    gdp: tuple[str, str]
    """Cell of the use table that holds gross domestic product."""
    special: tuple[str, ...]
    """Commodities that no industry makes to order."""
    subsidised: tuple[str, ...]
    sells_farm_products: str
    short: Callable[[str], str]
    """Code of this level from the code of a final use or a component in the detail table."""
    aggregated: bool


DETAIL = Level(
    name="bea-2017-402",
    title="United States 2017, 402 industries",
    make="bea_Detail_Make_2017_AfterRedef_17sch.csv.gz",
    use="bea_Detail_Use_2017_PRO_AfterRedef_17sch.csv.gz",
    output="T008",
    value_added="T006",
    gdp=GDP[0],
    special=("S00401", "S00402", "S00300", "S00900"),
    subsidised=("S00102", "S00201"),
    sells_farm_products="S00600",
    short=str,
    aggregated=False,
)
SUMMARY = Level(
    name="bea-2017-71",
    title="United States 2017, 71 industries",
    make="bea_Summary_Make_2017_AfterRedef_17sch.csv.gz",
    use="bea_Summary_Use_2017_PRO_AfterRedef_17sch.csv.gz",
    output="Total Industry Output",
    value_added="Total Value Added",
    gdp=GDP[1],
    special=("Used", "Other"),
    subsidised=(),
    sells_farm_products="GFGN",
    short=lambda code: code[:4],
    aggregated=True,
)
LEVELS = (SUMMARY, DETAIL)


def concordance() -> dict[str, str]:
    """Return the summary code of every detail code, as the bureau's table of codes groups them."""
    return {row["detail"]: row["summary"] for row in table(HERE / "labels" / "bea_concordance.csv")}


def content(path: Path, level: Level) -> Files:
    """Return every file of a table as bytes, by name, with the card that lists them."""
    make, use = cells(path, level.make), cells(path, level.use)
    components = {level.short(code): name for code, name in names(path, "ValueAdded").items()}
    categories = {level.short(code): name for code, name in names(path, "FinalDemand").items()}
    commodities, industries = _labels(path, level)
    imports = _imports(path, level, {*industries, *categories})
    plain = {
        "industries": sheet(
            ("industry", "name", "output"),
            [(code, name, use[level.output, code]) for code, name in industries.items()],
        ),
        "commodities": sheet(
            ("commodity", "name", "treatment"),
            [
                (code, name, "special" if code in level.special else "product")
                for code, name in commodities.items()
            ],
        ),
        "make": _cut("industry", "commodity", make, industries, commodities),
        "use": _cut("commodity", "industry", use, commodities, industries),
        "final": _cut("commodity", "category", use, commodities, categories),
        "value_added": _cut("component", "industry", use, components, industries),
        "imports": sheet(
            ("commodity", "used_by", "value"), [(*key, cell) for key, cell in imports.items()]
        ),
    }
    card = {
        "name": level.name,
        "title": level.title,
        "year": 2017,
        "unit": "million USD",
        "rounding": 1,
        "source": SOURCE,
        "gdp": use[level.gdp],
        "components": components,
        "categories": categories,
        "negative_value_added": dict.fromkeys(level.subsidised, SUBSIDISED),
        "negative_use": {level.sells_farm_products: FARM_SALES},
        "raw": {name: RAW[name] for name in (level.make, level.use, IMPORTS)},
        "sha256": {f"{name}.csv": checksum(text) for name, text in plain.items()},
    }
    files = {
        f"{name}.csv.gz" if name in PACKED else f"{name}.csv": (
            packed(text) if name in PACKED else text
        )
        for name, text in plain.items()
    }
    return {**files, "table.json": (json.dumps(card, indent=2) + "\n").encode("utf-8")}


def _labels(path: Path, level: Level) -> tuple[dict[str, str], dict[str, str]]:
    """Return the names of commodities and of industries by code, in the order of the tables."""
    if level.aggregated:
        every = {row["code"]: row["name"] for row in table(HERE / "labels" / "bea_summary.csv")}
        return every, {code: name for code, name in every.items() if code not in level.special}
    return names(path, "Commodity"), names(path, "Industry")


def _imports(path: Path, level: Level, users: set[str]) -> Cells:
    """Return imports by commodity and user; the summary table is the sum of the detail table."""
    groups = concordance() if level.aggregated else {}
    found: dict[tuple[str, str], int] = defaultdict(int)
    for (row, column), cell in cells(path, IMPORTS).items():
        if column == IMPORTED:
            continue
        user = groups.get(column, level.short(column))
        if user in users:
            found[groups.get(row, row), user] += cell
    return {key: cell for key, cell in found.items() if cell}


def _cut(
    row: str, column: str, whole: Cells, rows: dict[str, str], columns: dict[str, str]
) -> bytes:
    """Return the part of a matrix that has these rows and columns, one cell a line."""
    kept = [(*key, cell) for key, cell in whole.items() if key[0] in rows and key[1] in columns]
    return sheet((row, column, "value"), kept)
