"""The server behind ``plasticity-lab app``: Streamlit with our settings, nothing more open."""

from __future__ import annotations

import threading
import webbrowser
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from sim.ui import desk, warm
from sim.ui.security import Guard

_SCRIPT = Path(__file__).parent / "served" / "app.py"
_OPEN_AFTER_S = 1.0  # by then the server listens
_LEAST_BYTES = 1024  # less is not worth packing


def serve(config: Mapping[str, Any], *, url_to_open: str | None) -> None:
    """Serve the page until stopped.

    Parameters
    ----------
    config : mapping
        Streamlit's options by dotted name.
    url_to_open : str or None
        Address for the browser; None opens none.
    """
    if url_to_open is not None:
        opener = threading.Timer(_OPEN_AFTER_S, webbrowser.open, [url_to_open])
        opener.daemon = True
        opener.start()
    app = st.App(_SCRIPT, lifespan=_lifespan, middleware=[
        Middleware(GZipMiddleware, minimum_size=_LEAST_BYTES), Middleware(Guard)])
    app.run(config=config)


@asynccontextmanager
async def _lifespan(_app: Any) -> AsyncIterator[None]:
    warm.start()  # before the first visitor, not because of it
    yield
    desk.board().close()  # runs under way stop now, not at their end
