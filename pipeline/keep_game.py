"""Ship what the games of shipped scenarios tell other questions, so that these need no solving.

`python -m pipeline.keep_game` solves them anew and puts the files in place of those shipped.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from unittest.mock import patch

from backfire.questions.game import game_summary

SCENARIOS = ("busan-2025",)
SHIPPED = Path(__file__).parents[1] / "src" / "backfire" / "data" / "tables" / "kept"


def main() -> None:
    for old in SHIPPED.glob("game-told-*.npz"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder, patch.dict("os.environ", BACKFIRE_CACHE=folder):
        for name in SCENARIOS:
            game_summary(name, progress=shown)
        for file in Path(folder).rglob("game-told-*.npz"):
            shutil.copyfile(file, SHIPPED / file.name)


def shown(done: int, pieces: int, doing: str) -> None:
    print(f"\r{done}/{pieces} {doing:10}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
