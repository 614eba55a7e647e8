"""Write docs/reference and the JSON Schema of scenario files from the code and the tables.

``python docs/generate.py`` writes, ``--check`` says what is stale and fails, ``--schema`` writes
the schema alone.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import json
import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs" / "reference"
SCHEMA = ROOT / "src" / "backfire" / "scenario" / "scenario.schema.json"
TABLES = ROOT / "src" / "backfire" / "data" / "tables"
NOTICE = "<!-- Written by docs/generate.py; change the source, then run `make reference`. -->"


def table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; bars and line breaks inside a cell are made harmless."""
    lines = [heading, ["---"] * len(heading), *rows]
    cells = ([" ".join(str(cell).split()).replace("|", "\\|") for cell in line] for line in lines)
    return "\n".join(f"| {' | '.join(line)} |" for line in cells)


def page(title: str, *parts: str) -> str:
    return "\n\n".join([NOTICE, f"# {title}", *parts]) + "\n"


def prose(docstring: str | None) -> str:
    """The first paragraph of a docstring, with its code marked as Markdown does."""
    first = (docstring or "").strip().split("\n\n")[0]
    return re.sub(r"``(.+?)``", r"`\1`", " ".join(first.split()))


def kind_of(field: Mapping[str, Any]) -> str:
    """Say in a few words what a field of the schema may hold."""
    if "const" in field:
        return f"`{field['const']}`"
    if "enum" in field:
        return " or ".join(f"`{value}`" for value in field["enum"])
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    for choice in ("anyOf", "oneOf"):
        if choice in field:
            kinds = dict.fromkeys(kind_of(option) for option in field[choice])
            return " or ".join(kinds)
    if field.get("type") == "array":
        return f"list of {kind_of(field.get('items', {}))}"
    if field.get("type") == "object":
        return f"mapping to {kind_of(field.get('additionalProperties', {}))}"
    return limits(field, field.get("format") or str(field.get("type", "anything")))


def limits(field: Mapping[str, Any], kind: str) -> str:
    low = field.get("minimum", field.get("exclusiveMinimum"))
    high = field.get("maximum", field.get("exclusiveMaximum"))
    if low is not None and high is not None:
        return f"{kind}, {low} to {high}"
    if low is not None:
        return f"{kind}, {'above' if 'exclusiveMinimum' in field else 'at least'} {low}"
    return kind if high is None else f"{kind}, at most {high}"


def fields(definition: Mapping[str, Any], leave: Iterable[str] = ()) -> str:
    required = set(definition.get("required", ()))
    rows = [
        (
            f"`{name}`",
            kind_of(field),
            "required" if name in required else default(field),
            prose(field.get("description")),
        )
        for name, field in definition.get("properties", {}).items()
        if name not in set(leave)
    ]
    return table(("field", "holds", "default", "meaning"), rows)


def default(field: Mapping[str, Any]) -> str:
    if "default" not in field:
        return "see meaning"
    value = field["default"]
    if isinstance(value, dict):
        value = {key: inner for key, inner in value.items() if inner not in (None, "")}
    return "none" if value in (None, "", [], {}) else f"`{json.dumps(value)}`"


def kinds(schema: Mapping[str, Any], field: str) -> dict[str, tuple[str, Mapping[str, Any]]]:
    """What a list of the scenario may hold: ``kind`` in the file to name and definition."""
    named = schema["properties"][field]["items"]["discriminator"]["mapping"]
    names = {kind: reference.rpartition("/")[2] for kind, reference in sorted(named.items())}
    return {kind: (name, schema["$defs"][name]) for kind, name in names.items()}


def scenario_page(schema: Mapping[str, Any]) -> str:
    found = {kind: name for field in LISTS for kind, (name, _) in kinds(schema, field).items()}
    parts = [
        f"{prose(schema.get('description'))} A file is YAML 1.2 and holds these fields and no "
        "other; `backfire validate FILE` names everything that is wrong with it. Controls and "
        "instruments have [a page of their own](controls.md). For completion in an editor, point "
        "it to `src/backfire/scenario/scenario.schema.json`.",
        fields(schema),
    ]
    for name, definition in sorted(schema["$defs"].items()):
        if name not in found.values() and "properties" in definition:
            parts += [f"## {name}", prose(definition.get("description")), fields(definition)]
    text = page("Scenario files", *parts)
    for field in LISTS:
        every = kind_of(schema["properties"][field])
        text = text.replace(every, f"list of [{field}](controls.md#fields-of-every-{field[:-1]})")
    for kind, name in found.items():
        text = text.replace(f"[{name}](#{name.lower()})", f"[{name}](controls.md#{kind})")
    return text


LISTS = ("controls", "instruments")
"""Lists of a scenario whose members say by ``kind`` what they are."""


def controls_page(schema: Mapping[str, Any]) -> str:
    text = page(
        "Controls and instruments",
        "A control is a measure of one place that blocks, delays, taxes or threatens trade, and "
        "stands under `controls`. An instrument builds supply, stores it or floods it, and stands "
        "under `instruments`. `kind` says which one a mapping is. A name is used once over both "
        "lists.",
        *section("control", kinds(schema, "controls")),
        *section("instrument", kinds(schema, "instruments")),
    )
    return re.sub(r"\]\(#(\w+)\)", r"](scenario.md#\1)", text)


def section(noun: str, found: Mapping[str, tuple[str, Mapping[str, Any]]]) -> list[str]:
    """The fields that all kinds share, then each kind with those of its own."""
    definitions = [definition for _, definition in found.values()]
    shared = set.intersection(*(set(definition["properties"]) for definition in definitions))
    usual = {
        name: most_common([declared(definition, name) for definition in definitions])
        for name in definitions[0]["properties"]
        if name in shared - {"kind"}
    }
    common = {
        "required": [name for name, (needed, _) in usual.items() if needed],
        "properties": {name: field for name, (_, field) in usual.items()},
    }
    again = "A kind for which one of them means something else lists it again."
    parts = [f"## Fields of every {noun}", again, fields(common)]
    for kind, (_, definition) in found.items():
        as_usual = {name for name in usual if declared(definition, name) == usual[name]}
        own = fields(definition, leave={*as_usual, "kind"})
        parts += [f"## `{kind}`", prose(definition.get("description"))]
        if own.count("\n") > 1:
            parts.append(own)
    return parts


def declared(definition: Mapping[str, Any], name: str) -> tuple[bool, Mapping[str, Any]]:
    """What a definition says of a field: whether it is required, and what it holds."""
    return name in definition.get("required", ()), definition["properties"][name]


def most_common(values: Sequence[Any]) -> Any:
    """The value that most of them are, the first of several."""
    return max(values, key=values.count)


def tables_page() -> str:
    parts = [
        "An edition is a folder of tidy tables, one figure a row, each with its source. The schema "
        "beside the tables decides what a column may hold. The tables after `value_added` belong "
        "to no edition: the record of events, a deal, the economy and what was observed later.",
    ]
    paths = [*sorted(TABLES.glob("*.schema.csv")), *sorted(TABLES.glob("schemas/*.schema.csv"))]
    for path in paths:
        with path.open(newline="", encoding="utf-8") as lines:
            reader = csv.DictReader(lines)
            heading = list(reader.fieldnames or ())
            rows = [[row[name] or "" for name in heading] for row in reader]
        parts += [f"## `{path.name.removesuffix('.schema.csv')}`", table(heading, rows)]
    return page("Tables", *parts)


def units_page() -> str:
    from backfire import units

    found = [
        (f"`{name}`", value.symbol or "none", value.meaning)
        for name, value in vars(units).items()
        if isinstance(value, units.Unit)
    ]
    intro = (
        "Figures are converted once, on reading, and carry these units inside. A share lies "
        "between 0 and 1; losses and costs are positive numbers named as such."
    )
    return page("Units", intro, table(("name in the code", "symbol", "meaning"), found))


def answers_page() -> str:
    """Every kind of answer: its quantities, tables and facts, as they are declared."""
    from backfire.answers import KINDS, kind_named

    intro = (
        "Every question gives an `Answer`: one immutable tree of xarray datasets, its provenance "
        "(scenario, edition and its checksum, parameters, seed, version) and its facts. `.nc` "
        "holds all of it; `backfire report FILE` draws it again, `bf.read_answer` reads it, and "
        "`xarray.open_datatree` opens it without Backfire. `--json` prints what is not marked as "
        "long, `--csv` writes the tables."
    )
    parts = [part for name in KINDS for part in kind_parts(kind_named(name))]
    return page("Answers", intro, *parts)


def kind_parts(kind: Any) -> list[str]:
    """One kind of answer."""
    inside = [f"`{part.name}`" for part in kind.parts]
    first = f"Asked by `backfire {kind.name}`."
    if inside:
        first += f" Inside it may stand: {', '.join(inside)}."
    parts = [f"## {kind.name}", first, quantities(kind.quantities)]
    if kind.tables:
        rows = [
            (f"`{one.name}`", one.title, ", ".join(f"`{each.key}`" for each in one.columns))
            for one in kind.tables
        ]
        parts.append(table(("table", "title", "columns"), rows))
    rows = [
        (f"`{name}`", prose(field.description)) for name, field in kind.facts.model_fields.items()
    ]
    return [*parts, table(("fact", "meaning"), rows)] if rows else parts


def quantities(listed: Iterable[Any]) -> str:
    """Quantities of an answer with their axes, units, meanings, and what NaN stands for."""
    rows = [
        (
            f"`{one.name}`",
            ", ".join(one.axes),
            str(one.unit) or "none",
            one.meaning + (" (long)" if one.dense else ""),
            one.missing,
        )
        for one in listed
    ]
    return table(("quantity", "axes", "unit", "meaning", "NaN means"), rows)


def help_of(*words: str) -> str:
    """What ``backfire WORDS --help`` prints on a screen of fixed width."""
    from backfire.cli import main

    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.suppress(SystemExit):
        main([*words, "--help"])
    return "\n".join(line.rstrip() for line in printed.getvalue().strip().splitlines())


def subcommands(text: str) -> list[str]:
    return re.findall(r"^  ([a-z]+)\s", text.partition("\nCommands:\n")[2], re.MULTILINE)


def commands_page() -> str:
    parts = [
        "Every command reads its arguments, calls one function and prints one answer. It leaves "
        "with 0 where it answered, 1 where the input is wrong (nothing is written then), 2 where "
        "the program failed, and 130 where it was stopped from the keyboard. Whatever happens, a "
        "file is new and complete or as it was before.",
    ]
    waiting: list[tuple[str, ...]] = [()]
    while waiting:
        words = waiting.pop(0)
        text = help_of(*words)
        waiting += [(*words, word) for word in subcommands(text)]
        parts += [f"## `{' '.join(('backfire', *words))}`", f"```text\n{text}\n```"]
    return page("Commands", *parts)


def index_page() -> str:
    return page(
        "Reference",
        "Written from the code and the tables, so that it cannot disagree with them.",
        "\n".join(
            [
                "- [Commands](commands.md): what each one takes",
                "- [Scenario files](scenario.md): every field",
                "- [Controls and instruments](controls.md): what each kind needs",
                "- [Tables](tables.md): every column",
                "- [Answers](answers.md): every quantity, table and fact",
                "- [Units](units.md)",
            ]
        ),
    )


def schema_text(schema: Mapping[str, Any]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def written() -> dict[Path, str]:
    """Every generated file and what it must say."""
    from backfire.scenario import json_schema

    schema = json_schema()
    return {
        SCHEMA: schema_text(schema),
        REFERENCE / "index.md": index_page(),
        REFERENCE / "commands.md": commands_page(),
        REFERENCE / "scenario.md": scenario_page(schema),
        REFERENCE / "controls.md": controls_page(schema),
        REFERENCE / "tables.md": tables_page(),
        REFERENCE / "answers.md": answers_page(),
        REFERENCE / "units.md": units_page(),
    }


def main() -> int:
    os.environ["COLUMNS"] = os.environ["TERMINAL_WIDTH"] = "88"
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail if stale")
    parser.add_argument("--schema", action="store_true", help="only the JSON Schema")
    arguments = parser.parse_args()
    stale = 0
    for path, text in written().items():
        if arguments.schema and path != SCHEMA:
            continue
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale += 1
        name = path.relative_to(ROOT)
        if arguments.check:
            print(f"{name} is stale; run `make reference`")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"wrote {name}")
    return 1 if arguments.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
