"""The calendar in a real browser, without the app: by mouse, finger and keys, at once."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

from sim.engine import run
from sim.plots import words
from sim.plots.player.page import replay_html
from sim.plots.player.plan import expected_window
from sim.plots.player.replay import player_data, replay_data
from sim.plots.player.scripts import script, style
from sim.plots.views.gather import MOST_POINTS
from tests.browser.driving import PHONE, drag, grip, middle, violations

ARMS = ("in_window", "late")
BUDGET_MS = 100.0
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Calendar</title>
<style>body {{ margin: 0 16px; }} {style}</style></head>
<body><main><h1>Calendar</h1><div id="place"></div></main><script type="module">{script}
window.moves = [];
window.expectedWindow = expectedWindow;
window.show = (data) => mountPlayer({{ data, parentElement: document.getElementById("place"),
  setTriggerValue: (name, value) => window.moves.push([name, value]) }});
</script></body></html>"""
# From an event of the pointer to the next picture with another calendar, in ms.
WATCH = """() => {
  const canvas = document.querySelector(".np-calendar");
  let last = canvas.toDataURL();
  window.echo_ms = [];
  window.addEventListener("pointermove", () => {
    const start = performance.now();
    requestAnimationFrame(() => setTimeout(() => {
      const end = performance.now(), now = canvas.toDataURL();
      if (now !== last) window.echo_ms.push(end - start);
      last = now;
    }));
  }, true);
}"""


@pytest.fixture(scope="module")
def runs(small):
    labels = {arm.id: arm.label for arm in small.arm}
    return {labels[arm]: run(small, arm=arm, seed=1) for arm in ARMS}


@pytest.fixture
def opened(new_tab, tmp_path):
    """Open data in a tab of its own."""

    def opening(data, **options):
        path = tmp_path / "page.html"
        path.write_text(PAGE.format(style=style(), script=script()), encoding="utf-8")
        page = new_tab(**options)
        page.goto(path.as_uri())
        show(page, data)
        return page

    return opening


def show(page, data):
    page.evaluate("(data) => window.show(data)", json.loads(json.dumps(data)))


def moves(page):
    return page.evaluate("window.moves")


def day_px(page):
    """Width of a day, from the calendar of 30 days and its margins."""
    return (page.locator(".np-calendar").bounding_box()["width"] - 36.0) / 30.0


def test_a_dose_is_dragged_and_told_once(opened, small):
    page = opened(player_data(small, ARMS))
    dose = grip(page, "^Dose")
    assert dose.get_attribute("aria-valuetext") == "day 2"
    drag(page, dose, 3.0)
    assert dose.get_attribute("aria-valuetext") == "day 5"
    assert moves(page) == [["move", {"arm": "in_window", "path": "dose.at_d", "value": [5]}]]
    assert page.get_by_text("Dose, Practice in the window: day 5").count() == 1  # live region
    # The arms share the dose, so both move; what only one has moves alone.
    assert grip(page, "^Dose", 1).get_attribute("aria-valuetext") == "day 5"
    drag(page, grip(page, "^Practice of", 1), -1.0)
    assert [
        grip(page, "^Practice of", place).get_attribute("aria-valuenow") for place in (0, 1)
    ] == ["3", "16"]


def test_sessions_of_a_block_move_together_and_their_number_is_dragged(opened, small):
    page = opened(player_data(small, ARMS))
    block, count = grip(page, "^Practice of"), grip(page, "^Number of")
    drag(page, block, 2.0)
    assert block.get_attribute("aria-valuetext") == "5 sessions, days 5 to 9"
    drag(page, count, 3.0)
    assert count.get_attribute("aria-valuetext") == "8"
    assert block.get_attribute("aria-valuetext") == "8 sessions, days 5 to 12"
    assert [move["value"] for _, move in moves(page)] == [5, 8]
    described = page.get_by_role("img", name="of practice: 5, 6, 7, 8, 9, 10, 11, 12 (B)")
    assert described.count() == 1


def test_nothing_leaves_its_bounds(opened, small):
    page = opened(player_data(small, ARMS))
    drag(page, grip(page, "^Dose"), -20.0)
    drag(page, grip(page, "^Practice of"), 100.0)
    drag(page, grip(page, "^Number of", 1), 100.0)
    assert [move["value"] for _, move in moves(page)] == [[0], 26, 14]
    grip(page, "^Dose").press("End")
    assert grip(page, "^Dose").get_attribute("aria-valuetext") == "day 29.5"


def test_keys_move_by_days_and_weeks_and_are_told_when_they_rest(opened, small):
    page = opened(player_data(small, ARMS))
    block = grip(page, "^Practice of")
    block.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "Shift+ArrowRight"):
        page.keyboard.press(key)
    assert block.get_attribute("aria-valuenow") == "11"
    assert moves(page) == []
    page.wait_for_function("window.moves.length > 0")
    assert moves(page) == [["move", {"arm": "in_window", "path": "practice.start_d", "value": 11}]]
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")  # takes back what is not told yet
    assert block.get_attribute("aria-valuenow") == "11"
    page.wait_for_timeout(800)
    assert len(moves(page)) == 1


def test_delete_removes_and_enter_asks_for_details(opened, small):
    two = small.with_changes({"dose.at_d": (2.0, 9.0)})
    page = opened(player_data(two, ARMS))
    grip(page, "^Dose 1 of 2").press("Enter")
    grip(page, "^Dose 1 of 2").press("Delete")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("Dose, ")
    grip(page, "^Practice of", 1).press("Delete")
    at = {"arm": "in_window", "path": "dose.at_d"}
    assert [move for _, move in moves(page)] == [
        at | {"open": True},
        at | {"remove": True, "value": [9]},
        {"arm": "late", "path": "practice.start_d", "remove": True},
    ]
    assert page.get_by_role("slider", name=re.compile("two weeks later")).count() == 1  # a dose


def test_a_dose_that_passes_another_keeps_the_focus(opened, small):
    page = opened(player_data(small.with_changes({"dose.at_d": (2.0, 4.0)}), ARMS))
    grip(page, "^Dose 1 of 2").press("Shift+ArrowRight")
    page.wait_for_function("window.moves.length > 0")
    assert moves(page)[0][1]["value"] == [4, 9]
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith(
        "Dose 2 of 2"
    )


def test_the_window_band_moves_with_the_dose_before_any_answer(opened, small, runs):
    page = opened(player_data(small, ARMS, runs))
    tinted = """() => {
      const canvas = document.querySelector(".np-calendar"), ratio = window.devicePixelRatio;
      const row = Math.round(50 * ratio); // between the doses and the sessions of the first lane
      const { data, width } = canvas.getContext("2d").getImageData(0, row, canvas.width, 1);
      for (let x = 0; x < width; x += 1) {
        if (data[4 * x + 3] > 60 && data[4 * x] > data[4 * x + 2] + 10) return x / ratio;
      }
      return -1;
    }"""
    before, px = page.evaluate(tinted), day_px(page)
    assert before > 0
    drag(page, grip(page, "^Dose"), 10.0)
    assert page.evaluate(tinted) - before == pytest.approx(10.0 * px, abs=0.4 * px)


@pytest.mark.alone
def test_a_drag_is_seen_within_a_tenth_of_a_second(opened, small, runs):
    page = opened(player_data(small, ARMS, runs))
    page.evaluate(WATCH)
    for name in ("^Dose", "^Practice of"):
        drag(page, grip(page, name), 8.0)
    page.wait_for_timeout(300)
    echo_ms = sorted(page.evaluate("window.echo_ms"))
    assert len(echo_ms) >= 8
    assert echo_ms[int(0.95 * (len(echo_ms) - 1))] < BUDGET_MS


@pytest.mark.alone
def test_play_step_scrub_and_speed_answer_within_a_tenth_of_a_second(opened, small, runs):
    page = opened(player_data(small, ARMS, runs))
    page.get_by_role("button", name="Play", exact=True).wait_for()
    took_ms = page.evaluate("""async () => {
      const pictures = () => [...document.querySelectorAll(".np-calendar, .np-network, .np-raster")]
        .map((canvas) => canvas.toDataURL()).join();
      const scrub = document.querySelector("input[type=range]"), took = [];
      const buttons = [...document.querySelectorAll(".np-bar button")];
      const acts = [() => buttons[3].click(), () => buttons[1].click(),
        () => { scrub.value = 300; scrub.dispatchEvent(new Event("input")); },
        () => buttons[2].click()];
      for (const act of acts) {
        const before = pictures(), start = performance.now();
        act();
        while (true) {
          await new Promise(requestAnimationFrame);
          const seen = performance.now();
          if (pictures() !== before || seen - start > 2000) { took.push(seen - start); break; }
        }
      }
      return took;
    }""")
    assert len(took_ms) == 4 and max(took_ms) < BUDGET_MS
    assert moves(page) == []  # nothing goes to the server while it plays


def test_the_answer_to_a_move_keeps_focus_and_place_in_the_play(opened, small, runs):
    page = opened(player_data(small, ARMS, runs))
    network = page.get_by_role("img", name=re.compile("network of")).first.element_handle()
    page.get_by_role("button", name="One test on").click()
    dose = grip(page, "^Dose")
    dose.press("ArrowRight")
    page.wait_for_function("window.moves.length > 0")
    moved = small.with_changes({"dose.at_d": tuple(moves(page)[0][1]["value"])})
    show(page, player_data(moved, ARMS, runs, is_faint=True))
    assert dose.evaluate("(one) => one === document.activeElement")
    assert dose.get_attribute("aria-valuetext") == "day 3"
    assert network.evaluate("(one) => one.isConnected")  # the networks are not built anew
    assert (
        page.get_by_role("slider", name="Model day and time").get_attribute("aria-valuetext")
        == "day 30, rest"
    )
    assert network.evaluate("(one) => getComputedStyle(one).opacity") == "0.35"


def test_a_finger_drags_targets_that_are_large_enough(opened, small):
    page = opened(player_data(small, ARMS), viewport=PHONE, has_touch=True, is_mobile=True)
    boxes = [one.bounding_box() for one in page.get_by_role("slider").all()]
    assert len(boxes) == 6
    assert all(min(box["width"], box["height"]) >= 44 for box in boxes)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    x, y = middle(grip(page, "^Practice of", 1))
    touch = page.context.new_cdp_session(page)
    for kind, at in (
        ("touchStart", x),
        ("touchMove", x - 30),
        ("touchMove", x - 60),
        ("touchEnd", None),
    ):
        points = [] if at is None else [{"x": at, "y": y}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    ((_, move),) = moves(page)
    assert move["path"] == "practice.start_d" and 5.0 < move["value"] < 16.0


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"color_scheme": "dark"},
        {"viewport": {"width": 683, "height": 384}},
        {"viewport": PHONE, "has_touch": True, "is_mobile": True},
    ],
    ids=["light", "dark", "zoomed", "phone"],
)
def test_accessibility_checker_finds_nothing(options, opened, small, runs):
    moved = small.with_changes({"dose.at_d": (5.0,)})
    page = opened(
        player_data(moved, (*ARMS, "dose_only", "nothing"), runs, is_faint=True), **options
    )
    page.get_by_role("button", name="First 24 h").click()
    assert violations(page) == []


def test_the_first_day_opens_by_key_and_says_what_it_shows(opened, small, runs):
    page = opened(player_data(small, (*ARMS, "nothing"), runs))
    button = page.get_by_role("button", name="First 24 h")
    button.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    said = page.get_by_role(
        "img", name=re.compile(r"Practice in the window: the drug level is highest at")
    )
    peak = max(plan_level(small, runs))
    assert f"highest at {round(peak)} ng/mL" in said.get_attribute("aria-label")
    assert page.get_by_text("no dose", exact=True).count() == 1
    button.press("Enter")
    assert button.get_attribute("aria-expanded") == "false" and said.count() == 0


def plan_level(small, runs):
    return player_data(small, ARMS, runs)["calendar"]["arms"][0]["hours"]["level"]


def test_the_signs_below_a_calendar_are_those_that_it_shows(opened, small, runs):
    def signs(data):
        page = opened(data)
        said = (page.get_by_text(words.PLAYER[word]) for word in ("window_edge", "erased"))
        return [sign.count() for sign in said]

    data = player_data(small, ARMS, runs)
    assert signs(data) == [1, 0]
    for lane in data["calendar"]["arms"]:
        lane["window"] = [0.0 for _ in lane["window"]]  # it stays shut: nothing is dashed
        lane["erased_d"] = [14.25]
    assert signs(data) == [0, 1]


def test_what_says_that_things_can_be_moved_stands_somewhere_whatever_the_names(opened, small):
    """In the first lane with room, below the calendar where none has any."""
    hint, data = words.PLAYER["grip_hint"], player_data(small, ARMS)
    page = opened(data)
    below = page.locator(".np-plan + p")
    assert hint not in below.inner_text()
    for number, arm in enumerate(data["calendar"]["arms"]):
        arm["label"] = "A long name of an arm " * 12
        show(page, data)
        assert (hint in below.inner_text()) == (number == 1)
    fine = player_data(small, ("nothing", "dose_only"))
    fine["calendar"]["arms"][1]["handles"] = []
    show(page, fine)
    assert below.inner_text().count(hint) == 0  # nothing can be moved


def test_a_plan_without_a_run_is_a_calendar_alone(opened, small):
    page = opened(player_data(small, ARMS))
    assert page.locator(".np-network").count() == 0
    assert page.get_by_role("button").all_inner_texts() == ["First 24 h"]
    assert page.get_by_role("img", name="Calendar of 30 model days").count() == 1


def test_reduced_motion_starts_still_and_steps_by_day(opened, small, runs):
    data = replay_data(small, runs) | {"autoplay": True}
    page = opened(data, reduced_motion="reduce")
    slider = page.get_by_role("slider", name="Model day and time")
    page.wait_for_timeout(300)
    assert slider.get_attribute("aria-valuetext") == "day 0, rest"
    page.get_by_role("button", name="One test on").click()
    assert slider.get_attribute("aria-valuetext") == "day 30, rest"


def test_the_compact_player_plays_by_itself_and_has_no_notes(opened, small, runs):
    page = opened(replay_data(small, runs) | {"autoplay": True, "compact": True})
    page.get_by_role("button", name="Pause", exact=True).wait_for()
    assert page.get_by_text("Follow").count() == page.locator(".np-note:visible").count() == 0
    assert page.get_by_role("slider").count() == 1  # nothing can be moved but the time


def test_one_cursor_for_calendar_network_and_raster(opened, small, runs):
    page = opened(player_data(small, ARMS, runs))
    calendar = page.locator(".np-calendar")
    box = calendar.bounding_box()
    calendar.click(position={"x": box["width"] - 30, "y": 8})  # the nearest test: the last day
    assert page.get_by_role("img", name="now day 30").count() == 1
    assert page.get_by_role("img", name=re.compile("model day 30: network")).count() == 2
    assert page.get_by_role("img", name=re.compile("in the test of model day 30:")).count() == 2


def test_the_calendar_of_a_file_can_not_be_changed(tab, small, runs, tmp_path):
    path = tmp_path / "replay.html"
    path.write_text(replay_html(small, runs, note="<b>seen</b> & kept"), encoding="utf-8")
    tab.goto(path.as_uri())
    tab.get_by_text("<b>seen</b> & kept").wait_for()
    assert tab.get_by_role("slider").count() == 1


@pytest.mark.parametrize("doses_d", [(), (2.0,), (2.0, 3.25, 9.5), (0.0, 29.9), (30.0,)])
def test_page_and_package_expect_the_same_window(opened, small, runs, doses_d):
    """While a dose is dragged the page computes the window, and once it is dropped the package."""
    data = player_data(small, ARMS, runs)
    length_d = data["calendar"]["length_d"]
    course = data["calendar"]["arms"][0]["course"]
    page = opened(data)
    drawn = page.evaluate(
        "([course, doses, length_d]) => window.expectedWindow(course, doses, length_d)",
        [course, list(doses_d), length_d],
    )
    t_d = np.linspace(0.0, length_d, MOST_POINTS)
    window = expected_window(t_d, doses_d, (course["t_d"], course["window"]))
    np.testing.assert_allclose(drawn["window_t_d"], t_d, rtol=0.0, atol=1e-9)
    np.testing.assert_allclose(drawn["window"], window, rtol=0.0, atol=1e-9)
    assert bool(doses_d and min(doses_d) < 29.0) == bool(window.max() > 0.1)
