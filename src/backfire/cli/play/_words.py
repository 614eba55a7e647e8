"""A match in words: what is in force, what a move comes to, and what the model advises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np

from backfire.answers import words
from backfire.answers.play import SIDES, chance

if TYPE_CHECKING:
    from datetime import date

    from backfire.answers.play import Asked, Quarter, Standing
    from backfire.questions.play import Board, Option, Turn

OPTIONS = ("", "move", "what it is", "plan", "USD", "resolute")
HELP = (
    "A number or a name makes a move. a leaves it to the model, which draws it by its plan; "
    "s saves; q leaves and asks whether to save; ? says this.",
    "plan: how often the model would make each move in your place, if it were not bound to a rule. "
    "USD: what a move is worth below the best one, in dollars of this quarter, if both sides go on "
    "by the plan after it. resolute: how likely the other side holds you for bound to a rule after "
    "that move, by the rule of Bayes.",
    "What is believed moves in steps: a belief between two steps is drawn to one of them so that "
    "its mean stays true. The other side was drawn as resolute or not when the match began, and "
    "you are told at the end.",
)
_BY_SUPPLY_MODEL = "What each control costs and brings is worked out by the supply model."
_BY_RANGES = (
    "What each control costs and brings is given as ranges and is no result of the supply model, "
    "which does not hold these goods: every figure here rests on them."
)
_LEAST = 5e-4
"""Change of a belief that is worth words."""
_CONTROLS = {
    "licence_delay": "make every order wait for a licence",
    "quota": "refuse a part of the orders",
    "partial_ban": "refuse some of the goods",
    "full_ban": "refuse all goods, and foreign goods that contain them",
}
_RETALIATION = {
    "proportional": "hurt the sender about as much",
    "maximal": "hurt the sender as much as it can",
}
_BUILD = {
    "nothing": "spend nothing",
    "stockpile": "buy stocks for a level",
    "plants": "pay for a wave of plants",
    "both": "buy stocks and pay for plants",
}


def opening(board: Board, side: str) -> Iterator[str]:
    """Who plays whom over what."""
    other = "target" if side == "sender" else "sender"
    rests_on = _BY_RANGES if board.outside is None else _BY_SUPPLY_MODEL
    yield f"{board.provenance.title}."
    yield f"{rests_on} Every figure that is known within a band stands at its middle."
    yield (
        f"You are the {side}, {board.names[side]}. The model plays the {other}, "
        f"{board.names[other]}."
    )


def meaning(asked: Asked, move: str, standing: Standing) -> str:
    """What a move comes to where the two sides stand.

    Examples
    --------
    >>> from backfire.answers.play import CALM
    >>> meaning("act", "quota", CALM), meaning("reply", "deal", CALM)
    ('refuse a part of the orders', 'agree on a quiet truce')
    >>> banned = CALM.model_copy(update={"control": "full_ban", "retaliation": "maximal"})
    >>> meaning("act", "hold", banned), meaning("act", "full_ban", banned)
    ('lift the full ban', 'keep the full ban')
    """
    if asked == "act":
        return _act(move, standing)
    return _reply(move, standing) if asked == "reply" else _BUILD[move]


def _act(move: str, standing: Standing) -> str:
    lifts = f"lift the {words.plain(standing.control)}"
    if move == "hold":
        return "restrict nothing" if standing.control == "none" else lifts
    if move == "flood":
        cheap = "sell below cost for a quarter"
        return cheap if standing.control == "none" else f"{lifts}, {cheap}"
    if move == standing.control:
        return f"keep the {words.plain(move)}"
    ends = "" if standing.truce == "none" else "break the truce: "
    return f"{ends}{_CONTROLS[move]}"


def _reply(move: str, standing: Standing) -> str:
    in_truce, pressed = standing.truce != "none", standing.control != "none"
    if move == "deal":
        if in_truce:
            return "renew the truce"
        return "concede, for a truce" if pressed else "agree on a quiet truce"
    if move == "hold":
        if in_truce:
            return "let the truce run on"
        return "answer nothing" if standing.retaliation == "none" else "lift the retaliation"
    ends = "break the truce: " if in_truce else ""
    return f"{ends}{_RETALIATION[move]}"


def posture(standing: Standing) -> str:
    """What is in force, in words.

    Examples
    --------
    >>> from backfire.answers.play import CALM
    >>> posture(CALM)
    'calm: no truce, no control, no retaliation'
    >>> posture(CALM.model_copy(update={"control": "quota", "retaliation": "maximal"}))
    'a quota, to which the target retaliates with all it has'
    """
    if standing.truce != "none":
        kind = "a quiet truce" if standing.truce == "quiet" else "a truce with concessions"
        left = words.counted(standing.left, "quarter")
        return f"{kind}, {left} left with this one"
    answer = {
        "none": "unanswered",
        "proportional": "to which the target retaliates in proportion",
        "maximal": "to which the target retaliates with all it has",
    }[standing.retaliation]
    if standing.control != "none":
        return f"a {words.plain(standing.control)}, {answer}"
    if standing.retaliation == "none":
        return "calm: no truce, no control, no retaliation"
    return f"no control; {answer.removeprefix('to which ')}"


def moved(act: str, reply: str, build: str) -> str:
    """What both sides did in a quarter, in one line.

    Examples
    --------
    >>> moved("partial_ban", "hold", "both")
    'sender partial ban; target hold, builds both'
    """
    spent = "builds nothing" if build == "nothing" else f"builds {words.plain(build)}"
    if build == "stockpile":
        spent = "buys stocks"
    return f"sender {words.plain(act)}; target {words.plain(reply)}, {spent}"


def day(when: date) -> str:
    """A date written out."""
    return words.date(np.datetime64(when))


def heading(turn: Turn) -> str:
    """Which quarter it is."""
    return f"Quarter {turn.number} of {turn.quarters}, from {day(turn.day)}"


def rows(turn: Turn) -> Iterator[tuple[str, str]]:
    """What is in force, built, held, believed and paid, each with its name.

    What was said before in the same quarter is left out where only the investment is asked for.
    """
    standing, levels = turn.standing, turn.levels
    other = "target" if turn.side == "sender" else "sender"
    if turn.asked != "build":
        if turn.last is not None:
            yield "Last quarter", _last(turn.last)
            yield "It paid", both(turn.last.paid)
            yield "Paid so far", f"{both(turn.present)}, in present value"
        if "act" in turn.done:
            yield "The sender now", words.plain(turn.done["act"])
    yield "In force", posture(standing)
    if turn.asked != "build":
        yield "A truce", _meeting(turn)
        yield "Capacity outside", f"{_level(standing.capacity, levels.capacity)}{_outside(turn)}"
        yield "Stocks of the target", _level(standing.stock, levels.stock)
        if levels.fear:
            yield "What buyers expect", _level(standing.fear, levels.fear)
        if levels.coalition:
            yield "Third parties", _joined(standing.coalition, levels.coalition)
        yield (
            "The other side",
            f"is resolute with {chance(standing.believed[other])}, you think",
        )
    yield (
        "You",
        f"are resolute with {chance(standing.believed[turn.side])}, the other side thinks",
    )


def _last(quarter: Quarter) -> str:
    mistake = "; then came a step that nobody ordered" if quarter.accident else ""
    return f"{moved(quarter.act, quarter.reply, quarter.build)}{mistake}"


def _meeting(turn: Turn) -> str:
    if turn.standing.truce == "none":
        return "can be agreed in any quarter"
    if turn.meeting:
        return "can be renewed now, at a meeting in this quarter"
    if turn.next_meeting is None:
        return "cannot be renewed any more, as no meeting is left"
    return f"can be renewed at a meeting, next in the quarter from {day(turn.next_meeting)}"


def _outside(turn: Turn) -> str:
    share_of_need = f" ({chance(turn.outside)} of need)" if turn.outside is not None else ""
    waves = turn.standing.pipeline
    return f"{share_of_need}, {words.counted(waves, 'wave')} of plants under way"


def _level(level: int, highest: int) -> str:
    return f"level {level} of {highest}"


def _joined(level: int, highest: int) -> str:
    if highest > 1:
        return f"{level} of {highest} steps towards the target's side"
    return "have joined the target" if level else "stay out"


def both(paid: Mapping[str, float]) -> str:
    """What both sides are paid, in one line.

    Examples
    --------
    >>> both({"sender": 7.1e9, "target": -2e8})
    'sender USD 7.1 billion; target USD -200 million'
    """
    return "; ".join(f"{side} {words.money(paid[side])}" for side in SIDES)


def options(turn: Turn) -> Iterator[tuple[str, ...]]:
    """The moves that can be made, with the model's advice."""
    for option in turn.options:
        yield (
            str(option.number),
            words.plain(option.move),
            meaning(turn.asked, option.move, turn.standing),
            chance(option.chance),
            "best" if option is turn.best else words.money(option.worth).removeprefix("USD "),
            "as now" if option.posterior is None else chance(option.posterior),
        )


def why(turn: Turn) -> str:
    """What speaks for the best move, in one sentence."""
    best = turn.best
    rest = [option for option in turn.options if option is not best]
    if not rest:
        return "There is nothing else to do."
    second = max(rest, key=lambda option: option.worth)
    told = (
        f"{words.capital(words.plain(best.move))} is worth {words.money(-second.worth)} more to "
        f"you than the next best, {words.plain(second.move)}"
    )
    return f"{told}{_telling(best, turn)}."


def _telling(best: Option, turn: Turn) -> str:
    if best.posterior is None:
        return "; what you buy tells nothing of what you are"
    now = turn.standing.believed[turn.side]
    change = best.posterior - now
    if abs(change) < _LEAST:
        return f"; it leaves what you seem to be at {chance(now)} resolute"
    way = "more" if change > 0 else "less"
    return f"; it makes you seem {way} resolute, {chance(best.posterior)} after {chance(now)}"
