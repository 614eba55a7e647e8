"""The package of issues that two sides would sign."""

from ._deal import deal

__all__ = ["deal"]
