"""The record: events, truces and coercion, a deal's issues, and what was observed in hindsight."""

from ._coercion import CoercionCase, read_coercion
from ._deal import (
    IssueValue,
    Signed,
    SupplyBeside,
    SupplyQuestion,
    read_issue_values,
    read_signed,
    read_supply_besides,
    read_supply_questions,
)
from ._events import Event, read_events
from ._seen import Seen, read_seen, seen_tables
from ._truces import Truce, read_truces

__all__ = [
    "CoercionCase",
    "Event",
    "IssueValue",
    "Seen",
    "Signed",
    "SupplyBeside",
    "SupplyQuestion",
    "Truce",
    "read_coercion",
    "read_events",
    "read_issue_values",
    "read_seen",
    "read_signed",
    "read_supply_besides",
    "read_supply_questions",
    "read_truces",
    "seen_tables",
]
