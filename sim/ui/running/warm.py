"""Warm-up: compile or load the kernels and read the presets, before anybody waits for them."""

from __future__ import annotations

import gc
import threading

from sim.scenario import presets
from sim.ui.settings.presets import load

_lock = threading.Lock()
_done = threading.Event()
_thread: threading.Thread | None = None


def start() -> None:
    """Begin the warm-up in the background; any further call does nothing."""
    global _thread
    if _thread is None:
        with _lock:
            if _thread is None:
                _thread = threading.Thread(target=wait, name="warm-up", daemon=True)
                _thread.start()


def is_done() -> bool:
    """Return whether runs can begin at once."""
    return _done.is_set()


def wait() -> None:
    """Warm up now, or wait until whoever is at it has finished.

    Afterwards all objects that exist are taken out of garbage collection, which would hold up every
    session for the size of the imported libraries: so the modules of the page are imported before.
    """
    if _done.is_set():
        return
    with _lock:
        if _done.is_set():
            return
        import streamlit.emojis  # noqa: F401  else imported for the first message on a page: 0.3 s

        from sim.runs import warm_up  # imports the compiler, which takes a second

        warm_up()
        for name in presets():
            load(name)
        gc.collect()
        gc.freeze()
        _done.set()
