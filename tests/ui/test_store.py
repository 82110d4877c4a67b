"""What is kept: copies from outside are checked, merged by time, and never lost or trusted."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from sim.ui.store import copies
from sim.ui.store.copies import Copy, Entry, read
from sim.ui.store.records import accepted
from sim.ui.text import store_text

RUN = {
    "when": "2026-11-28T07:00:00",
    "query": "preset=tiny&seed=1",
    "preset": "tiny",
    "title": "Tiny",
    "arms": ["one", "two"],
    "wanted": 5,
    "done": 5,
    "sentence": "It ends in B.",
    "package": "0.1.0",
    "model": 4,
}


def copy_of(cleared=0, **names):
    copy = Copy(cleared_ms=cleared)
    for name, some in names.items():
        copy.entries[name] = {key: Entry(*entry) for key, entry in some.items()}
    return copy


def text_of(**names):
    return json.dumps({"format": copies.FORMAT, "cleared": 0, "entries": names})


def test_of_each_entry_the_newest_wins_whichever_copy_comes_first():
    one = copy_of(lessons={"L2": (5, "old"), "L4": (9, "new")}, notebook={"a": (1, {})})
    two = copy_of(lessons={"L2": (7, "new"), "L4": (3, "old"), "L5": (1, "only")})
    first, second = copy_of(), copy_of()
    for copy, order in ((first, (one, two)), (second, (two, one))):
        for other in order:
            copy.merge(other)
    assert first.plain() == second.plain()
    assert first.values("lessons") == {"L2": "new", "L4": "new", "L5": "only"}
    assert first.values("notebook") == {"a": {}}


def test_a_deletion_is_not_undone_by_an_older_copy():
    copy = copy_of(runs={"a": (9, None)})
    copy.merge(copy_of(runs={"a": (5, RUN)}))
    assert copy.values("runs") == {}
    copy.clear(20)
    copy.merge(copy_of(runs={"b": (20, RUN), "c": (21, RUN)}))
    assert list(copy.values("runs")) == ["c"]


def test_oldest_runs_go_first_and_those_with_notes_last():
    runs = {str(number): (number + 1, RUN) for number in range(20)}
    copy = copy_of(runs=runs, notebook={"0": (1, {"limits": "Mine."})})
    whole = len(copy.to_json())
    assert copy.shrink(whole) == 0
    assert copy.shrink(whole - 1) == 1
    assert "1" not in copy.values("runs") and "0" in copy.values("runs")
    assert copy.shrink(whole // 2) > 5
    assert len(copy.to_json()) <= whole // 2
    assert {"0", "19"} <= set(copy.values("runs"))
    assert copy.values("notebook")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", store_text.NO_JSON),
        ("{", store_text.NO_JSON),
        ("[" * 100_000, store_text.NO_JSON),
        ("[]", store_text.OTHER_FORMAT),
        ('{"format": "plasticity-lab/9"}', store_text.OTHER_FORMAT),
        ("x" * 1_600_000, "1600000 bytes"),
    ],
)
def test_a_text_that_is_no_copy_is_named_and_nothing_else_happens(text, found):
    copy, problems, _ = read(text, where="notes.json")
    assert copy is None
    assert problems[0].where == "notes.json" and problems[0].found == found
    assert problems[0].allowed


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("runs", [1, {**RUN, "query": "javascript:alert(1)"}]),
        ("runs", [1, {**RUN, "query": "preset=tiny seed"}]),
        ("runs", [1, {**RUN, "title": 7}]),
        ("runs", [1, {**RUN, "sentence": "x" * 5000}]),
        ("runs", [1, {**RUN, "arms": ["x"] * 9}]),
        ("runs", [1, {**RUN, "done": -1}]),
        ("runs", [1, {key: RUN[key] for key in RUN if key != "when"}]),
        ("runs", [1, {**RUN, "numbers": [{"arm": "a", "measure": "m", "median": "much"}]}]),
        ("runs", [1, ["a", "list"]]),
        ("notebook", [1, {"limits": ["x"]}]),
        ("notebook", [1, {"limits": "x" * 5000}]),
        ("lessons", [1, "x" * 5000]),
        ("lessons", [1, [[[[[[[[[[[[[1]]]]]]]]]]]]]]),
        ("lessons", [1, "\ud800"]),
        ("lessons", [-1, "early"]),
        ("lessons", [True, "no time"]),
        ("lessons", [2**60, "too late"]),
        ("lessons", [1]),
        ("lessons", "text"),
    ],
)
def test_a_wrong_entry_is_refused_and_the_others_stay(name, entry):
    right = {"fine": [3, "stays"]}
    names = {"lessons": right} | {name: {**(right if name == "lessons" else {}), "bad": entry}}
    copy, problems, refused = read(text_of(**names), where="file")
    assert copy.values("lessons") == {"fine": "stays"}
    assert [one.path for one in problems] == [f"{name}.bad"]
    assert "bad" not in copy.entries[name]
    assert not refused.values(name)


@pytest.mark.parametrize("text", ['{"a": NaN}', '{"a": Infinity}', '{"a": 1e999}'])
def test_numbers_that_are_not_finite_are_refused(text):
    with pytest.raises(ValueError, match="finite"):
        accepted("lessons", json.loads(text))


def test_unknown_fields_are_dropped_and_texts_are_left_as_they_are():
    kept = accepted("runs", RUN | {"onclick": "x", "title": "<b>*Tiny*</b>"})
    assert "onclick" not in kept and kept["title"] == "<b>*Tiny*</b>"


def page():
    import streamlit as st

    from sim.ui.store import browser

    st.session_state["n_runs"] = st.session_state.get("n_runs", 0) + 1
    browser.begin()
    for act in st.session_state.pop("acts", ()):
        act(browser)
    browser.show_problem()
    st.session_state["ready"] = browser.is_ready()
    st.session_state["lessons"] = browser.get("lessons", {})
    st.session_state["file"] = browser.to_file()
    st.session_state["sent"] = browser._for_browser(browser._kept())
    for act in st.session_state.get("always", ()):
        act(browser)
    browser.end()


def after(at, *acts):
    at.session_state["acts"] = acts
    at.run()
    assert not at.exception
    return at


@pytest.fixture
def at():
    return AppTest.from_function(page, default_timeout=20).run()


def arrives(text, state="ok", number=1):
    return lambda store: store.take_in({"number": number, "state": state, "copy": text})


def test_values_put_before_the_local_copy_arrives_are_kept_beside_it(at):
    after(at, lambda store: store.put("lessons", {"L4": {"step": 2}}))
    assert not at.session_state["ready"]
    after(at, arrives(text_of(lessons={"L2": [5, {"step": 7}], "L4": [5, {"step": 1}]})))
    assert at.session_state["ready"]
    assert at.session_state["lessons"] == {"L2": {"step": 7}, "L4": {"step": 2}}
    assert list(at.session_state["sent"]["copy"]["entries"]["lessons"]) == ["L4"]
    assert at.session_state["sent"]["heard"] == 1


def test_only_changed_entries_get_a_new_time(at):
    after(at, lambda store: store.put("lessons", {"L2": 1, "L4": 1}))
    before = at.session_state["sent"]
    after(at, lambda store: store.put("lessons", {"L2": 1, "L4": 1}))
    assert at.session_state["sent"] == before
    after(at, lambda store: store.put("lessons", {"L2": 1, "L5": 1}))
    held = at.session_state["sent"]["copy"]["entries"]["lessons"]
    assert held["L2"] == before["copy"]["entries"]["lessons"]["L2"]
    assert held["L4"][1] is None and held["L5"][1] == 1
    assert at.session_state["lessons"] == {"L2": 1, "L5": 1}


def test_a_change_wins_over_a_stamp_from_a_clock_that_is_ahead(at):
    after(
        at,
        arrives(text_of(lessons={"L2": [2**51, "far"]})),
        lambda store: store.put("lessons", {"L2": "now"}),
    )
    assert at.session_state["sent"]["copy"]["entries"]["lessons"]["L2"] == [2**51 + 1, "now"]


@pytest.mark.parametrize("state", ["blocked", "full", "damaged"])
def test_what_stands_in_the_way_of_keeping_is_said(at, state):
    after(at, arrives(None, state))
    assert [one.value for one in at.warning] == [store_text.PROBLEMS[state]]
    after(at, lambda store: store.put("lessons", {"L2": 1}))
    assert at.session_state["lessons"] == {"L2": 1} and at.session_state["ready"]


@pytest.mark.parametrize(
    "message",
    [
        None,
        5,
        {},
        {"copy": 5},
        {"number": "x", "state": "x"},
        {"number": 2, "state": "ok", "copy": "{"},
    ],
)
def test_no_message_of_a_browser_breaks_the_page(at, message):
    after(
        at,
        lambda store: store.put("lessons", {"L2": 1}),
        lambda store: store.take_in(message),
    )
    assert at.session_state["lessons"] == {"L2": 1}


def test_wrong_entries_of_a_browser_are_taken_out_of_it_and_said(at):
    after(at, arrives(text_of(runs={"x": [5, {"when": "<script>"}]}, lessons={"L2": [5, 1]})))
    sent = at.session_state["sent"]
    assert sent["aside"] and sent["copy"]["entries"]["runs"]["x"] == [6, None]
    assert at.session_state["lessons"] == {"L2": 1}
    assert [one.value for one in at.warning] == [store_text.PROBLEMS["damaged"]]


def test_a_file_adds_to_what_is_here_and_deletes_nothing(at):
    after(at, lambda store: store.put("lessons", {"L2": "here"}))
    carried = json.loads(text_of(lessons={"L4": [5, "carried"]})) | {"cleared": 2**51}
    after(at, lambda store: store.from_file("a.json", json.dumps(carried)))
    assert at.session_state["lessons"] == {"L2": "here", "L4": "carried"}
    again = read(at.session_state["file"], where="file")
    assert again.problems == () and again.copy.values("lessons") == at.session_state["lessons"]


def test_a_file_brings_back_what_was_deleted_here(at):
    after(at, lambda store: store.put("lessons", {"L2": "one", "L4": "two"}))
    file = at.session_state["file"]
    after(
        at,
        lambda store: store.put("lessons", {"L4": "two"}),
        lambda store: store.from_file("a.json", file),
    )
    assert at.session_state["lessons"] == {"L2": "one", "L4": "two"}
    after(
        at,
        lambda store: store.delete_everything(),
        lambda store: store.from_file("a.json", file),
    )
    assert at.session_state["lessons"] == {"L2": "one", "L4": "two"}


def test_deleting_everything_holds_against_older_copies(at):
    after(
        at,
        arrives(text_of(lessons={"L2": [2**51, "old"]})),
        lambda store: store.delete_everything(),
    )
    assert at.session_state["lessons"] == {}
    after(at, arrives(text_of(lessons={"L2": [2**51, "old"]}), number=2))
    assert at.session_state["lessons"] == {}
    after(at, lambda store: store.put("lessons", {"L2": "new"}))
    assert at.session_state["lessons"] == {"L2": "new"}


@pytest.mark.parametrize("value", [{"L2": "x" * 5000}, {"L2": object()}, {"L2": float("nan")}])
def test_only_small_plain_values_can_be_put(at, value):
    def act(store):
        with pytest.raises(ValueError):
            store.put("lessons", value)

    after(at, act)
    assert at.session_state["lessons"] == {}


def test_what_was_put_late_in_a_run_is_handed_over_by_one_more_run(at):
    before = at.session_state["n_runs"]
    after(at)
    assert at.session_state["n_runs"] == before + 1
    after(at, lambda store: store.put("lessons", {"L2": 1}))
    assert at.session_state["n_runs"] == before + 3
    count = iter(range(100))
    at.session_state["always"] = (lambda store: store.put("lessons", {"L2": next(count)}),)
    after(at)
    assert at.session_state["n_runs"] == before + 5
