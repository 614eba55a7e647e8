"""Fill a table whose row and column sums are known, starting from a guess of its pattern."""

from __future__ import annotations

Cells = dict[tuple[str, str], float]
ROUNDS = 200


def fill(rows: dict[str, float], columns: dict[str, float], pattern: Cells, fixed: Cells) -> Cells:
    """Scale `pattern` by rows and columns in turn until both sums hold (Deming and Stephan 1940).

    Cells in `fixed` keep their value; a pair missing from `pattern` stays empty. Row sums hold
    exactly; column sums are scaled to the total of the rows first.

    Examples
    --------
    >>> cells = fill({"a": 3, "b": 1}, {"x": 2, "y": 2}, {("a", "x"): 1, ("a", "y"): 1,
    ...     ("b", "x"): 1, ("b", "y"): 1}, {("a", "x"): 2})
    >>> [round(cells[key], 6) for key in (("a", "x"), ("a", "y"), ("b", "y"))]
    [2, 1.0, 1.0]
    """
    scale = sum(rows.values()) / sum(columns.values())
    left = {row: total - _sum(fixed, 0, row) for row, total in rows.items()}
    right = {name: total * scale - _sum(fixed, 1, name) for name, total in columns.items()}
    free = {key: weight for key, weight in pattern.items() if key not in fixed}
    for _ in range(ROUNDS):
        free = _scaled(free, 1, right)
        free = _scaled(free, 0, left)
    return {**free, **fixed}


def _sum(cells: Cells, axis: int, name: str) -> float:
    return sum(value for key, value in cells.items() if key[axis] == name)


def _scaled(cells: Cells, axis: int, totals: dict[str, float]) -> Cells:
    present: dict[str, float] = {}
    for key, value in cells.items():
        present[key[axis]] = present.get(key[axis], 0.0) + value
    return {
        key: value * max(totals[key[axis]], 0.0) / present[key[axis]] if value else 0.0
        for key, value in cells.items()
    }
