"""The kind of an answer about a deal: what its sentences name, and what must hold of its facts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from backfire.dims import SIDE, TERM

from .._kind import Kind
from ._facts import Facts
from ._quantities import ASSUMPTION, BECOMES, ISSUE, LABELS, QUANTITIES, QUESTION, RANGE, UNVALUED
from ._readings import (
    Limit,
    chances,
    cost_over_gain,
    decisive_cases,
    horizons,
    in_part,
    known,
    left_out,
    limit,
    moved,
    score,
    shift_by_case,
    shift_by_horizon,
    supply_worth,
    terms,
    unvalued,
    valued,
)
from ._tables import SECTIONS, TABLES, length

if TYPE_CHECKING:
    from .._answer import Answer
    from .._interval import Interval


def context(answer: Answer) -> dict[str, Any]:
    """The figures that the sentences name."""
    every, facts = valued(answer), answer.facts
    chance = chances(answer)
    out = left_out(answer)
    beyond = [(one, cost_over_gain(answer, one)) for one in every if one.id in out]
    ours, rival = score(answer, "nash", "valued"), score(answer, "others", "valued")
    first = next(moved(answer), None)
    chosen = max(terms(answer), key=lambda pair: pair[1])
    return {
        "issues": every,
        "out": out,
        "ordered": sorted(chance.items(), key=lambda pair: -pair[1]),
        "beyond": [(one, ratio) for one, ratio in beyond if ratio is not None],
        "signed": [one for one in every if one.signed],
        "was_signed": answer.has("signed_value"),
        "ours": ours,
        "rival": rival,
        "better": ours and rival and ours.brier < rival.brier and ours.log < rival.log,
        "worse": ours and rival and ours.brier > rival.brier and ours.log > rival.log,
        "every": score(answer, "everything", "all"),
        "share_of_all": score(answer, "others", "all"),
        "part": score(answer, "nash", "in_part"),
        "added": in_part(answer),
        "thresholds": [(one, *limit(answer, one), known(answer, one)) for one in unvalued(answer)],
        "supply": list(supply_worth(answer)),
        "cases": answer.reading(decisive_cases),
        "case_shift": shift_by_case(answer),
        "horizons": answer.reading(horizons),
        "horizon_shift": shift_by_horizon(answer),
        "first": first,
        "chosen": chosen,
        "shortest": terms(answer)[0],
        "length": length,
        "renewal": _renewal(answer),
        "usd": lambda name, **at: answer.interval(name, **at),
        "sides": facts.sides,
        "names": facts.names,
        "Limit": Limit,
    }


def _renewal(answer: Answer) -> list[tuple[Any, dict[str, Interval]]]:
    """What becomes of suspensions by the day on which they run out."""
    if not answer.has("becomes"):
        return []
    return [
        (day, {name: answer.interval("becomes", due=day, outcome=name) for name in BECOMES})
        for day in answer.due.values
    ]


def problems(data: Any, facts: Facts) -> Iterator[str]:
    """Name facts that do not fit their axes."""
    for axis, listed in (
        (ASSUMPTION, facts.assumptions),
        (RANGE, facts.ranges),
        (TERM, facts.terms),
        (QUESTION, facts.supply),
    ):
        if len(listed) != data.sizes.get(axis, 0):
            yield f"facts: must hold an entry for each {axis}, got {len(listed)}"
    if tuple(map(str, data[SIDE].values)) != facts.sides:
        yield f"{SIDE}: must be {', '.join(facts.sides)}"
    known_ids = {issue.id for issue in facts.issues}
    for axis in (ISSUE, UNVALUED):
        for name in data.coords[axis].values if axis in data.coords else ():
            if str(name) not in known_ids:
                yield f"facts.issues: must hold {name}"


KIND = Kind("deal", QUANTITIES, LABELS, Facts, TABLES, SECTIONS, (), context, problems)
