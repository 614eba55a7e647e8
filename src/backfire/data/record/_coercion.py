"""Cases of coercion by trade, and what the sender got: export chokepoints and import markets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from backfire.data.schema import TABLES, Fault, Labels, Row, listed, read_records, reference_keys

from ._events import read_events

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

SHIPPED = TABLES / "conflict" / "coercion.csv"
JUDGED = ("tactical", "strategic", "overall")


@dataclass(frozen=True)
class CoercionCase:
    """One case in which China restricted trade to make others give way.

    What every field holds stands in ``coercion.schema.csv``; outcomes are those of the sender.
    """

    case: str
    name: str
    event: str
    began: datetime.date
    target: str
    lever: str
    tactical: str
    strategic: str
    overall: str
    kind: str
    source: str
    method: str


@cache
def read_coercion(path: str | Path | None = None) -> tuple[CoercionCase, ...]:
    """Read the cases of coercion by trade, in the order of the file.

    Parameters
    ----------
    path
        A file with the same columns; the shipped cases of 2010 to 2025 unless given.

    Raises
    ------
    DataError
        With every problem found: a missing column, no date for a date, an unknown word, event or
        source, a case without any outcome.

    Examples
    --------
    >>> japan = read_coercion()[0]
    >>> japan.lever, japan.tactical, japan.strategic
    ('export chokepoint', 'mixed', 'loss')
    """
    events = tuple(each.event for each in read_events())
    labels = Labels({"event": events}, reference_keys())
    return read_records(CoercionCase, "coercion", path or SHIPPED, labels=labels, beside=_faults)


def _faults(rows: Sequence[Row]) -> Iterator[Fault]:
    for row in rows:
        if not any(row[name] for name in JUDGED):
            yield row, f"one outcome at least must be given ({listed(JUDGED)}), got none"
