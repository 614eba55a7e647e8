"""The table engine on a schema made for the test: the rules of a column, what a row becomes."""

import dataclasses
import datetime

import pytest

from backfire.data import schema
from backfire.data.schema import _schema, read_records
from backfire.errors import DataError

SCHEMA = """attribute,type,unit,default,description,status,"""
SCHEMA += """choices,min,max,required_if,only_if,at_most,advice
name,text,,,Name.,key,,,,,,,
kind,text,,,Kind.,required,open|shut,,,,,,
low,number,,,Lower end.,optional,,-5,5,kind=open,kind!=shut,high,; turn it round
high,number,,,Upper end.,optional,,,,,,,
starts,day,,,First day.,optional,,,,ends,,ends,
ends,day,,,Last day.,optional,,,,,,,
weeks,count,,,Weeks.,optional,,,,,,,
goods,texts,,,Goods.,optional,ore|metal,,,,,,
done,yes or no,,,Done.,optional,,,,,,,
"""


@dataclasses.dataclass(frozen=True)
class Entry:
    name: str
    kind: str
    low: float | None
    high: float | None
    starts: datetime.date | None
    ends: datetime.date | None
    weeks: int | None
    goods: tuple[str, ...]
    done: bool


@pytest.fixture
def read(tmp_path, monkeypatch):
    monkeypatch.setattr(_schema, "APART", tmp_path)
    _schema.schema_of.cache_clear()
    (tmp_path / "entries.schema.csv").write_text(SCHEMA)
    header = ",".join(schema.schema_of("entries").names)

    def read(*rows):
        (tmp_path / "own.csv").write_text("\n".join([header, *rows]) + "\n")
        return read_records(Entry, "entries", tmp_path / "own.csv")

    yield read
    _schema.schema_of.cache_clear()


def problems_of(read, *rows):
    with pytest.raises(DataError) as refusal:
        read(*rows)
    return list(refusal.value.problems)


def test_cells_get_the_type_of_their_column(read):
    full, bare = read("a,open,1,2.5,2025-01,2025-02-03,3,ore; metal,yes", "b,shut,,,,,,,")
    days = (datetime.date(2025, 1, 1), datetime.date(2025, 2, 3))
    assert full == Entry("a", "open", 1.0, 2.5, *days, 3, ("ore", "metal"), done=True)
    assert bare == Entry("b", "shut", None, None, None, None, None, (), done=False)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (",open,1,,,,,,", "name must be given, got nothing"),
        ("a,closed,,,,,,,", 'kind must be open or shut, got "closed"'),
        ("a,open,,,,,,,", "low must be given where kind is open, got nothing"),
        ("a,shut,1,,,,,,", "low must be empty where kind is shut, got 1"),
        ("a,open,6,,,,,,", "low must be -5 to 5, got 6; turn it round"),
        ("a,open,3,2,,,,,", "low must not be above high, got 3 and 2"),
        ("a,shut,,,,2025-01-01,,,", "starts must be given where ends is filled, got nothing"),
        ("a,shut,,,2025-02,2025-01-31,,,", "starts must not be after ends, got 2025-02 and 2025"),
        ("a,shut,,,2025-02-30,,,,", 'starts must be a date like 2025-04-04, got "2025-02-30"'),
        ("a,shut,,,2025,,,,", "starts must be a date like 2025-04-04, got 2025"),
        ("a,shut,,,,,1.5,,", "weeks must be a whole number above zero, got 1.5"),
        ("a,shut,,,,,0,,", "weeks must be a whole number above zero, got 0"),
        ("a,shut,,,,,,ore; metl,", "goods must be ore or metal, or several joined by a semicolon"),
        ("a,shut,,,,,,,ja", 'done must be yes or no, got "ja"'),
    ],
)
def test_a_rule_that_is_broken_is_told_with_the_row(read, row, told):
    (problem,) = problems_of(read, row)
    where = "row 2" if row.startswith(",") else "row 2 (a)"
    assert problem.startswith(f"{where}: {told}")


def test_a_row_that_stands_twice_names_the_first(read):
    assert problems_of(read, "a,shut,,,,,,,", "b,shut,,,,,,,", "a,shut,,,,,,,") == [
        "row 4 (a): must stand once, is already in row 2"
    ]


def test_problems_of_rows_are_told_in_the_order_of_the_table(read):
    problems = problems_of(read, "a,x,,,,,y,,", "b,z,,,,,,,")
    assert [each.split(" must")[0] for each in problems] == [
        "row 2 (a): kind",
        "row 2 (a): weeks",
        "row 3 (b): kind",
    ]


@pytest.mark.parametrize(
    "name", sorted(path.name.split(".")[0] for path in _schema.APART.glob("*.schema.csv"))
)
def test_every_schema_names_columns_of_its_own_in_its_conditions(name):
    table = schema.schema_of(name)
    assert len(set(table.names)) == len(table.names)
    for column in table.columns:
        conditions = [each for each in (column.required_if, column.only_if) if each]
        assert {each.column for each in conditions} | set(column.at_most) <= set(table.names)
