"""Input-output tables: what every industry buys, sells and adds, and which end uses reach it."""

from ._bridge import (
    DETAIL,
    SUMMARY,
    Bridge,
    Reach,
    industry_codes,
    industry_groups,
    industry_labels,
    read_bridge,
    summary_of,
)
from ._industry_table import InputOutput, input_output_tables, read_input_output
from ._multi_region import CountryTable, country_table

__all__ = [
    "DETAIL",
    "SUMMARY",
    "Bridge",
    "CountryTable",
    "InputOutput",
    "Reach",
    "country_table",
    "industry_codes",
    "industry_groups",
    "industry_labels",
    "input_output_tables",
    "read_bridge",
    "read_input_output",
    "summary_of",
]
