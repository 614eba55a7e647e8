from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import pytest

from pipeline._figures import table
from pipeline.build import checksum
from pipeline.input_output import _bridge
from pipeline.input_output.__main__ import collect
from pipeline.input_output._raw import EXTRACT, RAW, SOURCE, cells, check, packed
from pipeline.input_output._tables import DETAIL, IMPORTS, LEVELS, SUMMARY, Files, concordance

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "src" / "backfire" / "data" / "tables" / "input_output"


@pytest.fixture(scope="module")
def files() -> Files:
    return collect(EXTRACT)


def plain(name: str, text: bytes) -> bytes:
    """What a file says, packed or not; how it is packed may differ from one zlib to another."""
    return gzip.decompress(text) if name.endswith(".gz") else text


def test_the_shipped_files_are_what_the_script_writes(files: Files) -> None:
    shipped = {path.relative_to(SHIPPED).as_posix() for path in SHIPPED.rglob("*.*")}
    assert shipped == set(files)
    for name, text in files.items():
        assert plain(name, (SHIPPED / name).read_bytes()) == plain(name, text), name


def test_the_card_lists_every_file_with_its_checksum() -> None:
    for level in LEVELS:
        folder = SHIPPED / level.name
        card = json.loads((folder / "table.json").read_text(encoding="utf-8"))
        found = {
            path.name.removesuffix(".gz"): checksum(plain(path.name, path.read_bytes()))
            for path in folder.glob("*.csv*")
        }
        assert card["sha256"] == found
        assert card["source"] == SOURCE
        assert (card["year"], card["unit"]) == (2017, "million USD")
        assert card["raw"] == {name: RAW[name] for name in (level.make, level.use, IMPORTS)}


def test_a_raw_file_of_another_release_is_refused(tmp_path: Path) -> None:
    for name in RAW:
        (tmp_path / name).write_bytes(b"another release")
    with pytest.raises(ValueError, match="not the file that pipeline"):
        check(tmp_path)


def test_a_wide_table_and_its_extract_hold_the_same_cells(tmp_path: Path) -> None:
    wide = b"rownames,11,T001,T004\n21,5.0,5.0,0.0\nT005,5.0,5.0,7.0\nT008,0.0,0.0,0.0\n"
    (tmp_path / "wide.csv.gz").write_bytes(packed(wide))
    kept = {("21", "11"): 5, ("T005", "T004"): 7}
    assert cells(tmp_path, "wide.csv.gz") == kept
    long = "row,column,value\n" + "".join(f"{a},{b},{cell}\n" for (a, b), cell in kept.items())
    (tmp_path / "long.csv.gz").write_bytes(packed(long.encode()))
    assert cells(tmp_path, "long.csv.gz") == kept


def test_every_code_belongs_to_one_group() -> None:
    groups = concordance()
    summary = {row["code"] for row in table(ROOT / "pipeline" / "labels" / "bea_summary.csv")}
    assert set(groups.values()) == summary
    detail = {row for row, _ in cells(EXTRACT, DETAIL.make) if row != "T007"}
    assert len(detail) == 402
    assert detail <= set(groups)
    industries = {row for row, _ in cells(EXTRACT, SUMMARY.make)} - {"Total Commodity Output"}
    assert industries == summary - set(SUMMARY.special)


def test_what_is_imported_is_what_the_table_of_imports_sums_to() -> None:
    """Imports of a commodity are printed once by user and once, negative, as a total."""
    used: dict[str, int] = {}
    total: dict[str, int] = {}
    for (row, column), cell in cells(EXTRACT, IMPORTS).items():
        side = total if column == "F05000" else used
        side[row] = side.get(row, 0) + cell
    for code in {*used, *total}:
        assert abs(used.get(code, 0) + total.get(code, 0)) <= 30, code


def test_every_row_of_the_bridge_says_where_it_is_from() -> None:
    text = (ROOT / "docs" / "references.bib").read_text(encoding="utf-8")
    with (SHIPPED / "bridge.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert {row["table"] for row in rows} == {level.name for level in LEVELS}
    assert {row["use"] for row in rows} >= {"semiconductors", "optics", "fibre"}
    for row in rows:
        assert row["kind"], row
        assert row["method"], row
        for source in row["source"].split(";"):
            assert f"{{{source}," in text, source


def test_a_hole_is_no_bridge() -> None:
    lines = list(csv.DictReader(_bridge.holes().decode("utf-8").splitlines()))
    bridged = {row["use"] for row in _bridge.rows(EXTRACT)}
    assert {"electric_vehicles", "metallurgy_other"} <= {line["key"] for line in lines}
    assert not bridged & {"electric_vehicles", "metallurgy_other"}
