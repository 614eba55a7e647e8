"""Counts of the source by package: files, lines, statements, and public docstrings.

``python -m tests.structure.counts [OTHER]`` prints them for this checkout, and those of another
beside them.
"""

from __future__ import annotations

import ast
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.structure import project

COUNTED = {".py", ".jinja", ".html", ".css", ".js"}
"""Code and templates."""
_DEFINED = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class Counts:
    """Counts of one package."""

    files: int
    lines: int
    statements: int
    documented: int
    """Public functions, classes and methods with a docstring."""
    public: int
    """Public functions, classes and methods."""

    def __str__(self) -> str:
        share = f"{self.documented}/{self.public}"
        return f"{self.files:6,}{self.lines:8,}{self.statements:8,}{share:>12}"


def counted(root: Path) -> dict[str, Counts]:
    """Counts by package of the source of a checkout, and of all together."""
    source = root / "src" / "backfire"
    found: dict[str, Counter[str]] = {}
    for path in sorted(source.rglob("*")):
        if path.suffix in COUNTED and "__pycache__" not in path.parts:
            parts = path.relative_to(source).parts
            for package in (parts[0] if len(parts) > 1 else "(first level)", "all"):
                found.setdefault(package, Counter()).update(dict(_of(path)))
    names = ("files", "lines", "statements", "documented", "public")
    return {name: Counts(*(count[each] for each in names)) for name, count in found.items()}


def _of(path: Path) -> Iterator[tuple[str, int]]:
    text = path.read_text("utf-8")
    yield "files", 1
    yield "lines", len(text.splitlines())
    if path.suffix == ".py":
        tree = ast.parse(text)
        yield (
            "statements",
            sum(isinstance(node, ast.stmt) for node in ast.walk(tree)) - _texts(tree),
        )
        public = list(_public(tree))
        yield "public", len(public)
        yield "documented", sum(ast.get_docstring(node) is not None for node in public)


def _texts(tree: ast.Module) -> int:
    """Docstrings, which are statements to Python alone."""
    return sum(
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        for node in ast.walk(tree)
    )


def _public(node: ast.Module | ast.ClassDef) -> Iterator[_DEFINED]:
    for child in node.body:
        if isinstance(child, _DEFINED) and not child.name.startswith("_"):
            yield child
            if isinstance(child, ast.ClassDef):
                yield from _public(child)


def main() -> None:
    """Print the counts, with those of another checkout on the left if one is named."""
    roots = [*map(Path, sys.argv[1:]), project.ROOT]
    tables = [counted(root) for root in roots]
    head = f"{'files':>6}{'lines':>8}{'stmts':>8}{'documented':>12}"
    print(f"{'':16}" + "   ".join(head for _ in tables))
    names = dict.fromkeys(name for table in tables for name in sorted(table) if name != "all")
    for name in (*names, "all"):
        cells = [str(table[name]) if name in table else " " * len(head) for table in tables]
        print(f"{name:16}" + "   ".join(cells))


if __name__ == "__main__":
    main()
