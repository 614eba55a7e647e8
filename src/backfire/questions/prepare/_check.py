"""Whether an edition can answer a scenario, and whether the machine can hold the answer."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from difflib import get_close_matches
from itertools import product
from typing import TYPE_CHECKING

from backfire.errors import ScenarioError
from backfire.scenario import Dumping, Investment

from ._labels import EVERYWHERE, labels_of

if TYPE_CHECKING:
    from backfire.data import Edition
    from backfire.scenario import AnyControl, AnyInstrument, Scenario

    from ._labels import Labels


_SHARE = 0.5
"""Share of the machine's memory that one question may take."""
_ASSUMED = 8 * 2**30
"""Bytes where the system does not say how much it has."""
_GIGABYTE = 1e9


def too_large(name: str, count: int, bytes_each: float) -> str:
    """What is wrong with a number that sets how much memory is needed; empty if it fits.

    Examples
    --------
    >>> too_large("draws", 10, 8.0)
    ''
    """
    room = _SHARE * _bytes()
    if count <= room / bytes_each:
        return ""
    needed = f"{count * int(bytes_each) // 10**9:,} GB"
    return (
        f"{name} must be at most {int(room / bytes_each):,}, which fit in {room / _GIGABYTE:.0f} "
        f"GB of memory, got {count:,}, which take about {needed}"
    )


def _bytes() -> int:
    """Bytes of memory of this machine."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return _ASSUMED


YEAR_OF_WEEKS, QUARTER = timedelta(weeks=52), timedelta(weeks=13)


def check(scenario: Scenario, edition: Edition) -> None:
    """Look up every place, good and process that a scenario names.

    Raises
    ------
    ScenarioError
        With every name that the edition does not know, and the nearest that it does.
    """
    labels = labels_of(edition)
    problems = list(_problems(scenario, edition, labels))
    if problems:
        raise ScenarioError(scenario.name, problems)


def _problems(scenario: Scenario, edition: Edition, labels: Labels) -> Iterator[str]:
    if scenario.edition != edition.name:
        yield f"edition: asks for {scenario.edition}, but the figures are {edition.name}"
    known_goods = (*labels.goods, *labels.groups)
    yield from _unknown("sender", [scenario.sender], labels.places, "place")
    yield from _unknown("targets", scenario.targets, labels.places, "place")
    yield from _unknown("side_outside", scenario.side_outside, labels.places, "place")
    yield from _unknown("reference.goods", scenario.reference.goods, known_goods, "good")
    if scenario.reference.starts < scenario.starts:
        yield (
            f"reference.starts: must not lie before the run, which starts on {scenario.starts}, "
            f"got {scenario.reference.starts}; let the run begin earlier (starts) or ask later"
        )
    for number, control in enumerate(scenario.controls):
        yield from _control(f"controls[{number}]", control, labels, known_goods)
    for number, move in enumerate(scenario.instruments):
        yield from _instrument(f"instruments[{number}]", move, edition, labels, known_goods)
    yield from _of_activity(scenario, labels)
    told = {good for control in scenario.controls for good in control.goods}
    own = [good for good in scenario.leverage.goods if good not in told]
    own = [good for good in own if good not in scenario.reference.goods]
    yield from _unknown("leverage.goods", own, known_goods, "good")
    names = tuple(control.name for control in scenario.controls)
    if names:
        asked = scenario.leverage.instead_of
        yield from _unknown("leverage.instead_of", asked, names, "control", "scenario")
    yield from _against_a_ban(scenario, labels)
    for name in ("stockpiling", "dumping"):
        move = getattr(scenario.leverage, name)
        if move is not None:
            yield from _instrument(f"leverage.{name}", move, edition, labels, known_goods)
    yield from _of_leverage(scenario, edition)
    yield from _without_data(scenario, edition, labels)


def _of_activity(scenario: Scenario, labels: Labels) -> Iterator[str]:
    """Labels of what end users did; no users may be told of twice."""
    told: dict[tuple[str, str], int] = {}
    for number, part in enumerate(scenario.activity):
        yield from _unknown(f"activity[{number}].uses", part.uses, labels.uses, "use")
        yield from _unknown(f"activity[{number}].places", part.places, labels.places, "place")
        for pair in product(part.uses or labels.uses, part.places or labels.places):
            before = told.setdefault(pair, number)
            if before != number:
                yield (
                    f"activity[{number}]: must tell of users that no other entry tells of, got "
                    f"{pair[0]} in {pair[1]} as in activity[{before}]"
                )
                break


def _instrument(
    where: str,
    move: AnyInstrument,
    edition: Edition,
    labels: Labels,
    known_goods: tuple[str, ...],
) -> Iterator[str]:
    """Labels of an instrument; who acts and who pays need not be a place of the chain."""
    if move.kind == "dumping":
        yield from _unknown(f"{where}.by", [move.by], labels.places, "place")
        if move.to != EVERYWHERE:
            yield from _unknown(f"{where}.to", move.to, labels.places, "place")
    else:
        yield from _unknown(f"{where}.where", move.where, labels.places, "place")
    if isinstance(move, Investment):
        yield from _unknown(f"{where}.processes", move.processes, labels.processes, "process")
        named = tuple(dict.fromkeys(edition.tables["projects"]["project"]))
        yield from _unknown(f"{where}.projects", move.projects, named, "project")
        priced = set(edition.tables["capex"]["process"])
        for process in move.processes:
            if process in labels.processes and process not in priced and not move.projects:
                yield (
                    f"{where}.processes: money needs a cost of plants to become capacity, and the "
                    f"edition has none for {process}; add a row to capex.csv"
                )
    else:
        yield from _unknown(f"{where}.goods", move.goods, known_goods, "good")


def _against_a_ban(scenario: Scenario, labels: Labels) -> Iterator[str]:
    """Goods that are dumped where the same place bans them, whatever groups name them."""
    bans = [c for c in scenario.controls if c.kind == "ban" and c.withheld == 1]
    for number, move in enumerate(scenario.instruments):
        if not isinstance(move, Dumping):
            continue
        for ban in bans:
            if ban.by != move.by or not _overlap(ban, move):
                continue
            goods = set(labels.good_positions(ban.goods)) & set(labels.good_positions(move.goods))
            places = set(labels.place_positions(ban.to, ban.by)) & set(
                labels.place_positions(move.to, move.by)
            )
            if goods and places:
                named = ", ".join(labels.goods[good] for good in sorted(goods))
                yield (
                    f"instruments[{number}]: must not sell cheaply what {ban.name} bans in the "
                    f"same weeks and places, got {named}; end one before the other starts"
                )


def _overlap(one: AnyControl, other: Dumping) -> bool:
    ends = one.ends or date.max, other.ends or date.max
    return one.starts < ends[1] and other.starts < ends[0]


def _of_leverage(scenario: Scenario, edition: Edition) -> Iterator[str]:
    """The curve must begin before it ends."""
    begins = reference_use_starts(scenario, edition.date)
    if begins.year >= scenario.leverage.until:
        yield (
            f"leverage.until: must be after the year in which the control starts ({begins.year}), "
            f"got {scenario.leverage.until}"
        )
    last = begins
    while (last + YEAR_OF_WEEKS).year <= scenario.leverage.until:
        last += YEAR_OF_WEEKS
    if begins + scenario.leverage.used_quarters * QUARTER > last > begins:
        yield (
            f"leverage.used_quarters: must end by the last start of the control ({last}), got "
            f"{scenario.leverage.used_quarters} quarters from {begins}; use it for less or let "
            "leverage.until be later"
        )


def reference_use_starts(scenario: Scenario, edition_date: date) -> date:
    """First day of the reference use: the scenario's, or the day after the edition's date."""
    return scenario.leverage.starts or edition_date + timedelta(days=1)


def _control(
    where: str, control: AnyControl, labels: Labels, known_goods: tuple[str, ...]
) -> Iterator[str]:
    yield from _unknown(f"{where}.by", [control.by], labels.places, "place")
    if control.to != EVERYWHERE:
        yield from _unknown(f"{where}.to", control.to, labels.places, "place")
    yield from _unknown(f"{where}.goods", control.goods, known_goods, "good")
    if control.kind == "supply_order":
        yield from _unknown(f"{where}.processes", control.processes, labels.processes, "process")
    if control.kind == "licence":
        yield from _unknown(f"{where}.approvals_by", control.approvals_by, labels.places, "place")
    if control.kind == "extraterritorial":
        yield from _unknown(f"{where}.content", control.content, known_goods, "good")


def _unknown(
    where: str, names: Iterable[str], known: tuple[str, ...], noun: str, holder: str = "edition"
) -> Iterator[str]:
    for name in names:
        if name not in known:
            close = get_close_matches(name, known, n=1)
            hint = f"did you mean {close[0]}?" if close else f"known: {', '.join(known)}"
            yield f"{where}: {name} is not a {noun} of this {holder}; {hint}"


def _without_data(scenario: Scenario, edition: Edition, labels: Labels) -> Iterator[str]:
    """Targets about whose use of the controlled goods the edition says nothing."""
    wanted = {labels.goods[i] for i in labels.good_positions(scenario.reference.goods)}
    use = edition.tables["use"]
    named = {
        place
        for good, place in use.select("good", "place").iter_rows()
        if wanted & set(labels.groups.get(good, (good,)))
    }
    named |= set(edition.tables["production"]["place"])
    for place in scenario.targets:
        if place in labels.places and wanted and "*" not in named and place not in named:
            yield f"targets: the edition has no figure on what {place} uses of these goods"
