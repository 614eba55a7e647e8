"""An answer on the terminal and as a page."""

from ._page import page
from ._terminal import Screen, grid, show

__all__ = ["Screen", "grid", "page", "show"]
