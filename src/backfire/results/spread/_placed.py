"""A published figure and the point of the surface that is nearest to it."""

from __future__ import annotations

from dataclasses import dataclass

from backfire.results import words

from ._axes import COST_SHARE, ELASTICITY, depends_on

_TENFOLD = 10.0


@dataclass(frozen=True)
class Placed:
    """A published figure, and where it lies among all that the sweep gives.

    Attributes
    ----------
    counted
        How the study counted, as the table of published figures has it.
    usd, usd_low, usd_high
        As published, in USD of the year of the study.
    gdp_of
        Places whose product in a year `share_of_gdp` is over.
    closure, elasticity, cost_share, cost_level, months, severity
        The nearest point; nothing where its way of counting does not answer to it. `cost_share` is
        the bill of the goods over gross domestic product.
    loss_there
        What the point costs, USD, carried to the size of the figure's place.
    distance
        Decimal logarithm of `loss_there` over `usd`; how far off the point is.
    at_home
        Whether it is about the place of the sweep.
    other_goods
        What the study cuts off, where it is not rare earths as a whole.
    reached
        Whether the points that may be searched lie on both sides of the figure or of its band.
    reached_by
        Ways of counting whose points lie on both sides of it.
    needed
        Share of supply missing at which a figure below all points would be reached, in proportion;
        nothing where it is not so.
    """

    id: str
    study: str
    place: str
    what: str
    counts: str
    counted: str
    usd: float
    usd_low: float | None
    usd_high: float | None
    share_of_gdp: float
    gdp_of: tuple[str, ...]
    closure: str
    elasticity: float | None
    cost_share: float | None
    cost_level: str | None
    months: float
    severity: float
    loss_there: float
    distance: float
    at_home: bool
    other_goods: tuple[str, ...]
    reached: bool
    reached_by: tuple[str, ...]
    needed: float | None
    tag: str
    source: str
    why: str

    @property
    def point(self) -> str:
        """The nearest point in words.

        Examples
        --------
        >>> from dataclasses import fields
        >>> one = Placed(**{field.name: None for field in fields(Placed)} | {
        ...     "closure": "substitution", "elasticity": 0.1, "cost_share": 2e-5,
        ...     "cost_level": "with magnets", "months": 12, "severity": 0.5})
        >>> one.point
        'substitution, 12 months, 50 % missing, elasticity 0.1, with magnets'
        """
        time = words.counted(round(self.months), "month")
        way, *assumed = self.assumed.split(", ")
        return ", ".join([way, time, f"{words.share(self.severity)} missing", *assumed])

    @property
    def assumed(self) -> str:
        """Its way of counting, and the elasticity and the bill where it answers to them."""
        parts = [self.closure]
        if depends_on(self.closure, ELASTICITY):
            parts.append(f"elasticity {self.elasticity:.2g}")
        if depends_on(self.closure, COST_SHARE):
            parts.append(str(self.cost_level))
        return ", ".join(parts)

    @property
    def said(self) -> str:
        """Where the figure lies, or how far off the nearest point is and what sets them apart."""
        there = f"{words.money(self.loss_there)}{self._size}"
        if self.reached:
            return f"Lies at {self.point}: {there}."
        times = _TENFOLD**self.distance
        said = f"Not reached. Nearest is {self.point}: {there}, {_factor(times)} times the figure."
        if self.needed is not None:
            said += f" It would take {100 * self.needed:.2g} % of supply missing."
        if self.other_goods:
            named = words.listed([words.plain(good) for good in self.other_goods])
            said += f" The sweep cuts all goods of the reference use at once, the study {named}."
        return said

    @property
    def _size(self) -> str:
        named = words.listed(self.gdp_of) if len(self.gdp_of) == 1 else self.place
        return "" if self.at_home else f" at the size of {named}"


def _factor(times: float) -> str:
    return f"{times:.2g}" if times < 1 else words.ratio(times)
