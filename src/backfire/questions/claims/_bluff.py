"""Whether a bluff that is called costs the sender its credibility."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from backfire.model.strategy.contest import Act, Reply
from backfire.results.claims import About, Axis, Lines, Tested

from ._claim import FEW, QUARTERS, AbstractClaim, Sweep, percents, reading, series
from .trials import AS_IS, Change, chances

if TYPE_CHECKING:
    from backfire.model.strategy.contest import Paths, Start
    from backfire.scenario import SenderRule

    from .trials import Solved, Trials

LIFTS = (0.0, 0.25)
"""Probability that a resolute sender lifts a control that was answered."""
BELIEFS = (0.1, 0.35, 0.65, 0.9)
FALLS = 0.05
"""Least fall of the belief that the sender is resolute that counts."""
CONCEDES = 0.9
"""Where the target concedes at most this much as often as before, it is less moved."""
ALL = 2
_RULE = "game.resolute_sender.answered"


class CalledBluff(AbstractClaim):
    """If the bluff is called, the card loses its credibility."""

    about: ClassVar[About] = About(
        id="called-bluff",
        claim=(
            "a sender who lifts a control that was answered with all is believed less, and "
            "moves the target less"
        ),
        place="paragraph 22",
        mechanisms=("M22",),
        question=(
            "All else equal, how far does the belief that the sender is resolute fall once "
            "it lifts "
            "a full ban that was answered with all, and does the target then concede less often to "
            "the next one?"
        ),
        rule=(
            "It holds in a future if that belief falls by at least five points, and the target "
            "concedes to the next full ban at most nine tenths as often. Swept over how often a "
            "resolute sender would lift as well, and over what the target is thought to be."
        ),
        given=(
            "That a resolute sender never lifts what was answered is an assumption, by which the "
            "belief falls to zero; the sweep lets it lift."
        ),
    )

    def tested(self, trials: Trials) -> Tested:
        """Posteriors and answers from the plans, and raw frequencies from the paths."""
        rule = trials.known.central.game.resolute_sender.answered
        changes = [lifting(rule, chance) for chance in LIFTS]
        sweep = Sweep(
            Axis("a resolute sender lifts with", percents(LIFTS)),
            Axis("target thought resolute with", percents(BELIEFS)),
            len(trials.futures),
        )
        found = np.full((len(trials.futures), len(LIFTS), 4), np.nan)
        raw = np.zeros((len(trials.futures), 2))
        for future in trials.futures:
            for column, change in enumerate(changes if future < FEW else changes[:1]):
                game = trials.game(future, change)
                for row, belief in enumerate(BELIEFS):
                    at = replace(game.start, target=belief)
                    sweep.note(future, column, discredited(*called(game, at)), row)
                found[future, column] = called(game, game.start)
            base = trials.game(future)
            raw[future] = _conceded_later(base, trials.walk(base, future))
        before, after, moved, unmoved = np.moveaxis(found, -1, 0)
        return Tested(
            across=sweep.across,
            down=sweep.down,
            shares=sweep.shares(),
            here=tuple(discredited(*one) for one in found[:, 0].tolist()),
            readings=(
                reading(
                    "the target concedes to the next ban, against before",
                    unmoved[:, 0] - moved[:, 0],
                    "points",
                ),
                reading("belief that the sender is resolute", after[:, 0] - before[:, 0], "points"),
                reading(
                    "that belief if a resolute sender lifts in one case of four",
                    after[:, 1] - before[:, 1],
                    "points",
                ),
                reading("raw: concessions within a year after it lifted", raw[:, 0], "share"),
                reading("raw: after it kept the control", raw[:, 1], "share"),
            ),
            lines=Lines(
                sweep.across,
                "share",
                "probability that a strategic target concedes to a full ban, %",
                {"before": series(moved), "after a bluff was called": series(unmoved)},
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
    known, beliefs = game.contest.postures, game.contest.beliefs
    answered, banned = known.open(Act.FULL_BAN, ALL), known.open(Act.FULL_BAN, 0)
    strategic = chances(game, "sender", replace(start, posture=answered))[Act.HOLD]
    resolute = float(beliefs.resolute_sender[answered, Act.HOLD])
    either = start.sender * resolute + (1 - start.sender) * float(strategic)
    after = start.sender * resolute / either

    def concedes(belief: float) -> float:
        facing = replace(start, posture=banned, sender=belief)
        return float(chances(game, "target", facing)[Reply.DEAL])

    return start.sender, after, concedes(start.sender), concedes(after)


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
    kept = (1 - chance) / (1 - rule.hold)
    others = [name for name in type(rule).model_fields if name != "hold"]
    scaled = ((f"{_RULE}.{name}", kept * getattr(rule, name)) for name in others)
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
    lifted = paths.act[:last] == Act.HOLD
    kept = (paths.act[:last] > Act.HOLD) & (paths.act[:last] < Act.FLOOD)

    def share(among: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> float:
        return float(later[among].mean()) if among.any() else float("nan")

    return share(answered[:last] & lifted), share(answered[:last] & kept)
