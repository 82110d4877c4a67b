"""The server behind ``plasticity-lab app``: Streamlit with our settings, nothing more open."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from sim.ui import main  # noqa: F401  what the script imports, before the first visitor asks for it
from sim.ui.running import shared, warm
from sim.ui.server.memory import give_back_memory, share_pools
from sim.ui.server.security import Guard

_SCRIPT = Path(__file__).parent / "app.py"
_LEAST_BYTES = 1024  # less is not worth packing


def serve(config: Mapping[str, Any], *, when_ready: Callable[[str], None]) -> None:
    """Serve the page until stopped.

    Parameters
    ----------
    config : mapping
        Streamlit's options by dotted name.
    when_ready : callable
        Called as the server starts to listen, with the path below which Streamlit's settings place
        the app: empty, or ``/lab``.
    """

    @asynccontextmanager
    async def lifespan(_app: Any) -> AsyncIterator[None]:
        warm.start()  # before the first visitor, not because of it
        folder = str(st.get_option("server.baseUrlPath")).strip("/")
        when_ready(f"/{folder}" if folder else "")
        giving_back = asyncio.create_task(give_back_memory())
        yield
        giving_back.cancel()
        shared.pool().close()  # runs under way stop now, not at their end

    share_pools()
    app = st.App(
        _SCRIPT,
        lifespan=lifespan,
        middleware=[Middleware(GZipMiddleware, minimum_size=_LEAST_BYTES), Middleware(Guard)],
    )
    app.run(config=config)
