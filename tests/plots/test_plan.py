"""The plan: what can be moved and how far, the window to expect, and what a browser may ask for."""

from __future__ import annotations

import json

import numpy as np
import pytest

from sim.errors import ScenarioError
from sim.interventions import INTERVENTIONS
from sim.plots.player.handles import checked_move, handles_of
from sim.plots.player.plan import expected_window, plan_calendar, run_calendar
from sim.plots.player.replay import player_data
from sim.plots.views.gather import OPEN_LEAST, open_days, stretches
from sim.scenario import get_path, load, presets
from sim.scenario.schema import Scenario


@pytest.fixture(scope="module")
def pair(arms):
    """One run of each arm, by label."""
    return {label: results[0] for label, results in arms.items()}


@pytest.fixture(scope="module")
def month():
    """The preset with a dose and practice in a month."""
    return load("practice_in_window")


def handle(calendar, kind, arm=0):
    return next(handle for handle in calendar["arms"][arm]["handles"] if handle["kind"] == kind)


def test_the_window_is_open_on_the_same_days_in_calendar_and_charts(pair):
    """Both draw an edge where the window passes one share, of one run as of many."""
    calendar = run_calendar(pair)
    assert calendar["open_least"] == OPEN_LEAST
    spans = 0
    for lane, run in zip(calendar["arms"], pair.values(), strict=True):
        is_open = np.array(lane["window"]) >= calendar["open_least"]
        drawn = stretches(np.array(lane["window_t_d"]), is_open)
        said = open_days([run])
        assert len(drawn) == len(said)
        assert np.allclose(drawn, said, atol=0.2)  # the calendar has fewer points
        spans += len(said)
    assert spans > 0


def test_an_eraser_stands_in_the_lanes_of_the_arms_that_have_one():
    scenario = load("rub_out_new_spines")
    lanes = plan_calendar(scenario, ("dose", "erased_6h", "erased_36h"))["arms"]
    assert [lane["erased_d"] for lane in lanes] == [[], [14.25], [15.5]]


@pytest.mark.parametrize("preset", presets())
def test_every_end_of_every_handle_can_be_run(preset):
    scenario = load(preset)
    for arm in scenario.arm:
        resolved = scenario.for_arm(arm.id)
        for handle in handles_of(resolved):
            assert get_path(resolved, handle["path"]) == (
                tuple(handle["value"]) if handle["kind"] == "dose" else handle["value"]
            )
            assert handle["min"] <= min(np.atleast_1d(handle["value"]))
            assert max(np.atleast_1d(handle["value"])) <= handle["max"]
            for end in (handle["min"], handle["max"]):
                value = (end,) * len(handle["value"]) if handle["kind"] == "dose" else end
                moved = resolved.with_changes({handle["path"]: value})  # refuses what does not fit
                assert get_path(moved, handle["path"]) == value


@pytest.mark.parametrize("preset", presets())
def test_what_arms_share_can_be_run_at_its_ends_in_all_of_them(preset):
    scenario = load(preset)
    for lane in plan_calendar(scenario, [arm.id for arm in scenario.arm])["arms"]:
        own = dict(next(arm.set for arm in scenario.arm if arm.id == lane["id"]))
        for handle in lane["handles"]:
            assert not (handle["shared"] and handle["path"] in own)
            if handle["path"] not in own:
                for end in (handle["min"], handle["max"]):
                    scenario.with_changes(
                        {handle["path"]: (end,) if handle["kind"] == "dose" else end}
                    )


def test_arms_move_together_unless_one_has_a_value_of_its_own(month):
    plan = plan_calendar(month, ["in_window", "late"])
    assert {"late"} <= set(handle(plan, "dose")["shared"])
    start = handle(plan, "sessions")["shared"]
    assert "practise_a" in start and "late" not in start  # practice late has a day of its own


def test_a_step_past_the_end_could_not_be_run(month):
    resolved = month.for_arm("in_window")
    ends = {handle["path"]: handle["max"] + handle["step"] for handle in handles_of(resolved)}
    assert set(ends) == {"dose.at_d", "practice.start_d", "practice.days"}
    for path, beyond in ends.items():
        with pytest.raises(ScenarioError, match="at most day 30"):
            resolved.with_changes({path: (beyond,) if path == "dose.at_d" else beyond})


def test_only_doses_and_practice_have_handles():
    kinds = {"dose", "course", "practice"}
    for intervention in INTERVENTIONS:
        kind = intervention.model_fields["kind"].default
        needs = {"cells": (0,)} if "cells" in intervention.model_fields else {}
        act = {"name": "one", "kind": kind, **needs}
        scenario = Scenario.model_validate(
            {
                "schema": 1,
                "id": "one",
                "title": "One",
                "time": {"length_d": 200.0},
                "intervention": (act,),
            }
        )
        assert bool(handles_of(scenario)) == (kind in kinds), kind


def test_marks_of_handles_are_marks_of_the_lane(month):
    for lane in plan_calendar(month, [arm.id for arm in month.arm])["arms"]:
        for handle in lane["handles"]:
            shown = (
                lane["doses_d"]
                if handle["marks"] == "doses"
                else [
                    session["day"]
                    for session in lane["sessions"]
                    if session["pattern"] == handle["pattern"]
                ]
            )
            assert set(handle["days"]) <= set(shown)


def test_a_dose_of_nothing_can_not_be_moved(month):
    plan = plan_calendar(month.with_changes({"dose.dose_mg_per_kg": 0.0}), ["dose_only"])
    assert plan["arms"][0]["doses_d"] == plan["arms"][0]["handles"] == []
    assert plan["arms"][0]["hours"] is None


def test_the_plan_is_that_of_the_settings_not_of_the_last_run(scenario, pair):
    moved = scenario.with_changes({"dose.at_d": (1.5,), "practice.start_d": 0.5})
    early, late = plan_calendar(moved, ["early", "late"], pair)["arms"]
    assert early["doses_d"] == late["doses_d"] == [1.5]
    assert [session["day"] for session in early["sessions"]] == [0.5]
    assert [session["day"] for session in late["sessions"]] == [2.0]  # its own value


def test_without_a_run_there_is_no_window(scenario):
    lane = plan_calendar(scenario, ["early"])["arms"][0]
    assert lane["window"] == lane["window_t_d"] == []
    assert lane["course"] is None and lane["hours"]["window"] is None
    assert max(lane["hours"]["level"]) > 100.0  # the level follows from the dose alone
    assert max(lane["hours"]["block_inh"]) > max(lane["hours"]["block_exc"]) > 0.0


def test_the_window_of_an_unchanged_plan_is_that_of_its_run(scenario, pair):
    lane = plan_calendar(scenario, ["early"], pair)["arms"][0]
    run = pair["Practice early"]
    assert not lane["expected"]
    np.testing.assert_allclose(
        np.interp(lane["window_t_d"], run.t_d, run.series["window"]), lane["window"], atol=0.006
    )
    np.testing.assert_allclose(
        max(lane["hours"]["level"]), run.series["level_ng_per_ml"].max(), rtol=0.1
    )


def test_the_expected_window_moves_with_the_dose(scenario, pair):
    ran = plan_calendar(scenario, ["early"], pair)["arms"][0]
    moved = plan_calendar(scenario.with_changes({"dose.at_d": (1.25,)}), ["early"], pair)["arms"][0]
    assert moved["expected"]
    later = np.interp(np.array(ran["window_t_d"]) + 0.75, moved["window_t_d"], moved["window"])
    inside = np.array(ran["window_t_d"]) < 2.2
    np.testing.assert_allclose(later[inside], np.array(ran["window"])[inside], atol=0.03)
    assert max(ran["window"]) > 0.1


def test_windows_of_several_doses_are_the_largest_where_they_overlap():
    course = np.array([0.0, 1.0, 10.0]), np.array([0.0, 1.0, 0.0])
    t_d = np.linspace(0.0, 12.0, 49)
    early, late = (expected_window(t_d, (day,), course) for day in (1.0, 4.0))
    np.testing.assert_array_equal(expected_window(t_d, (1.0, 4.0), course), np.maximum(early, late))
    assert not early[t_d < 1.0].any() and early[t_d == 2.0] == 1.0
    assert not expected_window(t_d, (), course).any()


def test_an_arm_without_a_run_borrows_the_window_of_another(scenario, pair):
    early = {"Practice early": pair["Practice early"]}
    lane = plan_calendar(scenario, ["late"], early)["arms"][0]
    assert lane["expected"] and max(lane["window"]) > 0.1
    nothing = plan_calendar(scenario, ["nothing"], early)["arms"][0]
    assert nothing["window"] == [] and nothing["doses_d"] == []


def test_the_calendar_of_runs_can_not_be_changed(pair):
    calendar = run_calendar(pair)
    assert not calendar["editable"]
    assert all(lane["handles"] == [] and not lane["expected"] for lane in calendar["arms"])
    assert len({lane["id"] for lane in calendar["arms"]}) == len(pair)


def test_data_of_the_page_can_be_sent_as_json(scenario, pair):
    for runs in (None, pair):
        data = player_data(scenario, ["early", "nothing"], runs, is_faint=True)
        assert json.loads(json.dumps(data, allow_nan=False)) == data
        assert [lane["id"] for lane in data["calendar"]["arms"]] == ["early", "nothing"]
        assert bool(data["days"]) == bool(data["arms"]) == (runs is not None)


def test_a_move_comes_back_in_the_types_of_its_parameter(month):
    plan = plan_calendar(month, ["in_window"])
    at = {"arm": "in_window"}
    asked = checked_move(plan, at | {"path": "dose.at_d", "value": [5]})
    assert asked == at | {"path": "dose.at_d", "value": (5.0,)}
    assert checked_move(plan, at | {"path": "practice.start_d", "value": 4}) == at | {
        "path": "practice.start_d",
        "value": 4.0,
    }
    count = checked_move(plan, at | {"path": "practice.days", "value": 7.0})
    assert isinstance(count["value"], int)
    for asked in ({"path": "dose.at_d", "value": (5.0,)}, {"path": "practice.days", "value": 7}):
        month.with_changes({asked["path"]: asked["value"]})


def test_removing_leaves_the_other_doses_and_no_session(month):
    plan = plan_calendar(month.with_changes({"dose.at_d": (2.0, 9.0)}), ["in_window"])
    at = {"arm": "in_window", "remove": True}
    assert checked_move(plan, at | {"path": "dose.at_d", "value": [9.0]}) == at | {
        "path": "dose.at_d",
        "value": (9.0,),
    }
    assert checked_move(plan, at | {"path": "practice.start_d"}) == at | {
        "path": "practice.days",
        "value": 0,
    }
    month.with_changes({"dose.at_d": (), "practice.days": 0})  # both can be run


def test_opening_names_the_path(month):
    plan = plan_calendar(month, ["late"])
    sent = {"arm": "late", "path": "practice.start_d", "open": True}
    assert checked_move(plan, sent) == sent


@pytest.mark.parametrize(
    "sent",
    [
        None,
        7,
        "move",
        [],
        {},
        {"arm": "in_window"},
        {"arm": "nobody", "path": "dose.at_d", "value": [3.0]},
        {"arm": "in_window", "path": "dose.dose_mg_per_kg", "value": 5.0},
        {"arm": ["in_window"], "path": {"a": 1}, "value": [3.0]},
        {"arm": "in_window", "path": "dose.at_d", "value": 3.0},
        {"arm": "in_window", "path": "dose.at_d", "value": "3"},
        {"arm": "in_window", "path": "dose.at_d", "value": [3.0, 4.0]},
        {"arm": "in_window", "path": "dose.at_d", "value": [float("nan")]},
        {"arm": "in_window", "path": "dose.at_d", "value": [True]},
        {"arm": "in_window", "path": "dose.at_d", "value": [31.0]},
        {"arm": "in_window", "path": "dose.at_d", "value": [-1.0]},
        {"arm": "in_window", "path": "practice.start_d", "value": 400.0},
        {"arm": "in_window", "path": "practice.days", "value": 2.5},
        {"arm": "in_window", "path": "practice.days", "value": 10**400},
        {"arm": "in_window", "path": "dose.at_d", "remove": True},
    ],
    ids=repr,
)
def test_what_makes_no_sense_is_ignored(sent, month):
    assert checked_move(plan_calendar(month, ["in_window"]), sent) is None


def test_a_calendar_that_can_not_be_changed_takes_no_move(month):
    plan = plan_calendar(month, ["in_window"], editable=False)
    assert checked_move(plan, {"arm": "in_window", "path": "dose.at_d", "value": [3.0]}) is None
