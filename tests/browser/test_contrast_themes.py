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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_sliders_choices_and_bars_are_told_apart(server, tab, scheme):
    tab.emulate_media(color_scheme=scheme, forced_colors="active")
    tab.goto(f"{server}/lab")
    wait_for_result(tab)
    for part in ('[role="radio"][aria-checked="true"]', ".np-fill-0"):
        tab.locator(part).first.wait_for(state="attached")

    def lines(selector):
        return tab.locator(selector).evaluate_all(STYLE)

    # Sliders have a track and a thumb.
    parts = '[data-testid="stSlider"] [role="group"] > [data-rac] > '
    tracks, thumbs = lines(f"{parts}div:first-child"), lines(f"{parts}[data-rac]")
    assert len(tracks) == len(thumbs) > 2
    assert all(LINE.match(line) for line in tracks + thumbs)

    # What is chosen is outlined, and what is not is not.
    group = '[data-testid="stButtonGroup"] [role="radio"]'
    chosen = lines(f'{group}[aria-checked="true"]')
    others = lines(f'{group}[aria-checked="false"]')
    assert len(chosen) > 1 and all(LINE.match(line) for line in chosen)
    assert others and not any(LINE.match(line) for line in others)

    # Bars of the player keep their colour.
    fills = tab.locator(".np-fill-0").evaluate_all(
        "all => all.map(one => getComputedStyle(one).backgroundColor)"
    )
    canvas = tab.locator(".np").first.evaluate("one => getComputedStyle(one).backgroundColor")
    assert fills and canvas not in fills
