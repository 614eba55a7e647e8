"""What if: scenarios as frozen, closed records, read from YAML and checked all at once."""

from ._branch import json_schema
from ._checks import MOST_MEMORY, memory_needed
from ._controls import (
    AnyControl,
    Approval,
    Ban,
    Control,
    Extraterritorial,
    Friction,
    Licence,
    QuotaPool,
    SupplyOrder,
    Suspension,
    Tariff,
    Threat,
    Tranche,
)
from ._fields import AmountBand, Band, CostBand, PositiveBand, Prior
from ._game import Game, InOpen, InTruce
from ._instruments import (
    AnyInstrument,
    Dumping,
    Instrument,
    Investment,
    JointProject,
    Offtake,
    PriceFloor,
    Recycling,
    Stockpile,
    Subsidy,
)
from ._leverage import (
    Activity,
    Backtest,
    Concession,
    ConcessionByGame,
    LeverageQuestion,
    Reference,
    Shortage,
    Worth,
)
from ._library import library, parse_scenario, read_scenario
from ._new import quick, write_new
from ._payoffs import RangePayoffs
from ._players import SenderRule, TargetRule
from ._scenario import Scenario
from ._yaml import read_value

__all__ = [
    "MOST_MEMORY",
    "Activity",
    "AmountBand",
    "AnyControl",
    "AnyInstrument",
    "Approval",
    "Backtest",
    "Ban",
    "Band",
    "Concession",
    "ConcessionByGame",
    "Control",
    "CostBand",
    "Dumping",
    "Extraterritorial",
    "Friction",
    "Game",
    "InOpen",
    "InTruce",
    "Instrument",
    "Investment",
    "JointProject",
    "LeverageQuestion",
    "Licence",
    "Offtake",
    "PositiveBand",
    "PriceFloor",
    "Prior",
    "QuotaPool",
    "RangePayoffs",
    "Recycling",
    "Reference",
    "Scenario",
    "SenderRule",
    "Shortage",
    "Stockpile",
    "Subsidy",
    "SupplyOrder",
    "Suspension",
    "TargetRule",
    "Tariff",
    "Threat",
    "Tranche",
    "Worth",
    "json_schema",
    "library",
    "memory_needed",
    "parse_scenario",
    "quick",
    "read_scenario",
    "read_value",
    "write_new",
]
