"""Every page opens where the results that ship cannot be read, and Start says how to go on."""

from __future__ import annotations

import pytest

from sim import stored
from sim.store import ResultStore
from sim.ui.start import steps, story
from sim.ui.text import start_text
from tests.ui.touring import page_named

FROM_FILES = (story.stored_runs, story.first_day, story.outcome)


@pytest.fixture(params=["missing", "damaged"])
def unreadable(request, monkeypatch, tmp_path):
    """A store of shipped results that holds nothing, or nothing but damaged files."""
    folder = tmp_path / "data"
    if request.param == "damaged":
        folder.mkdir()
        for path in stored.FOLDER.glob("*.npz"):
            (folder / path.name).write_bytes(path.read_bytes()[:100])
    monkeypatch.setattr(stored, "_store", ResultStore(folder))
    for loader in FROM_FILES:
        loader.cache_clear()
    yield
    for loader in FROM_FILES:
        loader.cache_clear()


def opened(name, **parts):
    at = page_named(name)
    for part, value in parts.items():
        at.query_params[part] = value
    return at.run()


def test_start_says_so_and_offers_a_run(unreadable, monkeypatch):
    went = []
    monkeypatch.setattr(steps.navigation, "go", lambda name, query=None: went.append((name, query)))
    at = opened("start")
    assert not at.exception and start_text.NO_RUNS in [element.value for element in at.info]
    at.button(key="start_live").click().run()
    assert went == [("lab", story.lab_query())]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("lessons", {}),
        ("lessons", {"lesson": "L2"}),
        ("teach", {"part": "keys", "teach": "1"}),
        ("learn", {}),
        ("runs", {}),
    ],
)
def test_other_pages_open_without_an_error(unreadable, name, parts):
    at = opened(name, **parts)
    assert not at.exception and (at.markdown or at.title)
