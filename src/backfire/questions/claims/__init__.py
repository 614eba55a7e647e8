"""Which claims of the article hold in the game, under which conditions, and which fail."""

from backfire.results.claims import Claim, Findings

from ._all import CLAIMS
from ._claim import AbstractClaim
from ._claims import claims

__all__ = ["CLAIMS", "AbstractClaim", "Claim", "Findings", "claims"]
