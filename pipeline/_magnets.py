"""The one accounting of magnets that production, use and trade share: finished magnet mass.

China's 300,000 t of 2024 are read as blanks. Three figures agree with that: 80,000 t of
praseodymium-neodymium metal consumed are 27 % of it, the share of rare earth in the Nd2Fe14B
phase; scrap of 29 % of the blanks at 30 % rare earth gives 30,000 t of oxide against 34,147 t
reported by recyclers; and finished over blank is .713 at JL Mag. Cerium magnets are inside.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline._figures import chosen, pick, table

if TYPE_CHECKING:
    from pathlib import Path

CHINA = {"country": "CHN", "entity": "national"}


@dataclass(frozen=True)
class Magnets:
    """Tonnes of finished NdFeB and SmCo magnets in 2024, by maker and grade."""

    blanks: float
    finished_share: float
    standard: dict[str, float]
    high_coercivity: dict[str, float]
    smco: dict[str, float]
    metal_per_tonne: float

    @property
    def china(self) -> float:
        """Finished NdFeB made in China."""
        return self.blanks * self.finished_share

    def total(self, place: str) -> float:
        """NdFeB of both grades made in a place."""
        return self.standard.get(place, 0.0) + self.high_coercivity.get(place, 0.0)


def magnets(path: Path) -> Magnets:
    """Read the anchors and split them by maker and grade."""
    made = table(path / "stage" / "metals_magnets.csv")
    oxides = table(path / "stage" / "separated_output.csv")
    ends = table(path / "stage" / "end_use.csv")
    choice = chosen("magnets")
    blanks = pick(made, **CHINA, product="NdFeB", metric="output", period="2024")
    finished = pick(made, product="NdFeB finished", period="2024") / pick(
        made, product="NdFeB blanks", metric="output", period="2024"
    )
    metal = pick(oxides, country="CHN", element_or_product="PrNd metal", metric="consumption")
    per_tonne = metal / (blanks * finished)
    other = _outside(made, oxides, blanks * finished, per_tonne, choice)
    world = pick(ends, category="all (base implied by 35%)", metric="NdFeB demand")
    high = {
        "JPN": other["JPN"] * choice["high_coercivity_share_outside"],
        "VNM": other["VNM"] * choice["high_coercivity_share_outside"],
        "DEU": other["DEU"] * choice["high_coercivity_share_europe"],
        "REU": other["REU"] * choice["high_coercivity_share_europe"],
    }
    high["CHN"] = world - sum(high.values())
    total = {**other, "CHN": blanks * finished}
    standard = {place: tonnes - high.get(place, 0.0) for place, tonnes in total.items()}
    return Magnets(blanks, finished, standard, high, _smco(made, choice), per_tonne)


def _outside(
    made: list[dict[str, str]],
    oxides: list[dict[str, str]],
    china: float,
    per_tonne: float,
    choice: dict[str, float],
) -> dict[str, float]:
    used = choice["outside_utilisation"]
    europe = pick(made, country="EU27", product="NdFeB")
    vietnam = pick(made, country="VNM", metric="capacity") * used
    thailand = pick(made, country="THA", metric="capacity") * used
    share = pick(made, **CHINA, metric="share of world", period="2024") / 100
    rest = china * (1 - share) / share - vietnam - thailand - europe
    demand = {"country": "JPN", "element_or_product": "didymium + Nd"}
    neodymium = (pick(oxides, "low", **demand) + pick(oxides, "high", **demand)) / 2
    return {
        "JPN": (neodymium / per_tonne + rest) / 2,
        "VNM": vietnam,
        "THA": thailand,
        "DEU": europe * choice["europe_half"],
        "REU": europe * (1 - choice["europe_half"]),
    }


def _smco(made: list[dict[str, str]], choice: dict[str, float]) -> dict[str, float]:
    china = pick(made, **CHINA, product="SmCo") * choice["smco_growth"] ** choice["smco_years"]
    share = pick(made, **CHINA, metric="share of world", period="2024") / 100
    makers = ("USA", "DEU", "JPN")
    each = china * (1 - share) / share / len(makers)
    return {"CHN": china, **dict.fromkeys(makers, each)}
