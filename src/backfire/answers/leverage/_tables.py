"""Tables of an answer about leverage."""

from __future__ import annotations

from backfire.units import MONTHS_PER_YEAR

from .. import _format as words
from .._table import Column, Table
from ._rows import (
    adjustment_rows,
    case_rows,
    channel_rows,
    curve_rows,
    decoupling_rows,
    dependence_rows,
    elasticity_rows,
    forecast_rows,
    gain_rows,
    instrument_rows,
    loss_rows,
    milestone_rows,
    third_party_rows,
    value_rows,
    window_rows,
)
from ._terms import TERMS, VALUE_HORIZONS


def millions(value: float) -> str:
    """Millions to three digits, below one with two decimals.

    >>> millions(26_696e6), millions(89_873)
    ('26,700', '0.09')
    """
    if abs(value) < 1e6:
        return f"{value / 1e6:.2f}"
    return f"{float(f'{value / 1e6:.3g}'):,}".removesuffix(".0")


def _percent(value: float) -> str:
    return f"{100 * value:.2g} %"


_BAND = "5 to 95 %"


def _hidden(key: str) -> Column:
    """A column of labels, for the files alone."""
    return Column(key, key, page=False, screen=False)


def _usd(key: str, title: str, *, screen: bool = True) -> Column:
    return Column(key, title, millions, _BAND, screen=screen)


TABLES = (
    Table(
        "leverage",
        "Leverage by start of the control, USD million lost by targets in 12 months",
        (
            Column("start", "Start"),
            _usd("unused", "Not used before"),
            _usd("used", "Used before"),
        ),
        curve_rows,
        "While the earlier use stands there is nothing to start.",
    ),
    Table(
        "milestone",
        "Years from today",
        (
            _hidden("name"),
            _hidden("history"),
            Column("what", "Until"),
            Column("history_name", "Control", screen=False),
            Column("years", "Years", "{:.1f}".format, _BAND),
            Column("date", "Date", str, screen=False),
            Column("reached", "Draws reached", words.share),
        ),
        milestone_rows,
        f"The sender is worse off: within {max(VALUE_HORIZONS)} years in the draws reached.",
        screen=False,
    ),
    Table(
        "window",
        "Window of use",
        (
            Column("status", "Window"),
            Column("opens", "Opens"),
            Column("closes", "Closes"),
            Column("interrupted", "With a gap"),
            Column("positive_today", "Draws worth it today", words.share),
        ),
        window_rows,
        screen=False,
    ),
    Table(
        "loss",
        "Loss of product from a control of today, USD million (* from end uses alone)",
        (
            _hidden("place"),
            _hidden("closure"),
            Column("place_name", "Place"),
            Column("closure_name", "If"),
            Column("months", "Months", words.number),
            _usd("usd", "Loss"),
            Column("gdp_share", "Of product", _percent),
        ),
        loss_rows,
        "In all months of the control. Places marked with a star have no input-output table: their "
        "end uses stand for their economy, which leaves out buyers and suppliers.",
    ),
    Table(
        "channel",
        f"Ways of the loss under fixed recipes, USD million in {MONTHS_PER_YEAR} months",
        (_hidden("channel"), Column("way", "Way"), _usd("usd", "Loss")),
        channel_rows,
        "As the Geological Survey divides it; a gain is negative.",
        screen=False,
    ),
    Table(
        "gain",
        f"Who earns and who pays more, USD million in {MONTHS_PER_YEAR} months",
        (
            _hidden("place"),
            Column("place_name", "Place"),
            _usd("producers", "Producers"),
            _usd("users", "Users"),
            Column("price_level", "Users, of product", _percent),
        ),
        gain_rows,
        screen=False,
    ),
    Table(
        "decoupling",
        "Cost of parallel chains outside the sender, USD million",
        (_hidden("part"), Column("name", "Part"), _usd("usd", "Cost")),
        decoupling_rows,
        "Present value to the end of the run, against a world without conflict.",
        screen=False,
    ),
    Table(
        "value_of_use",
        "Value of a use today by years after it, USD million in present value",
        (
            Column("years", "Years", words.number),
            _usd("value", "Value of use"),
            *(_usd(term, words.capital(words.plain(term)), screen=False) for term in TERMS),
        ),
        value_rows,
        "The last two parts are subtracted.",
    ),
    Table(
        "instrument",
        "What instruments cost for each USD of leverage removed",
        (
            _hidden("name"),
            Column("instrument", "Instrument"),
            Column("payers", "Paid by", screen=False),
            Column("cost", "USD million", millions, _BAND),
            Column("per_unit", "USD per USD", words.per_unit, "Sampling error"),
            Column("removed", "Leverage removed, USD million", millions, _BAND, screen=False),
            Column("date", "By control of", str, screen=False),
        ),
        instrument_rows,
        "Present value of what payers spend over the fall of leverage from the instrument alone; "
        "no figure where the fall cannot be distinguished from zero.",
    ),
    Table(
        "case",
        "Years until median leverage has halved, in four cases of stockpiling and dumping",
        (
            _hidden("case"),
            Column("name", "Case"),
            Column("falls_faster", "Falls faster after use"),
            Column("unused", "Not used before", "{:.1f}".format),
            Column("used", "Used before", "{:.1f}".format),
        ),
        case_rows,
    ),
    Table(
        "elasticity",
        "Largest elasticities of leverage: its change in % for 1 % more of a parameter",
        (
            _hidden("parameter"),
            Column("name", "Parameter"),
            Column("value", "%", "{:+.2f}".format),
        ),
        elasticity_rows,
    ),
    Table(
        "adjustment",
        "What starts outside and is substituted in a year after a use today, beside 2010",
        (
            _hidden("quantity"),
            Column("name", "A year"),
            Column("found", "Found here", words.share, _BAND),
            Column("observed", "After 2010", words.share),
        ),
        adjustment_rows,
    ),
    Table(
        "forecast",
        "Published shares of world output, to which nothing was fitted",
        (
            _hidden("stage_label"),
            _hidden("place"),
            Column("stage", "Stage"),
            Column("place_name", "Place"),
            Column("inside", "Inside"),
            Column("source", "Source", screen=False),
            Column("year", "Year", str),
            Column("published", "Published", words.share),
            Column("found", "Found here", words.share, _BAND),
        ),
        forecast_rows,
    ),
    Table(
        "third_party",
        "Third parties in a control of today",
        (
            _hidden("place"),
            Column("place_name", "Place"),
            Column("use_lost", "Use lost", words.share, _BAND),
            _usd("usd", "USD million lost"),
        ),
        third_party_rows,
        "Largest share of its use of any of the goods that a place loses, and its loss where firms "
        "substitute.",
    ),
    Table(
        "dependence",
        "Who buys from the sender: share in its exports of these goods",
        (
            _hidden("partner"),
            Column("partner_name", "Partner"),
            Column("year", "Year", str),
            Column("share", "Share", words.share),
        ),
        dependence_rows,
    ),
)
