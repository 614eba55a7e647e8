"""Names of what is done in a game, and of where the two sides stand, as a sentence needs them."""

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
    "deal": "offers a deal",
    "proportional": "retaliates in proportion",
    "maximal": "retaliates with all it has",
}
_TRUCE = re.compile(r"^(?P<kind>quiet truce|truce with concessions|truce)(?:, (?P<left>.+) left)?$")
_OPEN = re.compile(
    r"^(?P<control>no control|licence delay|quota|partial ban|full ban), "
    r"(?P<answer>unanswered|answered in proportion|answered with all)$"
)
_ANSWERS = {
    "answered in proportion": "retaliates in proportion",
    "answered with all": "retaliates with all it has",
}
_KEEPS = {"proportional": "answered in proportion", "maximal": "answered with all"}


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


def where(situation: str) -> str:
    """A posture as the part of a sentence that says when.

    Examples
    --------
    >>> where("truce with concessions, 1 quarter left")
    'with 1 quarter left of a truce with concessions'
    >>> where("no control, answered in proportion")
    'if the target retaliates in proportion while no control stands'
    >>> where("partial ban, unanswered")
    'while a partial ban stands unanswered'
    """
    if situation == "calm":
        return "in calm without a truce"
    if truce := _TRUCE.match(situation):
        left = truce["left"]
        return f"with {left} left of a {truce['kind']}" if left else f"in a {truce['kind']}"
    if posture := _OPEN.match(situation):
        control, answer = posture["control"], posture["answer"]
        if control == "no control":
            return f"if the target {_ANSWERS.get(answer, 'does nothing')} while no control stands"
        answered = answer if answer == "unanswered" else f"and is {answer}"
        return f"while a {control} stands {answered}"
    return f"where it stands at: {situation}"


def does(side: str, action: str, situation: str) -> str:
    """An action as a verb; the same action is another thing in a truce and under a control.

    Examples
    --------
    >>> does("sender", "hold", "full ban, answered with all")
    'lifts the full ban'
    >>> does("target", "deal", "truce with concessions, 1 quarter left")
    'renews the truce'
    >>> does("target", "hold", "calm")
    'does nothing'
    """
    label = key(action)
    open_ = _OPEN.match(situation)
    stands = open_["control"] if open_ and open_["control"] != "no control" else ""
    if side == "sender":
        if label == "hold" and stands:
            return f"lifts the {stands}"
        if stands and label == key(stands):
            return f"keeps the {stands}"
    else:
        told = _answers(label, situation, stands, open_["answer"] if open_ else "")
        if told:
            return told
    return _DOES.get(label, words.plain(action))


def _answers(label: str, situation: str, stands: str, standing: str) -> str:
    """What an answer is where it is not what its name says."""
    truce = bool(_TRUCE.match(situation))
    if label == "deal":
        return "renews the truce" if truce else "concedes" if stands else "agrees to a quiet truce"
    if label == "hold":
        if truce:
            return "lets the truce run on"
        return "lifts its retaliation" if standing.startswith("answered") else "does nothing"
    if standing and _KEEPS.get(label) == standing:
        return f"keeps {_DOES[label].replace('retaliates', 'retaliating')}"
    return ""
