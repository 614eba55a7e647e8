"""Gather the rows of every script, in the order of their key."""

from __future__ import annotations

import itertools
from pathlib import Path

from pipeline._figures import HERE, Row, table
from pipeline.build import checksum, written
from pipeline.seen import _mines, _points, _prices, _shares
from pipeline.seen._rows import KEY

NAME = "rare-earths-2009-2024"
EXTRACT = HERE / "extracts" / "seen"
SCRIPTS = (_prices, _points, _shares, _mines)
RAW = {
    "baci_rare_earth_trade_1995_2024.csv.gz": (
        "3cd99861658186fbc4d20a709944331743cdeac1173c81d6deef28ee20284816"
    ),
    "history/mine_production.csv": (
        "dc1981f1983881393862b0a27adb5978da726935fb0caf99a34e0a6e67c0c1dd"
    ),
    "history/prices_monthly_china_domestic_2009_2025.csv": (
        "9bb8fac607dac9e474d13852e2432f24036b28c79fd05e881145c69e3489da2a"
    ),
    "history/prices_points_2007_2016.csv": (
        "e132c9dcd9319984f1509b3cc5f4b22bc3ceb8e760dbc4a0a6bcd880571f8ea3"
    ),
    "history/wedge_fob_domestic.csv": (
        "1efabcf2129452984ad950044a3db61a073c03b65d26c97ca6d5d8a9507b3217"
    ),
    "prices_annual_usgs_2011_2025.csv": (
        "39688618705ba189bac91b02d57fba770e15d4755b1788e1ff4601e409f9357b"
    ),
    "prices_china_domestic_oxides_daily_2013_2024.csv.gz": (
        "5874fd411bae75ab95a737afab13c57386115319abcd5dfd214012d2516d9c74"
    ),
    "usgs_mcs2026_world_production.csv": (
        "1d5e5c00653ae6ce2d3ecdc5c939769254697bf40ed04ed5162ba29b877c7306"
    ),
    "wmd_production_country_year.csv.gz": (
        "bd5e000cb43f19716a21c1baad18135f5ac4d38607dc36200c3f4376ca706c6a"
    ),
}


def content(path: Path) -> bytes:
    """Return the table as the bytes of its file."""
    return written("seen", rows(path))


def rows(path: Path) -> list[Row]:
    """Return every row in the order of its key, and refuse a key that stands twice."""
    found = [*(row for script in SCRIPTS for row in script.rows(path)), *_readings()]
    found.sort(key=_key)
    for before, after in itertools.pairwise(found):
        if _key(before) == _key(after):
            msg = f"two rows for {', '.join(filter(None, _key(after)))}"
            raise ValueError(msg)
    return found


def holes() -> bytes:
    """Return what was looked for and not found, as the bytes of its file."""
    return (HERE / "choices" / "holes_seen.csv").read_bytes()


def check(raw: Path) -> None:
    """Refuse raw files that the scripts were not written for."""
    for name, expected in RAW.items():
        if checksum((raw / name).read_bytes()) != expected:
            msg = f"{raw / name}: not the file that pipeline.seen was written for"
            raise ValueError(msg)


def quoted(raw: Path) -> None:
    """Refuse a reading that says another number than the raw file it was taken from.

    `raw` names a file and, after a colon, what one of its lines holds; a bar joins two such texts.
    """
    for line in table(HERE / "readings" / "seen.csv"):
        name, _, texts = line["raw"].partition(":")
        if not name:
            continue
        lines = (raw / name).read_text(encoding="utf-8").splitlines()
        if not any(all(text in found for text in texts.split("|")) for found in lines):
            msg = f"{name}: no line holds {texts}"
            raise ValueError(msg)


def _readings() -> list[Row]:
    """Return facts read in a publication, each a whole row."""
    out: list[Row] = []
    for line in table(HERE / "readings" / "seen.csv"):
        row: Row = {column: text for column, text in line.items() if column != "raw"}
        for column in ("value", "low", "high", "relative_sd"):
            row[column] = float(line[column]) if line[column] else ""
        row["year"] = int(line["year"])
        out.append(row)
    return out


def _key(row: Row) -> tuple[str, ...]:
    return tuple(str(row[column]) for column in KEY)
