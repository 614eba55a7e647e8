"""One shell for every command that asks a question: files, screen, JSON, exit codes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import _places

if TYPE_CHECKING:
    from backfire.answers import Answer

ANSWERED, OUR_FAILURE = 0, 2


@dataclass(frozen=True)
class Output:
    """Where an answer goes: its files, and the screen or JSON on standard output.

    Attributes
    ----------
    data, page
        The NetCDF file and the page.
    tables
        Folder of CSV files, or an .xlsx file; none unless asked.
    as_json
        Whether JSON and nothing else is printed.
    """

    data: Path
    page: Path
    tables: Path | None = None
    as_json: bool = False

    @classmethod
    def of(cls, out: Path | None, name: str, tables: Path | None, *, as_json: bool) -> Output:
        """Name the files of an answer, and refuse at once what cannot be written.

        Raises
        ------
        DataError
            With every file that cannot lie where it should.
        """
        data, page = (_places.place(out, name, kind) for kind in (_places.DATA, _places.PAGE))
        _places.refuse_unwritable(data, page)
        return cls(data, page, tables, as_json)

    def save(self, answer: Answer) -> list[Path]:
        """Write the data, the page and the tables, in this order; give what was written.

        Raises
        ------
        DataError
            If the disk is full or refuses; what lay at the places before is untouched.
        """
        from backfire.render import page

        writers: Mapping[Path, Callable[[Path], object]] = {
            self.data: answer.to_netcdf,
            self.page: lambda path: path.write_text(page(answer), encoding="utf-8"),
        }
        written = _places.write(writers)
        if self.tables is not None:
            written += _places.write_tables(answer, self.tables)
        return written

    def save_data(self, answer: Answer) -> None:
        """Write the data alone, before what takes longer begins."""
        _places.write({self.data: answer.to_netcdf})

    def show(self, answer: Answer, written: list[Path]) -> int:
        """Print an answer; give the exit code, which says whether a part of it failed."""
        if self.as_json:
            print(answer.to_json())
            for path in written:
                print(f"Written: {path}", file=sys.stderr)
        else:
            from backfire import render

            render.show(answer, written)
        failed = any(each.provenance.failed for each in (answer, *answer.parts))
        return OUR_FAILURE if failed else ANSWERED

    def finish(self, answer: Answer) -> int:
        """Save and print an answer; give the exit code."""
        return self.show(answer, self.save(answer))


def given(**options: Any) -> dict[str, Any]:
    """The options that were given, by name.

    Examples
    --------
    >>> given(draws=4, seed=None)
    {'draws': 4}
    """
    return {name: value for name, value in options.items() if value is not None}
