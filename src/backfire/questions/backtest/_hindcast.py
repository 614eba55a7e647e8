"""The past once more: what a scenario says of years that have been observed."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import equinox as eqx
import numpy as np
from jaxtyping import Array, Float

from backfire.answers.run import INSIDE, OUTSIDE
from backfire.dims import DRAW, GOOD, PLACE, POOL, PROCESS, SIDE, WEEK, YEAR
from backfire.questions.prepare import prepare, sources
from backfire.questions.run import CHUNK, Run, in_order, sides
from backfire.units import RATIO, TONNE, TONNE_PER_YEAR, USD_PER_TONNE, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path as File

    import xarray as xr
    from numpy.typing import NDArray

    from backfire.data import Edition, Parameters
    from backfire.model.market import Flows
    from backfire.model.rollout import Path
    from backfire.scenario import Scenario


FLOW = (DRAW, YEAR, GOOD, PLACE)
PLANTS = (DRAW, YEAR, PROCESS, PLACE)

HINDCAST_VARIABLES: tuple[tuple[str, tuple[str, ...], Unit, str], ...] = (
    ("price", (DRAW, WEEK, GOOD, SIDE), RATIO, "spot quote over the baseline"),
    ("price_by_year", (DRAW, YEAR, GOOD, SIDE), RATIO, "mean spot quote over the baseline"),
    ("exports", (DRAW, YEAR, GOOD), TONNE_PER_YEAR, "tonnes that leave the sender, leaks included"),
    ("from_sender", FLOW, TONNE_PER_YEAR, "tonnes from the sender, leaks included"),
    ("imports", FLOW, TONNE_PER_YEAR, "tonnes from all other places"),
    ("made", FLOW, TONNE_PER_YEAR, "output that is finished and sold"),
    ("intake", FLOW, TONNE_PER_YEAR, "use in processes"),
    ("capacity", PLANTS, TONNE_PER_YEAR, "capacity at the start of the year"),
    ("idle", PLANTS, TONNE_PER_YEAR, "capacity that stands still at the start of the year"),
    ("licence_price", (DRAW, WEEK, POOL), USD_PER_TONNE, "price of a licence for a tonne"),
    ("quota_left", (DRAW, WEEK, POOL), TONNE, "licence tonnes that are not used yet"),
    ("sound", (DRAW,), RATIO, "1 where a draw stayed finite and free of negative stocks"),
)
"""Name, axes, unit and meaning of every array."""


@dataclass(frozen=True, eq=False)
class Hindcast:
    """What every draw gives of years that have been observed, over an xarray dataset.

    `HINDCAST_VARIABLES` lists the variables; those of draws that failed are left out.
    """

    dataset: xr.Dataset

    def __post_init__(self) -> None:
        sound = np.asarray(self.dataset["sound"].values, dtype=bool)
        kept = self.dataset.assign_coords({DRAW: np.arange(len(sound))})
        object.__setattr__(self, "dataset", kept.isel({DRAW: np.flatnonzero(sound)}))

    @property
    def sender(self) -> str:
        """The place whose exports are counted."""
        return str(self.dataset.attrs["sender"])

    @property
    def years(self) -> tuple[int, ...]:
        """The baseline year, which the edition describes, and the calendar years of the run."""
        return tuple(int(year) for year in self.dataset[YEAR].values)


DAYS_PER_WEEK = 7
WEEKS_PER_QUARTER = 13
DAY = np.timedelta64(1, "D")


class Recorded(eqx.Module):
    """What years of trade are made of."""

    spot: Float[Array, "good place draw"]
    made: Float[Array, "good place draw"]
    intake: Float[Array, "good place draw"]
    imported: Float[Array, "good place draw"]
    sent: Float[Array, "good place draw"]
    licence_price: Float[Array, "pool draw"]
    quota_left: Float[Array, "pool draw"]


def hindcast(
    scenario: Scenario | str | File,
    draws: int | None = None,
    seed: int | None = None,
    edition: str | File | None = None,
    parameters: str | None = None,
    precision: str = "float32",
    progress: Callable[[int, int], None] | None = None,
    values: Mapping[str, NDArray[np.float64]] | None = None,
) -> Hindcast:
    """Run a scenario over many futures and add up its calendar years.

    Parameters
    ----------
    scenario
        A scenario, the slug of a shipped one, or the path of a file.
    draws, seed, parameters
        Replace those of the scenario.
    edition
        A folder with own tables, laid over the edition that the scenario names.
    precision
        ``float32`` or ``float64``.
    progress
        Called with the futures done and all futures after each chunk.
    values
        Own draws of some parameters, in place of those from the table; one value per future.

    Raises
    ------
    ScenarioError
        If the scenario cannot be read or names what the edition does not know.
    DataError
        If the figures do not hold together.

    Examples
    --------
    >>> found = hindcast("no-control", draws=2)
    >>> found.dataset["exports"].dims
    ('draw', 'year', 'good')
    """
    began = time.perf_counter()
    prepared = prepare(scenario, edition, draws=draws, seed=seed, parameters=parameters)
    question, figures, table = prepared.scenario, prepared.edition, prepared.parameters
    run = Run.of(prepared, precision, CHUNK, values)

    record = partial(recorded, sender=run.view.sender_slot)  # one object: JAX compiles once

    def chunk(number: int) -> dict[str, NDArray[Any]]:
        path, keep = run.path(number, record)
        return {name: array[:keep] for name, array in _by_year(run, path, question).items()}

    parts = in_order(run, chunk, progress)
    measured = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    told = _provenance(question, figures, table) | {
        "precision": precision,
        "seconds": round(time.perf_counter() - began, 1),
    }
    return Hindcast(_dataset(run, question, measured).assign_attrs(told))


def _provenance(question: Scenario, figures: Edition, table: Parameters) -> dict[str, Any]:
    return {
        "scenario": question.to_yaml(),
        "name": question.name,
        "title": question.title,
        "edition": figures.name,
        "checksum": figures.checksum,
        "baseline_year": figures.baseline_year,
        "parameters": question.parameters,
        "seed": question.seed,
        "sender": question.sender,
        "sources": json.dumps(sources(question, figures, table)),
    }


def recorded(flows: Flows, sender: int) -> Recorded:
    """Leave out what no year is made of, so that a rollout does not store it."""
    return Recorded(
        spot=flows.spot,
        made=flows.kept,
        intake=flows.use - flows.final,
        imported=flows.imported,
        sent=flows.from_sender[:, sender],
        licence_price=flows.licence_price,
        quota_left=flows.quota_left,
    )


def years_of(question: Scenario) -> range:
    """Calendar years that the run covers but for a week at either end."""
    week = timedelta(days=DAYS_PER_WEEK)
    return range((question.starts + 51 * week).year, (question.ends + week).year)


def _days(question: Scenario, weeks: int) -> NDArray[np.float64]:
    """Share of each calendar year that lies in each week, with axes (year, week)."""
    first = np.datetime64(question.starts, "D") + DAYS_PER_WEEK * np.arange(weeks)
    rows: list[NDArray[np.float64]] = []
    for year in years_of(question):
        begins, ends = np.datetime64(f"{year}-01-01"), np.datetime64(f"{year + 1}-01-01")
        inside = np.minimum(first + DAYS_PER_WEEK, ends) - np.maximum(first, begins)
        days = np.clip(inside.astype(float), 0, DAYS_PER_WEEK)
        rows.append(days / days.sum())
    return np.stack(rows)


def _by_year(run: Run, path: Path, question: Scenario) -> dict[str, NDArray[Any]]:
    weeks = run.weeks
    share = _days(question, weeks).astype(run.precision)

    def years(leaf: Any) -> NDArray[Any]:
        """Means of the years, after the first week, which is the baseline at rest."""
        known = np.asarray(leaf)[:weeks]
        return np.moveaxis(np.concatenate([known[:1], np.tensordot(share, known, 1)]), -1, 0)

    flows, sender = path.flows, run.view.sender
    spot = np.moveaxis(np.exp(np.asarray(flows.spot)[:weeks]), -1, 0)
    sent = years(flows.sent)
    sent[..., sender] = 0.0
    quarters = np.array([0, *(np.arange(len(share)) * 4 + _first_quarter(question))])
    plants = path.quarters.structure
    price = sides(spot, np.asarray(run.chain.use), run.view)
    return {
        "price": price,
        "price_by_year": years(np.moveaxis(price, 0, -1)),
        "exports": sent.sum(-1),
        "from_sender": sent,
        "imports": years(flows.imported),
        "made": years(flows.made),
        "intake": years(flows.intake),
        "capacity": np.moveaxis(np.asarray(plants.capacity)[quarters], -1, 0),
        "idle": np.moveaxis(np.asarray(plants.idle)[quarters], -1, 0),
        "licence_price": np.moveaxis(np.asarray(flows.licence_price)[:weeks], -1, 0),
        "quota_left": np.moveaxis(np.asarray(flows.quota_left)[:weeks], -1, 0),
        "sound": np.asarray(path.sound),
    }


def _first_quarter(question: Scenario) -> int:
    """Quarters from the start of the run to that of the first whole year."""
    first = np.datetime64(f"{years_of(question)[0]}-01-01")
    weeks = (first - np.datetime64(question.starts, "D")).astype(int) / DAYS_PER_WEEK
    return round(weeks / WEEKS_PER_QUARTER)


def _dataset(run: Run, question: Scenario, measured: dict[str, NDArray[Any]]) -> xr.Dataset:
    import xarray as xr

    week = np.datetime64(question.starts, "ns") + DAYS_PER_WEEK * np.arange(run.weeks) * DAY
    pools = [control.name for control in question.controls if control.kind == "quota_pool"]
    labels = {
        YEAR: [run.edition.baseline_year, *years_of(question)],
        WEEK: week,
        GOOD: list(run.labels.goods),
        PLACE: list(run.labels.places),
        PROCESS: list(run.labels.processes),
        POOL: pools,
        SIDE: [INSIDE, OUTSIDE],
    }
    variables = {
        name: (dims, measured[name], {"units": str(unit), "long_name": meaning})
        for name, dims, unit, meaning in HINDCAST_VARIABLES
    }
    variables["price0"] = (
        (GOOD,),
        np.asarray(run.chain.price, dtype=float),
        {"units": str(USD_PER_TONNE), "long_name": "price of the baseline year"},
    )
    return xr.Dataset(variables, labels)
