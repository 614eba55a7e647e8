"""Memory: whether what a question would hold at once fits into this machine."""

from __future__ import annotations

import os

_SHARE = 0.5
"""Share of the machine's memory that one question may take."""
_ASSUMED = 8 * 2**30
"""Bytes where the system does not say how much it has."""
_GIGABYTE = 1e9


def too_large(name: str, count: int, bytes_each: float) -> str:
    """What is wrong with a number that sets how much memory is needed; empty if it fits.

    Examples
    --------
    >>> too_large("draws", 10, 8.0)
    ''
    """
    room = _SHARE * _bytes()
    if count <= room / bytes_each:
        return ""
    needed = f"{count * int(bytes_each) // 10**9:,} GB"
    return (
        f"{name} must be at most {int(room / bytes_each):,}, which fit in {room / _GIGABYTE:.0f} "
        f"GB of memory, got {count:,}, which take about {needed}"
    )


def _bytes() -> int:
    """Bytes of memory of this machine."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return _ASSUMED
