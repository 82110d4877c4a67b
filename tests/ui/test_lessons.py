"""The lesson runner, by Streamlit's own test driver: commit first, then see, then try ideas."""

from __future__ import annotations

import json

import pytest

from sim.lessons import judge, lesson_words, lessons, one_run, whole
from sim.lessons import scenario_of as scenario_of_spec
from sim.runs import Pool
from sim.ui.components import curve, downloads
from sim.ui.lesson import before, parts, progress
from sim.ui.running import shared
from sim.ui.running.panel import STATES
from sim.ui.settings import address
from sim.ui.settings.state import scenario_of, tasks_of
from sim.ui.store import browser
from sim.ui.store.records import Entry, EntryId, Progress, read_entry
from sim.ui.text import lesson_text
from tests.ui.panels import has_run, outcome_of
from tests.ui.touring import page_named, text_on

WAIT_S = 120
L2 = lessons()["L2"]


@pytest.fixture(scope="module")
def pool():
    pool = Pool(2)
    yield pool
    pool.close()


@pytest.fixture(autouse=True)
def own_pool(monkeypatch, pool):
    """Give these tests a queue of their own; runs that ship are there, others are made once."""
    monkeypatch.setattr(shared, "pool", lambda: pool)


def answers(at):
    """The answers in the store of a page, by lesson."""
    return at.session_state[browser.SESSION_KEY].records(Progress)


def opened(**query):
    at = page_named("lessons", timeout_s=WAIT_S)
    for name, value in query.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception
    return at


def press(at, key):
    at.button(key=key).click().run()
    assert not at.exception
    return at


def choose(at, key, value):
    at.radio(key=key).set_value(value).run()
    assert not at.exception
    return at


def everything(element) -> str:
    """All that was sent to the browser below an element, in one text."""
    parts = [str(getattr(element, "proto", ""))]
    parts += [everything(child) for child in getattr(element, "children", {}).values()]
    return "\n".join(parts)


def page_of(at) -> str:
    return everything(at.main) + everything(at.sidebar)


def predicted(id="L2", answer="too_low", sure="sure"):
    """A lesson at step 3, with a prediction."""
    at = press(opened(lesson=id, step="1"), "next")
    at = choose(choose(at, f"predict {id}", answer), f"confidence {id}", sure)
    return press(at, "next")


def test_the_list_has_twelve_lessons_and_a_way_into_each():
    at = opened()
    shown = text_on(at)
    assert all(f"L{number} " in shown for number in range(1, 13))
    links = [button.key for button in at.button if button.key.startswith("open L")]
    assert sorted(links) == sorted(f"open {id}" for id in lessons())


def test_an_unknown_lesson_leads_to_the_list():
    assert lesson_text.UNKNOWN in text_on(opened(lesson="L99", step="3"))


@pytest.mark.parametrize("step", ["1", "2", "4", "7"])
@pytest.mark.parametrize("id", ["L2", "L4", "L5"])
def test_nothing_of_the_outcome_is_on_the_page_before_the_answer(id, step):
    """Whatever the address asks for: no result was made, and none was sent."""
    at = opened(lesson=id, step=step)
    for _ in range(2):
        assert not has_run(at)
        sent = page_of(at)
        assert "echarts" not in sent.lower()
        assert lesson_text.RUN_SHOWS.partition("{")[0] not in sent
        press(at, "next") if not at.button(key="next").disabled else None
    assert lesson_text.step_title(2) in text_on(at)


def test_the_one_run_of_the_scene_tells_nothing_of_the_others():
    at = opened(lesson="L10", step="1")
    for step in (1, 2):
        assert lesson_text.step_title(step) in text_on(at)
        outcomes = [state.outcome for state in at.session_state[STATES].values()]
        assert [outcome.n_seeds for outcome in outcomes if outcome is not None] == [1]
        assert lesson_text.RUN_SHOWS.partition("{")[0] not in page_of(at)
        press(at, "next") if step == 1 else None


@pytest.fixture
def played(monkeypatch):
    """The data of the player in the browser, one entry a script run."""
    entries = []
    monkeypatch.setattr(parts, "player", lambda data, **_: entries.append(data))
    return entries


@pytest.mark.parametrize("id", ["L2", "L4", "L5"])
def test_the_scene_plays_one_network_on_day_0_and_nothing_of_what_comes_later(id, played):
    at = opened(lesson=id, step="1")
    (data,) = played
    assert data["days"] == [0.0]
    assert [len(arm["tests"]) for arm in data["arms"]] == [1]
    assert len(data["arms"][0]["tests"][0]["cue"]) > 1  # more than one cue can be given
    assert all(lane["window"] == [] for lane in data["calendar"]["arms"])
    assert lesson_text.OPENING in text_on(at)
    press(at, "next")
    assert not any(plan["arms"] for plan in played[1:])


def test_the_step_of_what_is_seen_plays_every_arm_in_every_test(played):
    press(press(predicted(), "run"), "next")
    data, preset = played[-1], whole(L2)
    scenario = scenario_of_spec(preset)
    assert data["days"] == list(scenario.time.test_days)
    assert [arm["label"] for arm in data["arms"]] == [
        arm.label for arm in scenario.arm if arm.id in preset.arms
    ]


def test_next_needs_an_answer_and_how_sure():
    at = press(opened(lesson="L2", step="1"), "next")
    assert at.button(key="next").disabled
    choose(at, "predict L2", "harder")
    assert at.button(key="next").disabled
    choose(at, "confidence L2", "guessing")
    assert not at.button(key="next").disabled


def test_declining_to_guess_goes_on_and_is_counted():
    at = press(press(opened(lesson="L2", step="1"), "next"), "skip")
    mine = answers(at)["L2"]
    assert (mine.predict, mine.skips) == (progress.SKIPPED, 1)
    assert lesson_text.step_title(3) in text_on(at)


def test_a_prediction_can_not_be_changed_after_it():
    at = press(predicted(), "back")
    assert not at.radio
    assert f":material/arrow_right: **{L2.predict.options[0].text}**" in text_on(at)


def test_step_and_lesson_stand_in_the_address():
    at = predicted()
    assert at.query_params["lesson"] in ("L2", ["L2"])
    assert at.query_params["step"] in ("3", ["3"])


def test_a_lesson_can_be_gone_through_and_a_sure_miss_returns(monkeypatch):
    """All seven steps of L2 with an idea that the runs do not support, and the page to hand in."""
    offered = {}
    monkeypatch.setattr(
        downloads, "offer", lambda *files, **_: offered.update({file.key: file for file in files})
    )
    at = press(press(predicted(), "run"), "next")
    shown = outcome_of_l2(at, "main")
    assert shown.n_seeds == L2.run.seeds
    choose(at, "seen L2", "more")
    numbers = judge.numbers(
        L2.numbers, {"main": {some[0].arm: some for some in shown.arms.values()}}
    )
    assert judge.fill(L2.predict.why, numbers) in text_on(at)
    assert lesson_words.MANY_EXPECT in text_on(at)
    press(at, "next")
    assert at.button(key="next").disabled
    at.text_area(key="explain L2").set_value("The cells hold each other up.").run()
    press(press(at, "compare"), "next")
    choose(at, "push L2", "holds_not")
    press(at, "push run")
    assert lesson_words.FLIPPED in text_on(at)
    assert lesson_text.SAID_SO in text_on(at)
    press(at, "next")
    assert lesson_text.RETURNS in text_on(at)
    choose(at, "check2 L2", "never")
    assert lesson_words.TRIED_FITS_NOT in text_on(at)
    choose(at, "check1 L2", "learn_faster")
    press(at, "try check1")
    assert text_on(at).count(lesson_words.TRIED_FITS_NOT) == 2
    choose(at, "again L2", "harder")
    assert lesson_text.IDEA_FITS in text_on(at)
    for prior, title in (("case", lesson_words.CASE), ("task", lesson_words.TASK)):
        assert title in text_on(choose(at, "prior L2", prior))
    assert judge.UNKNOWN not in text_on(at)
    assert lesson_words.EVIDENCE in text_on(at)
    assert "preset=well_worn_path" in text_on(at)
    page = offered["hand in L2"].make().decode()
    assert "The cells hold each other up." in page and "<svg" in page
    assert all(
        option.text in page for option in L2.checks[0].options if option.id == "learn_faster"
    )
    press(at, "finish")
    assert answers(at)["L2"].is_done


def outcome_of_l2(at, name):
    return outcome_of(at, f"lesson L2 {name}")


def test_the_nudges_are_questions_and_three_at_most():
    at = press(opened(lesson="L2", step="1"), "next")
    for _ in L2.nudges:
        press(at, "nudge")
    assert [element.value for element in at.info] == list(L2.nudges)
    assert not [button for button in at.button if button.key == "nudge"]


def test_a_nudge_goes_with_the_step_in_which_it_was_opened():
    at = press(press(opened(lesson="L2", step="1"), "next"), "nudge")
    assert [element.value for element in at.info] == [L2.nudges[0]]
    press(at, "skip")
    assert not at.info
    press(at, "nudge")
    assert [element.value for element in at.info] == [L2.nudges[1]]
    press(at, "back")
    assert [element.value for element in at.info] == [L2.nudges[0]]


@pytest.mark.parametrize("lesson", lessons().values(), ids=lambda lesson: lesson.id)
def test_playing_first_is_about_the_lesson_and_shows_no_run_that_it_asks_about(lesson):
    """Only what the scene has shown already may come again."""
    asked = set(runs_of(whole(lesson))) | set(runs_of(whole(lesson, lesson.push.run)))
    known = runs_of(one_run(lesson)) if lesson.scene.picture == "one_run" else set()
    link = address.from_query(
        {
            name: [part] if isinstance(part, str) else part
            for name, part in before.play_query(lesson).items()
        }
    )
    assert not link.notes
    assert link.settings.preset == (lesson.play.preset or lesson.run.preset)
    played = {
        task.scenario.fingerprint(task.arm, task.seed)
        for task in tasks_of(link.settings, scenario_of(link.settings))
    }
    assert played and not played & (asked - known)


def runs_of(spec) -> set[str]:
    """Fingerprints of the runs of a lesson."""
    scenario = scenario_of_spec(spec)
    return {
        scenario.fingerprint(arm, spec.seed + number)
        for arm in spec.arms
        for number in range(spec.seeds)
    }


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"step": "7", "predict": 3, "curve": [1, 2], "ticks": {}, "prior": "rich"},
        {"step": 9_000, "predict": "no_such", "explain": ["x"], "is_done": "yes", "nudges": -4},
        {"nudges": [2, 9]},
        {"nudges": [1, 1, 1, 1]},
        {"nudges": 2},
        {"curve": [0.1, 0.2, "0.3", 0.4, 0.5, 0.6], "skips": True, "push": "up", "ticks": [99]},
    ],
)
def test_untrusted_progress_never_breaks_a_lesson_and_opens_nothing(record, monkeypatch):
    lesson, text = lessons()["L4"], json.dumps([5, record])
    stored = read_entry(EntryId("lessons", "L4"), text).record
    monkeypatch.setattr(browser, "get", lambda model, key: stored)
    assert progress.last_step(lesson) <= 2
    assert progress.of(lesson).model_copy(update={"step": 1, "skips": 0}) == Progress()


def test_progress_survives_being_stored():
    lesson = lessons()["L4"]
    mine = Progress(
        step=5,
        predict="worse",
        confidence="sure",
        ticks=(0, 2),
        nudges=(2,),
        curve=(0.1, 0.2, 0.3, 0.4, 0.5, 0.6),
        explain="So.",
        compared=True,
    )
    text = Entry(5, mine).text()
    assert progress.fitting(lesson, read_entry(EntryId("lessons", "L4"), text).record) == mine


@pytest.mark.parametrize(
    ("sent", "heights"),
    [
        ([0.1, 0.5], (0.1, 0.5)),
        ([-1, 7], (0.0, 1.0)),
        ([0.1], None),
        (None, None),
        (["0.1", 0.2], None),
        ([True, 0.2], None),
        ([float("nan"), 0.2], None),
    ],
)
def test_a_curve_from_the_browser_is_checked(sent, heights):
    assert curve.checked(sent, 2) == heights
