"""What a game holds, and its labels: situations, moves and endings."""

from __future__ import annotations

from enum import StrEnum
from functools import partial

from backfire.dims import DRAW, QUANTILE, SAMPLE, SIDE
from backfire.units import PURE, RATIO, SHARE, USD

from .._kind import Label, Quantity, axis

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


SITUATION, FACED, ACT, REPLY = "situation", "faced", "act", "reply"
QUARTER, AFTER, DUE, ENDING, FATE = "quarter", "years", "due", "ending", "fate"
MAP, CAPACITY, BELIEF, BRANCH = "mapped", "capacity", "belief", "branch"
STEP, NEXT_STEP, TYPE, COMMITMENT, ERROR = "step", "next_step", "type", "commitment", "error"
VARIANT, HEADLINE, PATH_SHARE, SHARPNESS = "variant", "headline", "path_share", "sharpness"
RENEWALS, TABLES_OF_MODEL = "renewals", "supply_model"
"""Parts: of games that begin in a truce, and of those whose payoffs the supply model fills."""

_FEW = "too few paths to say"
_chance = partial(Quantity, unit=SHARE, high=1.0)
_known = partial(_chance, where_known=True, empty=True)
_usd = partial(Quantity, unit=USD, low=None)
_move = partial(Quantity, unit=SHARE, low=-1.0, high=1.0)

QUANTITIES = (
    _usd("value", (DRAW, SIDE), meaning="what the game is worth to a side at its start"),
    _chance("act_chance", (DRAW, SITUATION, ACT), meaning="plan of the strategic sender"),
    _chance("reply_chance", (DRAW, FACED, REPLY), meaning="plan of the strategic target"),
    _known(
        "hazard",
        (DRAW, QUARTER),
        meaning="probability of a first use among paths without one before",
        missing="every path has had one",
    ),
    _chance("flooding", (DRAW, QUARTER), meaning="probability that the market is flooded"),
    _usd(
        "advantage",
        (DRAW, QUARTER),
        meaning="what the best control is worth above holding back, while none was used",
        missing=_FEW,
        where_known=True,
        empty=True,
    ),
    Quantity(
        "closes",
        (PATH_SHARE,),
        PURE,
        "quarter by which that share of paths has seen the last one in which use is worth more "
        "than holding back; -1 if there was none",
        low=-1.0,
    ),
    _chance("first_use", (DRAW, AFTER), meaning="probability of a first use within some years"),
    _chance("escalation_within", (DRAW, AFTER), meaning="that of a ban answered with all"),
    _chance("escalation", (DRAW,), meaning="probability of a ban answered with all"),
    _known(
        "inadvertent",
        (DRAW,),
        low=None,
        meaning="share of escalation that goes away without accidents, by common random numbers",
        missing="no path escalates",
    ),
    _chance("backfire", (DRAW,), meaning="share of all paths on which use backfires"),
    _known("backfire_if_used", (DRAW,), meaning="share of paths with use", missing=_FEW),
    _known("backfire_against", (DRAW, TYPE), meaning="the same by type of target", missing=_FEW),
    _usd("commitment_value", (DRAW, COMMITMENT), meaning="worth to the sender of being bound"),
    _usd("overconfidence_cost", (DRAW, ERROR), meaning="cost to the sender of a wrong belief"),
    _move("overconfidence_escalation", (DRAW,), meaning="escalation that a wrong belief adds"),
    _chance("believed_resolute", (), meaning="what an overconfident sender believes"),
    _chance("true_resolute", (), meaning="probability that the target is resolute"),
    _chance(
        "endings",
        (DRAW, AFTER, ENDING),
        meaning="share of paths by how things stand",
        missing="the game is shorter",
        empty=True,
    ),
    _chance(
        "renewals", (DRAW, DUE, FATE), meaning="share of paths by fate of a truce", part=RENEWALS
    ),
    _move(
        "variant_change",
        (SAMPLE, VARIANT, HEADLINE),
        meaning="probability with one thing changed, less as it is",
        missing=_FEW,
        where_known=True,
        empty=True,
    ),
    _usd("variant_value", (SAMPLE, VARIANT), meaning="the same for the value to the sender"),
    _chance("ladder", (STEP, NEXT_STEP), meaning="share of all steps from quarter to quarter"),
    _chance(
        "map_chance",
        (MAP, ACT, CAPACITY, BELIEF),
        meaning="plan of the strategic sender in the first quarter of the central game",
    ),
    _chance("outside_capacity", (CAPACITY,), meaning="share of need that plants outside can make"),
    _chance("branch_chance", (BRANCH,), meaning="share of paths on a branch of two quarters"),
    _chance("branch_belief", (BRANCH,), meaning="belief after it that the target is resolute"),
    Quantity("precision", (), PURE, "logit precision of the central game"),
    Quantity("residual", (), PURE, "largest distance of a log probability from the logit response"),
    Quantity("unsolved", (), PURE, "nodes that were not solved to 1e-8"),
    Quantity("several", (), PURE, "nodes at which the equilibrium may not be unique"),
    Quantity("nodes", (), PURE, "nodes in all"),
    _usd("regret", (SIDE,), meaning="what a side forgoes by not always doing what is best"),
    Quantity("regret_share", (SIDE,), RATIO, "the same over its value", low=None),
    Quantity("regret_sweep", (SHARPNESS, SIDE), RATIO, "the same by precision", low=None),
    Quantity(
        "aggregation",
        (QUANTILE,),
        RATIO,
        "loss of a year by the payoff table over that by the supply model",
        part=TABLES_OF_MODEL,
    ),
)

LABELS = (
    axis(DRAW, "number of the draw"),
    axis(SAMPLE, "draw in which variants are played; 0 is the central game"),
    axis(SIDE, "side", *SIDES),
    axis(SITUATION, "where the sender is to move", *SENDER_AT),
    axis(FACED, "where the target is to move", *TARGET_AT),
    axis(ACT, "what the sender does", *ACTS),
    axis(REPLY, "what the target does", *REPLIES),
    axis(QUARTER, "first day of the quarter", dated=True),
    axis(PATH_SHARE, "share of the paths", *PATH_SHARES),
    axis(AFTER, "years from the start", *YEARS),
    Label("ending_day", (AFTER,), "first day after so many years", dated=True),
    axis(TYPE, "type of the target", *TYPES),
    axis(COMMITMENT, "what the sender is bound to", *COMMITMENTS),
    axis(ERROR, "who is wrong about the target", *ERRORS),
    axis(ENDING, "how things stand", *ENDINGS),
    axis(DUE, "day by which the truce has to be renewed", dated=True, part=RENEWALS),
    axis(FATE, "what becomes of the truce", *FATES, part=RENEWALS),
    axis(VARIANT, "what is changed"),
    Label("mechanism", (VARIANT,), "mechanism of the design that a variant shows"),
    axis(HEADLINE, "what is compared", *HEADLINES),
    axis(STEP, "step of the escalation ladder", *STEPS),
    axis(NEXT_STEP, "step in the next quarter", *STEPS),
    axis(MAP, "situation without a control", *MAPPED),
    axis(CAPACITY, "level of outside capacity"),
    axis(BELIEF, "probability with which the target is thought resolute"),
    axis(BRANCH, "branch of the tree, the most frequent first"),
    *(
        Label(move, (BRANCH,), "move along the branch; blank where rare ones are pooled")
        for move in MOVES
    ),
    axis(SHARPNESS, "logit precision"),
    axis(QUANTILE, "quantile over draws", part=TABLES_OF_MODEL),
)
