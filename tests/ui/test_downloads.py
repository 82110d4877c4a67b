"""Files of the pages: made without a session, and told in words when they cannot be made."""

from __future__ import annotations

import ast
from pathlib import Path
from threading import Thread

import pytest
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state.session_state_proxy import SessionStateProxy
from streamlit.testing.v1 import AppTest

from sim.errors import ResultError
from sim.ui import text
from sim.ui.components import downloads
from sim.ui.store import browser
from sim.ui.store.copy_file import FORMAT
from tests.ui.panels import outcome_of, with_outcome
from tests.ui.touring import page_named

UI = Path(text.__file__).parents[1]
_WAIT_S = 60


@pytest.fixture
def offered(monkeypatch, own_pool):
    """The files that the pages offer, by key; the buttons themselves are not drawn."""
    found = {}
    monkeypatch.setattr(
        downloads, "offer", lambda *files, **_: found.update({file.key: file for file in files})
    )
    return found


@pytest.fixture
def no_session(monkeypatch):
    """Refuse a look at the session from outside a script, where Streamlit gives an empty one."""
    for name in (
        "__getitem__",
        "__setitem__",
        "__delitem__",
        "__contains__",
        "__iter__",
        "__len__",
    ):
        was = getattr(SessionStateProxy, name)

        def asked(proxy, *args, was=was):
            assert get_script_run_ctx(suppress_warning=True) is not None, "no session here"
            return was(proxy, *args)

        monkeypatch.setattr(SessionStateProxy, name, asked)


def opened(page, query, **state):
    at = page_named(page, timeout_s=_WAIT_S)
    at.query_params.update(query)
    for key, value in state.items():
        at.session_state[key] = value
    at.run()
    assert not at.exception
    return at


def made(file):
    """Return the content of a file, made where Streamlit makes it: in a thread of its own."""
    content, errors = [], []

    def make():
        try:
            content.append(file.make())
        except Exception as error:  # of any kind, to be told here
            errors.append(error)

    thread = Thread(target=make)
    thread.start()
    thread.join()
    assert not errors, f"{file.key}: {errors[0]!r}"
    return content[0]


def test_every_file_of_a_page_goes_through_one_way():
    for path in UI.rglob("*.py"):
        called = {
            node.attr
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Attribute)
        }
        assert "download_button" not in called or path.name == "downloads.py", path


def test_every_file_is_made_without_a_session(offered, no_session, small_set):
    lab = opened("lab", {"set": small_set, "seeds": "1"}, **{"answer_over_days table": True})
    runs = outcome_of(lab)
    lab.button(key="run").click().run()
    store = lab.session_state[browser.SESSION_KEY]
    opened("teach", {"part": "links"})
    for part in ("files", "notebook"):
        opened("runs", {"part": part}, **{browser.SESSION_KEY: store, **with_outcome(runs)})
    assert {"take report", "copy.json", "runs.csv", "runs.json", "report"} <= set(offered)
    assert any(key.startswith("replay_") for key in offered)
    for key, file in offered.items():
        if key != "take bundle":  # the others once more
            assert made(file), key
    copy = made(offered["copy.json"])
    assert FORMAT in copy and "practice_in_window" in copy


PAGE = """
import streamlit as st
from sim.ui.components import downloads
from sim.ui.components.downloads import File

downloads.offer(File("A file", lambda: b"", "a.txt", "text/plain", "a"))
"""


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ResultError("these runs have networks of other sizes"), "networks of other sizes"),
        (RuntimeError("secret"), "Something broke on our side (RuntimeError)"),
    ],
)
def test_a_file_that_can_not_be_made_is_told_beside_its_button(error, said):
    def fails():
        raise error

    at = AppTest.from_string(PAGE).run()
    assert not at.error
    with pytest.raises(type(error)):  # so that the browser gets no file
        at.session_state["maker a"].make(
            downloads.File("A file", fails, "a.txt", "text/plain", "a")
        )
    at.download_button(key="a").click().run()
    (told,) = (error.value for error in at.error)
    assert text.not_made("A file") in told and said in told and "secret" not in told
    at.run()
    assert not at.error and not at.exception


def test_the_teach_page_offers_the_paper_of_a_lesson(offered, no_session):
    opened("teach", {"part": "plans", "lesson": "L8"})
    made = {key: offered[f"{key} L8"].make() for key in ("worksheet", "hand_in", "plans", "pack")}
    assert made["pack"].startswith(b"PK")
    assert all(b"It comes back" in made[key] for key in ("worksheet", "hand_in", "plans"))
