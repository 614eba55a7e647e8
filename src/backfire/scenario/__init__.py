"""What if: scenarios as frozen, closed records, read from YAML and checked all at once."""

from ._activity import Activity
from ._amount_band import AmountBand, CostBand, PositiveBand
from ._any_control import AnyControl
from ._any_instrument import AnyInstrument
from ._approval import Approval
from ._backtest import Backtest
from ._ban import Ban
from ._band import Band
from ._concession import Concession, ConcessionByGame
from ._control import Control
from ._dumping import Dumping
from ._extraterritorial import Extraterritorial
from ._friction import Friction
from ._game_moves import Fear, Flooding, Lever, Preparation, Starts, ThirdParties
from ._game_payoffs import Harms, RangePayoffs, Rents, SupplyPayoffs
from ._game_posture import InOpen, InTruce
from ._game_rules import Prior, Priors, ResoluteSender, ResoluteTarget, SenderRule, TargetRule
from ._game_sides import BothCosts, BothSides, Retaliation
from ._game_whole import Game
from ._instrument import Instrument
from ._investment import Investment
from ._joint_project import JointProject
from ._json_schema import json_schema
from ._leverage_question import LeverageQuestion
from ._library import library, read_scenario
from ._licence import Licence
from ._offtake import Offtake
from ._price_floor import PriceFloor
from ._quick import quick
from ._quota_pool import QuotaPool
from ._recycling import Recycling
from ._reference import Reference
from ._scenario import Scenario
from ._shortage import Shortage
from ._stockpile import Stockpile
from ._subsidy import Subsidy
from ._supply_order import SupplyOrder
from ._suspension import Suspension
from ._tariff import Tariff
from ._template import write_new
from ._threat import Threat
from ._tranche import Tranche
from ._worth import Worth
from ._yaml import read_value

__all__ = [
    "Activity",
    "AmountBand",
    "AnyControl",
    "AnyInstrument",
    "Approval",
    "Backtest",
    "Ban",
    "Band",
    "BothCosts",
    "BothSides",
    "Concession",
    "ConcessionByGame",
    "Control",
    "CostBand",
    "Dumping",
    "Extraterritorial",
    "Fear",
    "Flooding",
    "Friction",
    "Game",
    "Harms",
    "InOpen",
    "InTruce",
    "Instrument",
    "Investment",
    "JointProject",
    "Lever",
    "LeverageQuestion",
    "Licence",
    "Offtake",
    "PositiveBand",
    "Preparation",
    "PriceFloor",
    "Prior",
    "Priors",
    "QuotaPool",
    "RangePayoffs",
    "Recycling",
    "Reference",
    "Rents",
    "ResoluteSender",
    "ResoluteTarget",
    "Retaliation",
    "Scenario",
    "SenderRule",
    "Shortage",
    "Starts",
    "Stockpile",
    "Subsidy",
    "SupplyOrder",
    "SupplyPayoffs",
    "Suspension",
    "TargetRule",
    "Tariff",
    "ThirdParties",
    "Threat",
    "Tranche",
    "Worth",
    "json_schema",
    "library",
    "quick",
    "read_scenario",
    "read_value",
    "write_new",
]
