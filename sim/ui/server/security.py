"""Additions to Streamlit's answers: headers, a content policy, and one line of help.

The policy lets the page run the scripts of this server and nothing else, and send to it alone.
Scripts from ``blob:`` are the components', which Streamlit loads that way.

Live connections are let in here and not by Streamlit: to find out whether a page from another
origin may connect, it would ask a server on the internet for the address of this machine.
"""

from __future__ import annotations

import base64
import hashlib
import html
import logging
import re
from functools import cache, lru_cache
from urllib.parse import urlsplit

import streamlit as st
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sim.ui import navigation
from sim.ui.text import server_text

# Cache names, sizes and session counts are nobody's business on a class server. The app may be
# served below a path of its own, so these can stand anywhere in an address.
_CLOSED = ("/_stcore/metrics", "/_stcore/agent")
# Names of this machine itself: a page that was opened by one of them may connect by another.
_OWN_NAMES = ("localhost", "127.0.0.1", "::1")
_HEADERS = [(b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"same-origin")]
_POLICY = (
    "default-src 'self'; script-src 'self' blob: {hashes}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss:; "
    "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'"
)
# Streamlit's script does not know at which part of an address the app begins: on a page of the app
# it would first ask below that page, and fail. A page lies in the folder of the app.
_BASE = (
    b"<script>window.__streamlit = {BACKEND_BASE_URL: new URL('.', location.href).href}</script>"
)
_INLINE = re.compile(rb"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
# Shown by the style sheet alone, for a script cannot run where this is needed, until the page has
# drawn anything: a first line at once, and one with a way out after ten seconds. What Streamlit
# shows of a running script goes: runs have a bar and a Cancel of their own.
_LATE = """
<style>
#loading { position: fixed; inset: 40%% 0 auto; width: fit-content; margin: auto; padding: 8px 16px;
  background: #fff; color: #1a1a1a; font: 18px sans-serif; z-index: 9; }
#late { visibility: hidden; position: fixed; inset: auto 1rem 1rem; margin: 0; padding: 1rem;
  background: #fff; color: #1a1a1a; border: 1px solid #595959; font: 16px sans-serif;
  animation: late 0s 10s forwards; z-index: 9; }
@keyframes late { to { visibility: visible; } }
body:has([data-testid="stMarkdown"]) :is(#loading, #late) { display: none; }
[data-testid="stStatusWidget"] { display: none !important; }
</style>
<p id="loading" role="status">%s</p>
<p id="late" role="status">%s</p>
"""


class Guard:
    """Middleware that adds the headers Streamlit leaves out, and closes the doors nobody needs."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            if not is_welcome(scope):
                _tell_once(dict(scope["headers"])[b"origin"].decode("latin-1"))
                await send({"type": "websocket.close", "code": 1008, "reason": "other origin"})
                return
            scope = {
                **scope,
                "headers": [header for header in scope["headers"] if header[0] != b"origin"],
            }
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if any(door in scope["path"] for door in _CLOSED):
            await send({"type": "http.response.start", "status": 404, "headers": _HEADERS})
            await send({"type": "http.response.body", "body": b""})
            return
        # Packed answers could not be read here; they are packed on the way out, see `serve`.
        headers = [header for header in scope.get("headers", ()) if header[0] != b"accept-encoding"]
        await self._app({**scope, "headers": headers}, receive, _Answer(send, scope["path"]))


class _Answer:
    """Sends an answer on; a page is held back until it is whole, for its headers depend on it."""

    def __init__(self, send: Send, path: str) -> None:
        self._send = send
        self._path = path
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = [*message.get("headers", ()), *_HEADERS]
            message = {**message, "headers": headers}
            kind = dict(headers).get(b"content-type", b"")
            if kind.startswith(b"text/html"):
                self._start = message
                return
        elif self._start is not None and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._page(self._start)
            return
        await self._send(message)

    async def _page(self, start: Message) -> None:
        body = with_base(with_help(self._body), self._path)
        headers = [(name, value) for name, value in start["headers"] if name != b"content-length"]
        headers += [
            (b"content-length", str(len(body)).encode()),
            (b"content-security-policy", policy(body).encode()),
        ]
        await self._send({**start, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})


def is_welcome(scope: Scope) -> bool:
    """Return whether a live connection may be opened from where its page was loaded.

    That is the address of this server itself, as the visitor or a proxy before it calls it, and
    whatever is named in Streamlit's setting ``server.corsAllowedOrigins``. Programs that are no
    browser name no origin, and are let in.
    """
    headers = dict(scope["headers"])
    origin = headers.get(b"origin", b"").decode("latin-1")
    if not origin:
        return True
    page, asked = urlsplit(origin), headers.get(b"host", b"").decode("latin-1")
    if page.netloc == asked or page.hostname in _OWN_NAMES:
        return True
    return origin.rstrip("/") in {
        allowed.strip().rstrip("/") for allowed in st.get_option("server.corsAllowedOrigins")
    }


@lru_cache(maxsize=64)
def _tell_once(origin: str) -> None:
    """Tell who runs the server why a page gets no connection; its address is cut short."""
    logging.getLogger("plasticity-lab").warning(server_text.OTHER_ORIGIN, origin)


@cache
def policy(page: bytes) -> str:
    """Return the content policy for a page, which may run its own inline scripts as they are."""
    hashes = [
        base64.b64encode(hashlib.sha256(code).digest()).decode() for code in _INLINE.findall(page)
    ]
    return _POLICY.format(hashes=" ".join(f"'sha256-{digest}'" for digest in hashes))


def with_base(page: bytes, path: str) -> bytes:
    """Return a page that tells Streamlit's script where the app begins.

    The first page, at the begin of the app itself, and addresses that are no page stay as they are:
    there the script finds it by asking.
    """
    _, _, name = path.rpartition("/")
    is_first = path.strip("/") == str(st.get_option("server.baseUrlPath")).strip("/")
    if is_first or name not in navigation.PAGES:
        return page
    return page.replace(b"</head>", _BASE + b"</head>", 1)


def with_help(page: bytes) -> bytes:
    """Return a page with a line while it loads, and one for networks that block live pages."""
    lines = _LATE % (html.escape(server_text.LOADING), html.escape(server_text.BLOCKED))
    return page.replace(b"</body>", lines.encode() + b"</body>", 1)
