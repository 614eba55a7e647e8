"""Games solved on paper: what the solvers are tested against and the documents explain."""

from ._bargaining import (
    Ultimatum,
    first_offer,
    price_of_overconfidence,
    shift_causes_conflict,
    ultimatum,
)
from ._dependence import (
    Course,
    Dependence,
    course_of_supply,
    deterring_supply,
    restricts_above,
    restricts_at_once_above,
)
from ._linear_quadratic import MarkovPerfect, Rival, markov_perfect
from ._reputation import (
    Attrition,
    attrition,
    best_generosity,
    deterred_above,
    noisy_reciprocity,
    spiral,
    weak_fights,
)
from ._threat_game import Answered, Outcome, Round, ThreatGame, play
from ._threat_solution import Equilibrium, Regret, regret, solve
from ._timing import dearest_arrival, limit_price, rent_lost_by_use, worth_of_flooding

__all__ = [
    "Answered",
    "Attrition",
    "Course",
    "Dependence",
    "Equilibrium",
    "MarkovPerfect",
    "Outcome",
    "Regret",
    "Rival",
    "Round",
    "ThreatGame",
    "Ultimatum",
    "attrition",
    "best_generosity",
    "course_of_supply",
    "dearest_arrival",
    "deterred_above",
    "deterring_supply",
    "first_offer",
    "limit_price",
    "markov_perfect",
    "noisy_reciprocity",
    "play",
    "price_of_overconfidence",
    "regret",
    "rent_lost_by_use",
    "restricts_above",
    "restricts_at_once_above",
    "shift_causes_conflict",
    "solve",
    "spiral",
    "ultimatum",
    "weak_fights",
    "worth_of_flooding",
]
