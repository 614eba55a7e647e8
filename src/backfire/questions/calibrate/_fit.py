"""What a fit of parameters found, and how a result compares with what was seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Compared:
    """One observation beside the band that was computed for it."""

    series: str
    good: str
    place: str
    side: str
    date: str
    observed: float
    low: float
    middle: float
    high: float
    fitted: bool

    @property
    def covered(self) -> bool:
        """Whether the observation lies between the 5th and the 95th percentile."""
        return self.low <= self.observed <= self.high

    def __str__(self) -> str:
        where = " ".join(part for part in (self.good, self.place, self.side) if part)
        mark = "fitted" if self.fitted else "held back"
        inside = "inside" if self.covered else "outside"
        return (
            f"{self.series:<15} {where:<28} {self.date:<10} observed {self.observed:>9.4g}   "
            f"{self.low:>9.4g} {self.middle:>9.4g} {self.high:>9.4g}   {inside} the band, {mark}"
        )


@dataclass(frozen=True)
class FittedParameter:
    """One parameter before and after a fit."""

    parameter: str
    unit: str
    prior: float
    prior_sd: float
    fitted: float
    fitted_sd: float

    def __str__(self) -> str:
        return (
            f"{self.parameter:<24} {self.unit:<5} prior {self.prior:>7.3f} +- {self.prior_sd:.3f}"
            f"   fitted {self.fitted:>7.3f} +- {self.fitted_sd:.3f}"
        )


@dataclass(frozen=True)
class Fit:
    """An edition of the parameters, with what it was fitted to."""

    name: str
    path: Path
    recipe: str
    parameters: tuple[FittedParameter, ...]
    compared: tuple[Compared, ...]
    left_out: tuple[str, ...] = ()
    """Observations that were asked for and could not be fitted to."""

    def __str__(self) -> str:
        return "\n".join(
            [
                f"{self.recipe}",
                *map(str, self.parameters),
                "",
                "observation, and 5th, 50th and 95th percentile after the fit",
                *map(str, self.compared),
                *(f"not fitted to, as the run says nothing of it: {one}" for one in self.left_out),
                "",
                f"Written as edition {self.name} of the parameters: {self.path}",
            ]
        )
