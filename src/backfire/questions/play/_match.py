"""A match against the model: immutable, one move at a time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from backfire.errors import DataError, ScenarioError
from backfire.model.strategy.contest import SIDES, CommonRandomNumbers
from backfire.questions.game import SENDER, TARGET, day_of
from backfire.results.match import Choice, Quarter, Record, key_of

from ._match_view import outcome_of, same, standing_of, turn_of
from ._rules import AFTER, MOVER, MOVES, NOTHING, Place, Rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from backfire.results.match import Asked, Side, Turn

    from ._board import Board

    By = Literal["person", "model"]


@dataclass(frozen=True)
class UnderWay:
    """What has happened in a quarter that is not over.

    Attributes
    ----------
    paid
        To both sides by the moves themselves, USD.
    told
        Belief about each side by the rule of Bayes, if it has moved.
    """

    began: Place
    moves: Mapping[Asked, int] = field(default_factory=dict["Asked", int])
    paid: NDArray[np.float64] = field(default_factory=NOTHING.copy)
    told: Mapping[str, float] = field(default_factory=dict[str, float])
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Match:
    """A match in which a person plays one side, and the model the other.

    The other side's type is drawn by the prior; the person can act as he likes, and is read as
    anybody would be. Every quarter has luck of its own that the moves do not change, so that a
    match that is saved and resumed goes on as if it had not been interrupted.

    Attributes
    ----------
    side
        Whom the person plays.
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
    rules: Rules
    side: Side
    seed: int
    place: Place
    asked: Asked
    under_way: UnderWay
    quarters: tuple[Quarter, ...] = ()

    @classmethod
    def begun(cls, board: Board, side: Side, seed: int) -> Match:
        """A match at its first question to the person.

        Parameters
        ----------
        seed
            Of the luck and of the other side's type.
        """
        game = board.game
        luck = CommonRandomNumbers.drawn(seed, game.contest.quarters, paths=1)
        own = SIDES.index(side)
        prior = game.start.sender, game.start.target
        resolute = tuple(row != own and luck.types[row, 0] < prior[row] for row in range(2))
        rules = Rules(
            game.contest, game.solution.plans, luck, (bool(resolute[0]), bool(resolute[1]))
        )
        place = rules.begun(game.start)
        return cls(board, rules, side, seed, place, "act", UnderWay(place))._onward()

    @classmethod
    def resumed(cls, board: Board, record: Record) -> Match:
        """A saved match where it was left, played again on its board.

        Raises
        ------
        DataError
            If it was saved on another board, or does not come out as it was saved.
        """
        where = "the saved match"
        problems = record.origin.differences(board.origin)
        if problems:
            raise DataError(where, [*problems, _WAY_OUT])
        match = cls.begun(board, record.side, record.seed)
        for quarter in record.quarters:
            for choice in quarter.choices:
                match = match._again(choice)
            problems = same(quarter, match.quarters[-1] if match.quarters else None)
            if problems:
                raise DataError(where, [*problems, _WAY_OUT])
        for choice in record.pending:
            match = match._again(choice)
        return match

    @property
    def over(self) -> bool:
        """Whether all quarters are played."""
        return len(self.quarters) == self.board.game.contest.quarters

    def turn(self) -> Turn:
        """What the person is shown: where the match stands, and the model's advice.

        Raises
        ------
        ScenarioError
            If the match is over.
        """
        if self.over:
            where = "the match"
            raise ScenarioError(where, ["must not be over to go on, got its last quarter played"])
        return turn_of(self)

    def moved(self, move: str, by: By = "person") -> Match:
        """The match at the person's next question, or at its end.

        Parameters
        ----------
        move
            Name or number of one of the options.
        by
            Whether the person chose it.

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
        number = MOVES[self.asked][option.move.upper()].value
        return self._made(number, turn.choice(option.move, by))._onward()

    def left_to_model(self) -> Match:
        """The same with this move left to the model, which draws it by the plan."""
        number = self.rules.drawn(len(self.quarters), self.asked, self.place)
        return self.moved(MOVES[self.asked](number).name, by="model")

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
            outcome=outcome_of(self) if self.over else None,
        )

    def _again(self, choice: Choice) -> Match:
        return self.moved(choice.move, by=choice.by)

    def _onward(self) -> Match:
        """The match with the other side's moves made, up to the person's next question."""
        match = self
        own = SIDES.index(self.side)
        while not match.over and MOVER[match.asked] != own:
            number = match.rules.drawn(len(match.quarters), match.asked, match.place)
            match = match._made(number, None)
        return match

    def _made(self, move: int, choice: Choice | None) -> Match:
        """The match after one move of either side."""
        quarter, asked = len(self.quarters), self.asked
        posterior = self.rules.posterior(quarter, asked, self.place)
        place, paid = self.rules.made(quarter, asked, self.place, move)
        told = dict(self.under_way.told)
        if posterior is not None:
            told[SIDES[MOVER[asked]]] = float(posterior[move])
        under_way = replace(
            self.under_way,
            moves={**self.under_way.moves, asked: move},
            paid=self.under_way.paid + paid,
            told=told,
            choices=(*self.under_way.choices, *(() if choice is None else (choice,))),
        )
        match = replace(self, place=place, asked=AFTER[asked], under_way=under_way)
        return match._passed() if asked == "build" else match

    def _passed(self) -> Match:
        """The match at the beginning of the next quarter."""
        number = len(self.quarters)
        done = self.under_way
        paid = done.paid + self.rules.flow(self.place)
        place = self.rules.passed(number, self.place)
        quarter = Quarter(
            day=day_of(number, self.board.game.setting.begins),
            began=standing_of(self, done.began),
            act=MOVES["act"](done.moves["act"]).name.lower(),
            reply=MOVES["reply"](done.moves["reply"]).name.lower(),
            build=MOVES["build"](done.moves["build"]).name.lower(),
            told=done.told,
            answered=standing_of(self, self.place),
            ended=standing_of(self, place),
            accident=place.posture != self.place.posture,
            paid={"sender": float(paid[SENDER]), "target": float(paid[TARGET])},
            choices=done.choices,
        )
        quarters = (*self.quarters, quarter)
        return replace(self, place=place, under_way=UnderWay(place), quarters=quarters)


_WAY_OUT = (
    "the match can go on only with what it began with: bring that back, or begin another match "
    "without --resume"
)


def _unmet(turn: Turn, move: str) -> str:
    """Why a move that has a name cannot be made."""
    if key_of(move) == "deal" and turn.asked == "reply":
        return ": a truce is renewed at a meeting, and none is held in this quarter"
    return ""
