"""``backfire new``: a scenario file to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def new(
    slug: Annotated[str, typer.Argument(help="Short name: lower-case letters, digits, hyphens.")],
    path: Annotated[Path, typer.Argument(help="Folder, or file that does not exist.")] = Path(),
) -> None:
    """Write a commented scenario file, and never over an existing one."""
    from backfire.scenario import write_new

    target = write_new(slug, path)
    print(f"Written: {target}\nCheck it: backfire validate {target}")
