"""Seconds of a question about leverage by part, and what adaptation costs beside the market alone.

``python -m benchmarks.leverage [--quick]``. The curve is every start date, after an earlier use and
without one, in every future. Its weeks are also told in futures of 520 weeks, the unit of
``benchmarks/futures.py``, so that the rate of the curve stands beside the rate of plain rollouts,
which is measured here in the same process.
"""

from __future__ import annotations

import argparse
import os
import platform
import time
from importlib.metadata import version

import jax
from benchmarks.futures import WEEKS, futures_per_second, prepared

from backfire import data
from backfire.questions.leverage import PIECES, leverage
from backfire.questions.prepare._labels import labels_of
from backfire.questions.run._run import set_up
from backfire.questions.run._simulate import CHUNK
from backfire.questions.trajectories import _history as history
from backfire.questions.trajectories._policy_paths import STRETCH
from backfire.questions.trajectories._policy_paths import WEEKS as STRETCH_WEEKS
from backfire.questions.trajectories._reference_use import ReferenceUse
from backfire.scenario import Scenario, read_scenario

SCENARIO = "rare-earths-2025"
DRAWS = 200


def main() -> None:
    """Print the machine, seconds by part, and both ratios."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--quick", action="store_true", help="one chunk, a curve of three starts")
    quick = wanted.parse_args().quick
    set_up()
    cores = os.cpu_count() or 1
    print(f"{cores} cores, {platform.machine()}; load before the start {os.getloadavg()[0]:.1f}")
    print(f"Python {platform.python_version()}, JAX {version('jax')}, float32")
    asked = read_scenario(SCENARIO).but(draws=CHUNK if quick else DRAWS)
    rate = curve(asked.but_paths({"leverage.until": 2027}) if quick else asked, quick)
    beside(rate, WEEKS // 10 if quick else WEEKS, cores)


def curve(asked: Scenario, quick: bool) -> float:
    """Time the question; give the curve's futures of 520 weeks a second."""
    left_out = tuple(piece for piece in PIECES if piece != "window") if quick else ()
    leverage(asked.but(draws=2), without=PIECES)  # compiles what all parts share
    began = time.perf_counter()
    found = leverage(asked, without=left_out)
    whole = time.perf_counter() - began
    seconds = found.provenance.seconds_by_part
    starts, draws = found.dataset.sizes["start"], asked.draws
    print(f"\n{asked.name}: {starts} starts, unused and used, {draws} futures: {whole:.1f} s")
    print("parts on all cores at once, so that they overlap and add up to more than the whole")
    for name, spent in seconds.items():
        print(f"  {name:14}{spent:8.1f} s")
    futures = weeks_of(asked) * -(-draws // CHUNK) * CHUNK / WEEKS
    rate = futures / seconds["draws"]
    print(
        f"curve and both histories: {futures:,.0f} futures of {WEEKS} weeks, "
        f"{rate:.1f} a second while other parts run beside them"
    )
    return rate


def weeks_of(asked: Scenario) -> int:
    """Weeks that a future travels for the curve, both histories, and what is read today."""
    edition = data.read_edition(asked.edition)
    reference_use = ReferenceUse(asked, edition, labels_of(edition))
    starts = range(len(reference_use.starts))
    last = reference_use.quarter_of(starts[-1]) + STRETCH
    never = -(-history.quarters_of(reference_use) // STRETCH)
    once = -(-(last - reference_use.quarter) // STRETCH)
    after = sum(1 for number in starts if number and not reference_use.stands(number))
    of_use, of_three_years = 1, -(-(156 + int(reference_use.offset)) // STRETCH_WEEKS)
    return STRETCH_WEEKS * (never + once + len(starts) + after + of_use + of_three_years)


def beside(rate: float, weeks: int, cores: int) -> None:
    """Time the same futures with plants that come and go and with those that stand."""
    run = prepared(weeks, CHUNK * cores, CHUNK, "float32")
    moving, _ = futures_per_second(run, weeks)
    still, _ = futures_per_second(run, weeks, adapting=False)
    print(f"\nrollouts of {weeks} weeks, {len(jax.devices())} x {CHUNK} futures, in this process")
    print(f"  plants come and go: {moving:7.1f} futures/s of {WEEKS} weeks")
    print(f"  the market alone:   {still:7.1f} futures/s of {WEEKS} weeks")
    print(f"time with adaptation over without, same futures: {still / moving:.2f}")
    print(f"rate of the curve over that of rollouts: {rate / moving:.2f}")


if __name__ == "__main__":
    main()
