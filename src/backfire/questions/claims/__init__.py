"""Which claims of the article hold in the game, under which conditions, and which fail."""

from ._claim import Claim, Judged
from ._claims import CLAIMS, claims

__all__ = ["CLAIMS", "Claim", "Judged", "claims"]
