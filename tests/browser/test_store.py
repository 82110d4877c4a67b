"""What a real browser stores: over reloads, tabs, damage, and where storage is refused."""

from __future__ import annotations

import json

import pytest

from sim.ui.store import copy_file
from sim.ui.text import store_text
from tests.browser.driving import WAIT_MS, Server, forget, press, watch

# A page of its own: guesses that are stored, and a sign of what has arrived.
PAGE = """
import streamlit as st
from sim.ui.store import browser
from sim.ui.store.records import Guess

browser.begin()
if "early" in st.query_params and not browser.is_ready():
    browser.put("early", Guess(said=st.query_params["early"]))
with st.container(key="state"):
    st.text("ready" if browser.is_ready() else "waiting")
    st.text("stored: " + ", ".join(f"{key}={guess.said}" for key, guess
                                   in sorted(browser.entries(Guess).items())))
    st.text(f"unconfirmed: {len(browser.session_store().writes)}")
browser.show_problem()
name = st.text_input("name")
word = st.text_input("word")
if st.button("store"):
    browser.put(name, Guess(said=word))
if st.button("remove"):
    browser.remove(Guess, name)
if st.button("delete"):
    browser.remove_everything()
with st.container(key="autosave_notes"):
    st.text_area("notes", key="notes",
                 on_change=lambda: browser.put("notes", Guess(said=st.session_state["notes"])))
browser.end()
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("store")
    (folder / "page.py").write_text(PAGE, encoding="utf-8")
    one = Server(
        [
            "streamlit",
            "run",
            "page.py",
            "--server.headless",
            "true",
            "--server.address",
            "127.0.0.1",
            "--server.fileWatcherType",
            "none",
            "--browser.gatherUsageStats",
            "false",
        ],
        "--server.port",
        folder,
    )
    yield one
    one.stop()


@pytest.fixture(scope="module")
def tabs(browser):
    """Three tabs of one browser that stay, with what the app is made of, and what goes wrong."""
    context, wrong = browser.new_context(), []
    watch(context, wrong)
    yield [context.new_page() for _ in range(3)], wrong
    context.close()


@pytest.fixture
def opened(tabs, server):
    """Return a function that opens the page in the next tab of a browser that stores nothing yet.

    Afterwards nothing may have gone wrong in it.
    """
    pages, wrong = tabs
    unused = iter(pages)

    def opening(query="", *, hears_of_others=True):
        tab = next(unused)
        tab.goto(f"{server.address}/{query}")
        tab.get_by_text("ready", exact=True).wait_for(timeout=WAIT_MS)
        if not hears_of_others:
            tab.evaluate("addEventListener('storage', (e) => e.stopImmediatePropagation(), true)")
        return tab

    yield opening
    for page in pages:
        forget(page)
    seen = list(wrong)
    wrong.clear()
    assert seen == []


def write(tab, name, word):
    for label, value in (("name", name), ("word", word)):
        tab.get_by_label(label, exact=True).fill(value)
        tab.keyboard.press("Enter")
    press(tab, "store")
    see(tab, f"{name}={word}")


def see(tab, part):
    tab.get_by_text(part).wait_for(timeout=WAIT_MS)


def item(key):
    return f"plasticity-lab/2/guesses/{key}"


def stored(tab, name):
    """Return what the browser has stored, once there is something."""
    tab.wait_for_function("name => localStorage.getItem(name) !== null", arg=name, timeout=WAIT_MS)
    return tab.evaluate("name => localStorage.getItem(name)", name)


def store(tab, name, text):
    """Write an item as an earlier visit would have."""
    tab.evaluate("([name, text]) => localStorage.setItem(name, text)", [name, text])


def wait_until_gone(tab, name):
    tab.wait_for_function("name => localStorage.getItem(name) === null", arg=name, timeout=WAIT_MS)


def said(text):
    return json.loads(text)[1]["said"]


def test_what_was_put_is_there_after_a_reload(opened):
    tab = opened()
    write(tab, "L2", "half way")
    assert said(stored(tab, item("L2"))) == "half way"
    tab.reload()
    see(tab, "stored: L2=half way")


def test_two_tabs_store_what_either_of_them_wrote(opened):
    first, second = opened(), opened(hears_of_others=False)
    write(first, "L2", "from one")
    write(second, "L4", "from two")
    assert said(stored(second, item("L2"))) == "from one"
    assert said(stored(second, item("L4"))) == "from two"
    first.bring_to_front()
    see(first, "L2=from one, L4=from two")
    see(opened(), "L2=from one, L4=from two")


def test_of_two_tabs_that_write_one_entry_the_last_wins(opened):
    first, second = opened(), opened(hears_of_others=False)
    write(first, "L2", "earlier")
    write(second, "L2", "later")
    first.bring_to_front()
    see(first, "stored: L2=later")
    write(first, "L4", "another")  # writes this entry alone
    assert said(stored(first, item("L2"))) == "later"
    see(opened(), "L2=later, L4=another")


def test_an_entry_removed_in_one_tab_is_gone_in_the_other(opened):
    first, second = opened(), opened()
    write(first, "L4", "stays")
    write(first, "L2", "goes")
    second.bring_to_front()
    see(second, "L2=goes, L4=stays")
    first.bring_to_front()
    press(first, "remove")
    wait_until_gone(first, item("L2"))
    second.bring_to_front()
    see(second, "stored: L4=stays")


def test_what_was_put_before_the_items_arrived_stands_beside_them(opened):
    write(opened(), "L2", "earlier")
    tab = opened("?early=at+once")
    see(tab, "L2=earlier, early=at once")
    assert said(stored(tab, item("early"))) == "at once"


def test_an_old_copy_becomes_entries_and_is_removed(opened):
    tab = opened()
    kinds = {"guesses": {"L2": [5, {"said": "from before"}], "L4": [6, None]}}
    old = json.dumps({"format": copy_file.FORMAT, "cleared": 0, "entries": kinds})
    store(tab, "plasticity-lab/1", old)
    tab.reload()
    see(tab, "stored: L2=from before")
    wait_until_gone(tab, "plasticity-lab/1")
    changed_at, guess = json.loads(stored(tab, item("L2")))
    assert (changed_at, guess["said"], guess["sure"]) == (5, "from before", "")
    tab.reload()
    see(tab, "stored: L2=from before")


def test_many_entries_of_an_old_copy_are_written_and_confirmed(opened):
    tab = opened()
    guesses = {f"{number}": [5, {"said": "x"}] for number in range(60)}
    old = {"format": copy_file.FORMAT, "cleared": 0, "entries": {"guesses": guesses}}
    store(tab, "plasticity-lab/1", json.dumps(old))
    tab.reload()
    see(tab, "59=x")
    see(tab, "unconfirmed: 0")
    for number in guesses:
        assert said(stored(tab, item(number))) == "x"


def test_a_damaged_old_copy_is_set_aside_and_said_in_words(opened):
    tab = opened()
    store(tab, "plasticity-lab/1", '{"format": ')
    tab.reload()
    see(tab, store_text.PROBLEMS["damaged"])
    assert stored(tab, "plasticity-lab/damaged/plasticity-lab/1") == '{"format": '
    wait_until_gone(tab, "plasticity-lab/1")
    write(tab, "L2", "goes on")
    tab.reload()
    see(tab, "L2=goes on")
    assert tab.get_by_text(store_text.PROBLEMS["damaged"]).count() == 0


def test_wrong_entries_are_set_aside_and_right_ones_stay(opened):
    tab = opened()
    wrong = {
        item("bad"): '[5, {"said": 7}]',
        "plasticity-lab/2/runs/x": '[5, {"when": "<script>"}]',
        "plasticity-lab/2/lessons/L2": "{",
        item("half"): "\ud800",
    }
    for name, text in wrong.items():
        store(tab, name, text)
    store(tab, item("L2"), '[5, {"said": "fine"}]')
    store(tab, "not-ours/L2", "left alone")
    tab.reload()
    see(tab, store_text.PROBLEMS["damaged"])
    see(tab, "stored: L2=fine")
    for name in wrong:
        stored(tab, f"plasticity-lab/damaged/{name}")
        wait_until_gone(tab, name)
    assert stored(tab, "not-ours/L2") == "left alone"


def test_where_storage_is_refused_the_session_works_and_says_so(server, new_tab):
    tab = new_tab()
    tab.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { "
        "throw new DOMException('no', 'SecurityError'); } })"
    )
    tab.goto(server.address)
    see(tab, store_text.PROBLEMS["blocked"])
    write(tab, "L2", "for now")
    write(tab, "L4", "and this")
    see(tab, "L2=for now, L4=and this")


def test_where_the_store_is_full_the_session_works_until_there_is_room(opened):
    tab = opened()
    write(tab, "L2", "fits")
    stored(tab, item("L2"))
    tab.evaluate(
        "() => { window.original = Storage.prototype.setItem; Storage.prototype.setItem = () => { "
        "throw new DOMException('full', 'QuotaExceededError'); }; }"
    )
    write(tab, "L4", "too much")
    see(tab, store_text.PROBLEMS["full"])
    see(tab, "L2=fits, L4=too much")
    assert tab.evaluate("name => localStorage.getItem(name)", item("L4")) is None
    tab.evaluate("() => { Storage.prototype.setItem = window.original; }")
    write(tab, "L5", "fits again")
    tab.get_by_text(store_text.PROBLEMS["full"]).wait_for(state="detached", timeout=WAIT_MS)
    assert said(stored(tab, item("L4"))) == "too much"
    tab.reload()
    see(tab, "L2=fits, L4=too much, L5=fits again")


def test_deleting_everything_reaches_the_browser_and_the_other_tab(opened):
    first, second = opened(), opened()
    write(first, "L2", "secret")
    see(second, "L2=secret")
    store(second, "plasticity-lab/damaged/x", "secret")
    store(second, "not-ours/x", "stays")
    press(second, "delete")
    second.wait_for_function(
        "() => JSON.stringify(localStorage) === JSON.stringify({ 'not-ours/x': 'stays' })",
        timeout=WAIT_MS,
    )
    first.bring_to_front()
    first.get_by_text("secret").wait_for(state="detached", timeout=WAIT_MS)


def test_what_is_being_written_is_stored_at_every_pause(opened):
    tab = opened()
    field = tab.get_by_label("notes")
    field.press_sequentially("the field is not left", delay=5)
    see(tab, "notes=the field is not left")
    field.press_sequentially(", and goes on", delay=5)
    assert field.input_value() == "the field is not left, and goes on"
    tab.wait_for_function(
        "name => localStorage.getItem(name)?.includes('goes on')",
        arg=item("notes"),
        timeout=WAIT_MS,
    )
    tab.reload()
    see(tab, "notes=the field is not left, and goes on")


def test_a_lost_connection_is_said_and_a_new_server_gets_the_items(server, opened):
    tab = opened()
    write(tab, "L2", "before")
    server.stop()
    try:
        said = tab.get_by_role("status").filter(has_text=store_text.CONNECTION_LOST)
        said.wait_for(timeout=WAIT_MS)
        assert said.bounding_box()["height"] > 20
    finally:
        server.start()
    said.wait_for(state="detached", timeout=WAIT_MS)
    see(tab, "L2=before")
    write(tab, "L4", "after")
