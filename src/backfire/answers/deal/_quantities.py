"""What an answer about a deal holds: values of issues, gains of packages, and what moves them."""

from __future__ import annotations

from functools import partial

from backfire.dims import DRAW, QUANTILE, SAMPLE, SIDE, TERM
from backfire.units import PURE, SHARE, USD, USD_PER_YEAR

from .._kind import Quantity, axis

ISSUE, ANY_ISSUE, UNVALUED, PACKAGE = "issue", "any_issue", "unvalued", "package"
QUESTION, ASSUMPTION, RANGE, END = "question", "assumption", "range", "end"
RULE, OVER, DUE, OUTCOME = "rule", "over", "due", "outcome"
ENDS = ("low", "middle", "high")
RULES = ("nash", "everything", "others")
SETS = ("valued", "in_part", "all")
BECOMES = ("renewed", "lapsed", "replaced")
SIGNED, THRESHOLDS, IN_PART = "signed", "thresholds", "known in part"
SUPPLY, RENEWAL = "supply model", "renewal"
"""Parts that some answers have."""

_money = partial(Quantity, unit=USD, low=None)
_a_year = partial(Quantity, unit=USD_PER_YEAR, low=None)
_share = partial(Quantity, unit=SHARE, high=1.0)
_NO_FIGURE, _NO_BOUND = "there is no figure", "there is no bound, or another figure is missing"
_NO_DEAL, _NOT_SCORED = "no deal is possible", "there is nothing to score, or it is infinite"
_RATIO = "cost to the giver over gain of the taker"

QUANTITIES = (
    _money("worth", (SIDE, ISSUE, DRAW), meaning="value of an issue over its term, against none"),
    _money(
        "flip",
        (SIDE, ISSUE, DRAW),
        meaning="value to the side above which the issue is in, all else as drawn",
        missing="no value is enough",
        never=True,
    ),
    Quantity(
        "cost_over_gain", (ISSUE, DRAW), PURE, _RATIO, "it brings nothing", never=True, low=None
    ),
    _share("included", (ISSUE, DRAW), meaning="whether the Nash package holds it", dense=True),
    _share("probability", (ISSUE,), meaning="share of draws in which the Nash package holds it"),
    _money("gain", (SIDE, DRAW), meaning="gain by the Nash package"),
    Quantity(
        "exclusion",
        (QUANTILE, SIDE),
        PURE,
        f"{_RATIO} beyond which a small concession of the side stays out",
        _NO_BOUND,
    ),
    Quantity("inside", (DRAW,), PURE, "number of issues in the Nash package"),
    _share("possible", (), meaning="share of draws in which both sides gain by some package"),
    _share("likeliest", (ISSUE,), meaning="whether the most frequent Nash package holds it"),
    _share("likeliest_share", (), meaning="share of draws of the most frequent Nash package"),
    _share("at_mean", (ISSUE,), meaning="whether the Nash package at mean values holds it"),
    Quantity("package_count", (), PURE, "number of packages, the empty one too"),
    Quantity("efficient_count", (), PURE, "number of packages in the Pareto set at mean values"),
    _money("package_gain", (PACKAGE, SIDE), meaning="gain by a package at mean values", dense=True),
    _share(
        "package_efficient",
        (PACKAGE,),
        meaning="whether no package is better for both sides at mean values",
        dense=True,
    ),
    _money("assumed_gain", (ASSUMPTION, SIDE), meaning="median gain under an assumption"),
    Quantity(
        "assumed_exclusion",
        (ASSUMPTION,),
        PURE,
        "median over gain beyond which a small concession of the target stays out",
    ),
    _share("assumed_probability", (ASSUMPTION, ISSUE), meaning="the same under an assumption"),
    _money("range_usd", (RANGE, END), meaning="value over the term at the ends of its range"),
    _share(
        "range_probability",
        (RANGE, END, ISSUE),
        meaning="probability of an issue with one value at one end of its range",
    ),
    _share("term_share", (TERM,), meaning="share of draws in which a term is chosen"),
    _money(
        "term_gain",
        (QUANTILE, TERM, SIDE),
        meaning="gain by the best package of a term",
        missing=_NO_DEAL,
        empty=True,
    ),
    _money(
        "cost_for_shortest",
        (QUANTILE,),
        meaning="what longer terms must cost each side for the shortest to be chosen",
        missing=_NO_DEAL,
        empty=True,
    ),
    _money("signed_gain", (SIDE, DRAW), meaning="gain by what was signed", part=SIGNED),
    _share("signed_wanted", (), meaning="share of draws in which both gain by it", part=SIGNED),
    _share(
        "signed_efficient",
        (),
        meaning="share of draws in which no package is better for both than what was signed",
        part=SIGNED,
    ),
    Quantity(
        "signed_value",
        (QUANTILE,),
        SHARE,
        "root of the product of gains by what was signed over that of the Nash package",
        part=SIGNED,
    ),
    *(
        Quantity(name, (RULE, OVER), PURE, meaning, _NOT_SCORED, part=SIGNED, empty=True)
        for name, meaning in (
            ("score_count", "number of issues that a rule is scored on"),
            ("score_right", "number of them on the right side of one half"),
            ("brier", "mean squared error of the probabilities of a rule"),
            ("log_score", "mean of minus the logarithm of the probability of what came"),
        )
    ),
    _share(
        "probability_in_part",
        (ANY_ISSUE,),
        meaning="probability if issues known in part are worth that part",
        missing="it has no figure for one side",
        part=IN_PART,
    ),
    _a_year(
        "known_worth",
        (SIDE, UNVALUED, DRAW),
        meaning="what is known of the value of an issue",
        missing=_NO_FIGURE,
        empty=True,
        part=THRESHOLDS,
    ),
    *(
        _a_year(
            name,
            (QUANTILE, UNVALUED),
            meaning=meaning,
            missing=_NO_BOUND,
            empty=True,
            part=THRESHOLDS,
        )
        for name, meaning in (
            ("cost_limit", "what an issue may cost its giver before it stays out"),
            ("rest_limit", "the same of the part without a figure, where another part is known"),
            ("gain_limit", "what the taker must gain for an issue to be in"),
        )
    ),
    _a_year(
        "supply_worth",
        (QUESTION, SIDE, DRAW),
        meaning="value of being spared a control, with what the supply model does not hold",
        missing="it is not taken from the supply model",
        empty=True,
        part=SUPPLY,
    ),
    _a_year(
        "supply_loss",
        (QUESTION, SIDE, SAMPLE),
        meaning="loss by a control in the supply model",
        part=SUPPLY,
    ),
    _money(
        "run_down",
        (QUESTION, SAMPLE),
        meaning="leverage that a control takes away within two years, which is in no value",
        part=SUPPLY,
    ),
    _a_year(
        "published",
        (QUANTILE, QUESTION, SIDE),
        meaning="published range that the supply model takes the place of",
        missing=_NO_FIGURE,
        empty=True,
        part=SUPPLY,
    ),
    _share(
        "becomes",
        (QUANTILE, DUE, OUTCOME),
        meaning="probability of what becomes of a suspension on the day on which it runs out",
        part=RENEWAL,
    ),
)

LABELS = (
    axis(SIDE, "side: the sender, then the target"),
    axis(DRAW, "number of the draw"),
    axis(QUANTILE, "quantile over draws"),
    axis(ISSUE, "issue that is valued for both sides"),
    axis(PACKAGE, "package, by its number: the sum of two to the number of each issue"),
    axis(ASSUMPTION, "case of an issue, or length of a promise without an end"),
    axis(RANGE, "range of a value, those that move the other issues most first"),
    axis(END, "end of a range", *ENDS),
    axis(TERM, "length of the dated issues"),
    axis(RULE, "whose probabilities are scored", *RULES, part=SIGNED),
    axis(OVER, "issues that are scored", *SETS, part=SIGNED),
    axis(ANY_ISSUE, "issue of the table", part=IN_PART),
    axis(UNVALUED, "issue of which some value is not known", part=THRESHOLDS),
    axis(QUESTION, "issue and case asked of the supply model", part=SUPPLY),
    axis(SAMPLE, "number of the draw of the supply model", part=SUPPLY),
    axis(DUE, "day on which suspensions run out", dated=True, part=RENEWAL),
    axis(OUTCOME, "what becomes of a suspension", *BECOMES, part=RENEWAL),
)
