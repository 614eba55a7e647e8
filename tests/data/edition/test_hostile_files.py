"""What is no table in the place of one is refused at once, in words, and never waited for."""

import os
import shutil

import pytest

from backfire import data
from backfire.errors import DataError
from tests.data.small import SMALL, own_rows


def pipe(path):
    os.mkfifo(path)


def device(path):
    path.symlink_to("/dev/zero")


def folder(path):
    path.mkdir()


KINDS = {"a pipe": pipe, "a device": device, "a folder": folder}
READERS = {
    "read_coercion": data.read_coercion,
    "read_elasticities": data.read_elasticities,
    "read_events": data.read_events,
    "read_issue_values": data.read_issue_values,
    "read_published_losses": data.read_published_losses,
    "read_signed": data.read_signed,
    "read_truces": data.read_truces,
    "read_parameters": lambda path: data.read_parameters(str(path)),
}


@pytest.fixture
def copy(tmp_path):
    return shutil.copytree(SMALL, tmp_path / "copy")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["prices.csv", "edition.json"])
def test_no_file_of_an_edition_may_be_something_else(copy, kind, name):
    (copy / name).unlink()
    KINDS[kind](copy / name)
    with pytest.raises(DataError, match=f"{name}: must be .*, got {kind} in place of a regular"):
        data.read_edition(copy)


@pytest.mark.parametrize("kind", KINDS)
def test_no_table_laid_over_an_edition_may_be_something_else(tmp_path, kind):
    KINDS[kind](tmp_path / "stocks.csv")
    with pytest.raises(DataError, match=f"stocks.csv: must be .*, got {kind} in place"):
        data.read_edition(SMALL, tmp_path)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("reader", READERS)
def test_no_table_of_the_record_may_be_something_else(tmp_path, reader, kind):
    KINDS[kind](tmp_path / "own.csv")
    with pytest.raises(DataError, match=f"must be .*, got {kind} in place of a regular file"):
        READERS[reader](tmp_path / "own.csv")


@pytest.mark.parametrize("kind", KINDS)
def test_no_table_seen_later_may_be_something_else(tmp_path, kind):
    KINDS[kind](tmp_path / "own.csv")
    with pytest.raises(DataError, match="neither a table of what was seen nor a file"):
        data.read_seen(tmp_path / "own.csv")


@pytest.mark.parametrize(
    ("body", "got"),
    [
        ("[" * 100_000, "brackets nested too deep"),
        ("{", "Expecting property name"),
        ("[]", "must hold a mapping"),
        (
            '{"name": "x", "date": "2025-11-30", "baseline_year": 1e999, "price_year": 1}',
            "infinity",
        ),
    ],
)
def test_a_manifest_that_is_none_is_refused(copy, body, got):
    (copy / "edition.json").write_text(body)
    with pytest.raises(DataError, match=got):
        data.read_edition(copy)


@pytest.mark.parametrize(
    "cell",
    [
        "1_2",
        "1_200",
        "\uff11\uff12",
        "\u0661\u0662",
        "1e999",
        "0x1f",
        "1 2",
        "infinity",
        "--1",
        "1e",
        "²",
    ],
)
@pytest.mark.parametrize("column", ["value", "relative_sd", "year"])
def test_a_number_is_written_in_plain_digits(tmp_path, cell, column):
    given = {"value": "5", "relative_sd": "0.05", "year": "2024"} | {column: cell}
    own = own_rows(tmp_path, trade=[f"heavy,CHN,JPN,{given['value']},{given['relative_sd']}"])
    rows = (own / "trade.csv").read_text("utf-8").replace(",2024,", f",{given['year']},")
    (own / "trade.csv").write_text(rows, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        data.read_edition(SMALL, own)
    kind = "year" if column == "year" else "number"
    (problem,) = caught.value.problems
    assert problem.startswith(f"rows/trade.csv row 2 (heavy, CHN, JPN): {column} must be a {kind}")
    assert cell in problem


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("heavy,CHN,JPN,1e308,0.05", "value"),
        ("heavy,CHN,JPN,1e18,0.05", "value"),
        ("heavy,CHN,JPN,5e-324,0.05", "value"),
        ("heavy,CHN,JPN,5,1e308", "relative_sd"),
        ("heavy,CHN,JPN,5,5e-324", "relative_sd"),
        ("heavy,CHN,JPN,5,1e-310", "relative_sd"),
    ],
)
def test_a_figure_at_the_edge_of_floating_point_is_refused_by_its_row(tmp_path, row, column):
    with pytest.raises(DataError) as caught:
        data.read_edition(SMALL, own_rows(tmp_path, trade=[row]))
    (problem,) = caught.value.problems
    assert problem.startswith(f"rows/trade.csv row 2 (heavy, CHN, JPN): {column} must be ")


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    "rows",
    [
        {"trade": ["heavy,CHN,JPN,1e-12,1e-5"]},
        {"production": ["separate,CHN,,1e11,1e-5"]},
        {"production": ["separate,CHN,,1e-12,0.05"]},
        {"capacity": ["press,JPN,1e-12,0.05"]},
        {"use": ["magnet,motors,USA,1e11,1e-5"]},
    ],
)
def test_figures_that_no_balance_can_hold_are_named_by_their_row(tmp_path, rows):
    edition = data.read_edition(SMALL, own_rows(tmp_path, **rows))
    with pytest.raises(DataError) as caught:
        data.reconcile(edition, cached=False)
    assert any(f"rows/{next(iter(rows))}.csv row 2" in each for each in caught.value.problems)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"a;b\n\xfc;1\n", "got the byte 0xfc in line 2; save it as UTF-8"),
        (b"\xff\xfea\x00", "got the byte 0xff in line 1; save it as UTF-8"),
        (b'holder,good\n"buyer,x\n', "a quotation mark out of place or an endless cell in line 2"),
        (b"", "is empty; must begin with the names of its columns"),
        (b"\n\n , \n", "is empty; must begin with the names of its columns"),
        (b"holder,holder\n", "column holder must stand once, stands 2 times"),
    ],
)
def test_what_is_no_table_is_refused_in_our_words(tmp_path, body, said):
    (tmp_path / "stocks.csv").write_bytes(body)
    with pytest.raises(DataError) as caught:
        data.read_edition(SMALL, tmp_path)
    assert any(said in each for each in caught.value.problems)
    assert "Schema" not in str(caught.value)


def test_rows_and_columns_that_a_spreadsheet_leaves_empty_are_passed_over(tmp_path):
    header, *rows = (SMALL / "stocks.csv").read_text("utf-8").splitlines()
    blank = "," * (header.count(",") + 2)
    lines = [f"{header},,", *(f"{row},," for row in rows), blank, "", blank]
    (tmp_path / "stocks.csv").write_text("\n".join(lines), encoding="utf-8")
    laid, plain = data.read_edition(SMALL, tmp_path), data.read_edition(SMALL)
    assert laid.tables["stocks"].drop("row").equals(plain.tables["stocks"].drop("row"))
