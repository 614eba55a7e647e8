"""Write the tables of what was seen after an edition's date.

`python -m pipeline.seen` reads the trimmed extracts beside the scripts;
`python -m pipeline.seen --raw FOLDER` reads the raw files after checking their sha256.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.build import TABLES
from pipeline.seen._collect import EXTRACT, NAME, check, content, holes, quoted


def main() -> None:
    """Read the command line and write the table with its holes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--raw", type=Path, help="folder of the raw files")
    parser.add_argument("--target", type=Path, default=TABLES / "seen")
    given = parser.parse_args()
    if given.raw is not None:
        check(given.raw)
        quoted(given.raw)
    given.target.mkdir(parents=True, exist_ok=True)
    written = content(given.raw or EXTRACT)
    (given.target / f"{NAME}.csv").write_bytes(written)
    (given.target / f"{NAME}.holes.csv").write_bytes(holes())
    print(f"{NAME}: {len(written.splitlines()) - 1} rows")


if __name__ == "__main__":
    main()
