"""Pictures of answers: a folder or file a kind, drawn on shared primitives."""

from ._picture import Picture, pictures

__all__ = ["Picture", "pictures"]
