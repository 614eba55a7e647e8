"""From arrays about leverage to a labelled answer that carries its own provenance."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import jax.numpy as jnp
import numpy as np

from backfire import results
from backfire.questions.prepare import calendar_year, project_outcomes
from backfire.questions.run import CHUNK
from backfire.results import (
    CASES,
    CHANNELS,
    CLOSURES,
    DECOUPLING_TERMS,
    HISTORIES,
    LEVERAGE_VARIABLES,
    MONTHS,
    QUANTILES,
    SENDER_TERMS,
    SUBSTITUTION,
    TERMS,
    VALUE_HORIZONS,
    VERSIONS,
)

from ._attributes import attributes
from ._slopes import HEADLINES
from ._yearly import STAGES, years_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from backfire.data import Parameters
    from backfire.questions.trajectories import ModelContext, ReferenceUse
    from backfire.results import Leverage

LAST_OF_PROJECTS = 2035


@dataclass(frozen=True)
class Findings:
    """All that was worked out, the future last in every array."""

    context: ModelContext
    parameters: Parameters
    main: Mapping[str, NDArray[Any]]
    sampled: Mapping[str, Any]
    parameter_names: tuple[str, ...]
    elasticity: NDArray[np.float64]
    values: Mapping[str, NDArray[np.float64]]
    seconds: Mapping[str, float]


def collect_leverage(found: Findings) -> Leverage:
    """Measure, label, and check the whole; futures that failed are left out and counted."""
    import xarray as xr

    sound = np.flatnonzero(found.main["sound"])
    sample = sound[sound < CHUNK]
    arrays = {**_measured(found, sound, sample), **_told(found)}
    units = {variable.name: variable for variable in LEVERAGE_VARIABLES}
    source = f"backfire {version('backfire')}, edition {found.context.reference_use.edition.name}"
    variables = {
        name: (
            units[name].dims,
            array,
            {"units": str(units[name].unit), "long_name": units[name].long_name, "source": source},
        )
        for name, array in arrays.items()
    }
    coords = _coords(found, sound, sample)
    return results.Leverage(
        xr.Dataset(
            variables,
            coords,
            attributes(found.context.reference_use, found.parameters, found.seconds, len(sound)),
        )
    )


def _measured(
    found: Findings, sound: NDArray[np.intp], sample: NDArray[np.intp]
) -> dict[str, NDArray[Any]]:
    """What comes out of the futures, with the draw first."""
    reference_use = found.context.reference_use
    main = {name: np.moveaxis(array[..., sound], -1, 0) for name, array in found.main.items()}
    starts, many = len(reference_use.starts), min(CHUNK, reference_use.scenario.draws)
    moves = len(reference_use.scenario.instruments)
    blank = {
        "structural": np.full((starts, len(HISTORIES), many), np.nan),
        "window": np.full((starts, many), np.nan),
        "cases": np.full((len(CASES), starts, len(HISTORIES), many), np.nan),
        "decoupling": np.full((len(DECOUPLING_TERMS), many), np.nan),
    }
    few = {
        name: np.moveaxis(np.asarray(found.sampled.get(name, hole))[..., sample], -1, 0)
        for name, hole in blank.items()
    }
    none = np.full((moves, many), np.nan), np.full((moves, starts, many), np.nan)
    cost, removed = found.sampled.get("instruments", none)
    total = main["value"][:, 0] + main["value"][:, 1] - main["value"][:, 2] - main["value"][:, 3]
    read = [min(years, total.shape[1]) - 1 for years in VALUE_HORIZONS]
    beyond = np.array([years > total.shape[1] for years in VALUE_HORIZONS])
    return {
        "target_loss": main["target_loss"],
        "sender_loss": main["sender_loss"],
        "structural_loss": few["structural"],
        "exposed": main["exposed"],
        **_losses(found, main),
        "good_elasticity": _elasticities(found)[sound],
        "decoupling": few["decoupling"],
        "place_use_lost": main["place_use_lost"],
        "half_life": _half_lives(
            reference_use, main["target_loss"], few["structural"], sound, sample
        ),
        "value_of_use": np.where(beyond, np.nan, total[:, read]),
        "value_term": np.where(beyond[:, None], np.nan, np.moveaxis(main["value"], 1, 2)[:, read]),
        "backfire_years": _backfires(total),
        "window_value": few["window"],
        "sender_share": main["sender_share"],
        "stage_share": main["stage_share"],
        "outside_capacity": _quantiles(main["outside_capacity"]),
        "bought_from_sender": _quantiles(main["bought_from_sender"]),
        "ramp": main["ramp"],
        "substitution": main["substitution"],
        "instrument_cost": np.moveaxis(np.asarray(cost), -1, 0)[sample],
        "leverage_removed": np.moveaxis(np.asarray(removed), -1, 0)[sample],
        "case_loss": few["cases"],
        "elasticity": found.elasticity,
    }


def _losses(found: Findings, main: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """Losses of today; what end uses without value added would lose is not known."""
    with_value = np.any(np.asarray(found.context.chain.value_added) > 0, axis=0)
    loss, own = main["closure_loss"].copy(), main["sender_term"].copy()
    substitution = CLOSURES.index(SUBSTITUTION)
    loss[:, substitution] = np.where(with_value, loss[:, substitution], np.nan)
    if not with_value[found.context.reference_use.sender]:
        own[:, SENDER_TERMS.index("end_uses")] = np.nan
    told = ("exposed_by_horizon", "channel", "producer_gain", "users_bill")
    return {
        "closure_loss": loss,
        "sender_term": own,
        **{name: main[name] for name in told},
    }


def _elasticities(found: Findings) -> NDArray[np.float64]:
    """Elasticity of the goods over each horizon, by future."""
    from backfire.model.economy import elasticity_over

    known = (found.values[name] for name in ("good_short", "good_long", "good_lag"))
    columns = [jnp.asarray(each)[:, None] for each in known]
    years = jnp.asarray(MONTHS)[None, :] / 12
    return np.asarray(elasticity_over(years, *columns))


def _half_lives(
    reference_use: ReferenceUse,
    gross: NDArray[Any],
    bare: NDArray[Any],
    sound: NDArray[np.intp],
    sample: NDArray[np.intp],
) -> NDArray[np.float64]:
    """Half-lives by future, history and version; structural ones for the sampled futures."""
    from backfire.model.leverage import half_life

    found = np.full((len(sound), len(HISTORIES), len(VERSIONS)), np.nan)
    rows = np.searchsorted(sound, sample)
    for column in range(len(HISTORIES)):
        for version_, curve, where in ((0, bare, rows), (1, gross, np.arange(len(sound)))):
            level = np.moveaxis(curve[:, :, column], 0, 1).copy()
            level[0] = curve[:, 0, 0]
            years = np.asarray(half_life(jnp.asarray(level), jnp.asarray(reference_use.years)))
            found[where, column, version_] = np.where(np.isfinite(years), years, np.nan)
    return found


def _backfires(total: NDArray[Any]) -> NDArray[np.float64]:
    from backfire.model.leverage import backfires

    value = np.moveaxis(total, 1, 0)
    known = np.isfinite(value).all(1)
    years = np.concatenate([[0.0], 1.0 + np.flatnonzero(known)])
    value = np.concatenate([np.zeros_like(value[:1]), value[known]])
    found = np.asarray(backfires(jnp.asarray(value), jnp.asarray(years)))
    return np.where(np.isfinite(found), found, np.nan)


def _told(found: Findings) -> dict[str, NDArray[Any]]:
    """What does not come out of the futures but out of the edition."""
    reference_use = found.context.reference_use
    tables, labels = reference_use.edition.tables, reference_use.labels
    gdp = dict(tables["gdp"].select("place", "value").iter_rows())
    scenario, edition = reference_use.scenario, reference_use.edition
    known = project_outcomes(edition, found.values, scenario.seed, scenario.starts)
    opens = calendar_year(scenario.starts, known.week)
    reached = (known.reached > 0) & (opens < LAST_OF_PROJECTS + 1)
    share = reached.mean(0) if known.reached.shape[0] > 1 else known.reached[0]
    middle = np.array(
        [
            np.median(np.where(come, year, np.inf))
            for come, year in zip(reached.T, opens.T, strict=True)
        ]
    )
    partners, years = _dependence_labels(reference_use)
    rows = {
        (row["partner"], row["year"]): row["value"]
        for row in tables["dependence"].iter_rows(named=True)
        if row["place"] == reference_use.scenario.sender
    }
    return {
        "at_stake": np.array(
            [place.at_stake(reference_use.goods) or np.nan for place in found.context.economies]
        ),
        "gdp": np.array([gdp.get(place, np.nan) for place in labels.places], dtype=float),
        "project_year": np.where(np.isfinite(middle), middle, np.nan),
        "project_reached": share,
        "project_capacity": np.array(tables["projects"]["value"], dtype=float),
        "dependence": np.array(
            [[rows.get((partner, year), np.nan) for year in years] for partner in partners],
            dtype=float,
        ).reshape(len(partners), len(years)),
    }


def _dependence_labels(reference_use: ReferenceUse) -> tuple[list[str], list[int]]:
    rows = reference_use.edition.tables["dependence"]
    mine = rows.filter(rows["place"] == reference_use.scenario.sender)
    return sorted(set(mine["partner"])), sorted(set(mine["year"]))


def _quantiles(array: NDArray[Any]) -> NDArray[Any]:
    return np.quantile(array, QUANTILES, axis=0)


def _coords(found: Findings, sound: NDArray[np.intp], sample: NDArray[np.intp]) -> dict[str, Any]:
    reference_use = found.context.reference_use
    labels, tables = reference_use.labels, reference_use.edition.tables
    partners, years = _dependence_labels(reference_use)
    projects = [
        f"{project} ({process})"
        if list(tables["projects"]["project"]).count(project) > 1
        else project
        for project, process in tables["projects"].select("project", "process").iter_rows()
    ]
    moves = reference_use.scenario.instruments
    return {
        "draw": sound,
        "sample": sample,
        "start": np.array(
            [day.isoformat() for day in reference_use.starts], dtype="datetime64[ns]"
        ),
        "history": list(HISTORIES),
        "version": list(VERSIONS),
        "horizon": list(VALUE_HORIZONS),
        "term": list(TERMS),
        "year": list(years_of(reference_use)),
        "good": list(labels.goods),
        "stage": list(STAGES),
        "place": list(labels.places),
        "process": list(labels.processes),
        "quantile": list(QUANTILES),
        "project": projects,
        "project_place": ("project", list(tables["projects"]["place"])),
        "project_process": ("project", list(tables["projects"]["process"])),
        "instrument": np.array([move.name for move in moves], dtype=object),
        "instrument_payers": (
            "instrument",
            np.array([_payers(move.paid_by) for move in moves], dtype=object),
        ),
        "case": list(CASES),
        "closure": list(CLOSURES),
        "months": list(MONTHS),
        "channel_name": list(CHANNELS),
        "sender_part": list(SENDER_TERMS),
        "decoupling_part": list(DECOUPLING_TERMS),
        "headline": list(HEADLINES),
        "parameter": list(found.parameter_names),
        "partner": np.array(partners, dtype=object),
        "dependence_year": np.array(years, dtype=int),
        "good_name": ("good", list(tables["goods"]["name"])),
        "good_stage": ("good", list(tables["goods"]["stage"])),
        "place_name": ("place", list(tables["places"]["name"])),
        "process_name": ("process", list(tables["processes"]["name"])),
    }


def _payers(shares: Mapping[str, float]) -> str:
    return ", ".join(f"{payer} {share:g}" for payer, share in shares.items())
