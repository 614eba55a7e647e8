"""Where the weeks would come to rest under a policy that stays."""

from ._equilibrium import Equilibrium, equilibrium

__all__ = ["Equilibrium", "equilibrium"]
