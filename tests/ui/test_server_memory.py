"""The server of a class: its memory stays bounded, and comes back when the class has left."""

from __future__ import annotations

import asyncio
import re
import sys
from pathlib import Path

import pytest

import sim
from benchmarks.visitor import Visitor
from sim.cli.commands.app import CONFIG
from sim.ui.server.memory import EVERY_S, give_back_memory, share_pools
from tests.browser.driving import Server

LIMIT_MB, SESSION_MB, LEFT_OVER_MB = 350, 5, 100
SESSIONS = 100
RUNNERS = 12  # of them run settings that nobody has run before
AT_ONCE = 4
FORGETS_S = CONFIG["server.disconnectedSessionTTL"]
PLACES = ("lab", "lab", "lab", "lessons", "learn", "teach", "runs", "")


def memory_mb(pid: int) -> float:
    """Return the resident memory of a process."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) / 1024


def queries():
    """Yield page and query of one visitor after the other: all pages, all presets."""
    presets = sim.presets()
    for number in range(SESSIONS):
        page = PLACES[number % len(PLACES)]
        yield page, f"preset={presets[number % len(presets)]}" if page == "lab" else ""


async def stay(address, page, query, *, seed, may_work, has_come, may_leave):
    """Open a page, run something if a seed is given, and keep the session open."""
    async with Visitor(address) as visitor:
        async with may_work:
            if seed is None:
                await visitor.open(page, query)
            else:
                await visitor.open("lab", f"preset=practice_in_window&seeds=2&seed={seed}")
                run = next(label for label in visitor.widgets if label.startswith("Run"))
                await visitor.press(run)
        has_come.release()
        await may_leave.wait()


async def a_class_comes_and_leaves(server):
    """Return the memory after the first visitor, with all sessions open, and after them."""

    async def first_visitor():
        async with Visitor(server.address) as visitor:
            await visitor.open("lab", "preset=practice_in_window")

    await first_visitor()
    start_mb = memory_mb(server.pid)
    may_work, has_come = asyncio.Semaphore(AT_ONCE), asyncio.Semaphore(0)
    may_leave = asyncio.Event()
    async with asyncio.TaskGroup() as sessions:
        for number, (page, query) in enumerate(queries()):
            seed = 10_000 + 10 * number if number % (SESSIONS // RUNNERS) == 0 else None
            sessions.create_task(
                stay(
                    server.address,
                    page,
                    query,
                    seed=seed,
                    may_work=may_work,
                    has_come=has_come,
                    may_leave=may_leave,
                )
            )
        for _ in range(SESSIONS):
            await has_come.acquire()
        open_mb = memory_mb(server.pid)
        may_leave.set()
    await asyncio.sleep(FORGETS_S + 10)  # a busy server notices late that a session has ended
    await first_visitor()  # Streamlit drops sessions that are over when the next one ends
    await asyncio.sleep(EVERY_S + 5)
    return start_mb, open_mb, memory_mb(server.pid)


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_a_hundred_sessions_take_a_bounded_memory_and_give_it_back():
    pytest.importorskip("websockets")
    server = Server(["sim", "app", "--no-browser"], "--port")
    try:
        start_mb, open_mb, end_mb = asyncio.run(a_class_comes_and_leaves(server))
    finally:
        server.stop()
    print(f"{start_mb:.0f} MB, {open_mb:.0f} with {SESSIONS} sessions, {end_mb:.0f} after them")
    assert open_mb <= LIMIT_MB + SESSION_MB * SESSIONS
    assert end_mb <= start_mb + LEFT_OVER_MB


def test_memory_is_given_back_again_and_again_where_the_c_library_can(monkeypatch):
    asked = []
    monkeypatch.setattr("sim.ui.server.memory._of_the_c_library", lambda name: asked.append)

    async def for_a_moment():
        giving_back = asyncio.create_task(give_back_memory(0.01))
        while len(asked) < 2:
            await asyncio.sleep(0.01)
        giving_back.cancel()

    asyncio.run(asyncio.wait_for(for_a_moment(), 60))
    assert set(asked) == {0}


def test_another_c_library_is_left_alone_and_garbage_collected_all_the_same(monkeypatch):
    collected = []
    monkeypatch.setattr("sim.ui.server.memory.ctypes.CDLL", lambda name: object())
    monkeypatch.setattr("sim.ui.server.memory.gc.collect", lambda: collected.append("garbage"))
    share_pools()

    async def for_a_moment():
        giving_back = asyncio.create_task(give_back_memory(0.01))
        while len(collected) < 2:
            await asyncio.sleep(0.01)
        giving_back.cancel()

    asyncio.run(asyncio.wait_for(for_a_moment(), 60))
