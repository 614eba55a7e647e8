"""The two-round threat game of the tests, as arrays and as a tree that Gambit reads."""

from __future__ import annotations

import jax.numpy as jnp

from backfire.model.strategy.closed_forms import Outcome, ThreatGame

RESOLUTE_CONCEDES = (0.05, 0.1)
SENDER = (
    # quiet, conceded, carried out, backed down; against a strategic and a resolute target
    ((1.0, 1.0), (3.0, 3.0), (0.8, 0.2), (0.5, 0.5)),
    ((1.2, 1.2), (2.5, 2.5), (0.9, 0.1), (0.6, 0.6)),
)
TARGET = ((2.0, 1.0, 0.2, 1.8), (1.8, 1.1, 0.3, 1.9))
GOES_ON = (1.0, 0.9, 0.6, 1.0)


def two_rounds(prior: float) -> ThreatGame:
    return ThreatGame(
        jnp.array(prior),
        jnp.array(RESOLUTE_CONCEDES),
        jnp.array(SENDER),
        jnp.array(TARGET),
        jnp.array(GOES_ON),
    )


class Tree:
    """The same game written node by node, in the order of Gambit's extensive form."""

    def __init__(self, prior: float) -> None:
        self.lines = ['EFG 2 R "threat" { "sender" "target" }', '""']
        self.sets: dict[tuple[str, str], int] = {}
        self.chances = 0
        self.ends = 0
        self.chance([("strategic", 1 - prior), ("resolute", prior)])
        for kind in (0, 1):
            self.round(0, kind, "", 0.0, 0.0)

    def __str__(self) -> str:
        return "\n".join(self.lines) + "\n"

    def chance(self, branches) -> None:
        self.chances += 1
        listed = " ".join(f'"{name}" {share:.12g}' for name, share in branches)
        self.lines.append(f'c "" {self.chances} "" {{ {listed} }} 0')

    def move(self, side: str, name: str, actions: tuple[str, str]) -> None:
        number = self.sets.setdefault((side, name), 1 + sum(own == side for own, _ in self.sets))
        listed = " ".join(f'"{action}"' for action in actions)
        player = 1 if side == "sender" else 2
        self.lines.append(f'p "" {player} {number} "{name}" {{ {listed} }} 0')

    def end(self, sender: float, target: float) -> None:
        self.ends += 1
        self.lines.append(f't "" {self.ends} "" {{ {sender:.12g}, {target:.12g} }}')

    def round(self, number: int, kind: int, past: str, sender: float, target: float) -> None:
        """Beliefs are nowhere written: the sender's sets hold both kinds, the target's one."""

        def outcome(which: Outcome) -> None:
            got = sender + SENDER[number][which][kind], target + TARGET[number][which]
            on = GOES_ON[which] if number + 1 < len(TARGET) else 0.0
            if 0 < on < 1:
                self.chance([("ends", 1 - on), ("goes on", on)])
            if on < 1:
                self.end(*got)
            if on > 0:
                self.round(number + 1, kind, f"{past}{which.value}", *got)

        self.move("sender", f"threaten{past}", ("no", "yes"))
        outcome(Outcome.QUIET)
        if kind:
            share = RESOLUTE_CONCEDES[number]
            self.chance([("concedes", share), ("holds", 1 - share)])
        else:
            self.move("target", f"answer{past}", ("concede", "hold"))
        outcome(Outcome.CONCEDED)
        self.move("sender", f"carry{past}", ("yes", "no"))
        outcome(Outcome.CARRIED_OUT)
        outcome(Outcome.BACKED_DOWN)
