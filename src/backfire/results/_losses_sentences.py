"""Says what a control costs by each closure, why they differ, who gains and what parting costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backfire.results import words
from backfire.results._losses_schema import INVENTORY, RECIPE, SUBSTITUTION

if TYPE_CHECKING:
    from backfire.results._answer import Band
    from backfire.results._leverage import Leverage
    from backfire.results._leverage_answer import LeverageAnswer

_NAMED = 3
"""How many places are named."""
_NOTICEABLE = 1e6
"""USD below which a gain is not worth a word."""


def three_ways(answer: LeverageAnswer) -> str:
    """Give the loss under the two other closures, as a part of the first sentence."""
    told: list[str] = []
    for closure, how in ((RECIPE, "with fixed recipes"), (INVENTORY, "where stocks run down")):
        usd = total(answer, closure)
        if usd is not None and usd.p50 is not None:
            told.append(f"{words.money(usd.p50)}{_span(usd, answer.draws)} {how}")
    return " and ".join(told)


def total(answer: LeverageAnswer, closure: str, months: int = 12) -> Band | None:
    """Give the loss of a single target by a closure; None for several targets or a hole."""
    if len(answer.target) != 1:
        return None
    found = answer.losses.of(answer.target[0], closure, months)
    return None if found is None else found.usd


def gap(leverage: Leverage, answer: LeverageAnswer) -> str:
    """Say why the three closures differ, and what exposure is."""
    told: list[str] = []
    rigid, direct = total(answer, RECIPE), answer.losses.channels["users_cut"].p50
    elasticity = answer.losses.elasticity["12"]
    if rigid is not None and rigid.p50 and direct is not None:
        share = words.share(min(direct / rigid.p50, 1.0)) if rigid.p50 > 0 else "no part"
        told.append(
            "Why they differ: with fixed recipes users make less by the share of the scarcest good "
            f"that they lack, which is {share} of that loss, and their suppliers and buyers the "
            "rest; stocks only shift it by weeks; where firms substitute, goods that weigh little "
            "in costs are spared, replaced or left out "
            f"(elasticity {_plain(elasticity)} over 12 months)."
        )
    exposure = answer.leverage.exposure
    if exposure is not None:
        still = answer.leverage.standing_still.p50
        part = "" if still is None else f" (end uses that add {words.money(still)} stand still)"
        told.append(
            f"Exposure, the value added of all {_users(leverage)} users of these goods, is "
            f"{words.money(exposure)} a year{part}: an upper bound of what they can lose "
            "themselves, never a loss."
        )
    return " ".join(told)


def horizons(answer: LeverageAnswer) -> str:
    """Say how the loss where firms substitute goes with the length of the control."""
    told: list[str] = []
    for months in (3, 36):
        usd = total(answer, SUBSTITUTION, months)
        if usd is not None and usd.p50 is not None:
            told.append(f"{words.money(usd.p50)}{_span(usd, answer.draws)} in {months} months")
    return f"The same loss is {words.listed(told)}." if told else ""


def gains(leverage: Leverage, answer: LeverageAnswer) -> str:
    """Say who earns more in the 12 months, and what users pay more."""
    winners = [
        (words.place(leverage.place_name(gain.place)), gain.producers.p50)
        for gain in answer.losses.gains
        if (gain.producers.p50 or 0.0) >= _NOTICEABLE
    ][:_NAMED]
    bill = [gain for gain in answer.losses.gains if gain.place in answer.target]
    told: list[str] = []
    if winners:
        named = words.listed([f"{name} ({words.money(usd or 0.0)})" for name, usd in winners])
        told.append(f"Producers who earn most from it in 12 months: {named}")
    paid = sum(gain.users_bill.p50 or 0.0 for gain in bill)
    if paid >= _NOTICEABLE:
        level = sum(gain.price_level.p50 or 0.0 for gain in bill)
        users = "users" if told else "Users"
        told.append(
            f"{users} of the targets pay {words.money(paid)} more for what they still get, "
            f"{100 * level:.2g} % of their product if passed on to prices"
        )
    return f"{'; '.join(told)}." if told else ""


def parting(answer: LeverageAnswer) -> str:
    """Say what parallel chains cost outside the sender, against a world without conflict."""
    usd = answer.losses.decoupling["total"]
    if usd.p50 is None:
        return ""
    parts = answer.losses.decoupling
    return (
        f"Parallel chains cost places outside the sender {words.money(usd.p50)}"
        f"{_span(usd, answer.sampled)} in present value to the end of the run, against a world "
        f"without conflict: {_part(parts['users_bill'])} dearer goods, "
        f"{_part(parts['spending'])} public money, {_part(parts['capital'])} plants, less "
        f"{_part(parts['profit'])} that their producers earn more."
    )


def _part(usd: Band) -> str:
    return "an unknown amount of" if usd.p50 is None else words.money(usd.p50)


def _users(leverage: Leverage) -> str:
    named = [words.place(leverage.place_name(place)) for place in leverage.targets]
    return "their" if len(named) > 1 else "its"


def _span(usd: Band, draws: int) -> str:
    if draws == 1 or usd.p5 is None or usd.p95 is None:
        return ""
    return f" ({words.money_range(usd.p5, usd.p95)})"


def _plain(band: Band) -> str:
    if band.p50 is None:
        return "unknown"
    if band.p5 is None or band.p95 is None or band.p5 == band.p95:
        return f"{band.p50:.2g}"
    return f"{band.p50:.2g}, band {band.p5:.2g} to {band.p95:.2g}"
