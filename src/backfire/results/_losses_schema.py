"""The part of the table of an answer about leverage that tells what a shortage costs."""

from __future__ import annotations

from backfire.dims import CHANNEL, CLOSURE, DRAW, HISTORY, MONTHS_AFTER, PLACE, SAMPLE, START
from backfire.results._schema import Variable
from backfire.units import PURE, RATIO, USD

RECIPE, SUBSTITUTION, INVENTORY = "recipe", "substitution", "inventory"
CLOSURES = (RECIPE, SUBSTITUTION, INVENTORY)
"""Three ways in which an economy may answer a shortage, always told together."""
MONTHS = (3, 12, 36)
"""Months of a control of today over which losses are told."""
CHANNELS = (
    "users_cut",
    "users_pay_more",
    "producers_expand",
    "producers_earn_more",
    "downstream_cut",
)
"""Ways in which a shortage reaches a product; what producers gain is negative."""
SENDER_TERMS = ("profit", "idle", "treasury", "end_uses")
"""What the sender's loss adds up."""
DECOUPLING_TERMS = ("users_bill", "spending", "capital", "profit")
"""What parallel chains cost outside the sender; producers' extra profit is subtracted."""

_NO_TABLE = "the place has no input-output table"

LOSS_VARIABLES: tuple[Variable, ...] = (
    Variable(
        "exposed",
        (DRAW, START, HISTORY),
        USD,
        "value added of the targets' end uses that stands still for want of a good",
        "the earlier use still stands",
        low=None,
    ),
    Variable(
        "closure_loss",
        (DRAW, CLOSURE, MONTHS_AFTER, PLACE),
        USD,
        "loss of each place from a control of today, by closure and horizon",
        f"{_NO_TABLE}, or, for substitution, no value added",
        low=None,
    ),
    Variable(
        "exposed_by_horizon",
        (DRAW, MONTHS_AFTER, PLACE),
        USD,
        "value added of each place's end uses that stands still in a control of today",
        low=None,
    ),
    Variable(
        "good_elasticity",
        (DRAW, MONTHS_AFTER),
        RATIO,
        "elasticity between the goods and all else, mean over the horizon",
    ),
    Variable(
        "at_stake",
        (PLACE,),
        USD,
        "exposure: value added in a year of all users of the withheld goods, an upper bound of "
        "what they can lose themselves and never a loss",
        "no value added is at hand",
    ),
    Variable(
        "channel",
        (DRAW, CHANNEL),
        USD,
        "ways of the targets' loss in 12 months under fixed recipes",
        "no target has an input-output table",
        low=None,
    ),
    Variable(
        "producer_gain",
        (DRAW, PLACE),
        USD,
        "what the producers of each place earn more in 12 months of a control of today",
        low=None,
    ),
    Variable(
        "users_bill",
        (DRAW, PLACE),
        USD,
        "what the end users of each place pay more in these 12 months",
        low=None,
    ),
    Variable(
        "sender_term",
        (DRAW, "sender_part"),
        USD,
        "parts of what the sender loses in these 12 months",
        "end uses of the sender have no value added",
        low=None,
    ),
    Variable(
        "decoupling",
        (SAMPLE, "decoupling_part"),
        USD,
        "present value of what parallel chains cost outside the sender, against no conflict",
        "not reckoned",
        low=None,
    ),
)

LOSS_LABELS: tuple[Variable, ...] = (
    Variable(CLOSURE, (CLOSURE,), PURE, "how the economy answers", low=None),
    Variable(MONTHS_AFTER, (MONTHS_AFTER,), PURE, "months of the control", low=None),
    Variable(CHANNEL, (CHANNEL,), PURE, "way in which the shortage costs", low=None),
    Variable("sender_part", ("sender_part",), PURE, "part of the sender's loss", low=None),
    Variable("decoupling_part", ("decoupling_part",), PURE, "part of the cost", low=None),
)
