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
        "holds in more than half of the futures; every rule was written down before it was tested."
    )
    for one in found.claims:
        yield finding(one)
    if found.left:
        yield f"Not finished: {words.listed([one.id for one in found.left])}."


def finding(one: Claim) -> str:
    """A claim, its verdict, how often it holds here, and what was read off."""
    verdict = one.verdict
    region = f" {verdict.region}" if verdict.region else ""
    here = one.tested.here
    strength = (
        f" At the scenario's own numbers it holds in {sum(here)} of {len(here)} futures."
        if here
        else ""
    )
    figures = "; ".join(map(figure, one.tested.readings))
    record = f" {one.tested.record}" if one.tested.record else ""
    given = f" {one.about.given}" if one.about.given else ""
    return (
        f"{words.capital(one.about.claim)}: {verdict.word}{region}.{strength} "
        f"{words.capital(figures)}.{record}{given}"
    )


def figure(reading: Reading) -> str:
    """A figure with what it is."""
    return f"{reading.words} {told(reading.value, reading.unit)}"
