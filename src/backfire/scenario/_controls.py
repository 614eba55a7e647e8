"""Controls: measures that block, delay, tax or threaten trade; ``kind`` says which one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field

from ._fields import (
    CERTAIN_ZERO,
    Actor,
    AsTuple,
    Banded,
    BandOrShare,
    Day,
    Label,
    Labels,
    NotNegative,
    Places,
    Positive,
    Share,
    Slug,
    SomeLabels,
)
from ._record import Sourced, beside


class Move(Sourced):
    """What an actor does between two days (abstract)."""

    name: Slug
    """Short name, unique among all controls and instruments of the scenario."""
    by: Actor
    """Who acts; not only a place of the edition can, but also one inside a bloc, such as NLD."""
    announced: Day | None = None
    """The day it became known; left out where it was announced as it began."""
    starts: Day
    """The first day on which it works."""
    ends: Day | None = None
    """The first day on which it no longer works; left out where no end is known."""

    @beside("starts", "announced")
    @staticmethod
    def _known_before(starts: Day, announced: Day) -> Iterator[str]:
        if announced > starts:
            yield f"announced must not be after starts ({starts}), got {announced}"

    @beside("ends", "starts")
    @staticmethod
    def _ends_later(ends: Day, starts: Day) -> Iterator[str]:
        if ends <= starts:
            yield f"ends must be after starts ({starts}), got {ends}"

    @property
    def known_from(self) -> Day:
        """The day on which it can first matter: announced, or begun."""
        return min(self.announced or self.starts, self.starts)


def not_at_oneself(to: Sequence[str] | Literal["all"], by: str) -> Iterator[str]:
    """Refuse a move that is aimed at the place that makes it."""
    if to != "all" and by in to:
        yield f"to must not hold the place that acts, got {by}"


class Suspension(Sourced):
    """A control that has been announced or begun, set aside between two dates."""

    from_: Day = Field(alias="from")
    """First day on which the control does not bind."""
    until: Day
    """First day on which it may bind again."""

    @beside("until", "from_")
    @staticmethod
    def _later(until: Day, first: Day) -> Iterator[str]:
        if until <= first:
            yield f"until must be after from ({first}), got {until}"


class Control(Move):
    """A measure of one place that blocks, delays, taxes or threatens trade (abstract)."""

    by: Label
    """The place that acts."""
    to: Places = "all"
    """The places it is aimed at, or ``all`` for every place but the one that acts."""
    goods: SomeLabels
    """Goods, or groups of goods, that it covers."""
    suspended: Annotated[tuple[Suspension, ...], AsTuple] = ()
    """Spans of time in which it does not bind."""
    leakage: BandOrShare = CERTAIN_ZERO
    """The largest share of the blocked flow that still gets through."""
    holders_of_rent: Literal["sender", "buyer"] = "sender"
    """Who earns the value of a scarce licence: exporters of the sender, or the buyers."""

    _aim = beside("to", "by")(not_at_oneself)

    @beside("suspended", "starts", perhaps=("announced", "ends"))
    @staticmethod
    def _suspended_while_it_lasts(
        spans: Sequence[Suspension], starts: Day, announced: Day | None, ends: Day | None
    ) -> Iterator[str]:
        begins = announced or starts
        for place, span in enumerate(spans):
            here, first = f"suspended[{place}]", span.from_
            last = spans[place - 1].until if place else first
            if first < begins:
                yield f"{here}.from must not be before the control is known ({begins}), got {first}"
            if ends and span.until > ends:
                yield f"{here}.until must not be after the control ends ({ends}), got {span.until}"
            if first < last:
                yield (
                    f"{here}.from must not be before the last suspension ends ({last}), got {first}"
                )


class Dated(Sourced):
    """A figure of one day (abstract)."""

    date: Day
    """The day from which it counts."""


def _out_of_order(where: str, points: Sequence[Dated]) -> Iterator[str]:
    for place, (before, point) in enumerate(pairwise(points), start=1):
        if point.date <= before.date:
            yield (
                f"{where}[{place}].date must be after the one before it ({before.date}), "
                f"got {point.date}"
            )


class Ban(Control):
    """A fixed share of the flow is not let out."""

    kind: Literal["ban"] = "ban"
    """The word that makes this control a ban."""
    withheld: Share
    """Share of every order that is refused."""


class Approval(Banded[Share], Dated):
    """The share of applications granted by a date; between two dates the path is straight.

    Before the first point nothing has been granted; after the last one the path stays level. A
    point without a source is interpolated.
    """


class Friction(Sourced):
    """A share of the uncovered flow held at customs, falling in a straight line to zero."""

    initial: Share
    """Share of the uncovered flow held on the first day of the control."""
    weeks: Positive
    """Weeks until nothing is held any more."""


_Path = Annotated[tuple[Approval, ...], Field(min_length=1), AsTuple]


class Licence(Control):
    """Goods leave only with a licence, and licences are granted over time."""

    kind: Literal["licence"] = "licence"
    """The word that makes this control a licence regime."""
    covered: BandOrShare
    """Share of the flow of these goods that needs a licence."""
    approvals: _Path
    """Share of applications granted by date, straight between the dates."""
    approvals_by: Mapping[Label, _Path] = {}
    """Paths of approvals for single destinations, in place of ``approvals``."""
    delay_weeks: NotNegative = 0.0
    """Weeks between an order and its licence once licences are granted, beyond the path."""
    friction: Friction | None = None
    """What customs checks hold back of the part that needs no licence."""
    grace_weeks: NotNegative = 0.0
    """Weeks after the start in which goods cleared before still leave."""
    declared_use: bool = True
    """Whether licences cap orders at declared use, so that nobody can build stocks."""

    @beside("approvals")
    @staticmethod
    def _in_order(points: Sequence[Approval]) -> Iterator[str]:
        return _out_of_order("approvals", points)

    @beside("approvals_by")
    @staticmethod
    def _each_in_order(paths: Mapping[str, Sequence[Approval]]) -> Iterator[str]:
        for place, points in paths.items():
            yield from _out_of_order(f"approvals_by.{place}", points)


class Tranche(Dated):
    """Tonnes that become available on a date and lapse at the end of that calendar year."""

    tonnes: NotNegative
    """Licence tonnes handed out."""


class QuotaPool(Control):
    """All goods of the pool draw on the same tonnes; when they run out nothing leaves."""

    kind: Literal["quota_pool"] = "quota_pool"
    """The word that makes this control a quota pool."""
    tranches: Annotated[tuple[Tranche, ...], Field(min_length=1), AsTuple]
    """Tonnes by date of allocation; what is unused at the end of a calendar year lapses."""
    coverage: Positive = 1.0
    """Licence tonnes used up by one tonne of trade."""

    @beside("tranches")
    @staticmethod
    def _in_order(tranches: Sequence[Tranche]) -> Iterator[str]:
        return _out_of_order("tranches", tranches)


class Extraterritorial(Control):
    """Goods made outside the sender need its leave where they contain its material."""

    kind: Literal["extraterritorial"] = "extraterritorial"
    """The word that makes this control an extraterritorial rule."""
    content: Mapping[Label, Share]
    """Share of foreign output that carries controlled content, by good or group of goods."""
    withheld: Share
    """Share of that part which is refused."""

    @beside("content", "goods")
    @staticmethod
    def _covered(content: Mapping[str, float], goods: Sequence[str]) -> Iterator[str]:
        for good in content:
            if good not in goods:
                yield f"content.{good} must be one of the control's goods: {', '.join(goods)}"


class Tariff(Control):
    """The places in ``to`` charge a duty on the goods when they come from ``by``."""

    kind: Literal["tariff"] = "tariff"
    """The word that makes this control a tariff."""
    to: SomeLabels  # pyright: ignore[reportIncompatibleVariableOverride, reportGeneralTypeIssues]
    """The places that charge the duty."""
    rate: NotNegative
    """Duty as a share of the price before duty; 0.25 is 25 percent."""


class SupplyOrder(Control):
    """Producers inside the acting place may use only a part of their capacity."""

    kind: Literal["supply_order"] = "supply_order"
    """The word that makes this control a supply order."""
    goods: Labels = ()
    """Not needed: the processes say what is made less of."""
    processes: SomeLabels
    """The processes that are held down."""
    output_cap: NotNegative
    """Capacity that may be used, as a multiple of capacity: 0.8 takes away a fifth."""


class Threat(Control):
    """Buyers hear of it and prepare; no trade is touched."""

    kind: Literal["threat"] = "threat"
    """The word that makes this control a threat."""
    announced: Day  # pyright: ignore[reportIncompatibleVariableOverride, reportGeneralTypeIssues]
    """The day it was uttered."""
    starts: Day
    """The day on which it would be carried out."""
    ends: Day | None = None
    """The day on which it was withdrawn, which may come before ``starts``."""
    severity: Share
    """How much of a full cut buyers take it for: 0 is talk, 1 is a full cut."""

    @beside("ends", "announced")
    @staticmethod
    def _ends_later(ends: Day, announced: Day) -> Iterator[str]:
        if ends <= announced:
            yield f"ends must be after announced ({announced}), got {ends}"


CONTROLS = (Ban, Licence, QuotaPool, Extraterritorial, Tariff, SupplyOrder, Threat)

AnyControl = Annotated[
    Ban | Licence | QuotaPool | Extraterritorial | Tariff | SupplyOrder | Threat,
    Field(discriminator="kind"),
]
"""One control of any kind."""
