"""Limit supply: a seller who supplies more so that the buyer does not build a substitute."""

from __future__ import annotations

from math import nan
from typing import Annotated, NamedTuple

import equinox as eqx
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Bool, Float

from backfire.errors import SolveError
from backfire.units import PURE, RATIO

STATIC = 0.5
"""What the static supply is worth to the target."""
EVEN = 1e-12
"""Share of its value that the sender does not change course for."""


class Dependence(eqx.Module):
    """A sender whose good the target can replace once and for all, by a substitute built in time.

    Each quarter the sender offers a restricted supply, the static one or more. The target takes it
    or starts to build; once it builds, the sender sets supply anew. Amounts are over the static
    supply, which earns the sender the most in a quarter, and money is over what it earns: with
    linear demand, ``x`` earns ``x (2 - x)`` and is worth ``x^2 / 2`` to the target.
    """

    restricted: float
    """Supply under a restriction, at least 0 and below 1."""
    conceded: float
    """What the concessions of a restricted quarter cost the target, at least 0."""
    build: float
    """What the substitute costs to build, at least 0."""
    arrived: float
    """What the target buys at the price of its substitute, which the sender meets; 1 to 2."""
    discount: float
    """Factor a quarter, between 0 and 1."""
    lead: int
    """Quarters until the substitute stands, at least 1."""
    quarters: int
    """Quarters in all, at least 1."""

    def faults(self) -> list[str]:
        """What keeps it from being played, one sentence each.

        Examples
        --------
        >>> free = Dependence(1.2, 0.0, 4.0, 1.6, 0.98, lead=0, quarters=40)
        >>> print("; ".join(free.faults()))
        restricted: must be at least 0 and below 1, got 1.2; lead: must be at least 1, got 0
        """
        wanted = {
            "restricted": ("at least 0 and below 1", lambda x: 0 <= x < 1),
            "conceded": ("at least 0", lambda x: x >= 0),
            "build": ("at least 0", lambda x: x >= 0),
            "arrived": ("between 1 and 2", lambda x: 1 <= x <= 2),
            "discount": ("above 0 and below 1", lambda x: 0 < x < 1),
            "lead": ("at least 1", lambda x: x >= 1),
            "quarters": ("at least 1", lambda x: x >= 1),
        }
        return [
            f"{name}: must be {said}, got {getattr(self, name)}"
            for name, (said, holds) in wanted.items()
            if not holds(getattr(self, name))
        ]


class Course(NamedTuple):
    """What is supplied, quarter by quarter, where each side does what is best for it."""

    supply: Annotated[Float[Array, " quarter"], RATIO]
    """Supply over the static one."""
    restricted: Annotated[Bool[Array, " quarter"], PURE]
    """Whether the sender restricts."""
    building: Annotated[Bool[Array, " quarter"], PURE]
    """Whether the substitute is being built."""
    arrived: Annotated[Bool[Array, " quarter"], PURE]
    """Whether it stands."""
    sender: float
    """What the sender has of all quarters together, discounted to the first."""
    target: float
    """What the target has of them, the cost of building taken off."""


def course_of_supply(dependence: Dependence, value: float) -> Course:
    """How much is supplied before a substitute arrives, when a restriction brings concessions.

    Found backwards from the last quarter. Where concessions are worth nothing, no quarter is
    restricted, nothing is built, and where building would pay, the sender supplies just so much
    more than the static amount that it does not, as in [@gerlagh2011]; there the resource runs
    out and supply rises with it, while here nothing runs out.

    Parameters
    ----------
    dependence
        The good and its substitute.
    value
        What the concessions of a restricted quarter are worth to the sender, over what the static
        supply earns; they end when the substitute stands.

    Raises
    ------
    SolveError
        If a field lies outside its range.

    Examples
    --------
    >>> metal = Dependence(0.5, 0.0, 4.0, 1.6, 0.98, lead=8, quarters=40)
    >>> for value in (0.0, 0.3, 4.0):
    ...     found = course_of_supply(metal, value)
    ...     first = round(float(found.supply[0]), 2)
    ...     print(first, int(found.restricted.sum()), bool(found.arrived[-1]))
    1.47 0 False
    1.43 12 False
    0.5 8 True
    """
    problems = dependence.faults()
    if problems:
        where = "the course of supply cannot be found"
        raise SolveError(where, problems)
    stages = _stages(dependence, value)
    quarter = np.arange(len(stages))
    starts = next((at for at, stage in enumerate(stages) if stage.gives_up), len(stages))
    arrived = quarter >= starts + dependence.lead
    building = (quarter >= starts) & ~arrived
    presses = value > restricts_above(dependence)
    supply = np.array([stage.supply for stage in stages])
    supply = np.where(building, dependence.restricted if presses else 1.0, supply)
    restricted = np.array([stage.restricted for stage in stages]) & (quarter < starts)
    return Course(
        jnp.asarray(np.where(arrived, dependence.arrived, supply)),
        jnp.asarray(np.where(building, presses, restricted)),
        jnp.asarray(building),
        jnp.asarray(arrived),
        stages[0].sender,
        stages[0].target,
    )


def deterring_supply(dependence: Dependence, restricted: bool = False) -> float:
    """Least supply, at least the static one, at which the target does not build; far from the end.

    Waiting a quarter saves interest on the cost ``K`` and puts off the gain ``L`` quarters ahead:
    the target needs ``S + d^L (S_a - S) - (1 - d) K``, with ``S`` what it has while it builds and
    ``S_a`` what it has afterwards.

    Parameters
    ----------
    dependence
        The good and its substitute.
    restricted
        Whether the sender would restrict while the target builds.

    Examples
    --------
    >>> metal = Dependence(0.5, 0.0, 4.0, 1.6, 0.98, lead=8, quarters=40)
    >>> [round(deterring_supply(metal, each), 3) for each in (False, True)]
    [1.472, 1.434]
    """
    return _just_enough(_needed(dependence, restricted))


def restricts_above(dependence: Dependence) -> float:
    """Value of concessions above which some quarter before arrival is restricted: ``(1 - x)^2``.

    It is what the restricted supply ``x`` earns less than the static one. At most at that value, a
    restriction is worse for both sides than static supply in every quarter. Above it, one comes at
    the latest in the last quarter, or in those of the lead if the target builds.

    Examples
    --------
    >>> metal = Dependence(0.5, 0.0, 4.0, 1.6, 0.98, lead=8, quarters=40)
    >>> restricts_above(metal)
    0.25
    """
    return 1 - _earned(dependence.restricted)


def restricts_at_once_above(dependence: Dependence) -> float:
    """Value of concessions above which the sender restricts from the start, over many quarters.

    It then lets the target build and restricts all through the lead ``L``, which must bring more
    than supply that deters: ``(r_d - d^L r_a) / (1 - d^L) - r``, with earnings of the deterring
    supply, of that after arrival and of the restricted one. Not a number where the target would
    build if restricted in every quarter, but not at static supply: there restrictions come and go.
    The nearer the end, the more it takes, since a restriction in the last ``L`` quarters is free.

    Examples
    --------
    >>> metal = Dependence(0.5, 0.0, 4.0, 1.6, 0.98, lead=8, quarters=40)
    >>> round(restricts_at_once_above(metal), 3)
    1.042
    """
    least, needed = restricts_above(dependence), _needed(dependence, restricted=True)
    if needed <= _while_building(dependence, restricted=True):
        return least
    if needed < STATIC:
        return nan
    later = dependence.discount**dependence.lead
    kept, after = _earned(_just_enough(needed)), _earned(dependence.arrived)
    return max(least, (kept - later * after) / (1 - later) - _earned(dependence.restricted))


def _earned(supply: float) -> float:
    return supply * (2 - supply)


def _just_enough(needed: float) -> float:
    """Supply that is worth as much to the target, at least the static one."""
    return max(2 * needed, 2 * STATIC) ** 0.5


def _while_building(dependence: Dependence, restricted: bool) -> float:
    """What the target has in a quarter of the lead."""
    return dependence.restricted**2 / 2 - dependence.conceded if restricted else STATIC


def _needed(dependence: Dependence, restricted: bool) -> float:
    """What the target must have in a quarter not to start, far from the end."""
    now = _while_building(dependence, restricted)
    later = dependence.discount**dependence.lead
    gain = later * (dependence.arrived**2 / 2 - now)
    return now + gain - (1 - dependence.discount) * dependence.build


class _Stage(NamedTuple):
    """A quarter in which nothing is built yet: what each side has from it on, and what it does."""

    sender: float = 0.0
    target: float = 0.0
    supply: float = 1.0
    restricted: bool = False
    gives_up: bool = False


def _stages(dependence: Dependence, value: float) -> list[_Stage]:
    """Every quarter as long as nothing is built, the first one first."""
    factor, low = dependence.discount, dependence.restricted
    pressed, held = value + _earned(low), _while_building(dependence, restricted=True)
    stages = [_Stage()]
    for left in range(1, dependence.quarters + 1):
        built = _built(dependence, value, left)
        sender, target = factor * stages[-1].sender, factor * stages[-1].target
        enough = _just_enough(built[1] - target)
        kept = _Stage(_earned(enough) + sender, enough**2 / 2 + target, enough)
        if held + target >= built[1]:
            other = _Stage(pressed + sender, held + target, low, restricted=True)
        else:
            other = _Stage(*built, gives_up=True)
        stages.append(other if kept.sender < (1 - EVEN) * other.sender else kept)
    return stages[:0:-1]


def _built(dependence: Dependence, value: float, left: int) -> tuple[float, float]:
    """What each side has if building starts with so many quarters left, this one included."""
    factor, low, high = dependence.discount, dependence.restricted, dependence.arrived
    presses = value > restricts_above(dependence)
    lead = min(dependence.lead, left)
    before = (1 - factor**lead) / (1 - factor)
    after = (factor**lead - factor**left) / (1 - factor)
    earned = value + _earned(low) if presses else 1.0
    had = _while_building(dependence, presses)
    target = had * before + high**2 / 2 * after - dependence.build
    return earned * before + _earned(high) * after, target
