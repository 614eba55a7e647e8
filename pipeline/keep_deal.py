"""Ship what the supply model says of the issues of a deal, so that a first answer needs no rollout.

python -m pipeline.keep_deal
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from unittest.mock import patch

from backfire.questions.deal import deal

SHIPPED = Path(__file__).parents[1] / "src" / "backfire" / "data" / "tables" / "kept"
KIND = "deal-supply-*.npz"


def main() -> None:
    """Work the tables out in an empty folder, and put them in the place of those of the package."""
    SHIPPED.mkdir(exist_ok=True)
    for stale in SHIPPED.glob(KIND):
        stale.unlink()
    with tempfile.TemporaryDirectory() as folder, patch.dict("os.environ", BACKFIRE_CACHE=folder):
        deal(draws=1, progress=shown)
        made = sorted(Path(folder).rglob(KIND))
        for file in made:
            shutil.copyfile(file, SHIPPED / file.name)
    print(*(file.name for file in made))


def shown(done: int, pieces: int, doing: str) -> None:
    print(f"\r{done}/{pieces} {doing}   ", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
