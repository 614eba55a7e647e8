"""Every array that the model carries says its unit and what it is."""

import ast
import re

import backfire.units
from tests.structure import project

ARRAY = re.compile(
    r"\b(Float|Float32|Float64|Int|Int32|Integer|Bool|Num|Real|Inexact|Shaped|Scalar)\["
)
UNITS = {
    name for name, value in vars(backfire.units).items() if isinstance(value, backfire.units.Unit)
}


def array_fields():
    for path, class_ in project.classes(project.MODEL):
        for place, node in enumerate(class_.body):
            if not isinstance(node, ast.AnnAssign):
                continue
            annotation = ast.unparse(node.annotation)
            if ARRAY.search(annotation):
                follows = class_.body[place + 1] if place + 1 < len(class_.body) else None
                name = f"{class_.name}.{ast.unparse(node.target)}"
                yield f"{project.shown(path)}::{name}", node.annotation, follows


fields = list(array_fields())


def test_the_model_has_fields():
    assert fields


def units_of(annotation):
    """Units given beside arrays, one set for each ``Annotated``, and the arrays left without."""
    given = []

    class Bare(ast.NodeTransformer):
        def visit_Subscript(self, node):
            if ast.unparse(node.value).rpartition(".")[2] != "Annotated":
                return self.generic_visit(node)
            parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else []
            given.append({ast.unparse(part).rpartition(".")[2] for part in parts[1:]})
            return ast.Name("seen")

    return given, ast.unparse(Bare().visit(ast.parse(ast.unparse(annotation), mode="eval")))


def test_an_array_field_has_a_unit():
    """Write ``Annotated[Float[Array, ...], UNIT]`` with a unit of `backfire.units`."""
    without = []
    for name, annotation, _ in fields:
        given, bare = units_of(annotation)
        if ARRAY.search(bare) or not all(units & UNITS for units in given):
            without.append(name)
    assert not without


def test_an_array_field_has_a_docstring():
    def described(follows):
        return (
            isinstance(follows, ast.Expr)
            and isinstance(follows.value, ast.Constant)
            and isinstance(follows.value.value, str)
            and follows.value.value.strip().endswith((".", "?", "]"))
        )

    assert not [name for name, _, follows in fields if not described(follows)]
