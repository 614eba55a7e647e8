"""From arrays about leverage to a labelled answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jax.numpy as jnp
import numpy as np

from backfire import dims
from backfire.answers import QUANTILES, Answer
from backfire.answers import leverage as answers
from backfire.model.economy import elasticity_over
from backfire.model.leverage import backfires, half_life
from backfire.questions.prepare import calendar_year, project_outcomes
from backfire.units import MONTHS_PER_YEAR

from ._findings import facts, provenance
from ._histories import stage_weights, years_of
from ._slopes import HEADLINES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from backfire.answers import Quantity

    from ._findings import Findings

LAST_OF_PROJECTS = 2035


def collect(found: Findings) -> Answer:
    """Measure, label, and check the whole; draws that failed hold nothing."""
    import xarray as xr

    arrays = {**found.main, **found.sampled, **_of_edition(found)}
    arrays |= _of_losses(found) | _of_use(found) | _half_lives(found)
    if found.slopes is not None:
        arrays["elasticity"] = found.slopes
    known = [each for each in answers.KIND.quantities if each.name in arrays]
    ordered = {each.name: _in_order(arrays[each.name], each, found) for each in known}
    broken = {each.part for each in known if each.part and np.isinf(ordered[each.name]).any()}
    failed = {**found.failed, **dict.fromkeys(sorted(broken), "it is not finite in every draw")}
    parts = tuple(part for part in found.parts if part not in failed)
    variables = {q.name: (q.axes, ordered[q.name]) for q in known if not q.part or q.part in parts}
    optional = {label.name: label.part for label in answers.KIND.labels if label.part}
    coords = {
        name: values
        for name, values in _coords(found).items()
        if optional.get(name) is None or optional[name] in parts
    }
    about = provenance(found, parts, failed)
    return Answer.of(answers.KIND, xr.Dataset(variables, coords), about, facts(found))


def _in_order(array: NDArray[Any], quantity: Quantity, found: Findings) -> NDArray[Any]:
    """An array on the axes of its quantity: the draw, or quantiles over it, come first."""
    values, first = np.asarray(array), quantity.axes[0]
    if first == dims.DRAW:
        return np.moveaxis(np.where(found.sound, values, np.nan), -1, 0)
    if first == dims.SAMPLE:
        return np.moveaxis(values[..., found.sample], -1, 0)
    if first == dims.QUANTILE:
        return np.quantile(values[..., found.sound], QUANTILES, axis=-1)
    return values


def _of_losses(found: Findings) -> dict[str, NDArray[Any]]:
    """What the losses of today make together."""
    theirs, own = found.main["target_loss"][0, 0], found.main["sender_loss"][0, 0]
    places, targets = found.asked.labels.places, found.context.reference_use.targets
    gdp = sum(_products(found).get(places[target], np.nan) for target in targets)
    nothing = np.full(theirs.shape, np.nan)
    short, long, lag = (
        jnp.asarray(found.values[name])[None] for name in ("good_short", "good_long", "good_lag")
    )
    years = jnp.asarray(answers.MONTHS)[:, None] / MONTHS_PER_YEAR
    return {
        "net_leverage": theirs - own,
        "gdp_share": theirs / gdp if gdp > 0 else nothing,
        "loss_ratio": np.divide(own, theirs, out=nothing.copy(), where=theirs > 0),
        "good_elasticity": np.asarray(elasticity_over(years, short, long, lag)),
    }


def _of_use(found: Findings) -> dict[str, NDArray[Any]]:
    """Value of a use at each horizon, and when it is below zero for good."""
    terms = found.main["value_by_year"]
    total = terms[:, 0] + terms[:, 1] - terms[:, 2] - terms[:, 3]
    read = [min(years, len(total)) - 1 for years in answers.VALUE_HORIZONS]
    beyond = np.array([years > len(total) for years in answers.VALUE_HORIZONS])
    known = np.isfinite(total[:, found.sound]).all(1)
    value = jnp.asarray(np.concatenate([np.zeros_like(total[:1]), total[known]]))
    years = jnp.asarray(np.concatenate([[0.0], 1.0 + np.flatnonzero(known)]))
    return {
        "value_of_use": np.where(beyond[:, None], np.nan, total[read]),
        "value_term": np.where(beyond[:, None, None], np.nan, terms[read]),
        "backfire_years": _or_never(backfires(value, years)),
    }


def _half_lives(found: Findings) -> dict[str, NDArray[Any]]:
    """Half-lives by history, from leverage as it is and with stocks as in calm times."""
    curves = {"half_life": found.main["target_loss"]}
    if "structural_loss" in found.sampled:
        curves["structural_half_life"] = found.sampled["structural_loss"]
    years = jnp.asarray(found.context.reference_use.years)

    def halved(curve: NDArray[Any], history: int) -> NDArray[Any]:
        level = np.concatenate([curve[:1, 0], curve[1:, history]])
        return _or_never(half_life(jnp.asarray(level), years))

    return {
        name: np.stack([halved(curve, at) for at in range(len(answers.HISTORIES))])
        for name, curve in curves.items()
    }


def _or_never(years: Any) -> NDArray[Any]:
    found = np.asarray(years)
    return np.where(np.isfinite(found), found, np.nan)


def _products(found: Findings) -> dict[str, float]:
    return dict(found.asked.edition.tables["gdp"].select("place", "value").iter_rows())


def _of_edition(found: Findings) -> dict[str, NDArray[Any]]:
    """What does not come out of the draws but out of the edition."""
    scenario, edition = found.asked.scenario, found.asked.edition
    known = project_outcomes(edition, dict(found.values), scenario.seed, scenario.starts)
    opens = calendar_year(scenario.starts, known.week)
    reached = (known.reached > 0) & (opens < LAST_OF_PROJECTS + 1)
    middle = np.median(np.where(reached, opens, np.inf), axis=0)
    partners, years = _dependence_labels(found)
    rows = {
        (row["partner"], row["year"]): row["value"]
        for row in edition.tables["dependence"].iter_rows(named=True)
        if row["place"] == scenario.sender
    }
    shares = [[rows.get((partner, year), np.nan) for year in years] for partner in partners]
    goods, gdp = found.context.reference_use.goods, _products(found)
    return {
        "at_stake": np.array([e.at_stake(goods) or np.nan for e in found.context.economies]),
        "gdp": np.array([gdp.get(p, np.nan) for p in found.asked.labels.places], dtype=float),
        "project_year": _or_never(middle),
        "project_reached": reached.mean(0) if len(known.reached) > 1 else known.reached[0],
        "project_capacity": np.array(edition.tables["projects"]["value"], dtype=float),
        "dependence": np.array(shares, dtype=float).reshape(len(partners), len(years)),
    }


def _dependence_labels(found: Findings) -> tuple[list[str], list[int]]:
    rows = found.asked.edition.tables["dependence"]
    mine = rows.filter(rows["place"] == found.asked.scenario.sender)
    return sorted(set(mine["partner"])), sorted(set(mine["year"]))


def _coords(found: Findings) -> dict[str, Any]:
    context, labels, tables = found.context, found.asked.labels, found.asked.edition.tables
    reference_use, moves = context.reference_use, found.asked.scenario.instruments
    partners, years = _dependence_labels(found)
    named = list(tables["projects"]["project"])
    projects = [
        f"{project} ({process})" if named.count(project) > 1 else project
        for project, process in tables["projects"].select("project", "process").iter_rows()
    ]
    payers = [", ".join(f"{who} {part:g}" for who, part in move.paid_by.items()) for move in moves]
    return {
        dims.DRAW: np.arange(len(found.sound)),
        dims.SAMPLE: found.sample,
        dims.START: np.array([day.isoformat() for day in reference_use.starts], "datetime64[ns]"),
        dims.HISTORY: list(answers.HISTORIES),
        dims.HORIZON: list(answers.VALUE_HORIZONS),
        dims.TERM: list(answers.TERMS),
        dims.YEAR: list(years_of(reference_use)),
        dims.GOOD: list(labels.goods),
        "stage": list(stage_weights(reference_use, context.chain)[0]),
        dims.PLACE: list(labels.places),
        dims.PROCESS: list(labels.processes),
        dims.QUANTILE: list(QUANTILES),
        dims.PROJECT: np.array(projects, dtype=object),
        "project_place": (dims.PROJECT, np.array(tables["projects"]["place"], dtype=object)),
        "project_process": (dims.PROJECT, np.array(tables["projects"]["process"], dtype=object)),
        dims.INSTRUMENT: [move.name for move in moves],
        "instrument_payers": (dims.INSTRUMENT, payers),
        dims.CASE: list(answers.CASES),
        dims.CLOSURE: list(answers.CLOSURES),
        dims.MONTHS_AFTER: list(answers.MONTHS),
        dims.CHANNEL: list(answers.CHANNELS),
        "sender_part": list(answers.SENDER_TERMS),
        "decoupling_part": list(answers.DECOUPLING_TERMS),
        dims.HEADLINE: list(HEADLINES),
        dims.PARAMETER: list(found.parameters),
        "partner": np.array(partners, dtype=object),
        "dependence_year": np.array(years, dtype=int),
        "good_name": (dims.GOOD, list(tables["goods"]["name"])),
        "good_stage": (dims.GOOD, list(tables["goods"]["stage"])),
        "place_name": (dims.PLACE, list(tables["places"]["name"])),
        "process_name": (dims.PROCESS, list(tables["processes"]["name"])),
    }
