"""How both sides have behaved: answers, truces, coercion and priors, counted from the record."""

from ._estimates import BAND, DAYS_PER_QUARTER, PrecisionFit, Prior, Rate, Share, Survival
from ._record import (
    AT_ONCE,
    MEASURE,
    QUARTER,
    SENDER,
    STATES,
    TARGET,
    WINDOWS,
    WITH_THREATS,
    Answers,
    BaseRate,
    Comparison,
    Initiation,
    Reaction,
    Record,
    Responses,
    TruceLife,
)
from ._tables import tables

__all__ = [
    "AT_ONCE",
    "BAND",
    "DAYS_PER_QUARTER",
    "MEASURE",
    "QUARTER",
    "SENDER",
    "STATES",
    "TARGET",
    "WINDOWS",
    "WITH_THREATS",
    "Answers",
    "BaseRate",
    "Comparison",
    "Initiation",
    "PrecisionFit",
    "Prior",
    "Rate",
    "Reaction",
    "Record",
    "Responses",
    "Share",
    "Survival",
    "TruceLife",
    "tables",
]
