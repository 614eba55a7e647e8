"""The one table engine: schemas, text tables, their cells, and records made of their rows."""

from ._cells import EVERY, Bounds, Labels, check_cells, day_in, number_in, several, span
from ._measures import Measure, measures
from ._records import DataGap, Fault, read_gaps, read_records, read_table, typed
from ._references import citations, reference_keys
from ._schema import CHOICES, TABLES, Column, Schema, schema_of, schemas
from ._text_table import ROW, Row, TextTable, label, overlaid, read_json, read_rows
from ._wording import listed, nearest, shown

__all__ = [
    "CHOICES",
    "EVERY",
    "ROW",
    "TABLES",
    "Bounds",
    "Column",
    "DataGap",
    "Fault",
    "Labels",
    "Measure",
    "Row",
    "Schema",
    "TextTable",
    "check_cells",
    "citations",
    "day_in",
    "label",
    "listed",
    "measures",
    "nearest",
    "number_in",
    "overlaid",
    "read_gaps",
    "read_json",
    "read_records",
    "read_rows",
    "read_table",
    "reference_keys",
    "schema_of",
    "schemas",
    "several",
    "shown",
    "span",
    "typed",
]
