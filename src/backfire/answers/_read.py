"""Reading an answer of any kind from its file."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from backfire.errors import DataError

from ._answer import Answer
from ._check import check
from ._kind import Kind, Provenance
from ._netcdf import FACTS, PROVENANCE, read

_Model = TypeVar("_Model", bound=BaseModel)

KINDS = ("run", "leverage", "game", "deal", "claims", "spread", "backtest", "play")
"""Every kind of answer; the module of that name declares it as ``KIND``."""


def kind_named(name: str) -> Kind:
    """The declaration of a kind of answer.

    Raises
    ------
    KeyError
        If there is no such kind.
    """
    if name not in KINDS:
        raise KeyError(name)
    return import_module(f"backfire.answers.{name}").KIND


def read_answer(path: str | Path) -> Answer:
    """Read an answer of any kind that `Answer.to_netcdf` wrote.

    Raises
    ------
    DataError
        The file is missing, is no answer, is cut short, has another format, or departs from the
        declaration of its kind; every problem is listed.
    """
    place = str(path)
    name, tree = read(Path(path))
    if name not in KINDS:
        problem = f"kind: must be one of {', '.join(KINDS)}, got {name!r}"
        raise DataError(place, [problem])
    kind = kind_named(name)
    if name not in tree.children:
        raise DataError(place, [f"group {name}: is missing; ask the question again"])
    for each in (kind, *(part for part in kind.parts if part.name in tree.children)):
        node = tree[each.name]
        provenance = _model(place, node, PROVENANCE, Provenance)
        facts = _model(place, node, FACTS, each.facts)
        check(each, node.to_dataset(), provenance, facts, f"{place}, {each.name}")
    return Answer(kind, tree, _model(place, tree[name], PROVENANCE, Provenance))


def _model(place: str, node: Any, name: str, model: type[_Model]) -> _Model:
    """A closed model from JSON text in an attribute.

    Raises
    ------
    DataError
        With everything that departs from the model.
    """
    try:
        return model.model_validate(json.loads(str(node.attrs[name])))
    except KeyError as cause:
        raise DataError(place, [f"{node.path}.attrs.{name}: is missing"]) from cause
    except (json.JSONDecodeError, RecursionError) as cause:
        problem = f"{node.path}.attrs.{name}: must be JSON, got other text"
        raise DataError(place, [problem]) from cause
    except ValidationError as cause:
        raise DataError(place, [_problem(name, error) for error in cause.errors()]) from cause


def _problem(name: str, error: Any) -> str:
    where = ".".join((name, *map(str, error["loc"])))
    return f"{where}: {error['msg'][:1].lower()}{error['msg'][1:]}, got {error['input']!r:.60}"
