"""The rows of claims as they stand in tables of the page, on the screen and in the documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backfire.results import words
from backfire.results.claims import figure, told

if TYPE_CHECKING:
    from backfire.results.claims import Claim, Findings

Row = tuple[str, ...]

VERDICTS = ("claim", "verdict", "where it holds", "here", "main figure")
READINGS = ("figure", "central (lowest to highest future)")
RULES = ("claim", "in the article", "mechanisms", "it holds if")
_NONE = "no draw"


def verdicts(found: Findings) -> list[Row]:
    """One row a claim: verdict, region, futures in which it holds here, and its main figure."""
    return [
        (
            one.about.id,
            one.verdict.word,
            words.capital(one.verdict.region) or _everywhere(one),
            here(one),
            figure(one.main),
        )
        for one in found.claims
    ]


def here(one: Claim) -> str:
    """In how many futures it holds at the scenario's own numbers."""
    held = one.tested.here
    return f"{sum(held)} of {len(held)}" if held else _NONE


def readings(one: Claim) -> list[Row]:
    """All figures of a claim."""
    return [
        (words.capital(each.words), told(each.value, each.unit)) for each in one.tested.readings
    ]


def rules(found: Findings) -> list[Row]:
    """One row a claim: where it stands, what it rests on, and its rule."""
    return [
        (
            words.capital(one.about.claim),
            one.about.place,
            ", ".join(one.about.mechanisms),
            one.about.rule,
        )
        for one in found.claims
    ]


def _everywhere(one: Claim) -> str:
    """How far the sweep went that found no difference."""
    axes = [one.tested.across, *([one.tested.down] if one.tested.down else [])]
    swept = words.listed([axis.name for axis in axes])
    return f"At {'every' if one.verdict.word == 'holds' else 'no'} point of: {swept}"
