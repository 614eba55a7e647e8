"""From arrays to a labelled result that carries its own provenance."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import numpy as np

from backfire import results
from backfire.dims import DESTINATION, DRAW, GOOD, ORIGIN, PLACE, PROCESS, QUANTILE, SIDE, USE, WEEK
from backfire.errors import SolveError
from backfire.questions.prepare import cover_weeks, sources
from backfire.results import QUANTILES, Results
from backfire.units import WEEKS_PER_YEAR

from ._exposure import exposure
from ._observed import observed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from backfire.data import Baseline, Edition, Parameters
    from backfire.questions.prepare import Labels
    from backfire.scenario import Scenario

    from ._measure import View

METHOD = (
    "Every future trades the whole chain week by week from the balanced baseline: buyers order, "
    "licences and quotas decide what leaves, stocks decide what is used, and prices follow "
    "stocks. Plants open and close by the quarter. Behaviour is drawn from the table of "
    "parameters. Equations: docs/explanation/model.md."
)


TOTALS = ("unmet_share", "exports_to_targets")
"""What is added up over the weeks or places of each future."""


@dataclass(frozen=True)
class Finding:
    """What a run was about, for the labels and the provenance of its result."""

    scenario: Scenario
    edition: Edition
    baseline: Baseline
    parameters: Parameters
    labels: Labels
    view: View


def collect(
    finding: Finding, measured: dict[str, NDArray[Any]], precision: str, seconds: float
) -> Results:
    """Label the measured arrays, add the baseline and the observations, and check the whole.

    Raises
    ------
    SolveError
        If no future stayed finite.
    """
    import xarray as xr

    if not measured["sound"].any():
        msg = "no future stayed finite: the parameters lie outside what the equations can carry"
        raise SolveError(msg)
    units = {variable.name: variable for variable in results.VARIABLES}
    arrays = {**_paths(finding, measured), **_baseline(finding), **_exposed(finding, measured)}
    seen = observed(finding.edition, finding.baseline)
    arrays |= {name: seen[name] for name in ("observed_value", "observed_low", "observed_high")}
    variables = {
        name: (
            units[name].dims,
            array,
            {
                "units": str(units[name].unit),
                "long_name": units[name].long_name,
                "source": f"backfire {version('backfire')}, edition {finding.edition.name}",
            },
        )
        for name, array in arrays.items()
    }
    coords = {**_coords(finding, measured), **seen["coords"]}
    attrs = _attrs(finding, measured, precision, seconds)
    return Results(xr.Dataset(variables, coords, attrs))


def _paths(finding: Finding, measured: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    used = np.asarray(_use(finding)) > 0
    sound = measured["sound"]
    kept = {name: measured[name] for name in ("price", "contract", "first_shortage", "exports")}
    kept["first_shortage"] = np.where(used, kept["first_shortage"], np.nan)
    kept["unmet_share"] = np.where(used, measured["unmet_share"], np.nan)
    for name in ("price_at", "unmet", "stopped"):
        quantiles = _quantiles(measured[name][sound])
        kept[name] = np.where(used, quantiles, np.nan).astype(np.float32)
    targets = finding.labels.place_positions(finding.scenario.targets, finding.scenario.sender)
    kept["exports_to_targets"] = measured["exports_to"][:, :, :, list(targets)].sum(3)
    for name in ("price", "contract", "first_shortage", "exports", *TOTALS):
        kept[name] = _of_sound(kept[name], sound)
    kept["exports_to"] = _quantiles(measured["exports_to"][sound]).astype(np.float32)
    return kept


def _of_sound(array: NDArray[Any], sound: NDArray[np.bool_]) -> NDArray[Any]:
    """The array with nothing in the futures that failed: they are counted and not answered for."""
    return np.where(sound.reshape(-1, *[1] * (array.ndim - 1)), array, np.nan).astype(array.dtype)


def _quantiles(array: NDArray[Any]) -> NDArray[Any]:
    """Quantiles over futures by sorting once, which numpy's own quantile does axis by axis."""
    ordered = np.sort(array, axis=0)
    place = np.asarray(QUANTILES) * (len(ordered) - 1)
    low = np.floor(place).astype(int)
    high = np.minimum(low + 1, len(ordered) - 1)
    part = (place - low).reshape(-1, *[1] * (array.ndim - 1))
    return ordered[low] * (1 - part) + ordered[high] * part


def _use(finding: Finding) -> NDArray[np.float64]:
    baseline = finding.baseline
    return np.einsum("ck,kr->cr", baseline.input, baseline.activity) + baseline.use.sum(1)


def _baseline(finding: Finding) -> dict[str, NDArray[Any]]:
    baseline = finding.baseline
    weeks = np.median(cover_weeks(finding.edition, finding.labels), axis=2)
    return {
        "flow0": baseline.flow,
        "use0": baseline.use,
        "production0": baseline.activity,
        "output0": np.einsum("ck,kr->cr", baseline.output, baseline.activity),
        "price0": baseline.price,
        "cover0": np.where(_use(finding) > 0, weeks, np.nan),
    }


def _exposed(finding: Finding, measured: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    by_use = exposure(
        finding.edition,
        finding.labels,
        finding.baseline.use,
        measured["unmet_share"],
        finding.scenario.targets,
        finding.scenario.reference.horizon_weeks / WEEKS_PER_YEAR,
    )
    by_use = _of_sound(by_use, measured["sound"])
    return {"exposure": by_use.sum(1), "exposure_by": by_use}


def _coords(finding: Finding, measured: dict[str, NDArray[Any]]) -> dict[str, Any]:
    labels, tables = finding.labels, finding.edition.tables
    weeks = measured["unmet"].shape[1]
    start = np.datetime64(finding.scenario.starts.isoformat(), "ns")
    return {
        DRAW: np.arange(len(measured["sound"])),
        WEEK: start + np.arange(weeks) * np.timedelta64(7, "D"),
        GOOD: list(labels.goods),
        PLACE: list(labels.places),
        SIDE: [results.INSIDE, results.OUTSIDE],
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


def _attrs(
    finding: Finding, measured: dict[str, NDArray[Any]], precision: str, seconds: float
) -> dict[str, Any]:
    scenario, edition, labels = finding.scenario, finding.edition, finding.labels
    goods = labels.good_positions(scenario.reference.goods)
    checks = {
        "mass_balance": float(measured["imbalance"].max()),
        "drift": float(measured["drift"].max()),
        "failed_draws": int((~measured["sound"]).sum()),
    }
    return {
        "title": scenario.title,
        "scenario": scenario.to_yaml(),
        "scenario_name": scenario.name,
        "edition": edition.name,
        "edition_checksum": edition.checksum,
        "parameters": finding.parameters.name,
        "seed": scenario.seed,
        "draws": scenario.draws,
        "precision": precision,
        "version": version("backfire"),
        "sender": scenario.sender,
        "targets": ",".join(scenario.targets),
        "reference_goods": ",".join(labels.goods[i] for i in goods),
        "reference_start": scenario.reference.starts.isoformat(),
        "side_outside": ",".join(scenario.side_outside),
        "shortage_below": scenario.shortage.below,
        "shortage_buyers": scenario.shortage.buyers,
        "reference_weeks": scenario.reference.horizon_weeks,
        "today": edition.date.isoformat(),
        "fitted_until": finding.parameters.fitted_until,
        "sources": json.dumps(sources(scenario, edition, finding.parameters)),
        "checks": json.dumps(checks),
        "seconds": seconds,
        "method": METHOD,
    }
