"""A shortage of rare earths that stands for years, beside published estimates R4 and R8.

Printed by ``python -m benchmarks.published_losses``. R4: the loss of the European Union from the
quotas of 2010 was almost entirely mitigated over the years, and rare earths are gross complements
(Alfaro and others 2025, abstract). R8: 1 percentage point of American and 0.4 of Chinese growth
over two years (Oxford Economics, October 2025, abstract).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

import backfire as bf
from backfire import data
from backfire.questions.prepare._assemble import assemble
from backfire.questions.prepare._labels import labels_of
from backfire.questions.prepare._rules import fixed_values
from backfire.questions.spread import loss_surface
from backfire.questions.spread._target_economy import TargetEconomy
from backfire.questions.trajectories._elasticity_draws import draw_elasticities
from backfire.questions.trajectories._networks import Economy, ElasticityDraws, without_table

Numbers = NDArray[np.float64]

RARE_EARTHS, SEED = "rare-earths-2025", 1
SEVERITIES = tuple(map(float, np.geomspace(0.01, 0.99, 40)))
YEARS = (0.25, 1.0, 2.0, 3.0, 5.0, 10.0)
POINTS = {"USA": 0.01, "CHN": 0.004}
"""Published loss over two years, as a share of a year's product."""


@cache
def bearings(draws: int) -> ElasticityDraws:
    """Draws of the shipped elasticities."""
    return ElasticityDraws.of(draw_elasticities(draws, SEED))


def band(values: Numbers, scale: float = 1.0, digits: int = 2) -> str:
    """Median and nine tenths of some values."""
    low, middle, high = np.quantile(values, [0.05, 0.5, 0.95]) / scale
    low, middle, high = (round(each, digits) + 0.0 for each in (low, middle, high))
    joint = "-" if low >= 0 else " to "
    return f"{middle:.{digits}f} ({low:.{digits}f}{joint}{high:.{digits}f})"


@cache
def rare_earths() -> TargetEconomy:
    """The United States short of all goods of the reference use."""
    question = bf.read_scenario(RARE_EARTHS)
    return TargetEconomy.of(question, {}, None, {question.edition: question.leverage.goods})


def over_the_years(draws: int) -> None:
    """R4: a shortage that stands, while elasticities grow."""
    subject, drawn = rare_earths(), bearings(draws)
    print("R4. A shortage of rare earths that stands: loss a year over that of the first quarter")
    print("  published: almost entirely mitigated over the years; gross complements (below one)")
    print(f"  {'missing':10}{'counted':22}{''.join(f'{each:>20g}' for each in YEARS[1:])}  years")
    eased = [grown(drawn, each) for each in YEARS]
    for severity in (0.25, 0.5, 0.75):
        lacking = jnp.full((len(subject.goods), draws), severity)
        mean = np.stack([np.asarray(subject.economy.lost(lacking, drawn, each)) for each in YEARS])
        late = np.stack([_at(subject, lacking, drawn, each) for each in eased])
        for name, lost in (("mean of the horizon", mean), ("at its end", late)):
            told = "".join(f"{band(each / mean[0], 1, 3):>20}" for each in lost[1:])
            print(f"  {severity:<10.0%}{name:22}{told}")
        left = 1 - late[-1] / mean[0]
        print(f"  {'':10}first quarter, billion USD a year: {band(mean[0], 1e9, 1)}; ", end="")
        print(f"mitigated by the tenth year: {band(left)}")
    print(f"  elasticity after ten years: {band(eased[-1])}, at most {eased[-1].max():.2f}\n")


def standing(severity: float, draws: int) -> tuple[Numbers, Numbers, Numbers]:
    """USD lost a year in the first quarter and in the tenth year, and the elasticity of that."""
    subject, drawn = rare_earths(), bearings(draws)
    lacking = jnp.full((len(subject.goods), draws), severity)
    first = np.asarray(subject.economy.lost(lacking, drawn, YEARS[0]))
    late = grown(drawn, YEARS[-1])
    return first, _at(subject, lacking, drawn, late), late


def grown(drawn: ElasticityDraws, years: float) -> Numbers:
    """Elasticity between the goods and all else after some years, by draw."""
    short, long, lag = (
        np.asarray(each) for each in (drawn.good_short, drawn.good_long, drawn.good_lag)
    )
    return long - (long - short) * np.exp(-years / lag)


def _at(
    subject: TargetEconomy, lacking: jax.Array, drawn: ElasticityDraws, elasticity: Numbers
) -> Numbers:
    """USD lost in a year at an elasticity that stays."""
    values = {name: getattr(drawn, name) for name in ElasticityDraws.__dataclass_fields__}
    still = ElasticityDraws.of(values | {"good_short": elasticity, "good_long": elasticity})
    return np.asarray(subject.economy.lost(lacking, still, 1.0))


def growth(draws: int, saved: Path | None) -> None:
    """R8: which shortage takes as much from two years as Oxford Economics expects."""
    print("R8. Growth over two years: -1 point in the United States, -0.4 in China")
    print("  the loss of 24 months together as a share of one year's product")
    subject = rare_earths()
    names = subject.goods
    for place, points in POINTS.items():
        economy = subject.economy if place == "USA" else _by_end_uses(place, names)
        told = _severity(_lost_in_two_years(economy, len(names), draws), points)
        print(f"  {place} {points:.1%}: substitution {told}")
    surface = loss_surface(
        RARE_EARTHS, {"USA": 1.0}, [0.1], SEVERITIES, [24.0], ways=("recipe", "inventory")
    )
    for closure in ("recipe", "inventory"):
        lost = surface["share_of_gdp"].sel(closure=closure).values[0, 0, 0]
        print(f"  USA 1.0%: {closure} {_severity(lost[:, None], 0.01)}")
    print("  China is not short of what it makes: its severity is only a yardstick")
    if saved is None:
        print("  no result of `backfire leverage` was given; its bands are left out")
        return
    table = bf.read_answer(saved).dataset
    where = list(map(str, table["place"].values))
    for place, points in POINTS.items():
        gdp = float(table["gdp"].values[where.index(place)])
        for closure in map(str, table["closure"].values):
            for months in (12, 36):
                at = {"place": place, "closure": closure, "months": months}
                lost = np.asarray(table["closure_loss"].sel(at).values, dtype=float) / gdp
                if np.isfinite(lost).all():
                    print(f"  {Path(saved).stem}, {place}, {months} months, {closure}: ", end="")
                    print(f"{band(lost, 0.01)} % of a year's product; {_side(lost, points)}")
    china = table["gdp"].values[where.index("CHN")]
    own = np.asarray(table["sender_term"].sum("sender_part").values, dtype=float) / float(china)
    print(
        f"  CHN, 12 months, profit, idle plants, treasury and end uses: {band(own, 0.01, 3)} %; ",
        end="",
    )
    print(_side(own, POINTS["CHN"]))


def _side(lost: Numbers, points: float) -> str:
    low, high = np.quantile(lost, [0.05, 0.95])
    where = "below" if high < points else "above" if low > points else "around"
    return f"{where} the published {100 * points:.1f}"


def _lost_in_two_years(economy: Economy, goods: int, draws: int) -> Numbers:
    """Share of a year's product, (severity, draw)."""
    rows = [
        economy.lost(jnp.full((goods, draws), each), bearings(draws), 2.0) for each in SEVERITIES
    ]
    return 2 * np.stack([np.asarray(row) for row in rows]) / float(economy.gdp)


def _severity(lost: Numbers, wanted: float) -> str:
    """Share missing that costs so much, with its band; above the last where none does."""
    grid, logs = np.array(SEVERITIES), np.log(np.maximum(lost, 1e-30))
    found = np.array(
        [np.interp(np.log(wanted), column, grid, left=0.0, right=np.inf) for column in logs.T]
    )
    low, middle, high = np.quantile(found, [0.05, 0.5, 0.95], method="nearest")
    ends = " to ".join(_said(each) for each in (low, high)) if len(found) > 1 else ""
    return f"{_said(middle)} missing" + (f" ({ends})" if ends else "")


def _said(severity: float) -> str:
    if severity == 0.0:
        return f"under {SEVERITIES[0]:.0%}"
    return f"{severity:.1%}" if np.isfinite(severity) else f"over {SEVERITIES[-1]:.0%}"


def _by_end_uses(place: str, goods: Sequence[str]) -> Economy:
    """A place without a table, short of some goods."""
    question = bf.read_scenario(RARE_EARTHS)
    figures = data.read_edition(question.edition)
    labels = labels_of(figures)
    fixed = fixed_values(data.read_parameters(question.parameters))
    chain = assemble(figures, data.reconcile(figures), labels, fixed, np.dtype("float64"))
    gdp = dict(figures.tables["gdp"].select("place", "value").iter_rows())
    whole = without_table(chain, labels, place, gdp)
    rows = jnp.asarray(labels.good_positions(goods))
    return Economy(whole.network, whole.cost_share[rows], whole.gdp)
