"""A faulty input-output table is refused, with every fault told once."""

import os
import shutil
from pathlib import Path

import pytest

from backfire import data
from backfire.errors import DataError

TABLES = Path(__file__).parent / "tables"
SENTENCES = {
    "category-unknown": [
        'final.csv row 3 (grain, export): category must be a known category, got "export"; '
        'did you mean "exports"?',
    ],
    "cell-twice": [
        "use.csv row 7 (grain, mill): must stand once, is already in use.csv row 3",
    ],
    "changed-after-it-was-sealed": [
        "use.csv: is not the file that table.json describes; restore it, or take sha256 out of it",
    ],
    "column-missing": [
        "use.csv: column industry is missing",
        "use.csv: buyer is not a column here",
    ],
    "commodity-does-not-balance": [
        "commodity grain: what is made must equal intermediate sales plus final uses within "
        "2.51e-07 million USD, got 120 and 121",
    ],
    "commodity-unknown": [
        'make.csv row 4 (mill, braed): commodity must be a known commodity, got "braed"; did '
        'you mean "bread"?',
    ],
    "component-unknown": [
        "value_added.csv row 3 (profits, farm): component must be a known component, got "
        '"profits"; did you mean "profit"?',
    ],
    "field-missing": [
        "table.json: year is required",
    ],
    "field-unknown": [
        'table.json: years is not a field here; did you mean "year"?',
    ],
    "flow-negative": [
        "use.csv: what mill buys of grain must be zero or more, got -60 million USD; if it "
        "sells from stock, name mill with the reason under negative_use in table.json",
    ],
    "gdp-of-another-year": [
        "value_added.csv: value added must sum to the gdp of table.json within 1.65e-07 "
        "million USD, got 165 and 170",
    ],
    "imports-negative": [
        "imports.csv: what mill imports of grain must be zero or more, got -5 million USD",
    ],
    "industry-does-not-balance": [
        (
            "industry farm: output must equal inputs plus value added within 1e-07 million USD, "
            "got 101 and 100"
        ),
        "industry farm: output must equal what it makes within 1e-07 million USD, got 101 and 100",
    ],
    "industry-makes-nothing": [
        "make.csv: industry farm must make something, has no row; add its products",
    ],
    "industry-missing": [
        'make.csv row 3 (mill, grain): industry must be a known industry, got "mill"',
        'make.csv row 4 (mill, bread): industry must be a known industry, got "mill"',
        'make.csv row 5 (mill, scrap): industry must be a known industry, got "mill"',
        'use.csv row 3 (grain, mill): industry must be a known industry, got "mill"',
        'use.csv row 5 (bread, mill): industry must be a known industry, got "mill"',
        'use.csv row 6 (scrap, mill): industry must be a known industry, got "mill"',
        'value_added.csv row 4 (wages, mill): industry must be a known industry, got "mill"',
        'value_added.csv row 5 (profit, mill): industry must be a known industry, got "mill"',
        'imports.csv row 2 (grain, mill): used_by must be a known industry or category, got "mill"',
    ],
    "industry-twice": [
        "industries.csv row 4 (farm): must stand once, is already in industries.csv row 2",
    ],
    "industry-unknown": [
        'use.csv row 3 (grain, mil): industry must be a known industry, got "mil"; did you '
        'mean "mill"?',
    ],
    "industry-without-value-added": [
        "value_added.csv: industry mill must have value added, has no row; add it",
    ],
    "make-negative": [
        "make.csv: output of mill (grain) must be zero or more, got -20 million USD",
    ],
    "not-json": [
        "table.json: must be a readable JSON file, got Expecting value: line 1 column 1 (char 0)",
    ],
    "output-zero": [
        "industries.csv: output of farm must be above zero, got 0 million USD",
    ],
    "product-nobody-makes": [
        "make.csv: product bread must be made by an industry, has no row; add its makers or "
        "make its treatment special",
    ],
    "reason-for-an-unknown-industry": [
        'table.json: negative_value_added must name known industries, got "mil"; did you mean '
        '"mill"?',
    ],
    "rounding-negative": [
        "table.json: rounding must be a number of zero or more, got -1",
    ],
    "source-unknown": [
        'table.json: source must name entries of references.bib, got "miller_blair2008"; did '
        'you mean "miller_blair2009"?',
    ],
    "treatment-unknown": [
        'commodities.csv row 4 (scrap): treatment must be product or special, got "waste"',
    ],
    "unit-unknown": [
        'table.json: unit must be USD, thousand USD, million USD or billion USD, got "EUR"',
    ],
    "value-added-negative": [
        "value_added.csv: value added of farm must be zero or more, got -40 million USD; if "
        "it is so, name farm with the reason under negative_value_added in table.json",
    ],
    "value-missing": [
        "make.csv row 3 (mill, grain): value must be given, got nothing",
    ],
    "value-not-a-number": [
        "final.csv row 6 (bread, exports): value must be a number, got nan",
    ],
    "value-unreadable": [
        'use.csv row 5 (bread, mill): value must be a number, got "15 m"',
    ],
}


def folder_with(fault, target):
    """The good table with the files of a fault in their place."""
    shutil.copytree(TABLES / "good", target)
    shutil.copytree(TABLES / "faults" / fault, target, dirs_exist_ok=True)
    return target


@pytest.mark.parametrize("fault", SENTENCES)
def test_a_fault_is_told_once_and_exactly(fault, tmp_path):
    with pytest.raises(DataError) as caught:
        data.read_input_output(folder_with(fault, tmp_path / "own"))
    assert list(caught.value.problems) == SENTENCES[fault]


def test_all_problems_are_told_at_once(tmp_path):
    own = folder_with("several", tmp_path / "own")
    (own / "make.csv").unlink()
    (own / "imports.csv").unlink()
    with pytest.raises(DataError, match="has 5 problems") as caught:
        data.read_input_output(own)
    told = str(caught.value)
    assert "make.csv: is missing" in told
    assert "imports.csv: is missing" in told
    assert 'got "60 m"' in told
    assert 'got "mil"' in told
    assert 'got "export"' in told


def test_every_fault_has_its_sentence():
    faults = {path.name for path in (TABLES / "faults").iterdir()}
    assert faults == {*SENTENCES, "several"}


def test_an_empty_folder_lacks_every_file(tmp_path):
    with pytest.raises(DataError, match="has 8 problems"):
        data.read_input_output(tmp_path)


def test_a_name_that_is_none_is_refused_with_the_nearest():
    with pytest.raises(DataError, match='did you mean "bea-2017-71"'):
        data.read_input_output("bea-2017-72")


def pipe(path):
    os.mkfifo(path)


def device(path):
    path.symlink_to("/dev/zero")


def folder(path):
    path.mkdir()


@pytest.mark.parametrize(
    ("make", "kind"), [(pipe, "a pipe"), (device, "a device"), (folder, "a folder")]
)
@pytest.mark.parametrize("name", ["use.csv", "use.csv.gz", "table.json"])
def test_what_is_no_regular_file_is_refused_and_never_waited_for(tmp_path, name, make, kind):
    own = shutil.copytree(TABLES / "good", tmp_path / "own")
    (own / name.removesuffix(".gz")).unlink()
    make(own / name)
    with pytest.raises(DataError, match=f"got {kind} in place of a regular file"):
        data.read_input_output(own)


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("table.json", b"[" * 100_000, "table.json: must be a readable JSON file, got brackets"),
        ("use.csv.gz", b"not packed", "use.csv: must be a UTF-8 table with commas, got Not a gzip"),
    ],
)
def test_a_file_that_cannot_be_understood_is_refused_in_words(tmp_path, name, body, said):
    own = shutil.copytree(TABLES / "good", tmp_path / "own")
    (own / name.removesuffix(".gz")).unlink()
    (own / name).write_bytes(body)
    with pytest.raises(DataError, match=said):
        data.read_input_output(own)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("cell", ["1e308", "5e-324", "1_2", "\uff11\uff12"])
def test_a_figure_that_is_none_or_at_the_edge_is_refused_by_its_row(tmp_path, cell):
    own = shutil.copytree(TABLES / "good", tmp_path / "own")
    header, row, *rest = (own / "use.csv").read_text("utf-8").splitlines()
    row = f"{row.rpartition(',')[0]},{cell}"
    (own / "use.csv").write_text("\n".join([header, row, *rest]), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        data.read_input_output(own)
    (problem,) = caught.value.problems
    assert problem.startswith("use.csv row 2 (")
    assert "value must be" in problem
