"""A lock of a link holds against every control that could change what it fixes."""

from __future__ import annotations

import pytest

from sim.plots.player.handles import checked_move
from sim.ui.lab import plan, sweep, treatment
from sim.ui.settings.presets import load
from sim.ui.settings.state import (
    DOSE,
    LinkOptions,
    Vary,
    allowed,
    changed,
    changed_in_arm,
    defaults,
)
from sim.ui.text import lab_text
from tests.small import PRESET, small_parts
from tests.ui.touring import page_named

BASE = load("practice_in_window")
LINK = changed(defaults(BASE), BASE, {DOSE: 0.25})
DAYS, START, COUNT, LENGTH = "dose.at_d", "practice.start_d", "practice.days", "time.length_d"
pytestmark = pytest.mark.usefixtures("own_pool")


def opened(**query):
    at = page_named("lab")
    parts = {"preset": PRESET, "set": small_parts(), "arms": "in_window,late", "seeds": "1"}
    for name, value in (parts | query).items():
        at.query_params[name] = value
    at.run()
    assert not at.exception
    return at


def settings(at):
    return at.session_state["visit"].settings


@pytest.fixture
def calendars(monkeypatch):
    """The calendars that the Lab hands to the browser, and what takes a move: the last one last."""
    handed = []
    monkeypatch.setattr(
        treatment,
        "player",
        lambda data, *, key, on_move: handed.append((data["calendar"], on_move)),
    )
    return handed


def handles(calendar):
    return {handle["path"]: handle for lane in calendar["arms"] for handle in lane["handles"]}


def test_without_a_link_everything_in_the_calendar_can_be_moved(calendars):
    opened()
    assert {DAYS, START, COUNT} <= handles(calendars[-1][0]).keys()


@pytest.mark.parametrize("lock", [DOSE, DAYS])
def test_a_locked_dose_is_not_dragged_moved_by_keys_deleted_or_opened(lock, calendars):
    opened(lock=[lock])
    calendar = calendars[-1][0]
    assert DAYS not in handles(calendar) and START in handles(calendar)
    for sent in ({"value": [3.0]}, {"value": [], "remove": True}, {"open": True}):
        assert checked_move(calendar, {"arm": "in_window", "path": DAYS} | sent) is None


def test_a_message_about_a_locked_dose_changes_nothing_and_shows_no_numbers(calendars):
    at = opened(lock=[DOSE])
    before = settings(at)
    at.session_state["details"] = ("in_window", DAYS)  # as if its numbers had been open before
    at.run()
    assert not [button for button in at.button if button.key.startswith("add ")]
    assert (
        allowed(
            LinkOptions(lock=(DOSE,)), before, plan.moved(before, BASE, "in_window", DAYS, (9.0,))
        )
        == before
    )
    assert settings(at) == before


def test_a_locked_number_of_sessions_leaves_a_block_that_moves_and_stays(calendars):
    opened(lock=[COUNT])
    calendar = calendars[-1][0]
    assert COUNT not in handles(calendar)
    block = {"arm": "late", "path": START}
    assert checked_move(calendar, block | {"remove": True}) is None
    day = handles(calendar)[START]["value"]
    assert checked_move(calendar, block | {"value": day}) is not None


def test_a_link_that_shows_some_controls_opens_no_more_in_the_calendar(calendars):
    at = opened(show=[START])
    assert set(handles(calendars[-1][0])) == {START}
    assert [slider.key for slider in at.sidebar.slider] == [START]
    assert not [box for box in at.text_input if box.key == "more search"]


def test_a_bound_link_keeps_scenario_arms_and_mode():
    for query in ({"show": [START]}, {"lock": [DOSE]}):
        at = opened(**query)
        assert at.selectbox(key="preset").disabled
        drawn = {element.key for kind in (at.button, at.selectbox) for element in kind}
        assert not drawn & {"arm0", "arm1"}
        assert not [key for key in drawn if key and key.startswith(("arms ", "keep "))]
        assert not [group for group in at.button_group if group.key == "mode"]


def test_new_luck_and_undo_keep_what_is_locked():
    at = opened(lock=[DOSE], set=[*small_parts(), f"{DOSE}:0.25"])
    at.slider(key="network.wear").set_value(0.5).run()
    at.button(key="luck").click().run()
    assert dict(settings(at).changes)[DOSE] == 0.25
    at.button(key="undo").click().run()
    at.button(key="undo").click().run()
    assert at.button(key="undo").disabled and dict(settings(at).changes)[DOSE] == 0.25
    at.button(key="redo").click().run()
    assert dict(settings(at).changes)[DOSE] == 0.25


def test_the_way_back_to_the_preset_keeps_a_locked_value():
    at = opened(lock=[DOSE], set=[*small_parts(), f"{DOSE}:0.25"])
    at.button(key="back").click().run()
    assert settings(at).changes == ((DOSE, 0.25),)
    assert at.button(key="back").disabled


def test_a_locked_setting_under_more_is_found_and_can_not_be_moved():
    at = opened(lock=[LENGTH])
    at.session_state["more"] = True
    at.run()
    at.text_input(key="more search").set_value(LENGTH).run()
    box = at.text_input(key=f"more {LENGTH}")
    assert box.disabled and lab_text.LOCKED in box.help


@pytest.mark.parametrize(
    "asked",
    [
        changed(LINK, BASE, {DOSE: 1.0}),
        changed(LINK, BASE, {DAYS: (9.0,)}),
        changed_in_arm(LINK, BASE, "late", DOSE, 1.0),
        changed_in_arm(LINK, BASE, "late", DAYS, ()),
        defaults(BASE),
        defaults(load("well_worn_path")),
        LINK._replace(arms=LINK.arms[::-1]),
        LINK._replace(arms=LINK.arms[:1]),
        LINK._replace(vary=Vary(DOSE, (0.0, 1.0), BASE.headline), arms=LINK.arms[:1]),
    ],
)
def test_no_change_that_reaches_the_settings_moves_a_locked_dose(asked):
    assert allowed(LinkOptions(lock=(DOSE,)), LINK, asked) == LINK
    assert allowed(LinkOptions(), LINK, asked) == asked


def test_what_is_not_locked_still_changes():
    options = LinkOptions(lock=(DOSE, LENGTH))
    for asked in (changed(LINK, BASE, {START: 20.0}), LINK._replace(seed=7, seeds=20)):
        assert allowed(options, LINK, asked) == asked
    longer = changed(LINK, BASE, {LENGTH: 90.0, START: 20.0})
    assert allowed(options, LINK, longer) == changed(LINK, BASE, {START: 20.0})


def test_a_sweep_of_a_link_offers_no_locked_setting(monkeypatch):
    monkeypatch.setattr(sweep.session, "options", lambda: LinkOptions(lock=(DOSE,)))
    assert DOSE not in sweep.varied(BASE, LINK) and START in sweep.varied(BASE, LINK)


def test_undo_does_not_bring_back_what_another_link_with_the_same_lock_had():
    at = opened(lock=[DOSE], set=[*small_parts(), f"{DOSE}:0.25"])
    at.query_params["set"] = [*small_parts(), f"{DOSE}:1.0"]
    at.run()
    assert not at.exception
    session = at.session_state["visit"]
    assert dict(session.settings.changes)[DOSE] == 1.0 and session.past == []


def test_what_a_link_sets_out_of_sight_outlasts_the_preset_button_and_takes_no_other_value():
    options = LinkOptions(show=("practice.repeats",))
    assert allowed(options, LINK, defaults(BASE)) == LINK
    assert allowed(options, LINK, changed(LINK, BASE, {DOSE: 1.0})) == LINK
    shown = changed(LINK, BASE, {"practice.repeats": 3})
    assert allowed(options, LINK, shown) == shown
