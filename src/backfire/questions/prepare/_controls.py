"""From the controls of a scenario to the model's: the one place where kinds become classes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from backfire.model import controls as model

from ._instruments import instrument

if TYPE_CHECKING:
    from backfire import scenario as spec

    from ._labels import Labels

FOREVER = float("inf")
DAYS_PER_WEEK = 7


class ControlTranslator:
    """Translates the controls of one scenario: dates into weeks, labels into positions."""

    def __init__(
        self,
        scenario: spec.Scenario,
        labels: Labels,
        weeks: int,
        first_week: float = 0.0,
        left_out: tuple[str, ...] = (),
    ) -> None:
        self.left_out = left_out
        self.scenario = scenario
        self.labels = labels
        self.first_week = first_week
        acting = [_controlled(control) for control in scenario.controls]
        acting += [[move.by] for move in scenario.instruments if move.kind == "dumping"]
        places = dict.fromkeys([scenario.sender, *(name for names in acting for name in names)])
        self.senders = tuple(labels.places.index(place) for place in places)
        pools = [c for c in scenario.controls if c.kind == "quota_pool"]
        self.pools = {control.name: number for number, control in enumerate(pools)}
        self.frame = model.PolicyShape(
            weeks=weeks,
            goods=len(labels.goods),
            places=len(labels.places),
            processes=len(labels.processes),
            senders=self.senders,
            pools=len(pools),
        )

    def schedule(self) -> model.Schedule:
        """The policy of every week."""
        return model.schedule(self.moves(), self.frame)

    def moves(self) -> list[model.AbstractControl]:
        """Every control and instrument as the model has it."""
        return [*self.controls(), *map(self.instrument, self.scenario.instruments)]

    def controls(self) -> list[model.AbstractControl]:
        """Every control as the model has it."""
        told = (control for control in self.scenario.controls if control.name not in self.left_out)
        return [item for control in told for item in self._model(control)]

    def instrument(self, told: spec.AnyInstrument) -> model.AbstractControl:
        """One instrument as the model has it."""
        return instrument(told, self.labels, self.week, self.senders)

    def week(self, day: date | None) -> float:
        """Weeks from the first week of the desk, that of the run unless told, to a day."""
        if day is None:
            return FOREVER
        return (day - self.scenario.starts).days / DAYS_PER_WEEK - self.first_week

    def _span(self, control: spec.Control) -> model.Span:
        return model.Span(
            announced=self.week(control.announced or control.starts),
            starts=self.week(control.starts),
            ends=self.week(control.ends),
            suspended=tuple((self.week(s.from_), self.week(s.until)) for s in control.suspended),
        )

    def _reach(self, control: spec.Control, sender: str) -> model.Reach:
        position = self.labels.places.index(sender)
        return model.Reach(
            sender=self.senders.index(position),
            goods=self.labels.good_positions(control.goods),
            places=self.labels.place_positions(control.to, control.by),
        )

    def _model(self, control: spec.AnyControl) -> list[model.AbstractControl]:
        match control.kind:
            case "ban":
                return [self._ban(control)]
            case "licence":
                return [self._licence(control)]
            case "quota_pool":
                return [self._quota_pool(control)]
            case "extraterritorial":
                return [self._extraterritorial(control)]
            case "tariff":
                return self._tariffs(control)
            case "supply_order":
                return [self._supply_order(control)]
            case "threat":
                return [self._threat(control)]

    def _ban(self, control: spec.Ban) -> model.Ban:
        return model.Ban(
            span=self._span(control),
            reach=self._reach(control, control.by),
            withheld=control.withheld,
            leakage=_leakage(control),
        )

    def _licence(self, control: spec.Licence) -> model.Licence:
        friction = control.friction
        by_place = tuple(
            (self.labels.places.index(place), self._path(path))
            for place, path in control.approvals_by.items()
        )
        covered = control.covered
        return model.Licence(
            span=self._span(control),
            reach=self._reach(control, control.by),
            covered=(covered.low, covered.central, covered.high),
            approvals=self._path(control.approvals),
            approvals_by=by_place,
            delay=control.delay_weeks,
            friction=friction.initial if friction else 0.0,
            friction_weeks=friction.weeks if friction else 1.0,
            grace=control.grace_weeks,
            declared_use=control.declared_use,
            leakage=_leakage(control),
        )

    def _path(self, approvals: tuple[spec.Approval, ...]) -> model.ApprovalPath:
        return model.ApprovalPath(
            week=tuple(self.week(point.date) for point in approvals),
            low=tuple(point.low for point in approvals),
            central=tuple(point.central for point in approvals),
            high=tuple(point.high for point in approvals),
        )

    def _quota_pool(self, control: spec.QuotaPool) -> model.QuotaPool:
        tranches = sorted((self.week(t.date), t.tonnes) for t in control.tranches)
        years = range(self.scenario.starts.year, self.scenario.ends.year + 1)
        return model.QuotaPool(
            span=self._span(control),
            reach=self._reach(control, control.by),
            pool=self.pools[control.name],
            tranches=tuple(tranches),
            year_ends=tuple(self.week(date(year + 1, 1, 1)) for year in years),
            coverage=control.coverage,
            rent_to_seller=float(control.holders_of_rent == "sender"),
            leakage=_leakage(control),
        )

    def _extraterritorial(self, control: spec.Extraterritorial) -> model.Extraterritorial:
        content = {
            position: share
            for name, share in control.content.items()
            for position in self.labels.good_positions([name])
        }
        return model.Extraterritorial(
            span=self._span(control),
            reach=self._reach(control, control.by),
            withheld=control.withheld,
            content=tuple(sorted(content.items())),
        )

    def _tariffs(self, control: spec.Tariff) -> list[model.AbstractControl]:
        span, rate = self._span(control), control.rate
        reach = self._reach(control, control.by)
        taxed = model.Tariff(span=span, reach=reach, rate=rate)
        # Who is taxed today may be cut off tomorrow: the place that charges the duty becomes a
        # riskier supplier to the place it taxes (M24).
        feared = [
            model.Threat(
                span=span,
                reach=model.Reach(
                    sender=self.senders.index(self.labels.places.index(charging)),
                    goods=self.labels.good_positions(control.goods),
                    places=(self.labels.places.index(control.by),),
                ),
                severity=rate / (1 + rate),
            )
            for charging in control.to
        ]
        return [taxed, *feared]

    def _supply_order(self, control: spec.SupplyOrder) -> model.SupplyOrder:
        return model.SupplyOrder(
            span=self._span(control),
            place=self.labels.places.index(control.by),
            processes=tuple(self.labels.processes.index(name) for name in control.processes),
            output_cap=control.output_cap,
        )

    def _threat(self, control: spec.Threat) -> model.Threat:
        return model.Threat(
            span=self._span(control),
            reach=self._reach(control, control.by),
            severity=control.severity,
        )


def _controlled(control: spec.AnyControl) -> list[str]:
    """Places whose exports the control bears on, and those it makes less trusted as suppliers."""
    if control.kind == "supply_order":
        return []
    return [control.by, *control.to] if control.kind == "tariff" else [control.by]


def _leakage(control: spec.Control) -> model.Leakage:
    band = control.leakage
    return model.Leakage(low=band.low, central=band.central, high=band.high)
