"""One picture a function: a result goes in, a figure with its finding as title comes out."""

from backfire.figures._chain_flows import sankey
from backfire.figures._export_months import export_destinations, exports
from backfire.figures._exposed_uses import exposure
from backfire.figures._price_bands import price_goods, prices
from backfire.figures._stockouts import stockout_calendar

__all__ = [
    "export_destinations",
    "exports",
    "exposure",
    "price_goods",
    "prices",
    "sankey",
    "stockout_calendar",
]
