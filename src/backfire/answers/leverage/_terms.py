"""Names along the axes of an answer about leverage."""

from __future__ import annotations

STAGE, PARTNER, DEPENDENCE_YEAR = "stage", "partner", "dependence_year"
SENDER_PART, DECOUPLING_PART = "sender_part", "decoupling_part"

UNUSED, USED = "unused", "used"
HISTORIES = (UNUSED, USED)
"""Whether the control has been used before: ``used`` means for some quarters from today on."""
TERMS = ("concessions", "profit", "output_lost", "leverage_lost")
"""What value of use adds up: the last two are positive numbers that are subtracted."""
VALUE_HORIZONS = (1, 3, 5, 10)
"""Years after the first use at which its value is read."""
CASES = ("neither", "stockpiling", "dumping", "both")
"""The four cases of what the two sides do in peace."""
RECIPE, SUBSTITUTION, INVENTORY = "recipe", "substitution", "inventory"
CLOSURES = (RECIPE, SUBSTITUTION, INVENTORY)
"""Three ways in which an economy may answer a shortage, always given together."""
MONTHS = (3, 12, 36)
"""Months of a control of today over which losses are given."""
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
DECOUPLING_TERMS = ("users_bill", "spending", "capital", "profit", "total")
"""What parallel chains cost outside the sender: producers' extra profit is subtracted in all."""
PIECES = ("structural", "window", "instruments", "cases", "decoupling", "elasticities")
"""Parts of the question that are worked out beside the two histories and may be left out."""
STRUCTURAL, WINDOW, INSTRUMENTS, FOUR_CASES, DECOUPLING, ELASTICITIES = PIECES
