"""When to use a control: choices that tell a type, and the deals that two sides sign."""

from ._belief import AbstractWorth, OnGrid, Signal, rounding
from ._choose import AgentLogit, Choice, choose
from ._deal import Deal, Issues, frontier, packages, settle

__all__ = [
    "AbstractWorth",
    "AgentLogit",
    "Choice",
    "Deal",
    "Issues",
    "OnGrid",
    "Signal",
    "choose",
    "frontier",
    "packages",
    "rounding",
    "settle",
]
