"""Where results go, and what is said when they cannot go there."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from backfire.errors import DataError

if TYPE_CHECKING:
    from backfire.answers import Answer

FOLDER = Path("out")
"""Where results lie unless said otherwise."""
DATA, PAGE, SHEETS = ".nc", ".html", ".xlsx"

_ASKED = "the place for the answer"


def place(out: Path | None, name: str, suffix: str) -> Path:
    """The file to write: ``out`` itself if it has the suffix of a result, else a file in it.

    Examples
    --------
    >>> place(None, "no-control", DATA).as_posix()
    'out/no-control.nc'
    >>> place(Path("mine/first.nc"), "no-control", PAGE).as_posix()
    'mine/first.html'
    """
    target = FOLDER if out is None else out
    if target.suffix in {DATA, PAGE} and not target.is_dir():
        return target.with_suffix(suffix)
    return target / f"{name}{suffix}"


def refuse_unwritable(*targets: Path) -> None:
    """Find out before the work begins whether its results can be written.

    Raises
    ------
    DataError
        With every file that cannot lie where it should.
    """
    problems = dict.fromkeys(fault for target in targets if (fault := _obstacle(target)))
    if problems:
        raise DataError(_ASKED, problems)


def _obstacle(target: Path) -> str:
    if target.is_dir():
        return f"{target} must be a file or free, got a folder; name another with --out"
    folder = target.parent
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    if not folder.is_dir():
        return f"{folder} must be a folder that can be written to, got a file; name another"
    try:
        with tempfile.TemporaryFile(dir=folder):
            return ""
    except OSError as fault:
        told = fault.strerror or str(fault)
        return f"{folder} must be a folder that can be written to, got: {told}; name another"


def write(writers: Mapping[Path, Callable[[Path], object]]) -> list[Path]:
    """Write files one after the other, each complete or as it was before.

    What comes first is kept where a later one fails: data are not lost with their page.

    Raises
    ------
    DataError
        If the disk is full or refuses; what lay at that place before is untouched.
    """
    from backfire.answers import write_whole

    for target, writer in writers.items():
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, writer)
        except OSError as fault:
            why = fault.strerror or str(fault)
            problem = f"could not be written: {why}; what lay there before is untouched"
            raise DataError(str(target), [problem]) from fault
    return list(writers)


def write_tables(answer: Answer, to: Path) -> list[Path]:
    """Write every table of an answer: CSV files into a folder, or one workbook.

    Raises
    ------
    DataError
        If the disk is full or refuses, or the extra for workbooks is not installed.
    """
    try:
        return [answer.to_xlsx(to)] if to.suffix == SHEETS else answer.to_csv(to)
    except OSError as fault:
        why = fault.strerror or str(fault)
        raise DataError(str(to), [f"could not be written: {why}"]) from fault
