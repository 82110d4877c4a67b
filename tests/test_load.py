"""Visitors without a browser see what a browser is sent."""

from __future__ import annotations

import asyncio
import sys

import pytest
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.Delta_pb2 import Delta

from benchmarks.app_server import server
from benchmarks.load import REPEATS, Row, move, together
from benchmarks.visitor import Visitor

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="ends the server by a signal")
LAB = "preset=practice_in_window"


@pytest.fixture(scope="module")
def app():
    pytest.importorskip("websockets")
    with server() as app:
        yield app


def visit(app, act):
    """Let one visitor open the Lab and do something; return the visitor."""

    async def stay():
        async with Visitor(app.address) as visitor:
            await visitor.open("lab", LAB)
            await act(visitor)
        return visitor

    return asyncio.run(asyncio.wait_for(stay(), 120))


def test_a_moved_slider_is_answered_by_a_page_that_names_the_change(app):
    visitor = visit(app, lambda visitor: visitor.slide(REPEATS, 3))
    assert any("Settings changed" in line for line in visitor.texts)
    assert visitor.problems == []


def test_another_tab_is_answered_by_its_pictures_alone(app):
    visitor = visit(app, lambda visitor: visitor.choose("Synapses", "Synapses"))
    assert len(visitor.charts_s) == 2  # one for each arm
    assert len(visitor.texts) < 20 and visitor.problems == []


def test_what_a_browser_has_stored_draws_only_a_page_that_shows_it(app):
    assert visit(app, lambda visitor: visitor.send_store()).texts == []

    async def on_my_runs(visitor):
        await visitor.open("runs")
        await visitor.send_store()

    visitor = visit(app, on_my_runs)
    assert visitor.texts and visitor.problems == []


def test_a_class_moves_at_the_same_time(app):
    async def stay(visitor):
        async with visitor:
            await visitor.open("lab", LAB)
            for _ in range(3):
                await move(visitor)
            return visitor.problems

    visitors = [Visitor(app.address) for _ in range(4)]
    assert asyncio.run(asyncio.wait_for(together(stay, visitors), 120)) == [[], [], [], []]


def test_errors_on_a_page_are_noted_and_other_messages_are_not():
    visitor = Visitor("http://nowhere")
    for kind in (Alert.ERROR, Alert.INFO):
        delta = Delta()
        delta.new_element.alert.body, delta.new_element.alert.format = f"kind {kind}", kind
        visitor._take_in(delta)
    delta = Delta()
    delta.new_element.exception.message = "failed"
    visitor._take_in(delta)
    assert visitor.problems == [f"kind {Alert.ERROR}", "failed"]


def test_a_budget_is_missed_by_half_from_one_and_a_half_times_on():
    rows = [Row("wait", "s", 2.0, measured_s, 30) for measured_s in (1.9, 2.9, 3.1)]
    assert ["**no**" in row.text() for row in rows] == [False, True, True]
    assert [row.is_missed_by_half for row in rows] == [False, False, True]
