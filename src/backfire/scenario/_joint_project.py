"""Capacity that several pay for."""

from __future__ import annotations

from typing import Literal

from ._fields import NotNegative
from ._investment import Investment
from ._paid_by import PaidTogether


class JointProject(Investment):
    """Several payers build capacity together."""

    kind: Literal["joint_project"] = "joint_project"
    """The word that makes this instrument a joint project."""
    paid_by: PaidTogether
    """Who pays, two at least, and which share of the cost each; the shares add up to 1."""
    private_usd_per_usd: NotNegative = 0.0
    """Private money in USD that comes with each public dollar."""
