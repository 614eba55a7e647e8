"""Projects outside China as they were planned about the end of 2009."""

from __future__ import annotations

from pathlib import Path

from pipeline._figures import Row, derived, estimate
from pipeline.in_2009._read import YEAR, fact
from pipeline.in_2009._supply import POUND, recovery

RAW: dict[str, str] = {}
EXTRACT = "trade"

OVER = "oxide put out a year over recovery"
WITHOUT = "capital cost: no source read gives one of that date"


def rows(path: Path) -> dict[str, list[Row]]:
    """Return one row for each process of a project."""
    return {"projects": [*_mountain_pass(), *_lynas(), *_nolans(), *_dong_pao()]}


def _pair(
    project: str,
    deposit: str,
    places: tuple[str, str],
    when: tuple[str, str],
    status: str,
    figure: Row,
) -> list[Row]:
    """Mine and separation of the same oxide."""
    return [
        {
            "project": project,
            "process": f"{kind}_{deposit}",
            "place": place,
            "starts": starts,
            "status": status,
            "capex_usd": "",
            **figure,
        }
        for kind, place, starts in zip(("mine", "separate"), places, when, strict=True)
    ]


def _mountain_pass() -> list[Row]:
    plan = fact("mountain_pass_pounds") * POUND
    value = (plan - fact("molycorp_capacity")) / recovery()
    figure = derived(
        value,
        "womp_molycorp2009;baltictimes_silmet2011",
        YEAR,
        0.15,
        "40 million pounds a year less the 3,000 t that stood, over recovery",
        "money was sought for the middle of 2010; 40,000 t were planned later",
    )
    return _pair(
        "Mountain Pass restart", "bastnaesite", ("USA", "USA"), ("2012", "2012"), "study", figure
    )


def _lynas() -> list[Row]:
    value = fact("lynas_phase") / recovery()
    source = "jmb_lynas2010"
    note = "schedule as of the end of 2010, said to be the planned one"
    first = derived(value, source, YEAR, 0.1, OVER, note)
    second = derived(value, source, YEAR, 0.1, OVER, f"{note}; doubles the first phase")
    places = ("AUS", "MYS")
    return [
        *_pair(
            "Mount Weld and Kuantan, phase 1",
            "monazite",
            places,
            ("2011-02", "2011-07"),
            "construction",
            first,
        ),
        *_pair(
            "Mount Weld and Kuantan, phase 2",
            "monazite",
            places,
            ("2012-07", "2012-07"),
            "study",
            second,
        ),
    ]


def _nolans() -> list[Row]:
    figure = derived(
        fact("nolans_plan") / recovery(),
        "raremetalblog_arafura2011",
        YEAR,
        0.2,
        OVER,
        "start as planned in 2011; no plan dated 2009 was found; apatite is counted as monazite",
    )
    return _pair("Nolans", "monazite", ("AUS", "AUS"), ("2013", "2013"), "study", figure)


def _dong_pao() -> list[Row]:
    figure = estimate(
        fact("dongpao_plan") / recovery(), "dongpao2009", YEAR, 0.3, OVER, "Toyota Tsusho, Sojitz"
    )
    return _pair("Dong Pao", "bastnaesite", ("VNM", "VNM"), ("2011", "2011"), "agreement", figure)
