"""When to use the card and what it tells: games between types, and what they sign."""

from ._bargaining import (
    Ultimatum,
    first_offer,
    price_of_overconfidence,
    shift_causes_conflict,
    ultimatum,
)
from ._choice import Choice
from ._choose import choose
from ._deal import Deal, Issues, frontier, packages, settle
from ._dependence import (
    Course,
    Dependence,
    course_of_supply,
    deterring_supply,
    restricts_above,
    restricts_at_once_above,
)
from ._equilibrium import AgentLogit, Equilibrium, solve
from ._game import Outcome, ThreatGame
from ._linear_quadratic import MarkovPerfect, Rival, markov_perfect
from ._reciprocity import best_generosity, noisy_reciprocity, spiral
from ._regret import Regret, regret
from ._reputation import Attrition, attrition, deterred_above, weak_fights
from ._round import Answered, Round, play
from ._signal import Signal
from ._timing import dearest_arrival, limit_price, rent_lost_by_use, worth_of_flooding
from ._worth import AbstractWorth, OnGrid, rounding

__all__ = [
    "AbstractWorth",
    "AgentLogit",
    "Answered",
    "Attrition",
    "Choice",
    "Course",
    "Deal",
    "Dependence",
    "Equilibrium",
    "Issues",
    "MarkovPerfect",
    "OnGrid",
    "Outcome",
    "Regret",
    "Rival",
    "Round",
    "Signal",
    "ThreatGame",
    "Ultimatum",
    "attrition",
    "best_generosity",
    "choose",
    "course_of_supply",
    "dearest_arrival",
    "deterred_above",
    "deterring_supply",
    "first_offer",
    "frontier",
    "limit_price",
    "markov_perfect",
    "noisy_reciprocity",
    "packages",
    "play",
    "price_of_overconfidence",
    "regret",
    "rent_lost_by_use",
    "restricts_above",
    "restricts_at_once_above",
    "rounding",
    "settle",
    "shift_causes_conflict",
    "solve",
    "spiral",
    "ultimatum",
    "weak_fights",
    "worth_of_flooding",
]
