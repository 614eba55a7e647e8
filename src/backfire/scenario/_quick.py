"""A scenario without a file: one ban, announced this morning."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from ._scenario import Scenario

_WHOLE = 1.0


def quick(
    control: str | Sequence[str],
    by: str,
    to: str | Sequence[str],
    withheld: float = _WHOLE,
    starts: date | str | None = None,
    ends: date | str | None = None,
) -> Scenario:
    """A scenario of one ban: ``by`` withholds a share of the goods from the places in ``to``.

    Parameters
    ----------
    control
        A good or group of goods, or several of them.
    by, to
        The place that acts, and the places it is aimed at; several may be joined by commas.
    withheld
        Share of every order that is refused, 0 to 1.
    starts, ends
        First day on which it binds and first day on which it no longer does; ``YYYY-MM`` means
        the first day of that month. Without a start it binds from today.

    Raises
    ------
    ScenarioError
        With every problem found.

    Examples
    --------
    >>> quick("dy_oxide", by="CHN", to="USA,JPN", withheld=0.7, starts="2026-01").targets
    ('USA', 'JPN')
    """
    goods, places = _listed(control), _listed(to)
    ban: dict[str, Any] = {
        "kind": "ban",
        "name": "announced",
        "by": by,
        "to": places,
        "goods": goods,
        "starts": date.today() if starts is None else starts,
        "withheld": withheld,
    }
    if ends is not None:
        ban["ends"] = ends
    part = "" if withheld == _WHOLE else f"{withheld:.0%} of ".replace("%", " %")
    title = f"{by} withholds {part}{_joined(goods)} from {_joined(places)}"
    use: dict[str, Any] = {"instead_of": [ban["name"]]}
    if 0 <= withheld <= 1:  # else the fault is named once, in the ban
        use["withheld"] = withheld
    return Scenario(name="quick", title=title, targets=places, controls=[ban], leverage=use)


def _listed(names: str | Sequence[str]) -> list[str]:
    if not isinstance(names, str):
        return list(names)
    return [name.strip() for name in names.split(",") if name.strip()]


def _joined(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), *names[-1:]]) if len(names) > 1 else "".join(names)
