"""Where a match is saved, and where it is kept after every move until then."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from backfire.errors import DataError

from . import _places

if TYPE_CHECKING:
    from backfire.results.match import Record

SAVED, KEPT = ".json", ".autosave.json"


@dataclass(frozen=True)
class Files:
    """Where a match is saved, and the file beside it that follows every move.

    Examples
    --------
    >>> Files(Path("mine.json")).kept.as_posix()
    'mine.autosave.json'
    """

    saved: Path

    @classmethod
    def of(cls, save: Path | None, resume: Path | None, name: str) -> Files:
        """The file that was named, else the one that is resumed, else one by the match's name."""
        if save is not None:
            return cls(save)
        if resume is None:
            return cls(_places.FOLDER / f"{name}{SAVED}")
        whole = resume.name.removesuffix(KEPT)
        return cls(resume.with_name(f"{whole}{SAVED}") if whole != resume.name else resume)

    @property
    def kept(self) -> Path:
        """What follows every move."""
        return self.saved.with_name(f"{self.saved.stem}{KEPT}")

    def refuse(self, resume: Path | None) -> None:
        """Find out before the work begins that no other match is lost, and that this one can be.

        Raises
        ------
        DataError
            If another match lies there, or the place cannot be written to.
        """
        problems = [
            f"{path} must be free, got a match; go on with it by --resume {path}, remove it, or "
            "name another place with --save"
            for path in (self.saved, self.kept)
            if path.exists() and not _same(path, resume)
        ]
        if problems and not (resume is not None and _same(self.kept, resume)):
            where = "the place for the match"
            raise DataError(where, problems)
        _places.refuse_unwritable(self.saved, self.kept)

    def keep(self, record: Record) -> None:
        """Write the file that follows every move."""
        _places.write({self.kept: record.write})

    def save(self, record: Record) -> Path:
        """Write the match; the file that followed the moves is no longer needed."""
        _places.write({self.saved: record.write})
        self.drop()
        return self.saved

    def drop(self) -> None:
        """Remove the file that followed the moves."""
        self.kept.unlink(missing_ok=True)


def _same(path: Path, other: Path | None) -> bool:
    return other is not None and other.exists() and path.samefile(other)
