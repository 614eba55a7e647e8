"""What keeps the values of a deal from being drawn, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._values import SENDER, SUPPLY_MODEL, TARGET

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from backfire.data import IssueValue, SupplyQuestion


def faults(
    table: Sequence[IssueValue],
    questions: Sequence[SupplyQuestion],
    cases: Mapping[str, str],
    names: Mapping[str, str],
) -> list[str]:
    """What keeps values from being drawn, one sentence each.

    Parameters
    ----------
    cases
        Case that was asked for, by issue.
    names
        Names of the sides.
    """
    if not table:
        return ["must hold at least one issue, got none"]
    found: list[str] = []
    asked = {question.issue for question in questions}
    for issue in dict.fromkeys(one.issue for one in table):
        mine = [one for one in table if one.issue == issue]
        if any(one.taken_from == SUPPLY_MODEL for one in mine) and issue not in asked:
            known = ", ".join(sorted(asked))
            found.append(
                f"{issue}: the supply model must know it ({known}); write taken_from range instead"
            )
        found += _unpaired(issue, [one for one in mine if one.usd is not None], names)
    if not {one.issue for one in table} - {one.issue for one in table if one.usd is None}:
        found.append("must hold an issue with a value to both sides, got none")
    return [*found, *_unknown_cases(table, questions, cases)]


def _unpaired(issue: str, mine: Sequence[IssueValue], names: Mapping[str, str]) -> Iterator[str]:
    """Cases that one side has and the other, which has cases too, has not."""
    by_side = {side: {one.case for one in mine if one.side == side} for side in (SENDER, TARGET)}
    for side, other in ((SENDER, TARGET), (TARGET, SENDER)):
        if "" in by_side[side] or not by_side[side]:
            continue
        for case in sorted(by_side[other] - by_side[side] - {""}):
            yield f'{issue}: {names[side]} must have a value in the case "{case}", got none'


def _unknown_cases(
    table: Sequence[IssueValue], questions: Sequence[SupplyQuestion], cases: Mapping[str, str]
) -> Iterator[str]:
    known: dict[str, list[str]] = {one.issue: [] for one in table}
    valued = [one for one in table if one.usd is not None and one.taken_from != SUPPLY_MODEL]
    for one in (*valued, *questions):
        if one.case and one.issue in known and one.case not in known[one.issue]:
            known[one.issue].append(one.case)
    for issue, case in cases.items():
        if issue not in known:
            yield f'case: issue must be one of {", ".join(known)}, got "{issue}"'
        elif case not in known[issue]:
            got = f'got "{case}"'
            yield f"case of {issue} must be one of {', '.join(known[issue]) or 'none'}, {got}"
