"""Made-up findings on three claims: one that holds, one that holds in a region, one that fails."""

from __future__ import annotations

import math

from backfire.results.claims import (
    About,
    Axis,
    Claim,
    Findings,
    Lines,
    Reading,
    Spanned,
    Tested,
)

STOCKS = Axis("stocks", ("none", "usual", "half a year"))
FLOOR = Axis("price floor", ("without", "with"), ordered=False)
SPAN = Spanned(-0.02, 0.05, 0.11)


def about(name: str) -> About:
    """A claim that was made up."""
    return About(
        id=name,
        claim=f"what is said of {name.replace('-', ' ')}",
        place="paragraph 1",
        mechanisms=("M01",),
        question="Does it?",
        rule="It holds in a future if it does.",
        given="Something is assumed.",
    )


def claim(name: str, shares: tuple[tuple[float, ...], ...], here: tuple[bool, ...]) -> Claim:
    """A claim with made-up shares; its sweep has a second axis if there are two rows."""
    down = FLOOR if len(shares) > 1 else None
    lines = Lines(STOCKS, "usd", "gain, USD bn", {"gain": (Spanned(1e9, 2e9, 4e9),) * 3})
    readings = (
        Reading("a rise", SPAN, "points"),
        Reading("a gain", Spanned(-1e9, 2e9, 3e9), "usd"),
    )
    tested = Tested(STOCKS, down, shares, here, readings, lines, "The record says so.", ("key",))
    return Claim(about(name), tested, 1.0)


def synthetic_claims() -> Findings:
    """Findings with one claim that was not finished."""
    return Findings(
        scenario="made-up",
        title="A made-up game",
        edition="2025.11",
        futures=4,
        paths=100,
        seed=7,
        grid="3 beliefs",
        claims=(
            claim("always", ((1.0, 0.75, 1.0), (1.0, 1.0, 1.0)), (True,) * 4),
            claim(
                "sometimes", ((1.0, 0.75, 0.25), (0.0, 0.5, math.nan)), (True, True, False, True)
            ),
            claim("never", ((0.0, 0.25, 0.5),), ()),
        ),
        left=(about("unfinished"),),
        seconds=12.0,
        sources={"key": "Made up for a test."},
    )
