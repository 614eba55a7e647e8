"""The largest tree of an alternating game that other solvers finish in 15 seconds.

``python -m benchmarks.game_peers [--limit 15]``, with the extra ``peers`` or with ``PEERS_PYTHON``
naming an interpreter that has it. Every solve is a process of its own on one core: its start,
reading the tree and solving it together stay under the limit, in seconds of the processor, so that
a busy machine changes little. Gambit must trace the agent quantal response to a
precision. OpenSpiel must come so near an equilibrium that a best response gains either side, on
average, less than a hundredth of the way from the lowest payoff to the highest. Payoffs are made
up; only the size of the tree is measured. Nothing here needs JAX.
"""

from __future__ import annotations

import argparse
import io
import json
import math
import os
import platform
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

LIMIT = 15
PATIENCE = 20
"""Seconds of the clock for one of the processor, after which a process is thought to hang."""
PYTHON = "PEERS_PYTHON"
PRECISION = 2.0
"""Of the quantal response, by payoffs of about one a round."""
GAP = 0.01
"""Share of the payoffs' span at which OpenSpiel stops; nothing says that it must come so near where
payoffs do not sum to zero."""

SENDER, TARGET = ("none", "delay", "ban"), ("hold", "concede", "retaliate")
KINDS = {"strategic": 0.7, "resolute": 0.3}
DISCOUNT = 0.9
"""A round."""
HARM = (0.0, 0.4, 1.2)
"""To the target, of each act of the sender."""
COST = (0.0, 0.1, 0.3)
"""To the sender."""
CONCESSION = (0.6, 1.0, 1.2)
"""To the sender, after each of his acts."""
GIVEN = {"strategic": 0.8, "resolute": 2.0}
"""What a concession costs each kind of target."""
BLOW, SPITE = 0.9, {"strategic": -0.3, "resolute": 0.4}
"""What retaliation costs the sender, and what it is worth to each kind of target after a ban."""


@dataclass(frozen=True)
class Tree:
    """The sender acts and the target answers in turn; only the target knows its own kind."""

    options: tuple[int, ...]
    """Actions at each move, from the first; the sender has the first, the third, and so on."""

    @property
    def leaves(self) -> int:
        """How many ends the tree has."""
        return len(KINDS) * math.prod(self.options)

    def __str__(self) -> str:
        """The tree in Gambit's extensive form."""
        return "\n".join(_Writer(self.options).lines) + "\n"


class _Writer:
    """Node by node, each before what follows it."""

    def __init__(self, options: tuple[int, ...]) -> None:
        self.options, self.ends = options, 0
        self.sets: tuple[dict[str, int], dict[str, int]] = {}, {}
        listed = " ".join(f'"{kind}" {share}' for kind, share in KINDS.items())
        self.lines = ['EFG 2 R "alternating" { "sender" "target" }', '""']
        self.lines.append(f'c "" 1 "" {{ {listed} }} 0')
        for kind in KINDS:
            self.node(kind, "", 0.0, 0.0)

    def node(self, kind: str, past: str, sender: float, target: float) -> None:
        """A move, or the end, after acts and answers told by their numbers."""
        if len(past) == len(self.options):
            self.ends += 1
            self.lines.append(f't "" {self.ends} "" {{ {sender:.9g}, {target:.9g} }}')
            return
        side = len(past) % 2
        name = f"{past}{kind}" if side else past
        number = self.sets[side].setdefault(name, len(self.sets[side]) + 1)
        actions = (SENDER, TARGET)[side][: self.options[len(past)]]
        listed = " ".join(f'"{action}"' for action in actions)
        self.lines.append(f'p "" {side + 1} {number} "{name}" {{ {listed} }} 0')
        for action in range(len(actions)):
            own, other = _payoff(kind, past, action)
            self.node(kind, f"{past}{action}", sender + own, target + other)


def _payoff(kind: str, past: str, action: int) -> tuple[float, float]:
    """What a move brings the sender and the target, discounted."""
    factor = DISCOUNT ** (len(past) // 2)
    if len(past) % 2 == 0:
        return -factor * COST[action], -factor * HARM[action]
    act = int(past[-1])
    answers = (
        (0.0, 0.0),
        (CONCESSION[act], HARM[act] / 2 - GIVEN[kind]),
        (-BLOW, SPITE[kind] * act / 2 - 0.1),
    )
    return factor * answers[action][0], factor * answers[action][1]


def ladder() -> Iterator[Tree]:
    """Trees of more and more leaves; the last two moves have two actions before they have three."""
    for moves in count(3):
        for last in ((2, 2), (3, 2), (3, 3)):
            yield Tree((3,) * (moves - 2) + last)


def logit(text: str) -> tuple[float, str]:
    """Agent quantal response by Gambit, which traces it up from zero: the largest residual."""
    gambit: Any = import_module("pygambit")
    (found,) = gambit.qre.logit_solve_lambda(gambit.read_efg(io.StringIO(text)), PRECISION)
    worth, worst = dict(found.profile.action_values), 0.0
    for side in ("sender", "target"):
        for where, played in found.profile[side]:
            values = dict(worth[where])
            weights = {
                action: math.exp(PRECISION * (value - max(values.values())))
                for action, value in values.items()
            }
            total = sum(weights.values())
            worst = max(worst, *(abs(played[each] - weights[each] / total) for each in weights))
    return worst, f"precision {PRECISION:g}"


def regret_minimised(text: str, solver: str) -> tuple[float, str]:
    """Counterfactual regret by OpenSpiel: gain by best responses, over the payoffs' span."""
    spiel: Any = import_module("pyspiel")
    game = spiel.load_efg_game(text)
    found, span = getattr(spiel, solver)(game), game.max_utility() - game.min_utility()
    turns, gap = 0, math.inf
    while gap > GAP:
        more = max(8, turns // 2)
        for _ in range(more):
            found.evaluate_and_update_policy()
        turns += more
        gap = spiel.nash_conv(game, found.average_policy()) / 2 / span
    return gap, f"{turns} turns"


@dataclass(frozen=True)
class Peer:
    """Another solver: what it is imported and installed as, and how it solves a written tree."""

    module: str
    package: str
    solve: Callable[[str], tuple[float, str]]
    measure: str


PEERS = {
    "Gambit logit": Peer("pygambit", "pygambit", logit, "residual"),
    "OpenSpiel CFR": Peer(
        "pyspiel", "open_spiel", partial(regret_minimised, solver="CFRSolver"), "exploitability"
    ),
    "OpenSpiel CFR+": Peer(
        "pyspiel", "open_spiel", partial(regret_minimised, solver="CFRPlusSolver"), "exploitability"
    ),
}


@dataclass(frozen=True)
class Solved:
    """One tree that a peer finished."""

    leaves: int
    seconds: float
    """Of the processor for reading and solving; the process's start is not among them."""
    found: float
    """Residual, or exploitability over the span of payoffs."""
    how: str
    version: str


def solved(name: str, tree: Tree, limit: int) -> Solved | str:
    """The tree by a peer in its own process, or why it did not finish.

    ``ModuleNotFoundError`` where the peer is not there to be asked.
    """
    python = os.environ.get(PYTHON, sys.executable)
    try:
        done = subprocess.run(
            [python, str(Path(__file__)), "--solve", name, "--limit", str(limit)],
            input=str(tree),
            capture_output=True,
            text=True,
            timeout=PATIENCE * limit,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "it hangs"
    except OSError as error:
        message = f"{name}: {PYTHON} must name an interpreter, got {python} ({error.strerror})"
        raise ModuleNotFoundError(message) from error
    if done.returncode == -signal.SIGXCPU:
        return "time is up"
    if done.returncode:
        return (done.stderr.strip().splitlines() or [f"ended with {done.returncode}"])[-1]
    answer = json.loads(done.stdout.splitlines()[-1])
    if not answer:
        package = PEERS[name].package
        where = f"name an interpreter that has it in {PYTHON}"
        message = f"{name}: {package} is not installed; it comes with the extra peers, or {where}"
        raise ModuleNotFoundError(message)
    return Solved(tree.leaves, **answer)


@dataclass(frozen=True)
class Largest:
    """How far up the ladder a peer came."""

    solved: Solved | None
    """The last tree that it finished."""
    next_leaves: int
    """Size of the tree that it did not finish."""
    reason: str


def largest(name: str, limit: int = LIMIT) -> Largest:
    """The last tree of the ladder that a peer finishes, and the first that it does not.

    ``ModuleNotFoundError`` where the peer is not there to be asked.
    """
    last: Solved | None = None
    for tree in ladder():
        found = solved(name, tree, limit)
        if isinstance(found, str):
            return Largest(last, tree.leaves, found)
        last = found
    raise AssertionError


def told(name: str, limit: int = LIMIT) -> str:
    """A line of the table, or why there is none."""
    try:
        found = largest(name, limit)
    except ModuleNotFoundError as error:
        return str(error)
    after = f"not {found.next_leaves:,} leaves: {found.reason}"
    if found.solved is None:
        return f"{name}: {after}"
    last = found.solved
    return (
        f"{name + ' ' + last.version:24}{last.leaves:>10,} leaves {last.seconds:7.2f} s   "
        f"{PEERS[name].measure} {last.found:.1e}, {last.how}; {after}"
    )


def _solve(name: str, text: str) -> None:
    """What the process of a peer prints: its answer, or that it is not installed."""
    peer = PEERS[name]
    if find_spec(peer.module) is None:
        print(json.dumps(None))
        return
    import_module(peer.module)
    began = time.process_time()
    found, how = peer.solve(text)
    seconds = time.process_time() - began
    answer = {"seconds": seconds, "found": found, "how": how, "version": version(peer.package)}
    print(json.dumps(answer))


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the machine and a line for each peer."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--limit", type=int, default=LIMIT, help="processor seconds")
    wanted.add_argument("--solve", choices=PEERS, help=argparse.SUPPRESS)
    given = wanted.parse_args(arguments)
    if given.solve:
        resource.setrlimit(resource.RLIMIT_CPU, (given.limit, given.limit + 1))
        _solve(given.solve, sys.stdin.read())
        return
    print(f"{os.cpu_count()} cores, {platform.machine()}; load {os.getloadavg()[0]:.1f}")
    print(f"the largest tree finished in {given.limit} s of the processor, start and all:")
    for name in PEERS:
        print(told(name, given.limit), flush=True)


if __name__ == "__main__":
    main()
