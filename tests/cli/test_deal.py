"""`backfire deal`: what it asks, prints and writes."""

import json

import pytest

from tests.answers.synthetic_deal import synthetic_deal


@pytest.fixture
def asked(stand_in):
    """What `deal` was asked, call by call; it answers with a made-up one."""
    calls = []

    def deal(scenario, **options):
        options["progress"](1, 2, "supply model")
        calls.append((scenario, options))
        return synthetic_deal()

    stand_in("questions.deal", deal=deal)
    return calls


def test_it_says_the_package_first_and_then_each_issue(backfire_command, asked):
    code, out, _ = backfire_command("deal")
    assert code == 0
    assert asked[0][0].name == "busan-2025"
    assert out.startswith("Of 3 issues that can be valued for both sides")
    for part in ("minerals", "tariff", "fees", "chips", "island", "infinite"):
        assert part in out
    assert "Written: out/busan-2025-deal.nc" in out
    assert "Written: out/busan-2025-deal.html" in out


def test_what_is_chosen_reaches_the_verb(backfire_command, asked):
    backfire_command(
        *("deal", "oil-sanctions", "--draws", "30", "--seed", "7", "--values", "own.csv"),
        *("--case", "threat=carried out", "--case", "ore = none", "--permanent", "4"),
    )
    scenario, options = asked[0]
    assert scenario.name == "oil-sanctions"
    assert options["cases"] == {"threat": "carried out", "ore": "none"}
    given = {name: options[name] for name in ("draws", "seed", "permanent")}
    assert given == {"draws": 30, "seed": 7, "permanent": 4.0}
    assert str(options["values"]) == "own.csv"


def test_the_page_goes_where_it_is_asked_to(backfire_command, asked, tmp_path):
    backfire_command("deal", "--out", "mine")
    assert (tmp_path / "mine" / "busan-2025-deal.html").stat().st_size > 1e6


def test_what_is_saved_is_drawn_again_and_tables_are_written(backfire_command, asked, tmp_path):
    backfire_command("deal", "--out", ".", "--csv", "tables")
    assert (tmp_path / "tables" / "issue.csv").is_file()
    page = (tmp_path / "busan-2025-deal.html").read_text(encoding="utf-8")
    (tmp_path / "busan-2025-deal.html").unlink()
    code, _, _ = backfire_command("report", "busan-2025-deal.nc")
    assert code == 0
    assert (tmp_path / "busan-2025-deal.html").read_text(encoding="utf-8") == page


def test_json_alone_is_printed(backfire_command, asked):
    _, out, err = backfire_command("deal", "--json")
    found = json.loads(out)
    assert list(found["quantities"]["probability"]) == ["minerals", "tariff", "fees"]
    assert "becomes" not in found["quantities"]
    assert "Written:" in err


def test_a_case_that_is_none_is_refused(backfire_command, asked):
    code, _, err = backfire_command("deal", "--case", "threat")
    assert code == 1
    assert '--case must be issue=case, got "threat"' in err
    assert not asked


HEADER = "issue,name,giver,side,case,usd_low,usd,usd_high,counts,kind,taken_from,source,method"
ROW = "{0},the {0},CHN,{1},,{2},once,derived,range,yale_tariffs2025,Made up.\n"
FAULTY = {
    "one-sign": (
        HEADER + "\n" + ROW.format("ore", "CHN", "-3,-2,-1") + ROW.format("ore", "USA", "1,2,3"),
        ["no deal is possible: China must gain by some issue"],
    ),
    "nothing": (
        "",
        ["own.csv has 1 problem:", "is empty; must begin with the names of its columns"],
    ),
    "header-alone": (HEADER + "\n", ["must hold at least one issue, got none"]),
    "several": (
        HEADER + "\n" + ROW.format("ore", "CNH", "3,2,1") + ROW.format("ore", "USA", ",2,3"),
        [
            "own.csv has 6 problems:",
            'side must be CHN or USA, got "CNH"',
            "usd_low must not be above usd, got 3 and 2",
            "usd_low must be given unless kind is none",
            "ore: must have a row for CHN",
        ],
    ),
}


@pytest.mark.parametrize("fault", FAULTY)
def test_a_table_that_cannot_be_used_is_refused_with_every_problem(
    backfire_command, tmp_path, fault
):
    content, parts = FAULTY[fault]
    (tmp_path / "own.csv").write_text(content)
    code, out, err = backfire_command("deal", "--values", "own.csv")
    assert (code, out) == (1, "")
    for part in parts:
        assert part in err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (("no-such",), "must be one of the library"),
        (("full-embargo",), "give one with --values PATH"),
        (("--case", "soybean=any"), "issue must be one of october-package"),
        (
            ("--case", "threatened-tariff=likely"),
            "must be one of carried out, at the market's odds",
        ),
        (("--draws", "0"), "draws must be a whole number, 1 or more, got 0"),
        (("--permanent", "0"), "must be a number of years above 0 and at most 1000, got 0"),
        (
            ("--permanent", "1e308"),
            "must be a number of years above 0 and at most 1000, got 1e+308",
        ),
        (("--draws", "1000000000"), "GB of memory, got 1,000,000,000, which take about"),
        (("--seed", "9" * 26), "seed must be a whole number from 0 to"),
        (("--values", "none.csv"), "must be a UTF-8 table with commas"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(backfire_command, typed, says):
    code, _, err = backfire_command("deal", *typed)
    assert code == 1
    assert says in err


def test_no_word_of_a_table_is_cut_on_a_screen_of_eighty_columns(backfire_command, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    code, out, _ = backfire_command("deal", "--out", ".", "--draws", "50")
    assert code == 0
    assert "…" not in out
    for name in ("reciprocal-tariff", "threatened-tariff", "advanced-chips"):
        assert sum(line.startswith(name) for line in out.splitlines()) >= 1


def test_it_answers_about_october_2025(backfire_command, tmp_path):
    code, out, err = backfire_command("deal", "--json", "--out", ".", "--draws", "50")
    assert code == 0, err
    found = json.loads(out)
    thresholds = found["tables"]["threshold"]
    assert {one["issue"]: one["signed"] for one in thresholds} == {
        "april-regime": False,
        "advanced-chips": False,
        "taiwan": False,
    }
    assert sum(one["signed"] for one in found["tables"]["issue"]) == 13
    scores = {(one["rule"], one["over"]): one for one in found["tables"]["score"]}
    trivial = scores["everything is in", "all"]
    assert (trivial["right"], trivial["count"], trivial["log"]) == (13, 16, None)
    assert scores["Nash package", "both values known"]["count"] == 13
    assert scores["Nash package", "at what is known"]["count"] == 14
    assert (tmp_path / "busan-2025-deal.html").stat().st_size > 1e6
