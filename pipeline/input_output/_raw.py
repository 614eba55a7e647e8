"""Read the tables of the Bureau of Economic Analysis, whole or as the extract of their cells."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable
from pathlib import Path

from pipeline._figures import HERE, table
from pipeline.build import checksum

EXTRACT = HERE / "extracts" / "input_output"
SOURCE = "bea_input_output2017"
RAW = {
    "bea_Detail_CommodityCodeName_2017.csv.gz": (
        "2c20bdbd8d6a6c80fbd6d0e161712fcb054e64e7be3bb6479e197b832b27a022"
    ),
    "bea_Detail_FinalDemandCodeName_2017.csv.gz": (
        "3cda8c9fefe418b4030bea410e44f1f77f09dca88b5b51978e3da0e4559448b0"
    ),
    "bea_Detail_Import_2017_BeforeRedef_17sch.csv.gz": (
        "470f24e7047394166a333f5c0354ee54243b69e92893f41b4870923826bede9e"
    ),
    "bea_Detail_IndustryCodeName_2017.csv.gz": (
        "10dee3a3cfa80d9f54019a244190a1e06c046aa7d7c4951c2430527cfc473638"
    ),
    "bea_Detail_Make_2017_AfterRedef_17sch.csv.gz": (
        "4d7b76b5c6f72a52cf289a6eeae30d25f2771be27ceb3e9afb7c79283df0bf55"
    ),
    "bea_Detail_Use_2017_PRO_AfterRedef_17sch.csv.gz": (
        "70b5e6a15d6d7093758ed9bd0607635690fbda3997595c80be71bfcf3921d235"
    ),
    "bea_Detail_ValueAddedCodeName_2017.csv.gz": (
        "360b00517d18c43eb0306910325dbc380f43b94a9758b828f829108026fe93bd"
    ),
    "bea_Summary_Make_2017_AfterRedef_17sch.csv.gz": (
        "4a611c5514ffb0d38142c9699c49f351532a81d17c557b8d5db808f2b77147b5"
    ),
    "bea_Summary_Use_2017_PRO_AfterRedef_17sch.csv.gz": (
        "fe7380718e9129753cf32ce12e9a6132dec612bc9c6ab9b17ed01a32e6531ade"
    ),
}
TOTALS = ("T001", "T004", "T005", "Total Intermediate", "Total Final Uses (GDP)")
"""Printed totals that no script reads; the extract leaves them out, but for one cell."""
GDP = (("T005", "T004"), ("Total Value Added", "Total Final Uses (GDP)"))
"""Cells of the detail and of the summary use table that hold gross domestic product."""
LINE = "rownames"
Cells = dict[tuple[str, str], int]


def check(raw: Path) -> None:
    """Refuse raw files that the scripts were not written for."""
    for name, expected in RAW.items():
        if checksum((raw / name).read_bytes()) != expected:
            msg = f"{raw / name}: not the file that pipeline.input_output was written for"
            raise ValueError(msg)


def cells(path: Path, name: str) -> Cells:
    """Return the cells of a matrix that are not zero, by row and column."""
    lines = table(path / name)
    if LINE not in lines[0]:
        return {(line["row"], line["column"]): int(line["value"]) for line in lines}
    return {
        (line[LINE], column): int(float(text))
        for line in lines
        for column, text in line.items()
        if column != LINE and float(text) != 0 and _kept(line[LINE], column)
    }


def _kept(row: str, column: str) -> bool:
    return (row, column) in GDP or not {row, column} & set(TOTALS)


def names(path: Path, kind: str) -> dict[str, str]:
    """Return the names of the detail table by code; `kind` is a part of the file's name."""
    out: dict[str, str] = {}
    for line in table(path / f"bea_Detail_{kind}CodeName_2017.csv.gz"):
        _, code, name = line.values()
        out[code] = name
    return out


def cut(raw: Path) -> None:
    """Write the extract: the cells of every matrix, and the names as they are."""
    EXTRACT.mkdir(parents=True, exist_ok=True)
    for name in RAW:
        if "CodeName" in name:
            text = gzip.decompress((raw / name).read_bytes())
            (EXTRACT / name.removesuffix(".gz")).write_bytes(text)
        else:
            found = cells(raw, name)
            text = sheet(("row", "column", "value"), [(*key, cell) for key, cell in found.items()])
            (EXTRACT / name).write_bytes(packed(text))


def sheet(columns: Iterable[str], rows: Iterable[Iterable[str | float]]) -> bytes:
    """Return a table as the bytes of its file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def packed(text: bytes) -> bytes:
    """Return bytes packed without the time of packing, so that they are the same every time."""
    return gzip.compress(text, compresslevel=9, mtime=0)
