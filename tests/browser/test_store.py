"""What is kept in a real browser: over reloads, tabs, damage, and where storage is refused."""

from __future__ import annotations

import json

import pytest

from sim.ui.store import copies
from sim.ui.text import store_text
from tests.browser.driving import WAIT_MS, Server, press, watch

# A page of its own: two texts that are kept, and a sign of what has arrived.
PAGE = """
import streamlit as st
from sim.ui.store import browser

browser.begin()
with st.container(key="state"):
    st.text("ready" if browser.is_ready() else "waiting")
    st.text("kept: " + ", ".join(f"{key}={value}" for key, value
                                 in sorted(browser.get("lessons", {}).items())))
browser.show_problem()
name = st.text_input("name")
word = st.text_input("word")
if st.button("keep"):
    browser.put("lessons", browser.get("lessons", {}) | {name: word})
if st.button("delete"):
    browser.delete_everything()
with st.container(key="kept_notes"):
    st.text_area("notes", key="notes",
                 on_change=lambda: browser.put("lessons", {"notes": st.session_state["notes"]}))
browser.end()
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("keep")
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
def profile(browser):
    """A profile that all visitors share: only the first one has to load what the app is made of."""
    context, wrong = browser.new_context(), []
    watch(context, wrong)
    yield context, wrong
    context.close()


@pytest.fixture
def visitor(profile, server):
    """A browser in which nothing is kept; afterwards nothing may have gone wrong in it."""
    context, wrong = profile
    page = context.new_page()
    page.goto(f"{server.address}/_stcore/health")
    page.evaluate("localStorage.clear()")
    page.close()
    yield context
    for page in context.pages:
        page.close()
    found, wrong[:] = list(wrong), []
    assert found == []


def opened(visitor, server):
    tab = visitor.new_page()
    tab.goto(server.address)
    tab.get_by_text("ready", exact=True).wait_for(timeout=WAIT_MS)
    return tab


def write(tab, name, word):
    for label, value in (("name", name), ("word", word)):
        tab.get_by_label(label, exact=True).fill(value)
        tab.keyboard.press("Enter")
    press(tab, "keep")
    see(tab, f"{name}={word}")


def see(tab, part):
    tab.get_by_text(part).wait_for(timeout=WAIT_MS)


def stored(tab, key=copies.FORMAT):
    """Return what the browser holds, once it holds something."""
    tab.wait_for_function("key => localStorage.getItem(key) !== null", arg=key, timeout=WAIT_MS)
    return tab.evaluate("key => localStorage.getItem(key)", key)


def test_what_was_put_is_there_after_a_reload(server, visitor):
    tab = opened(visitor, server)
    write(tab, "L2", "half way")
    tab.wait_for_function(
        "key => localStorage.getItem(key)?.includes('half way')", arg=copies.FORMAT
    )
    tab.reload()
    see(tab, "L2=half way")


def test_two_tabs_keep_what_either_of_them_wrote(server, visitor):
    first, second = opened(visitor, server), opened(visitor, server)
    write(first, "L2", "from one")
    write(second, "L4", "from two")  # its session has not seen L2 when it is written
    held = json.loads(stored(second))["entries"]["lessons"]
    assert {key: value for key, (_, value) in held.items()} == {"L2": "from one", "L4": "from two"}
    first.bring_to_front()
    see(first, "L2=from one, L4=from two")
    see(opened(visitor, server), "L2=from one, L4=from two")


def test_what_was_put_before_the_local_copy_arrived_is_merged_with_it(server, visitor):
    first = opened(visitor, server)
    write(first, "L2", "earlier")
    first.evaluate(
        "key => { navigator.locks.request(key, () => new Promise((free) => { "
        "window.free = free; })); }",
        copies.FORMAT,
    )
    tab = visitor.new_page()  # its store has to wait for the lock of the first tab
    tab.goto(server.address)
    write(tab, "L4", "at once")
    assert tab.get_by_text("waiting", exact=True).is_visible()
    first.evaluate("window.free()")
    see(tab, "L2=earlier, L4=at once")


def test_a_damaged_copy_is_set_aside_and_said_in_words(server, visitor):
    tab = opened(visitor, server)
    tab.evaluate("key => localStorage.setItem(key, '{\"format\": ')", copies.FORMAT)
    tab.reload()
    see(tab, store_text.PROBLEMS["damaged"])
    assert stored(tab, f"{copies.FORMAT}/damaged") == '{"format": '
    write(tab, "L2", "goes on")
    tab.reload()
    see(tab, "L2=goes on")
    assert tab.get_by_text(store_text.PROBLEMS["damaged"]).count() == 0


def test_wrong_entries_are_set_aside_and_right_ones_stay(server, visitor):
    tab = opened(visitor, server)
    held = {
        "format": copies.FORMAT,
        "cleared": 0,
        "entries": {"runs": {"x": [5, {"when": "<script>"}]}, "lessons": {"L2": [5, "fine"]}},
    }
    tab.evaluate(
        "([key, text]) => localStorage.setItem(key, text)", [copies.FORMAT, json.dumps(held)]
    )
    tab.reload()
    see(tab, store_text.PROBLEMS["damaged"])
    see(tab, "L2=fine")
    assert "<script>" in stored(tab, f"{copies.FORMAT}/damaged")
    tab.wait_for_function(
        "key => !localStorage.getItem(key).includes('<script>')", arg=copies.FORMAT
    )


def test_where_storage_is_refused_the_session_works_and_says_so(server, visitor):
    tab = visitor.new_page()
    tab.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { "
        "throw new DOMException('no', 'SecurityError'); } })"
    )
    tab.goto(server.address)
    see(tab, store_text.PROBLEMS["blocked"])
    write(tab, "L2", "for now")


def test_deleting_everything_reaches_the_browser_and_the_other_tab(server, visitor):
    first, second = opened(visitor, server), opened(visitor, server)
    write(first, "L2", "secret")
    see(second, "L2=secret")
    press(second, "delete")
    second.wait_for_function(
        "key => !localStorage.getItem(key).includes('secret')", arg=copies.FORMAT
    )
    first.bring_to_front()
    first.get_by_text("secret").wait_for(state="detached", timeout=WAIT_MS)


def test_what_is_being_written_is_kept_at_every_pause(server, visitor):
    tab = opened(visitor, server)
    field = tab.get_by_label("notes")
    field.press_sequentially("the field is not left", delay=5)
    see(tab, "notes=the field is not left")
    field.press_sequentially(", and goes on", delay=5)
    assert field.input_value() == "the field is not left, and goes on"
    tab.wait_for_function(
        "key => localStorage.getItem(key)?.includes('goes on')",
        arg=copies.FORMAT,
        timeout=WAIT_MS,
    )
    tab.reload()
    see(tab, "notes=the field is not left, and goes on")


def test_a_lost_connection_is_said_and_a_new_server_gets_the_copy(server, visitor):
    tab = opened(visitor, server)
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
