"""From arrays to the labelled answer of a run, beside what was observed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.answers import QUANTILES, Answer, run
from backfire.dims import DESTINATION, DRAW, GOOD, ORIGIN, PLACE, PROCESS, QUANTILE, SIDE, USE, WEEK
from backfire.errors import SolveError
from backfire.questions.prepare import cover_weeks
from backfire.units import WEEKS_PER_YEAR

from ._measure import exposure

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from backfire.data import Baseline, Edition
    from backfire.questions.prepare import Prepared

    from ._measure import View


KILOGRAMS_PER_TONNE = 1000
SHOWN = ("price", "magnet_exports")
"""Series that pictures draw; the others score studies."""


def observed(edition: Edition, baseline: Baseline) -> dict[str, Any]:
    """Prices as ratios to the baseline and monthly exports in tonnes, with their labels.

    A quote given as a range without a middle takes the geometric mean of its ends.
    """
    price = dict(zip(baseline.goods, baseline.price, strict=True))
    rows = [
        _row(row, price)
        for row in edition.tables["observations"].iter_rows(named=True)
        if row["series"] in SHOWN and (row["series"] != "price" or row["good"] in price)
    ]
    names = ("series", "good", "place", "side", "date", "source")
    coords = {f"observation_{name}": ("observation", [row[name] for row in rows]) for name in names}
    return {
        **{
            f"observed_{name}": np.array([row[name] for row in rows], dtype=float)
            for name in ("value", "low", "high")
        },
        "coords": {"observation": np.arange(len(rows)), **coords},
    }


def _row(row: dict[str, Any], price: dict[str, float]) -> dict[str, Any]:
    scale = KILOGRAMS_PER_TONNE / price[row["good"]] if row["series"] == "price" else 1.0
    low, high, value = (row[name] for name in ("low", "high", "value"))
    if value is None:
        value = float(np.sqrt(low * high))
    text = {
        name: str(row[name] or "") for name in ("series", "good", "place", "side", "date", "source")
    }
    ends = {
        "value": scale * value,
        "low": np.nan if low is None else scale * low,
        "high": np.nan if high is None else scale * high,
    }
    return {**text, **ends}


TOTALS = ("unmet_share", "exports_to_targets")
"""What is added up over the weeks or places of each draw."""


def collect(
    prepared: Prepared,
    view: View,
    measured: dict[str, NDArray[Any]],
    precision: str,
    seconds: float,
) -> Answer:
    """Label the measured arrays, add the baseline and the observations, and check the whole.

    Raises
    ------
    SolveError
        If no draw stayed finite.
    """
    import xarray as xr

    if not measured["sound"].any():
        msg = "no draw stayed finite: the parameters lie outside what the equations can carry"
        raise SolveError(msg)
    arrays = {**_paths(prepared, measured), **_baseline(prepared), **_exposed(prepared, measured)}
    seen = observed(prepared.edition, prepared.baseline)
    arrays |= {name: seen[name] for name in ("observed_value", "observed_low", "observed_high")}
    axes = {quantity.name: quantity.axes for quantity in run.KIND.quantities}
    dataset = xr.Dataset(
        {name: (axes[name], array) for name, array in arrays.items()},
        {**_coords(prepared, measured), **seen["coords"]},
    )
    facts = _facts(prepared, view, measured, precision)
    return Answer.of(run.KIND, dataset, prepared.provenance(seconds=seconds), facts)


def _paths(prepared: Prepared, measured: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    used = np.asarray(_use(prepared)) > 0
    sound = measured["sound"]
    found = {name: measured[name] for name in ("price", "contract", "first_shortage", "exports")}
    found["first_shortage"] = np.where(used, found["first_shortage"], np.nan)
    found["unmet_share"] = np.where(used, measured["unmet_share"], np.nan)
    for name in ("price_at", "unmet", "stopped"):
        quantiles = _quantiles(measured[name][sound])
        found[name] = np.where(used, quantiles, np.nan).astype(np.float32)
    targets = prepared.labels.place_positions(prepared.scenario.targets, prepared.scenario.sender)
    found["exports_to_targets"] = measured["exports_to"][:, :, :, list(targets)].sum(3)
    for name in ("price", "contract", "first_shortage", "exports", *TOTALS):
        found[name] = _of_sound(found[name], sound)
    found["exports_to"] = _quantiles(measured["exports_to"][sound]).astype(np.float32)
    return found


def _of_sound(array: NDArray[Any], sound: NDArray[np.bool_]) -> NDArray[Any]:
    """The array with nothing in the draws that failed."""
    return np.where(sound.reshape(-1, *[1] * (array.ndim - 1)), array, np.nan).astype(array.dtype)


def _quantiles(array: NDArray[Any]) -> NDArray[Any]:
    """Quantiles over draws by sorting once, which numpy's own quantile does axis by axis."""
    ordered = np.sort(array, axis=0)
    place = np.asarray(QUANTILES) * (len(ordered) - 1)
    low = np.floor(place).astype(int)
    high = np.minimum(low + 1, len(ordered) - 1)
    part = (place - low).reshape(-1, *[1] * (array.ndim - 1))
    return ordered[low] * (1 - part) + ordered[high] * part


def _use(prepared: Prepared) -> NDArray[np.float64]:
    baseline = prepared.baseline
    return np.einsum("ck,kr->cr", baseline.input, baseline.activity) + baseline.use.sum(1)


def _baseline(prepared: Prepared) -> dict[str, NDArray[Any]]:
    baseline = prepared.baseline
    weeks = np.median(cover_weeks(prepared.edition, prepared.labels), axis=2)
    return {
        "flow0": baseline.flow,
        "use0": baseline.use,
        "production0": baseline.activity,
        "output0": np.einsum("ck,kr->cr", baseline.output, baseline.activity),
        "price0": baseline.price,
        "cover0": np.where(_use(prepared) > 0, weeks, np.nan),
    }


def _exposed(prepared: Prepared, measured: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    by_use = exposure(
        prepared.edition,
        prepared.labels,
        prepared.baseline.use,
        measured["unmet_share"],
        prepared.scenario.targets,
        prepared.scenario.reference.horizon_weeks / WEEKS_PER_YEAR,
    )
    by_use = _of_sound(by_use, measured["sound"])
    return {"exposure": by_use.sum(1), "exposure_by": by_use}


def _coords(prepared: Prepared, measured: dict[str, NDArray[Any]]) -> dict[str, Any]:
    labels, tables = prepared.labels, prepared.edition.tables
    weeks = measured["unmet"].shape[1]
    start = np.datetime64(prepared.scenario.starts.isoformat(), "ns")
    return {
        DRAW: np.arange(len(measured["sound"])),
        WEEK: start + np.arange(weeks) * np.timedelta64(7, "D"),
        GOOD: list(labels.goods),
        PLACE: list(labels.places),
        SIDE: [run.INSIDE, run.OUTSIDE],
        QUANTILE: list(QUANTILES),
        ORIGIN: list(labels.places),
        DESTINATION: list(labels.places),
        USE: list(labels.uses),
        PROCESS: list(labels.processes),
        "good_name": (GOOD, list(tables["goods"]["name"])),
        "good_stage": (GOOD, list(tables["goods"]["stage"])),
        "place_name": (PLACE, list(tables["places"]["name"])),
        "use_name": (USE, list(tables["uses"]["name"])),
    }


def _facts(
    prepared: Prepared, view: View, measured: dict[str, NDArray[Any]], precision: str
) -> run.Facts:
    scenario, labels = prepared.scenario, prepared.labels
    goods = labels.good_positions(scenario.reference.goods)
    fitted = prepared.parameters.fitted_until
    return run.Facts(
        sender=scenario.sender,
        targets=tuple(scenario.targets),
        outside=tuple(labels.places[at] for at in view.outside),
        reference_goods=tuple(labels.goods[at] for at in goods),
        reference_start=scenario.reference.starts,
        reference_weeks=scenario.reference.horizon_weeks,
        today=prepared.edition.date,
        fitted_until=date.fromisoformat(fitted) if fitted else None,
        precision=precision,
        mass_balance=float(measured["imbalance"].max()),
        drift=float(measured["drift"].max()),
    )
