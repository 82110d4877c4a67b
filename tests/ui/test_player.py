"""The component on the page: what comes back from a browser is checked before it counts."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from sim.plots.player.replay import player_data
from sim.scenario import load
from sim.ui.components import player as module

MOVE = {"arm": "late", "path": "practice.start_d", "value": 12.0}


@pytest.fixture
def page(monkeypatch):
    """The component without Streamlit: its state, and what it was mounted with."""
    state, mounted = {}, []
    monkeypatch.setattr(module, "_component", lambda **given: mounted.append(given))
    monkeypatch.setattr(module, "st", SimpleNamespace(session_state=state))
    data = player_data(load("practice_in_window"), ["in_window", "late"])

    def draw(on_move):
        module.player(data, key="lab", on_move=on_move)
        return mounted[-1]

    return SimpleNamespace(state=state, draw=draw)


def sent(page, mounted, value):
    page.state["lab"] = {"move": value}
    mounted["on_move_change"]()


def test_a_move_is_handed_on(page):
    asked = []
    sent(page, page.draw(asked.append), {**MOVE, "other": "thing"})
    assert asked == [MOVE]


@pytest.mark.parametrize(
    "value",
    [
        None,
        "x",
        {**MOVE, "arm": "nobody"},
        {**MOVE, "value": 99.0},
        {**MOVE, "path": "network.n_rest"},
    ],
)
def test_what_is_no_move_is_not_handed_on_but_answered(value, page):
    asked = []
    mounted = page.draw(asked.append)
    sent(page, mounted, value)
    assert asked == []
    assert page.draw(asked.append)["data"]["calendar"] != mounted["data"]["calendar"]


def test_without_a_listener_nothing_can_be_moved(page):
    mounted = page.draw(None)
    assert mounted["data"]["calendar"]["editable"] is False
    sent(page, mounted, MOVE)  # and nothing happens


def test_drawing_again_sends_the_same_data(page):
    assert page.draw(print)["data"] == page.draw(print)["data"]
