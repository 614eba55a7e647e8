"""The command line: each command reads its arguments, calls one function and prints one answer."""

from ._main import main

__all__ = ["main"]
