"""Seconds of the closures on the 402 industries of the United States, many shortages in one run.

``OPENBLAS_NUM_THREADS=1 python -m benchmarks.economy [--quick]``, so that no two threads share a
small matrix. A shortage takes a random share of an input of small cost from some industries, as in
the exercise of the Geological Survey, which runs 1,200. In the same process stand BoARIO on the
same table and shock, and the allocation as a program left to Clarabel, where the extra ``peers`` is
installed. Compiling is not counted.
"""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import time
import warnings
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np

from backfire import data
from backfire.model.economy import (
    AbstractClosure,
    Inventory,
    Loss,
    Network,
    Recipe,
    Shortage,
    Substitution,
)
from backfire.questions.run._run import set_up
from backfire.questions.trajectories import _networks as economy

SHORTAGES, HIT, COST_SHARE = 1200, 6, 1e-3
WEEKS = 52
TOGETHER = 25
"""Shortages of which prices are sought at once on each core."""
AIM_SECONDS, AIM_TIMES = 60.0, 20
SHOCKS = 3
"""Shortages that BoARIO runs."""
ENOUGH = 1e-5
"""Input per output below which BoARIO lets nobody wait for an input."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the machine, a line for each closure, and the ratios."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--quick", action="store_true", help="24 shortages on 71 industries")
    wanted.add_argument("--shortages", type=int, default=SHORTAGES)
    given = wanted.parse_args(arguments)
    set_up()
    network = table("bea-2017-71" if given.quick else "bea-2017-402")
    count = 24 if given.quick else given.shortages
    print(f"{os.cpu_count()} cores, {platform.machine()}; load {os.getloadavg()[0]:.1f}")
    print(f"Python {platform.python_version()}, JAX {version('jax')}, NumPy {version('numpy')}")
    print(f"BLAS threads: {os.environ.get('OPENBLAS_NUM_THREADS', 'as many as it likes')}")
    print(f"{count} shortages, {len(network.value_added)} industries, {WEEKS} weeks\n")
    missing, shares = shortages(network, count)
    prices = on_all_cores(network, Substitution.uniform(network, 0.1), missing, shares, TOGETHER)
    told("Substitution", network, prices, f"; residual {prices.residual:.0e}")
    weekly = {
        kind: on_all_cores(*cast((network, Inventory.uniform(network), missing, shares), kind))
        for kind in ("float64", "float32")
    }
    for kind, found in weekly.items():
        told(f"Inventory, {kind}", network, found, f"; {a_step(found):.3f} ms a shortage and week")
    recipe = one_by_one(network, missing, shares)
    whole = prices.seconds + weekly["float64"].seconds + recipe
    print(
        f"\nSubstitution, Inventory in float64 and Recipe: {whole:.1f} s "
        f"(aim {AIM_SECONDS:.0f} s for {SHORTAGES:,} shortages and 402 industries)\n"
    )
    beside_boario(network, missing, {kind: a_step(found) for kind, found in weekly.items()})
    beside_program(network, missing[0], recipe / count * len(jax.devices()))


def table(name: str) -> Network:
    """The table as the model has it."""
    return economy.network_of(data.read_input_output(name))


def shortages(network: Network, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Shares missing and cost shares, (shortage, industry)."""
    draw = np.random.default_rng(1)
    industries = len(network.value_added)
    hit = np.stack([draw.permutation(industries) < HIT for _ in range(count)])
    missing = np.where(hit, draw.uniform(0.1, 0.9, (count, 1)), 0.0)
    return missing, np.where(hit, COST_SHARE, 0.0)


@dataclass(frozen=True)
class Timed:
    """Seconds of all shortages, and what they cost."""

    seconds: float
    lost: np.ndarray
    """Share of gross domestic product, by shortage."""
    residual: float


def on_all_cores(
    network: Network,
    closure: AbstractClosure,
    missing: np.ndarray,
    shares: np.ndarray,
    together: int | None = None,
) -> Timed:
    """Time an equal part of the shortages on each core."""
    devices = jax.devices()
    pieces = (np.array_split(each, len(devices)) for each in (missing, shares))
    parts = zip(devices, *pieces, strict=True)
    placed = [jax.device_put((network, closure, *part), device) for device, *part in parts]

    def run() -> list[Loss]:
        with ThreadPoolExecutor(len(placed)) as pool:
            return list(pool.map(lambda part: jax.block_until_ready(lost(*part, together)), placed))

    run()
    began = time.perf_counter()
    found = run()
    seconds = time.perf_counter() - began
    value = np.concatenate([np.asarray(part.value_added) for part in found])
    residual = max(float(part.residual.max()) for part in found)
    return Timed(seconds, value / float(network.gdp), residual)


@eqx.filter_jit
def lost(
    network: Network,
    closure: AbstractClosure,
    missing: jax.Array,
    shares: jax.Array,
    together: int | None,
) -> Loss:
    """What each shortage costs, one after another or some at once."""

    def one(short: tuple[jax.Array, jax.Array]) -> Loss:
        return closure.loss(network, Shortage(short[0][None], short[1][None]))

    return jax.lax.map(one, (missing, shares), batch_size=together)


def cast(tree: Any, kind: str) -> Any:
    """The same in another precision."""
    return jax.tree.map(
        lambda leaf: leaf.astype(kind) if eqx.is_inexact_array_like(leaf) else leaf, tree
    )


def a_step(found: Timed) -> float:
    """Milliseconds of a shortage and week, with all cores at work."""
    return 1e3 * found.seconds / len(found.lost) / WEEKS


def told(name: str, network: Network, found: Timed, more: str = "") -> None:
    """Print seconds, and the loss with nine tenths of all shortages around it."""
    low, middle, high = 100 * np.quantile(found.lost, [0.05, 0.5, 0.95])
    print(
        f"{name + ':':20}{found.seconds:7.2f} s; "
        f"loss {middle:.3f} % of GDP ({low:.3f} to {high:.3f}){more}"
    )


def one_by_one(network: Network, missing: np.ndarray, shares: np.ndarray) -> float:
    """Seconds of all shortages by ``Recipe``; of a sample, scaled, if all take over a minute."""
    cores, whole = len(jax.devices()), len(missing)

    def value(pair: tuple[np.ndarray, np.ndarray]) -> float:
        short, share = pair
        return float(Recipe().loss(network, Shortage(short[None], share[None])).value_added)

    def run(count: int) -> Timed:
        began = time.perf_counter()
        with ThreadPoolExecutor(cores) as pool:
            added = list(pool.map(value, zip(missing[:count], shares[:count], strict=True)))
        return Timed(time.perf_counter() - began, np.array(added) / float(network.gdp), 0.0)

    found = run(min(24, whole))
    if found.seconds / len(found.lost) * whole < AIM_SECONDS:
        found = run(whole)
    sample = len(found.lost)
    said = "" if sample == whole else f"; {sample} of {whole} were run"
    each = found.seconds / sample
    told("Recipe", network, found, f"; {1e3 * each * cores:.0f} ms a solve on each core{said}")
    return each * whole


def beside_boario(network: Network, missing: np.ndarray, ours: Mapping[str, float]) -> None:
    """BoARIO on the same table: milliseconds a step, what it loses, and the ratios."""
    boario = peer("boario", "benchmarks.peer_boario")
    if boario is None:
        return
    stocks = boario.Stocks()
    final, added = np.asarray(network.final), np.asarray(network.value_added / network.gdp)
    closure = Inventory.uniform(
        network, network.requirements > ENOUGH, stocks.cover, stocks.restock
    )
    steps: list[float] = []
    for short in missing[:SHOCKS]:
        run = boario.simulation(
            np.asarray(network.flow), np.maximum(final, 0.0), short, WEEKS, stocks
        )
        theirs, seconds = boario.path(run)
        made = np.asarray(closure.path(network, jnp.tile(jnp.asarray(short), (WEEKS, 1))))
        lost = [100 * float((1 - each[: len(theirs)]).mean(0) @ added) for each in (theirs, made)]
        print(
            f"BoARIO {boario.VERSION}: {1e3 * seconds:.1f} ms a step; loss of {len(theirs)} weeks "
            f"{lost[0]:.2f} % of GDP, Inventory at the same parameters {lost[1]:.2f} %"
        )
        steps.append(1e3 * seconds)
    least = min(steps)
    for kind, step in ours.items():
        print(
            f"BoARIO's fastest over Inventory in {kind}, a scenario-step: {least / step:.0f} times "
            f"(aim {AIM_TIMES}); core for core {least / step / len(jax.devices()):.0f}"
        )


def beside_program(network: Network, short: np.ndarray, ours: float) -> None:
    """The allocation of one shortage as a program, by an interior-point method."""
    allocation = peer("cvxpy", "benchmarks.peer_allocation")
    if allocation is None:
        return
    unit = float(network.output.max())
    flow, final, output = (
        np.asarray(each) / unit for each in (network.flow, network.final, network.output)
    )
    began = time.perf_counter()
    _, made = allocation.nearest(flow, np.maximum(final, 0.0), output * (1 - short))
    seconds = time.perf_counter() - began
    shortage = Shortage(jnp.asarray(short)[None], jnp.asarray(short)[None])
    off = np.abs(made - output + Recipe().loss(network, shortage).output / unit)
    print(
        f"Clarabel {version('clarabel')} by CVXPY {version('cvxpy')}: {seconds:.1f} s a solve, "
        f"{seconds / ours:,.0f} times Recipe; outputs differ by {off.max():.0e} of the largest"
    )


def peer(name: str, program: str) -> Any:
    """What runs another program beside ours, or nothing where it is not installed."""
    if find_spec(name) is None:
        print(f"{name} is not installed; it comes with the extra peers")
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return importlib.import_module(program)


if __name__ == "__main__":
    main()
