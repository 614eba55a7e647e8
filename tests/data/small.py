"""An edition of four goods and three places that can be solved by hand, and ways to spoil it."""

from __future__ import annotations

import shutil
from pathlib import Path

from backfire import data

HERE = Path(__file__).parent
SMALL = HERE / "editions" / "small"
FAULTS = HERE / "faults"
SOURCE = "usgs_mcs_rare_earths2025"


def overlay(folder: Path, fault: str) -> Path:
    """A folder that holds one faulty table; the table's name stands before the first dash."""
    table = fault.split("-", 1)[0]
    target = folder / "own"
    target.mkdir(exist_ok=True)
    shutil.copy(FAULTS / f"{fault}.csv", target / f"{table}.csv")
    return target


def own_rows(folder: Path, **tables: list[str]) -> Path:
    """A folder of own rows written as ``key,...,value,relative_sd``."""
    target = folder / "rows"
    target.mkdir(exist_ok=True)
    for table, rows in tables.items():
        schema = (SMALL / f"{table}.csv").read_text("utf-8").splitlines()[0]
        lines = [schema]
        for row in rows:
            *front, relative_sd = row.split(",")
            lines.append(",".join([*front, SOURCE, "2024", "reported", relative_sd, "", ""]))
        (target / f"{table}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return target


def balanced(folder: Path, **tables: list[str]) -> data.Baseline:
    """The baseline of the small edition with own rows laid over it."""
    return data.reconcile(data.read_edition(SMALL, own_rows(folder, **tables)), cached=False)
