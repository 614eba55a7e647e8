"""Capacity that projects add to the baseline of 2024, as announced by the edition's end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline._activity import PRINTED, RATES, TEXT, Conversion, dollars
from pipeline._figures import HERE, Row, derived, estimate, reported, significant, table

if TYPE_CHECKING:
    from pathlib import Path

RAW: dict[str, str] = {}
EXTRACT = "upstream"

CHOSEN = ("start:", "middle", "assumed")
"""Words in a reading's method that make the row an estimate."""


def rows(path: Path) -> dict[str, list[Row]]:
    """Return one row for each project and process.

    What the project had before is taken off in the form in which its capacity is stated (`less`),
    what the baseline holds (`standing`) in activity.
    """
    conversion = Conversion.read(path)
    out: list[Row] = []
    for line in table(HERE / "readings" / "projects.csv"):
        stated = float(line["stated"]) - float(line["less"])
        parts = conversion.activity(stated, line["form"], line["process"])
        for number, (process, tonnes) in enumerate(parts.items()):
            added = tonnes - float(line["standing"])
            out.append(_row(line, process, added, first=number == 0))
    return {"projects": out}


def _row(line: dict[str, str], process: str, tonnes: float, *, first: bool) -> Row:
    cost = line["capex_millions"] if first else ""
    foreign = bool(cost) and line["currency"] != "USD"
    rate = f"capital cost: {line['currency']} at the mean rate of June 2024" if foreign else ""
    source = f"{line['source']};{RATES}" if foreign else line["source"]
    return {
        "project": line["project"],
        "process": process,
        "place": line["place"],
        "starts": line["starts"],
        "status": line["status"],
        "capex_usd": significant(dollars(float(cost), line["currency"])) if cost else "",
        **_figure(line, tonnes, source, rate),
    }


def _figure(line: dict[str, str], tonnes: float, source: str, rate: str) -> Row:
    year, sd, note = int(line["year"]), float(line["relative_sd"]), line["note"]
    method = "; ".join(part for part in (TEXT[line["form"]], line["method"], rate) if part)
    if not method:
        return reported(tonnes, source, year, sd, note)
    chosen = line["form"] not in PRINTED or any(word in method for word in CHOSEN)
    return (estimate if chosen else derived)(tonnes, source, year, sd, method, note)
