"""The kind of a game: its facts, sections, and the figures that its sentences name."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import BaseModel, ConfigDict

from .._kind import Kind, Section
from ._quantities import (
    ENDINGS,
    FATES,
    FULL_BAN,
    HEADLINES,
    LABELS,
    QUANTITIES,
    SENDER,
    SHARPNESS,
    SIDES,
    VARIANT,
    Origin,
)
from ._readings import (
    HALF,
    QUARTERS_PER_YEAR,
    due,
    ends,
    likely_ban,
    likely_use,
    plans,
    policy_map,
    quarters,
    rule,
    window,
    years,
)
from ._tables import TABLES
from ._words import chance, changed, figure, headline, origin, points, stands, two_digits, usd

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .._answer import Answer
    from .._interval import Interval

_FEWEST_PATHS = 100


class Facts(BaseModel):
    """What a game was about."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    question: str
    """What the scenario asks of it."""
    origin: Origin
    """What its payoffs rest on."""
    paths: int
    """Paths that are played in each draw."""
    notes: tuple[str, ...] = ()
    """What the scenario says of its assumptions."""


SECTIONS = (
    Section("policy", "Who does what", ("policy", "chances", "map"), note="policy_note"),
    Section("tree", "The first quarter and the next", ("tree",)),
    Section("use", "When the control is used", ("years", "quarters")),
    Section("ladder", "Where retaliation leads", ("ladder",)),
    Section("ending", "How it ends", ("renewals", "endings")),
    Section(
        "worth", "What it is worth, and what changes it", ("worth", "variants"), "worth_note", True
    ),
    Section("solved", "How well it is solved", ("sweep",)),
)


def context(answer: Answer) -> dict[str, Any]:
    """The figures that the sentences name."""
    data, map_, open_ = answer.dataset, answer.reading(policy_map), answer.reading(window)
    hazard = [
        (day, found)
        for day in quarters(answer)
        if (found := answer.interval("hazard", quarter=np.datetime64(day))).known
    ]
    gains = (answer.interval("advantage", quarter=np.datetime64(day)) for day in quarters(answer))
    return {
        "of": answer.interval,
        "draws": answer.draws,
        "begins": quarters(answer)[0],
        "length": len(quarters(answer)) / QUARTERS_PER_YEAR,
        "years": years(answer),
        "origin": origin(answer.facts.origin),
        "ranges": answer.facts.origin is Origin.RANGES,
        "rules": {side: rule(answer, side) for side in SIDES},
        "bans": _bans(answer),
        "ban_regions": likely_ban(map_),
        "use_regions": likely_use(map_),
        "most_use": max((float(chances.max()) for chances in map_.use.values()), default=0.0),
        "window": open_,
        "never_ends": date.max,
        "gain_now": next((gain for gain in gains if gain.known), None),
        "hazard": hazard,
        "peak": max(hazard, key=lambda pair: pair[1].central, default=None),
        "due": due(answer),
        "fates": FATES,
        "ending": _ending(answer),
        "variants": list(_variants(answer)),
        "number_of": lambda name: data[name].item(),
        "regret": lambda name, side: float(data[name].sel(side=side)),
        "sharpest": data["regret_sweep"].isel({SHARPNESS: -1}),
        "moment": np.datetime64,
        **{each.__name__: each for each in (chance, usd, figure, points, stands, two_digits)},
    }


def _bans(answer: Answer) -> list[tuple[str, Interval]]:
    """Situations in which the sender most likely bans all, with its probability; at least one."""
    found = [
        (plan.words, plan.chances[FULL_BAN])
        for plan in answer.reading(plans)
        if plan.side == SENDER
    ]
    likely = [pair for pair in found if pair[1].central > HALF]
    return likely or [max(found, key=lambda pair: pair[1].central)]


def _ending(answer: Answer) -> tuple[date, list[tuple[str, Interval]]] | None:
    """How things stand after the last of the years, the likeliest first."""
    if not ends(answer):
        return None
    year, day = ends(answer)[-1]
    shares = [(name, answer.interval("endings", years=year, ending=name)) for name in ENDINGS]
    return day, sorted(shares, key=lambda pair: -pair[1].central)


def _variants(answer: Answer) -> Iterator[tuple[str, str, list[str]]]:
    """What is changed, its mechanism, and how far each figure moves."""
    data = answer.dataset
    for name, mechanism in zip(
        map(str, data[VARIANT].values), map(str, data["mechanism"].values), strict=True
    ):
        moved = [
            (headline(each), figure(_moved(answer, name, each), points, " points"))
            for each in HEADLINES
        ]
        moved.append((headline("value"), usd(answer.interval("variant_value", variant=name))))
        first, *rest = moved
        said = [f"{first[0]} moves by {first[1]}", *(f"{what} by {much}" for what, much in rest)]
        yield changed(name), mechanism, said


def _moved(answer: Answer, variant: str, name: str) -> Interval:
    return answer.interval("variant_change", variant=variant, headline=name)


def problems(data: Any, facts: Facts) -> Iterator[str]:
    """Name shares that do not add up to one, and a number of paths that is too small."""
    for name, over in (("act_chance", "act"), ("reply_chance", "reply"), ("ladder", None)):
        total = np.asarray(data[name].sum(over).values)
        if not np.allclose(total, 1.0, atol=1e-3):
            off = float(total.ravel()[np.abs(total - 1).argmax()])
            yield f"{name}: shares must add up to 1, got {off:.3f}"
    if facts.paths < _FEWEST_PATHS:
        yield f"facts.paths: must be at least {_FEWEST_PATHS}, got {facts.paths}"


KIND = Kind("game", QUANTITIES, LABELS, Facts, TABLES, SECTIONS, (), context, problems)
