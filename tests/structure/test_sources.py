"""Every figure names its source, and every source is named by a figure or a page."""

import re

import pytest

from tests.structure import project

CITED = re.compile(r"\[@([\w:.\-]+)\]")
CASES = project.ROOT / "tests" / "published" / "cases"


def keys(value: str) -> list[str]:
    return [key.strip() for key in value.split(";") if key.strip()]


def in_tables():
    for path in sorted(project.TABLES.rglob("*.csv")):
        if path.name.endswith(".schema.csv"):
            continue
        for line, row in enumerate(project.rows(path), start=2):
            for key in keys(row.get("source") or ""):
                yield f"{project.shown(path)}:{line}", key


def in_nested(where, value):
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in {"source", "discount_source", "sources", "reference"} and inner is not None:
                found = inner if isinstance(inner, list) else [inner]
                if all(isinstance(entry, str) for entry in found):
                    yield from ((where, key) for entry in found for key in keys(entry))
                    continue
            yield from in_nested(where, inner)
    elif isinstance(value, list):
        for inner in value:
            yield from in_nested(where, inner)


def in_yaml():
    for folder in (project.LIBRARY, CASES):
        for path in sorted(folder.rglob("*.yaml")):
            yield from in_nested(project.shown(path), project.read_yaml(path))


def in_prose():
    for path in project.tracked():
        if path.suffix in {".py", ".md", ".yaml"} and "references.bib" not in path.name:
            for key in CITED.findall(project.text(path) or ""):
                yield project.shown(path), key


def test_the_bibliography_has_entries():
    assert project.bibliography()


def test_no_entry_stands_twice_in_the_bibliography():
    entries = project.bibliography()
    assert len(entries) == len(set(entries))


@pytest.mark.parametrize("cited", [in_tables, in_yaml, in_prose])
def test_every_source_is_in_the_bibliography(cited):
    known = set(project.bibliography())
    unknown: dict[str, list[str]] = {}
    for where, key in cited():
        if key not in known:
            unknown.setdefault(key, []).append(where)
    assert not unknown, "\n".join(f"{key}: {where[:3]}" for key, where in unknown.items())


def test_every_entry_of_the_bibliography_is_used():
    used = {key for cited in (in_tables, in_yaml, in_prose) for _, key in cited()}
    assert not sorted(set(project.bibliography()) - used)


def test_every_figure_has_a_source():
    """A table whose rows carry figures has the columns that say where they are from."""
    bare = [
        f"{project.shown(path)}:{line}"
        for path in sorted(project.TABLES.rglob("*.csv"))
        if not path.name.endswith(".schema.csv")
        for line, row in enumerate(project.rows(path), start=2)
        if "source" in row and not keys(row["source"] or "")
    ]
    assert not bare, bare[:20]


def test_every_estimate_names_its_method():
    silent = [
        f"{project.shown(path)}:{line}"
        for path in sorted(project.TABLES.rglob("*.csv"))
        for line, row in enumerate(project.rows(path), start=2)
        if row.get("kind") in {"estimate", "derived"} and not (row.get("method") or "").strip()
    ]
    assert not silent, silent[:20]
