"""Which issues two sides put into a deal, and what keeps the others out."""

from __future__ import annotations

from typing import Annotated

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Bool, Float

from backfire.errors import SolveError
from backfire.units import PURE, USD

MOST_ISSUES = 20
"""Issues beyond which the packages are too many to be gone through, over a million."""


class Issues(eqx.Module):
    """What each issue would be worth to each side if it were in the deal, against no deal."""

    sender: Annotated[Float[Array, "issue draw"], USD]
    """Value to the sender: above zero for what it gets, below for what it gives."""
    target: Annotated[Float[Array, "issue draw"], USD]
    """Value to the target."""

    def faults(self) -> list[str]:
        """What keeps a deal from being looked for, one sentence each."""
        found: list[str] = []
        if len(self.sender) > MOST_ISSUES:
            found.append(f"issues: must be at most {MOST_ISSUES}, got {len(self.sender)}")
        for name in ("sender", "target"):
            values = np.asarray(getattr(self, name))
            for issue, draw in np.argwhere(~np.isfinite(values))[:5]:
                got = f"got {values[issue, draw]}; leave the issue out and read its threshold"
                found.append(f"{name}: must be a finite number for issue {issue}, {got}")
            if np.isfinite(values).all() and not (values > 0).any():
                found.append(f"{name}: must gain by some issue, but none is worth anything to it")
        return found


class Deal(eqx.Module):
    """The package that two sides sign in each draw, by Nash's solution."""

    issues: Issues
    """What was to be had."""
    included: Annotated[Bool[Array, "issue draw"], PURE]
    """Whether the issue is in; nothing is where no package is worth it to both."""
    possible: Annotated[Bool[Array, " draw"], PURE]
    """Whether some package is worth more than no deal to both sides."""

    @property
    def probability(self) -> Float[Array, " issue"]:
        """Share of the draws in which each issue is in."""
        return self.included.mean(-1)

    @property
    def gains(self) -> tuple[Float[Array, " draw"], Float[Array, " draw"]]:
        """What the sender and the target gain by the package."""
        return _sum(self.included, self.issues.sender), _sum(self.included, self.issues.target)

    @property
    def exclusion_ratio(self) -> Float[Array, " draw"]:
        """Cost to the target over gain to the sender beyond which a small concession stays out.

        It is the target's gain over the sender's; for a concession of the sender it is one over it.
        """
        sender, target = self.gains
        return jnp.where(self.possible, target / jnp.where(self.possible, sender, 1.0), jnp.nan)

    def threshold(self) -> tuple[Float[Array, "issue draw"], Float[Array, "issue draw"]]:
        """Value to the sender, and to the target, above which each issue would be in.

        One value is moved and all else stays: the other side's value of the issue, and the rest of
        the package. An issue is in iff ``(G_S + u_S)(G_T + u_T) > G_S G_T`` with the gains from
        the rest; where the other side would lose more by it than it has, no value is enough.

        Examples
        --------
        >>> import jax.numpy as jnp
        >>> values = Issues(jnp.array([[4.0], [0.0]]), jnp.array([[10.0], [5.0]]))
        >>> sender, _ = settle(values).threshold()
        >>> round(float(sender[1, 0]), 3)  # 5 to the target, and a third of the sender's 4
        -1.333
        """
        own, other = self.issues.sender, self.issues.target
        sender, target = (
            jnp.broadcast_to(each, own.shape) - jnp.where(self.included, value, 0.0)
            for each, value in zip((each[None] for each in self.gains), (own, other), strict=True)
        )
        return _needed(other, target, sender), _needed(own, sender, target)

    def joins_above(
        self, sender: Float[Array, " draw"], target: Float[Array, " draw"]
    ) -> tuple[Float[Array, " draw"], Float[Array, " draw"]]:
        """Value to the sender, and to the target, above which one more issue would be in.

        `sender` and `target` are its values; each threshold depends on the other side's alone.
        """
        one, two = self.gains
        return _needed(target, two, one), _needed(sender, one, two)

    def share_of_best(
        self, sender: Float[Array, " draw"], target: Float[Array, " draw"]
    ) -> Float[Array, " draw"]:
        """Root of the product of other gains over that of the package; NaN where none is possible.

        A side that loses counts as gaining nothing.
        """
        best = jnp.prod(jnp.stack(self.gains), axis=0)
        own = jnp.maximum(sender, 0.0) * jnp.maximum(target, 0.0)
        ratio = jnp.sqrt(own / jnp.where(self.possible, best, 1.0))
        return jnp.where(self.possible, ratio, jnp.nan)


def settle(issues: Issues) -> Deal:
    """The package whose product of gains is the largest, of all there are, in each draw.

    Parameters
    ----------
    issues
        Values of each issue to both sides; draws of them where they are uncertain.

    Raises
    ------
    SolveError
        If a value is missing, or if no deal is possible in any draw: a side that gains by no issue,
        or by no package that the other would sign.

    Examples
    --------
    Each side has one thing that the other wants more, and a third that costs more than it is worth:

    >>> import jax.numpy as jnp
    >>> from backfire.model.strategy import Issues, settle
    >>> sender, target = jnp.array([[3.0], [-1.0], [2.0]]), jnp.array([[-1.0], [3.0], [-4.0]])
    >>> settle(Issues(sender, target)).included[:, 0].tolist()
    [True, True, False]
    """
    where = "no deal is possible"
    problems = issues.faults()
    if problems:
        raise SolveError(where, problems)
    included, possible = _signed(issues, jnp.zeros(2))
    if not bool(possible.any()):
        raise SolveError(where, ["issues: no package is worth more than no deal to both sides"])
    return Deal(issues, included, possible)


def chances(issues: Issues) -> Float[Array, " issue"]:
    """Probability of each issue to be in; none is where nothing can be signed in any draw."""
    try:
        return settle(issues).probability
    except SolveError:
        return jnp.zeros(len(issues.sender))


def best_gains(issues: Issues, beyond: Float[Array, " side"]) -> Float[Array, "side draw"]:
    """Gains of the sender and the target by the best package; NaN where no deal is possible.

    Parameters
    ----------
    beyond
        What a deal brings each side beside its issues, USD.
    """
    included, possible = _signed(issues, beyond)
    gains = [_sum(included, values) for values in (issues.sender, issues.target)]
    return jnp.where(possible, jnp.stack(gains) + beyond[:, None], jnp.nan)


def package_gains(issues: Issues) -> Float[Array, "package side draw"]:
    """Gains of the sender and the target by every package, in the order of ``packages``."""
    each = [jax.vmap(_worth, 1, 1)(values) for values in (issues.sender, issues.target)]
    return jnp.stack(each, axis=1)


def cost_over_gain(
    cost: Float[Array, "... draw"], gain: Float[Array, "... draw"]
) -> Float[Array, "... draw"]:
    """What an issue costs its giver for each dollar of the taker; infinite where it brings none.

    Parameters
    ----------
    cost, gain
        Value to the giver, below zero where it costs, and to the taker.

    Examples
    --------
    >>> cost_over_gain(jnp.array([-1.0, -1.0, 1.0]), jnp.array([4.0, 0.0, 0.0])).tolist()
    [0.25, inf, 0.0]
    """
    bare = jnp.where(cost < 0, jnp.inf, 0.0)
    return jnp.where(gain > 0, -cost / jnp.where(gain > 0, gain, 1.0), bare)


def packages(issues: int) -> Bool[Array, "package issue"]:
    """Every set of issues; the first is the empty one, and the first issue changes fastest.

    Examples
    --------
    >>> packages(2).astype(int).tolist()
    [[0, 0], [1, 0], [0, 1], [1, 1]]
    """
    number = jnp.arange(2**issues)[:, None]
    return (number >> jnp.arange(issues)[None]) % 2 == 1


def frontier(issues: Issues) -> Bool[Array, "package draw"]:
    """Packages that neither side would refuse and that cannot be bettered for both at once.

    Of packages that are worth the same to both, one is named. Rows are those of ``packages``.

    Examples
    --------
    >>> import jax.numpy as jnp
    >>> values = Issues(jnp.array([[3.0], [-1.0]]), jnp.array([[-1.0], [3.0]]))
    >>> frontier(values)[:, 0].tolist()
    [False, False, False, True]
    """

    def efficient(values: tuple[Array, Array]) -> Array:
        sender, target = (_worth(each) for each in values)
        wanted = (sender >= 0) & (target >= 0)
        target = jnp.where(wanted, target, -jnp.inf)
        order = jnp.lexsort((-target, -jnp.where(wanted, sender, -jnp.inf)))
        ranked = target[order]
        before = jnp.concatenate([jnp.array([-jnp.inf]), jax.lax.cummax(ranked)[:-1]])
        return jnp.zeros(len(order), bool).at[order].set(ranked > before)

    return jax.lax.map(efficient, (issues.sender.T, issues.target.T)).T


@eqx.filter_jit
def _signed(
    issues: Issues, beyond: Float[Array, " side"]
) -> tuple[Bool[Array, "issue draw"], Bool[Array, " draw"]]:
    every = packages(len(issues.sender))

    def best(values: tuple[Array, Array]) -> tuple[Array, Array]:
        sender, target = (_worth(each) + more for each, more in zip(values, beyond, strict=True))
        gained = (sender > 0) & (target > 0)
        product = jnp.where(gained, sender * target, 0.0)
        return every[jnp.argmax(product)], gained.any()

    included, possible = jax.lax.map(best, (issues.sender.T, issues.target.T))
    return included.T, possible


def _worth(values: Float[Array, " issue"]) -> Float[Array, " package"]:
    """Value of every package to one side."""
    worth = jnp.zeros(1)
    for value in values:
        worth = jnp.concatenate([worth, worth + value])
    return worth


def _sum(included: Bool[Array, "issue draw"], values: Float[Array, "issue draw"]) -> Array:
    return jnp.where(included, values, 0.0).sum(0)


def _needed(
    other: Float[Array, "issue draw"],
    others_gain: Float[Array, "issue draw"],
    own_gain: Float[Array, "issue draw"],
) -> Float[Array, "issue draw"]:
    left = others_gain + other
    return jnp.where(left > 0, -other * own_gain / jnp.where(left > 0, left, 1.0), jnp.inf)
