"""No circles among the modules, those of types and of imports inside functions included."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

import grimp
import pytest


@pytest.fixture(scope="module")
def imports() -> dict[str, set[str]]:
    """What each module imports; a folder's own `__init__` stands for what it exports."""
    graph = grimp.build_graph("backfire", include_external_packages=False)
    return {name: set(graph.find_modules_directly_imported_by(name)) for name in graph.modules}


def test_no_module_imports_itself_by_way_of_others(imports: dict[str, set[str]]) -> None:
    sorter = TopologicalSorter(imports)
    try:
        sorter.prepare()
    except CycleError as circle:
        pytest.fail(" > ".join(circle.args[1]))
