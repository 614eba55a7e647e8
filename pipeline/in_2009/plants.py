"""What is taken over from 2025.11 about building and shipping: nothing better is known for 2009."""

from __future__ import annotations

from pathlib import Path

from pipeline import capex, lead_times, prospects, transit
from pipeline._figures import Row
from pipeline.in_2009._read import carried

RAW: dict[str, str] = {}
EXTRACT = "trade"

TAKEN = {"capex": capex, "lead_times": lead_times, "prospects": prospects, "transit": transit}


def rows(path: Path) -> dict[str, list[Row]]:
    """Return lead times, capital costs, prospects and transit."""
    return {name: carried(script, name) for name, script in TAKEN.items()}
