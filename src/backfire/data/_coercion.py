"""Cases of coercion by trade, and what the sender got: export chokepoints and import markets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from backfire.errors import DataError

from ._economy_rows import Row, faults_of_source, faults_of_words, rows_of
from ._events import CONFLICT, day_in, faults_of_dates, read_events
from ._wording import nearest, shown

if TYPE_CHECKING:
    import datetime

FILE = "coercion.csv"
COLUMNS = (
    *("case", "name", "event", "began", "target", "lever", "tactical", "strategic", "overall"),
    *("kind", "source", "method"),
)
REQUIRED = ("case", "name", "began", "target", "method")
LEVERS = ("export chokepoint", "import market")
OUTCOMES = ("loss", "mixed loss", "mixed", "mixed win", "win")
"""From the sender's side, worst first."""
JUDGED = ("tactical", "strategic", "overall")
KINDS = ("reported", "judgement")


@dataclass(frozen=True)
class CoercionCase:
    """One case in which China restricted trade to make others give way.

    Attributes
    ----------
    event
        The measure in the record of events.
    lever
        ``export chokepoint`` (what others buy of China) or ``import market`` (what they sell it).
    tactical, strategic, overall
        ``win`` to ``loss`` for the sender: whether it got what it asked for, whether its lasting
        interests gained, and both together; empty where it was not judged.
    kind
        ``reported`` by its source, or ``judgement`` by the rule of docs/explanation/empirics.md.
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
    file = CONFLICT / FILE if path is None else Path(path)
    written = rows_of(file, COLUMNS)
    problems = list(_problems(written))
    if problems:
        raise DataError(file.name, problems)
    return tuple(_case(row) for _, row in written)


def _problems(written: list[tuple[str, Row]]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for where, row in written:
        name = row["case"]
        if name in seen:
            yield f"{where} ({name}): must stand once, is already in {seen[name]}"
        seen.setdefault(name, where)
        yield from (f"{where} ({name}): {fault}" for fault in _faults(row))


def _faults(row: Row) -> Iterator[str]:
    yield from (f"{name} is required" for name in REQUIRED if not row[name])
    choices = {"lever": LEVERS, "kind": KINDS}
    choices |= {name: OUTCOMES for name in JUDGED if row[name]}
    yield from faults_of_words(row, choices)
    yield from faults_of_source(row)
    yield from faults_of_dates(row, ("began",))
    known = [each.event for each in read_events()]
    if row["event"] not in known:
        event = row["event"] or None
        yield f"event must be one of the record, got {shown(event)}{nearest(row['event'], known)}"
    if not any(row[name] for name in JUDGED):
        yield "one outcome at least is required"


def _case(row: Row) -> CoercionCase:
    began = day_in(row["began"])
    assert began is not None
    return CoercionCase(
        **{name: cell for name, cell in row.items() if name != "began"}, began=began
    )
