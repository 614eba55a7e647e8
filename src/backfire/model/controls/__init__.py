"""What an actor can do to a chain, week by week."""

from ._ban import Ban
from ._control import AbstractControl, Frame, Leakage, Reach, Span
from ._extraterritorial import Extraterritorial
from ._licence import ApprovalPath, Licence
from ._policy import Policy, Schedule, Terms
from ._quota_pool import QuotaPool
from ._schedule import schedule
from ._supply_order import SupplyOrder
from ._tariff import Tariff
from ._threat import Threat

__all__ = [
    "AbstractControl",
    "ApprovalPath",
    "Ban",
    "Extraterritorial",
    "Frame",
    "Leakage",
    "Licence",
    "Policy",
    "QuotaPool",
    "Reach",
    "Schedule",
    "Span",
    "SupplyOrder",
    "Tariff",
    "Terms",
    "Threat",
    "schedule",
]
