"""What a move is called where it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backfire.results import words

if TYPE_CHECKING:
    from ._record import Asked, Standing

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


def meaning(asked: Asked, move: str, standing: Standing) -> str:
    """What a move comes to where the two sides stand.

    Examples
    --------
    >>> from backfire.results.match import CALM
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
    >>> from backfire.results.match import CALM
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
