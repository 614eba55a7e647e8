"""The question that is asked of the model."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import Field, ValidationError, ValidationInfo, field_validator

from backfire.errors import ScenarioError

from ._activity import Activity
from ._any_control import AnyControl
from ._any_instrument import AnyInstrument
from ._backtest import Backtest
from ._citations import keys_in
from ._closed import Closed, as_data
from ._contradictions import contradictions
from ._fields import AsTuple, Count, Day, Label, Labels, Quoted, Seed, Slug, SomeLabels, Text
from ._game_whole import Game
from ._headline import (
    end_of_horizon,
    first_reference,
    first_sender,
    first_targets,
    leverage_of_reference,
    with_goods_of_reference,
)
from ._leverage_question import LeverageQuestion
from ._path import replace_at
from ._reference import Reference
from ._shortage import Shortage
from ._wording import sentences


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
    sender: Label = Field(default_factory=first_sender)
    """The place whose chokepoint the headline speaks of; else who imposes the first control."""
    targets: Labels = Field(default_factory=first_targets)
    """The places meant to be hurt; else those the first control names."""
    reference: Reference = Field(default_factory=first_reference)
    """The use the headline speaks of; else the goods and start of the first control."""
    leverage: LeverageQuestion = Field(default_factory=leverage_of_reference)
    """The use that leverage is measured by; else a full cut of the goods of the reference."""
    game: Game | None = None
    """What the two sides can do and believe, where it is asked who uses the control and when."""
    ends: Day = Field(default_factory=end_of_horizon)
    """Last day of the run; else the end of the reference horizon."""
    shortage: Shortage = Shortage()
    """When a place counts as short."""
    side_outside: SomeLabels = ("DEU", "REU")
    """Places whose prices are called outside; the sender's own are inside."""
    seed: Seed = 1
    """Seed of all random numbers."""
    draws: Count = 200
    """Number of futures."""
    sources: Labels = ()
    """Further keys in docs/references.bib that the scenario rests on."""

    @field_validator("leverage", mode="after")
    @classmethod
    def _about_the_reference(
        cls, asked: LeverageQuestion, known: ValidationInfo
    ) -> LeverageQuestion:
        return with_goods_of_reference(asked, known.data)

    def __init__(self, **fields: Any) -> None:
        told = as_data(fields)
        problems = contradictions(told)
        try:
            super().__init__(**fields)
        except ValidationError as fault:
            problems = [*sentences(fault, Scenario), *problems]
        if problems:
            raise ScenarioError(_called(told), dict.fromkeys(problems))

    def but(self, **changes: Any) -> Scenario:
        """A checked copy in which the named fields have other values.

        Raises
        ------
        ScenarioError
            If the changed scenario is not one.
        """
        return Scenario(**{**as_data(self), **as_data(changes)})

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
        """A checked copy with other values at several dotted paths, checked once at the end."""
        data: Any = as_data(self)
        for path, value in changes.items():
            data = replace_at(data, path, as_data(value), self.name)
        return Scenario(**data)

    def to_yaml(self) -> str:
        """The scenario as a file that reads back as the same scenario."""
        from ._yaml import write_yaml

        return write_yaml(as_data(self))

    def source_keys(self) -> tuple[str, ...]:
        """Every key in docs/references.bib that any part of the scenario names, sorted."""
        return tuple(sorted(set(keys_in(as_data(self)))))


def _called(told: Mapping[str, Any]) -> str:
    name = told.get("name")
    return name if isinstance(name, str) and name else "the scenario"
