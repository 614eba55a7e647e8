"""Rows of what was seen: one figure with its key, unit and source."""

from __future__ import annotations

from pipeline._figures import Row, significant

KEY = ("series", "good", "place", "partner", "side", "name", "year", "date")


def row(series: str, year: int, unit: str, figure: Row, **where: str) -> Row:
    """Return a row; what is not named in `where` stays empty."""
    key = {column: where.pop(column, "") for column in ("good", "place", "partner", "side", "name")}
    date = where.pop("date", "")
    if where:
        msg = f"not columns: {', '.join(where)}"
        raise ValueError(msg)
    return {"series": series, **key, **figure, "year": year, "date": date, "unit": unit}


def between(figure: Row, *others: float) -> Row:
    """Return a figure with the lowest and the highest of what the sources say."""
    said = [float(figure["value"]), *(significant(other) for other in others)]
    return {**figure, "low": min(said), "high": max(said)} if len(set(said)) > 1 else figure
