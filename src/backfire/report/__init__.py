"""One self-contained page drawn from a saved result: the answer first, then the pictures."""

from backfire.report._write import write

__all__ = ["write"]
