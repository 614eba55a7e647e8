"""When a control or an instrument is alive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from ._told import day, items

Span = tuple[date, date]
"""The first day, and the first day after the last."""


def of_life(where: str, told: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong between announcement, start and end."""
    announced, starts, ends = (day(told, name) for name in ("announced", "starts", "ends"))
    threat = told.get("kind") == "threat"
    known, name = (announced, "announced") if threat else (starts, "starts")
    if known and ends and ends <= known:
        yield f"{where}.ends must be after {name} ({known}), got {ends}"
    if announced and starts and announced > starts:
        yield f"{where}.announced must not be after starts ({starts}), got {announced}"


def standing(told: Mapping[str, Any]) -> list[Span]:
    """The spans in which it works, without those in which it is suspended."""
    starts = day(told, "starts")
    spans = [(starts, day(told, "ends") or date.max)] if starts else []
    for rest in items(told.get("suspended")):
        first, last = day(rest, "from"), day(rest, "until")
        if first and last:
            cut = [piece for a, b in spans for piece in ((a, min(b, first)), (max(a, last), b))]
            spans = [(a, b) for a, b in cut if a < b]
    return spans


def first_day_of_both(some: Sequence[Span], others: Sequence[Span]) -> date | None:
    """The first day on which both are alive, or none."""
    common = [(max(a, c), min(b, d)) for a, b in some for c, d in others]
    return min((first for first, last in common if first < last), default=None)
