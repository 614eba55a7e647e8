"""The question that is asked of the model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Annotated, Any

from pydantic import Field, ValidationError, ValidationInfo, field_validator

from backfire.errors import ScenarioError

from ._checks import of_members, of_memory, of_sales_under_a_ban
from ._controls import AnyControl
from ._fields import AsTuple, Count, Day, Label, Labels, Quoted, Seed, Slug, SomeLabels
from ._game import Game, early_meetings
from ._instruments import AnyInstrument
from ._leverage import Activity, Backtest, LeverageQuestion, Reference, Shortage
from ._messages import sentences
from ._paths import replaced
from ._record import Closed, Text, as_data, beside, opened

_LAST_START = date(2199, 12, 31)
_CITATIONS = ("source", "discount_source")
"""Fields that hold keys in docs/references.bib, joined by semicolons."""


def _first_sender(known: dict[str, Any]) -> str:
    return next((control.by for control in known["controls"]), "")


def _first_targets(known: dict[str, Any]) -> tuple[str, ...]:
    aimed = next((control.to for control in known["controls"]), ())
    return () if aimed == "all" else aimed


def _first_reference(known: dict[str, Any]) -> Reference:
    for first in known["controls"]:
        return Reference(goods=first.goods, starts=first.starts)
    return Reference(goods=(), starts=known["starts"])


def _end_of_horizon(known: dict[str, Any]) -> date:
    reference: Reference = known["reference"]
    try:
        return reference.starts + timedelta(weeks=reference.horizon_weeks)
    except OverflowError:  # the memory that so many weeks would take is refused in words
        return date.max


def _about(asked: LeverageQuestion, known: Mapping[str, Any]) -> LeverageQuestion:
    """The question about the goods of the reference, where it names none of its own.

    The goods stay unsaid, so that they follow the reference when it is changed.
    """
    reference = known.get("reference")
    if reference is None or "goods" in asked.model_fields_set:
        return asked
    fields = {**dict(asked), "goods": reference.goods}
    return LeverageQuestion.model_construct(_fields_set=set(asked.model_fields_set), **fields)


def _leverage_of_reference(known: dict[str, Any]) -> LeverageQuestion:
    return _about(LeverageQuestion(), known)


class Scenario(Closed):
    """Who restricts what, against whom and when, and what the answer should speak of.

    Raises
    ------
    ScenarioError
        With every problem found, if a field is missing, unknown or out of its range, or if
        fields contradict each other.

    Examples
    --------
    >>> from backfire.scenario import read_scenario
    >>> read_scenario("no-control").but(seed=7).seed
    7
    """

    name: Slug
    """Short name: lower-case letters, digits and hyphens."""
    title: Text
    """One line for headings."""
    description: Text = ""
    """What is assumed, in a few sentences."""
    edition: Quoted = "2025.11"
    """Edition of the figures, in quotation marks."""
    parameters: Quoted = "fitted-2025-05"
    """Edition of the uncertain parameters."""
    starts: Day = date(2025, 1, 1)
    """First day of the run: the balanced baseline at rest."""
    controls: Annotated[tuple[AnyControl, ...], AsTuple] = ()
    """The measures that block, delay, tax or threaten trade, in any order."""
    instruments: Annotated[tuple[AnyInstrument, ...], AsTuple] = ()
    """Moves that build or flood supply; what blocks, delays or taxes trade is a control."""
    activity: Annotated[tuple[Activity, ...], AsTuple] = ()
    """What end users did or will do, in place of the growth that the edition expected."""
    backtest: Backtest | None = None
    """What the scenario is judged against, if it lies in the past."""
    sender: Label = Field(default_factory=_first_sender)
    """The place whose chokepoint the headline speaks of; else who imposes the first control."""
    targets: Labels = Field(default_factory=_first_targets)
    """The places meant to be hurt; else those the first control names."""
    reference: Reference = Field(default_factory=_first_reference)
    """The use the headline speaks of; else the goods and start of the first control."""
    leverage: LeverageQuestion = Field(default_factory=_leverage_of_reference)
    """The use that leverage is measured by; else a full cut of the goods of the reference."""
    game: Game | None = None
    """What the two sides can do and believe, where it is asked who uses the control and when."""
    ends: Day = Field(default_factory=_end_of_horizon)
    """Last day of the run; else the end of the reference horizon."""
    shortage: Shortage = Shortage()
    """When a place counts as short."""
    side_outside: SomeLabels = ("DEU", "REU")
    """Places whose prices are called outside; the sender's own are inside."""
    seed: Seed = 1
    """Seed of all random numbers."""
    draws: Count = Field(default=200, validate_default=True)
    """Number of draws."""
    sources: Labels = ()
    """Further keys in docs/references.bib that the scenario rests on."""

    @beside("starts")
    @staticmethod
    def _in_reach(starts: date) -> Iterator[str]:
        if starts > _LAST_START:
            yield f"starts must not be after {_LAST_START}, got {starts}"

    _not_banned = beside("instruments", "controls")(of_sales_under_a_ban)

    @beside("targets", "sender")
    @staticmethod
    def _others(targets: tuple[str, ...], sender: str) -> Iterator[str]:
        if not targets:
            yield "targets must name at least one place, got none"
        if sender in targets:
            yield f"targets must not hold the sender, got {sender}"

    @beside("reference", "starts", "controls")
    @staticmethod
    def _inside(reference: Reference, starts: date, controls: tuple[Any, ...]) -> Iterator[str]:
        first = reference.starts
        if controls and not reference.goods:
            yield "reference.goods must name at least one good, got none"
        if first < starts:
            yield f"reference.starts must be on or after the run starts ({starts}), got {first}"

    @beside("leverage", "starts")
    @staticmethod
    def _begun_in_the_run(asked: LeverageQuestion, starts: date) -> Iterator[str]:
        if asked.starts and asked.starts < starts:
            rule = f"must be on or after the run starts ({starts})"
            yield f"leverage.starts {rule}, got {asked.starts}"

    @field_validator("leverage")
    @classmethod
    def _about_the_reference(
        cls, asked: LeverageQuestion, known: ValidationInfo
    ) -> LeverageQuestion:
        return _about(asked, known.data)

    @beside("game", "starts")
    @staticmethod
    def _played_in_the_run(game: Game, starts: date) -> Iterator[str]:
        if game.begins and game.begins < starts:
            rule = f"must be on or after the run starts ({starts})"
            yield f"game.begins {rule}, got {game.begins}"
        if not game.begins:
            yield from (f"game.{problem}" for problem in early_meetings(game.meetings, starts))

    @beside("ends", "starts", perhaps=("reference",))
    @staticmethod
    def _last(ends: date, starts: date, reference: Reference | None) -> Iterator[str]:
        if ends <= starts:
            yield f"ends must be after starts ({starts}), got {ends}"
        elif reference and reference.starts >= ends:
            first = reference.starts
            yield f"reference.starts must be before the run ends ({ends}), got {first}"

    @beside("draws", "starts", "ends", "leverage")
    @staticmethod
    def _in_memory(draws: int, starts: date, ends: date, asked: LeverageQuestion) -> Iterator[str]:
        return of_memory(draws, starts, ends, asked.horizon_weeks)

    def __init__(self, **fields: Any) -> None:
        problems = list(of_members(fields))
        try:
            super().__init__(**fields)
        except ValidationError as fault:
            problems = [*sentences(fault, Scenario), *problems]
        if problems:
            name = fields.get("name")
            called = name if isinstance(name, str) and name else "the scenario"
            raise ScenarioError(called, dict.fromkeys(problems))

    def but(self, **changes: Any) -> Scenario:
        """A copy in which the named fields have other values; only these are checked inside.

        Raises
        ------
        ScenarioError
            If the changed scenario is not one.
        """
        return Scenario(**{**opened(self), **changes})

    def but_path(self, path: str, value: Any) -> Scenario:
        """A checked copy with another value at one dotted path.

        Raises
        ------
        ScenarioError
            If the path leads nowhere, or the changed scenario is not one.

        Examples
        --------
        >>> from backfire.scenario import read_scenario
        >>> read_scenario("full-embargo").but_path("controls.0.withheld", 0.5).controls[0].withheld
        0.5
        """
        return self.but_paths({path: value})

    def but_paths(self, changes: Mapping[str, Any]) -> Scenario:
        """A copy with other values at several dotted paths, checked once at the end."""
        fields: Any = self
        for path, value in changes.items():
            fields = replaced(fields, path, value, self.name)
        return Scenario(**opened(fields))

    def to_yaml(self) -> str:
        """The scenario as a file that reads back as the same scenario."""
        from ._yaml import write_yaml

        return write_yaml(as_data(self))

    def source_keys(self) -> tuple[str, ...]:
        """Every key in docs/references.bib that any part of the scenario names, sorted."""
        return tuple(sorted({key for key in _keys_in(as_data(self)) if key}))


def _keys_in(data: Any) -> list[str]:
    """Every key in docs/references.bib in plain data, as often as it is named."""
    if isinstance(data, dict):
        own = [key.strip() for field in _CITATIONS for key in str(data.get(field, "")).split(";")]
        listed = [str(key) for key in data.get("sources", ())]
        return [*own, *listed, *(key for item in data.values() for key in _keys_in(item))]
    return [key for item in data for key in _keys_in(item)] if isinstance(data, list) else []
