"""Whether third parties that are hurt and join cost the sender."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from backfire.model.strategy.contest import Act
from backfire.questions.empirics import empirics
from backfire.results.claims import About, Axis, Lines, Reading, Spanned, Tested

from ._claim import FEW, AbstractClaim, Sweep, reading, series
from .trials import AS_IS, Change, worth

if TYPE_CHECKING:
    from backfire.model.strategy.contest import Start

    from .trials import Solved, Trials

JOIN = "third_parties.join"
FACTORS = (1.0, 2.0)
OWN = FACTORS.index(1.0)
PART = 0.01
"""Part of a year of concessions that a loss must exceed to count."""
SENDER, TARGET = 0, 1
PER_YEAR = 4


class ThirdParties(AbstractClaim):
    """Those hurt beside the target build the coalition that neutralises the card."""

    about: ClassVar[About] = About(
        id="third-parties-join",
        claim="third parties are hurt, join the target, and cost the sender",
        place="paragraphs 15 to 18",
        mechanisms=("M16", "M23"),
        question=(
            "Is the game worth less to the sender with third parties that may join while a control "
            "stands than with third parties that never do?"
        ),
        rule=(
            "It holds in a future if the value to the sender is lower by more than a "
            "hundredth of a "
            "year of concessions. Swept over how readily they join and over where the game begins."
        ),
        given=(
            "That they join while a control stands, and what they then add, is taken from the "
            "record and from judgement; what it comes to is the finding."
        ),
    )

    def tested(self, trials: Trials) -> Tested:
        """Values with and without third parties, exactly."""
        sweep = Sweep(
            Axis("they join, of the rate in the record", tuple(f"{f:g} times" for f in FACTORS)),
            Axis(
                "the game begins in",
                ("the scenario's own posture", "a full ban answered in proportion"),
                ordered=False,
            ),
            len(trials.futures),
        )
        found = np.full((len(trials.futures), 2, len(FACTORS), 2), np.nan)
        for future in trials.futures:
            without = trials.game(future, Change(times=((JOIN, 0.0),)), plans=False)
            values = without.setting.values
            least = PART * abs(values["concessions.sender"])
            for column, factor in enumerate(FACTORS):
                if column != OWN and future >= FEW:
                    continue
                change = AS_IS if column == OWN else Change(times=((JOIN, factor),))
                game = trials.game(future, change, plans=change == AS_IS)
                for row, start in enumerate(_starts(game)):
                    change_of = worth(game, start) - worth(without, start)
                    found[future, row, column] = change_of
                    sweep.note(future, column, bool(-change_of[SENDER] > least), row)
        return Tested(
            across=sweep.across,
            down=sweep.down,
            shares=sweep.shares(),
            here=tuple(bool(one == 1) for one in sweep.held[0, OWN]),
            readings=(
                reading("value to the sender", found[:, 0, OWN, SENDER], "usd"),
                reading("value to the target", found[:, 0, OWN, TARGET], "usd"),
                reading("value to the sender, from a full ban", found[:, 1, OWN, SENDER], "usd"),
                *_hurt(trials),
            ),
            lines=Lines(
                sweep.across,
                "usd",
                "change in value against third parties that stay out, USD bn",
                {
                    "sender": series(found[:, 0, :, SENDER]),
                    "target": series(found[:, 0, :, TARGET]),
                    "sender, from a full ban": series(found[:, 1, :, SENDER]),
                },
            ),
            record=_record(),
            sources=("event_record2025",),
        )


def _starts(game: Solved) -> tuple[Start, Start]:
    known = game.contest.postures
    return game.start, replace(game.start, posture=known.open(Act.FULL_BAN, 1))


def _hurt(trials: Trials) -> tuple[Reading, ...]:
    """What a year of a full ban costs all other places, by the supply model where there is one."""
    tables = trials.known.tables
    if tables is None:
        return ()
    usual = trials.known.central.usual
    year = PER_YEAR * tables.third_harm[Act.FULL_BAN, 0, usual]
    low, middle, high = map(float, np.quantile(year, (0.05, 0.5, 0.95)))
    return (
        Reading(
            "loss of all other places by the first quarter of a full ban, times four",
            Spanned(low, middle, high),
            "usd",
        ),
    )


def _record() -> str:
    priors = empirics().priors()
    stood, none = (priors[f"third_party_{name}"] for name in ("while_controlled", "otherwise"))
    return (
        f"In the record third governments acted {stood.central:.2g} times a quarter "
        f"({stood.low:.2g} to {stood.high:.2g}) while a control of China stood, and "
        f"{none.central:.2g} times else."
    )
