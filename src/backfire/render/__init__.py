"""An answer on the terminal and as a page."""

from ._comparison import comparison
from ._page import page
from ._terminal import Screen, grid, show

__all__ = ["Screen", "comparison", "grid", "page", "show"]
