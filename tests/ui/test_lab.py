"""The Lab as a whole, run by Streamlit's own test driver with a small network."""

from __future__ import annotations

import time
from functools import partial
from itertools import pairwise

import pytest

from sim.plots import PLOTS, Lines
from sim.scenario import parameters, presets
from sim.scenario.names import setting_name, setting_value
from sim.ui import text
from sim.ui.lab import controls, plan, top
from sim.ui.running import sweeping
from sim.ui.settings.presets import load
from sim.ui.settings.state import MAX_SEED, defaults, scenario_of
from sim.ui.store import browser
from sim.ui.store.records import Run
from sim.ui.text import lab_text
from tests.runs.alone import Alone
from tests.ui.panels import outcome_of
from tests.ui.touring import every_picture, page_named, text_on

WAIT_S = 60
pytestmark = pytest.mark.usefixtures("own_pool")


@pytest.fixture
def page(small_set):
    """The page after its first view, with one seed of a small network."""
    return opened(small_set, seeds="1")


def opened(parts=(), **query):
    at = page_named("lab", timeout_s=WAIT_S)
    at.query_params["set"] = list(parts)
    for name, value in query.items():
        at.query_params[name] = value
    return at.run()


def press(at, key):
    """Press a button, once what is under way has left it free."""
    ends_s = time.monotonic() + WAIT_S
    while at.button(key=key).disabled and time.monotonic() < ends_s:
        time.sleep(0.1)
        at.run()
    return at.button(key=key).click().run()


def shown(at):
    return outcome_of(at)


def address_part(at, name):
    found = at.query_params[name]
    return found if isinstance(found, str) else found[-1]


def settings(at):
    return at.session_state["visit"].settings


def test_first_view_shows_a_real_result(page):
    assert not page.exception
    assert "the cue leads to B in" in text_on(page)
    assert shown(page).n_seeds == 1
    assert list(shown(page).arms) == ["Practice in the window", "Practice two weeks later"]


def test_preset_as_it_ships_is_there_without_a_run(own_pool):
    at = opened()
    assert own_pool.n_queued == 0 and shown(at).n_seeds == 5
    assert not shown(at).is_first_look and "the cue leads to B in" in text_on(at)


def test_only_what_was_run_or_written_about_is_in_the_history(small_set):
    """Runs that come with the page do not count, be it a first look or all of them."""
    at = opened(small_set)
    press(at, "write down")  # a first look: three seeds of five
    [(key, entry)] = runs_stored(at).items()
    assert (entry.done, entry.wanted) == (3, 5)
    assert at.session_state["runs chosen"] == key
    for at in (opened(), opened(small_set)):
        assert shown(at).is_unasked and not runs_stored(at)
        press(at, "run")
        assert len(runs_stored(at)) == 1 and not shown(at).is_unasked


def runs_stored(at):
    if browser.SESSION_KEY not in at.session_state:
        return {}
    return at.session_state[browser.SESSION_KEY].records(Run)


def test_arms_that_are_meant_to_be_alike_say_so_until_something_is_changed():
    at, why = (
        opened(preset="nutrition", seeds="1"),
        lab_text.alike(load("nutrition").first_look_alike),
    )
    assert why in text_on(at)
    press(at, "arms Swap")
    assert why not in text_on(at)
    assert lab_text.alike("") not in text_on(opened(preset="practice_in_window"))


def test_there_are_five_controls_and_the_rest_is_behind_more(page):
    sliders = [slider.key for slider in page.sidebar.slider]
    assert sliders == ["network.wear", "practice.start_d", "practice.repeats"]
    choices = [group.key for group in page.sidebar.button_group]
    assert choices == ["dose.dose_mg_per_kg", "practice.pattern"]
    assert page.sidebar.selectbox[0].key == "preset"


def test_first_look_is_quick_and_says_so(small_set):
    at = opened(small_set)
    assert settings(at).seeds == 5 and shown(at).n_seeds == 3
    assert lab_text.first_look(3, 5) in text_on(at)
    assert shown(press(at, "run")).n_seeds == 5
    assert lab_text.first_look(3, 5) not in text_on(at)


def test_changed_control_marks_the_result_as_old_and_runs_nothing(page):
    before = shown(page)
    page.slider(key="practice.repeats").set_value(3).run()
    assert lab_text.stale(["Practice: repeats in a session"]) in text_on(page)
    assert shown(page) is before
    assert "practice.repeats:3" in page.query_params["set"]
    press(page, "run")
    assert "Settings changed" not in text_on(page)
    label = "Practice in the window (Practice: repeats in a session = 3)"
    (act,) = [
        act for act in shown(page).arms[label][0].scenario.intervention if act.name == "practice"
    ]
    assert act.repeats == 3
    assert label in text_on(page)


def test_a_control_keeps_its_value_when_its_range_changes(small_set):
    page = opened(small_set, seeds="1", show=["practice.days", "practice.start_d"])
    start, longest = (
        page.slider(key="practice.start_d").value,
        page.slider(key="practice.start_d").max,
    )
    page.slider(key="practice.days").set_value(3).run()
    assert page.slider(key="practice.start_d").max > longest
    assert page.slider(key="practice.start_d").value == start
    assert "practice.start_d" not in dict(settings(page).changes)


def test_undo_and_redo_walk_through_the_changes(page):
    first = settings(page)
    page.slider(key="practice.repeats").set_value(3).run()
    page.slider(key="network.wear").set_value(0.5).run()
    last = settings(page)
    press(press(page, "undo"), "undo")
    assert settings(page) == first and page.slider(key="practice.repeats").value == 6
    assert page.button(key="undo").disabled
    press(press(page, "redo"), "redo")
    assert settings(page) == last and page.slider(key="network.wear").value == 0.5
    assert page.button(key="redo").disabled


def test_one_setting_or_all_can_be_put_back(page):
    page.slider(key="practice.repeats").set_value(3).run()
    page.slider(key="network.wear").set_value(0.5).run()
    press(page, "back practice.repeats")
    changes = dict(settings(page).changes)
    assert "practice.repeats" not in changes and changes["network.wear"] == 0.5
    press(page, "back")
    assert settings(page).changes == ()


def test_pictures_of_two_arms_side_by_side_share_one_scale(page, monkeypatch):
    drawn = []
    monkeypatch.setattr("sim.ui.components.charts.panel", lambda view, *_, **__: drawn.append(view))
    seen = 0
    for _ in every_picture(page, drawn.clear):
        for left, right in zip(drawn[::2], drawn[1::2], strict=False):
            if left.id == right.id and isinstance(left.panel, Lines):
                seen += 1
                assert left.panel.y_limits == right.panel.y_limits
    assert seen >= 1


def test_practising_nothing_leaves_no_session(page):
    page.button_group(key="practice.pattern").set_value("").run()
    assert dict(settings(page).changes)["practice.repeats"] == 0
    press(page, "run")
    assert all(run.session_d.size == 0 for runs in shown(page).arms.values() for run in runs)
    page.button_group(key="practice.pattern").set_value("A").run()
    changes = dict(settings(page).changes)
    assert "practice.repeats" not in changes and changes["practice.pattern"] == "A"


def test_another_pattern_keeps_the_repeats_that_changed_before_or_with_it(page):
    page.slider(key="practice.repeats").set_value(3)
    page.button_group(key="practice.pattern").set_value("A").run()
    assert dict(settings(page).changes)["practice.repeats"] == 3
    page.button_group(key="practice.pattern").set_value("B").run()
    assert dict(settings(page).changes)["practice.repeats"] == 3


def test_dose_choice_sets_milligrams_per_kilogram(page):
    page.button_group(key="dose.dose_mg_per_kg").set_value(0.25).run()
    assert dict(settings(page).changes)["dose.dose_mg_per_kg"] == 0.25
    assert "not advice" in page.button_group(key="dose.dose_mg_per_kg").help


def test_arm_with_its_own_value_is_named(page):
    assert "*Practice two weeks later* keeps its own: day 17." in text_on(page)


def test_one_difference_between_the_arms_is_named(page):
    assert (
        "One difference between the arms: **Practice: first session** day 3 or day 17."
        in text_on(page)
    )
    page.selectbox(key="arm1").set_value("practice_only").run()
    assert "only *Practice in the window* has **Dose**" in text_on(page)


def test_what_differs_between_four_arms_is_said_once_and_by_the_fewer_names():
    assert lab_text.contrast("First session", ["day 1", "day 29", "day 1", "day 29"]) == (
        "**First session** day 1 or day 29"
    )
    assert lab_text.contrast("Size", ["1", "2", "1", "3"]) == "**Size** 1, 2 or 3"
    assert lab_text.only_in("Dose", ["a", "b", "c"], ["d"]) == "all but *d* have **Dose**"
    assert lab_text.only_in("Dose", ["a"], ["d"]) == "only *a* has **Dose**"
    base = load("rival_ideas")
    told = lab_text.differ(
        [
            difference.words
            for difference in plan.differences(base, tuple(arm.id for arm in base.arm)[:4])
        ]
    )
    assert "all but *Nothing* have **Dose**" in told and " or 3.86" not in told


def test_several_differences_can_be_made_one(small_set):
    at = opened(small_set, seeds="1", arms="in_window,during_drug")
    assert "2 things differ between the arms" in text_on(at)
    press(at, "keep practice.start_d")
    assert settings(at).arms == ("in_window", "in_window_copy")
    scenario = scenario_of(settings(at))
    assert [difference.path for difference in plan.differences(scenario, settings(at).arms)] == [
        "practice.start_d"
    ]


def test_swap_copy_add_and_drop_change_the_arms(page):
    press(page, "arms Swap")
    assert settings(page).arms == ("late", "in_window")
    press(page, "arms Copy")
    assert settings(page).arms == ("late", "late_copy")
    assert lab_text.SAME_ARMS in text_on(page)
    press(page, "arms Add")
    assert len(settings(page).arms) == 3
    press(page, "arms Drop")
    assert settings(page).arms == ("late", "late_copy")


def test_three_arms_run_and_stand_side_by_side(small_set):
    at = opened(small_set, seeds="1", arms="in_window,late,practice_only")
    assert not at.exception and len(shown(at).arms) == 3


def test_single_mode_runs_one_arm(page):
    page.button_group(key="mode").set_value("single").run()
    assert settings(page).arms == ("in_window",)
    press(page, "run")
    assert list(shown(page).arms) == ["Practice in the window"]
    page.button_group(key="mode").set_value("compare").run()
    assert settings(page).arms == ("in_window", "late")


def test_sweep_says_how_many_runs_it_is_and_draws_a_dot_for_each(page):
    page.button_group(key="mode").set_value("sweep").run()
    page.slider(key="sweep values count").set_value(3).run()
    assert "3 settings x 1 seed = 3 runs" in text_on(page)
    press(page, "run")
    points = shown(page).points
    assert len(points) == 3 and all(len(point.results) == 1 for point in points)
    before = shown(page)
    page.selectbox(key="sweep outcome").set_value("strength.cue_to_b").run()
    assert not page.exception and shown(page) is before and "Settings changed" not in text_on(page)


def test_a_new_sweep_covers_the_edge_of_each_control_in_round_steps(page):
    page.button_group(key="mode").set_value("sweep").run()
    for path, before, past in (
        ("practice.start_d", 2.0, 5.0),
        ("practice.repeats", 2.0, 5.0),
        ("network.wear", 0.5, 1.0),
        ("dose.dose_mg_per_kg", 0.1, 0.4),
        ("practice.days", 1.0, 3.0),
    ):
        page.selectbox(key="sweep path").set_value(path).run()
        values = settings(page).vary.values
        assert values[0] <= before and past <= values[-1] and len(values) <= 9, path
        steps = {round(later - earlier, 6) for earlier, later in pairwise(values)}
        step = float(steps.pop())
        assert not steps and round(step * 20, 6).is_integer(), path
        assert step <= (past - before) / 2, path  # a value between, where the answer turns
        assert len(sweeping.settings_of(settings(page))) == len(values), path  # all can run


def test_a_new_sweep_follows_the_dose(small_set):
    page = opened([*small_set, "dose.at_d:[3]"], seeds="1")
    page.button_group(key="mode").set_value("sweep").run()
    assert settings(page).vary.values[0] == 3.0
    assert 3.5 in settings(page).vary.values


def test_map_over_two_settings_has_a_point_for_each_pair(page):
    page.button_group(key="mode").set_value("sweep").run()
    page.selectbox(key="sweep other").set_value("practice.days").run()
    page.slider(key="sweep values count").set_value(2).run()
    page.slider(key="sweep other_values count").set_value(2).run()
    press(page, "run")
    assert not page.exception
    pairs = sweeping.settings_of(settings(page))  # without those past the end of the scenario
    assert len(pairs) >= 2 and {(point.value, point.other) for point in shown(page).points} == set(
        pairs
    )


@pytest.mark.parametrize("preset", presets())
def test_a_change_of_any_setting_is_shown_by_a_control_or_named_in_the_sidebar(preset):
    base = load(preset)
    arm, shown = base.arm[0].id, controls.shown_paths(base)
    values = {leaf.path: other_value(leaf.value) for leaf in parameters(base)}
    usual = defaults(base)
    changed = usual._replace(
        changes=tuple(values.items()),
        own=tuple((arm, path, value) for path, value in values.items()),
        arms=(arm,),
    )
    named = [
        f"{setting_name(base, path)} = {setting_value(base, path, value)}"
        for path, value in values.items()
        if path not in shown
    ]
    said = controls.unshown_changes(base, changed)
    assert list(said[: len(named)]) == named
    assert [words.rpartition(" (only in ")[0] for words in said[len(named) :]] == named
    names = controls.names_of_changes(usual, changed)
    assert {text.plain(setting_name(base, path)) for path in values} <= set(names)


def other_value(value):
    """Return a value of the same type that is another one."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return value + "x"
    return (*value, 1.0) if isinstance(value, tuple) else value + 1


def test_a_change_that_no_control_shows_is_named_in_sidebar_and_heading(small_set):
    at = opened([*small_set, "practice.days:9"], seeds="1")
    said = "Practice: number of sessions = 9"
    aside = "\n".join(element.value for element in at.sidebar.caption).replace("\\", "")
    assert lab_text.OTHER_CHANGES in aside and said in aside
    heading = next(
        element.value for element in at.main.markdown if "the cue leads to B in" in element.value
    )
    heading = heading.replace("\\", "")
    assert f"Not as in the preset: {said};" in heading
    at = opened([*small_set, "practice.repeats:0"], seeds="1")
    assert "repeats" not in "\n".join(element.value for element in at.sidebar.caption)


def test_a_link_of_a_sweep_or_of_long_runs_waits_for_run_and_says_how_long(small_set, own_pool):
    at = opened(small_set, arms="in_window", seeds="1", vary="practice.days:[1,3]")
    assert own_pool.n_queued == 0 and outcome_of(at) is None
    assert "2 settings x 1 seed = 2 runs, about" in text_on(at) and lab_text.SWEEP_HINT in text_on(
        at
    )
    assert not at.button(key="run").help  # the time stands on the page, once
    press(at, "run")
    assert len(shown(at).points) == 2
    at = opened(["time.dt_ms:0.025"])
    assert own_pool.n_queued == 2 and outcome_of(at) is None
    assert not at.exception and lab_text.FIRST_RUN_HINT in text_on(at)
    assert "s on an idle machine" in text_on(at)


def test_search_finds_settings_and_changes_them(page):
    page.session_state["more"] = True
    page.run()
    page.text_input(key="more search").set_value("learning rate").run()
    assert any(slider.key == "more stdp.rate" for slider in page.sidebar.slider)
    page.text_input(key="more search").set_value("no such thing").run()
    assert lab_text.SEARCH_EMPTY in text_on(page)


def test_new_luck_takes_other_seeds(page):
    press(page, "luck")
    first = settings(page).seed
    assert first != 0
    assert lab_text.stale(["luck"]) in text_on(page)
    assert str(first) == address_part(page, "seed")
    press(page, "luck")
    assert settings(page).seed not in (0, first)


def test_thirty_who_press_new_luck_have_thirty_networks(page, monkeypatch):
    seeds = set()
    for _ in range(30):
        page.session_state["visit"].settings = settings(page)._replace(seed=0)
        with monkeypatch.context() as patch:
            patch.setattr(top.session, "settings", lambda: settings(page))
            patch.setattr(top.session, "change", lambda new: seeds.add(new.seed))
            top.new_seeds()
    assert len(seeds) >= 29 and 0 not in seeds and max(seeds) <= MAX_SEED


def test_the_seed_stands_on_the_page_and_can_be_typed(page):
    assert lab_text.SEED_MEANS in text_on(page)
    page.text_input(key="seed").set_value("77").run()
    assert settings(page).seed == 77 and address_part(page, "seed") == "77"
    page.text_input(key="seed").set_value("7,5").run()
    assert settings(page).seed == 77 and "7,5" in text_on(page)


def test_another_preset_comes_with_its_own_arms_and_controls(page):
    page.selectbox(key="preset").set_value("well_worn_path").run()
    assert not page.exception
    assert settings(page) == defaults(scenario_of(settings(page)))
    assert page.sidebar.slider


def test_link_of_a_teacher_shows_and_locks_what_it_says(small_set):
    at = opened(
        small_set,
        seeds="1",
        show=["practice.days", "practice.start_d"],
        lock=["practice.days"],
        ask="When is it <b>best</b>?",
    )
    assert [slider.key for slider in at.sidebar.slider] == ["practice.days", "practice.start_d"]
    assert at.slider(key="practice.days").disabled
    assert "When is it <b>best</b>?" in text_on(at)
    assert at.query_params["ask"] == "When is it <b>best</b>?"


def test_nonsense_in_the_address_is_named_and_the_page_works(small_set):
    at = opened([*small_set, "dose.dose_mg_per_kg:9", "<b>x</b>"], foo="1", seeds="1", arms="a,b")
    assert not at.exception
    assert "ignored: foo; allowed: one of preset" in text_on(at)
    assert "the cue leads to B in" in text_on(at)
    assert "using 5 mg/kg" in text_on(at)


def test_control_can_not_be_moved_past_the_end_of_the_scenario(small_set):
    page = opened(small_set, seeds="1", show=["practice.days", "practice.start_d"])
    slider = page.slider(key="practice.days")
    slider.set_value(slider.max).run()
    assert not page.exception and not page.error
    start = page.slider(key="practice.start_d")
    start.set_value(start.max).run()
    assert not page.exception and not page.error


def test_equal_settings_of_a_second_visitor_are_not_computed_again(small_set, own_pool):
    opened(small_set, seeds="1")
    asked = own_pool.n_queued
    second = opened(small_set, seeds="1")
    assert own_pool.n_queued == asked and "the cue leads to B in" in text_on(second)


def test_every_picture_can_be_chosen_and_one_is_drawn_at_a_time(small_set, monkeypatch):
    """All that can be drawn of runs is in a group, but for the calendar, which stands above."""
    at = opened(small_set)
    drawn = []
    monkeypatch.setattr(
        "sim.ui.components.charts.panel", lambda view, *_, **__: drawn.append(view.id)
    )
    seen = []
    for id in every_picture(at, drawn.clear):
        assert not at.exception, id
        assert set(drawn) == {id} - set(lab_text.OTHERS)
        seen.append(id)
    assert len(lab_text.TABS) <= 5
    assert sorted(seen) == sorted(
        [
            *lab_text.OTHERS,
            *(plot.id for plot in PLOTS if plot.id != "calendar" and plot.takes != "points"),
        ]
    )


def test_a_group_remembers_its_picture(page):
    page.button_group(key="picture answers").set_value("learning").run()
    for name in ("Activity", "Answers"):
        page.session_state["tab"] = name
        page.run()
    assert page.button_group(key="picture answers").value == "learning"


def test_printed_figure_replaces_the_chart(page):
    page.toggle(key="answer_over_days printed").set_value(True).run()
    assert not page.exception


def test_moving_a_dose_of_all_arms_moves_it_in_all_and_a_value_of_one_arm_only_there():
    base = scenario_of(defaults(scenario_of_preset()))
    usual = defaults(base)
    both = plan.moved(usual, base, "late", "dose.at_d", (4.0,))
    assert dict(both.changes) == {"dose.at_d": (4.0,)} and both.own == ()
    late = plan.moved(usual, base, "late", "practice.start_d", 20.0)
    assert late.own == (("late", "practice.start_d", 20.0),) and late.changes == ()
    alone = plan.moved(usual, base, "in_window", "dose.at_d", (4.0,), only_here=True)
    assert alone.own == (("in_window", "dose.at_d", (4.0,)),) and alone.changes == ()


def scenario_of_preset():
    from sim.scenario import load

    return load("practice_in_window")


def test_downloads_hold_what_is_on_the_page(page):
    names = {button.key for button in page.download_button}
    assert {"take scenario", "take report", "take notebook", "take replay"} <= names


def test_a_run_is_in_the_history(page):
    page.slider(key="practice.repeats").set_value(3).run()
    press(page, "run")
    assert any("practice.repeats" in run.query for run in runs_stored(page).values())


def test_error_of_the_engine_is_a_plain_message(page, monkeypatch, own_pool):
    from sim.errors import DivergedError

    def fails(*_, **__):
        raise DivergedError("rates became infinite")

    monkeypatch.setattr(own_pool, "_new_run", partial(Alone, fails))
    press(page, "luck")
    press(page, "run")
    assert text.ERROR_DIVERGED in text_on(page) and not page.exception


def test_error_of_ours_is_no_traceback(page, monkeypatch, own_pool):
    def fails(*_, **__):
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(own_pool, "_new_run", partial(Alone, fails))
    press(page, "luck")
    press(page, "run")
    assert "Something broke on our side (ZeroDivisionError)" in text_on(page)
    assert "secret" not in text_on(page) and not page.exception


def test_a_dose_beyond_all_trials_is_named_so(small_set):
    at = opened([*small_set, "dose.dose_mg_per_kg:5"], seeds="1")
    assert "10 times the trial dose" in text_on(at)
    assert "times the trial dose" not in text_on(opened(small_set, seeds="1"))
