"""Says what an answer about leverage rests on: what was assumed, what moves it, what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backfire.results import words

if TYPE_CHECKING:
    from backfire.results._leverage import Leverage
    from backfire.results._leverage_answer import LeverageAnswer
    from backfire.results._leverage_parts import Assumed, Case, Elasticity, Instrument

_MENTIONED = 3
"""How many parameters and holes are named."""

_CASES = {
    "neither": "neither",
    "stockpiling": "stockpiling alone",
    "dumping": "dumping alone",
    "both": "both",
}


def reasons(leverage: Leverage, answer: LeverageAnswer) -> tuple[str, ...]:
    """Say what was assumed, where use is worse, what takes leverage away, and the holes."""
    return (
        _assumed(answer),
        _faster(answer.cases),
        _cheapest(leverage, answer.instruments),
        _matters(answer.elasticity),
        _holes(answer.holes),
    )


def _assumed(answer: LeverageAnswer) -> str:
    given, worth = answer.concession, answer.worth
    span = words.money_range(given.low, given.high)
    years = "" if given.years is None else f" for {_years(given.years)}"
    obtained = f"Concessions of {words.money(given.central)} ({span}) a year{years}"
    each = f"USD {worth.central:g} ({worth.low:g} to {worth.high:g})"
    kept = f"{each} to the sender per USD of leverage"
    if given.game:
        return (
            f"{_by_game(given, years)}; {kept} is assumed, not found "
            f"(sources: {_sources(worth.source)})."
        )
    return (
        f"{obtained}, and {kept}, are assumed, not found "
        f"(sources: {_sources(given.source, worth.source)})."
    )


def _by_game(given: Assumed, years: str) -> str:
    """What a use obtains against holding, or loses, in the equilibrium of a game."""
    where = f"in the equilibrium of {given.game}, against holding"
    if given.central >= 0:
        span = words.money_range(given.low, given.high)
        told = f"{words.money(given.central)} ({span}) a year{years}"
        return f"A use obtains concessions of {told} {where}"
    span = words.money_range(-given.high, -given.low)
    told = f"{words.money(-given.central)} ({span}) a year{years}"
    return f"A use loses the sender concessions of {told} {where}"


def _years(years: float) -> str:
    return "one year" if years == 1 else f"{years:g} years"


def _sources(*named: str) -> str:
    keys = dict.fromkeys(key.strip() for each in named for key in each.split(";") if key.strip())
    return "; ".join(keys) if keys else "none"


def _faster(cases: tuple[Case, ...]) -> str:
    known = [case for case in cases if case.falls_faster_after_use is not None]
    if not known:
        return ""
    slower = [_CASES[case.name] for case in known if not case.falls_faster_after_use]
    count = len(known) - len(slower)
    what = "Leverage falls faster after use than without it"
    if not slower:
        among = "all four cases" if len(known) == len(_CASES) else f"{count} cases that are known"
        return f"{what} in {among} of stockpiling and dumping."
    if not count:
        return "In no case of stockpiling and dumping does leverage fall faster after use."
    told = f"{what} in {count} of {len(known)} cases of stockpiling and dumping"
    return f"{told}; not so: {', '.join(slower)}."


def _cheapest(leverage: Leverage, instruments: tuple[Instrument, ...]) -> str:
    asked = any(entry.leverage_removed for entry in instruments)
    if not asked:
        return ""
    useless = [words.plain(entry.name) for entry in instruments if entry.per_unit is None]
    best = instruments[0]
    if best.per_unit is None:
        what = "removes leverage that can be told from nothing"
        return f"No instrument tried {what}: {words.listed(useless)}."
    low, high = best.per_unit_band.p5, best.per_unit_band.p95
    top = "no bound" if high is None else words.per_unit(high)
    span = "" if low is None else f" ({words.per_unit(low)} to {top})"
    told = (
        f"Cheapest of {len(instruments)} instruments for each USD of leverage removed: "
        f"{words.plain(best.name)} at USD {words.per_unit(best.per_unit)}{span}, paid by "
        f"{words.payers(leverage, best.paid_by)}"
    )
    if not useless:
        return f"{told}."
    return f"{told}. Not told from nothing: what {words.listed(useless)} would remove."


def _matters(elasticity: tuple[Elasticity, ...]) -> str:
    if not elasticity:
        return ""
    told = words.listed([_slope(entry) for entry in elasticity[:_MENTIONED]])
    return f"What moves leverage most, for 1 % more of each: {told}."


def _slope(entry: Elasticity) -> str:
    way = "more" if entry.value > 0 else "less"
    return f"{words.parameter(entry.parameter)} ({abs(entry.value):.2g} % {way})"


def _holes(holes: tuple[str, ...]) -> str:
    if not holes:
        return ""
    more = len(holes) - _MENTIONED
    rest = f"; and {more} more" if more > 0 else ""
    return f"Holes: {'; '.join(hole.rstrip('.') for hole in holes[:_MENTIONED])}{rest}."
