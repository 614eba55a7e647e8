"""A side's policy as a rule in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from backfire.results import words

from ._told import chance, in_brackets
from ._verbs import FULL_BAN, does, key

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._parts import Banded, Move, PolicyMap

    Mask = NDArray[np.bool_]

HALF = 0.5


def likeliest(move: Move) -> tuple[str, Banded]:
    """The action that a side most often takes where it stands, and its probability."""
    return max(move.chances.items(), key=lambda pair: pair[1].central)


def rule(policy: Sequence[Move], side: str) -> str:
    """What a side does, as one sentence: its most likely action by where it stands.

    Situations that follow one another and have the same action are told together. Where no action
    is more likely than not in a situation told alone, the next one is told as well.

    Examples
    --------
    >>> from backfire.results.game import Banded, Move
    >>> calm = Move("sender", "in calm", {"hold": Banded(0.7, 0.8, 0.9)})
    >>> rule([calm], "sender")
    'The sender holds in calm (80 %, 70 to 90).'
    """
    mine = [move for move in policy if move.side == side]
    if not mine:
        return ""
    parts: list[str] = []
    for (verb, often), group in groupby(mine, key=_verb):
        moves = list(group)
        told = [f"{move.situation} ({in_brackets(likeliest(move)[1])})" for move in moves]
        if not often and len(moves) == 1:
            told = [f"{told[0].removesuffix(')')}; next, {_next(moves[0])})"]
        parts.append(f"{'' if often else 'most often '}{verb} {words.listed(told)}")
    return f"The {side} {'; it '.join(parts)}."


def _verb(move: Move) -> tuple[str, bool]:
    action, band = likeliest(move)
    return does(move.side, action, move.situation), band.central > HALF


def _next(move: Move) -> str:
    """The action that comes second, with its probability."""
    first, _ = likeliest(move)
    rest = [(band.central, name) for name, band in move.chances.items() if name != first]
    if not rest:
        return "nothing"
    much, name = max(rest)
    return f"it {does(move.side, name, move.situation)}: {words.share(much)}"


def ban(policy: Sequence[Move], seen: PolicyMap) -> str:
    """Where a full ban is more likely than not, and where on the map it is the likeliest action.

    Examples
    --------
    >>> from backfire.results.game import Banded, Move, PolicyMap
    >>> low = Banded(0.0, 0.1, 0.2)
    >>> calm = Move("sender", "in calm", {"hold": Banded(0.8, 0.9, 1.0), "full_ban": low})
    >>> seen = PolicyMap((0.0, 1.0), (0.0, 1.0), {}, {"in calm": (("full_ban", "hold"),) * 2})
    >>> print(ban([calm], seen))
    A full ban is more likely than not in none of these situations (at most 10 % (0 to 20), in
    calm); over all levels of outside capacity and all beliefs it is the most likely action only in
    calm, where the target is thought resolute with 0 %.
    """
    return f"{_ban_in_table(policy)}; {_ban_on_map(seen)}."


def _ban_in_table(policy: Sequence[Move]) -> str:
    found = [
        (move, band)
        for move in policy
        for action, band in move.chances.items()
        if move.side == "sender" and key(action) == FULL_BAN
    ]
    likely = [(move, band) for move, band in found if band.central > HALF]
    if likely:
        places = [f"{move.situation} ({in_brackets(band)})" for move, band in likely]
        return f"A full ban is more likely than not only {words.listed(places)}"
    if not found:
        return "A full ban is taken in none of these situations"
    move, band = max(found, key=lambda pair: pair[1].central)
    most = f"at most {chance(band)}, {move.situation}"
    return f"A full ban is more likely than not in none of these situations ({most})"


def _ban_on_map(seen: PolicyMap) -> str:
    bans = {
        situation: np.array([[key(action) == FULL_BAN for action in row] for row in rows])
        for situation, rows in seen.act.items()
    }
    over = "over all levels of outside capacity and all beliefs"
    places = _regions(seen, bans)
    if not places:
        return f"{over} it is the most likely action nowhere"
    return f"{over} it is the most likely action only {'; '.join(places)}"


def use(seen: PolicyMap) -> str:
    """Where on the map of capacity and belief any control is more likely than not."""
    likely = {situation: np.array(rows, dtype=float) > HALF for situation, rows in seen.use.items()}
    places = _regions(seen, likely)
    if not places:
        most = max(float(np.max(rows)) for rows in seen.use.values()) if seen.use else 0.0
        return (
            "At no level of outside capacity and under no belief is a control more likely than not "
            f"in the first quarter (at most {words.share(most)})."
        )
    return f"In the first quarter any control is more likely than not only {'; '.join(places)}."


def _regions(seen: PolicyMap, masks: Mapping[str, Mask]) -> list[str]:
    """Where each mask holds; situations in which it holds at the same cells are told together."""
    found: dict[str, list[str]] = {}
    for situation, mask in masks.items():
        told = region(mask, seen.capacity, seen.belief)
        if told is not None:
            found.setdefault(told, []).append(situation)
    return [f"{words.listed(situations)}, {told}" for told, situations in found.items()]


def region(inside: Mask, capacity: Sequence[float], belief: Sequence[float]) -> str | None:
    """Cells of the map as a condition on its two axes; nothing where there are none.

    Cells that are no rectangle are counted, with the smallest rectangle around them. Of more than
    half of the map it is told where they are not.

    Parameters
    ----------
    inside
        By capacity and belief.

    Examples
    --------
    >>> low = np.array([[True, True], [False, False], [False, False]])
    >>> region(low, (0.1, 0.4, 0.9), (0.2, 0.8))
    'where outside capacity meets 10 % of need'
    >>> region(~low, (0.1, 0.4, 0.9), (0.2, 0.8))
    'everywhere but where outside capacity meets 10 % of need'
    >>> region(np.eye(2, dtype=bool), (0.0, 1.0), (0.2, 0.8))
    'in 2 of 4 cells of the map'
    """
    if not inside.any():
        return None
    if inside.all():
        return "wherever it is on the map"
    if 2 * inside.sum() > inside.size:
        return f"everywhere but {region(~inside, capacity, belief)}"
    rows, columns = np.asarray(inside.any(axis=1)), np.asarray(inside.any(axis=0))
    conditions = (
        _condition("outside capacity meets", rows, list(map(words.share, capacity)), " of need"),
        _condition(
            "the target is thought resolute with", columns, list(map(words.share, belief)), ""
        ),
    )
    around = " and ".join(filter(None, conditions))
    if inside[np.ix_(rows, columns)].all() and _unbroken(rows) and _unbroken(columns):
        return f"where {around}"
    within = f", all of them where {around}" if around else ""
    return f"in {int(inside.sum())} of {inside.size} cells of the map{within}"


def _unbroken(part: Mask) -> bool:
    at = np.flatnonzero(part)
    return bool(at[-1] - at[0] + 1 == len(at))


def _condition(what: str, part: Mask, names: Sequence[str], unit: str) -> str:
    """The smallest stretch of an axis that holds a part of it; nothing if it is the whole axis."""
    first, last = (int(end) for end in np.flatnonzero(part)[[0, -1]])
    if (first, last) == (0, len(names) - 1):
        return ""
    if first == last:
        return f"{what} {names[first]}{unit}"
    if first == 0:
        return f"{what} {names[last]}{unit} or less"
    if last == len(names) - 1:
        return f"{what} {names[first]}{unit} or more"
    return f"{what} {names[first]} to {names[last]}{unit}"
