"""My runs: what the history holds, what differs between two runs, and when there is a report."""

from __future__ import annotations

import csv
import json
from codecs import BOM_UTF8
from urllib.parse import urlencode

import pytest

from sim.engine import run
from sim.scenario import get_path, load, presets
from sim.ui import text
from sim.ui.components import open_file
from sim.ui.running.outcome import Outcome
from sim.ui.running.sweeping import Point
from sim.ui.runs import difference, files, report
from sim.ui.settings import address
from sim.ui.settings.state import Vary, changed, changed_in_arm, defaults, scenario_of
from sim.ui.store import browser, history
from sim.ui.store.history import Item
from sim.ui.store.records import Entry, EntryId, Notes, Run
from sim.ui.text import runs_text
from tests.ui.panels import outcome_of, with_outcome
from tests.ui.touring import page_named, text_on

BASE = load("practice_in_window")
SESSIONS = "Practice: number of sessions"
DAYS = f"{get_path(BASE, 'practice.days')}"

# A run in a fraction of a second.
SMALL = {
    "network.n_pattern": 20,
    "network.n_cue": 10,
    "network.n_rest": 20,
    "network.n_inhibitory": 25,
    "probe.trials": 3,
    "probe.rest_s": 0.5,
    "probe.surge_s": 0.5,
    "everyday.rest_s": 0.5,
    "time.test_days": (0.0, 30.0),
}


@pytest.fixture(autouse=True)
def session(monkeypatch, own_pool):
    """The browser's store, outside a page; and a queue of its own for each test."""
    store = browser.Store()
    monkeypatch.setattr(browser, "session_store", lambda: store)
    return store


@pytest.fixture(scope="module")
def results():
    """Settings of a small comparison that asks for five seeds, and two of them."""
    settings = changed(defaults(BASE)._replace(seeds=5, seed=3), BASE, SMALL)
    scenario = scenario_of(settings)
    arms = {
        scenario.arm_names()[arm]: [run(scenario, arm=arm, seed=seed) for seed in (3, 4)]
        for arm in settings.arms
    }
    return Outcome(settings, scenario, arms, 2)


def other(shown, **values):
    """Return the same results under settings that differ."""
    settings = changed(shown.settings, BASE, values)
    return shown._replace(settings=settings, scenario=scenario_of(settings))


def test_an_entry_tells_outcome_numbers_and_versions_and_leads_back(results):
    history.add(results)
    item = history.last()
    assert item.name == "Practice in the window"
    assert item.run.sentence and len(item.run.sentence) < 500
    assert item.run.arms == tuple(results.arms)
    assert (item.run.done, item.run.wanted) == (2, 5)
    for number, runs in zip(item.run.numbers, results.arms.values(), strict=True):
        shares = sorted(float(each.probes["answer"][-1, 1]) for each in runs)
        assert shares[0] <= number.low <= number.median <= number.high <= shares[1]
    assert item.address().settings == results.settings
    assert item.address().notes == ()
    assert not item.is_older


def test_equal_settings_are_one_entry_that_keeps_the_fuller_result(results):
    history.add(results)
    first = history.last()
    history.note(first.key, star=True, name="Mine")
    full = {label: runs * 2 for label, runs in results.arms.items()}
    history.add(results._replace(arms=full, n_seeds=4))
    history.add(results)
    assert [(item.run.done, item.notes.star, item.name) for item in history.items()] == [
        (4, True, "Mine")
    ]
    history.add(other(results, **{"practice.days": 3}))
    assert len(history.items()) == 2


def test_pictures_of_a_first_look_that_is_written_about_are_there(results, monkeypatch):
    few = results._replace(settings=results.settings._replace(seeds=2), is_first_look=True)
    history.add(few._replace(settings=results.settings))
    monkeypatch.setattr(report.RunPanel, "outcome", lambda _panel: few)
    found = report.results_of(history.last())
    assert found.arms == few.arms and found.is_partial


def test_a_sweep_is_told_by_the_range_of_its_medians(results):
    vary = Vary("practice.days", (2.0, 6.0), "answer.b")
    points = tuple(
        Point(value, None, label, tuple(runs))
        for value in vary.values
        for label, runs in results.arms.items()
    )
    history.add(
        results._replace(settings=results.settings._replace(vary=vary), arms={}, points=points)
    )
    item = history.last()
    assert item.run.sentence.startswith("Sweep of Practice: number of sessions from 2 to 6")
    assert all(number.low <= number.high and number.median is None for number in item.run.numbers)
    assert item.address().settings.vary == vary


def test_deleting_a_run_takes_its_notes_along(results):
    history.add(results)
    key = history.last().key
    history.note(key, limits="Mine.")
    history.delete(key)
    assert history.items() == [] and browser.entries(Notes) == {}


def item_of(shown, key="x", **values):
    history.add(shown)
    kept = history.last()
    return Item(key, kept.run.model_copy(update=values), Notes())


def test_of_two_runs_of_one_second_the_later_is_the_last(results):
    keys = [history.add(other(results, **{"practice.days": days})) for days in (2, 3, 4, 2)]
    assert [item.key for item in history.items()] == [keys[0], keys[2], keys[1]]


def test_only_what_differs_is_in_the_difference(results):
    first = item_of(results)
    assert difference.rows(first, first._replace(key="y")) == ()
    second = item_of(other(results, **{"practice.days": 3, "dose.dose_mg_per_kg": 0.0}))
    rows = {row.label: (row.first, row.second) for row in difference.rows(first, second)}
    assert rows[SESSIONS] == (DAYS, "3")
    dose = next(label for label in rows if label.startswith("Dose"))
    assert rows[dose][1] == "0 mg/kg"
    assert set(rows) <= {SESSIONS, dose, runs_text.ARMS}


def test_seeds_luck_arms_and_versions_are_in_the_difference(results):
    first = item_of(results)
    again = results._replace(settings=results.settings._replace(seed=9, arms=("in_window",)))
    second = item_of(again, package="9.9", wanted=20)
    rows = {row.label: (row.first, row.second) for row in difference.rows(first, second)}
    assert rows[runs_text.LUCK] == ("3", "9")
    assert rows[runs_text.SEEDS] == ("5", "20")
    assert rows[runs_text.PACKAGE][1] == "9.9"
    assert difference.is_other_version(first, second)
    assert not difference.is_other_version(first, first)


def test_a_value_of_one_arm_is_named_with_the_arm(results):
    own = changed_in_arm(results.settings, BASE, "late", "practice.days", 2)
    first, second = (
        item_of(results),
        item_of(results._replace(settings=own, scenario=scenario_of(own))),
    )
    rows = [row for row in difference.rows(first, second) if row.label != runs_text.ARMS]
    assert len(rows) == 1
    assert rows[0].label == f"{SESSIONS}, in Practice two weeks later"
    assert (rows[0].first, rows[0].second) == (DAYS, "2")


def test_two_scenarios_say_what_is_not_part_of_one(results):
    acts = {act.name for act in BASE.intervention}
    preset = next(
        load(name) for name in presets() if {act.name for act in load(name).intervention} != acts
    )
    first = item_of(results)
    query = urlencode(address.to_query(defaults(preset)), doseq=True)
    second = Item(
        "y", first.run.model_copy(update={"query": query, "title": preset.title}), Notes()
    )
    rows = difference.rows(first, second)
    assert (rows[0].label, rows[0].second) == (runs_text.SCENARIO, preset.title)
    assert any(runs_text.ABSENT in row[1:] for row in rows)


def test_the_table_holds_every_arm_and_no_formula(results):
    history.add(results)
    history.note(history.last().key, name='=HYPERLINK("x")')
    content = files.to_csv(history.items(), "http://here")
    assert content.startswith(BOM_UTF8)  # else Excel shows other letters
    lines = content.decode("utf-8-sig").splitlines()
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    assert [row["arm"] for row in rows] == list(results.arms)
    assert tuple(rows[0]) == runs_text.COLUMNS
    assert rows[0]["name"].startswith("'=")
    assert rows[0]["address"].startswith("http://here/lab?preset=practice_in_window")
    assert rows[0]["first seed"] == "3"
    assert "Not medical" in lines[0]
    held = json.loads(files.to_json(history.items()))
    assert held["runs"][0]["sentence"] == history.last().run.sentence


@pytest.mark.parametrize(
    "sent", [None, {}, {"name": 5, "text": 5}, {"name": "a", "text": None, "bytes": 2_000_000}]
)
def test_a_file_that_is_too_large_or_odd_is_refused_in_words(sent):
    count, problems = files.take(open_file.checked(sent))
    assert count == 0 and problems[0].allowed == "at most 1000000 bytes"


# The page itself.


def opened(session, part="history", **state):
    at = page_named("runs", timeout_s=30)
    at.query_params["part"] = part
    for key, value in state.items():
        at.session_state[key] = value
    at.run()
    assert not at.exception
    return at


def test_without_a_run_the_page_says_what_to_do(session):
    at = opened(session)
    assert runs_text.EMPTY in text_on(at)
    assert runs_text.TO_LAB in text_on(at) and runs_text.TO_START in text_on(at)
    assert runs_text.COPY_LEAD in text_on(opened(session, "files"))


def test_history_shows_name_outcome_and_what_was_stopped(session, results):
    history.add(results)
    at = opened(session)
    key = history.last().key
    assert history.last().run.sentence in text_on(at)
    assert runs_text.partial(2, 5) in text_on(at)
    at.text_input(key=f"name {key}").set_value("<b>*Mine*</b>").run()
    assert "<b>*Mine*</b>" in text_on(at)
    assert r"\<b\>\*Mine\*" in "".join(element.value for element in at.markdown)
    at.button(key=f"{runs_text.STAR} {key}").click().run()
    assert history.last().notes.star and runs_text.STARRED in text_on(at)
    at.button(key=f"delete {key}").click().run()
    assert runs_text.EMPTY in text_on(at)


def test_history_is_filtered_by_scenario_and_star(session, results):
    history.add(results)
    entry = history.last().run
    for number in range(12):
        another = entry.model_copy(update={"preset": "another", "title": "Another"})
        browser.put(f"k{number}", another)
    at = opened(session)
    assert runs_text.of_runs(13, 8) in text_on(at)
    at.button(key="runs more").click().run()
    assert runs_text.of_runs(13, 13) in text_on(at)
    at.selectbox(key="runs filter").set_value("practice_in_window").run()
    assert runs_text.of_runs(1, 1) in text_on(at)
    at.toggle(key="runs starred").set_value(True).run()
    assert runs_text.NONE_LEFT in text_on(at)


def test_two_runs_are_compared_side_by_side(session, results):
    history.add(results)
    assert runs_text.TWO_NEEDED in text_on(opened(session, "difference"))
    history.add(other(results, **{"practice.days": 3}))
    newest, oldest = history.items()
    at = opened(session, "difference", **{"runs chosen": oldest.key})
    assert at.selectbox(key="runs second").value == oldest.key
    assert at.selectbox(key="runs first").value == newest.key
    table = at.table[0].value
    assert next(iter(table[runs_text.WHAT_DIFFERS])) == text.plain(SESSIONS)
    assert text_on(at).count(runs_text.OUTCOME) == 2
    at.selectbox(key="runs first").set_value(oldest.key).run()
    assert runs_text.SAME_RUN in text_on(at)


def test_words_of_the_student_are_kept_and_never_changed(session, results):
    history.add(results)
    key = history.last().key
    at = opened(session, "notebook")
    words_of_mine = "  Two lines,\n\n*stars*, <b>tags</b> and $x$  "
    at.text_area(key=f"conclusion {key}").set_value(words_of_mine).run()
    assert history.last().notes.conclusion == words_of_mine
    assert at.text_area(key=f"conclusion {key}").value == words_of_mine
    assert len(at.text_area) == 6
    labels = list(at.table[0].value[runs_text.WHAT_DIFFERS])
    assert labels[:4] == [
        text.plain(word)
        for word in (runs_text.SCENARIO, runs_text.ARMS, runs_text.SEEDS, runs_text.LUCK)
    ]
    assert len(labels) == 4 + len(SMALL)


def test_report_waits_for_a_sentence_of_limits(session, results):
    history.add(results)
    key = history.last().key
    at = opened(session, "notebook", **with_outcome(results))
    button = at.get("download_button")[0]
    assert button.proto.disabled and runs_text.LIMITS_MISSING in text_on(at)
    at.text_area(key=f"limits {key}").set_value("toy").run()
    assert at.get("download_button")[0].proto.disabled
    at.text_area(key=f"limits {key}").set_value("It is a toy network.").run()
    assert not at.get("download_button")[0].proto.disabled
    assert runs_text.LIMITS_MISSING not in text_on(at)


def test_report_runs_again_what_this_visit_does_not_have(session, results):
    settings = results.settings._replace(seeds=1)
    history.add(
        results._replace(
            settings=settings,
            n_seeds=1,
            arms={name: runs[:1] for name, runs in results.arms.items()},
        )
    )
    history.note(history.last().key, limits="It is a toy network.")
    at = opened(session, "notebook")
    assert at.get("download_button")[0].proto.disabled
    assert runs_text.NEEDS_RESULT in text_on(at)
    at.button(key="report run").click().run()
    assert not at.get("download_button")[0].proto.disabled
    assert outcome_of(at, "report").n_seeds == 1


def test_a_run_of_an_older_version_is_marked(session, results):
    history.add(results)
    item = history.last()
    history.delete(item.key)
    browser.put("old", item.run.model_copy(update={"model": 1}))
    assert runs_text.older(item.run.package, 1).replace("\\", "") in text_on(opened(session))
    assert runs_text.MADE_BEFORE in text_on(opened(session, "notebook"))


def test_everything_is_deleted_only_after_a_second_question(session, results):
    history.add(results)
    at = opened(session, "files")
    at.button(key="delete all").click().run()
    assert history.items() and runs_text.DELETE_ASK in text_on(at)
    at.button(key="delete yes").click().run()
    assert history.items() == []
    assert runs_text.DELETED in text_on(at)


def test_an_untrusted_run_with_an_odd_address_does_not_break_the_page(session, results):
    history.add(results)
    odd = history.last().run.model_copy(
        update={"query": "preset=nowhere&set=a:b&arms=x&seed=99999999&vary=q", "title": "<script>"}
    )
    session.entries[EntryId(Run.kind, "odd")] = Entry(5, odd)
    for part in runs_text.PARTS:
        opened(session, part, **{"runs chosen": "odd"})


def test_my_runs_begins_with_the_part_that_the_address_asks_for_and_a_reload_stays_there():
    for part in ("notebook", "files"):
        at = page_named("runs", timeout_s=30)
        at.query_params["part"] = part
        at.run()
        assert not at.exception and at.session_state["runs part"] == part
        assert at.query_params["part"] in (part, [part])


def test_every_press_on_a_part_of_my_runs_opens_it(results):
    """Also the second one, when the address names the part of the first."""
    history.add(results)
    at = opened(None)
    for part in ("files", "difference", "notebook", "history"):
        at.button_group(key="runs part").set_value(part).run()
        assert at.header[0].value == runs_text.PARTS[part]
        assert at.query_params["part"] in (part, [part])
