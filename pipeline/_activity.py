"""Capacity as a project states it, turned into activity of the processes it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline import ore_baskets, stage_recipes
from pipeline._facts import choice, recovery
from pipeline._figures import HERE, chosen, pick, table

NDPR = ("pr_oxide", "nd_oxide")
DYTB = ("dy_oxide", "tb_oxide")
GRADES = ("make_ndfeb_high_coercivity", "make_ndfeb_standard")
TO_FEED = "over recovery"
TEXT = {
    "activity": "",
    "oxide": f"oxide {TO_FEED}",
    "oxide_mined": f"oxide put out {TO_FEED}",
    "ndpr_oxide": f"NdPr oxide over its share in the basket and {TO_FEED}",
    "ndpr_contained": "NdPr oxide contained over its share in the basket",
    "dytb_oxide": f"Dy and Tb oxide over their share in the basket and {TO_FEED}",
    "metal_feed": f"NdPr metal times 1.2 t of oxide, over its share in the basket and {TO_FEED}",
    "mrec": "mixed carbonate times its oxide content",
    "alloy": "NdPr metal at 80,000 t in 300,000 t of Chinese blanks of 2024",
    "own_metal": "NdPr metal by recipe for the plant's own magnets",
    "magnets": "split by grade as Japanese output is assumed to be",
    "magnets_europe": "split by grade as European output is assumed to be",
    "blanks": "blanks to finished magnets as at JL Mag, split by grade as China's output",
}
"""How each form of a stated capacity is turned, in words."""
PRINTED = ("activity", "oxide", "oxide_mined", "ndpr_oxide", "ndpr_contained", "dytb_oxide")
"""Forms that need arithmetic alone and no choice of ours."""
MILLION = 1e6
RATES = "frb_g5_2024"


def dollars(millions: float, currency: str) -> float:
    """Return an amount in US dollars at the mean rate of June 2024.

    Examples
    --------
    >>> dollars(2, "USD")
    2000000.0
    """
    rates = table(HERE / "readings" / "exchange_rates.csv")
    return millions * MILLION * pick(rates, "usd", currency=currency)


@dataclass(frozen=True)
class Conversion:
    """What the baskets and recipes of the edition say about a tonne."""

    basket: Mapping[tuple[str, str], float]
    ndpr_metal: Mapping[str, float]
    """NdPr metal in a tonne of finished magnet, by process."""
    recovery: float
    oxide_per_metal: float

    @classmethod
    def read(cls, path: Path) -> Conversion:
        """Take the factors from the scripts that write the tables."""
        baskets = ore_baskets.rows(path)["baskets"]
        recipes = stage_recipes.rows(path)["recipes"]
        return cls(
            {(str(row["deposit"]), str(row["good"])): float(row["value"]) for row in baskets},
            {
                str(row["process"]): float(row["value"])
                for row in recipes
                if row.get("good") == "ndpr_metal" and row["role"] == "input"
            },
            recovery(path),
            choice("metal_ratio_japan"),
        )

    def activity(self, tonnes: float, form: str, process: str) -> dict[str, float]:
        """Return activity by process, t/yr, for a capacity stated in one of the forms."""
        if form in ("magnets", "magnets_europe", "blanks"):
            return self._by_grade(tonnes, form)
        return {process: tonnes * self._factor(form, process)}

    def _factor(self, form: str, process: str) -> float:
        deposit = process.split("_", 1)[1]
        picked = chosen("dynamics")
        match form:
            case "activity":
                return 1.0
            case "oxide" | "oxide_mined":
                return 1 / self.recovery
            case "ndpr_contained":
                return 1 / self._share(deposit, NDPR)
            case "ndpr_oxide":
                return 1 / (self._share(deposit, NDPR) * self.recovery)
            case "dytb_oxide":
                return 1 / (self._share(deposit, DYTB) * self.recovery)
            case "metal_feed":
                return self.oxide_per_metal / (self._share(deposit, NDPR) * self.recovery)
            case "mrec":
                return picked["oxide_in_carbonate"]
            case "alloy":
                return picked["metal_per_alloy"]
            case "own_metal":
                split = self._by_grade(1.0, "magnets")
                return sum(part * self.ndpr_metal[grade] for grade, part in split.items())
            case _:
                msg = f"{form} is no form in which a capacity is stated"
                raise ValueError(msg)

    def _share(self, deposit: str, goods: tuple[str, ...]) -> float:
        return sum(self.basket[deposit, good] for good in goods)

    def _by_grade(self, tonnes: float, form: str) -> dict[str, float]:
        magnets, picked = chosen("magnets"), chosen("dynamics")
        share = {
            "magnets": magnets["high_coercivity_share_outside"],
            "magnets_europe": magnets["high_coercivity_share_europe"],
            "blanks": picked["high_coercivity_share_china"],
        }[form]
        finished = tonnes * (picked["finished_per_blank"] if form == "blanks" else 1.0)
        return dict(zip(GRADES, (finished * share, finished * (1 - share)), strict=True))
