"""Mines and separation in 2009, and what they could have put through."""

from __future__ import annotations

import math
from pathlib import Path

from pipeline._figures import Row, derived, estimate
from pipeline.in_2009._read import YEAR, fact
from pipeline.in_2009._supply import clay, fed, fed_from_stock, india, mined, recovery

RAW: dict[str, str] = {}
EXTRACT = "trade"

FULL_USE = 0.97
USGS, SMM, CHEN = "kroos2025", "smm_quarterly2011", "chen_supply2011"
STOCK = (
    "127,000 pounds of didymium and 300,000 of lanthanum a month in October 2009, twelve months, "
    "over recovery"
)
SPLIT = "output of 2009 times the share of ionic clay in 2010 (40,000 of 130,000 t)"


def rows(path: Path) -> dict[str, list[Row]]:
    """Return activities and capacities of mines and of separation."""
    return {"production": [*_mines(), *_separation()], "capacity": _capacity()}


def _mines() -> list[Row]:
    ore = mined()
    two = "geometric mean of two accounts, 2,680 and 100 t"
    only = "lower end of 3,000 to 4,400 t: the plant that took it had 3,000 t a year"
    china = f"{USGS};{SMM}"
    usgs = "indexmundi_usgs2011"
    later = "share of world output in 2010 as printed, taken for 2009"
    return [
        _row(
            "mine_bastnaesite",
            "CHN",
            derived(ore["bastnaesite", "CHN"], china, YEAR, 0.1, f"the rest: {SPLIT}"),
        ),
        _row(
            "mine_bastnaesite",
            "USA",
            derived(
                fed_from_stock(),
                "metalpages_molycorp2009",
                YEAR,
                0.25,
                STOCK,
                "ore mined before 2002 and taken from stock: USGS counts nothing mined in 2009",
            ),
        ),
        _row("mine_ionic_clay", "CHN", estimate(clay(), china, YEAR, 0.2, SPLIT)),
        _row("mine_monazite", "IND", estimate(india(), f"{usgs};{CHEN}", YEAR, 0.9, two)),
        _row(
            "mine_monazite",
            "BRA",
            derived(ore["monazite", "BRA"], usgs, YEAR, 0.4, later, "another account has 1,500 t"),
        ),
        _row("mine_monazite", "MYS", derived(ore["monazite", "MYS"], usgs, YEAR, 0.3, later)),
        _row(
            "mine_monazite",
            "ROW",
            estimate(
                ore["monazite", "ROW"],
                f"{CHEN};baltictimes_silmet2011",
                YEAR,
                0.25,
                only,
                "Russia; loparite is counted with monazite; USGS does not list it",
            ),
        ),
    ]


def _separation() -> list[Row]:
    own = "all ore of its own, none stocked"
    sources = {
        ("bastnaesite", "CHN"): (f"{USGS};{SMM}", 0.1, own),
        ("bastnaesite", "USA"): ("metalpages_molycorp2009", 0.25, STOCK),
        ("monazite", "CHN"): (
            "indexmundi_usgs2011",
            0.8,
            "ore of Brazil and Malaysia, for want of another taker",
        ),
        ("monazite", "REU"): (
            f"{CHEN};baltictimes_silmet2011",
            0.25,
            "all Russian ore goes to Sillamae",
        ),
        ("monazite", "IND"): (f"indexmundi_usgs2011;{CHEN}", 0.9, own),
        ("ionic_clay", "CHN"): (f"{USGS};{SMM}", 0.2, own),
    }
    notes = {
        ("monazite", "REU"): "La Rochelle works up compounds from China and is not counted",
    }
    return [
        _row(
            f"separate_{deposit}",
            place,
            estimate(tonnes, *_cited(sources[deposit, place]), notes.get((deposit, place), "")),
        )
        for (deposit, place), tonnes in fed().items()
    ]


def _cited(said: tuple[str, float, str]) -> tuple[str, int, float, str]:
    source, sd, how = said
    return source, YEAR, sd, how


def _capacity() -> list[Row]:
    feed = fed()
    china = feed["bastnaesite", "CHN"] + feed["ionic_clay", "CHN"]
    factor = math.sqrt(fact("capacity_2013") * china / FULL_USE) / china
    how = "geometric mean of output at 97 % use and of 320,000 t a year in 2013, split like output"
    source = f"agmetalminer_capacity2013;{USGS}"
    out = [
        {
            "process": f"separate_{deposit}",
            "place": "CHN",
            **estimate(
                feed[deposit, "CHN"] * factor,
                source,
                YEAR,
                0.3,
                how,
                "no figure for 2009; use was below 40 % in 2013",
            ),
        }
        for deposit in ("bastnaesite", "ionic_clay")
    ]
    silmet = derived(
        fact("silmet_capacity") / recovery(),
        "baltictimes_silmet2011",
        YEAR,
        0.15,
        "3,000 t of oxide a year over recovery",
    )
    molycorp = "3,000 t of oxide a year over recovery"
    stock = derived(
        fact("molycorp_capacity") / recovery(), "baltictimes_silmet2011", YEAR, 0.15, molycorp
    )
    return [
        *out,
        {"process": "separate_monazite", "place": "REU", **silmet},
        {"process": "separate_bastnaesite", "place": "USA", **stock},
        {"process": "mine_bastnaesite", "place": "USA", **stock},
    ]


def _row(process: str, place: str, figure: Row) -> Row:
    return {"process": process, "place": place, "good": "", **figure}
