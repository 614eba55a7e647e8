"""Dependencies: those of the core are imported, and every extra has code behind it."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterable

from tests.structure import project

MODULES = {"ruamel.yaml": "ruamel", "open-spiel": "pyspiel"}
"""Names of modules where they are not those of the distribution."""
ENGINES = {"h5netcdf": "engine of xarray, named in `answers/_netcdf.py`"}
"""Packages that are used by name and not imported."""
CODE = {
    "connect": ("src", "tests"),
    "excel": ("src",),
    "peers": ("benchmarks", "tests"),
}
"""Where the packages of an extra are used."""
TOOLS = {"dev", "docs"}
"""Extras of programs that are run and not imported."""
BESIDE = {"progressbar2": "imported by boario, which does not name it"}


def _declared() -> dict[str, list[str]]:
    text = (project.ROOT / "pyproject.toml").read_text(encoding="utf-8")
    about = tomllib.loads(text)["project"]
    return {"": about["dependencies"], **about["optional-dependencies"]}


def _module(requirement: str) -> str:
    name = re.split(r"[<>=\[ ]", requirement, maxsplit=1)[0]
    return MODULES.get(name, name.replace("-", "_").lower())


def _imported(folders: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for folder in folders:
        for path in (project.ROOT / folder).rglob("*.py"):
            for node in ast.walk(project.tree(path)):
                if isinstance(node, ast.Import):
                    found |= {alias.name.split(".")[0].lower() for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module:
                    found.add(node.module.split(".")[0].lower())
                elif isinstance(node, ast.Call) and node.args:
                    first = node.args[0]
                    if isinstance(first, ast.Constant) and isinstance(first.value, str):
                        found.add(first.value.split(".")[0].lower())
    return found


def test_every_core_dependency_is_imported() -> None:
    imported = _imported(["src"])
    core = {_module(each) for each in _declared()[""]}
    assert core - imported - set(ENGINES) == set()


def test_every_extra_has_code_behind_it() -> None:
    extras = {name: each for name, each in _declared().items() if name and name not in TOOLS}
    assert set(extras) == set(CODE)
    for name, requirements in extras.items():
        modules = {_module(each) for each in requirements} - set(BESIDE)
        assert modules - _imported(CODE[name]) == set(), name
