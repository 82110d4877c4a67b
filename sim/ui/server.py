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
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sim.ui import running, warm

_PAGE = Path(__file__).with_name("main.py")
_OPEN_AFTER_S = 1.0  # by then the server listens

# Cache names, sizes and session counts are nobody's business on a class server.
_CLOSED = ("/_stcore/metrics", "/_stcore/agent")
_HEADERS = [(b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"same-origin")]


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
    app = st.App(_PAGE, lifespan=_lifespan, middleware=[Middleware(_Guard)])
    app.run(config=config)


@asynccontextmanager
async def _lifespan(_app: Any) -> AsyncIterator[None]:
    warm.start()  # before the first visitor, not because of it
    yield
    running.board().close()  # runs under way stop now, not at their end


class _Guard:
    """Adds the headers that Streamlit leaves out, and closes the doors nobody needs."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["path"].startswith(_CLOSED):
            await send({"type": "http.response.start", "status": 404, "headers": _HEADERS})
            await send({"type": "http.response.body", "body": b""})
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            await send(message)

        await self._app(scope, receive, send_with_headers)
