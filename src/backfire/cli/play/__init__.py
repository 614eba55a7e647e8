"""``backfire play``: take either side against the model, at the terminal."""

from ._command import play

__all__ = ["play"]
