"""Labels of a game: where the two sides stand, what they can do, and what can become of it."""

from __future__ import annotations

from enum import StrEnum

SENDER, TARGET = SIDES = ("sender", "target")
HOLD, FULL_BAN, DEAL = "hold", "full_ban", "deal"
ACTS = (HOLD, "licence_delay", "quota", "partial_ban", FULL_BAN, "flood")
"""What the sender can do in a quarter."""
CONTROLS = ACTS[1:5]
"""Those that put a control in force or keep one."""
REPLIES = (DEAL, HOLD, "proportional", "maximal")
"""How the target can answer."""
TYPES = ("strategic", "resolute")
YEARS = (1, 3, 5, 10)
"""Years from the start after which a game is summed up."""
STEPS = ("truce", "calm", "sanctions", "control", "answered", "confrontation")
"""Steps of the escalation ladder, from the lowest to the highest."""
ENDINGS = ("framework", "truce", "calm", "sanctions", "control", "confrontation")
"""How things can stand on a day."""
FATES = ("renewed", "lapsed", "replaced")
"""What can become of a truce on the day on which it ends."""
COMMITMENTS = ("restraint", "resolve")
"""Bound never to use the control, and bound to the rule of the resolute type."""
ERRORS = ("private", "common")
"""Whether the sender alone takes the target for more pliable than it is, or both do."""
HEADLINES = ("first_use", "escalation", "backfire", "conceding")
"""Probabilities that are compared where one thing is changed."""
PATH_SHARES = ("tenth", "half", "nine_tenths")
MOVES = ("first_act", "first_reply", "second_act", "second_reply")
"""Moves along a branch of the tree of the first two quarters."""


class Situation(StrEnum):
    """Where the two sides stand when one of them is to move."""

    TRUCE = "truce"
    """In a truce with concessions that has all its quarters left."""
    TRUCE_ENDS = "truce_ends"
    """In the last quarter of such a truce."""
    CALM = "calm"
    RETALIATION = "retaliation"
    """Proportional retaliation stands, and no control."""
    RETALIATION_MAXIMAL = "retaliation_maximal"
    LICENCE_DELAY = "licence_delay"
    """A control stands that is not answered."""
    QUOTA = "quota"
    PARTIAL_BAN = "partial_ban"
    FULL_BAN = "full_ban"
    LICENCE_DELAY_ANSWERED = "licence_delay_answered"
    """A licence delay stands under proportional retaliation."""
    FULL_BAN_MAXIMAL = "full_ban_maximal"
    """A full ban stands under maximal retaliation."""

    @property
    def in_truce(self) -> bool:
        """Whether a truce stands."""
        return self in (Situation.TRUCE, Situation.TRUCE_ENDS)

    @property
    def control(self) -> str:
        """The control that stands, by its label; empty if none does."""
        if self is Situation.LICENCE_DELAY_ANSWERED:
            return Situation.LICENCE_DELAY.value
        if self is Situation.FULL_BAN_MAXIMAL:
            return FULL_BAN
        return self.value if self.value in CONTROLS else ""


SENDER_AT = (
    Situation.TRUCE,
    Situation.TRUCE_ENDS,
    Situation.CALM,
    Situation.RETALIATION,
    Situation.RETALIATION_MAXIMAL,
    Situation.LICENCE_DELAY_ANSWERED,
    Situation.FULL_BAN,
    Situation.FULL_BAN_MAXIMAL,
)
"""Situations of the sender, in the order in which they are read."""
MAPPED = SENDER_AT[:5]
"""Those in which no control stands, which the policy map shows."""
TARGET_AT = (
    Situation.TRUCE,
    Situation.TRUCE_ENDS,
    Situation.CALM,
    Situation.LICENCE_DELAY,
    Situation.QUOTA,
    Situation.PARTIAL_BAN,
    Situation.FULL_BAN,
)
"""Situations of the target."""


class Variant(StrEnum):
    """One thing that is changed in a game."""

    AS_IN_2018 = "as-in-2018"
    NO_THIRD_PARTIES = "no-third-parties"
    AFTER_A_SUCCESS = "after-a-success"
    WITHOUT_A_PRICE_FLOOR = "without-a-price-floor"
    WITH_A_PRICE_FLOOR = "with-a-price-floor"
    DECOUPLED = "decoupled"

    @property
    def mechanism(self) -> str:
        """Mechanism of the design that it shows."""
        return _MECHANISMS[self]


_MECHANISMS = {
    Variant.AS_IN_2018: "M29",
    Variant.NO_THIRD_PARTIES: "M23",
    Variant.AFTER_A_SUCCESS: "M12",
    Variant.WITHOUT_A_PRICE_FLOOR: "M28",
    Variant.WITH_A_PRICE_FLOOR: "M28",
    Variant.DECOUPLED: "M25",
}


class Origin(StrEnum):
    """What the payoffs of a game rest on."""

    SUPPLY_MODEL = "supply_model"
    RANGES = "ranges"
