"""What moves a deal, in sentences: what happens without it, values, horizons, terms, renewal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backfire.results import words

from . import _wording as wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ._deal import Deal
    from ._parts import Range, Renewal


def cases(deal: Deal) -> str:
    """The issue whose case decides most over the size of the gains."""
    spread: dict[str, float] = {}
    for one in deal.cases:
        total = [sum(each.gains.values()) for each in deal.cases if each.what == one.what]
        spread[one.what] = max(total) - min(total)
    if not spread:
        return ""
    issue = max(spread, key=lambda name: spread[name])
    cases = [one for one in deal.cases if one.what == issue]
    told = "; ".join(
        f"{one.value}: "
        + " and ".join(f"{words.money(one.gains[s])} to {deal.names[s]}" for s in deal.sides)
        for one in cases
    )
    shift, name = max(
        (abs(one.probability[name] - other.probability[name]), name)
        for one in cases
        for other in cases
        for name in one.probability
    )
    return (
        f"What happens without a deal decides the size: {issue}, {told}. It decides less over the "
        f"package: no issue's chance moves by more than {100 * shift:.0f} points ({name})."
    )


def mover(deal: Deal) -> str:
    """The value that moves the rest of the package most."""
    if not deal.readings:
        return ""
    top = deal.readings[0]
    of = f"{top.issue}{f' ({top.case})' if top.case else ''} to {deal.names[top.side]}"
    low, _, high = top.most_probability
    return (
        f"What an issue is worth moves the rest of the package most for {of}: from its low to its "
        f"high end (USD {words.money_range(top.usd[0], top.usd[2])}) {top.most} goes from "
        f"{words.percent(low)} to {words.percent(high)} % of draws."
    )


def horizons(deal: Deal) -> str:
    """What the length of promises without an end decides."""
    if not deal.horizons:
        return ""
    told = "; ".join(
        f"{one.value} {'year' if one.value == '1' else 'years'}: "
        + " and ".join(f"{words.money(one.gains[s])} to {deal.names[s]}" for s in deal.sides)
        for one in deal.horizons
    )
    main = {issue.id: issue.probability for issue in deal.issues}
    shift, name = max(
        (abs(one.probability[name] - chance), name)
        for one in deal.horizons
        for name, chance in main.items()
    )
    return (
        f"A promise without an end counts for {deal.permanent:g} years, an assumption ({told}; no "
        f"issue's chance moves by more than {100 * shift:.0f} points, {name})."
    )


def term(deal: Deal) -> str:
    """The term that comes out, and what another would need."""
    chosen = max(deal.terms, key=lambda one: one.share)
    shortest = deal.terms[0]
    told = " or ".join(_length(each) for each in chosen.offered)
    said = (
        f"If the length of the dated issues were chosen with the package, it would be {told} in "
        f"{words.share(chosen.share)} of draws and {_length(shortest.offered[0])} in "
        f"{words.share(shortest.share)}"
    )
    if shortest is chosen:
        return f"{said}."
    return (
        f"{said}; the shortest comes out only where any longer truce costs each side a further "
        f"{wording.usd(deal.shortest)}, so that something else sets the term."
    )


def renewals(renewal: Mapping[str, Renewal] | None) -> Iterator[str]:
    """What becomes of suspensions, where the game has said it."""
    import numpy as np

    for day, one in (renewal or {}).items():
        yield (
            f"On {words.date(np.datetime64(day))} the suspension is renewed with a probability of "
            f"{_chance(one.renewed)}, lapses with {_chance(one.lapsed)}, and is replaced by a new "
            f"control with {_chance(one.replaced)}."
        )


def _length(years: float | None) -> str:
    if years is None:
        return "without an end"
    return words.counted(round(years), "year")


def _chance(each: Range) -> str:
    low, central, high = each
    return f"{words.share(central)} (band {words.percent(low)} to {words.share(high)})"
