"""What an actor can do to a chain, week by week."""

from ._border_measures import Ban, Dumping, Extraterritorial, SupplyOrder, Tariff, Threat
from ._control import AbstractControl, Leakage, Reach, Span
from ._instruments import Funding, JointProject, Offtake, PriceFloor, Recycling, Stockpile, Subsidy
from ._licence import ApprovalPath, Licence, QuotaPool
from ._policy import Policy, PolicyShape, Schedule, Terms
from ._schedule import schedule

__all__ = [
    "AbstractControl",
    "ApprovalPath",
    "Ban",
    "Dumping",
    "Extraterritorial",
    "Funding",
    "JointProject",
    "Leakage",
    "Licence",
    "Offtake",
    "Policy",
    "PolicyShape",
    "PriceFloor",
    "QuotaPool",
    "Reach",
    "Recycling",
    "Schedule",
    "Span",
    "Stockpile",
    "Subsidy",
    "SupplyOrder",
    "Tariff",
    "Terms",
    "Threat",
    "schedule",
]
