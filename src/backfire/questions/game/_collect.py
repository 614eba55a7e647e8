"""From the futures of a game to figures with bands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.model.strategy.contest import SIDES
from backfire.results.game import (
    Backfire,
    Banded,
    Commitment,
    Ending,
    Escalation,
    Overconfidence,
    Renewal,
    Window,
)

from ._outcomes import ENDINGS_AFTER, MISTAKEN, due_day, due_quarters
from ._setting import day_of
from ._stakes import QUARTERS_PER_YEAR

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from ._outcomes import GameOutcome
    from ._setting import Setting

BAND = (0.05, 0.5, 0.95)
TENTHS = {"tenth": 0.1, "half": 0.5, "nine_tenths": 0.9}


def collected(
    setting: Setting, central: GameOutcome, drawn: Sequence[GameOutcome]
) -> dict[str, Any]:
    """Parts of the answer that come from all draws."""

    def of(name: str) -> Banded:
        return banded([one.numbers[name] for one in drawn])

    def each(pick: Callable[[GameOutcome], float]) -> Banded:
        return banded([pick(one) for one in drawn])

    true = setting.values["beliefs.target_resolute"]
    return {
        "value": {side: of(f"value.{side}") for side in SIDES},
        "hazard": by_quarter([one.hazard for one in drawn]),
        "flooding": by_quarter([one.flooding for one in drawn]),
        "first_use": _by_year(drawn, "first_use"),
        "window": window(setting, drawn),
        "escalation": Escalation(
            probability=of("escalation"),
            by_year=_by_year(drawn, "escalation"),
            inadvertent_share=of("inadvertent"),
            ladder=central.ladder,
        ),
        "backfire": Backfire(
            probability=of("backfire"),
            if_used=of("backfire.used"),
            by_type={name: of(f"backfire.{name}") for name in ("strategic", "resolute")},
        ),
        "value_of_commitment": Commitment(of("restraint"), of("resolve")),
        "price_of_overconfidence": Overconfidence(
            believed=MISTAKEN * true,
            true=true,
            private=of("overconfidence.private"),
            common=of("overconfidence.common"),
            escalation=of("overconfidence.escalation"),
        ),
        "endings": tuple(
            Ending(
                day_of(years * QUARTERS_PER_YEAR, setting.begins),
                {name: each(_share(row, name)) for name in drawn[0].endings[row]},
            )
            for row, years in enumerate(ENDINGS_AFTER[: len(drawn[0].endings)])
        ),
        "renewals": tuple(
            Renewal(
                due_day(setting, quarter),
                **{name: each(_due(row, name)) for name in ("renewed", "lapsed", "replaced")},
            )
            for row, quarter in enumerate(due_quarters(setting))
        ),
    }


def _share(row: int, name: str) -> Callable[[GameOutcome], float]:
    return lambda one: one.endings[row][name]


def _due(row: int, name: str) -> Callable[[GameOutcome], float]:
    return lambda one: one.renewals[row][name]


def banded(values: Sequence[float] | NDArray[np.float64]) -> Banded:
    """Median and the band from the 5th to the 95th hundredth, of what is known.

    Examples
    --------
    >>> banded([1.0, 2.0, 3.0]).central
    2.0
    """
    column = np.asarray(values, dtype=float)
    column = column[np.isfinite(column)]
    if not column.size:
        return Banded(np.nan, np.nan, np.nan)
    return Banded(*map(float, np.quantile(column, BAND)))


def by_quarter(rows: Sequence[NDArray[np.float64]]) -> tuple[Banded, ...]:
    """Bands of a figure in every quarter."""
    return tuple(banded(column) for column in np.stack(rows, axis=1))


def _by_year(drawn: Sequence[GameOutcome], name: str) -> dict[int, Banded]:
    return {
        year: banded([one.by_year[name][year] for one in drawn]) for year in drawn[0].by_year[name]
    }


def window(setting: Setting, drawn: Sequence[GameOutcome]) -> Window:
    """Quarters in which use is worth more than holding back on an unused path, by the median."""
    gain = by_quarter([one.advantage for one in drawn])
    known = [quarter for quarter, one in enumerate(gain) if np.isfinite(one.central)]
    inside = [quarter for quarter in known if gain[quarter].central > 0]
    open_ended = bool(inside) and inside[-1] == known[-1]

    def day(quarter: float) -> date:
        return day_of(int(quarter), setting.begins)

    closes = np.concatenate([one.closes for one in drawn])
    last = np.quantile(closes, list(TENTHS.values()), method="lower")
    by: dict[str, date | None] = {
        name: day(quarter + 1) if 0 <= quarter < setting.game.quarters - 1 else None
        for name, quarter in zip(TENTHS, last, strict=True)
    }
    return Window(
        opens=day(inside[0]) if inside else None,
        closes=None if not inside or open_ended else day(inside[-1] + 1),
        closes_by=by,
        advantage=gain,
    )
