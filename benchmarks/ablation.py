"""What each mechanism earns: switched off in turn, without a new fit, and scored again.

``python -m benchmarks.ablation [--draws 200] [--quick]``. The score is the geometric mean, over
series, of the continuous ranked probability score against that of the whole model: above one, the
mechanism earns its place. Years up to 2013, which parameters are fitted to, and the later ones,
which are held back, stand apart; the later ones decide nothing.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from backfire.answers import Answer
from backfire.answers.backtest import Score, fitted, held_back
from backfire.questions.backtest import backtest
from backfire.questions.run import draws
from backfire.scenario import Scenario, read_scenario

SCENARIO = "rare-earths-2010"
FOR_EVER = 1e6
"""Years: longer than any run."""
SWITCHES_AT_ZERO = {
    "licence price (stop at the last licence only)": ("licence_speed",),
    "hoarding by fear": ("hoarding_risk",),
    "hoarding by momentum": ("hoarding_momentum",),
    "both kinds of hoarding": ("hoarding_risk", "hoarding_momentum"),
    "alarm that spreads between goods": ("contagion",),
    "entry where margins are good": ("entry_rate",),
    "named projects": ("project_success",),
    "entry and named projects": ("entry_rate", "project_success"),
    "exit": ("exit_rate",),
    "relocation of users": ("relocation_rate",),
    "distrust of the sender": ("risk_aversion",),
    "sender's own plan": ("own_growth",),
    "inputs on the price": ("pass_through",),
}
"""Mechanisms that a parameter of zero switches off."""

Draws = Mapping[str, NDArray[np.float64]]


@dataclass(frozen=True)
class Switch:
    """One mechanism, and what switches it off."""

    name: str
    question: Callable[[Scenario], Scenario] = field(default=lambda asked: asked)
    values: Callable[[Draws], Draws] = field(default=lambda drawn: {})


def main() -> None:
    """Print the table."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--draws", type=int, default=200)
    wanted.add_argument("--quick", action="store_true", help="32 draws, five mechanisms")
    given = wanted.parse_args()
    asked = read_scenario(SCENARIO).but(draws=32 if given.quick else given.draws)
    drawn = draws(asked)
    whole = backtest(asked)
    print(f"{SCENARIO}, {asked.draws} draws, parameters {asked.parameters}, no new fit")
    print(
        "CRPS over that of the whole model, geometric mean over series; 90 % coverage in brackets"
    )
    print(f"{'switched off':46}{'to 2013':>16}{'held back':>16}  dysprosium peak")
    show("nothing", whole, whole)
    for number, switch in enumerate(switches()):
        if given.quick and number >= 5:
            break
        show(switch.name, whole, _scored(switch, asked, drawn))


def switches() -> Iterator[Switch]:
    """Every mechanism."""
    yield Switch("export quota", _without("export-quota"))
    yield Switch("crackdown on supply", _without(*_crackdown()))
    yield Switch("stop to Japan", _without("stop-to-japan"))
    yield Switch(
        "quota, crackdown and stop", _without("export-quota", "stop-to-japan", *_crackdown())
    )
    yield Switch("leakage", lambda asked: asked.but_path("controls.0.leakage", 0.0))
    yield Switch("activity as it happened", lambda asked: asked.but(activity=()))
    for name, parameters in SWITCHES_AT_ZERO.items():
        yield Switch(name, values=_zero(*parameters))
    yield Switch("thrift", values=_same("demand_elasticity_long", "demand_elasticity"))
    yield Switch("thrift that persists", values=_same("thrift_memory", "demand_lag"))
    yield Switch(
        "slow change of suppliers", values=_same("source_elasticity_long", "source_elasticity")
    )
    yield Switch("forgetting (complacency)", values=_all("risk_memory", FOR_EVER))
    yield Switch("discards of joint products", values=_all("discard_below", 1e-3))


def show(name: str, whole: Answer, found: Answer) -> None:
    """Print one row."""
    parts = [
        f"{_against(mine, theirs):.2f} ({mine.coverage_90 or 0:.2f})"
        for mine, theirs in (
            (found.reading(part), whole.reading(part)) for part in (fitted, held_back)
        )
    ]
    print(f"{name:46}{parts[0]:>16}{parts[1]:>16}  {_peak(found):.1f}", flush=True)


def _scored(switch: Switch, asked: Scenario, drawn: Draws) -> Answer:
    return backtest(switch.question(asked), values=dict(switch.values(drawn)))


def _against(mine: Score, theirs: Score) -> float:
    """Geometric mean ratio of the scores of the series that both have."""
    known = {(one.name, one.place): one.crps for one in theirs.series}
    ratios = [
        np.log(one.crps / known[one.name, one.place])
        for one in mine.series
        if known.get((one.name, one.place), 0.0) > 0 and one.crps > 0
    ]
    return float(np.exp(np.mean(ratios)))


def _peak(found: Answer) -> float:
    """Highest yearly median of dysprosium outside."""
    names = found.dataset["series_name"].values.tolist()
    trace = found.trace.isel(series=names.index("price:dy_oxide:outside")).sel(level=0.5)
    return float(trace.max())


def _crackdown() -> tuple[str, ...]:
    asked = read_scenario(SCENARIO)
    return tuple(control.name for control in asked.controls if control.kind == "supply_order")


def _without(*names: str) -> Callable[[Scenario], Scenario]:
    def changed(asked: Scenario) -> Scenario:
        left = [control for control in asked.controls if control.name not in names]
        return asked.but(controls=left)

    return changed


def _zero(*parameters: str) -> Callable[[Draws], Draws]:
    return lambda drawn: {name: np.zeros_like(drawn[name]) for name in parameters}


def _all(parameter: str, value: float) -> Callable[[Draws], Draws]:
    return lambda drawn: {parameter: np.full_like(drawn[parameter], value)}


def _same(parameter: str, other: str) -> Callable[[Draws], Draws]:
    return lambda drawn: {parameter: drawn[other]}


if __name__ == "__main__":
    main()
