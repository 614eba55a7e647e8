"""Editions: frozen, dated releases of all tables, checked one by one and against each other."""

from ._edition import Edition, editions, read_edition
from ._manifest import Manifest, checksum, read_manifest, seal

__all__ = [
    "Edition",
    "Manifest",
    "checksum",
    "editions",
    "read_edition",
    "read_manifest",
    "seal",
]
