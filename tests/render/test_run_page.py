import json
import re

import numpy as np
import pytest
from plotly.offline import get_plotlyjs

from backfire import report
from backfire.results import Results
from tests.results.synthetic import synthetic_dataset


@pytest.fixture(scope="module")
def page(results, tmp_path_factory):
    path = report.write(results, tmp_path_factory.mktemp("page") / "run.html")
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def own(page):
    """The page without the drawing program."""
    start = page.index(get_plotlyjs()[:200])
    return page[:start] + page[start + len(get_plotlyjs()) :]


def test_the_drawing_program_is_inlined_once(page):
    assert page.count(get_plotlyjs()[:200]) == 1
    assert "<script src" not in page


def test_the_page_may_ask_the_network_for_nothing(own):
    assert "default-src 'none'" in own
    assert not re.findall(r"<(?:img|iframe|link|script)[^>]*(?:src|href)=\"(?!data:,)", own)
    assert "@import" not in own
    assert "url(" not in own


def test_the_answer_comes_before_any_picture(own, results):
    first = results.answer().sentences[0].split("(")[0].replace("33 days", "33\u00a0days")
    lead = re.search(r'<p class="lead">(.*?)</p>', own).group(1)
    assert lead.replace("\u00a0", " ").startswith(first.replace("\u00a0", " ").strip()[:40])
    assert own.index('class="lead"') < own.index("<figure>")


def test_every_picture_has_a_title_a_sentence_and_a_drawing(own):
    drawings = json.loads(re.search(r'id="drawings">(.*?)</script>', own, re.DOTALL).group(1))
    ids = re.findall(r'class="picture" id="([^"]+)"', own)
    assert list(drawings) == ids
    assert len(ids) == own.count("<figcaption>") == own.count("<h3>")
    assert own.count('role="img" aria-label="') == len(ids)
    assert {"calendar", "exports", "exports-USA", "exposure", "sankey"} <= set(ids)


@pytest.mark.parametrize(
    ("until", "says"),
    [
        ("2025-05-31", "fitted to observations until 31 May 2025"),
        ("", "not fitted to observations"),
    ],
)
def test_the_first_screen_says_what_the_parameters_were_fitted_to(until, says, tmp_path):
    dataset = synthetic_dataset(draws=10)
    dataset.attrs["fitted_until"] = until
    text = report.write(Results(dataset), tmp_path / "run.html").read_text(encoding="utf-8")
    first = text[text.index('id="answer"') : text.index("</section>")].replace("\u00a0", " ")
    assert f"parameters <code>prior</code>, {says}" in first


def test_what_it_takes_to_repeat_the_run_is_on_the_page(own, results):
    for text in ("2025.11", "prior", "0123456789abcdef", "3.0e-10", "name: rare-earths-2025"):
        assert text in own
    for citation in results.sources.values():
        assert citation.split(".")[0] in own
    assert "<noscript>" in own


def test_text_from_a_scenario_cannot_become_markup(tmp_path):
    dataset = synthetic_dataset(draws=2, weeks=20)
    dataset.attrs["title"] = "<script>alert(1)</script>"
    dataset.attrs["scenario"] = "note: </pre><b>"
    dataset["good_name"] = ("good", [f"</script>{name}" for name in dataset["good_name"].values])
    results = Results(dataset.set_coords("good_name"))
    text = report.write(results, tmp_path / "run.html").read_text(encoding="utf-8")
    assert "<script>alert(1)" not in text
    assert "</pre><b>" not in text
    assert text.count("</script>") == 3


def test_a_run_without_shortage_or_observations_has_a_page(tmp_path):
    dataset = synthetic_dataset(draws=2, weeks=20, control=False).isel(observation=slice(0, 0))
    text = report.write(Results(dataset), tmp_path / "run.html").read_text(encoding="utf-8")
    assert "No buyer in a target place runs short" in text
    assert "no buyers stop in any future" in text


def test_where_nothing_happens_no_empty_picture_is_drawn(calm, tmp_path):
    text = report.write(calm, tmp_path / "run.html").read_text(encoding="utf-8")
    ids = re.findall(r'class="picture" id="([^"]+)"', text)
    assert not {"calendar", "exposure"} & set(ids)
    assert "Nobody runs short" in text
    assert "No value added is exposed" in text


def test_where_most_futures_are_calm_the_numbers_speak_instead_of_a_calendar(tmp_path):
    dataset = synthetic_dataset(draws=10)
    dataset["first_shortage"][{"draw": slice(0, 8)}] = np.nan
    text = report.write(Results(dataset), tmp_path / "run.html").read_text(encoding="utf-8")
    assert 'id="calendar"' not in text
    assert "Nobody stops in the median future" in text
    assert "Table of shortages" in text


def test_labels_in_a_title_are_written_out(tmp_path):
    dataset = synthetic_dataset(draws=2, weeks=20)
    dataset.attrs["title"] = "CHN withholds 70 % of dy_oxide from USA and JPN"
    text = report.write(Results(dataset), tmp_path / "run.html").read_text(encoding="utf-8")
    written = "China withholds 70 % of dysprosium oxide from the United States and Japan"
    assert f"<h1>{written}</h1>" in text
    assert f"<title>{written}" in text


def test_a_failed_write_leaves_the_previous_page(results, tmp_path, monkeypatch):
    path = tmp_path / "run.html"
    path.write_text("before")

    def fails(self, *_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_text", fails)
    with pytest.raises(OSError, match="No space left"):
        report.write(results, path)
    assert path.read_text() == "before"
    assert [file.name for file in tmp_path.iterdir()] == ["run.html"]
