import ast
import re

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


def found(rule):
    """What a rule finds in every module, one line each."""
    return "\n".join(
        f"{project.shown(path)}: {line}" for path in project.modules() for line in rule(path)
    )


def test_a_name_says_what_is_inside():
    def rule(path):
        parts = path.relative_to(project.SOURCE).with_suffix("").parts
        return {part.strip("_") for part in parts} & SAYS_NOTHING

    assert not found(rule)


def test_a_file_can_be_read_in_one_sitting():
    def rule(path):
        length = len(path.read_text("utf-8").splitlines())
        return [f"{length} lines"] if length > LONGEST_FILE else []

    assert not found(rule)


def test_a_function_fits_on_a_page():
    def rule(path):
        for node in ast.walk(project.tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = node.end_lineno - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    yield f"{node.name}, {length} lines"

    assert not found(rule)


def bound_names(path):
    """Names that a module's first level defines, or imports from another module."""
    package = ".".join(path.parent.relative_to(project.SOURCE.parent).parts)
    for node in project.tree(path).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.ImportFrom) and node.module not in {None, package}:
            yield from (alias.asname or alias.name for alias in node.names)


def test_no_module_is_named_like_what_it_holds():
    """A name that is both a module and a function leaves it open which of the two is imported."""

    def rule(path):
        if path.name != "__init__.py":
            return {path.stem} & set(bound_names(path))
        folder = path.parent
        children = {child.stem for child in folder.iterdir() if child.suffix == ".py"}
        children |= {child.name for child in folder.iterdir() if (child / "__init__.py").exists()}
        return children & set(bound_names(path))

    assert not found(rule)


def test_nothing_is_left_for_later():
    def rule(path):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            if UNFINISHED.search(line):
                yield f"{number}: {line.strip()}"

    assert not found(rule)


def test_a_folder_has_one_sentence_on_what_it_is_and_lists_what_it_offers():
    def rule(path):
        if path.name != "__init__.py":
            return
        tree = project.tree(path)
        sentence = ast.get_docstring(tree) or ""
        if not sentence.rstrip().endswith((".", "?")):
            yield "has no docstring that is a sentence"
        imports = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
        offers = [
            node
            for node in tree.body
            if isinstance(node, ast.Assign | ast.AnnAssign)
            and "__all__" in ast.unparse(node).split("=")[0]
        ]
        if not offers and [node for node in imports if node.module != "__future__"]:
            yield "has no __all__"

    assert not found(rule)
