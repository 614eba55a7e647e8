import json
import re
from datetime import date

import numpy as np
import pytest
from plotly.offline import get_plotlyjs

from backfire import render
from tests.answers.synthetic_run import answer_of, synthetic_dataset, synthetic_run


@pytest.fixture(scope="module")
def run():
    return synthetic_run()


@pytest.fixture(scope="module")
def page(run):
    return render.page(run)


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


def test_the_answer_comes_before_any_picture(own, run):
    first = run.sentences[0].split("(")[0].replace("33 days", "33\u00a0days")
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
        (date(2025, 5, 31), "fitted to observations until 31 May 2025"),
        (None, "not fitted to observations"),
    ],
)
def test_the_first_screen_says_what_the_parameters_were_fitted_to(until, says):
    dataset = synthetic_dataset(draws=10)
    dataset.attrs["fitted_until"] = until
    text = render.page(answer_of(dataset))
    first = text[text.index('id="answer"') : text.index("</section>")].replace("\u00a0", " ")
    assert f"parameters prior, {says}" in first


def test_what_it_takes_to_repeat_the_run_is_on_the_page(own, run):
    for text in ("2025.11", "prior", "0123456789abcdef", "3.0e-10", "name: rare-earths-2025"):
        assert text in own
    for citation in run.provenance.sources.values():
        assert citation.split(".")[0] in own
    assert "<noscript>" in own


def test_text_from_a_scenario_cannot_become_markup():
    dataset = synthetic_dataset(draws=2, weeks=20)
    dataset.attrs["title"] = "<script>alert(1)</script>"
    dataset.attrs["scenario"] = "note: </pre><b>"
    dataset["good_name"] = ("good", [f"</script>{name}" for name in dataset["good_name"].values])
    results = answer_of(dataset.set_coords("good_name"))
    text = render.page(results)
    assert "<script>alert(1)" not in text
    assert "</pre><b>" not in text
    assert text.count("</script>") == 3


def test_a_run_without_shortage_or_observations_has_a_page():
    dataset = synthetic_dataset(draws=2, weeks=20, control=False).isel(observation=slice(0, 0))
    text = render.page(answer_of(dataset))
    assert "No buyer in a target place runs short" in text
    assert "no buyers stop in any draw" in text


def test_where_nothing_happens_no_empty_picture_is_drawn():
    calm = synthetic_run(control=False)
    text = render.page(calm)
    ids = re.findall(r'class="picture" id="([^"]+)"', text)
    assert not {"calendar", "exposure"} & set(ids)
    assert "Nobody runs short" in text
    assert "No value added is exposed" in text


def test_where_most_draws_are_calm_the_numbers_speak_instead_of_a_calendar():
    dataset = synthetic_dataset(draws=10)
    dataset["first_shortage"][{"draw": slice(0, 8)}] = np.nan
    text = render.page(answer_of(dataset))
    assert 'id="calendar"' not in text
    assert "Nobody in a target place stops in the median draw" in text
    assert "First shortage, days after the reference start" in text


def test_labels_in_a_title_are_written_out():
    dataset = synthetic_dataset(draws=2, weeks=20)
    dataset.attrs["title"] = "CHN withholds 70 % of dy_oxide from USA and JPN"
    text = render.page(answer_of(dataset))
    written = "China withholds 70 % of dysprosium oxide from the United States and Japan"
    assert f"<h1>{written}</h1>" in text
    assert f"<title>{written}" in text


def test_a_section_without_content_is_left_out(run):
    bare = synthetic_dataset(draws=2, weeks=20, control=False)
    anchors = re.findall(r'<section id="([a-z]+)-section"', render.page(answer_of(bare)))
    assert "prices" in anchors
    assert "exports" in anchors
    whole = re.findall(r'<section id="([a-z]+)-section"', render.page(run))
    assert whole == ["calendar", "prices", "exports", "exposure", "chain"]
