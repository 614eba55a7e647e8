"""Fields that are right one by one and wrong together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from ._game_contradictions import of_game
from ._instrument_contradictions import Member, of_instruments
from ._leverage_contradictions import of_leverage
from ._spans import of_life
from ._told import day as _day
from ._told import items as _list
from ._told import members


def contradictions(told: Mapping[str, Any]) -> list[str]:
    """Every contradiction between the fields of a scenario, one sentence each.

    Works on the plain data as it was written, and passes over what it cannot read: a field
    that is wrong by itself is reported where fields are checked.
    """
    controls, instruments = members(told, "controls"), members(told, "instruments")
    return [
        *_of_the_run(told),
        *_of_names([*controls, *instruments]),
        *(problem for where, control in controls for problem in _of(where, control)),
        *of_instruments(instruments, controls),
        *_of_the_headline(told, [control for _, control in controls]),
        *of_leverage(told.get("leverage"), _first_day(told)),
        *of_game(told.get("game"), _first_day(told)),
    ]


def _first_day(told: Mapping[str, Any]) -> date:
    from ._scenario import Scenario

    return _day(told, "starts") or Scenario.model_fields["starts"].default


def _of_the_run(told: Mapping[str, Any]) -> Iterator[str]:
    starts, ends = _first_day(told), _day(told, "ends")
    if ends and ends <= starts:
        yield f"ends must be after starts ({starts}), got {ends}"
    day = _day(told.get("reference"), "starts")
    if day and (day < starts or (ends is not None and day >= ends)):
        until = f" and before it ends ({ends})" if ends else ""
        yield f"reference.starts must be on or after the run starts ({starts}){until}, got {day}"


def _of_names(named: Sequence[Member]) -> Iterator[str]:
    first: dict[str, str] = {}
    for where, told in named:
        name = told.get("name")
        if isinstance(name, str) and first.setdefault(name, where) != where:
            yield (
                f'{where}.name must differ from every other name, got "{name}" as in {first[name]}'
            )


def _of(where: str, control: Mapping[str, Any]) -> Iterator[str]:
    yield from of_life(where, control)
    yield from _of_suspensions(where, control)
    yield from _of_dates(f"{where}.approvals", control.get("approvals"))
    yield from _of_dates(f"{where}.tranches", control.get("tranches"))
    by_place = control.get("approvals_by")
    if isinstance(by_place, Mapping):
        for destination, path in by_place.items():
            yield from _of_dates(f"{where}.approvals_by.{destination}", path)
    sender, to = control.get("by"), _list(control.get("to"))
    if isinstance(sender, str) and sender in to:
        yield f"{where}.to must not hold the place that acts, got {sender}"
    content, goods = control.get("content"), _list(control.get("goods"))
    if isinstance(content, Mapping) and goods:
        for good in [good for good in content if good not in goods]:
            yield f"{where}.content.{good} must be one of the control's goods: {', '.join(goods)}"


def _of_suspensions(where: str, control: Mapping[str, Any]) -> Iterator[str]:
    starts, ends = _day(control, "starts"), _day(control, "ends")
    known = _day(control, "announced") or starts
    before: date | None = None
    for place, span in enumerate(_list(control.get("suspended"))):
        here = f"{where}.suspended[{place}]"
        first, last = _day(span, "from"), _day(span, "until")
        if first and last and last <= first:
            yield f"{here}.until must be after from ({first}), got {last}"
        if first and known and first < known:
            yield f"{here}.from must not be before the control is known ({known}), got {first}"
        if last and ends and last > ends:
            yield f"{here}.until must not be after the control ends ({ends}), got {last}"
        if first and before and first < before:
            yield f"{here}.from must not be before the last suspension ends ({before}), got {first}"
        before = last or before


def _of_dates(where: str, points: Any) -> Iterator[str]:
    before: date | None = None
    for place, point in enumerate(_list(points)):
        day = _day(point, "date")
        if day and before and day <= before:
            yield f"{where}[{place}].date must be after the one before it ({before}), got {day}"
        before = day or before


def _of_the_headline(
    told: Mapping[str, Any], controls: Sequence[Mapping[str, Any]]
) -> Iterator[str]:
    targets = told.get("targets")
    if not isinstance(told.get("controls", ()), list | tuple):
        return
    if not controls:
        for field in ("sender", "targets", "reference"):
            if field not in told:
                yield f"{field} is required where there is no control to take it from"
    elif targets is None and controls[0].get("to", "all") == "all":
        yield 'targets is required where the first control is aimed at "all"'
    if isinstance(targets, list | tuple):
        if not targets:
            yield "targets must name at least one place, got none"
        if told.get("sender") in targets:
            yield f"targets must not hold the sender, got {told['sender']}"
    reference = told.get("reference")
    if controls and isinstance(reference, Mapping) and reference.get("goods") == []:
        yield "reference.goods must name at least one good, got none"
