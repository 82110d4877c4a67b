"""The static site, opened from disk: guess first, replay, sliders, search, phone, accessibility."""

from __future__ import annotations

import re
import time
from io import BytesIO

import numpy as np
import pytest
from matplotlib.image import imread

from sim.lessons import guess_words
from sim.site.build import write_site
from tests.browser.driving import PHONE, violations

PRESET = "practice_in_window"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Two presets of the site: one with a replay, one without."""
    folder = tmp_path_factory.mktemp("site")
    write_site(folder, [PRESET, "routes"])
    return folder


def address(site, preset=PRESET):
    return (site / "presets" / f"{preset}.html").as_uri()


def moment(tab):
    """Return the time of the replay, as its slider says it."""
    return tab.locator(".player input[type=range]").first.input_value()


def test_the_search_leads_to_lessons_presets_and_words(new_tab, site):
    tab = new_tab()
    tab.goto((site / "index.html").as_uri())
    assert violations(tab) == []
    search, results = tab.locator("#search"), tab.locator("#results a")
    for sought, name in (("well-worn window", "Practice in the window"), ("L4", "L4 The window")):
        search.fill(sought)
        assert name in results.all_inner_texts()
        assert tab.locator("#found").inner_text() == str(results.count())
    search.fill("no such word")
    assert results.count() == 0 and tab.locator("#found").inner_text() == "0"
    search.fill("raster")
    results.first.click()
    assert "library/glossary.html#raster" in tab.url
    assert violations(tab) == []


def test_the_first_page_asks_about_an_example_of_its_own(new_tab, site):
    tab = new_tab(viewport=PHONE)
    tab.goto((site / "index.html").as_uri())
    assert not tab.locator("#outcome").is_visible()
    tab.locator("#guess input").first.check()
    tab.get_by_role("button", name=guess_words.SHOW).click()
    tab.get_by_role("button", name="Play", exact=True).wait_for()
    assert violations(tab) == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    tab.locator("#outcome a").click()
    assert f"presets/{PRESET}.html" in tab.url


def test_a_lesson_opens_with_a_network_that_plays_and_asks_first(new_tab, site):
    tab = new_tab()
    tab.goto((site / "lessons" / "L4.html").as_uri())
    tab.get_by_role("button", name="Give a cue").wait_for()
    assert not tab.locator("#outcome").is_visible()
    assert violations(tab) == []
    tab.locator("#guess input").last.check()
    tab.get_by_role("button", name=guess_words.SHOW).click()
    assert tab.locator("h3:focus").count() == 1 and tab.locator("figure img").count() >= 1
    for part in tab.locator("summary").all():
        part.click()
    assert violations(tab) == []


def test_an_exercise_is_answered_on_a_phone_before_the_evidence_speaks(new_tab, site):
    tab = new_tab(viewport=PHONE)
    tab.goto((site / "lessons" / "L12.html").as_uri())
    tab.get_by_role("button", name=guess_words.NO_GUESS).click()
    item = tab.locator(".exercise fieldset").first
    assert not item.get_by_role("link").first.is_visible()
    item.get_by_role("radio").first.check()
    item.locator("summary").click()
    assert item.get_by_role("link").first.is_visible()
    assert violations(tab) == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_the_outcome_comes_after_the_guess_and_the_replay_moves(new_tab, site):
    tab = new_tab()
    tab.goto(address(site))
    assert violations(tab) == []
    assert not tab.locator("#outcome").is_visible() and tab.locator(".player *").count() == 0
    show = tab.get_by_role("button", name=guess_words.SHOW)
    assert show.is_disabled()
    tab.get_by_role("radio", name=guess_words.SAME).check()
    show.click()
    assert tab.locator("#said strong").inner_text() == guess_words.SAME
    tab.get_by_role("button", name="Play", exact=True).click()
    before = moment(tab)
    tab.wait_for_function(
        "before => document.querySelector('.player input[type=range]').value !== before",
        arg=before,
    )


def test_a_slider_changes_the_bar_and_its_number(new_tab, site):
    tab = new_tab()
    tab.goto(address(site))
    tab.get_by_role("button", name=guess_words.NO_GUESS).click()
    part = tab.locator(".variants", has_text="Dose: size")
    slider, cell = part.get_by_role("slider"), part.locator("tbody tr:visible td").first
    full, at_preset = cell.locator(".bar").bounding_box()["width"], cell.inner_text()
    slider.press("Home")
    assert part.locator("tbody tr:visible").count() == 1
    assert cell.inner_text() != at_preset
    assert cell.locator(".bar").bounding_box()["width"] < full
    assert slider.get_attribute("aria-valuetext") in part.locator("tbody tr:visible").inner_text()


def test_pictures_are_there_and_a_phone_does_not_scroll_sideways(new_tab, site):
    tab = new_tab(viewport=PHONE, color_scheme="dark", reduced_motion="reduce")
    for page in (site / "index.html", *sorted(site.glob("*/*.html"))):
        tab.goto(page.as_uri())
        assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    tab.goto(address(site))
    tab.get_by_role("button", name=guess_words.NO_GUESS).click()
    assert tab.locator("h2:focus").count() == 1
    pictures = tab.locator("figure img")
    assert pictures.count() >= 4
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        tab.wait_for_function("picture => picture.naturalWidth > 0", arg=picture.element_handle())
        assert len(picture.get_attribute("alt")) > 30
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert violations(tab) == []


def test_pictures_turn_dark_with_the_page_and_keep_their_place(new_tab, site):
    tab = new_tab(color_scheme="dark", reduced_motion="reduce")
    tab.goto(address(site))
    tab.get_by_role("button", name=guess_words.NO_GUESS).click()
    picture = tab.locator("figure img").first
    before = picture.bounding_box()
    picture.scroll_into_view_if_needed()
    tab.wait_for_function("picture => picture.naturalWidth > 0", arg=picture.element_handle())
    after = picture.bounding_box()
    assert (before["width"], before["height"]) == (after["width"], after["height"])
    pixels = imread(BytesIO(picture.screenshot()))[..., :3]
    # A dark ground, and ink that stands out from it.
    assert np.median(pixels) < 0.2 and pixels.max() > 0.8


def test_a_page_works_in_a_frame_of_another_page(new_tab, site):
    outside = site.parent / "course.html"
    outside.write_text(f'<iframe src="{address(site)}" width="390" height="700"></iframe>')
    tab = new_tab()
    tab.goto(outside.as_uri())
    framed = tab.frame_locator("iframe")
    framed.get_by_role("button", name=guess_words.NO_GUESS).click()
    framed.get_by_role("button", name="Play", exact=True).wait_for()
    assert framed.locator("html").evaluate("page => page.scrollWidth <= page.clientWidth")


@pytest.mark.alone
def test_the_largest_page_opens_in_a_second_and_plays_in_two(new_tab, site):
    tab = new_tab()
    tab.goto("about:blank")
    start_s = time.monotonic()
    tab.goto(address(site))
    opened_s = time.monotonic() - start_s
    tab.get_by_role("button", name=guess_words.NO_GUESS).click()
    tab.get_by_role("button", name="Play", exact=True).click()
    before = moment(tab)
    tab.wait_for_function(
        "before => document.querySelector('.player input[type=range]').value !== before",
        arg=before,
    )
    played_s = time.monotonic() - start_s
    print(f"opens in {opened_s:.2f} s, plays after {played_s:.2f} s")
    assert opened_s < 1.0 and played_s < 2.0 + opened_s


def test_without_scripts_the_outcome_can_be_read(new_tab, site):
    tab = new_tab(java_script_enabled=False)
    tab.goto(address(site))
    assert tab.locator("#outcome").is_visible() and not tab.locator("#guess").is_visible()
    text = tab.locator("body").text_content()
    assert re.search(r"the cue leads to B in \d+ of", text)
