"""What the page says about a game: pictures, rows and sentences, for a template to lay out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backfire import figures
from backfire.report import _game_rows as rows
from backfire.report._pictures import Picture, as_picture, grouped
from backfire.results import words
from backfire.results.game import day, origin

if TYPE_CHECKING:
    from backfire.results.game import GameAnswer

_LINKS = (
    ("policy-section", "Who does what"),
    ("use-section", "When it is used"),
    ("ladder-section", "Escalation"),
    ("ending-section", "How it ends"),
    ("worth-section", "What it is worth"),
    ("solved-section", "How well it is solved"),
)


def game_pictures(answer: GameAnswer) -> tuple[Picture, ...]:
    """Draw the pictures of a game in the order of the page."""
    drawn = (
        ("policy-map", "policy", figures.policy_map),
        ("game-tree", "policy", figures.game_tree),
        ("hazard-of-use", "use", figures.hazard_of_use),
        ("advantage-of-use", "use", figures.advantage_of_use),
        ("escalation-ladder", "ladder", figures.escalation_ladder),
        ("endings", "ending", figures.endings),
        ("regret-sweep", "solved", figures.regret_sweep),
    )
    return tuple(as_picture(name, group, draw(answer)) for name, group, draw in drawn)


def game_sections(
    answer: GameAnswer, ends: tuple[tuple[str, str], ...]
) -> tuple[tuple[Picture, ...], dict[str, Any]]:
    """Give the pictures of the page about a game, and what it says.

    Parameters
    ----------
    ends
        Links to what stands at the end of every page.
    """
    drawn = game_pictures(answer)
    heading, standing = rows.endings(answer.endings)
    return drawn, {
        "answer": answer,
        "title": words.capital(answer.title),
        "dated": f"Begins on {day(answer.days[0])}, edition {answer.edition}",
        "origin": origin(answer.origin),
        "links": (*_LINKS, *ends),
        "groups": grouped(drawn),
        "policy": (_cased(rows.POLICY), rows.policy(answer)),
        "chances": (_cased(rows.CHANCES), rows.chances(answer)),
        "map": (_cased(rows.MAP), rows.on_map(answer)),
        "tree": (_cased(rows.TREE), rows.tree(answer)),
        "years": (_cased(rows.YEARS), rows.years(answer)),
        "quarters": (_cased(rows.QUARTERS), rows.quarters(answer)),
        "ladder": (_cased(rows.LADDER), rows.ladder(answer)),
        "renewals": (_cased(rows.RENEWALS), rows.renewals(answer)),
        "endings": (_cased(heading), standing),
        "worth": (_cased(rows.WORTH), rows.worth(answer)),
        "variants": (_cased(rows.VARIANTS), rows.variants(answer)),
        "sweep": (_cased(rows.SWEEP), rows.sweep(answer)),
        "sources": sorted(answer.sources.items()),
    }


def _cased(heading: tuple[str, ...]) -> list[str]:
    return [words.capital(name) for name in heading]
