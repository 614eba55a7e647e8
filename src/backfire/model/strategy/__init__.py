"""When to use a control: choices that tell a type, and the deals that two sides sign."""

from ._belief import AbstractWorth, OnGrid, Signal, rounding
from ._deal import (
    Deal,
    Issues,
    best_gains,
    chances,
    cost_over_gain,
    frontier,
    package_gains,
    packages,
    settle,
)
from ._logit_choice import AgentLogit, Choice, choose
from ._term import TermChoice, choose_term

__all__ = [
    "AbstractWorth",
    "AgentLogit",
    "Choice",
    "Deal",
    "Issues",
    "OnGrid",
    "Signal",
    "TermChoice",
    "best_gains",
    "chances",
    "choose",
    "choose_term",
    "cost_over_gain",
    "frontier",
    "package_gains",
    "packages",
    "rounding",
    "settle",
]
