"""A game that is right field by field, and wrong as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ._game_whole import Game
from ._told import day, items, members

_RUNGS = ("licence_delay", "quota", "partial_ban", "full_ban")


def of_game(game: Any, run_starts: date) -> Iterator[str]:
    """Every contradiction inside a game, one sentence each."""
    if not isinstance(game, Mapping):
        return
    yield from _of_time(game, run_starts)
    yield from _of_packages(game)
    yield from _of_retaliation(game)
    yield from _of_ranges(game)
    yield from _of_flooding(game)
    if (_whole(game, "fear_levels") or 1) > 1 and "fear" not in game:
        yield f"game.fear is required where game.fear_levels is above 1, got {game['fear_levels']}"
    yield from _of_levers(game)


def _of_time(game: Mapping[str, Any], run_starts: date) -> Iterator[str]:
    quarters, term = _whole(game, "quarters"), _whole(game, "term")
    if quarters and term and quarters < term:
        yield f"game.quarters must not be shorter than a truce (game.term, {term}), got {quarters}"
    left = _at(game, "begins_in", "left")
    if isinstance(left, int) and term and left > term:
        yield f"game.begins_in.left must not be longer than a truce (game.term, {term}), got {left}"
    begins = day(game, "begins")
    if begins and begins < run_starts:
        yield f"game.begins must be on or after the run starts ({run_starts}), got {begins}"
    first = begins or run_starts
    before: date | None = None
    for place, meeting in enumerate(items(game.get("meetings"))):
        held = day({"on": meeting}, "on")
        here = f"game.meetings[{place}]"
        if held and held < first:
            yield f"{here} must not be before the game begins ({first}), got {held}"
        if held and before and held <= before:
            yield f"{here} must be after the one before it ({before}), got {held}"
        before = held or before


def _of_packages(game: Mapping[str, Any]) -> Iterator[str]:
    highs = [
        _branch(game, "high", package, side)
        for package in ("concessions", "quiet")
        for side in ("sender", "target")
    ]
    told = [high for high in highs if high is not None]
    if len(told) == len(highs) and max(told) < 0:
        yield (
            "game.concessions and game.quiet must hold something of worth to a side, got losses "
            "for both even at their highest: no deal is possible; give one of them a high above 0"
        )


def _of_retaliation(game: Mapping[str, Any]) -> Iterator[str]:
    for branch in ("low", "central", "high"):
        some, most = (
            _branch(game, branch, "retaliation", level, "sender")
            for level in ("proportional", "maximal")
        )
        if some is not None and most is not None and most > some:
            yield (
                f"game.retaliation.maximal.sender.{branch} must not be above that of proportional "
                f"({some}), got {most}: the largest answer cannot hurt the sender less"
            )
            return


def _of_ranges(game: Mapping[str, Any]) -> Iterator[str]:
    before: tuple[str, float] | None = None
    for rung in _RUNGS:
        harm = _branch(game, "central", "payoffs", "harm", rung)
        if before and harm is not None and harm < before[1]:
            yield (
                f"game.payoffs.harm.{rung}.central must not be below that of {before[0]} "
                f"({before[1]}), got {harm}"
            )
        before = (rung, harm) if harm is not None else before
    slow, fast = (_branch(game, "central", "payoffs", pace) for pace in ("pace", "pace_used"))
    if slow is not None and fast is not None and fast < slow:
        yield f"game.payoffs.pace_used must not be below game.payoffs.pace ({slow}), got {fast}"


def _of_flooding(game: Mapping[str, Any]) -> Iterator[str]:
    bare, floored = (
        _branch(game, "central", "flooding", name) for name in ("kill", "kill_with_floor")
    )
    if bare is not None and floored is not None and floored > bare:
        yield (
            f"game.flooding.kill_with_floor must not be above game.flooding.kill ({bare}), got "
            f"{floored}: a price that is guaranteed keeps nobody from building"
        )


def _of_levers(game: Mapping[str, Any]) -> Iterator[str]:
    first: dict[str, str] = {}
    for where, lever in members(game, "levers"):
        name = lever.get("name")
        if isinstance(name, str) and first.setdefault(name, where) != where:
            yield (
                f'game.{where}.name must differ from every other name, got "{name}" as in '
                f"game.{first[name]}"
            )


def _whole(game: Mapping[str, Any], field: str) -> int | None:
    value = game.get(field, Game.model_fields[field].default)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _at(told: Any, *path: str) -> Any:
    for step in path:
        told = told.get(step) if isinstance(told, Mapping) else None
    return told


def _branch(game: Mapping[str, Any], branch: str, *path: str) -> float | None:
    """One branch of a band, or the number that stands for all of them; none where it is neither."""
    band = _at(game, *path)
    value: Any = band.get(branch) if isinstance(band, Mapping) else band  # pyright: ignore[reportUnknownMemberType]
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value)
