"""Tests all claims, keeps what came of it, and writes the tables of docs/explanation/claims.md.

``python -m benchmarks.claims [--draws 4] [--paths 2000] [--fine] [--tables]``. With ``--tables``
nothing is solved: the tables are written again from what was kept. ``tests/study`` checks the page
against what was kept, and what was kept against the rules of today.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Sequence
from pathlib import Path

from backfire.report import claims_rows as rows
from backfire.results import words
from backfire.results.claims import Findings, figure, from_json

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "tests" / "golden" / "claims.json"
PAGE = ROOT / "docs" / "explanation" / "claims.md"
_TABLE = re.compile(r"(<!-- table: ([\w-]+) -->\n\n).*?(\n\n<!-- end of table -->)", re.DOTALL)


def tables(found: Findings) -> dict[str, str]:
    """The tables of the page by name, in Markdown."""
    how = (
        f"Scenario `{found.scenario}`, edition {found.edition}, seed {found.seed}, "
        f"{found.futures} futures with {found.paths:,} paths each, solved on {found.grid}, in "
        f"{found.seconds:.0f} seconds."
    )
    return {
        "how": how,
        "verdicts": _table(rows.VERDICTS, rows.verdicts(found)),
        "figures": _table(
            ("claim", "figures"),
            [(one.about.id, "; ".join(map(figure, one.tested.readings))) for one in found.claims],
        ),
        "record": _table(
            ("claim", "what the record says"),
            [(one.about.id, one.tested.record) for one in found.claims if one.tested.record],
        ),
        "rules": _table(
            (*rows.RULES, "what is assumed"),
            [
                (*row, one.about.given)
                for row, one in zip(rows.rules(found), found.claims, strict=True)
            ],
        ),
    }


def _table(heading: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    told = [heading, ["---"] * len(heading), *lines]
    return "\n".join(f"| {' | '.join(line)} |" for line in told)


def with_tables(page: str, found: Findings) -> str:
    """The page with its tables as they are told by the findings."""
    new = tables(found)
    return _TABLE.sub(lambda match: f"{match[1]}{new[match[2]]}{match[3]}", page)


def kept() -> Findings:
    """What was kept of the last run."""
    return from_json(json.loads(KEPT.read_text(encoding="utf-8")))


def main() -> None:
    """Test the claims, or read what was kept, and write the tables."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--draws", type=int, default=4)
    asked.add_argument("--paths", type=int, default=2000)
    asked.add_argument("--fine", action="store_true")
    asked.add_argument("--tables", action="store_true", help="write the tables from what was kept")
    told = asked.parse_args()
    if not told.tables:
        from backfire.questions.claims import claims

        found = claims(draws=told.draws, paths=told.paths, fine=told.fine, progress=_say)
        text = json.dumps(found.to_json(), indent=1, allow_nan=False, ensure_ascii=False)
        KEPT.write_text(f"{text}\n", encoding="utf-8")
    found = kept()
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8"), found), encoding="utf-8")
    for one in found.claims:
        print(f"{one.about.id}: {words.capital(one.verdict.word)} {one.verdict.region}")


def _say(done: int, total: int, what: str) -> None:
    print(f"{done} of {total}: {what}", flush=True)


if __name__ == "__main__":
    main()
