"""What came of the claims, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backfire.results import words

from ._told import told
from ._verdict import FAILS, HOLDS, HOLDS_IF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ._findings import Claim, Findings
    from ._parts import Reading


def sentences(found: Findings) -> tuple[str, ...]:
    """How many claims hold, how to read that, and each claim with its figures."""
    return tuple(_all(found))


def _all(found: Findings) -> Iterator[str]:
    verdicts = [one.verdict.word for one in found.claims]
    counts = {word: verdicts.count(word) for word in (HOLDS, HOLDS_IF, FAILS)}
    yield (
        f"Of {words.counted(len(verdicts), 'claim')}, {counts[HOLDS]} "
        f"{'holds' if counts[HOLDS] == 1 else 'hold'} at every point of its sweep, "
        f"{counts[HOLDS_IF]} at some, {counts[FAILS]} at none. A claim holds at a point where it "
        "holds in more than half of the futures; rules were written down before they were tested."
    )
    yield from map(verdict, found.claims)
    if found.left:
        yield f"Not finished: {words.listed([one.id for one in found.left])}."


def verdict(one: Claim) -> str:
    """A claim, its verdict, the region, and how often it holds at the scenario's own numbers."""
    found = one.verdict
    region = f" {found.region}" if found.region else ""
    here = one.tested.here
    strength = (
        f"; at the scenario's own numbers in {sum(here)} of {len(here)} futures" if here else ""
    )
    return f"{words.capital(one.about.claim)}: {found.word}{region}{strength}."


def finding(one: Claim) -> str:
    """The verdict on a claim, what was read off, what the record says, and what was assumed."""
    figures = words.capital("; ".join(map(figure, one.tested.readings)))
    parts = (verdict(one), f"{figures}.", one.tested.record, one.about.given)
    return " ".join(filter(None, parts))


def figure(reading: Reading) -> str:
    """A figure with what it is."""
    return f"{reading.words}: {told(reading.value, reading.unit)}"
