"""Pictures of leverage over years: its fall, what use is worth, and what removes it."""

from collections.abc import Iterator

from backfire.answers import Answer
from backfire.answers import leverage as answers
from backfire.figures._picture import Picture
from backfire.figures.leverage._capacity import outside_capacity
from backfire.figures.leverage._closures import losses_by_closure
from backfire.figures.leverage._curves import four_cases, leverage_curves
from backfire.figures.leverage._purchases import who_stops_buying
from backfire.figures.leverage._reasons import elasticities, instrument_costs
from backfire.figures.leverage._value_of_use import value_of_use

__all__ = [
    "elasticities",
    "four_cases",
    "instrument_costs",
    "leverage_curves",
    "losses_by_closure",
    "outside_capacity",
    "pictures",
    "value_of_use",
    "who_stops_buying",
]


def pictures(answer: Answer) -> Iterator[Picture]:
    """Draw every picture of leverage; nothing is drawn of what was not asked for."""
    yield Picture("leverage-curves", "leverage", leverage_curves(answer))
    yield Picture("losses-by-closure", "losses", losses_by_closure(answer))
    yield Picture("value-of-use", "value", value_of_use(answer))
    yield Picture("outside-capacity", "capacity", outside_capacity(answer))
    yield Picture("who-stops-buying", "capacity", who_stops_buying(answer))
    if answer.reading(answers.instruments):
        yield Picture("instrument-costs", "removal", instrument_costs(answer))
    if answer.reading(answers.elasticities):
        yield Picture("elasticities", "removal", elasticities(answer))
    if answer.reading(answers.cases):
        yield Picture("four-cases", "cases", four_cases(answer))
