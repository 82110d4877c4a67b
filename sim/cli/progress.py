"""How far the runs of a command are: a bar on a terminal, elsewhere a line every 30 seconds."""

from __future__ import annotations

import math
import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

import typer

from sim.phrases import plural
from sim.runs import BatchProgress

if TYPE_CHECKING:
    from rich.progress import Progress

LINE_EVERY_S = 30.0
_BAR_CHARACTERS = 24


class ProgressDisplay:
    """Shows on standard error how far runs are; call it with each `BatchProgress`."""

    def __init__(self) -> None:
        self._bar = _rich_bar() if sys.stderr.isatty() else None
        self._next_line_s = time.monotonic() + LINE_EVERY_S

    def __enter__(self) -> ProgressDisplay:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.clear()

    def __call__(self, progress: BatchProgress) -> None:
        """Show how far the runs are."""
        if self._bar is not None:
            self._bar.start()
            self._bar.update(
                self._bar.task_ids[0],
                completed=progress.done_runs,
                total=progress.total_runs,
                description=in_words(progress),
                refresh=True,
            )
        elif time.monotonic() >= self._next_line_s:
            typer.echo(in_words(progress), err=True)
            self._next_line_s = time.monotonic() + LINE_EVERY_S

    def clear(self) -> None:
        """Take the bar away, so that something else can be printed."""
        if self._bar is not None:
            self._bar.stop()


def _rich_bar() -> Progress | None:
    """Return a bar that is drawn when it is updated; None for a terminal that cannot go back."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    console = Console(stderr=True, highlight=False)
    if not console.is_interactive:
        return None
    bar = Progress(
        BarColumn(_BAR_CHARACTERS, complete_style="bold", finished_style="bold"),
        TextColumn("{task.description}", markup=False),
        console=console,
        auto_refresh=False,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    bar.add_task("")
    return bar


def in_words(progress: BatchProgress) -> str:
    """Return ``25 %, 5 of 20 runs, about 1:05 left``."""
    share = progress.done_runs / max(progress.total_runs, 1)
    done = int(progress.done_runs + 1e-6)
    text = f"{share * 100:.0f} %, {done} of {plural(progress.total_runs, 'run')}"
    if progress.seconds_left is None or not math.isfinite(progress.seconds_left):
        return text
    minutes, seconds = divmod(round(progress.seconds_left), 60)
    return f"{text}, about {minutes}:{seconds:02d} left"
