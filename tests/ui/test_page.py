"""The page as a whole, run by Streamlit's own test driver with a small network."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from sim.plots import DISCLAIMER
from sim.ui import running, text
from sim.ui.jobs import Board
from sim.ui.main import __file__ as MAIN

WAIT_S = 60


@pytest.fixture(autouse=True)
def own_board(monkeypatch):
    """Give each test a queue of its own, with nothing kept from others."""
    board = Board(2)
    monkeypatch.setattr(running, "_board", board)
    yield board
    board.close()


@pytest.fixture
def page(small_set):
    """The page after its first view, with one seed of a small network."""
    return opened(small_set, seeds="1")


def opened(parts, **query):
    at = AppTest.from_file(MAIN, default_timeout=WAIT_S)
    at.query_params["set"] = parts
    for name, value in query.items():
        at.query_params[name] = value
    return at.run()


def words(at) -> str:
    return "\n".join(one.value for kind in (at.markdown, at.caption, at.info, at.warning, at.error)
                     for one in kind)


def press(at, key):
    return at.button(key=key).click().run()


def test_first_view_shows_a_real_result(page):
    assert not page.exception
    assert DISCLAIMER.split(".")[0] in words(page)
    assert "the cue leads to B in" in words(page)
    assert page.session_state["shown"].n_seeds == 1
    assert list(page.session_state["shown"].arms) == ["Practice in the window",
                                                      "Practice two weeks later"]


def test_there_are_exactly_five_controls(page):
    sliders = [one.key for one in page.sidebar.slider]
    assert sliders == ["network.wear", "practice.start_d", "practice.days"]
    choices = [one.key for one in page.sidebar.button_group]
    assert choices == ["dose.dose_mg_per_kg", "practice.pattern", "seeds"]  # seeds: how often


def test_first_look_is_quick_and_says_so(small_set, own_board):
    at = opened(small_set)
    assert at.session_state["settings"].seeds == 5
    assert at.session_state["shown"].n_seeds == 3
    assert text.first_look(3, 5) in words(at)
    assert press(at, "run").session_state["shown"].n_seeds == 5
    assert text.first_look(3, 5) not in words(at)


def test_changed_control_marks_the_result_as_old_and_runs_nothing(page):
    before = page.session_state["shown"]
    page.slider(key="practice.days").set_value(3).run()
    assert text.stale(["Sessions of practice"]) in words(page)
    assert page.session_state["shown"] is before
    assert "practice.days:3" in page.query_params["set"]
    press(page, "run")
    assert "Settings changed" not in words(page)
    runs = page.session_state["shown"].arms["Practice in the window (changed)"]
    assert len(runs[0].session_d) == 3
    assert "Practice in the window (changed)" in words(page).replace("\\", "")


def test_run_in_the_main_column_is_there_where_something_is_to_run(page):
    assert all(one.key != "run_here" for one in page.main.button)
    page.slider(key="practice.days").set_value(3).run()
    press(page, "run_here")
    assert "Settings changed" not in words(page)
    assert all(one.key != "run_here" for one in page.main.button)
    assert dict(page.session_state["shown"].settings.changes)["practice.days"] == 3


def test_pictures_of_two_arms_side_by_side_share_one_scale(page, monkeypatch):
    drawn = []
    monkeypatch.setattr("sim.ui.charts.panel", lambda view, **_: drawn.append(view))
    for tab in text.TABS:
        page.session_state["tab"] = tab
        drawn.clear()
        page.run()
        for one, other in zip(drawn[::2], drawn[1::2], strict=False):
            assert getattr(one, "y_range", None) == getattr(other, "y_range", None)


def test_way_to_the_controls_is_told(page):
    assert text.WHERE_CONTROLS in words(page)


def test_practising_nothing_leaves_no_session(page):
    page.button_group(key="practice.pattern").set_value("").run()
    assert dict(page.session_state["settings"].changes)["practice.repeats"] == 0
    press(page, "run")
    assert all(run.session_d.size == 0 for runs in page.session_state["shown"].arms.values()
               for run in runs)
    page.button_group(key="practice.pattern").set_value("A").run()
    changes = dict(page.session_state["settings"].changes)
    assert "practice.repeats" not in changes and changes["practice.pattern"] == "A"


def test_dose_choice_sets_milligrams_per_kilogram(page):
    page.button_group(key="dose.dose_mg_per_kg").set_value(0.25).run()
    assert dict(page.session_state["settings"].changes)["dose.dose_mg_per_kg"] == 0.25
    assert "trial dose = the 0.5 mg/kg infusion" in words(page)


def test_arm_with_its_own_value_is_named(page):
    assert "*Practice two weeks later* keeps its own: day 17." in words(page)


def test_one_difference_between_the_arms_is_named(page):
    assert "One difference between the arms: **Practice starts** day 3 or day 17." in words(page)
    page.selectbox(key="arm1").set_value("practice_only").run()
    assert "only *Practice in the window* has **dose**" in words(page)


def test_new_luck_takes_other_seeds(page):
    press(page, "luck")
    assert page.session_state["settings"].seed == 1
    assert text.stale(["luck"]) in words(page)


def test_back_to_preset_undoes_everything(page):
    press(page, "back")
    assert page.session_state["settings"].changes == ()
    assert page.slider(key="practice.days").value == 5


def test_nonsense_in_the_address_is_named_and_the_page_works(small_set):
    at = opened([*small_set, "dose.dose_mg_per_kg:9", "<b>x</b>"], foo="1", seeds="1", arms="a,b")
    assert not at.exception
    assert "ignored: foo; allowed: one of preset" in words(at).replace("\\", "")
    assert "the cue leads to B in" in words(at)
    assert "using 5 mg/kg" in words(at).replace("\\", "")


def test_control_can_not_be_moved_past_the_end_of_the_scenario(page):
    slider = page.slider(key="practice.days")
    slider.set_value(slider.max).run()
    assert not page.exception and not page.error
    start = page.slider(key="practice.start_d")
    start.set_value(start.max).run()
    assert not page.exception and not page.error


def test_equal_settings_of_a_second_visitor_are_not_computed_again(small_set, own_board):
    opened(small_set, seeds="1")
    asked = own_board._asked
    second = opened(small_set, seeds="1")
    assert own_board._asked == asked and "the cue leads to B in" in words(second)


def test_every_tab_opens(page):
    for name in text.TABS:
        page.session_state["tab"] = name
        page.run()
        assert not page.exception, name


def test_printed_figure_replaces_the_chart(page):
    page.toggle(key="answer printed").set_value(True).run()
    assert not page.exception


def test_error_of_the_engine_is_a_plain_message(page, monkeypatch, own_board):
    from sim.errors import DivergedError

    def fails(*_, **__):
        raise DivergedError("rates became infinite")

    monkeypatch.setattr(own_board, "_simulate", fails)
    press(page, "luck")
    press(page, "run")
    assert text.ERROR_DIVERGED in words(page) and not page.exception


def test_error_of_ours_is_no_traceback(page, monkeypatch, own_board):
    def fails(*_, **__):
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(own_board, "_simulate", fails)
    press(page, "luck")
    press(page, "run")
    assert "Something broke on our side (ZeroDivisionError)" in words(page)
    assert "secret" not in words(page) and not page.exception
