"""A made-up sweep with three published figures: one given, one of another place, one not given."""

import numpy as np
import xarray as xr

from backfire.answers import Answer
from backfire.answers.spread import (
    AXES,
    COST_SHARE,
    KIND,
    LEVELS,
    WAYS,
    Facts,
    Placed,
    Point,
    extents,
)
from tests.answers.synthetic import PROVENANCE

GDP = 1e13
SCALE = {"imports": 1e-5, "substitution": 1e-4, "recipe": 1e-2, "inventory": 1e-2, "exposure": 1e-2}
PLAIN = {
    "study": "A study 2025",
    "place": "USA",
    "what": "a cut-off",
    "counts": "fall of GDP",
    "usd_low": None,
    "usd_high": None,
    "gdp_of": ("USA",),
    "at_home": True,
    "goods": (),
    "other_goods": (),
    "taken_whole": (),
    "instead": None,
    "reached": True,
    "reached_by": ("exposure",),
    "severity_stated": False,
    "needed": None,
    "tag": "P",
    "source": "made_up",
    "why": "Counts what it counts.",
}


def point(closure: str, loss_there: float, **changes: object) -> Point:
    plain = {"elasticity": None, "cost_share": None, "cost_level": None, "months": 12.0}
    plain |= {"severity": 0.5, "distance": 0.01}
    return Point(closure=closure, loss_there=loss_there, **(plain | changes))


INSTEAD = point(
    "substitution",
    1.1e8,
    **{"elasticity": 0.4, "cost_share": 1e-5, "cost_level": "with magnets"},
    **{"severity": 0.1, "distance": 0.04},
)


def figure(name: str, counted: str, usd: float, **changes: object) -> Placed:
    made = {"id": name, "counted": counted, "nearest": point(counted, usd), "extents": {}}
    return Placed(**(PLAIN | made | {"usd": usd, "share_of_gdp": usd / GDP} | changes))


def surface() -> xr.Dataset:
    """Losses in proportion to severity and months; less at a higher elasticity and a lower bill."""
    rises, months, lacking = [0.1, 0.4], [3.0, 12.0, 36.0], [0.1, 0.5, 1.0]
    part = np.multiply.outer(np.array(months) / 12, lacking)
    steps = np.array([1.0, 3.0, 9.0])
    loss = np.zeros((len(WAYS), 2, 3, 3, 3))
    for at, way in enumerate(WAYS):
        bills = steps if way in ("imports", "substitution") else np.ones(3)
        eases = np.array([1.0, 0.25]) if way == "substitution" else np.ones(2)
        loss[at] = SCALE[way] * GDP * np.einsum("e,c,ms->ecms", eases, bills, part)
    coords = dict(zip(AXES, (list(WAYS), rises, list(LEVELS), months, lacking), strict=True))
    attrs = {"place": "USA", "place_name": "United States", "gdp": GDP, "goods": "dy_oxide, smco"}
    ends = {"embedded_low": 6e8, "embedded_high": 2e9, "not_found": 0}
    return xr.Dataset(
        {
            "loss": (AXES, loss),
            "share_of_gdp": (AXES, loss / GDP),
            "bill": ((COST_SHARE,), np.array([1e8, 3e8, 9e8])),
        },
        coords=coords,
        attrs=attrs | ends,
    )


def synthetic_spread() -> Answer:
    too_small = point("recipe", 1e10, severity=0.1, distance=2.0)
    placed = (
        figure("given", "exposure", 5e10, usd_low=4e10, usd_high=6e10),
        figure("abroad", "imports", 1e8, place="EU27", gdp_of=("DEU", "REU"), at_home=False),
        figure(
            *("too-small", "recipe", 1e8),
            **{"nearest": too_small, "needed": 0.001, "extents": extents(surface() / 100)},
            **{"reached": False, "reached_by": ("substitution",), "goods": ("samarium oxide",)},
            **{"taken_whole": ("Aircraft",), "instead": INSTEAD},
        ),
    )
    facts = Facts(**surface().attrs, placed=placed, without_sum=("kept-quiet",))
    changes = {"scenario_name": "made-up", "sources": {"made_up": "Made up for a test."}}
    return Answer.of(KIND, surface(), PROVENANCE.model_copy(update=changes), facts)
