"""Bridge from end uses to industries: which industries put a good to a use, and their weights."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from pipeline._figures import HERE, table
from pipeline.input_output._raw import SOURCE, Cells, cells, sheet
from pipeline.input_output._tables import DETAIL, SUMMARY, concordance

COLUMNS = ("use", "table", "industry", "share", "coverage", "source", "kind", "method", "note")
EDITION = "value_added"
NEW = "bridge"
BY_EDITION = "bea_input_output2023"
DIGITS = 6


def content(path: Path) -> bytes:
    """Return the bridge as the bytes of its file."""
    return sheet(COLUMNS, [[row[column] for column in COLUMNS] for row in rows(path)])


def holes() -> bytes:
    """Return the end uses without a sourced bridge, as the bytes of their file."""
    return (HERE / "choices" / "holes_bridge.csv").read_bytes()


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of both tables: the edition's industries first, then the other chains'."""
    detail = _value_added(cells(path, DETAIL.use))
    groups = concordance()
    whole: dict[str, int] = defaultdict(int)
    for code, value in detail.items():
        whole[groups[code]] += value
    out: list[dict[str, str]] = []
    for use, lines in _chosen().items():
        reached = {line["sector_code"]: detail[line["sector_code"]] for line in lines}
        total = sum(reached.values())
        for line in lines:
            code = line["sector_code"]
            out.append(_row(use, DETAIL.name, code, (reached[code] / total, 1.0), line))
        summed: dict[str, int] = defaultdict(int)
        inside: dict[str, list[str]] = defaultdict(list)
        for code, value in reached.items():
            summed[groups[code]] += value
            inside[groups[code]].append(code)
        for group, value in summed.items():
            line = {"source": lines[0]["source"], "reason": f"holds {' '.join(inside[group])}"}
            figures = (value / total, value / whole[group])
            out.append(_row(use, SUMMARY.name, group, figures, line))
    return out


def _chosen() -> dict[str, list[dict[str, str]]]:
    """Return the chosen industries by use; those of the edition are the edition's own."""
    out: dict[str, list[dict[str, str]]] = defaultdict(list)
    for line in table(HERE / "choices" / f"{EDITION}.csv"):
        out[line["use"]].append({**line, "source": BY_EDITION})
    for line in table(HERE / "choices" / f"{NEW}.csv"):
        out[line["use"]].append(line)
    return out


def _row(
    use: str, name: str, industry: str, figures: tuple[float, float], line: dict[str, str]
) -> dict[str, str]:
    share, coverage = (f"{figure:.{DIGITS}g}" for figure in figures)
    sources = dict.fromkeys((*line["source"].split(";"), SOURCE))
    return {
        "use": use,
        "table": name,
        "industry": industry,
        "share": share,
        "coverage": coverage,
        "source": ";".join(sources),
        "kind": "estimate",
        "method": (
            "share by value added of 2017 among the industries chosen for the use; coverage is the "
            "part of the industry's value added that lies in them"
        ),
        "note": line["reason"],
    }


def _value_added(use: Cells) -> dict[str, int]:
    """Return value added by industry of the detail table, as printed."""
    return {
        column: cell
        for (row, column), cell in use.items()
        if row == DETAIL.value_added and column in concordance()
    }
