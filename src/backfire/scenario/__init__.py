"""What if: scenarios as frozen, closed records, read from YAML and checked all at once."""

from ._any_control import AnyControl
from ._approval import Approval
from ._ban import Ban
from ._band import Band
from ._control import Control
from ._extraterritorial import Extraterritorial
from ._friction import Friction
from ._json_schema import json_schema
from ._library import library, read_scenario
from ._licence import Licence
from ._quick import quick
from ._quota_pool import QuotaPool
from ._reference import Reference
from ._scenario import Scenario
from ._shortage import Shortage
from ._supply_order import SupplyOrder
from ._suspension import Suspension
from ._tariff import Tariff
from ._template import write_new
from ._threat import Threat
from ._tranche import Tranche
from ._yaml import read_value

__all__ = [
    "AnyControl",
    "Approval",
    "Ban",
    "Band",
    "Control",
    "Extraterritorial",
    "Friction",
    "Licence",
    "QuotaPool",
    "Reference",
    "Scenario",
    "Shortage",
    "SupplyOrder",
    "Suspension",
    "Tariff",
    "Threat",
    "Tranche",
    "json_schema",
    "library",
    "quick",
    "read_scenario",
    "read_value",
    "write_new",
]
