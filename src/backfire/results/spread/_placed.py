"""A published figure and the point of its surface that is nearest to it."""

from __future__ import annotations

from dataclasses import dataclass

from backfire.results import words

from ._point import Point

_TENFOLD = 10.0


@dataclass(frozen=True)
class Placed(Point):
    """A published figure, and where it lies among all that the sweep of its goods gives.

    Attributes
    ----------
    counted
        How the study counted, as the table of published figures has it.
    usd, usd_low, usd_high
        As published, in USD of the year of the study.
    gdp_of
        Places whose product in a year `share_of_gdp` is over.
    at_home
        Whether it is about the place of the sweep.
    goods
        Names of what is cut off on its surface; nothing where it is the goods of the reference use.
    other_goods
        What the study cuts off and its surface does not, where it is not rare earths as a whole.
    reached
        Whether the points that may be searched lie on both sides of the figure or of its band.
    reached_by
        Ways of counting whose points lie on both sides of it.
    severity_stated
        Whether its study states how much is missing, so that it was not searched for.
    needed
        Share of supply missing at which a figure below all points would be reached, in proportion;
        nothing where it is not so.
    taken_whole
        Industries that fixed recipes stop whole where that sets the nearest point above the figure.
    instead
        The nearest point where firms and households substitute, for a figure that was counted with
        fixed recipes and is given by none.
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
    at_home: bool
    goods: tuple[str, ...]
    other_goods: tuple[str, ...]
    reached: bool
    reached_by: tuple[str, ...]
    severity_stated: bool
    needed: float | None
    taken_whole: tuple[str, ...]
    instead: Point | None
    tag: str
    source: str
    why: str

    @property
    def said(self) -> str:
        """Where the figure lies, or how far off the nearest point is and what sets them apart."""
        there = f"{words.money(self.loss_there)}{self._size}"
        if self.reached:
            return f"Lies at {self.point}: {there}.{self._cut}"
        times = _TENFOLD**self.distance
        said = f"Not reached. Nearest is {self.point}: {there}, {_factor(times)} times the figure."
        if self.needed is not None:
            said += f" It would take {100 * self.needed:.2g} % of supply missing."
        if self.taken_whole:
            said += (
                f" Fixed recipes stop the whole of {self._industries}, not only the part that "
                "cannot do without: the tables tell no finer."
            )
        if self.instead is not None:
            loss = f"{words.money(self.instead.loss_there)}{self._size}"
            said += f" Where users substitute the nearest is {self.instead.point}: {loss}."
        if self.other_goods:
            named = words.listed([words.plain(good) for good in self.other_goods])
            said += f" The sweep cuts all goods of the reference use at once, the study {named}."
        return said + self._cut

    @property
    def _industries(self) -> str:
        if len(self.taken_whole) == 1:
            return f"the industry of {self.taken_whole[0].lower()}"
        return f"{len(self.taken_whole)} industries"

    @property
    def _cut(self) -> str:
        if not self.goods:
            return ""
        return f" Cut off: {words.listed(self.goods)}."

    @property
    def _size(self) -> str:
        named = words.listed(self.gdp_of) if len(self.gdp_of) == 1 else self.place
        return "" if self.at_home else f" at the size of {named}"


def _factor(times: float) -> str:
    return f"{times:.2g}" if times < 1 else words.ratio(times)
