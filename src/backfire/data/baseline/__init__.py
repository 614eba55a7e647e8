"""The baseline: production, trade and use that balance, nearest to the figures of an edition."""

from ._baseline import Adjustment, Baseline
from ._reconcile import reconcile
from ._report import DataReport, data_report

__all__ = ["Adjustment", "Baseline", "DataReport", "data_report", "reconcile"]
