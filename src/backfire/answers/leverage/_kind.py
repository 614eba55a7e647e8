"""The kind of an answer about leverage: its sections and the figures that its sentences name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.dims import CHANNEL, DRAW, MONTHS_AFTER, PLACE, SAMPLE, START
from backfire.units import MONTHS_PER_YEAR

from .. import _format as words
from .._kind import Kind, Section
from ._curves import cases, milestone, today, window
from ._facts import Facts
from ._losses import adjustment, elasticities, exposure, forecasts, instruments, loss
from ._quantities import LABELS, QUANTITIES
from ._rows import CASE_NAMES
from ._tables import TABLES
from ._terms import (
    DEPENDENCE_YEAR,
    INVENTORY,
    PARTNER,
    RECIPE,
    SUBSTITUTION,
    UNUSED,
    USED,
    VALUE_HORIZONS,
)

if TYPE_CHECKING:
    from .._answer import Answer

_NOTICEABLE = 1e6
"""USD below which a gain is not worth a word."""
_NAMED = 3
"""How many places, parameters and data gaps are named one by one."""

SECTIONS = (
    Section("leverage", "Leverage over time", ("leverage", "milestone")),
    Section("losses", "What it costs, three ways", ("loss", "channel", "gain", "decoupling")),
    Section("value", "Whether use is worth it", ("value_of_use", "window")),
    Section("capacity", "Who else supplies, and who stops buying", ("dependence",)),
    Section("removal", "What takes leverage away", ("instrument", "elasticity")),
    Section("cases", "Where peace undermines it too", ("case",)),
    Section("parties", "Third parties", ("third_party",)),
    Section("beside", "Beside what others found", ("forecast", "adjustment"), "beside_note"),
)


def context(answer: Answer) -> dict[str, Any]:
    """The figures that the sentences name."""
    facts, every = answer.facts, answer.reading(instruments)
    listed = answer.reading(cases)
    years, found = answer.reading(adjustment)
    theirs = {PLACE: list(facts.targets)}
    return {
        "theirs": today(answer, "target_loss"),
        "own": today(answer, "sender_loss"),
        "still": today(answer, "exposed"),
        "at_stake": exposure(answer),
        "rigid": loss(answer, RECIPE),
        "stocks": loss(answer, INVENTORY),
        "short": loss(answer, SUBSTITUTION, 3),
        "long": loss(answer, SUBSTITUTION, 36),
        "direct": answer.interval("channel", **{CHANNEL: "users_cut"}),
        "substitutes": answer.interval("good_elasticity", **{MONTHS_AFTER: MONTHS_PER_YEAR}),
        "half_used": milestone(answer, "half_life", USED),
        "half_unused": milestone(answer, "half_life", UNUSED),
        "worse": milestone(answer, "backfire"),
        "last_year": min(facts.today.year + max(VALUE_HORIZONS), _last_start(answer)),
        "window": answer.reading(window),
        "winners": _winners(answer),
        "paid": float(answer.bands("users_bill")[1].sel(theirs).sum()),
        "product": float(answer.ran["gdp"].sel(theirs).sum(skipna=False)),
        "needs": _needs(answer),
        "cases": [each for each in listed if each.falls_faster is not None],
        "slower": [CASE_NAMES[each.name] for each in listed if each.falls_faster is False],
        "instruments": every,
        "useless": [words.plain(each.name) for each in every if not each.per_unit.known],
        "slopes": answer.reading(elasticities)[:_NAMED],
        "judged": [inside for *_, inside in answer.reading(forecasts) if inside is not None],
        "ramp": found["ramp"],
        "substituted": found["substitution"],
        "years": years,
        "sampled": answer.ran.sizes[SAMPLE],
        "named": _NAMED,
        "sources": _sources,
        "place_names": {
            place: answer.name(PLACE, place) for place in map(str, answer.ran[PLACE].values)
        },
        "place": lambda place: words.place(answer.name(PLACE, place)),
    }


def _last_start(answer: Answer) -> int:
    return int(str(answer.ran[START].values[-1])[:4])


def _winners(answer: Answer) -> list[tuple[str, float]]:
    """Places whose producers earn most from a control of today, with what they earn more."""
    middle = answer.bands("producer_gain")[1]
    pairs = [(str(p), float(v)) for p, v in zip(middle[PLACE].values, middle.values, strict=True)]
    known = sorted((pair for pair in pairs if pair[1] >= _NOTICEABLE), key=lambda pair: -pair[1])
    return known[:_NAMED]


def _needs(answer: Answer) -> list[tuple[int, str, float]]:
    """The largest buyer from the sender in the first and in the last year that is known."""
    shares = answer.ran["dependence"]
    dated = sorted(int(year) for year in shares[DEPENDENCE_YEAR].values)
    found: list[tuple[int, str, float]] = []
    for year in dict.fromkeys((dated[0], dated[-1]) if dated else ()):
        row = np.nan_to_num(np.asarray(shares.sel({DEPENDENCE_YEAR: year}).values, dtype=float))
        if row.size and row.max() > 0:
            found.append((year, str(shares[PARTNER].values[row.argmax()]), float(row.max())))
    return found


def _sources(*assumed: Any) -> str:
    """Keys of the sources of what was assumed, each once."""
    keys = [key.strip() for each in assumed if each for key in each.source.split(";")]
    return "; ".join(dict.fromkeys(key for key in keys if key)) or "none"


def problems(data: Any, facts: Facts) -> Iterator[str]:
    """Name sides that are no places, samples that are no draws, and starts out of order."""
    known = {str(place) for place in data[PLACE].values}
    for name, places in (("sender", (facts.sender,)), ("targets", facts.targets)):
        for place in places:
            if place not in known:
                yield f"facts.{name}: must be one of the places, got {place!r}"
    strange = set(data[SAMPLE].values.tolist()) - set(data[DRAW].values.tolist())
    if strange:
        yield f"sample: must be among the draws, got {', '.join(map(str, sorted(strange)))}"
    start = data[START].values.astype("datetime64[D]")
    if not start.size or (np.diff(start) <= np.timedelta64(0, "D")).any():
        yield "start: must run forward from today"
    elif start[0].item() != facts.today:
        yield f"start: must begin today ({facts.today}), got {start[0]}"


KIND = Kind("leverage", QUANTITIES, LABELS, Facts, TABLES, SECTIONS, (), context, problems)
