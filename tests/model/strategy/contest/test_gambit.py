"""Two quarters of a contest written as a tree: Gambit says what each action is worth in it.

The draws that round a belief are moves of chance in the tree, at the probabilities that the plans
give them. Every choice must be the logit response to what Gambit finds.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field, replace
from decimal import Decimal

import jax.numpy as jnp
import numpy as np
import pytest

from backfire.model.strategy.contest import OPEN, Act, Contest, Reply, Solution, Start
from tests.model.strategy.contest import small
from tests.model.strategy.contest.plain_recursion import roundings

pygambit = pytest.importorskip("pygambit", reason="comes with the extra 'peers'")

PRECISION = 4.0
START = Start(small.CALM, capacity=0, pipeline=1, stock=1, target=0.4, sender=0.5)
A_QUARTER = 4
"""Things seen in a quarter: an action and a belief of either side."""
KINDS = ("strategic", "resolute")


@dataclass
class Tree:
    """The game node by node; a player's sets are told apart by what both have seen."""

    contest: Contest
    solution: Solution
    lines: list[str] = field(
        default_factory=lambda: ['EFG 2 R "contest" { "sender" "target" }', '""']
    )
    sets: tuple[dict[str, int], dict[str, int]] = field(default_factory=lambda: ({}, {}))
    plans: tuple[list, list] = field(default_factory=lambda: ([], []))
    """Logarithms of the strategic type's choice at each set."""
    counts: dict[str, int] = field(default_factory=lambda: {"c": 0, "t": 0})

    def __post_init__(self) -> None:
        self.tables = {
            name: np.asarray(table)
            for part in (self.contest.payoffs, self.contest.beliefs)
            for name, table in vars(part).items()
        }
        own = np.searchsorted(self.tables["sender"], START.sender)
        other = np.searchsorted(self.tables["target"], START.target)
        pairs = [(sent, answered) for sent in (0, 1) for answered in (0, 1)]
        chances = [
            (START.sender if sent else 1 - START.sender)
            * (START.target if answered else 1 - START.target)
            for sent, answered in pairs
        ]
        self.chance([f"{KINDS[a]} {KINDS[b]}" for a, b in pairs], chances)
        for kinds in pairs:
            self.acts(0, kinds, "", START.posture, (int(other), int(own)), np.zeros(2))

    def chance(self, names, shares) -> None:
        """Gambit wants them to add up to one to the last digit."""
        self.counts["c"] += 1
        exact = [Decimal(f"{share:.14f}") for share in shares[:-1]]
        exact.append(1 - sum(exact))
        listed = " ".join(f'"{name}" {share}' for name, share in zip(names, exact, strict=True))
        self.lines.append(f'c "" {self.counts["c"]} "" {{ {listed} }} 0')

    def acts(self, quarter, kinds, past, posture, beliefs, paid) -> None:
        if quarter == len(self.solution.plans):
            self.counts["t"] += 1
            after = self.tables["after"][:, posture, START.capacity, START.stock]
            sender, target = paid + float(self.contest.discount) ** quarter * after
            self.lines.append(f't "" {self.counts["t"]} "" {{ {sender:.15g}, {target:.15g} }}')
            return
        factor = float(self.contest.discount) ** quarter

        def goes(act, believed) -> None:
            cost = self.tables["act"][:, posture, act]
            if act == Act.FLOOD:
                cost = cost + self.tables["flood"][:, START.capacity]
            to = int(small.POSTURES.after_act[posture, act])
            seen = f"{past}{act}{believed}"
            self.replies(quarter, kinds, seen, to, (beliefs[0], believed), paid + factor * cost)

        rule = self.tables["resolute_sender"][posture]
        self.move(0, quarter, kinds, past, posture, beliefs, list(Act), rule, goes)

    def replies(self, quarter, kinds, past, posture, beliefs, paid) -> None:
        factor = float(self.contest.discount) ** quarter
        renews = posture < OPEN or bool(self.contest.meetings[quarter])
        may = [each for each in Reply if renews or each != Reply.DEAL]
        rule = np.array([self.tables["resolute_target"][posture, each] for each in may])

        def goes(reply, believed) -> None:
            to = int(small.POSTURES.after_reply[posture, reply])
            flow = self.tables["flow"][:, to, START.capacity, START.stock, START.coalition]
            more = factor * (self.tables["reply"][:, posture, reply] + flow)
            seen = f"{past}{reply}{believed}"
            self.acts(quarter + 1, kinds, seen, to, (believed, beliefs[1]), paid + more)

        self.move(1, quarter, kinds, past, posture, beliefs, may, rule / rule.sum(), goes)

    def move(self, side, quarter, kinds, past, posture, beliefs, may, rule, goes) -> None:
        """A move, and the draw that rounds what it tells."""
        plan = self.solution.plans[quarter]
        things = (START.capacity, START.pipeline, START.stock, START.fear, START.coalition)
        logs = np.asarray((plan.act, plan.reply)[side])[(slice(None), posture, *things, *beliefs)]
        logs = logs[may].astype(float)
        names = [each.name for each in may]
        if kinds[side]:
            possible = [each for each in range(len(may)) if rule[each] > 0]
            self.chance([names[each] for each in possible], rule[possible])
        else:
            possible = list(range(len(may)))
            number = self.sets[side].setdefault(past, len(self.sets[side]) + 1)
            if number > len(self.plans[side]):
                self.plans[side].append(logs)
            listed = " ".join(f'"{name}"' for name in names)
            self.lines.append(f'p "" {side + 1} {number} "{past}" {{ {listed} }} 0')
        grid = self.tables[("sender", "target")[side]].tolist()
        believed = grid[beliefs[1 - side]]
        for each in possible:
            resolute, either = believed * rule[each], believed * rule[each]
            either += (1 - believed) * np.exp(logs[each])
            drawn = roundings(grid, resolute / either if either > 0 else 0.0)
            shares = [shown(point, resolute / either, grid, kinds[side]) for point in drawn]
            kept = [(at.point, share) for at, share in zip(drawn, shares, strict=True) if share > 0]
            if len(kept) > 1:
                self.chance([str(point) for point, _ in kept], [share for _, share in kept])
            for point, _ in kept:
                goes(may[each], point)


def shown(point, posterior, grid, resolute) -> float:
    """How likely a point is drawn for either type."""
    if not resolute:
        return point.of_strategic
    return point.of_either * grid[point.point] / posterior


def test_every_choice_is_the_logit_response_to_what_gambit_finds(contest):
    still = small.lasting(small.still(contest), True, False)
    free = replace(still, payoffs=replace(still.payoffs, build=jnp.zeros(4)))
    found = small.solved(free, PRECISION)
    tree = Tree(free, found)
    game = pygambit.read_efg(io.StringIO("\n".join(tree.lines) + "\n"))
    played = [[list(np.exp(logs)) for logs in side] for side in tree.plans]
    profile = game.mixed_behavior_profile(played)
    worth = dict(profile.action_values)
    for side, name in enumerate(("sender", "target")):
        sharp = PRECISION / float(free.unit[side])
        sets = zip(profile[name], tree.sets[side], tree.plans[side], strict=True)
        for (where, _), past, logs in sets:
            # Gambit counts in dollars of the first quarter, each choice is made in its own
            now = float(free.discount) ** (len(past) // A_QUARTER)
            level = logs - sharp / now * np.array(list(dict(worth[where]).values()))
            np.testing.assert_allclose(level, level[0], atol=1e-5)
    assert len(tree.plans[0]) > 50
    assert len(tree.plans[1]) > 200
