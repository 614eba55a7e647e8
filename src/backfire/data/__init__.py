"""What is: editions of figures with their sources, checked, and balanced into one baseline."""

from backfire.data._baseline import Adjustment, Baseline
from backfire.data._bridge import Bridge, Reach, industry_groups, read_bridge
from backfire.data._citations import citations
from backfire.data._coercion import CoercionCase, read_coercion
from backfire.data._critical import read_critical
from backfire.data._economy_rows import economy_holes
from backfire.data._edition import Edition, editions, read_edition
from backfire.data._elasticities import Elasticities, Elasticity, read_elasticities
from backfire.data._events import Event, read_events
from backfire.data._input_output import InputOutput, input_output_tables, read_input_output
from backfire.data._issue_values import IssueValue, read_issue_values
from backfire.data._manifest import seal
from backfire.data._multi_region import CountryTable, country_table
from backfire.data._parameters import Parameters, parameter_editions, read_parameters
from backfire.data._published_losses import PublishedLoss, read_published_losses
from backfire.data._reconcile import reconcile
from backfire.data._references import reference_keys
from backfire.data._report import DataReport, data_report
from backfire.data._seen_table import Seen, read_seen, seen_tables
from backfire.data._signed import Signed, read_signed
from backfire.data._supply_questions import (
    SupplyBeside,
    SupplyQuestion,
    read_supply_besides,
    read_supply_questions,
)
from backfire.data._truces import Truce, read_truces

__all__ = [
    "Adjustment",
    "Baseline",
    "Bridge",
    "CoercionCase",
    "CountryTable",
    "DataReport",
    "Edition",
    "Elasticities",
    "Elasticity",
    "Event",
    "InputOutput",
    "IssueValue",
    "Parameters",
    "PublishedLoss",
    "Reach",
    "Seen",
    "Signed",
    "SupplyBeside",
    "SupplyQuestion",
    "Truce",
    "citations",
    "country_table",
    "data_report",
    "economy_holes",
    "editions",
    "industry_groups",
    "input_output_tables",
    "parameter_editions",
    "read_bridge",
    "read_coercion",
    "read_critical",
    "read_edition",
    "read_elasticities",
    "read_events",
    "read_input_output",
    "read_issue_values",
    "read_parameters",
    "read_published_losses",
    "read_seen",
    "read_signed",
    "read_supply_besides",
    "read_supply_questions",
    "read_truces",
    "reconcile",
    "reference_keys",
    "seal",
    "seen_tables",
]
