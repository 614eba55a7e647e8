"""Published estimates of what a cut-off costs: what is shipped, and how a bad file is refused."""

import csv

import pytest

from backfire import data
from backfire.errors import DataError

GOOD = {
    "id": "mine",
    "study": "Own 2025",
    "place": "USA",
    "what": "no magnets",
    "usd_low": "1e9",
    "usd": "2e9",
    "usd_high": "3e9",
    "counts": "fall of GDP",
    "closure": "recipe",
    "horizon_months": "12",
    "severity": "0.5",
    "goods": "magnets; gallium",
    "tag": "A",
    "source": "usgs_ofr2024_1057",
    "why": "Counts what is lost.",
}


@pytest.fixture
def own(tmp_path):
    """Write a table of one's own with rows that differ from a good one."""

    def write(*rows, columns=tuple(GOOD)):
        path = tmp_path / "published_losses.csv"
        with path.open("w", encoding="utf-8", newline="") as lines:
            table = csv.DictWriter(lines, columns, extrasaction="ignore")
            table.writeheader()
            table.writerows({**GOOD, **row} for row in rows)
        return path

    return write


def by_id():
    return {loss.id: loss for loss in data.read_published_losses()}


def problems_of(path):
    with pytest.raises(DataError) as refusal:
        data.read_published_losses(path)
    return list(refusal.value.problems)


def test_enough_figures_can_be_placed_and_they_lie_far_apart():
    """Ten and more with a sum of money, over three orders of magnitude and more."""
    sums = [loss.usd for loss in data.read_published_losses() if loss.usd is not None]
    assert len(sums) >= 10
    assert max(sums) / min(sums) > 1_000


@pytest.mark.parametrize("loss", data.read_published_losses(), ids=lambda loss: loss.id)
def test_a_figure_says_what_it_counts_and_why_it_is_where_it_is(loss):
    assert loss.counts
    assert loss.goods
    assert loss.why.endswith(".")
    stated = [sum_ for sum_ in (loss.usd_low, loss.usd, loss.usd_high) if sum_ is not None]
    assert stated == sorted(stated)
    assert loss.horizon_months is None or loss.horizon_months > 0


@pytest.mark.parametrize("closure", ["recipe", "substitution", "exposure", "imports", "expert"])
def test_every_way_of_counting_but_stocks_has_been_published(closure):
    assert any(loss.closure == closure for loss in data.read_published_losses())


@pytest.mark.parametrize(
    ("name", "low", "usd", "high"),
    [
        ("usgs-gallium", 1.7e9, 3.1e9, 8.2e9),
        ("usgs-germanium", 0.01e9, 0.4e9, 1.1e9),
        ("usgs-gallium-germanium", 1.7e9, 3.4e9, 9.0e9),
        ("usgs-samarium", None, 4.5e9, None),
        ("goldman", None, 150e9, None),
        ("macquarie", 1e9, 1e9, None),
        ("macquarie-imports", None, 120e6, 170e6),
        ("kfw", None, None, None),
    ],
)
def test_a_figure_is_as_it_was_printed(name, low, usd, high):
    loss = by_id()[name]
    assert (loss.usd_low, loss.usd, loss.usd_high) == (low, usd, high)


@pytest.mark.parametrize(
    ("name", "place", "share"),
    [
        ("oxford-usa", "USA", 0.01),
        ("oxford-china", "CHN", 0.004),
        ("mckinsey-total", "DEU", 0.09),
        ("bachmann-germany", "DEU", 0.0025),
    ],
)
def test_a_share_of_gdp_became_money_by_the_gdp_of_2024(name, place, share):
    loss = by_id()[name]
    gdp = {"USA": 29_184_890e6, "CHN": 18_743_803e6, "DEU": 4_659_929e6}[place]
    assert loss.usd == pytest.approx(share * gdp, rel=1e-3)
    assert (loss.place, loss.tag) == (place, "D")


def test_two_goods_at_once_cost_less_than_one_after_the_other():
    losses = by_id()
    both = losses["usgs-gallium-germanium"].usd
    assert both <= losses["usgs-gallium"].usd + losses["usgs-germanium"].usd


def test_what_was_not_found_is_named():
    assert any("3 trillion USD" in gap for gap in data.economy_data_gaps("published_losses"))


def test_a_file_of_ones_own_is_read(own):
    (loss,) = data.read_published_losses(own({"usd_low": "", "severity": ""}))
    assert (loss.usd_low, loss.usd, loss.severity) == (None, 2e9, None)
    assert loss.goods == ("magnets", "gallium")


def test_every_fault_is_told_at_once(own):
    path = own(
        {"id": "a", "usd_low": "3e9", "usd_high": "much"},
        {"id": "b", "usd": "-2e9", "severity": "50", "usd_low": "", "usd_high": ""},
        {"id": "c", "closure": "recipes", "tag": "B", "source": "macquarie_mineral2025", "why": ""},
        {"id": "c", "usd_low": "", "usd": "4e9"},
    )
    assert problems_of(path) == [
        "row 5 (c): must stand once, is already in row 4",
        'row 2 (a): usd_high must be a number, got "much"',
        "row 2 (a): usd_low must not be above usd, got 3e9 and 2e9",
        "row 3 (b): usd must be zero or more, got -2e9; a loss is written without a sign",
        "row 3 (b): severity must be a share between 0 and 1, got 50",
        "row 4 (c): closure must be recipe, substitution, inventory, exposure, imports or "
        'expert, got "recipes"; did you mean "recipe"?',
        'row 4 (c): tag must be P, A, S or D, got "B"',
        'row 4 (c): source must name entries of references.bib, got "macquarie_mineral2025"; '
        'did you mean "macquarie_minerals2025"?',
        "row 4 (c): why must be given, got nothing",
        "row 5 (c): usd must not be above usd_high, got 4e9 and 3e9",
    ]


def test_a_missing_column_is_named(own):
    columns = tuple(name for name in GOOD if name != "why")
    assert problems_of(own({}, columns=columns)) == ["column why is missing"]
