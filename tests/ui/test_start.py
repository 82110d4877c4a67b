"""The first minute: no outcome before the guess, numbers from the runs, one click into the Lab."""

from __future__ import annotations

import json
import subprocess
import sys
from types import SimpleNamespace

import pytest

from sim import stored
from sim.ui.settings import address
from sim.ui.settings.state import scenario_of
from sim.ui.start import steps, story
from sim.ui.store import browser, history
from sim.ui.text import lesson_text, start_text
from tests.ui.touring import TO_A_WORD, page_named

MOST_WORDS = 25


@pytest.fixture
def sent(monkeypatch):
    """The data of the player in the browser, one entry a script run."""
    entries = []
    monkeypatch.setattr(steps, "player", lambda data, **_: entries.append(data))
    return entries


@pytest.fixture
def page(sent):
    return page_named("start", timeout_s=30).run()


@pytest.fixture
def went(monkeypatch):
    """Pages that the visitor was sent to, with the parts of the address."""
    places = []
    monkeypatch.setattr(
        steps.navigation, "go", lambda name, query=None: places.append((name, query))
    )
    return places


def texts_on(at) -> list[str]:
    return [
        TO_A_WORD.sub(r"\1", element.value)
        for kind in (at.title, at.markdown, at.caption, at.subheader)
        for element in kind
    ]


def press(at, key):
    return at.button(key=key).click().run()


def guessed(at, answer="both", confidence="sure"):
    press(at, "start_make")
    at.radio(key="start_answer").set_value(answer)
    at.radio(key="start sure").set_value(confidence)
    return press(at.run(), "start made")


def counts(test: int) -> dict[str, list[int]]:
    """Cues that led to B in a test of every stored run, counted here on their own."""
    runs = stored.results(story.PRESET)
    return {
        arm: [
            int((run.probes["answer"][test, 1] * run.scenario.probe.trials).round())
            for run in runs[arm]
        ]
        for arm in story.ARMS
    }


def test_no_outcome_is_in_the_page_before_the_guess(page, sent):
    press(page, "start_make")
    assert len(sent) == 2
    for data in sent:
        assert data["days"] == [0.0]
        assert [len(arm["tests"]) for arm in data["arms"]] == [1, 1]
        lanes = data["calendar"]["arms"]
        assert all(lane["window"] == [] and lane["course"] is None for lane in lanes)
        assert all(lane["hours"] is None or lane["hours"]["window"] is None for lane in lanes)
        assert len(json.dumps(data)) < len(json.dumps(story.whole())) / 2
    outcome = story.outcome()
    assert start_text.the_run(outcome.played, outcome.without, outcome.trials) not in texts_on(page)
    assert start_text.NOT_PROOF not in " ".join(texts_on(page))


def test_networks_play_to_the_last_day_after_the_guess(page, sent):
    guessed(page)
    assert sent[-1]["days"][0] == 0.0 and sent[-1]["days"][-1] == story.last_day_d()
    assert sent[-1]["autoplay"] is True


def test_watching_needs_an_answer_and_how_sure(page):
    press(page, "start_make")
    assert page.button(key="start made").disabled
    page.radio(key="start_answer").set_value("both").run()
    assert page.button(key="start made").disabled
    page.radio(key="start sure").set_value("sure").run()
    assert not page.button(key="start made").disabled


def test_nobody_has_to_guess(page):
    press(page, "start_make")
    press(page, "start declined")
    press(page, "start_skip")
    assert lesson_text.SKIPPED in " ".join(texts_on(page)) and not page.exception


def test_result_holds_guess_and_numbers_of_the_runs(page):
    press(guessed(page, "both", "fairly"), "start_skip")
    found, trials = counts(-1), story.scenario().probe.trials
    said = " ".join(texts_on(page))
    assert "Both networks: to pattern B *(fairly sure)*" in said
    for arm, label in zip(story.ARMS, start_text.ARMS, strict=True):
        assert f"*{label}*: **{found[arm][0]} of {trials}**" in said
    assert f"Over {stored.N_SEEDS} runs" in said and start_text.NOT_PROOF in said


def test_spread_over_runs_is_said_from_lowest_to_highest():
    runs = {"one": [2, 5, 3], "two": [4, 4, 4]}
    said = start_text.over_seeds(runs, 10)
    assert "*one*: 2 to 5 of 10." in said and "*two*: 4 of 10 each time." in said


@pytest.mark.parametrize(
    ("arms", "answer"),
    [
        (("practice_only", "practice_only"), "neither"),
        (("in_window", "in_window"), "both"),
        (("practice_only", "in_window"), "dosed"),
        (("in_window", "practice_only"), ""),
    ],
)
def test_which_answer_is_right_follows_from_the_runs(monkeypatch, arms, answer):
    found = stored.results(story.PRESET)
    runs = {label: found[arm] for arm, label in zip(arms, start_text.ARMS, strict=True)}
    monkeypatch.setattr(story, "runs_by_arm", lambda: runs)
    assert story.outcome.__wrapped__().answer == answer


def test_feedback_follows_the_guess(page):
    right = story.outcome().answer
    for answer in start_text.ANSWERS:
        at = press(guessed(page_named("start", timeout_s=30).run(), answer), "start_skip")
        assert (start_text.RIGHT in texts_on(at)) == (answer == right)
        assert (start_text.MANY_EXPECT in texts_on(at)) == (answer != right)


def test_one_click_leads_into_the_lab_with_one_control_marked(page, went):
    press(press(guessed(page), "start_skip"), "start_change")
    ((name, query),) = went
    asked = address.from_query(
        {part: [value] if isinstance(value, str) else value for part, value in query.items()}
    )
    assert name == "lab" and asked.notes == ()
    assert asked.options.hint and asked.settings.arms == story.ARMS
    assert asked.settings.changes == ()


@pytest.mark.parametrize("answer", list(start_text.ANSWERS))
def test_every_idea_changes_one_thing_and_can_be_run(answer):
    query = story.lab_query(answer)
    asked = address.from_query(
        {part: [value] if isinstance(value, str) else value for part, value in query.items()}
    )
    assert asked.notes == () and len(asked.settings.changes) == 1
    scenario_of(asked.settings)


def test_result_can_be_left_for_another_guess(page):
    press(press(guessed(page), "start_skip"), "start_again")
    press(page, "start_make")
    assert page.radio(key="start_answer").value is None


@pytest.mark.parametrize("step", ["look", "guess", "watch", "result"])
def test_each_step_has_one_primary_button_at_most(page, step):
    clicks = {
        "look": [],
        "guess": ["start_make"],
        "watch": ["start_make", "start declined"],
        "result": ["start_make", "start declined", "start_skip"],
    }[step]
    for key in clicks:
        press(page, key)
    primary = [button.key for button in page.button if button.proto.type == "primary"]
    assert len(primary) == 1 and not page.exception


@pytest.mark.parametrize("clicks", [[], ["start_make"]])
def test_texts_before_the_guess_are_short(page, clicks):
    for key in clicks:
        press(page, key)
    texts = [*texts_on(page), *start_text.ANSWERS.values()]
    assert len(texts) > 4 and all(len(text.split()) <= MOST_WORDS for text in texts)


def test_three_doors_end_the_page(page):
    press(guessed(page), "start_skip")
    doors = [text for text in texts_on(page) if text.startswith("[")]
    assert [text.split("]")[0][1:] for text in doors] == ["Lessons", "Lab", "Teach"]


def test_who_comes_back_can_go_on_with_the_last_run(page, went, monkeypatch):
    last = SimpleNamespace(name="My *own* run", query={"preset": ["reversal"]})
    monkeypatch.setattr(browser, "entries", lambda model: {"x": last})
    monkeypatch.setattr(history, "last", lambda: last)
    page.run()
    button = page.button(key="start_continue")
    assert button.label == "Continue: My \\*own\\* run"
    button.click().run()
    assert went == [("lab", {"preset": ["reversal"]})]


def test_first_page_loads_neither_tables_nor_printing():
    code = (
        "import sys, sim.ui.start.steps; "
        "print(sorted({'pandas', 'matplotlib', 'sim.ui.running.panel'} & set(sys.modules)))"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    assert found.strip() == "[]"
