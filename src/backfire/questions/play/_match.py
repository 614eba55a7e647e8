"""A match against the model: immutable, one move at a time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from backfire.answers import Answer
from backfire.answers.play import KIND, Choice, Outcome, Quarter, Record
from backfire.errors import DataError, ScenarioError
from backfire.model.strategy.contest import (
    SIDES,
    CommonRandomNumbers,
    Move,
    Place,
    Start,
    Step,
    after,
    begun,
)
from backfire.questions.game import SENDER, TARGET, day_of

from ._turn import Levels, Turn, ending_of, key_of, name_of, options_of, standing_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from backfire.answers.play import Side

    from ._board import Board

AFTER = {Move.ACT: Move.REPLY, Move.REPLY: Move.BUILD, Move.BUILD: Move.ACT}
"""What is asked for next."""
WHERE = "the saved match"
WAY_OUT = (
    "the match can go on only with what it began with: bring that back, or begin another match "
    "without --resume"
)


@dataclass(frozen=True)
class UnderWay:
    """What has happened in a quarter that is not over.

    Attributes
    ----------
    paid
        To both sides by the moves themselves, USD.
    posterior
        Belief about each side by the rule of Bayes, if it has moved.
    """

    began: Place
    moves: Mapping[Move, int] = field(default_factory=dict[Move, int])
    paid: NDArray[np.float64] = field(default_factory=lambda: np.zeros(2))
    posterior: Mapping[str, float] = field(default_factory=dict[str, float])
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Match:
    """A match in which a person plays one side, and the model the other.

    The other side's type is drawn by the prior; the person can act as he likes, and is read as
    anybody would be. Every quarter has random numbers of its own that the moves do not change, so
    that a match that is saved and resumed goes on as if it had not been interrupted.

    Attributes
    ----------
    side
        Whom the person plays.
    types
        Whether the sender, and the target, is resolute: one path of the contest.
    place
        Where the match stands.
    asked
        What the person is asked for.
    under_way
        What has happened in this quarter.
    quarters
        Those that are over.
    """

    board: Board
    side: Side
    seed: int
    numbers: CommonRandomNumbers
    types: NDArray[np.bool_]
    place: Place
    asked: Move
    under_way: UnderWay
    quarters: tuple[Quarter, ...] = ()

    @classmethod
    def begun(cls, board: Board, side: Side, seed: int) -> Match:
        """A match at its first question to the person.

        Parameters
        ----------
        seed
            Of the random numbers and of the other side's type.
        """
        game = board.game
        numbers = CommonRandomNumbers.drawn(seed, game.contest.quarters, paths=1)
        start: Start = game.start
        types = numbers.types < np.array([[start.sender], [start.target]])
        types[SIDES.index(side)] = False  # the person is never bound to the rule of the resolute
        place = begun(game.contest, start, types, numbers)
        match = cls(board, side, seed, numbers, types, place, Move.ACT, UnderWay(place))
        return match._onward()

    @classmethod
    def resumed(cls, board: Board, record: Record) -> Match:
        """A saved match where it was left, played again on its board.

        Raises
        ------
        DataError
            If it was saved on another board, or does not come out as it was saved.
        """
        problems: list[str] = list(record.origin.differences(board.origin))
        if problems:
            raise DataError(WHERE, [*problems, WAY_OUT])
        match = cls.begun(board, record.side, record.seed)
        for quarter in record.quarters:
            for choice in quarter.choices:
                match = match._again(choice)
            problems = quarter.departures(match.quarters[-1] if match.quarters else None)
            if problems:
                raise DataError(WHERE, [*problems, WAY_OUT])
        for choice in record.pending:
            match = match._again(choice)
        return match

    @property
    def over(self) -> bool:
        """Whether all quarters are played."""
        return len(self.quarters) == self.board.game.contest.quarters

    @property
    def step(self) -> Step:
        """The quarter that is under way, as the model takes it."""
        contest, number = self.board.game.contest, len(self.quarters)
        plan = vars(self.board.game.solution.plans[number])
        return Step(contest, contest.postures, number, self.types, self.numbers, plan)

    def turn(self) -> Turn:
        """What the person sees: where the match stands, and the model's advice.

        Raises
        ------
        ScenarioError
            If the match is over.
        """
        if self.over:
            where = "the match"
            raise ScenarioError(where, ["must not be over to go on, got its last quarter played"])
        game, number, outside = self.board.game, len(self.quarters), self.board.outside
        meetings, begins = np.asarray(game.contest.meetings), game.setting.begins
        later = np.flatnonzero(meetings[number + 1 :])
        _, *sizes, _, _ = game.contest.shape
        standing = standing_of(game, self.place)
        return Turn(
            number=number + 1,
            quarters=game.contest.quarters,
            day=day_of(number, begins),
            side=self.side,
            asked=self.asked.value,
            standing=standing,
            done={move.value: name_of(move, done) for move, done in self.under_way.moves.items()},
            levels=Levels(*(size - 1 for size in sizes)),
            outside=None if outside is None else float(outside[standing.capacity]),
            meeting=bool(meetings[number]),
            next_meeting=day_of(number + 1 + int(later[0]), begins) if later.size else None,
            last=self.quarters[-1] if self.quarters else None,
            present=self.record().present(),
            options=options_of(self.step, self.asked, self.place, game.precision),
        )

    def moved(self, move: str, *, by_model: bool = False) -> Match:
        """The match at the person's next question, or at its end.

        Parameters
        ----------
        move
            Name or number of one of the options.
        by_model
            Whether the person left it to the model.

        Raises
        ------
        ScenarioError
            If the move cannot be made; says which can.
        """
        turn = self.turn()
        option = turn.named(move)
        if option is None:
            can = ", ".join(f"{each.number} {each.move}" for each in turn.options)
            problem = f"must be one of {can}, got {move.strip()!r}{_unmet(turn, move)}"
            where = "the move"
            raise ScenarioError(where, [problem])
        done = self.asked.choices[option.move.upper()].value
        return self._made(done, turn.choice(option, by_model=by_model))._onward()

    def left_to_model(self) -> Match:
        """The same with this move left to the model, which draws it by the plan."""
        done = int(self.step.drawn(self.asked, self.place)[0])
        return self.moved(name_of(self.asked, done), by_model=True)

    def record(self) -> Record:
        """The match as it is saved; the other side's type only once it is over."""
        game = self.board.game
        return Record(
            origin=self.board.origin,
            side=self.side,
            seed=self.seed,
            precision=game.precision,
            discount=float(game.setting.discount),
            quarters=self.quarters,
            pending=self.under_way.choices,
            outcome=self._outcome() if self.over else None,
        )

    def answer(self) -> Answer:
        """The match as an answer, which can be saved, tabulated and shown as a page."""
        import xarray as xr

        provenance = self.board.provenance.model_copy(update={"seed": self.seed})
        return Answer.of(KIND, xr.Dataset(), provenance, self.record())

    def _outcome(self) -> Outcome:
        game = self.board.game
        follows = after(game.contest, self.place)[:, 0]
        ends = game.setting.discount ** len(self.quarters)
        answered = [quarter.answered for quarter in self.quarters]
        return Outcome(
            ending=ending_of(game.contest.postures, answered),
            resolute={side: bool(self.types[row, 0]) for row, side in enumerate(SIDES)},
            after={side: float(ends * follows[row]) for row, side in enumerate(SIDES)},
        )

    def _again(self, choice: Choice) -> Match:
        return self.moved(choice.move, by_model=choice.by == "model")

    def _onward(self) -> Match:
        """The match with the other side's moves made, up to the person's next question."""
        match = self
        own = SIDES.index(self.side)
        while not match.over and match.asked.mover != own:
            match = match._made(int(match.step.drawn(match.asked, match.place)[0]), None)
        return match

    def _made(self, done: int, choice: Choice | None) -> Match:
        """The match after one move of either side."""
        asked, step = self.asked, self.step
        place, paid = step.made(asked, self.place, np.array([done]))
        posterior = dict(self.under_way.posterior)
        if asked is not Move.BUILD:
            posterior[SIDES[asked.mover]] = float(step.posterior(asked, self.place)[done, 0])
        under_way = replace(
            self.under_way,
            moves={**self.under_way.moves, asked: done},
            paid=self.under_way.paid + paid[:, 0],
            posterior=posterior,
            choices=(*self.under_way.choices, *(() if choice is None else (choice,))),
        )
        match = replace(self, place=place, asked=AFTER[asked], under_way=under_way)
        return match._passed() if asked is Move.BUILD else match

    def _passed(self) -> Match:
        """The match at the beginning of the next quarter."""
        done, game, step = self.under_way, self.board.game, self.step
        paid = done.paid + step.flow(self.place)[:, 0]
        place = step.passed(self.place)
        quarter = Quarter(
            day=day_of(len(self.quarters), game.setting.begins),
            began=standing_of(game, done.began),
            **{move.value: name_of(move, done.moves[move]) for move in Move},
            posterior=done.posterior,
            answered=standing_of(game, self.place),
            ended=standing_of(game, place),
            accident=bool(place.posture[0] != self.place.posture[0]),
            paid={"sender": float(paid[SENDER]), "target": float(paid[TARGET])},
            choices=done.choices,
        )
        quarters = (*self.quarters, quarter)
        return replace(self, place=place, under_way=UnderWay(place), quarters=quarters)


def _unmet(turn: Turn, move: str) -> str:
    """Why a move that has a name cannot be made."""
    if key_of(move) == "deal" and turn.asked == Move.REPLY:
        return ": a truce is renewed at a meeting, and none is held in this quarter"
    return ""
