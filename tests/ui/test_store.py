"""The browser's store: what comes from outside is checked, and nothing is lost or trusted."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from sim.ui.store import browser, copy_file
from sim.ui.store.records import Entry, EntryId, Guess, Notes, Progress, Run, read_entry
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


def item(kind, key):
    return f"plasticity-lab/2/{kind}/{key}"


def guess(word, at_ms=5):
    return f'[{at_ms},{{"said":"{word}"}}]'


def copy_of(**kinds):
    return json.dumps({"format": copy_file.FORMAT, "cleared": 0, "entries": kinds})


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
    entries, problems = copy_file.read(text, where="notes.json")
    assert entries == {}
    assert problems[0].where == "notes.json" and problems[0].found == found
    assert problems[0].allowed


@pytest.mark.parametrize(
    ("kind", "pair"),
    [
        ("runs", [1, {**RUN, "query": "javascript:alert(1)"}]),
        ("runs", [1, {**RUN, "query": "preset=tiny seed"}]),
        ("runs", [1, {**RUN, "title": 7}]),
        ("runs", [1, {**RUN, "sentence": "x" * 5000}]),
        ("runs", [1, {**RUN, "arms": ["x"] * 9}]),
        ("runs", [1, {**RUN, "done": -1}]),
        ("runs", [1, {key: RUN[key] for key in RUN if key != "when"}]),
        ("runs", [1, {**RUN, "numbers": [{"arm": "a", "measure": "m", "median": "much"}]}]),
        ("runs", [1, {**RUN, "numbers": [{"arm": "a", "measure": "m", "median": float("nan")}]}]),
        ("runs", [1, ["a", "list"]]),
        ("notebook", [1, {"limits": ["x"]}]),
        ("notebook", [1, {"limits": "x" * 5000}]),
        ("lessons", [1, "text"]),
        ("guesses", [1, {"said": "x" * 5000}]),
        ("guesses", [1, {"said": 3}]),
        ("guesses", [1, {}]),
        ("guesses", [1, {"said": "\ud800"}]),
        ("guesses", [1, [[[[[[[[[[[[[1]]]]]]]]]]]]]]),
        ("guesses", [-1, {"said": "early"}]),
        ("guesses", [True, {"said": "no time"}]),
        ("guesses", [2**60, {"said": "too late"}]),
        ("guesses", [1]),
        ("guesses", "text"),
    ],
)
def test_a_wrong_entry_is_refused_and_the_others_stay(kind, pair):
    right = {"fine": [3, {"said": "stays"}]}
    kinds = {"guesses": right} | {kind: {**(right if kind == "guesses" else {}), "bad": pair}}
    entries, problems = copy_file.read(copy_of(**kinds), where="file")
    assert entries == {EntryId("guesses", "fine"): Entry(3, Guess(said="stays"))}
    assert [problem.path for problem in problems] == [f"{kind}.bad"]
    with pytest.raises(ValueError):
        read_entry(EntryId(kind, "bad"), json.dumps(pair))


@pytest.mark.parametrize("key", ["x" * 121, "two\nlines"])
def test_a_key_that_cannot_be_shown_is_refused(key):
    with pytest.raises(ValueError, match="name"):
        read_entry(EntryId("guesses", key), guess("x"))


def test_of_a_kind_only_so_many_entries_are_read():
    many = {str(number): [1, {"said": "x"}] for number in range(copy_file.MOST_ENTRIES + 1)}
    entries, problems = copy_file.read(copy_of(guesses=many, other={}), where="file")
    assert len(entries) == copy_file.MOST_ENTRIES
    assert [problem.path for problem in problems] == ["guesses", "other"]


def test_unknown_fields_are_dropped_and_texts_are_left_as_they_are():
    title = "<b>*Tiny*</b>"
    entry = read_entry(
        EntryId("runs", "a"), json.dumps([1, RUN | {"onclick": "x", "title": title}])
    )
    assert "onclick" not in entry.text() and entry.record.title == title
    assert read_entry(EntryId("runs", "a"), entry.text()) == entry


def test_a_wrong_answer_of_a_lesson_is_left_out_and_the_others_stay():
    text = '[1, {"step": 3, "predict": 7, "explain": "Mine.", "curve": [0.5, 2], "skips": true}]'
    assert read_entry(EntryId("lessons", "L2"), text).record == Progress(step=3, explain="Mine.")


def page():
    import streamlit as st

    from sim.ui.store import browser
    from sim.ui.store.records import Guess

    st.session_state["n_runs"] = st.session_state.get("n_runs", 0) + 1
    browser.begin()
    for act in st.session_state.pop("acts", ()):
        act(browser)
    browser.show_problem()
    st.session_state["ready"] = browser.is_ready()
    st.session_state["guesses"] = {
        key: record.said for key, record in browser.entries(Guess).items()
    }
    st.session_state["file"] = browser.to_file()
    st.session_state["sent"] = browser._for_browser(browser.session_store())
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


def put(key, word):
    return lambda store: store.put(key, Guess(said=word))


def arrives(items, state="ok", number=1, written=0):
    message = {"number": number, "state": state, "written": written, "items": items}
    return lambda store: store.take_in(message)


def writes(at):
    """The writes that the browser is asked for: text by item, None to remove it."""
    return {name: text for _, name, text in at.session_state["sent"]["writes"]}


def said(text):
    return json.loads(text)[1]["said"]


def test_what_was_put_before_the_items_arrive_stands_beside_them(at):
    after(at, put("b", "mine"))
    assert not at.session_state["ready"]
    after(at, arrives({item("guesses", "a"): guess("stored"), item("guesses", "b"): guess("old")}))
    assert at.session_state["ready"]
    assert at.session_state["guesses"] == {"a": "stored", "b": "mine"}
    assert [*writes(at)] == [item("guesses", "b")]
    assert at.session_state["sent"]["heard"] == 1


def test_the_last_writer_of_an_entry_wins(at):
    after(at, put("a", "first"), put("b", "first"))
    numbers = {name: number for number, name, _ in at.session_state["sent"]["writes"]}
    stored = {item("guesses", "a"): guess("other tab"), item("guesses", "b"): guess("other tab")}
    after(at, put("b", "last"), arrives(stored, written=max(numbers.values())))
    assert at.session_state["guesses"] == {"a": "other tab", "b": "last"}
    assert said(writes(at)[item("guesses", "b")]) == "last" and len(writes(at)) == 1


def test_an_entry_that_another_tab_removed_is_gone(at):
    after(at, arrives({item("guesses", "a"): guess("x"), item("guesses", "b"): guess("y")}))
    after(at, arrives({item("guesses", "b"): guess("y")}, number=2))
    assert at.session_state["guesses"] == {"b": "y"}
    assert writes(at) == {}


def test_only_what_changes_is_written(at):
    after(at, put("a", "x"), put("b", "y"))
    before = at.session_state["sent"]
    after(at, put("a", "x"), put("b", "y"))
    assert at.session_state["sent"] == before
    after(at, lambda store: store.remove(Guess, "b"), put("c", "z"))
    assert writes(at)[item("guesses", "b")] is None
    assert said(writes(at)[item("guesses", "c")]) == "z"
    assert at.session_state["guesses"] == {"a": "x", "c": "z"}


def test_one_old_copy_becomes_entries_and_is_removed(at):
    old = copy_of(
        guesses={"a": [5, {"said": "old"}], "b": [5, {"said": "old"}], "gone": [6, None]},
        runs={"r": [7, RUN]},
        lessons={"L2": [7, {"step": 4, "predict": "worse"}]},
    )
    after(at, arrives({"plasticity-lab/1": old, item("guesses", "b"): guess("new")}))
    assert at.session_state["guesses"] == {"a": "old", "b": "new"}
    asked = writes(at)
    assert asked.pop("plasticity-lab/1") is None
    assert [*asked] == [item("guesses", "a"), item("runs", "r"), item("lessons", "L2")]
    assert not at.warning
    entries = at.session_state[browser.SESSION_KEY].entries
    assert entries[EntryId("runs", "r")].record == Run(**RUN)
    assert entries[EntryId("lessons", "L2")].record == Progress(step=4, predict="worse")


@pytest.mark.parametrize("old", ["{", copy_of(runs={"x": [5, {"when": "<script>"}]})])
def test_a_damaged_old_copy_is_set_aside_whole_and_said(at, old):
    after(at, arrives({"plasticity-lab/1": old}))
    assert writes(at) == {
        "plasticity-lab/damaged/plasticity-lab/1": old,
        "plasticity-lab/1": None,
    }
    assert [warning.value for warning in at.warning] == [store_text.PROBLEMS["damaged"]]


@pytest.mark.parametrize("state", ["blocked", "full"])
def test_what_stands_in_the_way_of_storing_is_said(at, state):
    after(at, arrives({}, state))
    assert [warning.value for warning in at.warning] == [store_text.PROBLEMS[state]]
    after(at, put("a", "x"))
    assert at.session_state["guesses"] == {"a": "x"} and at.session_state["ready"]


@pytest.mark.parametrize(
    "message",
    [
        None,
        5,
        {},
        {"items": 5},
        {"number": "x", "state": "x"},
        {"number": 2, "state": "ok", "written": 0, "items": {"x": 5}},
        {"number": 2, "state": "ok", "written": 0, "items": {str(n): "" for n in range(11_000)}},
        {"number": 2, "state": "ok", "written": 0, "items": {item("guesses", "a"): "x" * 2**21}},
    ],
)
def test_no_message_of_a_browser_breaks_the_page(at, message):
    after(at, put("a", "x"), lambda store: store.take_in(message))
    assert at.session_state["guesses"] == {"a": "x"}
    assert at.session_state["ready"]
    assert [warning.value for warning in at.warning] == [store_text.PROBLEMS["damaged"]]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (item("runs", "x"), '[5, {"when": "<script>"}]'),
        (item("guesses", "x"), "{"),
        (item("other", "x"), guess("x")),
        ("plasticity-lab/2/", ""),
    ],
)
def test_wrong_items_of_a_browser_are_set_aside_and_said(at, name, text):
    after(at, arrives({name: text, item("guesses", "a"): guess("fine")}))
    assert writes(at) == {f"plasticity-lab/damaged/{name}": text, name: None}
    assert at.session_state["guesses"] == {"a": "fine"}
    assert [warning.value for warning in at.warning] == [store_text.PROBLEMS["damaged"]]


def test_a_file_adds_to_what_is_here_and_the_later_entry_wins(at):
    after(at, arrives({item("guesses", name): guess("here", 10) for name in "ab"}))
    file = copy_of(
        guesses={"a": [9, {"said": "early"}], "b": [11, {"said": "late"}], "c": [1, {"said": "c"}]}
    )
    after(at, lambda store: store.from_file("a.json", file))
    assert at.session_state["guesses"] == {"a": "here", "b": "late", "c": "c"}
    entries, problems = copy_file.read(at.session_state["file"], where="file")
    assert not problems
    assert {id.key: entry.record.said for id, entry in entries.items()} == {
        "a": "here",
        "b": "late",
        "c": "c",
    }


def test_a_file_brings_back_what_was_removed_here(at):
    after(at, put("a", "x"), put("b", "y"))
    file = at.session_state["file"]
    after(
        at,
        lambda store: store.remove(Guess, "a"),
        lambda store: store.from_file("a.json", file),
    )
    assert at.session_state["guesses"] == {"a": "x", "b": "y"}
    after(
        at,
        lambda store: store.remove_everything(),
        lambda store: store.from_file("a.json", file),
    )
    assert at.session_state["guesses"] == {"a": "x", "b": "y"}


def test_removing_everything_holds_against_items_sent_before(at):
    stored = {item("guesses", "a"): guess("old"), "plasticity-lab/1": copy_of()}
    after(at, arrives(stored), put("b", "x"), lambda store: store.remove_everything())
    assert at.session_state["guesses"] == {}
    cleared = at.session_state["sent"]["cleared"]
    assert cleared > 0 and writes(at) == {}
    after(at, arrives(stored, number=2, written=cleared - 1))
    assert at.session_state["guesses"] == {} and writes(at) == {}
    after(at, put("a", "new"))
    after(at, arrives({}, number=3, written=cleared))
    assert at.session_state["guesses"] == {"a": "new"}


def test_oldest_runs_make_room_first_and_those_with_notes_last(at):
    sentence = "x" * 3900
    after(
        at,
        arrives(
            {
                item("runs", str(number)): json.dumps([number + 1, RUN | {"sentence": sentence}])
                for number in range(300)
            }
            | {item("notebook", "0"): json.dumps([1, {"limits": "Mine."}])}
        ),
    )
    entries = at.session_state[browser.SESSION_KEY].entries
    runs = {int(id.key) for id in entries if id.kind == "runs"}
    n_dropped = 300 - len(runs)
    assert runs == {0, *range(n_dropped + 1, 300)}
    assert 0 < copy_file.MOST_BYTES - sum(len(entry.text()) for entry in entries.values()) < 8000
    assert EntryId("notebook", "0") in entries
    assert writes(at) == {item("runs", str(number)): None for number in range(1, n_dropped + 1)}
    assert store_text.dropped(n_dropped) in [note.value for note in at.info]


def test_what_could_not_be_read_again_is_not_stored(at):
    def act(store):
        store.put("long", Notes(limits="x" * 4000))
        with pytest.raises(ValueError, match="said"):
            store.put("longer", Guess(said="").model_copy(update={"said": "x" * 5000}))

    after(at, act)
    assert [*writes(at)] == [item("notebook", "long")]


def test_what_was_put_late_in_a_run_is_sent_by_one_more_run(at):
    before = at.session_state["n_runs"]
    after(at)
    assert at.session_state["n_runs"] == before + 1
    after(at, put("a", "x"))
    assert at.session_state["n_runs"] == before + 3
    count = iter(range(100))
    at.session_state["always"] = (lambda store: store.put("a", Guess(said=str(next(count)))),)
    after(at)
    assert at.session_state["n_runs"] == before + 5
