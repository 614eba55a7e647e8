"""When to use the card and what it tells: games between types, and what they sign."""

from ._choice import Choice
from ._choose import choose
from ._deal import Deal, Issues, frontier, packages, settle
from ._equilibrium import AgentLogit, Equilibrium, solve
from ._game import Outcome, ThreatGame
from ._regret import Regret, regret
from ._round import Answered, Round, play
from ._signal import Signal
from ._worth import AbstractWorth, OnGrid, rounding

__all__ = [
    "AbstractWorth",
    "AgentLogit",
    "Answered",
    "Choice",
    "Deal",
    "Equilibrium",
    "Issues",
    "OnGrid",
    "Outcome",
    "Regret",
    "Round",
    "Signal",
    "ThreatGame",
    "choose",
    "frontier",
    "packages",
    "play",
    "regret",
    "rounding",
    "settle",
    "solve",
]
