"""Tests all claims, keeps the answer, and writes the tables of docs/explanation/claims.md.

``python -m benchmarks.claims [--draws 4] [--paths 2000] [--fine] [--tables]``. With ``--tables``
nothing is solved: the tables are written again from the stored answer. ``tests/questions/claims``
checks the page against the stored answer, and the stored rules against those of today.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from backfire.answers import Answer, Table, read_answer, words
from backfire.answers.claims import findings, statement

ROOT = Path(__file__).parents[1]
STORED = ROOT / "tests" / "golden" / "claims.nc"
PAGE = ROOT / "docs" / "explanation" / "claims.md"
_TABLE = re.compile(r"(<!-- table: ([\w-]+) -->\n\n).*?(\n\n<!-- end of table -->)", re.DOTALL)


def tables(answer: Answer) -> dict[str, str]:
    """The tables of the page by name, in Markdown."""
    by_name = {table.name: (table, rows) for table, rows in answer.tables()}
    figures = [
        [one.about.id, "; ".join(map(statement, one.figures))] for one in answer.reading(findings)
    ]
    return {
        "how": f"{answer.note('dated')} Solved in {answer.provenance.seconds:.0f} seconds.",
        "figures": _markdown(["claim", "figures"], figures),
        **{name: _written(*by_name[name]) for name in ("verdicts", "record", "rules")},
    }


def _written(table: Table, rows: tuple[tuple[object, ...], ...]) -> str:
    columns = [column for column in table.columns if column.page or column.key == "id"]
    headings = [title.lower() for title in table.headings(columns)]
    return _markdown(headings, table.texts(rows, columns))


def _markdown(headings: list[str], rows: list[list[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def with_tables(page: str, answer: Answer) -> str:
    """The page with its tables as an answer has them."""
    new = tables(answer)
    return _TABLE.sub(lambda match: f"{match[1]}{new[match[2]]}{match[3]}", page)


def stored() -> Answer:
    """The answer of the last run."""
    return read_answer(STORED)


def main() -> None:
    """Test the claims, or read the stored answer, and write the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--draws", type=int, default=4)
    options.add_argument("--paths", type=int, default=2000)
    options.add_argument("--fine", action="store_true")
    options.add_argument("--tables", action="store_true", help="write the tables alone")
    given = options.parse_args()
    if not given.tables:
        from backfire.questions.claims import claims

        answer = claims(draws=given.draws, paths=given.paths, fine=given.fine, progress=_print)
        answer.to_netcdf(STORED)
    answer = stored()
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8"), answer), encoding="utf-8")
    for one in answer.reading(findings):
        print(f"{one.about.id}: {words.capital(one.verdict.value)} {one.region}")


def _print(done: int, total: int, what: str) -> None:
    print(f"{done} of {total}: {what}", flush=True)


if __name__ == "__main__":
    main()
