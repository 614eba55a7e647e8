"""Tables of a game, the same on the screen, on the page and in files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from backfire.dims import SIDE

from .. import _format as words
from .._table import Cell, Column, Table
from ._labels import COMMITMENTS, ENDINGS, ERRORS, FATES, HEADLINES, SENDER, SIDES, STEPS
from ._quantities import SHARPNESS, VARIANT
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


def _precision(value: float) -> str:
    return f"{value:g}"


_WHO = (Column("side", "Who"), Column("situation", "Where they stand"))
_OFTEN = Column("chance", "%", words.percent, _BAND)

TABLES = (
    Table(
        "policy",
        "What each side most often does, by its strategic type",
        (*_WHO, Column("move", "Most likely"), _OFTEN, Column("next", "Next")),
        _policy,
    ),
    Table(
        "chances",
        "Every move by where they stand",
        (*_WHO, Column("move", "Move"), _OFTEN),
        _chances,
        screen=False,
    ),
    Table(
        "map",
        "The numbers of the map",
        (
            Column("situation", "Where they stand"),
            Column("capacity", "Capacity, of need", words.share),
            Column("belief", "Resolute", words.share),
            Column("use", "Any control", words.share),
            Column("move", "Most likely"),
        ),
        _map,
        screen=False,
    ),
    Table(
        "tree",
        "The numbers of the tree",
        (
            Column("moves", "First quarter and the next"),
            Column("chance", "Probability", words.share),
            Column("belief", "Resolute", words.share),
        ),
        _tree,
        screen=False,
    ),
    Table(
        "years",
        "First use and escalation, by years",
        (
            Column("within", "Within"),
            Column("first_use", "First use, %", words.percent, _BAND),
            Column("escalation", "Ban answered with all, %", words.percent, _BAND),
        ),
        _years,
    ),
    Table(
        "quarters",
        "The numbers by quarter",
        (
            Column("quarter", "Quarter from"),
            Column("first_use", "First use, %", words.percent, _BAND),
            Column("flooding", "Flooding, %", words.percent, _BAND),
            Column("advantage", "Advantage", words.money, _BAND, words.money_range),
        ),
        _quarters,
        "Advantage: what use is worth above holding back while the control is unused, USD.",
        screen=False,
    ),
    Table(
        "ladder",
        "The numbers of the ladder",
        (
            Column("from", "From"),
            Column("to", "To"),
            Column("share", "% of all steps", words.percent),
        ),
        _ladder,
        screen=False,
    ),
    Table(
        "renewals",
        "What becomes of the truce",
        (
            Column("day", "Day"),
            *(Column(fate, f"{fate.capitalize()}, %", words.percent, "Band") for fate in FATES),
        ),
        _renewals,
    ),
    Table(
        "endings",
        "How things stand",
        (
            Column("day", "Day"),
            Column("stands", "There is"),
            Column("share", "%", words.percent, _BAND),
        ),
        _endings,
        "The last day first.",
    ),
    Table(
        "worth",
        "What it is worth, in present value",
        (Column("what", "What"), Column("usd", "USD", words.money, _BAND, words.money_range)),
        _worth,
    ),
    Table(
        "variants",
        "With one thing changed",
        (
            Column("variant", "Variant", screen=False, page=False),
            Column("changed", "What is changed"),
            Column("mechanism", "Mechanism"),
            Column("moves", "Moves"),
            Column("points", "By, points", points, _BAND),
            Column("usd", "By", words.money, _BAND, words.money_range),
        ),
        _variants,
        "The same game with one thing changed, by common random numbers: as changed, less as it "
        "is.",
        screen=False,
    ),
    Table(
        "sweep",
        "Value forgone by not always doing what is best",
        (
            Column("precision", "Precision", _precision),
            *(Column(side, f"{side.capitalize()}, %", two_digits) for side in SIDES),
        ),
        _sweep,
        "Share of its value that each side forgoes, by the precision of choices.",
    ),
)
