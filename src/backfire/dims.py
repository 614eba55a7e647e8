"""The names of the axes, in the order in which arrays carry them."""

from __future__ import annotations

GOOD = "good"
PLACE = "place"
ORIGIN = "origin"
DESTINATION = "destination"
PROCESS = "process"
USE = "use"
BIN = "bin"
SENDER = "sender"
POOL = "pool"
WEEK = "week"
SIDE = "side"
QUANTILE = "quantile"
DRAW = "draw"

ORDER = (QUANTILE, WEEK, GOOD, PROCESS, ORIGIN, DESTINATION, USE, PLACE, SIDE, DRAW)
"""Axes of a labelled result, outermost first; inside the model the draw is innermost."""
