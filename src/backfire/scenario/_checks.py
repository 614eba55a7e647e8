"""Contradictions: fields that are right one by one and wrong together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from ._record import opened

MOST_MEMORY = 128e9
"""Bytes that a question may be expected to take: as many as a large machine has."""
_BYTES_OF_A_WEEK, _BYTES_OF_A_DRAW = 400_000, 25_000
"""A week of policy (five copies of 76 kB), and a week of one draw (two copies of four arrays of 26
goods in 15 places), as edition 2025.11 has them."""
_DAYS_PER_WEEK = 7

_Span = tuple[date, date]
"""The first day, and the first day after the last."""


def memory_needed(draws: int, weeks: int) -> float:
    """Bytes that a run of so many draws and weeks takes, by a rough estimate.

    Examples
    --------
    >>> memory_needed(draws=200, weeks=50)
    270000000.0
    """
    return float(weeks) * (_BYTES_OF_A_WEEK + _BYTES_OF_A_DRAW * float(draws))


def of_memory(draws: int, starts: date, ends: date, horizon: int) -> Iterator[str]:
    """Refuse more draws and weeks than any memory holds."""
    run = -(-(ends - starts).days // _DAYS_PER_WEEK)
    weeks, field = max((run, "ends"), (horizon, "leverage.horizon_weeks"))
    needed = memory_needed(draws, weeks)
    if needed > MOST_MEMORY:
        yield (
            f"draws and {field} must ask for at most {MOST_MEMORY / 1e9:,.0f} GB of memory, got "
            f"{draws} draws of {weeks} weeks, which would take about {needed / 1e9:,.0f} GB"
        )


def of_members(fields: Mapping[str, Any]) -> Iterator[str]:
    """What is named twice, and what is not named where nothing stands for it.

    Works on the scenario as it was written, so that a fault inside one member does not hide these.
    """
    members = [*_members(fields, "controls"), *_members(fields, "instruments")]
    yield from named_twice([(where, member.get("name")) for where, member in members])
    controls = fields.get("controls", ())
    if not isinstance(controls, list | tuple):
        return
    if not controls:
        for field in ("sender", "targets", "reference"):
            if field not in fields:
                yield f"{field} is required where there is no control to take it from"
    elif fields.get("targets") is None:
        aims = [member.get("to", "all") for where, member in members if where == "controls[0]"]
        if "all" in aims:
            yield 'targets is required where the first control is aimed at "all"'


def named_twice(names: Sequence[tuple[str, Any]], inside: str = "") -> Iterator[str]:
    """Every name that was given before, from pairs of a place and a name."""
    first: dict[str, str] = {}
    for where, name in names:
        if isinstance(name, str) and first.setdefault(name, where) != where:
            yield (
                f'{where}.name must differ from every other name, got "{name}" as in '
                f"{inside}{first[name]}"
            )


def _members(fields: Mapping[str, Any], field: str) -> list[tuple[str, Mapping[str, Any]]]:
    listed = fields.get(field)
    inside = [opened(item) for item in listed] if isinstance(listed, list | tuple) else []  # pyright: ignore[reportUnknownVariableType]
    numbered = enumerate(inside)
    return [(f"{field}[{place}]", item) for place, item in numbered if isinstance(item, dict)]


def of_sales_under_a_ban(instruments: Sequence[Any], controls: Sequence[Any]) -> Iterator[str]:
    """Goods that a place sells below cost while it withholds all of them from the same buyers."""
    for place, sale in enumerate(instruments):
        for number, ban in enumerate(controls):
            if (sale.kind, ban.kind) != ("dumping", "ban") or sale.by != ban.by:
                continue
            first = _first_day_of_both(_standing(sale), _standing(ban))
            goods = [good for good in sale.goods if good in ban.goods]
            places = _shared(sale.to, ban.to)
            if ban.withheld == 1 and first and goods and places:
                yield (
                    f"instruments[{place}] must not sell {', '.join(goods)} to {places} while "
                    f"controls[{number}] withholds all of it, got both from {first}: they "
                    "contradict each other"
                )


def _standing(move: Any) -> list[_Span]:
    """The spans in which it works, without those in which it is suspended."""
    spans = [(move.starts, move.ends or date.max)]
    for rest in getattr(move, "suspended", ()):
        pieces = [
            piece for a, b in spans for piece in ((a, min(b, rest.from_)), (max(a, rest.until), b))
        ]
        spans = [(a, b) for a, b in pieces if a < b]
    return spans


def _first_day_of_both(some: Sequence[_Span], others: Sequence[_Span]) -> date | None:
    common = [(max(a, c), min(b, d)) for a, b in some for c, d in others]
    return min((first for first, last in common if first < last), default=None)


def _shared(some: Any, others: Any) -> str:
    """The places that two lists share, in words; empty if there are none."""
    if "all" in (some, others):
        rest = others if some == "all" else some
        return "all places" if rest == "all" else ", ".join(rest)
    return ", ".join(place for place in some if place in others)
