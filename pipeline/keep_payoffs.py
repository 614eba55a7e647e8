"""Ship the payoff tables of the game, so that a first game needs no rollout.

`python -m pipeline.keep_payoffs` fills them anew and puts them in place of those that are shipped.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from unittest.mock import patch

from backfire.questions.game.payoffs import payoffs

SCENARIOS = ("rare-earths-2025",)
DRAWS, SEED = 64, 1
SHIPPED = Path(__file__).parents[1] / "src" / "backfire" / "data" / "tables" / "kept"


def main() -> None:
    for old in SHIPPED.glob("payoffs-*.npz"):
        old.unlink()
    SHIPPED.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, patch.dict("os.environ", BACKFIRE_CACHE=folder):
        for name in SCENARIOS:
            told = payoffs(name, draws=DRAWS, seed=SEED, progress=shown)
            print(f"\n{name}: {told.seconds:.0f} s")
        for file in Path(folder).rglob("payoffs-*.npz"):
            shutil.copyfile(file, SHIPPED / file.name)


def shown(done: int, pieces: int, doing: str) -> None:
    print(f"\r{done}/{pieces} {doing:10}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
