"""Seconds of a contest of forty quarters, beside plain NumPy and what other solvers can finish.

``python -m benchmarks.game [--quick] [--only-ours]``. A contest with made-up payoffs is solved at
every state, with the best that each side could do, in two sizes: one hundred thousand states, and
1.4 million without keeping the plans. The first call is a user's wait: compiling is in it, unless
an earlier run left its code. Seconds of the processor stand beside those of the clock: half of
them are what two cores with nothing else to do would take. Then come the parts of a quarter, the
same node in plain NumPy, the machine's exponentials, and the largest trees that Gambit and
OpenSpiel finish.
"""

# pyright: reportPrivateUsage=false
# the parts of a quarter are timed one by one
from __future__ import annotations

import argparse
import os
import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
from benchmarks import game_peers, numpy_game
from benchmarks.made_up_contest import Size, made_up

from backfire.model.strategy import AgentLogit
from backfire.model.strategy.contest import Act, Contest, Reply, Solution, solve
from backfire.model.strategy.contest._node import Node, respond
from backfire.model.strategy.contest._node_solver import _begun, _looked_at, solved
from backfire.model.strategy.contest._quarter import (
    SENDER,
    TARGET,
    _invest,
    _mixed,
    _sender,
    _target,
)
from backfire.model.strategy.contest._solve import _last
from backfire.questions.run._run import set_up

PRECISION, SHARP = 8.0, 30.0
HUNDRED_THOUSAND = Size()
MILLIONS = Size(term=9, pipeline=5, fear=4, coalition=3)
QUICK = Size(
    term=2, capacity=2, pipeline=2, stock=2, fear=2, coalition=2, target=3, sender=3, quarters=6
)
AIM, AIM_OF_MILLIONS = 10.0, 240.0
"""Seconds on two cores."""
QUARTERS_BY_PART = 6
POSTURES_BY_NUMPY = 3
TIMES = 10


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the machine, both sizes, the parts of a quarter, the ratios and the peers."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--quick", action="store_true", help="a small contest in place of both")
    wanted.add_argument("--only-ours", action="store_true", help="without the peers")
    given = wanted.parse_args(arguments)
    set_up()
    print(f"{os.cpu_count()} cores, {platform.machine()}; load {os.getloadavg()[0]:.1f}")
    print(f"Python {platform.python_version()}, JAX {version('jax')}, NumPy {version('numpy')}\n")
    contest = made_up(QUICK if given.quick else HUNDRED_THOUSAND)
    told("first call", contest, timed(lambda: answer(contest, PRECISION)))
    found = timed(lambda: answer(contest, PRECISION))
    told("again", contest, found, "" if given.quick else f" (aim {AIM:.0f} s)")
    told(f"precision {SHARP:.0f}", contest, timed(lambda: answer(contest, SHARP)))
    large = made_up(QUICK if given.quick else MILLIONS)
    without = timed(lambda: answer(large, PRECISION, keep=False))
    told("no plans kept", large, without, "" if given.quick else f" (aim {AIM_OF_MILLIONS:.0f} s)")
    print("\nparts of a quarter, seconds of the processor")
    node = by_part(contest)
    print()
    beside_numpy(node)
    beside_exponentials(contest, found.seconds)
    if not given.only_ours:
        print("\nthe largest tree that another solver finishes in 15 seconds of the processor")
        for name in game_peers.PEERS:
            print(game_peers.told(name, 1 if given.quick else game_peers.LIMIT), flush=True)


def answer(contest: Contest, precision: float, keep: bool = True) -> Solution:
    """The contest solved, with regret."""
    return solve(contest, AgentLogit(jnp.array(precision)), keep=keep)


@dataclass(frozen=True)
class Timed:
    """What came out, and what it took."""

    found: Any
    seconds: float
    processor: float


def timed(run: Callable[[], Any], times: int = 1) -> Timed:
    """Seconds of a call, of the clock and of the processor on all cores."""
    found: Any = None
    began, worked = time.perf_counter(), time.process_time()
    for _ in range(times):
        found = jax.block_until_ready(run())
    seconds, processor = time.perf_counter() - began, time.process_time() - worked
    return Timed(found, seconds / times, processor / times)


def told(name: str, contest: Contest, run: Timed, more: str = "") -> None:
    """Print how long a sweep took, and how well its nodes were solved."""
    found: Solution = run.found
    states, cores = int(np.prod(contest.shape)), os.cpu_count() or 1
    print(
        f"{states:9,} states x {contest.quarters} quarters, {name + ':':15}{run.seconds:7.1f} s; "
        f"processor {run.processor:.1f} s, {run.processor / cores:.1f} s on each core{more}\n"
        f"{'':10}{found.nodes / run.seconds / 1e6:.2f} million nodes/s, residual "
        f"{float(found.residual):.0e}, unsolved {int(found.unsolved) / found.nodes:.1e} of "
        f"{found.nodes:,}, perhaps with a second answer {int(found.several) / found.nodes:.1e}",
        flush=True,
    )


def by_part(contest: Contest) -> Node:
    """Print what each part of a quarter takes, and leave the sender's last node."""
    sharp = PRECISION / contest.unit
    spent: dict[str, list[float]] = {}

    def part(name: str, run: Callable[..., Any], *given: Any) -> Any:
        done = timed(lambda: run(*given))
        spent.setdefault(name, []).append(done.processor)
        return done.found

    def moves(side: str, node: Node, guess: Any) -> Any:
        start = part(f"{side}: first guess", _begun, node, guess)
        log = part(f"{side}: Newton", respond, node, start)
        part(f"{side}: residual", _looked_at, node, log)
        return solved(node, guess)[0]

    node: Any = None
    later, act, reply = _last(contest, True), None, None
    for quarter in range(QUARTERS_BY_PART):
        rules = replace(contest, meetings=contest.meetings[quarter % contest.quarters][None])
        built, _ = part("nature and building", _invest, rules, sharp, later)
        node, ways = part("target: what follows", _target, rules, sharp, built)
        reply = moves("target", node, reply)
        answered = part("target: means", _mixed, node, reply, ways, TARGET)
        node, ways = part("sender: what follows", _sender, rules, sharp, answered)
        act = moves("sender", node, act)
        later = part("sender: means", _mixed, node, act, ways, SENDER)
    means = {name: float(np.mean(each[1:])) for name, each in spent.items()}
    whole = sum(means.values())
    for name, mean in means.items():
        print(f"  {name:22}{1e3 * mean:8.1f} ms  {mean / whole:4.0%}")
    return node


def beside_numpy(node: Node) -> None:
    """The sender's node for a few postures, compiled and in plain NumPy, from the same guess."""

    def few(table: jax.Array) -> jax.Array:
        return table if table.shape[1] == 1 else table[:, :POSTURES_BY_NUMPY]

    def parts(each: Node) -> tuple[Any, ...]:
        return each.curve.values, each.resolute, each.allowed

    node = eqx.tree_at(parts, node, replace_fn=few)
    start = jnp.zeros(node.curve.values.shape)
    moves = numpy_game.Moves.of(node)
    respond(node, start)
    ours = timed(lambda: respond(node, start), TIMES)
    plain = timed(lambda: numpy_game.respond(moves, np.asarray(start)))
    off = float(np.abs(np.exp(np.asarray(ours.found)) - np.exp(plain.found)).max())
    nodes = start.size // start.shape[0]
    print(
        f"the sender's node, {nodes:,} of them from no guess: "
        f"{1e9 * ours.processor / nodes:.0f} ns of the processor a node, "
        f"plain NumPy {1e9 * plain.processor / nodes:.0f} ns: "
        f"{plain.processor / ours.processor:.1f} times; probabilities differ by {off:.0e}"
    )


def beside_exponentials(contest: Contest, seconds: float) -> None:
    """What a sweep would take that did no more than one exponential an action at every node."""
    shape = (len(Act), *contest.shape)
    numbers = jnp.linspace(-5.0, 0.0, int(np.prod(shape))).reshape(shape)
    run = jax.jit(jnp.exp)
    run(numbers)
    rate = numbers.size / timed(lambda: run(numbers), TIMES).seconds
    least = contest.quarters * int(np.prod(contest.shape)) * (len(Act) + len(Reply)) / rate
    print(
        f"exponentials of this machine: {rate / 1e9:.2f} G/s; one an action and node would take "
        f"{least:.2f} s, the sweep takes {seconds / least:.0f} times that"
    )


if __name__ == "__main__":
    main()
