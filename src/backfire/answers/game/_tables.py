"""Tables of a game, the same on the screen, on the page and in files."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from backfire.dims import SIDE

from .. import _format as words
from .._table import Cell, Column, Table
from ._quantities import (
    COMMITMENTS,
    ENDINGS,
    ERRORS,
    FATES,
    HEADLINES,
    SENDER,
    SHARPNESS,
    SIDES,
    STEPS,
    VARIANT,
)
from ._readings import branches, due, ends, plans, policy_map, quarters, years
from ._words import changed, headline, points, short, stands, two_digits, where

if TYPE_CHECKING:
    from .._answer import Answer

    Rows = Iterator[tuple[Cell, ...]]

_BAND = "90 % band"
_WORTH = {
    "restraint": "bound never to use it",
    "resolve": "bound to the rule of the resolute type",
    "private": "cost of overconfidence, the sender alone is wrong",
    "common": "cost of overconfidence, both are wrong",
}


def _policy(answer: Answer) -> Rows:
    for plan in answer.reading(plans):
        (move, often), (other, much), *_ = plan.ordered
        following = f"{short(other)} {words.share(much.central)}" if much.central > 0 else "nothing"
        yield plan.side, plan.words, short(move), often, following


def _chances(answer: Answer) -> Rows:
    for plan in answer.reading(plans):
        for move, often in plan.chances.items():
            yield plan.side, plan.words, short(move), often


def _map(answer: Answer) -> Rows:
    seen = answer.reading(policy_map)
    for at, chances in seen.use.items():
        for (i, j), chance in np.ndenumerate(chances):
            cell = seen.capacity[i], seen.belief[j], float(chance), short(str(seen.act[at][i, j]))
            yield where(SENDER, at), *cell


def _tree(answer: Answer) -> Rows:
    for branch in answer.reading(branches):
        moves = ", ".join(map(short, branch.moves)) or "otherwise"
        yield moves, branch.chance, branch.belief


def _years(answer: Answer) -> Rows:
    for year in years(answer):
        first, bans = (answer.interval(n, years=year) for n in ("first_use", "escalation_within"))
        yield words.counted(year, "year"), first, bans


def _quarters(answer: Answer) -> Rows:
    for day in quarters(answer):
        at = np.datetime64(day)
        yield day, *(answer.interval(n, quarter=at) for n in ("hazard", "flooding", "advantage"))


def _ladder(answer: Answer) -> Rows:
    steps = [
        (float(answer.dataset["ladder"].sel(step=step, next_step=after)), step, after)
        for step in STEPS
        for after in STEPS
    ]
    for much, step, after in sorted(steps, key=lambda one: -one[0]):
        if much > 0:
            yield stands(step), stands(after), much


def _renewals(answer: Answer) -> Rows:
    for day in due(answer):
        at = np.datetime64(day)
        yield day, *(answer.interval("renewals", due=at, fate=fate) for fate in FATES)


def _endings(answer: Answer) -> Rows:
    for year, day in reversed(ends(answer)):
        for ending in ENDINGS:
            yield day, stands(ending), answer.interval("endings", years=year, ending=ending)


def _worth(answer: Answer) -> Rows:
    for side in SIDES:
        yield f"the game to the {side}", answer.interval("value", side=side)
    for bound in COMMITMENTS:
        yield _WORTH[bound], answer.interval("commitment_value", commitment=bound)
    for error in ERRORS:
        yield _WORTH[error], answer.interval("overconfidence_cost", error=error)


def _variants(answer: Answer) -> Rows:
    mechanisms = answer.dataset["mechanism"].values
    for name, mechanism in zip(
        map(str, answer.dataset[VARIANT].values), map(str, mechanisms), strict=True
    ):
        for figure in HEADLINES:
            moved = answer.interval("variant_change", variant=name, headline=figure)
            yield name, changed(name), mechanism, headline(figure), moved, None
        value = answer.interval("variant_value", variant=name)
        yield name, changed(name), mechanism, headline("value"), None, value


def _sweep(answer: Answer) -> Rows:
    for sharpness in map(float, answer.dataset[SHARPNESS].values):
        shares = answer.dataset["regret_sweep"].sel({SHARPNESS: sharpness})
        yield sharpness, *(float(shares.sel({SIDE: side})) for side in SIDES)


def _percent(key: str, title: str, band: str = _BAND) -> Column:
    return Column(key, title, words.percent, band)


def _share(key: str, title: str) -> Column:
    return Column(key, title, words.share)


def _usd(key: str, title: str) -> Column:
    return Column(key, title, words.money, _BAND, words.money_range)


_WHO = (Column("side", "Who"), Column("situation", "Where they stand"))
_MOVE, _OFTEN = Column("move", "Most likely"), _percent("chance", "%")
_POLICY = (*_WHO, _MOVE, _OFTEN, Column("next", "Next"))
_CHANCES = (*_WHO, Column("move", "Move"), _OFTEN)
_RESOLUTE = _share("belief", "Resolute")
_MAP = (_WHO[1], _share("capacity", "Capacity, of need"), _RESOLUTE, _share("use", "Any control"))
_TREE = (Column("moves", "First quarter and the next"), _share("chance", "Probability"), _RESOLUTE)
_FIRST_USE, _BANS = _percent("first_use", "First use, %"), "Ban answered with all, %"
_YEARS = (Column("within", "Within"), _FIRST_USE, _percent("escalation", _BANS))
_QUARTERS = (
    Column("quarter", "Quarter from"),
    _FIRST_USE,
    _percent("flooding", "Flooding, %"),
    _usd("advantage", "Advantage"),
)
_STEPS = (Column("from", "From"), Column("to", "To"), _percent("share", "% of all steps", ""))
_DAY = Column("day", "Day")
_FATES = (_DAY, *(_percent(fate, f"{fate.capitalize()}, %", "Band") for fate in FATES))
_ENDINGS = (_DAY, Column("stands", "There is"), _percent("share", "%"))
_VALUES = (Column("what", "What"), _usd("usd", "USD"))
_VARIANTS = (
    Column("variant", "Variant", screen=False, page=False),
    Column("changed", "What is changed"),
    Column("mechanism", "Mechanism"),
    Column("moves", "Moves"),
    Column("points", "By, points", points, _BAND),
    _usd("usd", "By"),
)
_SWEEP = (
    Column("precision", "Precision", lambda value: f"{value:g}"),
    *(Column(side, f"{side.capitalize()}, %", two_digits) for side in SIDES),
)
_behind = partial(Table, screen=False)
"""A table of the numbers behind a picture, which the screen leaves out."""

TABLES = (
    Table("policy", "What each side most often does, by its strategic type", _POLICY, _policy),
    _behind("chances", "Every move by where they stand", _CHANCES, _chances),
    _behind("map", "The numbers of the map", (*_MAP, _MOVE), _map),
    _behind("tree", "The numbers of the tree", _TREE, _tree),
    Table("years", "First use and escalation, by years", _YEARS, _years),
    _behind(
        "quarters",
        "The numbers by quarter",
        _QUARTERS,
        _quarters,
        "Advantage: what use is worth above holding back while the control is unused, USD.",
    ),
    _behind("ladder", "The numbers of the ladder", _STEPS, _ladder),
    Table("renewals", "What becomes of the truce", _FATES, _renewals),
    Table("endings", "How things stand", _ENDINGS, _endings, "The last day first."),
    Table("worth", "What it is worth, in present value", _VALUES, _worth),
    _behind(
        "variants",
        "With one thing changed",
        _VARIANTS,
        _variants,
        "The same game with one thing changed, by common random numbers: as changed, less as it "
        "is.",
    ),
    Table(
        "sweep",
        "Value forgone by not always doing what is best",
        _SWEEP,
        _sweep,
        "Share of its value that each side forgoes, by the precision of choices.",
    ),
)
