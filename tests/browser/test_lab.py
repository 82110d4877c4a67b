"""The Lab in a real browser: change, run, cancel, reload, drag, undo, pictures."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from sim.engine import run as run_scenario
from sim.plots.player.page import replay_html
from sim.ui import text
from sim.ui.text import lab_text
from tests.browser.driving import (
    OLD,
    WAIT_MS,
    choose,
    drag,
    grip,
    idle,
    lab,
    press,
    run,
    soon,
    wait_for_result,
)

CONTROLS = (
    "network.wear",
    "dose.dose_mg_per_kg",
    "practice.start_d",
    "practice.repeats",
    "practice.pattern",
)
PARTIAL = re.compile(r"partial: \d+ of 20 seeds")


@pytest.fixture
def page(server, tab):
    """The Lab with the first preset, as small as it can be: one seed of two arms."""
    tab.goto(server + lab(seeds=1))
    wait_for_result(tab)
    return tab


@pytest.fixture
def shipped(server, tab):
    """The Lab as a visitor meets it, with results that ship."""
    tab.goto(f"{server}/lab")
    wait_for_result(tab)
    return tab


def sidebar(page):
    return page.get_by_test_id("stSidebar")


def parts(page):
    """Return the parts of the address."""
    return parse_qs(urlsplit(page.url).query)


def test_a_change_is_named_in_page_and_address_and_run_makes_it_the_result(page):
    told = page.get_by_text(re.compile("the cue leads to")).first.inner_text()
    sidebar(page).get_by_text("pattern A", exact=True).click()
    changed = page.get_by_text(OLD)
    changed.wait_for()
    assert "what is practised" in changed.locator("xpath=ancestor::*[@role='alert']").inner_text()
    assert "practice.pattern%3AA" in page.url
    run(page)
    soon(page.get_by_text(re.compile("the cue leads to")).first).not_to_have_text(told)


def test_cancel_leaves_what_is_finished_and_says_so(page):
    choose(page, lab_text.SEEDS_LABEL, "20 seeds")
    page.get_by_text(OLD).wait_for()
    run(page, wait=False)
    page.get_by_text(re.compile(r"seed [2-9] of 20, model day")).wait_for(timeout=WAIT_MS)
    press(page, text.CANCEL)
    page.get_by_text(PARTIAL).wait_for(timeout=WAIT_MS)  # how soon: tests/browser/test_budgets.py
    page.get_by_role("button", name=text.CANCEL).wait_for(state="detached")
    done = int(re.search(r"\d+", page.get_by_text(PARTIAL).inner_text()).group())
    assert 1 <= done < 20


def test_a_reload_loses_nothing(page):
    sidebar(page).get_by_text("pattern A", exact=True).click()
    grip(page, "^Practice a day").press("ArrowLeft")
    page.get_by_text(OLD).wait_for()
    run(page)
    told, address = page.get_by_text("the cue leads to").first.inner_text(), page.url
    page.reload()
    wait_for_result(page)
    assert page.url == address
    soon(page.get_by_text("the cue leads to").first).to_have_text(told)
    chosen = sidebar(page).get_by_role("radio", name="pattern A")
    soon(chosen).to_have_attribute("aria-checked", "true")
    soon(grip(page, "^Practice a day")).to_have_value("5")


def test_a_slow_network_changes_no_setting(server, tab):
    """The code of widgets comes late: what they show is what the address says all the same."""
    held, is_late = [], True

    def hold(route):
        held.append(route) if is_late else route.continue_()

    tab.route(re.compile("Selectbox|Slider|ButtonGroup|Checkbox|NumberInput"), hold)
    tab.goto(server + lab(seeds=1, seed=3, set=["practice.repeats:4", "practice.pattern:A"]))
    wait_for_result(tab)
    assert len(held) >= 3 and sidebar(tab).get_by_role("slider").count() == 0
    is_late = False
    for route in held:
        route.continue_()
    tab.get_by_role("combobox", name=lab_text.SCENARIO).wait_for()
    soon(grip(tab, "^Practice a day")).to_have_value("4")
    before = parts(tab)
    press(tab, lab_text.LUCK)
    tab.get_by_text(OLD).wait_for()
    idle(tab)
    now = parts(tab)
    assert now["seed"] != before["seed"]
    assert (now["preset"], now["seeds"]) == (before["preset"], ["1"])
    assert sorted(now["set"]) == sorted(before["set"])


def test_other_widgets_do_not_lose_a_run(server, tab):
    tab.goto(server + lab(seeds=1, seed=40))
    wait_for_result(tab)
    choose(tab, lab_text.SEEDS_LABEL, "5 seeds")
    tab.get_by_text(OLD).wait_for()
    run(tab, wait=False)
    tab.get_by_role("button", name=text.CANCEL).wait_for()
    # A script run in the middle of the run.
    tab.get_by_role("tab", name=lab_text.TABS["activity"]).click()
    tab.get_by_text(OLD).wait_for(state="detached", timeout=WAIT_MS)
    tab.get_by_text(re.compile("leads to B .*5 runs")).first.wait_for(timeout=WAIT_MS)
    assert tab.get_by_text("partial:").count() == 0


def test_everything_that_counts_is_above_the_fold(shipped):
    pictures = shipped.get_by_role("img", name=re.compile("Calendar of|network of|spikes of"))
    pictures.nth(4).wait_for(timeout=WAIT_MS)
    assert pictures.count() == 5
    controls = [
        sidebar(shipped).locator(f".st-key-{path.replace('.', '-')}").first for path in CONTROLS
    ]
    for one in (
        shipped.get_by_role("radio", name="Compare"),
        shipped.get_by_role("button", name=re.compile("^Run")),
        shipped.get_by_role("button", name="Play", exact=True),
        shipped.get_by_text("the cue leads to").first,
        shipped.get_by_text("Not medical or dosing advice").first,
        shipped.get_by_role("combobox", name=lab_text.SCENARIO),
        *pictures.all(),
        *controls,
    ):
        box = one.bounding_box()
        assert box["height"] > 10, one
        assert box["y"] >= 0 and box["y"] + box["height"] <= 768, one


def test_a_drag_is_seen_at_once_and_undone(page):
    dose = grip(page, "^Dose, ")
    assert dose.get_attribute("aria-valuetext") == "day 2"
    drag(page, dose, 3.0)
    assert dose.get_attribute("aria-valuetext") == "day 5"  # before any answer of the server
    page.wait_for_url(re.compile("dose.at_d%3A%5B5"))
    page.get_by_text(OLD).wait_for()
    idle(page)
    soon(dose).to_have_attribute("aria-valuetext", "day 5")
    press(page, re.compile("^Undo"))
    page.get_by_text(OLD).wait_for(state="detached")
    page.wait_for_url(lambda address: "dose.at_d" not in address)
    soon(dose).to_have_attribute("aria-valuetext", "day 2")  # the address may be the quicker


def test_keys_run_and_undo(page):
    grip(page, "^Practice a day").press("ArrowLeft")
    page.get_by_text(OLD).wait_for()
    idle(page)  # Run listens to its key once it is enabled
    page.keyboard.press("Alt+Enter")
    page.get_by_text(OLD).wait_for(state="detached", timeout=WAIT_MS)
    wait_for_result(page)
    page.keyboard.press("Alt+u")
    page.get_by_text(OLD).wait_for()
    soon(grip(page, "^Practice a day")).to_have_value("6")


def test_a_figure_for_print_is_drawn_on_demand(shipped):
    panel = shipped.get_by_role("tabpanel", name=lab_text.TABS["answers"])
    assert panel.locator("img").count() == 0
    panel.get_by_text(text.PRINTED).first.click()
    figure = panel.locator("img").first
    figure.wait_for(timeout=WAIT_MS)
    assert "cue leads to" in figure.get_attribute("alt")
    shipped.wait_for_function("one => one.naturalWidth > 600", arg=figure.element_handle())


def play_and_step(page):
    """Play for a while, pause, and go to the last test and back by keys."""
    slider = grip(page, "Model day and time within its test")
    slider.wait_for(timeout=WAIT_MS)
    start = slider.get_attribute("aria-valuetext")
    assert start == "day 0, rest"
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_timeout(700)
    page.get_by_role("button", name="Pause", exact=True).click()
    assert slider.get_attribute("aria-valuetext") != start
    slider.focus()
    page.keyboard.press("End")
    assert slider.get_attribute("aria-valuetext") == "day 30, rest"
    page.keyboard.press("ArrowLeft")
    assert slider.get_attribute("aria-valuetext") == start
    page.keyboard.press("Space")
    page.get_by_role("button", name="Pause", exact=True).wait_for()
    page.keyboard.press("Space")


def test_networks_play_on_the_page_by_pointer_and_by_keys(page):
    play_and_step(page)
    pictures = page.get_by_role("img", name=re.compile(r"network of \d+ cells with \d+ synapses"))
    assert pictures.count() == 2
    assert all(pictures.nth(place).bounding_box()["height"] > 150 for place in range(2))


def test_a_replay_file_plays_from_disk(tab, small, tmp_path):
    runs = {arm: run_scenario(small, arm=arm, seed=1) for arm in ("in_window", "late")}
    file = tmp_path / "replay.html"
    file.write_text(replay_html(small, runs), encoding="utf-8")
    problems = []
    tab.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    tab.goto(file.as_uri())
    play_and_step(tab)
    assert problems == []


def test_another_tab_sends_its_pictures_and_not_the_whole_page(server, tab):
    """Once in three tabs is enough: a script of the whole page may be under way meanwhile."""
    sent = []
    tab.on("websocket", lambda socket: socket.on("framereceived", lambda frame: sent.append(frame)))
    tab.goto(f"{server}/lab")
    wait_for_result(tab)
    has_sent_pictures_alone = False
    for name in map(lab_text.TABS.get, ("synapses", "activity", "answers")):
        sent.clear()
        tab.get_by_role("tab", name=name).click()
        panel = tab.get_by_role("tabpanel", name=name)
        soon(panel.get_by_test_id("stEChartsChart").first).to_be_visible()
        idle(tab)
        messages = [ForwardMsg.FromString(frame) for frame in sent]
        drawn = [message.delta for message in messages if message.HasField("delta")]
        assert drawn
        has_sent_pictures_alone |= all(delta.fragment_id for delta in drawn)
    assert has_sent_pictures_alone
