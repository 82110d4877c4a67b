"""Guess first: a question sends nothing of the outcome before a guess."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import sim.ui
from sim.lessons import guess_words, lesson_words, lessons
from sim.ui.lab import gate
from sim.ui.lesson import before
from sim.ui.settings.presets import load
from sim.ui.store import browser
from sim.ui.store.records import Guess, Run
from sim.ui.text import lab_text, lesson_text
from tests.small import PRESET, small_parts
from tests.ui.panels import has_run
from tests.ui.test_lessons import page_of, press
from tests.ui.touring import page_named, text_on

ASK = "Does <b>it</b> matter when it practises?"
OUTCOME = re.compile(r"the cue leads to \w+ in \d", re.I)
pytestmark = pytest.mark.usefixtures("own_pool")


def opened(**query):
    at = page_named("lab")
    parts = {
        "preset": PRESET,
        "set": small_parts(),
        "arms": "in_window,late",
        "seeds": "1",
        "ask": ASK,
    } | query
    for name, value in parts.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception
    return at


def stored(at) -> browser.Store:
    return at.session_state[browser.SESSION_KEY]


def has_outcome(at) -> bool:
    """Whether a result is in the session, in the history, or was sent to the browser."""
    history = browser.SESSION_KEY in at.session_state and stored(at).records(Run)
    sent = page_of(at).lower()
    return bool(history) or has_run(at) or bool(OUTCOME.search(sent)) or "echarts" in sent


def test_a_question_sends_its_plan_and_no_outcome_until_the_guess_is_made():
    at = opened()
    assert not has_outcome(at)
    assert "plan of question" in page_of(at)
    assert at.button(key="guess made").disabled
    at.radio(key="guess chosen").set_value("Practice two weeks later").run()
    assert at.button(key="guess made").disabled and not has_outcome(at)
    at.radio(key="guess sure").set_value("sure").run()
    assert not has_outcome(at)
    press(at, "guess made")
    assert OUTCOME.search(text_on(at))
    assert "**You said:** Practice two weeks later *(sure)*" in text_on(at)


def test_declining_to_guess_opens_the_outcome_and_says_so():
    at = press(opened(), "guess declined")
    assert OUTCOME.search(text_on(at)) and lesson_text.SKIPPED in text_on(at)


def test_settings_that_are_refused_open_nothing_for_those_that_follow():
    at = opened(ask="", guess="1")
    fine = at.session_state["visit"].settings
    assert not has_outcome(at) and at.button(key="guess made")
    at.session_state["visit"].settings = fine._replace(
        changes=(*fine.changes, ("practice.start_d", 1e6))
    )
    at.run()
    assert not at.exception
    at.session_state["visit"].settings = fine
    at.run()
    assert at.button(key="guess made") and not has_outcome(at)


def test_every_way_to_a_preset_outside_the_lab_asks_for_a_guess():
    """A link of a card, a plan or an exercise names its preset in a dict of the address."""
    found = []
    for path in sorted(Path(sim.ui.__path__[0]).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Dict):
                keys = {key.value for key in node.keys if isinstance(key, ast.Constant)}
                if "preset" in keys and path.name not in ("address.py", "lab_text.py"):
                    found.append((path.name, "guess" in keys))
    assert len(found) >= 3 and all(asks for _, asks in found), found


def test_other_settings_do_not_open_the_gate():
    at = opened()
    at.slider(key="network.wear").set_value(0.5).run()
    assert not at.exception and not has_outcome(at)


def test_a_guess_that_was_kept_is_not_asked_for_again():
    at = press(opened(), "guess declined")
    store = stored(at)
    later = page_named("lab")
    later.session_state[browser.SESSION_KEY] = store
    for name in ("preset", "set", "arms", "seeds", "ask"):
        later.query_params[name] = at.query_params[name]
    later.run()
    assert OUTCOME.search(text_on(later))


@pytest.mark.parametrize(
    "record", ['"x"', "{}", '{"said": 3}', '{"said": null, "sure": "sure"}', "[1]"]
)
def test_what_a_browser_stored_that_is_no_guess_opens_nothing(record):
    [key] = stored(press(opened(), "guess declined")).records(Guess)
    later = opened()
    send(later, f"plasticity-lab/2/guesses/{key}", f"[5, {record}]")
    assert not has_outcome(later)
    send(later, f"plasticity-lab/2/guesses/{key}", '[5, {"said": "", "sure": ""}]')
    assert has_outcome(later)


def send(at, item, text):
    """Let the page take in what a browser sends."""

    def script(message):
        from sim.ui.store import browser

        browser.take_in(message)

    store = stored(at)
    message = {"number": 1, "state": "ok", "written": store.n_writes, "items": {item: text}}
    taker = AppTest.from_function(script, kwargs={"message": message})
    taker.session_state[browser.SESSION_KEY] = store
    assert not taker.run().exception
    at.run()


def test_one_arm_asks_for_a_number_and_a_sweep_for_a_direction():
    at = opened(arms="late")
    assert "cues answered with B, day 30" in at.text_input(key="guess words").label
    at = opened(vary="practice.days:[1,3]", arms="in_window")
    assert at.radio(key="guess chosen").options == list(guess_words.DIRECTIONS)
    assert not has_outcome(at)


def test_a_page_without_a_question_has_no_gate():
    assert OUTCOME.search(text_on(opened(ask="")))


OPENED = {"ask": "", "guess": "1"}  # as a card, or *Play first*, opens a preset


def test_a_preset_that_a_card_opens_shows_its_question_and_the_difference_and_no_outcome():
    at = opened(**OPENED)
    assert not has_outcome(at) and "plan of question" in page_of(at)
    assert load(PRESET).question in text_on(at)
    assert "One difference between the arms" in text_on(at)
    at.radio(key="guess chosen").set_value("Practice two weeks later").run()
    at.radio(key="guess sure").set_value("sure").run()
    assert not has_outcome(at)
    press(at, "guess made")
    assert OUTCOME.search(text_on(at))
    assert "**You said:** Practice two weeks later *(sure)*" in text_on(at)


def test_who_has_guessed_moves_controls_seeds_and_arms_without_another_question():
    at = press(opened(**OPENED), "guess declined")
    at.slider(key="network.wear").set_value(0.5).run()
    press(at, "luck")
    press(at, f"arms {lab_text.SWAP}")
    assert not [button for button in at.button if button.key == "guess made"]


def test_another_preset_chosen_in_the_lab_asks_its_own_question_and_undo_does_not():
    at = opened(ask="")
    at.selectbox(key="preset").set_value("well_worn_path").run()
    assert at.button(key="guess made").disabled and load("well_worn_path").question in text_on(at)
    press(at, "undo")
    assert not [button for button in at.button if button.key == "guess made"]


def test_outcomes_at_once_holds_for_every_preset_of_the_visit_and_for_no_link_that_asks():
    at = press(opened(**OPENED), "outcomes at once button")
    assert OUTCOME.search(text_on(at))
    at.selectbox(key="preset").set_value("well_worn_path").run()
    assert not [button for button in at.button if button.key == "guess made"]
    asking = page_named("lab")
    asking.session_state["outcomes at once"] = True
    parts = {"preset": PRESET, "set": small_parts(), "seeds": "1", "ask": ASK}
    for name, value in parts.items():
        asking.query_params[name] = value
    asking.run()
    assert asking.button(key="guess made").disabled and not has_outcome(asking)


def test_play_first_of_every_lesson_opens_the_gate():
    assert all(before.play_query(lesson)["guess"] == "1" for lesson in lessons().values())


def made(**query):
    """The Lab after a guess that was taken as sure, with its outcome."""
    chosen, curve = query.pop("chosen", ""), query.pop("curve", ())
    at = opened(**OPENED, **query)
    if curve:
        about = gate.about(at.session_state["visit"].settings)
        at.session_state["guess drawn"] = {about: curve}
        at.run()
    if chosen:
        at.radio(key="guess chosen").set_value(chosen)
    at.radio(key="guess sure").set_value("sure").run()
    return press(at, "guess made")


WITH_DAYS = [*small_parts()[:-1], "time.test_days:[0.0,15.0,30.0]"]


def test_one_of_the_answers_fits_the_runs_and_the_others_are_told_so_kindly():
    options = opened(**OPENED).radio(key="guess chosen").options
    pages = [text_on(made(chosen=option)) for option in options]
    fits = [lesson_words.FITS in page for page in pages]
    assert fits.count(True) == 1
    assert [lesson_text.IDEA_FITS_NOT in page for page in pages] == [not fit for fit in fits]


def test_a_guess_is_held_only_against_runs_with_the_settings_it_was_made_for():
    at = made(chosen="Practice two weeks later")
    at.slider(key="network.wear").set_value(0.5).run()
    press(at, "run")
    page = text_on(at)
    assert "**You said:** Practice two weeks later" in page
    assert lesson_words.FITS not in page and lesson_text.IDEA_FITS_NOT not in page


def test_a_curve_can_be_drawn_where_the_outcome_is_a_share_over_days():
    at = opened(**OPENED, set=WITH_DAYS, arms="late")
    assert "guess curve" in page_of(at) and not has_outcome(at)
    assert not at.text_input
    assert "guess curve" not in page_of(opened(**OPENED))  # two days make no curve


def test_a_drawn_curve_is_compared_in_direction_timing_and_size_as_in_lessons():
    at = made(set=WITH_DAYS, arms="late", curve=(0.1, 0.5, 1.0))
    page = text_on(at)
    assert f"**You said:** {guess_words.DRAWN} *(sure)*" in page
    assert f"**{lesson_text.CURVE_TITLE}**: " in page
    assert lesson_text.CURVE_PARTS["size"] in page


def test_a_sweep_compares_the_way_that_was_guessed():
    sweep = {"vary": "practice.days:[1,3]", "arms": "in_window"}
    page = text_on(press(made(chosen=guess_words.RISE, **sweep), "run"))
    assert (lesson_words.FITS in page) != (lesson_text.IDEA_FITS_NOT in page)
