"""How a class of thirty loads one server: waits, CPU time and memory, with real sessions.

    python -m benchmarks.load             # everything, about eight minutes
    python -m benchmarks.load --short     # what takes less than 40 s
    python -m benchmarks.load --write     # and put the table into docs/app.md
    python -m benchmarks.load --check     # end with 1 if a budget is missed by half

Each pupil is a `benchmarks.visitor.Visitor`: a session as a browser has it, without the browser,
which would take more of the machine than the server does. The pupils and the server share the
cores. Linux only: it reads ``/proc``.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import sys
import time
from collections.abc import Awaitable, Callable, Iterable
from contextlib import AsyncExitStack
from typing import NamedTuple

from benchmarks.app_server import AppServer, server
from benchmarks.pages import replace_part
from benchmarks.visitor import Visitor
from sim.cli.commands.app import CONFIG
from sim.scenario import load
from sim.stored import SHIPPED
from sim.ui import text
from sim.ui.server.memory import EVERY_S
from sim.ui.text import lab_text

PUPILS = 30
ARRIVE_S, MOVE_EVERY_S, MOVES_S, SHORT_MOVES_S = 5.0, 5.0, 60.0, 10.0
FIRST, ANOTHER = "practice_in_window", "no_direction"  # presets
# Presets of which everything ships that a page shows first.
READY = [name for name, arms in SHIPPED.items() if set(load(name).first_arms()) <= set(arms)]
START_MB, SESSION_MB, LEFT_OVER_MB = 350, 5, 100
FORGETS_S = CONFIG["server.disconnectedSessionTTL"]
REPEATS = "Practice a day"  # begin of the name of a slider


class Row(NamedTuple):
    """Something measured, and what it may be at most."""

    name: str
    unit: str
    budget: float
    measured: float
    n: int

    @property
    def is_missed_by_half(self) -> bool:
        """Whether it is more than one and a half times its budget."""
        return self.measured > 1.5 * self.budget

    def text(self) -> str:
        """Return the row of a Markdown table."""
        held = "yes" if self.measured <= self.budget else "**no**"
        digits = 0 if self.unit in ("MB", "errors") else 2
        return (
            f"| {self.name} | {self.unit} | {self.budget:g} | {self.measured:.{digits}f} | "
            f"{self.n} | {held} |"
        )


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--short", action="store_true", help="less than 40 s, for a check")
    parser.add_argument("--write", action="store_true", help="put the table into docs/app.md")
    parser.add_argument(
        "--check", action="store_true", help="end with 1 if a budget is missed by half"
    )
    asked = parser.parse_args()
    with server() as app:
        rows = asyncio.run(measured(app, is_short=asked.short))
    table = "\n".join(
        [
            "| thirty pupils | unit | budget | measured | times | held |",
            "|---|---|---:|---:|---:|---|",
            *(row.text() for row in rows),
        ]
    )
    busy = ", ".join(f"{mean:.1f}" for mean in os.getloadavg())
    sys.stdout.write(f"{table}\n\nload average of the machine: {busy}\n")
    if asked.write:
        replace_part("app.md", "load", table)
    missed = [row.name for row in rows if row.is_missed_by_half]
    if asked.check and missed:
        raise SystemExit(f"missed by more than half: {'; '.join(missed)}")


async def measured(app: AppServer, *, is_short: bool) -> list[Row]:
    """Let a class come, look around, run something, and leave; return what was measured."""
    rows, problems = [], []
    start_mb = await warm(app)
    rows += await views(app)
    async with AsyncExitStack() as sessions:
        pupils = [await sessions.enter_async_context(Visitor(app.address)) for _ in range(PUPILS)]
        rows.append(await arrivals(pupils))
        rows += await moves(pupils, SHORT_MOVES_S if is_short else MOVES_S)
        rows.append(await same_runs(pupils))
        limit_mb = START_MB + SESSION_MB * PUPILS
        rows.append(Row("memory with all sessions open", "MB", limit_mb, app.memory_mb(), PUPILS))
        if not is_short:
            rows += await different_runs(pupils)
        problems += [problem for pupil in pupils for problem in pupil.problems]
    if not is_short:
        await asyncio.sleep(FORGETS_S + 10.0)  # a busy server notices late that sessions have ended
        await first_visitor(app)  # Streamlit drops sessions that are over when the next one ends
        await asyncio.sleep(EVERY_S + 5.0)
        left_mb = app.memory_mb() - start_mb
        rows.append(Row("memory left over after them", "MB", LEFT_OVER_MB, left_mb, PUPILS))
    for problem in sorted(set(problems)):
        sys.stderr.write(f"{problem}\n")
    return [*rows, Row("errors on a page", "errors", 0, len(problems), PUPILS)]


async def warm(app: AppServer) -> float:
    """Have the fast code compiled and the first page drawn; return the memory in MB."""
    async with Visitor(app.address) as visitor:
        await visitor.open("lab", f"preset=practice_only&arms=practice&seeds=1&seed={new_seed()}")
    await first_visitor(app)
    return app.memory_mb()


async def first_visitor(app: AppServer) -> None:
    """Look at the Lab, and leave."""
    async with Visitor(app.address) as visitor:
        await visitor.open("lab", f"preset={FIRST}")


async def views(app: AppServer, times: int = 10) -> list[Row]:
    """The CPU time of a new session on a ready-made page, and of its first tabs."""
    began_s = app.cpu_s()
    for _ in range(times):
        async with Visitor(app.address) as visitor:
            await visitor.open("lab", f"preset={FIRST}")
            await visitor.send_store()
    opened_s = app.cpu_s()
    async with Visitor(app.address) as visitor:
        await visitor.open("lab", f"preset={ANOTHER}")
        another_s = app.cpu_s() - opened_s
        began_tabs_s = app.cpu_s()
        for name in (*lab_text.TABS.values(),) * 3:
            await visitor.choose(name, name)
        tabs_s = app.cpu_s() - began_tabs_s
    n_tabs = 3 * len(lab_text.TABS)
    return [
        Row(
            "a session opens a ready-made page", "CPU s", 0.15, (opened_s - began_s) / times, times
        ),
        Row("the first session with another preset", "CPU s", 0.5, another_s, 1),
        Row("another tab of pictures", "CPU s", 0.15, tabs_s / n_tabs, n_tabs),
    ]


async def arrivals(pupils: list[Visitor]) -> Row:
    """All open one preset within a few seconds, which nobody has opened before."""

    async def come(pupil: Visitor) -> float:
        await asyncio.sleep(random.uniform(0.0, ARRIVE_S))
        wait_s = await timed(pupil.open("lab", f"preset={READY[-1]}"))
        await pupil.send_store()
        return wait_s

    waits_s = await together(come, pupils)
    return Row(f"open one preset within {ARRIVE_S:g} s, p95", "s", 3.0, p95(waits_s), len(waits_s))


async def moves(pupils: list[Visitor], lasting_s: float) -> list[Row]:
    """Every pupil makes a move every few seconds: another tab, a slider, another preset."""
    end_s = time.perf_counter() + lasting_s

    async def play(pupil: Visitor) -> list[float]:
        waits_s = []
        await asyncio.sleep(random.uniform(0.0, MOVE_EVERY_S))
        while time.perf_counter() < end_s:
            began_s = time.perf_counter()
            await move(pupil)
            waits_s.append(time.perf_counter() - began_s)
            await asyncio.sleep(max(MOVE_EVERY_S - waits_s[-1], 0.0))
        return waits_s

    waits_s = [wait_s for pupil in await together(play, pupils) for wait_s in pupil]
    name = f"a move every {MOVE_EVERY_S:g} s among presets"
    return [
        Row(f"{name}, median", "s", 0.3, sorted(waits_s)[len(waits_s) // 2], len(waits_s)),
        Row(f"{name}, p95", "s", 1.5, p95(waits_s), len(waits_s)),
    ]


async def move(pupil: Visitor) -> None:
    """Open another tab in half of all cases; else move a slider, or open another preset."""
    draw = random.random()
    if draw < 0.5:
        name = random.choice(list(lab_text.TABS.values()))
        await pupil.choose(name, name)
    elif draw < 0.8 and any(label.startswith(REPEATS) for label in pupil.widgets):
        await pupil.slide(REPEATS, random.randrange(1, 8))
    else:
        await pupil.open("lab", f"preset={random.choice(READY)}")


async def same_runs(pupils: list[Visitor]) -> Row:
    """All ask for the same new runs at once; the wait begins when the runs are over."""
    query = f"preset={FIRST}&seeds=1&seed={new_seed()}"

    async def ask(pupil: Visitor) -> tuple[float, float]:
        await pupil.open("lab", query)
        return pupil.followed_s, time.perf_counter()

    ends_s = await together(ask, pupils)
    over_s = min(followed_s for followed_s, _ in ends_s)
    waits_s = [end_s - over_s for _, end_s in ends_s]
    return Row("the same new settings, p95 after the run", "s", 3.0, p95(waits_s), len(waits_s))


async def different_runs(pupils: list[Visitor]) -> list[Row]:
    """Each asks for runs of its own; the wait ends with the first of them in the picture."""

    async def ask(pupil: Visitor) -> tuple[float, bool]:
        await pupil.open("lab", f"preset={FIRST}")
        await pupil.press(lab_text.LUCK)
        began_s = time.perf_counter()
        await pupil.begin(lab_text.RUN, _has_dots)
        dots_s = time.perf_counter() - began_s
        # How many runs are ahead, or how far the pupil's own ones are.
        is_told = any(re.search("ahead of you|model day", seen.words) for seen in pupil.progress)
        return dots_s, is_told

    async def stop(pupil: Visitor) -> None:
        if text.CANCEL in pupil.widgets:
            await pupil.press(text.CANCEL)

    answers = await together(ask, pupils)
    await together(stop, pupils)
    waits_s = [dots_s for dots_s, _ in answers]
    late = [is_told for dots_s, is_told in answers if dots_s > 10.0]
    return [
        Row("different new settings, first dots, p95", "s", 10.0, p95(waits_s), len(waits_s)),
        Row(
            "of those who waited longer, not told where they are in the queue",
            "pupils",
            0,
            late.count(False),
            len(late),
        ),
    ]


def _has_dots(pupil: Visitor) -> bool:
    """Return whether a chart has been drawn since the bar of the runs came."""
    return bool(pupil.progress and pupil.charts_s and pupil.charts_s[-1] > pupil.progress[0].at_s)


async def together(act: Callable[[Visitor], Awaitable], pupils: Iterable[Visitor]) -> list:
    """Let all pupils do the same at once; return what each of them brought."""
    return await asyncio.gather(*(act(pupil) for pupil in pupils))


async def timed(act: Awaitable[None]) -> float:
    """Return how many seconds an act took."""
    began_s = time.perf_counter()
    await act
    return time.perf_counter() - began_s


def p95(waits_s: list[float]) -> float:
    """Return the 95th percentile; the largest of fewer than twenty."""
    ordered = sorted(waits_s)
    return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]


def new_seed() -> int:
    """Return a seed that nobody has run before, most likely."""
    return random.randrange(10**6, 10**7)


if __name__ == "__main__":
    main()
