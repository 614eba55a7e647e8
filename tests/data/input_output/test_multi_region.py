"""A country cut out of an inter-country table keeps its accounts."""

import warnings
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from backfire import data
from backfire.errors import DataError
from backfire.questions.trajectories import network_of

ROWS = pd.MultiIndex.from_product([["A", "B"], ["ore", "cars"]])
FLOW = pd.DataFrame([[0, 4, 0, 1], [0, 2, 0, 0], [0, 1, 0, 3], [0, 0, 0, 1]], ROWS, ROWS)
USE = pd.DataFrame({"A": [5, 8, 0, 0], "B": [0, 0, 6, 9]}, ROWS)


def system(flow=FLOW, use=USE, made=None):
    output = (flow.sum(axis=1) + use.sum(axis=1)) if made is None else made
    return SimpleNamespace(Z=flow, Y=use, x=output.to_frame("x"))


def test_what_is_bought_of_others_is_bought_outside():
    network = network_of(data.country_table(system(), "A"))
    assert np.asarray(network.output).tolist() == [10, 10]
    assert np.asarray(network.outside).tolist() == [0, 1]
    assert float(network.gdp) == 13
    assert np.asarray(network.final).tolist() == [6, 8]


def test_an_unknown_country_is_told_with_the_nearest():
    with pytest.raises(DataError, match="is not a country of the table"):
        data.country_table(system(), "AA")


def test_every_sector_that_does_not_balance_or_loses_money_is_named():
    wrong = (FLOW.sum(axis=1) + USE.sum(axis=1)).copy()
    wrong[("A", "ore")] += 2
    flow = FLOW.copy()
    flow.loc[("B", "ore"), ("A", "cars")] = 40
    use = USE.copy()
    use.loc[("B", "ore"), "B"] = -33
    with pytest.raises(DataError) as told:
        data.country_table(system(flow, use, wrong), "A")
    text = str(told.value)
    assert "A/ore: sales must be output (12), got -2 more" in text
    assert "A/cars: value added must not be below 0" in text


def test_the_test_table_of_pymrio_is_read_country_by_country():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pymrio = pytest.importorskip("pymrio", reason="pymrio comes with the extra connect")
        table = pymrio.load_test().calc_all()
    found = [network_of(data.country_table(table, name)) for name in table.get_regions()]
    whole = table.x.to_numpy().sum() - table.Z.to_numpy().sum()
    assert sum(float(each.gdp) for each in found) == pytest.approx(whole, rel=1e-10)
