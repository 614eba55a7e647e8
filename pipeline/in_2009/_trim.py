"""Cut BACI down to the flows of 2009 that the scripts of this edition read.

`python -m pipeline.in_2009._trim RAW` writes `extracts/trade`: what the origins kept sent, and
whatever Japan bought, so that its share from China can be checked.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from pipeline._figures import table
from pipeline.baci import weighs
from pipeline.in_2009._read import FOLDER, YEAR

BACI = "baci_rare_earth_trade_1995_2024.csv.gz"
KEPT = ("CHN", "USA", "VNM", "EST", "IND", "RUS")


def main(raw: Path) -> None:
    """Write the extract."""
    rows = [
        row
        for row in table(raw / BACI)
        if row["year"] == str(YEAR)
        and weighs(row)
        and (row["exporter"] in KEPT or row["importer"] == "JPN")
    ]
    columns = [column for column in rows[0] if column != "source"]
    target = FOLDER / "extracts" / "trade" / BACI.removesuffix(".gz")
    with target.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
