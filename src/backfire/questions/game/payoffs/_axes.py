"""The axes of the payoff tables."""

from __future__ import annotations

RUNGS = ("none", "licence_delay", "quota", "partial_ban", "full_ban")
"""Controls of the sender, from nothing to everything; what each costs is found, not supposed."""
CAPACITIES = (0, 1, 2, 3, 4, 5)
"""Levels of the world outside: as it is after so many steps along the history without use."""
YEARS_PER_LEVEL = 2
STOCKS = (0, 1, 2, 3)
"""Stocks of the targets: nearly empty, usual, and usual with a quarter's or half a year's use."""
USUAL = 1
HISTORIES = ("unused", "used")
"""The card is never played, or once from the first day of level 0."""
CHECKED = (0, 2)
"""Levels of capacity from which a year of the full ban is added up in several ways."""
WAYS = ("chained", "by_quarter", "alone", "year")
"""A year of the full ban: four cells of the table with stocks moved as the table says; the four
quarters of one path of the supply model, counted as a cell is; the same quarters with nothing made
up for between them; and the year as leverage counts it."""
