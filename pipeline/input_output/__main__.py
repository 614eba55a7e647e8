"""Write the input-output tables, their concordance and the bridge from end uses to industries.

`python -m pipeline.input_output` reads the extract beside the scripts;
`python -m pipeline.input_output --raw FOLDER` reads the raw files after checking their sha256;
`--cut` with it also writes the extract anew.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline._figures import HERE
from pipeline.build import TABLES
from pipeline.input_output import _bridge
from pipeline.input_output._raw import EXTRACT, check, cut
from pipeline.input_output._tables import LEVELS, Files, content


def collect(path: Path) -> Files:
    """Return every shipped file as bytes, by its place in the folder of the tables."""
    found: Files = {}
    for level in LEVELS:
        for name, text in content(path, level).items():
            found[f"{level.name}/{name}"] = text
    found["bridge.csv"] = _bridge.content(path)
    found["bridge.holes.csv"] = _bridge.holes()
    found["concordance.csv"] = (HERE / "labels" / "bea_concordance.csv").read_bytes()
    return found


def main() -> None:
    """Read the command line and write the files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--raw", type=Path, help="folder of the raw files")
    parser.add_argument("--cut", action="store_true", help="write the extract of the raw files too")
    parser.add_argument("--target", type=Path, default=TABLES / "input_output")
    given = parser.parse_args()
    if given.cut and given.raw is None:
        parser.error("--cut needs --raw: the extract is cut from the raw files")
    if given.raw is not None:
        check(given.raw)
    if given.cut:
        cut(given.raw)
    for name, text in collect(given.raw or EXTRACT).items():
        file = given.target / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text)
        print(f"{name}: {len(text):,} bytes")


if __name__ == "__main__":
    main()
