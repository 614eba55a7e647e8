"""Write the table of dated moves of the trade conflict: what was recorded, and how it is coded.

`python -m pipeline.read_events` reads the extract beside the scripts;
`--raw FOLDER` reads the raw file there after checking its sha256 and writes the extract anew.
What a move is, how large, and what it answers stands in `choices/events.csv`; answers that the
record lacks stand in `readings/events.csv`.
"""

from __future__ import annotations

import argparse
import csv
import io
from pathlib import Path

from pipeline._figures import HERE, table
from pipeline.build import TABLES, checksum

RAW = "events.csv"
SHA256 = "85ef9fa7b29232384a1a1c4ac2ccda1c86c780bc3295127fa53a6c0020b6836f"
EXTRACT = HERE / "extracts" / "conflict"
TAKEN = {
    "event_id": "event",
    "date": "date",
    "date_precision": "precision",
    "instrument": "what",
    "goods": "goods",
    "severity_or_coverage": "coverage",
    "duration": "duration",
    "trigger_or_lag": "trigger",
    "confidence": "confidence",
    "source_url": "url",
}
CODED = (
    *("actor", "target", "act", "instrument", "also", "size", "answers", "answers_date"),
    *("since", "until", "basis", "response", "reason"),
)
COLUMNS = (
    *("event", "date", "precision", "actor", "target", "act", "instrument", "also", "size"),
    *("answers", "answers_date", "since", "until", "basis", "response", "reason"),
    *("what", "goods", "coverage", "duration", "trigger", "confidence", "url", "source"),
)
RECORD = "event_record2025"
REPORTS = {
    "beyond-rare-earths": "csis_beyond_rare_earths2025",
    "updated-export-controls": "csis_updated_controls2024",
}
"""Reports without an address of their own in the record, by the name of their file."""
Cells = dict[str, str]


def rows_of(record: list[Cells]) -> list[Cells]:
    """Return the record and what was added to it, each row with its coding, by date."""
    coded = {row["event"]: row for row in table(HERE / "choices" / RAW)}
    facts = record + table(HERE / "readings" / RAW)
    named = {row["event_id"] for row in facts}
    if named != set(coded):
        msg = f"choices/{RAW}: must code every event once, differs in {sorted(named ^ set(coded))}"
        raise ValueError(msg)
    found = [_row(fact, coded[fact["event_id"]]) for fact in facts]
    return sorted(found, key=lambda row: (row["date"], row["event"]))


def _row(fact: Cells, code: Cells) -> Cells:
    cells = {ours: _plain(fact[theirs]) for theirs, ours in TAKEN.items()}
    cells |= {name: code[name] for name in CODED}
    return cells | _cited(fact["source_url"])


def _plain(cell: str) -> str:
    return "" if cell.strip() == "-" else cell.strip()


def _cited(cell: str) -> Cells:
    """Address and sources of a row; a report without an address is a source by its own key."""
    if cell.startswith("http"):
        return {"url": cell, "source": RECORD}
    report = [key for name, key in REPORTS.items() if name in cell]
    return {"url": "", "source": ";".join([RECORD, *report])}


def content(found: list[Cells], columns: tuple[str, ...] = COLUMNS) -> bytes:
    """Return rows as the bytes of a table."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(found)
    return text.getvalue().encode()


def trimmed(record: list[Cells]) -> list[Cells]:
    """Return the columns that are taken; what is neither an address nor a report is left out."""
    return [
        {name: row[name] for name in TAKEN}
        | {"source_url": row["source_url"] if _is_known(row["source_url"]) else ""}
        for row in record
    ]


def _is_known(cell: str) -> bool:
    return cell.startswith("http") or any(name in cell for name in REPORTS)


def main() -> None:
    """Read the command line and write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--raw", type=Path, help="folder of the raw file")
    parser.add_argument("--target", type=Path, default=TABLES / "conflict")
    given = parser.parse_args()
    if given.raw is not None:
        if checksum((given.raw / RAW).read_bytes()) != SHA256:
            msg = f"{given.raw / RAW}: not the file that this script was written for"
            raise ValueError(msg)
        EXTRACT.mkdir(parents=True, exist_ok=True)
        cut = content(trimmed(table(given.raw / RAW)), tuple(TAKEN))
        (EXTRACT / RAW).write_bytes(cut)
    given.target.mkdir(parents=True, exist_ok=True)
    written = content(rows_of(table(EXTRACT / RAW)))
    (given.target / RAW).write_bytes(written)
    print(f"conflict/{RAW}: {len(written.splitlines()) - 1} rows")


if __name__ == "__main__":
    main()
