import ast
import re

import pytest

from tests.structure import project

LONGEST_FILE = 300
LONGEST_FUNCTION = 60
SAYS_NOTHING = {
    "base",
    "common",
    "core",
    "data2",
    "helper",
    "helpers",
    "manager",
    "misc",
    "util",
    "utils",
}
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|\bfor now\b|\bplaceholder\b", re.IGNORECASE)

modules = pytest.mark.parametrize("path", project.modules(), ids=project.shown)


@modules
def test_a_name_says_what_is_inside(path):
    words = {part.strip("_") for part in path.relative_to(project.SOURCE).with_suffix("").parts}
    assert not words & SAYS_NOTHING


@modules
def test_a_file_can_be_read_in_one_sitting(path):
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_FILE


@modules
def test_a_function_fits_on_a_page(path):
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(project.tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert not long


def bound_names(path):
    """Names that a module's first level defines, or imports from another module."""
    package = ".".join(path.parent.relative_to(project.SOURCE.parent).parts)
    for node in project.tree(path).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.ImportFrom) and node.module not in {None, package}:
            yield from (alias.asname or alias.name for alias in node.names)


@modules
def test_no_module_is_named_like_what_it_holds(path):
    """A name that is both a module and a function leaves it open which of the two is imported."""
    if path.name != "__init__.py":
        assert path.stem not in set(bound_names(path))
        return
    children = {child.stem for child in path.parent.iterdir() if child.suffix == ".py"}
    children |= {child.name for child in path.parent.iterdir() if (child / "__init__.py").exists()}
    assert not children & set(bound_names(path))


@modules
def test_nothing_is_left_for_later(path):
    found = [
        f"{number}: {line.strip()}"
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if UNFINISHED.search(line)
    ]
    assert not found


@pytest.mark.parametrize(
    "path",
    [path for path in project.modules() if path.name == "__init__.py"],
    ids=project.shown,
)
def test_a_folder_says_in_one_sentence_what_it_is_and_what_it_offers(path):
    tree = project.tree(path)
    sentence = ast.get_docstring(tree)
    assert sentence, "has no docstring"
    assert sentence.rstrip().endswith((".", "?"))
    imports = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
    offers = [
        node
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        and "__all__" in ast.unparse(node).split("=")[0]
    ]
    assert offers or not [node for node in imports if node.module != "__future__"]
