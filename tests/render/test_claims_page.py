"""The page of findings on claims."""

import html
import re
from pathlib import Path

import pytest

from backfire import report
from backfire.report import claims_rows as rows
from tests.results.synthetic_claims import synthetic_claims

FOUND = synthetic_claims()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = report.write(FOUND, tmp_path_factory.mktemp("claims") / "page.html")
    return html.unescape(Path(path).read_text(encoding="utf-8").replace("\u00a0", " "))


def test_all_claims_come_first_and_then_each(page: str) -> None:
    assert re.findall(r"<h2>([^<]+)</h2>", page) == [
        *("All claims", "Always", "Sometimes", "Never", "Sources", "Method"),
    ]
    assert page.index("Of 3 claims") < page.index("<h2>")


def test_each_claim_has_its_question_rule_figures_and_record(page: str) -> None:
    part = page.partition('id="sometimes-section"')[2].partition("</section>")[0]
    for words in (
        *("Does it?", "It holds in a future if it does.", "Something is assumed."),
        *("A rise", "+5 points (-2 to +11)", "The record says so."),
    ):
        assert words in part
    assert 'id="claim-sometimes"' in part


def test_a_row_tells_the_region_or_how_far_the_sweep_went() -> None:
    always, sometimes, never = rows.verdicts(FOUND)
    assert always[1:4] == ("holds", "At every point of: stocks and price floor", "4 of 4")
    assert sometimes[2] == "Price floor: without, and stocks: up to usual"
    assert never[1:4] == ("fails", "At no point of: stocks", "no draw")
