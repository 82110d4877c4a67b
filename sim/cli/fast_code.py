"""The fast code of a command: compiled or loaded before the first run, and what to know of it."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import typer

from sim.errors import SimError
from sim.kernels._jit import cache_folder, is_warm, obstacle
from sim.runs import warm_up

_POLL_S = 0.05


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
