"""A game played again with something changed, in several futures, each solved once."""

from backfire.questions.game import Solved, confronted, hazard, used

from ._change import AS_IS, HELD_BACK, Change, Rule
from ._read import (
    chances,
    cut,
    ever,
    in_truce,
    outside,
    paid_within,
    seen,
    succeeded,
    worth,
    year_of_ban,
)
from ._trials import Trials

__all__ = [
    "AS_IS",
    "HELD_BACK",
    "Change",
    "Rule",
    "Solved",
    "Trials",
    "chances",
    "confronted",
    "cut",
    "ever",
    "hazard",
    "in_truce",
    "outside",
    "paid_within",
    "seen",
    "succeeded",
    "used",
    "worth",
    "year_of_ban",
]
