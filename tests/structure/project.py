"""Where things lie in this project, for the tests that walk over it."""

from __future__ import annotations

import ast
import csv
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "backfire"
MODEL = SOURCE / "model"
LIBRARY = SOURCE / "scenario" / "library"
TABLES = SOURCE / "data" / "tables"
DOCS = ROOT / "docs"
BIBLIOGRAPHY = DOCS / "references.bib"


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that git knows or would add; every file, where there is no repository."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    except (FileNotFoundError, subprocess.CalledProcessError):
        return tuple(path for path in sorted(ROOT.rglob("*")) if path.is_file())
    names = sorted(set(filter(None, listed.stdout.split("\0"))))
    return tuple(path for path in (ROOT / name for name in names) if path.is_file())


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def text(path: Path) -> str | None:
    """What a text file says; None where it holds no text."""
    content = path.read_bytes()
    if b"\0" in content[:8192]:
        return None
    return content.decode("utf-8", errors="replace")


@cache
def modules() -> tuple[Path, ...]:
    return tuple(sorted(SOURCE.rglob("*.py")))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


def read_yaml(path: Path) -> object:
    return YAML(typ="safe", pure=True).load(path)


def bibliography() -> list[str]:
    if not BIBLIOGRAPHY.exists():
        return []
    return re.findall(r"^\s*@\w+\s*\{\s*([^,\s]+)\s*,", BIBLIOGRAPHY.read_text("utf-8"), re.M)


def classes(folder: Path) -> Iterator[tuple[Path, ast.ClassDef]]:
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef):
                yield path, node
