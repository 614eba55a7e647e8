"""The rungs of the sender's ladder as controls of a scenario, each for as long as it stands."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from backfire.scenario import (
    Approval,
    Ban,
    Band,
    Extraterritorial,
    Licence,
    Stockpile,
    read_scenario,
)

from ._axes import RUNGS

if TYPE_CHECKING:
    from backfire.questions.prepare import Labels
    from backfire.scenario import AnyControl, Scenario

RECORD = "rare-earths-2025"
"""The scenario that holds what was recorded of the licences of April 2025, and the rule of October
on foreign goods, for scenarios that have none of their own."""
HALF = 0.5
"""Share that the quota withholds: an assumption."""
NEVER = date(9000, 1, 1)
LEAST = 1e-6
"""Weeks of use that a store buys which is there to be emptied only."""


def on_the_ladder(
    scenario: Scenario, labels: Labels, rung: str, begin: date, end: date
) -> Scenario:
    """The scenario with every rung among its controls, of which one stands from a day to another.

    The others never begin: so all rungs have one shape, and are compiled once.
    """
    ladder = [
        told
        for name in RUNGS[1:]
        for told in _controls(scenario, labels, name, *((begin, end) if name == rung else _NEVER))
    ]
    # What instruments do stands in the course; here they could only contradict a ban.
    return scenario.but(controls=(*scenario.controls, *ladder), instruments=())


_NEVER = (NEVER, None)


def store(scenario: Scenario) -> Stockpile:
    """A public store at the targets that hands out what is put there, and buys nothing."""
    return Stockpile(
        name="payoff-store",
        by=scenario.targets[0],
        where=scenario.targets,
        goods=scenario.leverage.goods,
        starts=scenario.starts,
        weeks_of_use=LEAST,
        buying_weeks=52,
        admitted=1.0,
        paid_by={scenario.targets[0]: 1.0},
        note="Assumption: handed out as the stockpiles of the scenarios are.",
    )


def _controls(
    scenario: Scenario, labels: Labels, rung: str, starts: date, ends: date | None
) -> list[AnyControl]:
    """The controls of one rung on the goods of the control."""
    common: dict[str, Any] = {
        "name": f"rung-{rung.replace('_', '-')}",
        "by": scenario.sender,
        "to": scenario.targets,
        "starts": starts,
        "ends": ends,
    }
    goods = scenario.leverage.goods
    match rung:
        case "licence_delay":
            return [_licence(scenario, common)]
        case "quota":
            return [Ban(**common, goods=goods, withheld=HALF)]
        case "partial_ban":
            return [Ban(**common, goods=goods[:1], withheld=1.0)]
        case _:
            ban = Ban(**common, goods=goods, withheld=1.0)
            return [ban, *_abroad(scenario, labels, common)]


def _licence(scenario: Scenario, common: dict[str, Any]) -> Licence:
    """All orders wait for licences, which come as they came in the first quarter on record."""
    own = next((told for told in scenario.controls if told.kind == "licence"), None)
    known = own or next(t for t in read_scenario(RECORD).controls if t.kind == "licence")
    assert known.kind == "licence"
    later = common["starts"] - known.starts

    def moved(path: tuple[Approval, ...]) -> tuple[Approval, ...]:
        return tuple(point.model_copy(update={"date": point.date + later}) for point in path)

    by_place = {
        place: moved(path)
        for place, path in known.approvals_by.items()
        if place in scenario.targets
    }
    return Licence(
        **common,
        goods=scenario.leverage.goods,
        covered=Band(low=1.0, central=1.0, high=1.0),
        approvals=moved(known.approvals),
        approvals_by=by_place,
        delay_weeks=known.delay_weeks,
        grace_weeks=known.grace_weeks,
        declared_use=known.declared_use,
        leakage=known.leakage,
        source=known.source,
    )


def _abroad(scenario: Scenario, labels: Labels, common: dict[str, Any]) -> list[Extraterritorial]:
    """The rule on goods from elsewhere with the sender's content, where the edition has them."""
    told = (*scenario.controls, *read_scenario(RECORD).controls)
    known = next(control for control in told if control.kind == "extraterritorial")
    content = {good: part for good, part in known.content.items() if labels.good_positions([good])}
    if not content:
        return []
    here: dict[str, Any] = {**common, "name": f"{common['name']}-abroad", "goods": tuple(content)}
    return [Extraterritorial(**here, content=content, withheld=1.0, source=known.source)]


def first_day(starts: date, today: date, quarter: timedelta) -> date:
    """First day of the first quarter of a run that does not begin before a day."""
    return starts + -(-(today - starts) // quarter) * quarter
