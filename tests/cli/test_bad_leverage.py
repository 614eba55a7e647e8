"""What cannot be asked about plants, instruments and leverage: told at once, nothing written."""

import pytest

from tests.cli.installed import contents

PROJECT = (
    "project,process,place,value,starts,status,capex_usd,source,year,kind,relative_sd,method,note"
)
LEAD = "process,place,value,source,year,kind,relative_sd,method,note"
PAID = "paid_by: {USA: 1}"
MONEY = f"usd: 1e8, additional: 0.5, starts: 2026-01-01, ends: 2027-01-01, {PAID}"
ASKED = ("leverage", "asked.yaml", "--draws", "2")
EMBARGO = ("leverage", "full-embargo", "--draws", "2")
ON_OWN_ROWS = (*EMBARGO, "--edition", "own")


def own(table, header, row):
    return {f"own/{table}.csv": f"{header}\n{row}\n"}


def asked(*instruments):
    """A question with these instruments, each as YAML in one line."""
    head = (
        'name: asked\ntitle: Asked\nedition: "2025.11"\nsender: CHN\ntargets: [USA]\n'
        "reference: {goods: [dy_oxide], starts: 2026-01-01}\ninstruments:\n"
    )
    return {"asked.yaml": head + "".join(f"  - {{{told}}}\n" for told in instruments)}


def stockpile(goods="dy_oxide", where="USA", paid=PAID):
    size = "weeks_of_use: 9, buying_weeks: 104, admitted: 0.2, starts: 2026-01-01"
    told = f"kind: stockpile, name: store, by: USA, where: [{where}], goods: [{goods}], {size}"
    return f"{told}, {paid}" if paid else told


CASES = {
    "project-before-the-baseline": (
        own(
            "projects",
            PROJECT,
            "Brook Mine,mine_ionic_clay,USA,1320,2023,study,,ramaco_brook2025,2025,estimate,0.6,x,",
        ),
        ON_OWN_ROWS,
        [
            "edition 2025.11 with own has 1 problem:",
            "own/projects.csv row 2 (Brook Mine, mine_ionic_clay): starts must be later than 2024, "
            "got 2023: already in the baseline of 2024",
        ],
    ),
    "lead-time-of-zero": (
        own("lead_times", LEAD, "mine_monazite,*,0,backfire_design2025,2025,estimate,0.4,x,"),
        ON_OWN_ROWS,
        [
            "edition 2025.11 with own has 1 problem:",
            "own/lead_times.csv row 2 (mine_monazite, *): value must be above zero, got 0",
        ],
    ),
    "floor-below-zero": (
        asked(
            "kind: price_floor, name: floor, by: USA, where: [USA], goods: [ndpr_oxide], "
            f"floor_usd_per_kg: -5, starts: 2026-01-01, {PAID}"
        ),
        ASKED,
        [
            "asked.yaml has 1 problem:",
            "instruments[0].floor_usd_per_kg must be a price above 0 USD/kg, got -5",
        ],
    ),
    "nobody-pays": (
        asked(stockpile(paid="")),
        ASKED,
        [
            "asked.yaml has 1 problem:",
            "instruments[0].paid_by must name who pays, with shares that add up to 1, got none",
        ],
    ),
    "dumped-and-banned": (
        {},
        (
            *EMBARGO,
            "--set",
            "instruments=[{kind: dumping, name: cheap, by: CHN, goods: [oxides], price_cut: 0.3, "
            "starts: 2026-06-01, paid_by: {CHN: 1}}]",
        ),
        [
            "full-embargo has 1 problem:",
            "instruments[0] must not sell oxides to USA while controls[0] withholds all of it, "
            "got both from 2026-06-01: they contradict each other",
        ],
    ),
    "horizon-shorter-than-the-control": (
        {},
        (*EMBARGO, "--set", "leverage.horizon_weeks=26"),
        [
            "full-embargo has 1 problem:",
            "leverage.horizon_weeks must not be shorter than the control (leverage.weeks, 52), "
            "got 26",
        ],
    ),
    "until-the-year-of-the-edition": (
        {},
        (*EMBARGO, "--set", "leverage.until=2025"),
        [
            "full-embargo has 1 problem:",
            "leverage.until: must be after the year in which the control starts (2025), got 2025",
        ],
    ),
    "earlier-use-beyond-the-curve": (
        {},
        (*EMBARGO, "--set", "leverage.until=2027", "--set", "leverage.used_quarters=9"),
        [
            "full-embargo has 1 problem:",
            "leverage.used_quarters: must end by the last start of the control (2027-11-29), got 9",
            "or let leverage.until be later",
        ],
    ),
    "names-nobody-knows": (
        asked(
            f"kind: subsidy, name: grant, by: USA, where: [UAS], processes: [separate_monazit], "
            f"projects: [Nolan], {MONEY}",
            stockpile(goods="dy_oxyde"),
        ),
        ASKED,
        [
            "asked has 4 problems:",
            "instruments[0].where: UAS is not a place of this edition; did you mean USA?",
            "instruments[0].processes: separate_monazit is not a process of this edition; "
            "did you mean separate_monazite?",
            "instruments[0].projects: Nolan is not a project of this edition; did you mean Nolans?",
            "instruments[1].goods: dy_oxyde is not a good of this edition; did you mean dy_oxide?",
        ],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_cannot_be_asked_is_reported_and_nothing_is_written(case, backfire_command, tmp_path):
    files, arguments, says = CASES[case]
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    before = contents(tmp_path)
    code, out, err = backfire_command(*arguments)
    assert (code, out) == (1, "")
    first, *others = says
    assert err.startswith(first)
    for sentence in others:
        assert sentence in " ".join(err.split())
    assert len(err.splitlines()) == 1 + int(first.split()[-2])
    assert "Traceback" not in err
    assert contents(tmp_path) == before
