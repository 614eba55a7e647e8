"""What an answer about leverage says of itself: scenario, assumptions, holes and comparisons."""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from backfire.questions.prepare import sources

from ._yearly import years_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backfire.data import Parameters
    from backfire.questions.trajectories import ReferenceUse

LATEST_FORECAST = "iea_2025"
"""The series of forecasts that an answer is set beside: the last one before the edition's date."""


def attributes(
    reference_use: ReferenceUse, parameters: Parameters, seconds: Mapping[str, float], sound: int
) -> dict[str, Any]:
    """Attributes of the answer.

    Parameters
    ----------
    sound
        Futures that are answered for.
    """
    scenario, edition, asked = (
        reference_use.scenario,
        reference_use.edition,
        reference_use.scenario.leverage,
    )
    failed = scenario.draws - sound
    return {
        "title": scenario.title,
        "scenario_name": scenario.name,
        "scenario": scenario.to_yaml(),
        "edition": edition.name,
        "edition_checksum": edition.checksum,
        "parameters": parameters.name,
        "seed": scenario.seed,
        "draws": scenario.draws,
        "version": version("backfire"),
        "sender": scenario.sender,
        "targets": ",".join(scenario.targets),
        "goods": ",".join(reference_use.labels.goods[i] for i in reference_use.goods),
        "today": reference_use.today.isoformat(),
        "withheld": asked.withheld,
        "used_quarters": asked.used_quarters,
        "window_years": asked.window_years,
        "discount_rate": asked.discount_rate,
        "concession": json.dumps(_side(asked.conceded)),
        "worth": json.dumps(_side(asked.worth)),
        "holes": json.dumps(_holes(reference_use, failed)),
        "forecasts": json.dumps(_forecasts(reference_use)),
        "seconds": json.dumps({name: round(value, 2) for name, value in seconds.items()}),
        "sources": json.dumps(sources(scenario, edition, parameters)),
    }


def _side(band: Any) -> dict[str, Any]:
    if band is None:
        nothing = "not given in the scenario, so nothing is counted"
        return {
            "low": 0.0,
            "central": 0.0,
            "high": 0.0,
            "years": 0.0,
            "source": "",
            "note": nothing,
        }
    told = {name: getattr(band, name) for name in ("low", "central", "high", "source", "note")}
    return {**told, "years": getattr(band, "years", 0.0), "game": getattr(band, "game", "")}


def _holes(reference_use: ReferenceUse, failed: int) -> list[str]:
    """What an answer about leverage lacks, in words."""
    valued = set(reference_use.edition.tables["value_added"]["place"])
    names = dict(reference_use.edition.tables["places"].select("place", "name").iter_rows())
    without = [names[place] for place in reference_use.labels.places if place not in valued]
    holes = [
        f"No value added is at hand for {', '.join(without)}: their losses are shares of use, not "
        "money."
    ]
    lost = [names[place] for place in reference_use.scenario.targets if place not in valued]
    if lost:
        holes.append(f"Leverage leaves out what {', '.join(lost)} would lose.")
    if reference_use.scenario.sender not in valued:
        sender = names[reference_use.scenario.sender]
        holes.append(f"What end uses in {sender} would lose is not in its own loss.")
    if failed:
        holes.append(
            f"{failed} of {reference_use.scenario.draws} futures failed and are not answered for."
        )
    return holes


def _forecasts(reference_use: ReferenceUse) -> list[dict[str, Any]]:
    """Shares that others published for the sender, never fitted."""
    rows = reference_use.edition.tables["forecasts"].iter_rows(named=True)
    return [
        {
            "stage": row["stage"],
            "place": row["place"],
            "year": int(str(row["when"])[:4]),
            "value": row["value"],
            "source": row["source"],
        }
        for row in rows
        if row["place"] == reference_use.scenario.sender
        and int(str(row["when"])[:4]) in years_of(reference_use)
        and row["series"] == LATEST_FORECAST
    ]
