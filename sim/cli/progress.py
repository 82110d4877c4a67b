"""What a user sees while runs go on: a bar on a terminal, and the first-start message."""

from __future__ import annotations

import math
import os
import sys
import threading
from pathlib import Path
from types import TracebackType

import typer

from sim.errors import SimError
from sim.kernels._jit import cache_folder, is_warm, obstacle
from sim.phrases import plural
from sim.runs import BatchProgress, warm_up

_CELLS = 24  # characters of the bar
_POLL_S = 0.05


class Bar:
    """A line on standard error: bar, runs, time left; nothing if that is no terminal."""

    def __init__(self) -> None:
        self._is_shown = sys.stderr.isatty()
        self._width = 0

    def __enter__(self) -> Bar:
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
        if self._is_shown:
            self._write(line(progress))

    def clear(self) -> None:
        """Take the bar away, so that something else can be printed."""
        if self._is_shown and self._width:
            self._write("")

    def _write(self, text: str) -> None:
        sys.stderr.write("\r" + text.ljust(self._width) + ("" if text else "\r"))
        sys.stderr.flush()
        self._width = len(text)


def line(progress: BatchProgress) -> str:
    """Return ``[######......]  25 %  5 of 20 runs  about 1:05 left``."""
    share = progress.done_runs / max(progress.total_runs, 1)
    full = min(_CELLS, int(share * _CELLS))
    runs = f"{int(progress.done_runs + 1e-6)} of {plural(progress.total_runs, 'run')}"
    left = ""
    if progress.seconds_left is not None and math.isfinite(progress.seconds_left):
        minutes, seconds = divmod(round(progress.seconds_left), 60)
        left = f"  about {minutes}:{seconds:02d} left"
    return f"[{'#' * full}{'.' * (_CELLS - full)}] {share * 100:3.0f} %  {runs}{left}"


def announce() -> None:
    """Say what is unusual about the fast code: it takes long, or lies in another place."""
    if reason := obstacle():
        typer.echo(f"note: {reason}", err=True)
        return
    wish, folder = os.environ.get("PLASTICITY_LAB_CACHE", ""), cache_folder()
    if wish and wish.lower() != "off":
        used = "no folder at all" if folder is None else str(folder.parent)
        if folder is None or folder.parent != Path(wish).expanduser().absolute():
            typer.echo(
                f"note: PLASTICITY_LAB_CACHE={wish} is not a usable folder; using {used}", err=True
            )
        elif not Path(wish).expanduser().is_absolute():
            typer.echo(
                f"note: PLASTICITY_LAB_CACHE={wish} is a relative path; using {used}", err=True
            )
    if not is_warm():
        once = "" if folder is None else ", once"
        typer.echo(f"preparing the fast code{once} (5 to 20 s)", err=True)


def prepare() -> None:
    """Compile or load the kernels; say so if it will take long."""
    announce()
    failure: list[SimError] = []

    def work() -> None:
        try:
            warm_up()
        except SimError as error:
            failure.append(error)

    # The compiler does not notice Ctrl-C; the waiting thread does, and lets it go.
    thread = threading.Thread(target=work, name="warm-up", daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(_POLL_S)
    if failure:
        raise failure[0]
