"""A message holds nothing that would control the terminal it is shown on."""

import pytest

from backfire.errors import DataError, ScenarioError, SolveError, StudyError, visible


@pytest.mark.parametrize("kind", [ScenarioError, DataError, SolveError, StudyError])
def test_every_kind_of_fault_shows_escape_codes_by_their_number(kind):
    fault = kind("a\x1b]0;b\x07.csv", ["row \x9b31m: must be \r a name, got \x7f"])
    heading, problem = str(fault).splitlines()
    assert heading == "a\\x1b]0;b\\x07.csv has 1 problem:"
    assert problem == "  row \\x9b31m: must be \\r a name, got \\x7f"
    assert fault.where == "a\\x1b]0;b\\x07.csv"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain ä 稀土 €", "plain ä 稀土 €"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("turned \u202egnp.exe", "turned \\u202egnp.exe"),
        ("no text \udcff", "no text \\udcff"),
        ("\u2028", "\\u2028"),
    ],
)
def test_letters_and_lines_stay_as_they_are(text, shown):
    assert visible(text) == shown
    visible(text).encode("utf-8")
