"""Wall time of whole processes, as a user waits for them.

``python benchmarks/run_time.py [--quick]``. The first run compiles into an empty cache, the second
finds it there.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BACKFIRE = str(Path(sys.executable).with_name("backfire"))
HELP_AIM, RUN_AIM = 0.3, 10.0


def main() -> None:
    """Print the wall time of each command."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--quick", action="store_true", help="16 futures")
    draws = 16 if wanted.parse_args().quick else 200
    with tempfile.TemporaryDirectory() as folder:
        told = os.environ | {"XDG_CACHE_HOME": folder}
        print(f"{os.cpu_count()} cores, load before the start {os.getloadavg()[0]:.1f}")
        helped = min(seconds([BACKFIRE, "run", "--help"], told) for _ in range(5))
        print(f"backfire run --help: {helped:.2f} s (aim {HELP_AIM} s), {jax_seen(told)}")
        for precision in ("float32", "float64"):
            command = [BACKFIRE, "run", "rare-earths-2025", "--draws", str(draws)]
            command += ["--precision", precision, "--out", f"{folder}/out"]
            first, second = seconds(command, told), seconds(command, told)
            aim = f" (aim {RUN_AIM:.0f} s)" if precision == "float32" else ""
            print(
                f"backfire run, {draws} futures, {precision}: first {first:.1f} s, "
                f"second {second:.1f} s{aim}"
            )


def seconds(command: list[str], told: dict[str, str]) -> float:
    """Wall time of a process that must succeed."""
    began = time.perf_counter()
    subprocess.run(command, env=told, check=True, capture_output=True)
    return time.perf_counter() - began


def jax_seen(told: dict[str, str]) -> str:
    """Whether the help of a command loads JAX."""
    asked = "import sys; from backfire.cli import main\ntry: main(['run', '--help'])\n"
    asked += "except SystemExit: print('jax' in sys.modules, file=sys.stderr)"
    found = subprocess.run(
        [sys.executable, "-c", asked], env=told, check=True, capture_output=True, text=True
    )
    return {"True": "JAX was loaded", "False": "JAX was not loaded"}[found.stderr.strip()]


if __name__ == "__main__":
    main()
