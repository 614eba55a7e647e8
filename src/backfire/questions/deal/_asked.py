"""What is asked about a deal: refused where it cannot be answered, else drawn and settled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backfire.answers import words
from backfire.errors import DataError, SolveError
from backfire.model import strategy
from backfire.questions.prepare import too_large

from ._tables import Tables, faults
from ._values import SENDER, TARGET, Terms, Worths, worths

if TYPE_CHECKING:
    from ._supply import Loss

_LONGEST = 1000.0
"""Years for which a promise may count at most."""
_LARGEST_SEED = 2**64 - 1
_BYTES = 500
"""Bytes that each issue takes in a draw, in all arrays that are held at once."""


@dataclass(frozen=True)
class Asked:
    """The tables of a deal with what is chosen beside them: see the parameters of ``deal``."""

    tables: Tables
    cases: Mapping[str, str]
    draws: int
    seed: int
    terms: Terms

    def refuse(self) -> None:
        """Say what keeps a deal from being looked for.

        Raises
        ------
        DataError
            With every problem found.
        """
        problems = [*self._numbers(), *faults(self.tables, self.cases)]
        if problems:
            raise DataError(self._where, problems)

    def _numbers(self) -> Iterator[str]:
        years, rate = self.terms.permanent, self.terms.rate
        if self.draws < 1:
            yield f"draws must be a whole number, 1 or more, got {self.draws}"
        elif problem := too_large("draws", self.draws, _BYTES * max(1, len(self.tables.issues))):
            yield problem
        if not 0 <= self.seed <= _LARGEST_SEED:
            yield f"seed must be a whole number from 0 to {_LARGEST_SEED:,}, got {self.seed}"
        if not 0 < years <= _LONGEST:
            limits = f"above 0 and at most {_LONGEST:g}"
            yield f"permanent must be a number of years {limits}, got {years:g}"
        if not 0 <= rate < 1:
            yield f"discount_rate must be a share from 0 to 1, got {rate:g}"

    def drawn(self, supply: Sequence[Loss], terms: Terms) -> Worths:
        """Values under some terms, from the same random numbers whatever the terms."""
        tables = self.tables
        asked = tuple(zip(tables.questions, supply, strict=True))
        found = worths(tables.values, asked, tables.besides, terms, self.draws, self.seed)
        for issue, case in self.cases.items():
            if issue in found.cases:
                found = found.in_case(issue, case)
        return found

    def settled(self, found: Worths) -> strategy.Deal:
        """The Nash package in every draw; where nothing can be signed the values are at fault.

        Raises
        ------
        DataError
            If no deal is possible.
        """
        try:
            return strategy.settle(found.of_both(found.valued))
        except SolveError as fault:
            problems = [f"{fault.where}: {each}" for each in fault.problems]
            for side, place in (("sender", SENDER), ("target", TARGET)):
                must = f"{words.capital(self.tables.names[place])} must"
                problems = [each.replace(f"{side}: must", must) for each in problems]
            raise DataError(self._where, problems) from None

    @property
    def _where(self) -> str:
        return f"the deal of {self.tables.name}"
