"""What the page says about a deal: pictures, rows and sentences, for a template to lay out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backfire import figures
from backfire.report import _deal_rows as rows
from backfire.report._pictures import Picture, as_picture, grouped
from backfire.results import words

if TYPE_CHECKING:
    from backfire.results.deal import Deal

_LINKS = (
    ("frontier-section", "All packages"),
    ("issues-section", "Issue by issue"),
    ("thresholds-section", "What has no value"),
    ("scores-section", "Against what was signed"),
    ("supply-section", "Minerals"),
    ("moves-section", "What moves it"),
    ("terms-section", "For how long"),
    ("sources", "Sources"),
    ("method", "Method"),
)


def of_deal(deal: Deal) -> tuple[tuple[Picture, ...], dict[str, Any]]:
    """Give the pictures of the page about a deal, and what it says."""
    drawn = (
        as_picture("deal-frontier", "frontier", figures.deal_frontier(deal)),
        as_picture("deal-issues", "issues", figures.deal_issues(deal)),
    )
    return drawn, {
        "answer": deal,
        "title": f"What {words.listed([deal.names[side] for side in deal.sides])} would sign",
        "dated": (
            f"Values of {deal.values}, minerals by edition {deal.edition}, "
            f"{words.counted(deal.draws, 'draw')}, seed {deal.seed}"
        ),
        "links": _LINKS,
        "groups": grouped(drawn),
        "issues": (_cased(rows.heading(deal)), rows.issues(deal)),
        "details": (_cased(rows.DETAILS), rows.details(deal)),
        "thresholds": (_cased(rows.THRESHOLDS), rows.thresholds(deal)),
        "scores": (_cased(rows.SCORES), rows.scores(deal)),
        "supply": (_cased(rows.SUPPLY), rows.supply(deal)),
        "assumptions": (_cased(rows.ASSUMED), rows.assumptions(deal)),
        "readings": (_cased(rows.READINGS), rows.readings(deal)),
        "terms": (_cased(rows.TERMS), rows.terms(deal)),
        "sources": sorted(deal.sources.items()),
    }


def _cased(heading: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(words.capital(name) for name in heading)
