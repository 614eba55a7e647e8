"""What pictures are made of."""

import numpy as np
import pytest

from backfire.figures.drawing import (
    BLUE,
    Look,
    Node,
    bands,
    colour_scale,
    figure,
    flows,
    forest,
    heat,
    hover,
    level,
    log_axis,
    panels,
    rows,
)

BLUES = Look("blue", BLUE)


@pytest.fixture
def empty():
    return figure("A finding", "A sentence.", 200)


def test_bands_are_ribbons_from_the_widest_to_the_median(empty):
    bands(empty, [1, 2], [[0, 0], [1, 1], [2, 3], [4, 4], [5, 6]], BLUES, hover("{y}"))
    wide, narrow, line = empty.data
    assert (max(wide.y), min(wide.y)) == (6, 0)
    assert (max(narrow.y), min(narrow.y)) == (4, 1)
    assert list(line.y) == [2, 3]
    assert list(line.customdata) == [[0, 5], [0, 6]]


def test_a_column_with_a_missing_quantile_is_left_out(empty):
    bands(empty, ["a", "b"], [[0, np.nan], [1, 1], [2, 2]], BLUES, hover("{y}"))
    assert list(empty.data[-1].x) == ["a"]
    bands(empty, ["a"], [[np.nan]] * 3, BLUES, hover("{y}"))
    assert len(empty.data) == 2


@pytest.mark.parametrize("columns", [1, 3])
def test_one_panel_may_be_lower_than_the_gap_between_two(columns):
    picture, where = panels("A finding", "A sentence.", {"a": "one"}, 20, gap=46, columns=columns)
    assert where == {"a": {"row": 1, "col": 1}}
    assert picture.layout.height > 20


def test_panels_are_found_by_name_and_named_above():
    names = {"a": "first", "b": "second", "c": ""}
    picture, where = panels("A finding", "A sentence.", names, 100, columns=2)
    assert where == {
        "a": {"row": 1, "col": 1},
        "b": {"row": 1, "col": 2},
        "c": {"row": 2, "col": 1},
    }
    assert [note.text for note in picture.layout.annotations] == ["<b>first</b>", "<b>second</b>"]
    assert picture.layout.annotations[1].xref == "x2 domain"
    assert picture.layout.yaxis3.domain[0] == 0
    assert "yaxis4" not in picture.to_plotly_json()["layout"]


def test_rows_of_panels_are_as_high_as_they_are_told_to_be():
    names = {"a": "first", "b": "second"}
    picture, _ = panels("A finding", "A sentence.", names, [100, 50], gap=50)
    upper, lower = picture.layout.yaxis.domain, picture.layout.yaxis2.domain
    assert (upper[1] - upper[0], lower[1] - lower[0]) == pytest.approx((0.5, 0.25))


def test_without_panels_there_is_an_empty_picture():
    picture, where = panels("A finding", "A sentence.", {}, 100)
    assert (where, picture.data) == ({}, ())


def test_the_first_row_of_a_forest_stands_on_top(empty):
    rows(empty, ["first", "second"])
    assert empty.layout.yaxis.tickvals == (0, -1)
    assert empty.layout.yaxis.range[0] < -1 < 0 < empty.layout.yaxis.range[1]


def test_a_point_of_a_forest_has_whiskers_to_the_ends_of_its_interval(empty):
    forest(empty, [0], [[1], [3], [4]], BLUES, hover("{x}", band=".0f"))
    (point,) = empty.data
    assert (list(point.error_x.arrayminus), list(point.error_x.array)) == ([2], [1])
    assert point.customdata.tolist() == [[1, 4]]


def test_a_grid_has_the_names_of_its_rows_and_columns_and_one_scale(empty):
    heat(empty, [[1, 2]], hover("{z}"), across=["a", "b"], down=["c"], text=[["x", "y"]])
    colour_scale(empty, 100.0, "share, %")
    assert empty.layout.xaxis.ticktext == ("a", "b")
    assert empty.layout.yaxis.ticktext == ("c",)
    assert empty.data[0].texttemplate == "%{text}"
    assert empty.layout.coloraxis.cmax == 100
    assert empty.layout.coloraxis.colorbar.title.text == "share, %"


def test_flows_fill_the_fullest_column_and_stack_from_the_top(empty):
    start, near, far = (Node(at, key, key, key, key) for at, key in ((0, "a"), (1, "b"), (1, "c")))
    links = {(start, near): 3.0, (start, far): 1.0}
    flows(empty, [start, near, far], links, [BLUE] * 2, ["from", "to"], ".0f} t", 200, gap=0)
    (drawn,) = empty.data
    assert list(drawn.node.y) == pytest.approx([0.5, 0.375, 0.875])
    assert list(drawn.link.value) == [3, 1]
    assert drawn.link.hovertemplate.endswith("%{value:.0f} t<extra></extra>")


def test_flows_of_nothing_are_drawn_without_a_fault(empty):
    flows(empty, [], {}, [], ["from", "to"], ".0f} t", 200)
    assert list(empty.data[0].link.value) == []


def test_a_scale_of_powers_of_ten_has_the_ticks_between_its_ends():
    axis = log_axis((0.1, 1, 1000), 0.5, 2000)
    assert (axis["tickvals"], axis["ticktext"]) == ([1, 1000], ["1", "1,000"])
    assert axis["range"] == pytest.approx([np.log10(0.5), np.log10(2000)])
    assert "range" not in log_axis({1e6: "1 m"})


def test_a_level_crosses_its_panel_alone():
    picture, where = panels("A finding", "A sentence.", {"a": "", "b": ""}, 100)
    level(picture, x=1, **where["b"])
    (line,) = picture.layout.shapes
    assert (line.xref, line.yref) == ("x2", "y2 domain")


def test_a_long_title_takes_its_room_from_above_and_not_from_the_drawing():
    short, long = (figure(text, "A sentence.", 200) for text in ("short", "a long one " * 12))
    bodies = [each.layout.height - each.layout.margin.t for each in (short, long)]
    assert bodies[0] == bodies[1]
    assert long.layout.margin.t > short.layout.margin.t
