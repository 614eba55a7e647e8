"""From labels to arrays: a scenario and an edition as the model takes them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ._check import check, reference_use_starts, too_large
from ._disk_cache import cache_key, cached, canonical
from ._distribution import TAIL, from_band, quantile
from ._labels import Labels, calendar_year, labels_of
from ._prepare import Prepared, prepare, sources

if TYPE_CHECKING:
    from ._assemble import assemble, cover_weeks
    from ._controls import ControlTranslator
    from ._growth import Growth, ProjectOutcomes, arrivals, project_outcomes
    from ._rules import NAMES, PROJECTS, draw_rules, fixed_values, pace_of, rules_of

__all__ = [
    "NAMES",
    "PROJECTS",
    "TAIL",
    "ControlTranslator",
    "Growth",
    "Labels",
    "Prepared",
    "ProjectOutcomes",
    "arrivals",
    "assemble",
    "cache_key",
    "cached",
    "calendar_year",
    "canonical",
    "check",
    "cover_weeks",
    "draw_rules",
    "fixed_values",
    "from_band",
    "labels_of",
    "pace_of",
    "prepare",
    "project_outcomes",
    "quantile",
    "reference_use_starts",
    "rules_of",
    "sources",
    "too_large",
]

_LATER = {
    "ControlTranslator": "._controls",
    "ProjectOutcomes": "._growth",
    "Growth": "._growth",
    "NAMES": "._rules",
    "PROJECTS": "._rules",
    "arrivals": "._growth",
    "assemble": "._assemble",
    "cover_weeks": "._assemble",
    "draw_rules": "._rules",
    "project_outcomes": "._growth",
    "fixed_values": "._rules",
    "pace_of": "._rules",
    "rules_of": "._rules",
}


def __getattr__(name: str) -> Any:
    """Load what needs JAX when it is first asked for."""
    if name in _LATER:
        return getattr(import_module(_LATER[name], __name__), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
