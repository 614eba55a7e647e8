"""Writes files as a whole; see `backfire.answers`, which this folder gives way to."""

from backfire.answers import draft_of, remove_drafts, write_whole

__all__ = ["draft_of", "remove_drafts", "write_whole"]
