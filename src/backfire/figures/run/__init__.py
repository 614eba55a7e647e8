"""Pictures of a run: what stops, prices, exports, exposure, and the chain before any control."""

from backfire.figures.run._chain import sankey
from backfire.figures.run._exports import export_destinations, exports
from backfire.figures.run._exposed_uses import exposure
from backfire.figures.run._prices import price_goods, prices
from backfire.figures.run._stockouts import stockout_calendar

__all__ = [
    "export_destinations",
    "exports",
    "exposure",
    "price_goods",
    "prices",
    "sankey",
    "stockout_calendar",
]
