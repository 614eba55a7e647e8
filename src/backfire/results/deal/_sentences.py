"""An answer about a deal in sentences."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from backfire.results import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from backfire.results._answer import Band

    from ._deal import Deal
    from ._parts import Range, Renewal, Threshold
    from ._scores import Score

_SURE, _HALF = 0.9, 0.5
TRIVIAL_SHARE, TRIVIAL = "share of the others", "everything is in"
OURS = "Nash package"
VALUED, IN_PART, ALL = "both values known", "at what is known", "all"


def sentences(deal: Deal) -> tuple[str, ...]:
    """The answer first, then what was signed, what is not predicted, and what moves it."""
    return tuple(
        filter(
            None,
            (
                _package(deal),
                _gains(deal),
                _signed(deal),
                *_scores(deal),
                *(_threshold(deal, one) for one in deal.thresholds),
                *_by_supply_model(deal),
                _cases(deal),
                _mover(deal),
                _horizons(deal),
                _term(deal),
                *_renewals(deal.renewal),
                "Values are added up, so that what overlaps counts twice: two tariffs on the same "
                "goods, two controls of the same elements.",
            ),
        )
    )


def _package(deal: Deal) -> str:
    inside = deal.packages.inside
    said = (
        f"Of {words.counted(len(deal.issues), 'issue')} that can be valued for both sides, the "
        f"package with the largest product of gains holds {inside.p50:.0f} in the median of "
        f"{words.counted(deal.draws, 'draw')} (90 % band {inside.p5:.0f} to {inside.p95:.0f})"
    )
    groups = (
        ("in it in at least nine draws of ten", [i for i in deal.issues if i.probability >= _SURE]),
        (
            "in it more often than not",
            [i for i in deal.issues if _HALF <= i.probability < _SURE],
        ),
        ("out of it more often than not", [i for i in deal.issues if i.probability < _HALF]),
    )
    told = [
        f"{where}: {words.listed([f'{i.id} ({words.share(i.probability)})' for i in found])}"
        for where, found in groups
        if found
    ]
    return f"{said}. {words.capital('; '.join(told))}."


def _gains(deal: Deal) -> str:
    names, (sender, target) = deal.names, deal.sides
    worth = " and ".join(f"{_usd(deal.gains[s])} to {names[s]}" for s in deal.sides)
    possible = deal.packages.possible
    said = (
        f"It is worth {worth}, as present values over the terms. A small concession by "
        f"{names[target]} stays out if it costs more than {_number(deal.exclusion[target])} of a "
        f"dollar for each that {names[sender]} gains, one by {names[sender]} beyond "
        f"{_number(deal.exclusion[sender])}."
    )
    if possible < 1:
        said += f" In {words.share(1 - possible)} of draws no deal is possible."
    return said


def _signed(deal: Deal) -> str:
    found = deal.packages
    if found.signed_wanted is None or found.signed_efficient is None or found.signed_value is None:
        return ""
    inside = sum(bool(issue.signed) for issue in deal.issues)
    value = found.signed_value
    of_these = "all of these" if inside == len(deal.issues) else f"{inside} of these"
    return (
        f"What was signed holds {of_these}. Both sides gain by it in "
        f"{words.share(found.signed_wanted)} of draws, no other package is better for both in "
        f"{words.share(found.signed_efficient)}, and by the root of the product of gains it is "
        f"worth {words.share(value.p50)} of the best (90 % band {words.percent(value.p5)} to "
        f"{words.share(value.p95)})."
    )


def _scores(deal: Deal) -> Iterator[str]:
    by = {(one.rule, one.over): one for one in deal.scores}
    ours, rival = by.get((OURS, VALUED)), by.get((TRIVIAL_SHARE, VALUED))
    if ours is None or rival is None:
        return
    better = ours.brier < rival.brier and ours.log < rival.log
    worse = ours.brier > rival.brier and ours.log > rival.log
    verdict = (
        "better than" if better else "worse than" if worse else "neither better nor worse than"
    )
    every = by[TRIVIAL, ALL]
    share = by[TRIVIAL_SHARE, ALL]
    said = (
        f"As a forecast it does {verdict} giving each issue the share of the others that was "
        f"signed: right for {ours.right} of {ours.count} against {rival.right}, Brier score "
        f"{ours.brier:.3f} against {rival.brier:.3f}, log score {_log(ours)} against {_log(rival)} "
        f'(lower is better). "Everything is in" is right for {every.right} of all {every.count} '
        f"(Brier {every.brier:.3f}, log {_log(every)}; as a share {share.brier:.3f} and "
        f"{_log(share)})."
    )
    if all(issue.signed for issue in deal.issues):
        said += (
            f" All {ours.count} that can be valued were signed, so that over these no rule can "
            "beat it."
        )
    yield said
    part = by.get((OURS, IN_PART))
    added = [one for one in deal.thresholds if one.id in deal.at_what_is_known]
    if part is not None:
        told = words.listed(
            [
                f"{one.id} ({words.share(deal.at_what_is_known[one.id])}, "
                f"{'signed' if one.signed else 'not signed'})"
                for one in added
            ]
        )
        yield (
            f"At the part of its value that is known, this would be the chance to be in: {told}; "
            f"with it {part.right} of {part.count} are right, Brier {part.brier:.3f}, log "
            f"{_log(part)}. What follows is therefore a threshold and no forecast."
        )


def _threshold(deal: Deal, one: Threshold) -> str:
    giver, taker = deal.names[one.giver], deal.names[deal.taker(one)]
    if one.missing is not None:
        return (
            f"{one.id} stays out if what has no figure costs {giver} more than "
            f"{_usd(one.missing)} a year; the {one.part} part alone is a gain of "
            f"{_usd(one.known[one.giver])}."
        )
    if one.cost is not None:
        known = one.known[deal.taker(one)]
        return (
            f"{one.id} stays out if it costs {giver} more than {_usd(one.cost)} a year, where "
            f"{taker} gains {_usd(known)}."
        )
    if one.gain is not None:
        return f"{one.id} stays out if {taker} gains less by it than {_usd(one.gain)} a year."
    return (
        f"{one.id} has no figure for either side: it stays out if it costs {giver} more than "
        f"{_number(one.ratio)} of a dollar for each that {taker} gains."
    )


def _by_supply_model(deal: Deal) -> Iterator[str]:
    """What issues taken from the supply model are worth, beside the ranges that they replace."""
    valued = {issue.id: issue for issue in deal.issues}
    for name in dict.fromkeys(one.issue for one in deal.supply):
        if name not in valued:
            continue
        published = next(one.published for one in deal.supply if one.issue == name)
        parts = [
            f"{_usd(valued[name].worth[side])} to {deal.names[side]} (published: "
            f"{words.money_range(published[side][0], published[side][2])})"
            for side in reversed(deal.sides)
            if side in published
        ]
        yield f"By the supply model {name} is worth {words.listed(parts)}."


def _cases(deal: Deal) -> str:
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


def _mover(deal: Deal) -> str:
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


def _horizons(deal: Deal) -> str:
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


def _term(deal: Deal) -> str:
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
        f"{_usd(deal.shortest)}, so that something else sets the term."
    )


def _renewals(renewal: Mapping[str, Renewal] | None) -> Iterator[str]:
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


def _usd(band: Band) -> str:
    """A sum with its band, whose end is open where it has none."""
    if band.p50 is None:
        return "an unknown sum"
    low, high = band.p5, band.p95
    ends = (
        words.money_range(low, high)
        if low is not None and high is not None
        else ("no bound" if low is None else f"{words.money(low).removeprefix('USD ')} and more")
    )
    return f"{words.money(band.p50)} (90 % band {ends})"


def _number(band: Band) -> str:
    return f"{words.ratio(band.p50)} ({words.ratio(band.p5)} to {words.ratio(band.p95)})"


def _log(one: Score) -> str:
    return f"{one.log:.2f}" if math.isfinite(one.log) else "infinite"
