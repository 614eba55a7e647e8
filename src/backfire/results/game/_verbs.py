"""Names of what is done in a game, as cells of a table and as verbs of a sentence."""

from __future__ import annotations

import re

from backfire.results import words

SIDES = ("sender", "target")
FULL_BAN = "full_ban"

_SHORT = {
    "hold": "hold",
    "licence_delay": "licences",
    "quota": "quota",
    "partial_ban": "partial ban",
    "full_ban": "full ban",
    "flood": "flood",
    "deal": "deal",
    "proportional": "in proportion",
    "maximal": "with all",
}
_DOES = {
    "hold": "holds",
    "licence_delay": "delays licences",
    "quota": "sets a quota",
    "partial_ban": "bans some goods",
    "full_ban": "bans all goods",
    "flood": "sells below cost",
    "deal": "makes a deal",
    "proportional": "retaliates in proportion",
    "maximal": "retaliates with all it has",
}
_STANDS = re.compile(r"\bits (?P<control>licence delay|quota|partial ban|full ban)\b")
_FACED = "faced with"


def key(action: str) -> str:
    """An action's label in its one spelling.

    Examples
    --------
    >>> key("Licence delay")
    'licence_delay'
    """
    return action.strip().lower().replace(" ", "_")


def short(action: str) -> str:
    """An action in a word or two, for a cell of a picture.

    Examples
    --------
    >>> short("partial_ban"), short("licence_delay")
    ('partial ban', 'licences')
    """
    return _SHORT.get(key(action), words.plain(action))


def does(side: str, action: str, situation: str) -> str:
    """An action as a verb; the same action is another thing in a truce and under a control.

    Examples
    --------
    >>> does("sender", "hold", "if its full ban is answered with all")
    'lifts the control'
    >>> does("target", "deal", "in the last quarter of a truce with concessions")
    'renews the truce'
    >>> does("target", "deal", "faced with a quota")
    'concedes'
    """
    label = key(action)
    if side == "sender":
        stands = _STANDS.search(situation)
        if stands and label == "hold":
            return "lifts the control"
        if stands and label == key(stands["control"]):
            return "keeps the control"
    elif label == "deal":
        truce = "concedes" if _FACED in situation else "signs a truce"
        return "renews the truce" if _in_truce(situation) else truce
    elif label == "hold":
        return "lets the truce run on" if _in_truce(situation) else "does nothing"
    return _DOES.get(label, words.plain(action))


def _in_truce(situation: str) -> bool:
    return "truce" in situation and "without a truce" not in situation
