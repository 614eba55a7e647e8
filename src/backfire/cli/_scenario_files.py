"""``backfire new`` and ``backfire validate``: scenario files, and whether they hold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from backfire.errors import BackfireError, ScenarioError, visible

from . import _options


def new(
    slug: Annotated[str, typer.Argument(help="Short name: lower-case letters, digits, hyphens.")],
    path: Annotated[Path, typer.Argument(help="Folder, or file that does not exist.")] = Path(),
) -> None:
    """Write a commented scenario file, and never over an existing one."""
    from backfire.scenario import write_new

    target = write_new(slug, path)
    print(f"Written: {target}\nCheck it: backfire validate {target}")


def validate(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="Files, or short names of the library.")
    ],
    edition: _options.Edition = None,
) -> None:
    """Check scenario files, and list everything that is wrong with each."""
    faults: list[BackfireError] = []
    for file in files:
        try:
            _check(file, edition)
        except BackfireError as fault:
            faults.append(fault)
        else:
            print(f"{visible(file)} is valid")
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise ScenarioError("\n".join(str(fault) for fault in faults))


def _check(file: str, edition: str | None) -> None:
    from backfire.data import read_edition
    from backfire.questions.prepare import check
    from backfire.scenario import read_scenario

    scenario = read_scenario(file)
    named, own_rows = _options.named_or_own(edition)
    try:
        check(scenario, read_edition(named or scenario.edition, overlay=own_rows))
    except ScenarioError as fault:
        raise ScenarioError(file, fault.problems) from None
