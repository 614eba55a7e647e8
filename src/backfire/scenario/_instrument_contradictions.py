"""Instruments that are right one by one, and wrong beside the controls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ._spans import first_day_of_both, of_life, standing
from ._told import items

_WHOLE = 1.0

Member = tuple[str, Mapping[str, Any]]
"""A control or an instrument as it was written, and its place in the file."""


def of_instruments(instruments: Sequence[Member], controls: Sequence[Member]) -> Iterator[str]:
    """Every contradiction of instruments, one sentence each."""
    for where, instrument in instruments:
        yield from of_life(where, instrument)
        if instrument.get("kind") == "dumping":
            yield from _of_buyers(where, instrument)
            for ban_at, control in controls:
                if control.get("kind") == "ban" and control.get("withheld") == _WHOLE:
                    yield from _of_ban(where, instrument, ban_at, control)


def _of_buyers(where: str, dumping: Mapping[str, Any]) -> Iterator[str]:
    sender = dumping.get("by")
    if isinstance(sender, str) and sender in items(dumping.get("to")):
        yield f"{where}.to must not hold the place that acts, got {sender}"


def _of_ban(
    where: str, dumping: Mapping[str, Any], ban_at: str, ban: Mapping[str, Any]
) -> Iterator[str]:
    if dumping.get("by") != ban.get("by"):
        return
    first = first_day_of_both(standing(dumping), standing(ban))
    banned = items(ban.get("goods"))
    goods = [good for good in items(dumping.get("goods")) if good in banned]
    places = _common(dumping.get("to", "all"), ban.get("to", "all"))
    if first and goods and places:
        yield (
            f"{where} must not sell {', '.join(map(str, goods))} to {places} while {ban_at} "
            f"withholds all of it, got both from {first}: they contradict each other"
        )


def _common(some: Any, others: Any) -> str:
    """The places that two lists share, in words; empty if there are none."""
    if "all" in (some, others):
        rest = items(others if some == "all" else some)
        return ", ".join(map(str, rest)) or "all places"
    return ", ".join(str(place) for place in items(some) if place in items(others))
