"""An answer about a deal in sentences."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from backfire.results import words

from . import _moves as moves
from . import _wording as wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ._deal import Deal
    from ._parts import Threshold
    from ._scores import Score

_HALF = 0.5
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
                _chances(deal),
                _gains(deal),
                _left_out(deal),
                _signed(deal),
                *_scores(deal),
                *(_threshold(deal, one) for one in deal.thresholds),
                *_by_supply_model(deal),
                moves.cases(deal),
                moves.mover(deal),
                moves.horizons(deal),
                moves.term(deal),
                *moves.renewals(deal.renewal),
                "Values are added up, so that what overlaps counts twice: two tariffs on the same "
                "goods, two controls of the same elements.",
            ),
        )
    )


def _package(deal: Deal) -> str:
    inside = deal.packages.inside
    out = [issue.id for issue in deal.issues if issue.probability < _HALF]
    left = f"leaves out {words.listed(out)}" if out else "leaves none out"
    return (
        f"Of {words.counted(len(deal.issues), 'issue')} that can be valued for both sides, the "
        f"package with the largest product of gains holds {inside.p50:.0f} in the median of "
        f"{words.counted(deal.draws, 'draw')} (90 % band {inside.p5:.0f} to {inside.p95:.0f}), and "
        f"more often than not {left}."
    )


def _chances(deal: Deal) -> str:
    ordered = sorted(deal.issues, key=lambda one: -one.probability)
    told = [f"{one.id} {words.share(one.probability)}" for one in ordered]
    return f"Each is in the package in this share of draws: {words.listed(told)}."


def _gains(deal: Deal) -> str:
    names, (sender, target) = deal.names, deal.sides
    worth = " and ".join(f"{wording.usd(deal.gains[s])} to {names[s]}" for s in deal.sides)
    possible = deal.packages.possible
    said = (
        f"It is worth {worth}, as present values over the terms. A small concession by "
        f"{names[target]} stays out if it costs more than "
        f"{wording.bounds(deal.exclusion[target])} of a dollar for each that {names[sender]} "
        f"gains, one by {names[sender]} beyond {wording.bounds(deal.exclusion[sender])}."
    )
    if possible < 1:
        said += f" In {words.share(1 - possible)} of draws no deal is possible."
    return said


def _left_out(deal: Deal) -> str:
    """The ratio of each issue that is out more often than not, to hold against that bound."""
    told = [
        f"{one.id} {wording.bounds(one.ratio)} to {deal.names[one.giver]}"
        for one in deal.issues
        if one.probability < _HALF and one.ratio is not None
    ]
    if not told:
        return ""
    return f"What is left out costs, for each dollar that it brings: {words.listed(told)}."


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
            f"{wording.usd(one.missing)} a year; the {one.part} part alone is a gain of "
            f"{wording.usd(one.known[one.giver])}."
        )
    if one.cost is not None:
        known = one.known[deal.taker(one)]
        return (
            f"{one.id} stays out if it costs {giver} more than {wording.usd(one.cost)} a year, "
            f"where {taker} gains {wording.usd(known)}."
        )
    if one.gain is not None:
        return (
            f"{one.id} stays out if {taker} gains less by it than {wording.usd(one.gain)} a year."
        )
    return (
        f"{one.id} has no figure for either side: it stays out if it costs {giver} more than "
        f"{wording.bounds(one.ratio)} of a dollar for each that {taker} gains."
    )


def _by_supply_model(deal: Deal) -> Iterator[str]:
    """What issues taken from the supply model are worth, beside the ranges that they replace."""
    valued = {issue.id: issue for issue in deal.issues}
    for name in dict.fromkeys(one.issue for one in deal.supply):
        if name not in valued:
            continue
        published = next(one.published for one in deal.supply if one.issue == name)
        parts = [
            f"{wording.usd(valued[name].worth[side])} to {deal.names[side]} (published: "
            f"{words.money_range(published[side][0], published[side][2])})"
            for side in reversed(deal.sides)
            if side in published
        ]
        yield f"By the supply model {name} is worth {words.listed(parts)}."


def _log(one: Score) -> str:
    return f"{one.log:.2f}" if math.isfinite(one.log) else "infinite"
