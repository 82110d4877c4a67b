"""With a contrast theme of the system, every state that a colour tells is told by a line too."""

from __future__ import annotations

import re

import pytest

from tests.browser.driving import wait_for_result

LINE = re.compile(r"(solid|dashed) [1-9]")
STYLE = (
    "elements => elements.map(one => { const style = getComputedStyle(one);"
    " return `${style.outlineStyle} ${style.outlineWidth}`; })"
)


@pytest.fixture(params=["light", "dark"])
def page(request, server, new_tab):
    tab = new_tab(color_scheme=request.param, forced_colors="active")
    tab.goto(f"{server}/lab")
    wait_for_result(tab)
    for part in ('[role="radio"][aria-checked="true"]', ".np-fill-0"):
        tab.locator(part).first.wait_for(state="attached")
    return tab


def lines(page, selector):
    return page.locator(selector).evaluate_all(STYLE)


def test_sliders_have_a_track_and_a_thumb(page):
    parts = '[data-testid="stSlider"] [role="group"] > [data-rac] > '
    tracks, thumbs = lines(page, f"{parts}div:first-child"), lines(page, f"{parts}[data-rac]")
    assert len(tracks) == len(thumbs) > 2
    assert all(LINE.match(one) for one in tracks + thumbs)


def test_what_is_chosen_is_outlined_and_what_is_not_is_not(page):
    group = '[data-testid="stButtonGroup"] [role="radio"]'
    chosen = lines(page, f'{group}[aria-checked="true"]')
    others = lines(page, f'{group}[aria-checked="false"]')
    assert len(chosen) > 1 and all(LINE.match(one) for one in chosen)
    assert others and not any(LINE.match(one) for one in others)


def test_bars_of_the_player_keep_their_colour(page):
    fills = page.locator(".np-fill-0").evaluate_all(
        "all => all.map(one => getComputedStyle(one).backgroundColor)"
    )
    canvas = page.locator(".np").first.evaluate("one => getComputedStyle(one).backgroundColor")
    assert fills and canvas not in fills
