"""The curve that is drawn, in a real browser: keys, pointer, what is sent, what is read aloud."""

from __future__ import annotations

from importlib.resources import files

import pytest

from tests.browser.driving import violations

ASSETS = files("sim.ui.components") / "curve"
DATA = {
    "days": [2, 4, 8, 12, 22, 30],
    "values": [0.1] * 6,
    "start": 0.1,
    "locked": False,
    "colour": "#0067A5",
    "words": {
        "label": "Draw it.",
        "x": "time",
        "point": "day",
        "value": "day {day}: {share} %",
        "flat": "flat",
        "hint": "Move the points.",
    },
}
MOUNT = """
async ({ js, data }) => {
  const url = URL.createObjectURL(new Blob([js], { type: "text/javascript" }));
  const mount = (await import(url)).default;
  const host = document.getElementById("host");
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const style = document.createElement("style");
  style.textContent = document.getElementById("css").textContent;
  root.append(style);
  window.sent = [];
  window.show = (data) => mount({ data, parentElement: root,
    setStateValue: (name, value) => window.sent.push([name, value]) });
  window.show(data);
}
"""


@pytest.fixture(params=[1000, 390], ids=["laptop", "phone"])
def tab(new_tab, request):
    page = new_tab(viewport={"width": request.param, "height": 700})
    css = (ASSETS / "curve.css").read_text("utf-8")
    page.set_content(
        f"<!doctype html><html lang=en><title>Curve</title><style id=css>{css}</style>"
        "<main><h1>Curve</h1><div id=host></div></main>"
    )
    page.evaluate(MOUNT, {"js": (ASSETS / "curve.js").read_text("utf-8"), "data": DATA})
    page.get_by_role("slider").first.wait_for()
    return page


def spoken(tab):
    return [one.get_attribute("aria-valuetext") for one in tab.get_by_role("slider").all()]


def last_sent(tab, count):
    tab.wait_for_function("(count) => window.sent.length >= count", arg=count)
    return tab.evaluate("window.sent.at(-1)")


def test_each_point_is_a_slider_that_says_day_and_share(tab):
    assert spoken(tab) == [f"day {day}: 10 %" for day in DATA["days"]]
    assert tab.get_by_role("slider").first.get_attribute("aria-label") == "day 2"


def test_the_keyboard_moves_points_and_one_message_follows(tab):
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    for _ in range(3):
        tab.keyboard.press("ArrowUp")
    tab.keyboard.press("PageUp")
    assert spoken(tab)[1] == "day 4: 45 %"
    assert last_sent(tab, 1) == ["curve", [0.1, 0.45, 0.1, 0.1, 0.1, 0.1]]
    tab.wait_for_timeout(500)
    assert tab.evaluate("window.sent.length") == 1
    for key, share in (("End", 100), ("ArrowUp", 100), ("Home", 0), ("ArrowDown", 0)):
        tab.keyboard.press(key)
        assert spoken(tab)[1] == f"day 4: {share} %"


def test_tab_leads_through_the_points_and_out_again(tab):
    for _ in DATA["days"]:
        tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    assert (
        tab.evaluate("document.getElementById('host').shadowRoot.activeElement.className")
        == "cv-flat"
    )
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.getElementById('host').shadowRoot.activeElement") is None


def test_a_point_can_be_dragged_and_is_sent_when_it_is_let_go(tab):
    box = tab.get_by_role("slider").nth(3).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    tab.mouse.move(x, y)
    tab.mouse.down()
    tab.mouse.move(x, y - 400, steps=4)
    assert tab.evaluate("window.sent.length") == 0
    tab.mouse.up()
    assert last_sent(tab, 1) == ["curve", [0.1, 0.1, 0.1, 1, 0.1, 0.1]]


def test_the_flat_curve_comes_back(tab):
    tab.get_by_role("slider").nth(2).focus()
    tab.keyboard.press("End")
    tab.get_by_role("button", name="flat").click()
    assert spoken(tab) == [f"day {day}: 10 %" for day in DATA["days"]]


def test_a_locked_curve_stays(tab):
    tab.evaluate("(data) => window.show(data)", DATA | {"locked": True})
    point = tab.get_by_role("slider").nth(2)
    assert point.get_attribute("tabindex") is None
    assert point.get_attribute("aria-disabled") == "true"
    assert not tab.get_by_role("button", name="flat").is_visible()


def test_what_was_drawn_survives_a_new_mount_with_older_values(tab):
    tab.get_by_role("slider").nth(2).focus()
    tab.keyboard.press("End")
    tab.evaluate("(data) => window.show(data)", DATA)
    assert spoken(tab)[2] == "day 8: 100 %"


def test_points_are_large_enough_for_a_finger(tab):
    for point in tab.get_by_role("slider").all():
        box = point.bounding_box()
        assert min(box["width"], box["height"]) >= 44


def test_axe_finds_nothing(tab):
    assert violations(tab) == []
