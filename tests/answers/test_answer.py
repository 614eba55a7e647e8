import json
import math

import numpy as np
import pytest
import xarray as xr
from pydantic import BaseModel, ConfigDict

from backfire.answers import (
    Answer,
    Column,
    Interval,
    Kind,
    Label,
    Quantity,
    Table,
    axis,
    words,
)
from backfire.dims import DRAW, PLACE
from backfire.errors import DataError
from backfire.units import DAY, USD
from tests.answers.synthetic import PROVENANCE, synthetic


class Facts(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    sender: str


KIND = Kind(
    "spread",
    (
        Quantity("loss", (DRAW, PLACE), USD, "what a place loses"),
        Quantity("first_day", (DRAW, PLACE), DAY, "first stoppage", missing="never", never=True),
        Quantity("gdp", (PLACE,), USD, "product", missing="no figure"),
        Quantity("gain", (DRAW, PLACE), USD, "what a place gains", part="gains"),
    ),
    (axis(DRAW, "draw"), axis(PLACE, "place"), Label("place_name", (PLACE,), "name")),
    facts=Facts,
    tables=(
        Table(
            "losses",
            "Losses by place",
            (Column("place", "Place"), Column("usd", "Loss", words.money, "90 % band")),
            lambda answer: [
                (answer.name(PLACE, place), answer.interval("loss", place=place))
                for place in map(str, answer.place.values)
            ],
        ),
    ),
)
PLACES = {PLACE: ["USA", "CHN"], "place_name": ["United States", "China"]}


def _answer(**changes):
    return synthetic(KIND, Facts(sender="CHN"), labels=PLACES, **changes)


def test_quantiles_count_what_never_happens_as_later_than_everything():
    days = np.array([[1.0, np.nan], [2.0, np.nan], [3.0, np.nan], [np.nan, 4.0]])
    answer = _answer(values={"first_day": days})
    assert answer.interval("first_day", place="USA").central == pytest.approx(2.5)
    assert math.isinf(answer.interval("first_day", place="USA").high)
    assert math.isinf(answer.interval("first_day", place="CHN").central)


def test_a_draw_that_failed_is_left_out_of_every_band():
    loss = np.array([[1.0, 1.0], [np.nan, np.nan], [3.0, 3.0], [5.0, 5.0]])
    answer = _answer(values={"loss": loss})
    assert answer.draws == 4
    assert answer.interval("loss", place="USA").central == 3.0


def test_an_answer_in_which_every_draw_failed_is_refused():
    with pytest.raises(DataError, match="at least one draw must have run"):
        _answer(values={"loss": np.full((4, 2), np.nan)})


def test_a_missing_figure_is_refused_where_none_may_be_missing():
    dataset = _answer().dataset.drop_vars("loss")
    with pytest.raises(DataError, match=r"loss: is missing \(what a place loses\)"):
        Answer.of(KIND, dataset, PROVENANCE, Facts(sender="CHN"))


def test_a_part_that_was_not_asked_is_absent_and_one_that_was_is_required():
    assert not _answer().has("gain")
    assert _answer(parts=("gains",)).has("gain")
    dataset = _answer().dataset
    asked = PROVENANCE.model_copy(update={"parts": ("gains",)})
    with pytest.raises(DataError, match="gain: is missing"):
        Answer.of(KIND, dataset, asked, Facts(sender="CHN"))


def test_json_holds_intervals_facts_and_tables_and_no_number_that_is_none():
    content = json.loads(_with_sentences().to_json())
    assert content["facts"] == {"sender": "CHN"}
    assert set(content["quantities"]["loss"]["USA"]) == {"low", "central", "high"}
    assert isinstance(content["quantities"]["gdp"]["USA"], float)
    assert content["tables"]["losses"][0]["place"] == "United States"
    assert content["draws"] == 4


def test_csv_holds_the_ends_of_each_band_in_columns_of_their_own(tmp_path):
    (path,) = _answer().to_csv(tmp_path)
    heading, *rows = path.read_text().splitlines()
    assert heading == "place,usd_low,usd,usd_high"
    assert len(rows) == 2


def test_a_workbook_opens_and_holds_a_sheet_a_table(tmp_path):
    openpyxl = pytest.importorskip("polars")
    path = _answer().to_xlsx(tmp_path / "tables.xlsx")
    assert path.read_bytes()[:2] == b"PK"
    assert openpyxl is not None


def test_xarray_opens_the_file_and_finds_units_and_meanings(tmp_path):
    path = _answer().to_netcdf(tmp_path / "answer.nc")
    with xr.open_datatree(path) as tree:
        assert tree["spread/loss"].attrs["units"] == "USD"
        assert tree["spread/loss"].attrs["long_name"] == "what a place loses"


def test_two_columns_show_the_middle_and_the_ends_of_a_band():
    table = KIND.tables[0]
    row = ("Japan", Interval(2e8, 1e9, 3e9))
    assert table.headings(table.columns) == ["Place", "Loss", "90 % band"]
    money = Column("usd", "Loss", words.money, "90 % band", words.money_range)
    assert money.texts(row[1]) == ("USD 1.0 billion", "200 million to 3.0 billion")
    assert table.words(table.columns) == 1


def test_an_unknown_figure_and_what_never_happens_have_one_word_each():
    column = Column("days", "Days", words.number, "band")
    assert column.text(math.nan) == "unknown"
    assert column.text(math.inf) == "never"
    assert column.texts(Interval(1.0, 2.0, math.inf)) == ("2", "1 to never")


def _with_sentences():
    answer = _answer()
    answer.__dict__["sentences"] = ("One place loses most.",)
    return answer
