"""What an actor can do to a chain, week by week."""

from ._ban import Ban
from ._control import AbstractControl, Frame, Leakage, Reach, Span
from ._dumping import Dumping
from ._extraterritorial import Extraterritorial
from ._funding import Funding
from ._joint_project import JointProject
from ._licence import ApprovalPath, Licence
from ._offtake import Offtake
from ._policy import Policy, Schedule, Terms
from ._price_floor import PriceFloor
from ._quota_pool import QuotaPool
from ._recycling import Recycling
from ._schedule import schedule
from ._stockpile import Stockpile
from ._subsidy import Subsidy
from ._supply_order import SupplyOrder
from ._tariff import Tariff
from ._threat import Threat

__all__ = [
    "AbstractControl",
    "ApprovalPath",
    "Ban",
    "Dumping",
    "Extraterritorial",
    "Frame",
    "Funding",
    "JointProject",
    "Leakage",
    "Licence",
    "Offtake",
    "Policy",
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
