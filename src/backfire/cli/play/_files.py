"""Where a match is saved, and the file beside it that follows every move until then."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from backfire.errors import DataError

from .. import _places

if TYPE_CHECKING:
    from backfire.answers import Answer

_FOLLOWS = f".autosave{_places.DATA}"


@dataclass(frozen=True)
class Files:
    """Where a match is saved.

    Examples
    --------
    >>> Files(Path("mine.nc")).following.as_posix()
    'mine.autosave.nc'
    """

    saved: Path

    @classmethod
    def of(cls, save: Path | None, resume: Path | None, name: str) -> Files:
        """The file that was named, else the one that is resumed, else one by the match's name."""
        if save is not None:
            return cls(save)
        if resume is None:
            return cls(_places.FOLDER / f"{name}{_places.DATA}")
        stem = resume.name.removesuffix(_FOLLOWS)
        return cls(resume.with_name(f"{stem}{_places.DATA}") if stem != resume.name else resume)

    @property
    def following(self) -> Path:
        """What follows every move."""
        return self.saved.with_name(f"{self.saved.stem}{_FOLLOWS}")

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
            for path in (self.saved, self.following)
            if path.exists() and not _same(path, resume)
        ]
        if problems and not (resume is not None and _same(self.following, resume)):
            where = "the place for the match"
            raise DataError(where, problems)
        _places.refuse_unwritable(self.saved, self.following)

    def follow(self, answer: Answer) -> None:
        """Write the file that follows every move."""
        _places.write({self.following: answer.to_netcdf})

    def save(self, answer: Answer) -> Path:
        """Write the match; the file that followed the moves is no longer needed."""
        _places.write({self.saved: answer.to_netcdf})
        self.drop()
        return self.saved

    def drop(self) -> None:
        """Remove the file that followed the moves."""
        self.following.unlink(missing_ok=True)


def _same(path: Path, other: Path | None) -> bool:
    return other is not None and other.exists() and path.samefile(other)
