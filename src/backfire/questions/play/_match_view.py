"""What is told of a match: where it stands, what can be done, and how it ended."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from backfire.model.strategy.contest import LEVELS, SIDES, Act, Postures, Reply
from backfire.questions.game import LADDER, LASTING, Steps, day_of
from backfire.results.match import Levels, Option, Outcome, Quarter, Standing, Turn

from ._rules import MOVER, MOVES

if TYPE_CHECKING:
    from datetime import date

    from ._match import Match
    from ._rules import Place

NONE = "none"
PACKAGES = ("quiet", "concessions")
CLOSE = 1e-6
"""Relative difference up to which two amounts are taken for the same."""


def standing_of(match: Match, place: Place) -> Standing:
    """A place in labels."""
    known = match.board.game.contest.postures
    rung, level = known.parts(place.posture)
    truce = bool(known.in_truce[place.posture])
    beliefs = match.board.game.contest.beliefs
    return Standing(
        control=Act(rung).name.lower() if rung else NONE,
        retaliation=Reply(level + Reply.HOLD).name.lower() if level else NONE,
        truce=PACKAGES[known.package(place.posture)] if truce else NONE,
        left=known.left(place.posture),
        capacity=place.capacity,
        pipeline=place.pipeline,
        stock=place.stock,
        fear=place.fear,
        coalition=place.coalition,
        believed={
            side: float(np.asarray(getattr(beliefs, side))[getattr(place, side)]) for side in SIDES
        },
    )


def turn_of(match: Match) -> Turn:
    """What the person is shown before he moves."""
    game, number = match.board.game, len(match.quarters)
    _, *sizes, _, _ = game.contest.shape
    outside = match.board.outside
    done = match.under_way.moves
    return Turn(
        number=number + 1,
        quarters=game.contest.quarters,
        day=day_of(number, game.setting.begins),
        side=match.side,
        asked=match.asked,
        standing=standing_of(match, match.place),
        done={asked: MOVES[asked](move).name.lower() for asked, move in done.items()},
        levels=Levels(*(size - 1 for size in sizes)),
        outside=None if outside is None else float(outside[match.place.capacity]),
        meeting=bool(game.contest.meetings[number]),
        next_meeting=_next_meeting(match),
        last=match.quarters[-1] if match.quarters else None,
        present=match.record().present(),
        options=tuple(_options(match)),
    )


def _next_meeting(match: Match) -> date | None:
    game, number = match.board.game, len(match.quarters)
    later = np.flatnonzero(np.asarray(game.contest.meetings)[number + 1 :])
    return day_of(number + 1 + int(later[0]), game.setting.begins) if later.size else None


def _options(match: Match) -> list[Option]:
    """What can be done. In logit choice log probabilities differ as values do, over the unit."""
    number, asked, place = len(match.quarters), match.asked, match.place
    rules, game = match.rules, match.board.game
    logs = rules.logs(number, asked, place)
    allowed = rules.allowed(number, asked, place)
    posterior = rules.posterior(number, asked, place)
    finer = float(game.contest.building_over_answers) if asked == "build" else 1.0
    usd = float(game.contest.unit[MOVER[asked]]) / game.precision / finer
    best = logs[allowed].max()
    return [
        Option(
            number=count,
            move=MOVES[asked](move).name.lower(),
            chance=float(np.exp(logs[move])),
            worth=usd * float(logs[move] - best),
            taken=None if posterior is None else float(posterior[move]),
        )
        for count, move in enumerate(map(int, np.flatnonzero(allowed)), 1)
    ]


def outcome_of(match: Match) -> Outcome:
    """How a match ended."""
    game = match.board.game
    ends = game.setting.discount ** len(match.quarters)
    after = match.rules.after(match.place)
    return Outcome(
        ending=_ending(game.contest.postures, [quarter.answered for quarter in match.quarters]),
        resolute=dict(zip(SIDES, match.rules.resolute, strict=True)),
        after={side: float(ends * after[row]) for row, side in enumerate(SIDES)},
    )


def _ending(known: Postures, answered: list[Standing]) -> str:
    """The step of the ladder on which the last quarter lay; a truce that has lasted by its own."""
    last = answered[-1]
    if last.truce != NONE:
        lasted = 0
        for standing in reversed(answered):
            if standing.truce == NONE:
                break
            lasted += 1
        return "framework" if lasted >= LASTING else "truce"
    rung = Act[last.control.upper()] if last.control != NONE else 0
    level = Reply[last.retaliation.upper()] - Reply.HOLD if last.retaliation != NONE else 0
    assert level < LEVELS
    step = LADDER[Steps.on(known).of[known.open(rung, level)]]
    return "control" if step == "answered" else step


def same(saved: Quarter, now: Quarter | None) -> list[str]:
    """How a quarter that is played again differs from what was saved, one sentence each."""
    if now is None:
        return [f"the quarter of {saved.day} must come to its end, got too few moves"]
    found: list[str] = []
    for name in ("day", "act", "reply", "build", "began", "answered", "ended", "accident"):
        was, got = getattr(saved, name), getattr(now, name)
        if was != got:
            found.append(f"{name} of the quarter of {saved.day} must be {was}, got {got}")
    for side in SIDES:
        was, got = saved.paid[side], now.paid[side]
        if not math.isclose(was, got, rel_tol=CLOSE, abs_tol=1.0):
            found.append(f"paid.{side} of the quarter of {saved.day} must be {was}, got {got}")
    return found
