"""Seconds of the closures on the 402 industries of the United States, many shortages in one run.

``python -m benchmarks.economy [--quick]``. A shortage takes a random share of an input of small
cost from a handful of industries, as in the exercise of the Geological Survey, which runs some
1,200. Beside the closures stands, in the same process, one solve of the allocation a shortage.
"""

from __future__ import annotations

import argparse
import os
import platform
import time
from importlib.metadata import version

import jax
import jax.numpy as jnp
import numpy as np

from backfire import data
from backfire.model.economy import Inventory, Network, Recipe, Shortage, Substitution

SHORTAGES, HIT, COST_SHARE = 1200, 6, 1e-3
AIM_SECONDS = 60.0


def main() -> None:
    """Print the machine and a line for each closure."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--quick", action="store_true", help="24 shortages on 71 industries")
    wanted.add_argument("--shortages", type=int, default=SHORTAGES)
    given = wanted.parse_args()
    quick = given.quick
    jax.config.update("jax_enable_x64", True)
    network = table("bea-2017-71" if quick else "bea-2017-402")
    count = 24 if quick else given.shortages
    print(f"{os.cpu_count()} cores, {platform.machine()}; load {os.getloadavg()[0]:.1f}")
    print(f"Python {platform.python_version()}, JAX {version('jax')}, float64")
    print(f"{count} shortages, {len(network.value_added)} industries")
    missing, shares = shortages(network, count)
    substitution = timed(
        "Substitution", network, missing, shares, Substitution.uniform(network, 0.1)
    )
    inventory = timed("Inventory", network, missing, shares, Inventory())
    print(f"both: {substitution + inventory:.1f} s, aim {AIM_SECONDS:.0f} s")
    print(f"Inventory, a shortage and week: {1e3 * inventory / count / 52:.3f} ms")
    one_by_one(network, missing, shares)


def table(name: str) -> Network:
    """The table as the model has it."""
    read = data.read_input_output(name)
    added = read.output - read.flow.sum(0)
    return Network(
        jnp.asarray(read.flow), jnp.asarray(added), jnp.asarray(read.output - read.flow.sum(1))
    )


def shortages(network: Network, count: int) -> tuple[jax.Array, jax.Array]:
    """Shares missing and cost shares, with the shortage first."""
    draw = np.random.default_rng(1)
    industries = len(network.value_added)
    hit = np.stack([draw.permutation(industries) < HIT for _ in range(count)])
    missing = np.where(hit, draw.uniform(0.1, 0.9, (count, 1)), 0.0)
    return jnp.asarray(missing), jnp.asarray(np.where(hit, COST_SHARE, 0.0))


def timed(
    name: str,
    network: Network,
    missing: jax.Array,
    shares: jax.Array,
    closure: Substitution | Inventory,
) -> float:
    """Seconds of all shortages in one call, without the compiling."""

    @jax.jit
    def lost(missing: jax.Array, shares: jax.Array) -> jax.Array:
        def one(pair: tuple[jax.Array, jax.Array]) -> jax.Array:
            return closure.loss(network, Shortage(*pair)).value_added

        return jax.lax.map(one, (missing, shares))

    lost(missing, shares).block_until_ready()
    began = time.perf_counter()
    found = lost(missing, shares).block_until_ready()
    seconds = time.perf_counter() - began
    share = np.quantile(np.asarray(found) / float(network.gdp), [0.05, 0.5, 0.95])
    band = " to ".join(f"{100 * each:.3f}" for each in share[[0, 2]])
    print(f"{name}: {seconds:.1f} s; loss {100 * share[1]:.3f} % of GDP ({band})")
    return seconds


def one_by_one(network: Network, missing: jax.Array, shares: jax.Array) -> None:
    """Seconds of one solve of the allocation, the mean of three."""
    began = time.perf_counter()
    lost = [
        float(Recipe().loss(network, Shortage(missing[number], shares[number])).value_added)
        for number in range(3)
    ]
    seconds = (time.perf_counter() - began) / 3
    print(f"Recipe, one solve a shortage: {seconds:.2f} s; loss of the first {lost[0]:,.3g} USD")


if __name__ == "__main__":
    main()
