import json
import shutil

import pytest

from backfire import data
from backfire.errors import DataError
from tests.data.small import SMALL, own_rows


@pytest.fixture
def copy(tmp_path):
    return shutil.copytree(SMALL, tmp_path / "copy")


def test_the_tables_say_which_goods_and_places_there_are():
    edition = data.read_edition(SMALL)
    assert edition.goods == ("ore", "light", "heavy", "magnet")
    assert edition.places == ("CHN", "USA", "JPN")
    assert edition.members("oxides") == {"light": 1.0, "heavy": 1.0}
    assert edition.members("magnet") == {"magnet": 1.0}


def test_a_row_knows_where_it_was_written():
    edition = data.read_edition(SMALL)
    assert edition.tables["trade"]["row"][0] == "trade.csv row 2"


def test_an_edition_cannot_be_changed():
    edition = data.read_edition(SMALL)
    with pytest.raises(TypeError):
        edition.tables["trade"] = edition.tables["use"]


def test_a_sealed_edition_reads_as_before(copy):
    before = data.read_edition(copy).checksum
    assert data.seal(copy) == before
    assert data.read_edition(copy).checksum == before


def test_a_changed_file_of_a_sealed_edition_is_named(copy):
    data.seal(copy)
    with (copy / "trade.csv").open("a", encoding="utf-8") as table:
        table.write("\n")
    (copy / "gdp.csv").unlink()
    with pytest.raises(DataError) as caught:
        data.read_edition(copy)
    assert sorted(problem.split(":")[0] for problem in caught.value.problems) == [
        "gdp.csv",
        "trade.csv",
    ]


def test_a_file_added_to_a_sealed_edition_is_named(copy):
    data.seal(copy)
    (copy / "tariffs.csv").write_text("good\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"tariffs\.csv: is not listed in edition\.json"):
        data.read_edition(copy)


def test_a_missing_table_is_named(copy):
    (copy / "gdp.csv").unlink()
    with pytest.raises(DataError, match=r"gdp\.csv: is missing"):
        data.read_edition(copy)


def test_an_incomplete_card_is_named(copy):
    (copy / "edition.json").write_text(json.dumps({"name": "small"}), encoding="utf-8")
    with pytest.raises(DataError, match="date is required"):
        data.read_edition(copy)
    (copy / "edition.json").write_text("{", encoding="utf-8")
    with pytest.raises(DataError, match="readable JSON"):
        data.read_edition(copy)


def test_an_own_row_replaces_the_row_of_equal_key_and_others_are_added(tmp_path):
    own = own_rows(tmp_path, production=["mine,USA,,12,0.1", "mine,JPN,,1,0.5"])
    before, after = data.read_edition(SMALL), data.read_edition(SMALL, own)
    rows = after.tables["production"]
    assert rows.height == before.tables["production"].height + 1
    values = {(row["process"], row["place"]): row["value"] for row in rows.iter_rows(named=True)}
    assert values["mine", "USA"] == 12
    assert values["mine", "JPN"] == 1
    assert values["mine", "CHN"] == 90
    assert rows["row"][1] == "rows/production.csv row 2"


def test_own_rows_change_the_checksum(tmp_path):
    own = own_rows(tmp_path, production=["mine,USA,,12,0.1"])
    assert data.read_edition(SMALL, own).checksum != data.read_edition(SMALL).checksum


def test_a_label_keeps_its_place_when_its_row_is_replaced(tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    text = "place,name,description\nCHN,People's Republic of China,\n"
    (own / "places.csv").write_text(text, encoding="utf-8")
    edition = data.read_edition(SMALL, own)
    assert edition.places == ("CHN", "USA", "JPN")
    assert edition.tables["places"]["name"][0] == "People's Republic of China"


def test_an_empty_overlay_is_refused(tmp_path):
    with pytest.raises(DataError, match="must hold at least one table"):
        data.read_edition(SMALL, tmp_path)


def test_an_unknown_edition_is_refused():
    with pytest.raises(DataError, match="is neither an edition nor a folder"):
        data.read_edition("1999.13")


def test_every_shipped_edition_is_sealed_and_reads():
    for name in data.editions():
        edition = data.read_edition(name)
        assert edition.name == name
        assert len(edition.checksum) == 64
