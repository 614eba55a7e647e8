"""How many projects of each state reach output, and how late, from what became of earlier ones."""

from __future__ import annotations

import math
import statistics
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline._figures import HERE, Row, chosen, estimate, table

if TYPE_CHECKING:
    from pathlib import Path

RAW: dict[str, str] = {}
EXTRACT = "upstream"

YEAR = 2025
COUNTED = "one more than those that did over two more than all whose end is known"
KINGSNORTH = (
    "Kingsnorth expected 60,000 t outside China for 2016 from 6,000 t in 2011 and 24,000 t were "
    "mined: a third of the addition"
)


@dataclass(frozen=True)
class Record:
    """What is known of earlier projects in one state."""

    reached: int
    known: int
    slips: tuple[float, ...]
    sources: tuple[str, ...]
    names: str

    @property
    def share(self) -> float:
        """Laplace's rule of succession."""
        return (self.reached + 1) / (self.known + 2)

    @property
    def relative_sd(self) -> float:
        """Standard deviation of the beta distribution that the rule is the mean of, over it."""
        yes, no = self.reached + 1, self.known - self.reached + 1
        return math.sqrt(no / (yes * (yes + no + 1)))

    @property
    def slip(self) -> float:
        """Mean slip of those whose dates are known."""
        return statistics.fmean(self.slips)

    @property
    def slip_sd(self) -> float:
        """Standard deviation of the slip, at least that assumed for few cases."""
        return max(statistics.stdev(self.slips), chosen("dynamics")["others_slip_sd"])


def rows(path: Path) -> dict[str, list[Row]]:
    """Return one row per state; states without a record are set between those that have one."""
    del path
    record = _records()
    building, studied, ramping = record["construction"], record["study"], record["ramping"]
    return {
        "prospects": [
            _operating(),
            _counted("ramping", ramping, "output without collapse in the first years"),
            _counted("construction", building, ""),
            _between(building, studied),
            _counted("study", studied, KINGSNORTH, ";kingsnorth_forecast2012"),
            _agreed(studied),
            _stalled(record["stalled"]),
        ]
    }


def _records() -> dict[str, Record]:
    lines: dict[str, list[dict[str, str]]] = defaultdict(list)
    for line in table(HERE / "readings" / "outcomes.csv"):
        lines[line["status"]].append(line)
    return {status: _record(found) for status, found in lines.items()}


def _record(found: list[dict[str, str]]) -> Record:
    known = [line for line in found if line["reached"]]
    told = [f"{line['project']} {('no', 'yes')[int(line['reached'])]}" for line in known]
    return Record(
        sum(int(line["reached"]) for line in known),
        len(known),
        tuple(float(line["slip"]) for line in found if line["slip"]),
        tuple(dict.fromkeys(key for line in found for key in line["source"].split(";"))),
        ", ".join(told),
    )


def _row(status: str, figure: Row, slip: float, slip_sd: float) -> Row:
    return {"status": status, "slip": round(slip, 2), "slip_sd": round(slip_sd, 2), **figure}


def _counted(status: str, record: Record, note: str, more: str = "") -> Row:
    how = (
        f"{COUNTED}: {record.names}; slip: mean of {len(record.slips)} plans against what came or "
        "is now expected"
    )
    source = ";".join(record.sources) + more
    figure = estimate(record.share, source, YEAR, round(record.relative_sd, 2), how, note)
    return _row(status, figure, record.slip, record.slip_sd)


def _operating() -> Row:
    how = "puts out goods already"
    return _row("operating", estimate(1.0, "backfire_design2025", YEAR, 0.02, how), 0.0, 0.0)


def _between(building: Record, studied: Record) -> Row:
    figure = estimate(
        (building.share + studied.share) / 2,
        ";".join(dict.fromkeys([*building.sources, *studied.sources])),
        YEAR,
        0.35,
        "mean of construction and study, in share and slip; no record of its own",
    )
    slip = (building.slip + studied.slip) / 2
    return _row("funded", figure, slip, (building.slip_sd + studied.slip_sd) / 2)


def _agreed(studied: Record) -> Row:
    figure = estimate(
        studied.share * chosen("dynamics")["agreement_over_study"],
        ";".join(studied.sources),
        YEAR,
        0.6,
        "half the share of studied projects, by choice; slip as there",
    )
    return _row("agreement", figure, studied.slip, studied.slip_sd)


def _stalled(record: Record) -> Row:
    figure = estimate(
        record.share,
        ";".join(record.sources),
        YEAR,
        round(record.relative_sd, 2),
        f"{COUNTED}: {record.names}; slip by choice, half of Browns Range's 11 years",
        "Mountain Pass, which had put out before, came back after 2.5 years in 2018",
    )
    slip = chosen("dynamics")["stalled_slip"]
    return _row("stalled", figure, slip, slip / 2)
