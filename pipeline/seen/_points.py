"""Dated quotes inside China and outside, and what the right to export a tonne cost."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline._figures import Row, derived, estimate, reported, table
from pipeline.seen._prices import GOODS, PER_TONNE
from pipeline.seen._rows import between, row

POINTS = "history/prices_points_2007_2016.csv"
WEDGE = "history/wedge_fob_domestic.csv"
FREE, HOME, ROW, JAPAN = "FOB China", "China domestic", "rest of world", "international (Japan)"
YUAN_MARCH_2012 = "1 USD = 6.3053 CNY"


@dataclass(frozen=True)
class Quote:
    """Which quotes of the raw file are taken, and what they are."""

    period: str
    market: str
    date: str
    source: str
    sd: float
    note: str = ""
    only: tuple[str, ...] = tuple(GOODS)

    @property
    def side(self) -> str:
        """Side of the sender."""
        return "inside" if self.market == HOME else "outside"


QUARTER = "mean of a quarter, dated by its middle month"
JMB = "in Japan; about this month, from a page without a day"
TAXED = "Chinese quote, taken to include value added tax"
LYNAS = "99 percent purity, free on board"
QUOTES = (
    Quote("2009 avg", FREE, "2009", "lynas_table2010", 0.05, f"{LYNAS}; mean of the year"),
    Quote("2009-Q1 avg", FREE, "2009-02", "lynas_table2010", 0.05, f"{LYNAS}; {QUARTER}"),
    Quote("2010-Q1 avg", FREE, "2010-02", "lynas_table2010", 0.05, f"{LYNAS}; {QUARTER}"),
    Quote("2010-07-26", FREE, "2010-07-26", "lynas_table2010", 0.05, LYNAS),
    Quote("2010-08 approx", JAPAN, "2010-08", "jmb_licence2010", 0.1, JMB, ("La", "Ce")),
    Quote("2010-12", FREE, "2010-12", "bloomberg_duties2010", 0.05, "Lynas"),
    Quote("2011-01", FREE, "2011-01", "lynas_prices2011", 0.05),
    Quote("2011-Q2 avg", FREE, "2011-05", "lynas_prices2011", 0.05, QUARTER),
    Quote("2011-08", ROW, "2011-08", "reuters_neodymium2011", 0.08),
    Quote("2011-08", HOME, "2011-08", "reuters_neodymium2011", 0.05),
    Quote("2011-09", HOME, "2011-09", "lynas_prices2011", 0.05, "as Lynas gives it"),
    Quote("2011-10", FREE, "2011-10", "lynas_prices2011", 0.05),
    Quote("2012-02 approx", JAPAN, "2012-02", "jmb_february2012", 0.1, JMB, ("La", "Ce")),
    Quote("2012-03-09", HOME, "2012-03-09", "reuters_smm2012", 0.05, f"{TAXED}; {YUAN_MARCH_2012}"),
    Quote("2013-06-11", HOME, "2013-06-11", "metalminer_june2013", 0.05, TAXED, ("Sm", "Ce")),
    Quote("2013-07-30", HOME, "2013-07-30", "metalminer_july2013", 0.05, TAXED, ("Sm", "Ce")),
    Quote("2013-08-28", HOME, "2013-08-28", "metalminer_august2013", 0.05, TAXED, ("Sm", "Ce")),
    Quote("2014-08-19", HOME, "2014-08-19", "metalminer_august2014", 0.05, TAXED, ("Ce",)),
    Quote("2014-10-02", FREE, "2014-10-02", "argus_rare_earths2014", 0.05),
)
DUTY = {
    2009: (0.15, "jmb_duties2008"),
    2010: (0.15, "jmb_duties2008"),
    2011: (0.25, "gta_duties2011"),
    2014: (0.25, "gta_duties2011"),
}
GAPS = {
    "2009 H2 (FOB = 2009 avg)": ("2009", "lynas_table2010"),
    "2010-Q1 avg": ("2010-02", "lynas_table2010"),
    "2010-07-26": ("2010-07-26", "lynas_table2010"),
    "2011-Q2 avg": ("2011-05", "lynas_prices2011"),
    "2011-10": ("2011-10", "lynas_prices2011"),
    "2014-10-02": ("2014-10-02", "argus_rare_earths2014"),
}
"""Periods of the raw file with their date and the source of the price outside."""
CHEAPEST = "La"


def rows(path: Path) -> list[Row]:
    """Return dated prices and the licence price that the gap of lanthanum implies."""
    points = [line for line in table(path / POINTS) if line["form"].startswith("oxide")]
    return [*(each for quote in QUOTES for each in _quoted(points, quote)), *_licence(path)]


def _quoted(points: list[dict[str, str]], quote: Quote) -> list[Row]:
    out: list[Row] = []
    for line in points:
        if (line["period"], line["market"]) != (quote.period, quote.market):
            continue
        if line["element"] not in quote.only:
            continue
        low, high, how = _dollars(line)
        year = int(quote.date[:4])
        middle = (low + high) / 2
        if how or low != high:
            text = how or "middle of the range quoted"
            figure = derived(middle, quote.source, year, quote.sd, text, quote.note)
        else:
            figure = reported(middle, quote.source, year, quote.sd, quote.note)
        if low != high:
            figure = between(figure, low, high)
        where = {"good": GOODS[line["element"]], "side": quote.side}
        date = quote.date if len(quote.date) > 4 else ""
        out.append(row("price", year, "USD/t", figure, **where, date=date))
    return out


def _dollars(line: dict[str, str]) -> tuple[float, float, str]:
    """Return both ends in dollars a tonne, and how they were made."""
    ends = float(line["price_low"]), float(line["price_high"] or line["price_low"])
    if line["unit"] == "USD/kg":
        return ends[0] * PER_TONNE, ends[1] * PER_TONNE, ""
    if line["unit"] == "USD/t":
        return *ends, ""
    if "page gives USD" in line["note"]:
        dollars = float(line["note"].partition("USD ")[2].removesuffix("/kg")) * PER_TONNE
        return dollars, dollars, "dollars as the page converts them"
    if YUAN_MARCH_2012.partition("= ")[2].removesuffix(" CNY") not in line["source"]:
        msg = f"{line['period']}, {line['element']}: no rate for {line['unit']}"
        raise LookupError(msg)
    rate = float(YUAN_MARCH_2012.split()[3])
    scale = PER_TONNE if line["unit"] == "CNY/kg" else 1
    low, high = (end / rate * scale for end in ends)
    return low, high, "middle of the range quoted in yuan, at the rate that the table prints"


def _licence(path: Path) -> list[Row]:
    """The quota is in tonnes, so the gap of the cheapest element is closest to the licence."""
    out: list[Row] = []
    for line in table(path / WEDGE):
        if line["element"] != CHEAPEST:
            continue
        date, quoted = GAPS[line["period"]]
        year = int(date[:4])
        duty, levied = DUTY[year]
        outside, inside = float(line["fob_or_row"]), float(line["china_domestic"])
        gap = (outside - inside) * PER_TONNE
        after_duty = (outside / (1 + duty) - inside) * PER_TONNE
        how = (
            f"lanthanum oxide free on board less a duty of {100 * duty:.0f} percent, "
            "less the quote inside"
        )
        note = "all of the gap counts as licence; high is the gap before duty"
        source = f"{quoted};kroos2025;{levied}"
        figure = between(estimate(after_duty, source, year, 0.3, how, note), gap)
        where = {"good": GOODS[CHEAPEST], "date": date if len(date) > 4 else ""}
        out.append(row("licence_price", year, "USD/t", figure, **where))
    return out
