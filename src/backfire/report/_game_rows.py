"""The rows of a game's answer as they stand in tables of the page and on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backfire.results import words
from backfire.results.game import (
    SIDES,
    change,
    day,
    headline,
    is_money,
    known,
    likeliest,
    short,
    span,
    stands,
    usd_ends,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backfire.results.game import Banded, Ending, GameAnswer

Row = tuple[str, ...]

POLICY = ("who", "where they stand", "most likely", "%", "band", "next")
YEARS = ("within", "first use, %", "band", "ban answered with all, %", "band")
WORTH = ("what", "USD", "band")
RENEWALS = ("day", "renewed, %", "band", "lapsed, %", "band", "replaced, %", "band")
VARIANTS = ("what is changed", "mechanism", "moves", "by", "band")
SWEEP = ("precision", "sender, %", "target, %")
CHANCES = ("who", "where they stand", "action", "%", "band")
QUARTERS = ("quarter from", "first use, %", "band", "flooding, %", "band", "advantage", "band")
LADDER = ("from", "to", "% of all steps")
MAP = ("where they stand", "capacity, of need", "resolute", "any control", "most likely")
TREE = ("first quarter and the next", "probability", "resolute")
_PERCENT = 100


def policy(answer: GameAnswer) -> list[Row]:
    """Rows of the most likely action of each side by where they stand, and the next likeliest."""
    rows: list[Row] = []
    for move in answer.policy:
        action, band = likeliest(move)
        rest = [(each.central, name) for name, each in move.chances.items() if name != action]
        much, other = max(rest, default=(0.0, ""))
        following = f"{short(other)} {words.share(much)}" if much > 0 else "nothing"
        rows.append((move.side, move.situation, short(action), *_percent(band), following))
    return rows


def chances(answer: GameAnswer) -> list[Row]:
    """Rows of every action of each side by where they stand."""
    return [
        (move.side, move.situation, short(action), *_percent(band))
        for move in answer.policy
        for action, band in move.chances.items()
    ]


def years(answer: GameAnswer) -> list[Row]:
    """Rows of the probability of a first use, and of escalation, by years from the start."""
    first, bans = answer.first_use, answer.escalation.by_year
    return [
        (
            words.counted(year, "year"),
            *(_percent(first[year]) if year in first else ("", "")),
            *(_percent(bans[year]) if year in bans else ("", "")),
        )
        for year in answer.told_years
    ]


def worth(answer: GameAnswer) -> list[Row]:
    """Rows of what the game, a commitment and a misjudgement are worth."""
    bound, wrong = answer.value_of_commitment, answer.price_of_overconfidence
    told = [
        (f"the game to the {side}", answer.value[side]) for side in SIDES if side in answer.value
    ]
    told += [
        ("bound never to use it", bound.restraint),
        ("bound to the rule of the resolute type", bound.resolve),
        ("cost of overconfidence, the sender alone is wrong", wrong.private),
        ("cost of overconfidence, both are wrong", wrong.common),
    ]
    return [(what, *_usd(band)) for what, band in told]


def renewals(answer: GameAnswer) -> list[Row]:
    """Rows of what becomes of the truce on each day on which it ends."""
    return [
        (
            one.day.isoformat(),
            *_percent(one.renewed),
            *_percent(one.lapsed),
            *_percent(one.replaced),
        )
        for one in answer.renewals
    ]


def endings(found: Sequence[Ending]) -> tuple[Row, list[Row]]:
    """Heading and rows of how things stand, one column for each day."""
    names = dict.fromkeys(name for one in found for name in one.shares)
    rows = [
        (stands(name), *(_cell(one.shares[name]) if name in one.shares else "" for one in found))
        for name in names
    ]
    return ("there is, %", *(one.day.isoformat() for one in found)), rows


def variants(answer: GameAnswer) -> list[Row]:
    """Rows of what moves where one thing is changed, in USD or hundredths."""
    return [
        (
            words.plain(one.name).replace("-", " "),
            one.mechanism,
            headline(name),
            *_moved(name, band),
        )
        for one in answer.variants
        for name, band in one.headline.items()
    ]


def sweep(answer: GameAnswer) -> list[Row]:
    """Rows of what each side forgoes over the precision of choices."""
    return [
        (f"{one.precision:g}", _two_digits(one.sender), _two_digits(one.target))
        for one in sorted(answer.regret_sweep, key=lambda one: one.precision)
    ]


def _two_digits(share: float) -> str:
    told = _PERCENT * share
    return f"{told:.2g}" if told < _PERCENT else f"{told:,.0f}"


def quarters(answer: GameAnswer) -> list[Row]:
    """Rows of hazard, flooding and the advantage of use by quarter."""
    told = zip(answer.days, answer.hazard, answer.flooding, answer.window.advantage, strict=True)
    return [
        (day(at), *_percent(first), *_percent(flood), *_usd(above))
        for at, first, flood, above in told
    ]


def ladder(answer: GameAnswer) -> list[Row]:
    """Rows of the steps of the ladder, the most frequent first."""
    steps = [
        (much, start, end)
        for start, ends in answer.escalation.ladder.items()
        for end, much in ends.items()
    ]
    ordered = sorted(steps, key=lambda step: -step[0])
    return [(stands(start), stands(end), words.percent(much)) for much, start, end in ordered]


def on_map(answer: GameAnswer) -> list[Row]:
    """Rows of the map of capacity and belief."""
    seen = answer.policy_map
    return [
        (
            situation,
            words.share(level),
            words.share(belief),
            words.share(seen.use[situation][i][j]),
            short(seen.act[situation][i][j]),
        )
        for situation in seen.use
        for i, level in enumerate(seen.capacity)
        for j, belief in enumerate(seen.belief)
    ]


def tree(answer: GameAnswer) -> list[Row]:
    """Rows of the ways through the first two quarters, the likeliest first."""
    ordered = sorted(answer.tree, key=lambda branch: -branch.probability)
    return [
        (
            ", ".join(map(short, branch.path)),
            words.share(branch.probability),
            words.share(branch.belief),
        )
        for branch in ordered
    ]


def _percent(band: Banded) -> tuple[str, str]:
    return (words.percent(band.central), span(band)) if known(band) else ("not known", "")


def _usd(band: Banded) -> tuple[str, str]:
    if not known(band):
        return "not known", ""
    return words.money(band.central).removeprefix("USD "), usd_ends(band)


def _moved(name: str, band: Banded) -> tuple[str, str]:
    if is_money(name):
        return words.money(band.central), usd_ends(band)
    middle, _, ends = change(name, band).partition(" (")
    return middle, ends.removesuffix(")")


def _cell(band: Banded) -> str:
    middle, ends = _percent(band)
    return f"{middle} ({ends})"
