"""The edition ends on 30 November 2025: nothing that happened later has entered the project."""

import re
from datetime import date

import pytest

from tests.structure import project

LAST = date(2025, 11, 30)
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
DAY = re.compile(r"(?<![\d.])(20\d\d)-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?(?![\d])")
WORDS = re.compile(
    r"\b(?:(\d{1,2})\s+)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+"
    r"(?:(\d{1,2}),\s+)?(20\d\d)\b",
    re.IGNORECASE,
)

ALLOWED = {
    # when this project itself changed
    "CHANGELOG.md": "dates of releases",
    "CITATION.cff": "dates of releases",
    "docs/explanation/decisions.md": "dates of decisions",
    # when packages were uploaded
    "uv.lock": "dates of packages",
    # what is asked, not what was seen: a scenario may ask about any date
    "src/backfire/scenario/library/": "ends of scenarios and of announced suspensions",
    "tests/": "dates made up to test with",
    "docs/": "dates made up to show how a question is asked",
    "README.md": "dates made up to show how a question is asked",
    "src/backfire/cli/": "dates made up to show how a question is asked",
    "src/backfire/scenario/": "dates made up to show how a question is asked",
}
STILL_CHECKED = ("docs/references.bib", "tests/pipeline/", "tests/data/")
EXCEPTIONS = {
    # announced before the edition's end, for a date after it
    "src/backfire/data/tables/2025.11/projects.csv": "announced dates of projects",
    "pipeline/readings/projects.csv": "announced dates of projects",
    "src/backfire/data/tables/deal/signed_2025.csv": "announced ends of what was signed",
}
ANNOUNCED = re.compile(
    r"\b(until|expir\w+|due|planned for|expected in|to bind from|to)\W{1,2}$", re.IGNORECASE
)
"""Words before a date that was announced by the edition's end for a day after it."""
LATE_EDITIONS = re.compile(r"Mineral Commodity Summaries 2026|November 2025 customs", re.IGNORECASE)
"""Publications that appeared later and are part of the edition all the same (see honesty.md)."""


def is_allowed(name: str) -> bool:
    if name.startswith(STILL_CHECKED):
        return False
    return name in EXCEPTIONS or any(name.startswith(prefix) for prefix in ALLOWED)


def day_of(match: re.Match[str]) -> date | None:
    if match.re is DAY:
        year, month, day = match.groups()
    else:
        before, month, after, year = match.groups()
        month, day = MONTHS.index(month.lower()) + 1, before or after
    try:
        return date(int(year), int(month), int(day or 1))
    except ValueError:
        return None


def late_dates(content: str):
    for number, line in enumerate(content.splitlines(), start=1):
        if LATE_EDITIONS.search(line):
            continue
        for match in (*DAY.finditer(line), *WORDS.finditer(line)):
            found = day_of(match)
            if found and found > LAST and not ANNOUNCED.search(line[: match.start()]):
                yield f"{number}: {match.group()} in {line.strip()[:120]}"


def test_nothing_is_dated_after_the_edition():
    found = [
        f"{project.shown(path)}:{line}"
        for path in project.tracked()
        if not is_allowed(project.shown(path))
        for line in late_dates(project.text(path) or "")
    ]
    assert not found, "\n".join(found[:10])


@pytest.mark.parametrize("line", ["2025-12-01", "on 2026-01", "Dec 2025", "3 January 2026"])
def test_a_later_date_is_seen(line):
    assert list(late_dates(line))


@pytest.mark.parametrize("line", ["suspended until 2026-11-10", "to bind from December 2025"])
def test_an_announced_date_may_be_later(line):
    assert not list(late_dates(line))


@pytest.mark.parametrize("line", ["2025-11-30", "2025-11", "30 November 2025", "MCS 2026", "2026"])
def test_an_earlier_date_or_a_bare_year_is_not(line):
    assert not list(late_dates(line))
