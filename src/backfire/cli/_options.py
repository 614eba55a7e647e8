"""Options that several commands share, each explained once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

SCENARIO = "Short name from the library, a file, or a saved answer to ask again."
Edition = Annotated[
    str | None,
    typer.Option(
        metavar="NAME|PATH", help="Edition of the figures, or a folder of own rows to lay over it."
    ),
]
Draws = Annotated[int | None, typer.Option(help="Number of draws; else what the scenario says.")]
Seed = Annotated[int | None, typer.Option(help="Seed of all random numbers.")]
Change = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="PATH=VALUE", help="Change one field; may be repeated."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]
Parameters = Annotated[
    str | None, typer.Option(metavar="NAME|PATH", help="Edition of the uncertain parameters.")
]
Tables = Annotated[
    Path | None,
    typer.Option("--csv", metavar="DIR|FILE.xlsx", help="Also write every table there."),
]
Out = Annotated[Path | None, typer.Option(help="Folder or file to write to.")]


def named_or_own(edition: str | None) -> tuple[str | None, Path | None]:
    """What ``--edition`` means: the name of an edition, or a folder of own rows.

    Examples
    --------
    >>> named_or_own("2025.11")
    ('2025.11', None)
    """
    if edition is None:
        return None, None
    path = Path(edition)
    is_path = path.is_dir() or len(path.parts) > 1
    return (None, path) if is_path else (edition, None)
