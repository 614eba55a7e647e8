"""Every kind of control and of instrument is whole: a spec, a class, a page and a test."""

import re

from tests.structure import project

PAGE = project.DOCS / "reference" / "controls.md"


def kinds():
    """Kinds of control and instrument that a file may name, with the spec class of each."""
    import backfire.scenario

    schema = backfire.scenario.json_schema()
    found = {}
    for name, definition in schema["$defs"].items():
        kind = definition.get("properties", {}).get("kind", {})
        if "const" in kind:
            found[kind["const"]] = name
    return found


def class_name(kind: str) -> str:
    return "".join(word.capitalize() for word in kind.split("_"))


def test_the_kinds_are_those_that_the_documents_promise():
    assert set(kinds()) == {
        "ban",
        "dumping",
        "extraterritorial",
        "joint_project",
        "licence",
        "offtake",
        "price_floor",
        "quota_pool",
        "recycling",
        "stockpile",
        "subsidy",
        "supply_order",
        "tariff",
        "threat",
    }


def test_every_kind_has_a_final_class_in_the_model():
    bases = {
        class_.name: [base.id for base in class_.bases if hasattr(base, "id")]
        for _, class_ in project.classes(project.MODEL / "controls")
    }
    missing = [kind for kind in kinds() if class_name(kind) not in bases]
    assert not missing
    inherited = {base for of in bases.values() for base in of}
    not_final = [kind for kind in kinds() if class_name(kind) in inherited]
    assert not not_final


def test_every_kind_has_a_section_in_the_reference():
    headings = re.findall(r"^#+ `(\w+)`", PAGE.read_text("utf-8"), re.MULTILINE)
    assert set(kinds()) <= set(headings)


def test_every_kind_is_tested():
    tests = [
        project.text(path) or ""
        for path in project.tracked()
        if path.is_relative_to(project.ROOT / "tests")
        and not path.is_relative_to(project.ROOT / "tests" / "structure")
        and path.suffix in {".py", ".yaml"}
    ]
    untested = []
    for kind in kinds():
        mention = re.compile(rf"[\"']{kind}[\"']|\bkind: {kind}\b|\b{class_name(kind)}\(")
        if not any(mention.search(test) for test in tests):
            untested.append(kind)
    assert not untested
