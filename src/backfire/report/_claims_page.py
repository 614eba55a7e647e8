"""What the page says about claims: pictures, rows and sentences, for a template to lay out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backfire import figures
from backfire.report import _claims_rows as rows
from backfire.report._pictures import Picture, as_picture, grouped
from backfire.results import words

if TYPE_CHECKING:
    from backfire.results.claims import Findings

_ALL = "all"


def of_claims(found: Findings) -> tuple[tuple[Picture, ...], dict[str, Any]]:
    """Give the pictures of the page about claims, and what it says."""
    drawn = (
        as_picture("claim-verdicts", _ALL, figures.claim_verdicts(found)),
        *(
            as_picture(f"claim-{one.about.id}", one.about.id, figures.claim_sweep(one))
            for one in found.claims
        ),
    )
    return drawn, {
        "answer": found,
        "title": f"Which claims hold: {found.title}",
        "dated": (
            f"Scenario {found.scenario}, edition {found.edition}, "
            f"{words.counted(found.futures, 'future')} with {found.paths:,} paths each, "
            f"{found.grid}, seed {found.seed}"
        ),
        "links": (
            ("verdicts-section", "All claims"),
            *((f"{one.about.id}-section", _named(one.about.id)) for one in found.claims),
            ("sources", "Sources"),
            ("method", "Method"),
        ),
        "groups": grouped(drawn),
        "verdicts": (_cased(rows.VERDICTS), rows.verdicts(found)),
        "rules": (_cased(rows.RULES), rows.rules(found)),
        "parts": [
            (one, _named(one.about.id), (_cased(rows.READINGS), rows.readings(one)))
            for one in found.claims
        ],
        "sources": sorted(found.sources.items()),
    }


def _named(name: str) -> str:
    return words.capital(name.replace("-", " "))


def _cased(heading: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(words.capital(name) for name in heading)
