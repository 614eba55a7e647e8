"""The page in a real browser, at laptop and phone width, with the network cut."""

import os
import shutil

import pytest

from backfire import render

pytestmark = pytest.mark.browser

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
WIDTHS = {"laptop": (1366, 768), "phone": (390, 844)}


def _chromium():
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((found for found in map(shutil.which, names) if found), None)


@pytest.fixture(scope="module")
def browser():
    program = _chromium()
    if program is None:
        missing = "no chromium on PATH; install the system package `chromium`"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(
    scope="module",
    params=[(size, asked) for asked in ("results", "leverage", "simulated") for size in WIDTHS],
    ids="-".join,
)
def opened(request, browser, tmp_path_factory):
    """The page of a made-up result, of leverage alone or of a real run, on one of two screens."""
    size, asked = request.param
    shown = request.getfixturevalue(asked)
    path = tmp_path_factory.mktemp("page") / "run.html"
    path.write_text(render.page(shown), encoding="utf-8")
    width, height = WIDTHS[size]
    context = browser.new_context(viewport={"width": width, "height": height}, offline=True)
    page = context.new_page()
    page.complaints, page.asked, page.results = [], [], shown
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda fault: page.complaints.append(str(fault)))
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(path.as_uri())
    page.wait_for_function(
        "() => [...document.querySelectorAll('.picture')].every(p => p.querySelector('.main-svg'))"
    )
    yield page
    context.close()


def test_nothing_is_complained_about_and_nothing_is_asked_for(opened):
    assert opened.complaints == []
    assert [url for url in opened.asked if not url.startswith(("file:", "data:", "blob:"))] == []
    assert len([url for url in opened.asked if url.startswith("file:")]) == 1


def test_nothing_sticks_out_sideways(opened):
    inner, outer = opened.evaluate(
        "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert inner <= outer
    sticking = opened.evaluate(
        """() => [...document.querySelectorAll('.picture')].filter(place => {
          const drawn = place.querySelector('.main-svg').getBoundingClientRect();
          return drawn.right > document.documentElement.clientWidth + 1;
        }).map(place => place.id)"""
    )
    assert sticking == []


def test_no_words_lie_over_each_other_or_over_the_colours(opened):
    overlapping = opened.evaluate(
        """() => [...document.querySelectorAll('.picture')].flatMap(place => {
          const words = '.annotation-text, .legendtext, .xtick text, .ytick text, .xtitle, ' +
            '.ytitle, .textpoint text';
          const boxes = [...place.querySelectorAll(words + ', .cbfills')]
            .map(each => [each.textContent, each.getBoundingClientRect()])
            .filter(([text, box]) => box.width > 0 && box.height > 0);
          return boxes.flatMap(([one, a], at) => boxes.slice(at + 1)
            .filter(([other, b]) =>
              Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3 &&
              Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4)
            .map(([other]) => `${place.id}: ${one} / ${other}`));
        })"""
    )
    assert overlapping == []


def test_the_answer_is_on_the_first_screen(opened):
    box = opened.locator(".lead").bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= opened.viewport_size["height"]
    shown = opened.locator(".lead").inner_text().replace("\u00a0", " ")
    assert shown == opened.results.sentences[0]


def test_every_picture_is_drawn_with_a_sentence_under_it(opened):
    figures = opened.locator("figure")
    assert figures.count() >= 7
    for number in range(figures.count()):
        figure = figures.nth(number)
        drawn = figure.locator(".main-svg").first.bounding_box()
        caption = figure.locator("figcaption").bounding_box()
        assert drawn["height"] > 150
        assert caption["y"] >= drawn["y"] + drawn["height"] - 1


def test_the_method_is_one_click_away_and_reached_by_keyboard(opened):
    summary = opened.locator("#method summary").first
    content = opened.locator("#method details p").first
    assert not content.is_visible()
    summary.focus()
    opened.keyboard.press("Enter")
    assert content.is_visible()
    opened.keyboard.press("Enter")


def test_pictures_fit_the_paper_when_printed(opened):
    widths = """() => [...document.querySelectorAll('.picture > .plot-container .main-svg')]
      .map(drawn => drawn.getBoundingClientRect().width)"""
    before = opened.evaluate(widths)
    opened.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    assert max(opened.evaluate(widths)) <= 660
    opened.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
    opened.wait_for_timeout(300)
    assert opened.evaluate(widths) == pytest.approx(before, abs=1)


def test_it_reads_without_javascript(browser, results, tmp_path):
    path = tmp_path / "run.html"
    path.write_text(render.page(results), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(path.as_uri())
    assert page.locator("noscript").inner_text().startswith("The pictures need JavaScript")
    assert page.locator(".lead").is_visible()
    context.close()
