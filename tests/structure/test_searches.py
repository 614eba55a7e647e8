"""Searches that a stranger would make: what he looks for is in one file, whose path says so."""

import re
from pathlib import Path

import pytest

from tests.structure import project

SEARCHES = {
    "loss under fixed recipes": (
        "model",
        r"^class Recipe\b",
        "model/economy/_recipe.py",
    ),
    "the words about half-life": (
        ".",
        r"\bLeverage (halves|does not halve)\b",
        "answers/text/leverage.jinja",
    ),
    "an end use": (
        "data/tables",
        r"Identifier of an end use\.,key",
        "data/tables/uses.schema.csv",
    ),
    "a licence delay": (
        "model",
        r"^    delay\w*: ",
        "model/controls/_licence.py",
    ),
}
"""What is looked for: in which folder, by which pattern, and where it must be."""
TEXT = {".py", ".jinja", ".html", ".csv"}


def found(folder: str, pattern: str) -> list[str]:
    wanted = re.compile(pattern, re.MULTILINE)
    return [
        path.relative_to(project.SOURCE).as_posix()
        for path in sorted((project.SOURCE / folder).rglob("*"))
        if path.suffix in TEXT and wanted.search(path.read_text("utf-8"))
    ]


@pytest.mark.parametrize("wanted", SEARCHES)
def test_what_is_looked_for_is_defined_in_one_file(wanted: str) -> None:
    folder, pattern, place = SEARCHES[wanted]
    assert found(folder, pattern) == [place]


def test_a_scenario_file_has_one_place_for_the_delay_of_a_licence() -> None:
    assert found("scenario", r"^    delay_weeks: ") == [Path("scenario/_controls.py").as_posix()]
