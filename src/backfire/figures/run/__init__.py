"""Pictures of a run: what stops, prices, exports, exposure, and the chain before any control."""

from collections.abc import Iterator

from backfire.answers import Answer
from backfire.answers.run import first_shortages
from backfire.figures._picture import Picture
from backfire.figures.run._chain import sankey
from backfire.figures.run._exports import export_destinations, exports
from backfire.figures.run._exposed_uses import exposure
from backfire.figures.run._prices import price_goods, prices
from backfire.figures.run._stockouts import stockout_calendar

__all__ = [
    "export_destinations",
    "exports",
    "exposure",
    "pictures",
    "price_goods",
    "prices",
    "sankey",
    "stockout_calendar",
]


def pictures(answer: Answer) -> Iterator[Picture]:
    """Draw every picture of a run; nothing is drawn of what does not happen."""
    if any(entry.days.known for entry in answer.reading(first_shortages)):
        yield Picture("calendar", "calendar", stockout_calendar(answer))
    for good in price_goods(answer):
        yield Picture(f"prices-{good}", "prices", prices(answer, good))
    yield Picture("exports", "exports", exports(answer))
    for place in export_destinations(answer):
        yield Picture(f"exports-{place}", "exports", exports(answer, place))
    if answer.interval("exposure").high > 0:
        yield Picture("exposure", "exposure", exposure(answer))
    yield Picture("sankey", "chain", sankey(answer))
