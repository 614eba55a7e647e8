"""Claims on how moves are answered, and on what is believed of a sender who backs down."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from backfire.answers.claims import Axis, Unit
from backfire.model.strategy.contest import Act, Reply
from backfire.questions.empirics import AT_ONCE, MEASURE, SENDER, empirics

from ._claim import (
    EVENTS,
    FEW,
    MORE,
    QUARTERS,
    Claim,
    Curves,
    Judged,
    Reading,
    about,
    percents,
    points,
    share,
)
from ._readings import chances, outside, seen, standing
from ._trials import AS_IS, Change, Rule

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from backfire.model.strategy.contest import Paths, Start
    from backfire.questions.game import Solved
    from backfire.scenario import SenderRule

    from ._trials import Trials

    Numbers = NDArray[np.float64]

ALIKE = 0.8
"""Small moves are answered like big ones where they are answered at least as often as this."""
BELIEFS = (0.1, 0.35, 0.65, 0.9)
RESOLUTE = Axis(name="target thought resolute with", points=percents(BELIEFS))
IN_PROPORTION = Rule(in_proportion=Act.LICENCE_DELAY, with_all=Act.FULL_BAN)
TO_ALL = Rule(in_proportion=Act.FULL_BAN, with_all=Act.FULL_BAN)
"""Two senders who are bound: one keeps proportion, the other answers everything with a full ban."""


AFTER = ("calm", "retaliation in proportion", "retaliation with all")


def _alike_varied(trials: Trials) -> tuple[Axis, Axis]:
    levels = percents(outside(trials.known))
    return Axis(name="outside capacity, of need", points=levels), RESOLUTE


def _alike(trials: Trials, draw: int) -> Judged:
    """Probabilities of a control in the first quarter, from the plans."""
    game = trials.game(draw)
    levels = range(len(outside(trials.known)))
    calm, small, large, rungs = answers(game, game.start)
    as_they_were = answers(game, game.start, moved=False)
    chosen = _all_out(trials, draw, TO_ALL) - _all_out(trials, draw, IN_PROPORTION)
    return Judged(
        [
            [
                alike(*answers(game, replace(game.start, capacity=level, target=belief))[:3])
                for level in levels
            ]
            for belief in BELIEFS
        ],
        alike(calm, small, large),
        (
            share("a control in answer to retaliation in proportion", small),
            share("to retaliation with all", large),
            share("after a quarter of calm", calm),
            share("with beliefs as they were, to either", as_they_were[1]),
            Reading("mean rung to the smaller less that to the larger", Unit.RUNGS, rungs),
            points(
                "part of retaliation that is with all, if everything is answered by a full ban "
                "against an answer in proportion",
                chosen,
            ),
        ),
        Curves(
            Axis(name="after", points=AFTER),
            Unit.SHARE,
            "probability of a control, %",
            {"a control": (calm, small, large)},
        ),
    )


def alike(calm: float, small: float, large: float) -> bool:
    """Whether a small move is answered about as often as a large one, and either at all.

    Examples
    --------
    >>> alike(0.1, 0.6, 0.7), alike(0.1, 0.3, 0.7), alike(0.5, 0.5, 0.5)
    (True, False, False)
    """
    to_small, to_large = small - calm, large - calm
    return bool(min(to_small, to_large) >= MORE and to_small >= ALIKE * to_large)


def answers(game: Solved, start: Start, *, moved: bool = True) -> Numbers:
    """Chance of a control after calm, the smaller and the larger move, and the gap in rungs.

    Parameters
    ----------
    moved
        Whether beliefs are those that each move leaves, or as they were.
    """
    calm = standing(game, start=start)
    after = [
        seen(game, calm, Act.HOLD, reply) if moved else standing(game, 0, reply - Reply.HOLD, start)
        for reply in (Reply.HOLD, Reply.PROPORTIONAL, Reply.MAXIMAL)
    ]
    moves = np.array([chances(game, "sender", at) for at in after])
    controls = moves[:, Act.LICENCE_DELAY : Act.FLOOD]
    often = controls.sum(1)
    rungs = controls @ np.arange(1, Act.FLOOD) / np.maximum(often, 1e-300)
    return np.array([*often, rungs[1] - rungs[2]])


def _all_out(trials: Trials, draw: int, rule: Rule) -> float:
    """Part of the target's retaliation in calm that is maximal, against a bound sender."""
    game = trials.game(draw, Change(rule=rule))
    moves = chances(game, "target", standing(game))
    return float(moves[Reply.MAXIMAL] / (moves[Reply.PROPORTIONAL] + moves[Reply.MAXIMAL]))


def _sizes_in_the_record() -> str:
    one = next(
        each
        for each in empirics().comparisons
        if (each.answerer, each.answer, each.groups) == (SENDER, MEASURE, ("small", "large"))
    )
    small, large = one.shares
    return (
        f"In the record China answered {small.happened} of {small.of} small moves by a measure "
        f"within {AT_ONCE} days and {large.happened} of {large.of} large ones (Fisher's p "
        f"{one.p_value:.2g})."
    )


ANSWERED_ALIKE = Claim(
    about("proportionality-fails"), _alike_varied, _alike, _sizes_in_the_record, (EVENTS,)
)

LIFTS = (0.0, 0.25)
"""Probability that a resolute sender lifts a control that was answered."""
FALLS = 0.05
"""Least fall of the belief that the sender is resolute that counts."""
CONCEDES = 0.9
"""Where the target concedes at most this much as often as before, it is less moved."""
ALL = 2
_RULE = "game.resolute_sender.answered"


def _bluff_varied(_trials: Trials) -> tuple[Axis, Axis]:
    return Axis(name="a resolute sender lifts with", points=percents(LIFTS)), RESOLUTE


def _bluff(trials: Trials, draw: int) -> Judged:
    """Posteriors and answers from the plans, and raw frequencies from the paths."""
    rule = trials.known.central.game.resolute_sender.answered
    games = [trials.game(draw, lifting(rule, chance)) for chance in LIFTS[: 2 if draw < FEW else 1]]
    found = np.full((len(LIFTS), 4), np.nan)
    found[: len(games)] = [called(game, game.start) for game in games]
    before, after, moved, unmoved = found.T
    base = trials.game(draw)
    lifted, stayed = _conceded_later(base, trials.walk(base, draw))
    return Judged(
        [
            [discredited(*called(game, replace(game.start, target=belief))) for game in games]
            for belief in BELIEFS
        ],
        discredited(*found[0].tolist()),
        (
            points("the target concedes to the next ban, against before", unmoved[0] - moved[0]),
            points("belief that the sender is resolute", after[0] - before[0]),
            points(
                "that belief if a resolute sender lifts in one case of four", after[1] - before[1]
            ),
            share("raw: concessions within a year after it lifted", lifted),
            share("raw: after it kept the control", stayed),
        ),
        Curves(
            _bluff_varied(trials)[0],
            Unit.SHARE,
            "probability that a strategic target concedes to a full ban, %",
            {"before": moved, "after a bluff was called": unmoved},
        ),
    )


def discredited(before: float, after: float, moved: float, unmoved: float) -> bool:
    """Whether the belief falls and the target is less moved.

    Parameters
    ----------
    before, after
        Belief that the sender is resolute.
    moved, unmoved
        Probability that the target concedes at either.

    Examples
    --------
    >>> discredited(0.5, 0.0, 0.4, 0.2), discredited(0.5, 0.0, 0.4, 0.39)
    (True, False)
    """
    return bool(before - after >= FALLS and unmoved <= CONCEDES * moved)


def called(game: Solved, start: Start) -> tuple[float, float, float, float]:
    """Belief before and after the sender lifts, and how often the target concedes at either."""
    answered, banned = (standing(game, Act.FULL_BAN, level, start) for level in (ALL, 0))
    strategic = float(chances(game, "sender", answered)[Act.HOLD])
    resolute = float(game.contest.beliefs.resolute_sender[answered.posture, Act.HOLD])
    either = start.sender * resolute + (1 - start.sender) * strategic
    after = start.sender * resolute / either
    moved, unmoved = (
        float(chances(game, "target", replace(banned, sender=belief))[Reply.DEAL])
        for belief in (start.sender, after)
    )
    return start.sender, after, moved, unmoved


def lifting(rule: SenderRule, chance: float) -> Change:
    """A resolute sender who lifts what was answered with some probability, else as it does now.

    Examples
    --------
    >>> from backfire.scenario import read_scenario
    >>> rule = read_scenario("busan-2025").game.resolute_sender.answered
    >>> lifting(rule, 0.0) == AS_IS, dict(lifting(rule, 0.5).fields)[f"{_RULE}.hold"]
    (True, 0.5)
    """
    if chance == rule.hold:
        return AS_IS
    left = (1 - chance) / (1 - rule.hold)
    others = [name for name in type(rule).model_fields if name != "hold"]
    scaled = ((f"{_RULE}.{name}", left * getattr(rule, name)) for name in others)
    return Change(((f"{_RULE}.hold", chance), *scaled))


def _conceded_later(game: Solved, paths: Paths) -> tuple[float, float]:
    """Share of quarters with an answered control after which concessions came within a year.

    First where the sender lifted it, then where it kept one.
    """
    known = game.contest.postures
    answered = (known.rung[paths.posture] > 0) & (known.level[paths.posture] > 0)
    gives = known.conceding[paths.answered]
    last = len(gives) - QUARTERS
    later = np.stack([gives[at : at + QUARTERS].any(0) for at in range(last)])
    acts = paths.act[:last]
    among = [
        answered[:last] & chosen
        for chosen in (acts == Act.HOLD, (acts > Act.HOLD) & (acts < Act.FLOOD))
    ]
    lifted, stayed = (float(later[each].mean()) if each.any() else np.nan for each in among)
    return lifted, stayed


CALLED_BLUFF = Claim(about("called-bluff"), _bluff_varied, _bluff)
