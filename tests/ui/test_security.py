"""Headers, content policy, closed doors and the line for blocked networks."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import re

import pytest

from sim.ui.server.security import Guard, policy, with_base, with_help
from sim.ui.text import server_text

PAGE = b"<html><head><script>var a = 1;</script><script src='x.js'></script></head><body></body>"


async def _plain(scope, receive, send):
    kind = b"text/html; charset=utf-8" if scope["path"] == "/" else b"application/json"
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [(b"content-type", kind), (b"content-length", b"90")],
        }
    )
    half = len(PAGE) // 2
    await send({"type": "http.response.body", "body": PAGE[:half], "more_body": True})
    await send({"type": "http.response.body", "body": PAGE[half:]})


def asked(path):
    """Return status, headers and body of an answer behind the guard."""
    sent = []

    async def send(message):
        sent.append(message)

    asyncio.run(Guard(_plain)({"type": "http", "path": path}, None, send))
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return sent[0]["status"], dict(sent[0]["headers"]), body


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json"])
def test_doors_that_tell_of_other_sessions_are_closed(path):
    status, _, body = asked(path)
    assert status == 404 and body == b""


@pytest.mark.parametrize(
    "path", ["/neuro/_stcore/metrics", "/neuro//_stcore/metrics", "/a/b/_stcore/agent/x"]
)
def test_the_doors_are_closed_below_a_path_of_its_own_too(path):
    assert asked(path)[0] == 404


def connects(monkeypatch, *, host, origin, allowed=()):
    """Return the headers that a live connection reaches the app with; None if it is refused."""
    from streamlit import net_util

    from sim.ui.server import security

    def ask(*_args, **_options):
        raise AssertionError("an address outside was asked")

    monkeypatch.setattr(net_util, "_make_blocking_http_get", ask)
    monkeypatch.setattr(security.st, "get_option", lambda name: list(allowed))
    reached, sent = [], []

    async def app(scope, receive, send):
        from streamlit.web.server.starlette.starlette_websocket import _is_origin_allowed

        headers = {name: value.decode() for name, value in scope["headers"]}
        assert _is_origin_allowed(headers.get(b"origin"), headers[b"host"])
        reached.append(headers)

    async def send(message):
        sent.append(message)

    headers = [(b"host", host.encode())] + ([(b"origin", origin.encode())] if origin else [])
    asyncio.run(
        Guard(app)({"type": "websocket", "path": "/_stcore/stream", "headers": headers}, None, send)
    )
    assert bool(reached) != bool(sent)
    return reached[0] if reached else None


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("127.0.0.1:8501", "http://127.0.0.1:8501"),
        ("lab.school.example", "https://lab.school.example"),
        ("127.0.0.1:8501", "http://localhost:8501"),
        ("192.168.1.5:8501", "http://192.168.1.5:8501"),
        ("[::1]:8501", "http://[::1]:8501"),
        ("127.0.0.1:8501", ""),
    ],
)
def test_a_page_of_this_server_connects_and_nothing_outside_is_asked(monkeypatch, host, origin):
    assert connects(monkeypatch, host=host, origin=origin) is not None


def test_a_page_from_elsewhere_is_refused_without_a_request_and_the_log_says_why(
    monkeypatch, caplog
):
    assert connects(monkeypatch, host="127.0.0.1:8501", origin="https://bad.example") is None
    assert "bad.example" in caplog.text and "docs/hosting.md" in caplog.text


def test_an_address_that_the_settings_allow_connects(monkeypatch):
    page = "https://lab.school.example"
    assert connects(monkeypatch, host="10.0.0.2:8501", origin=page, allowed=[page + "/"])
    assert (
        connects(monkeypatch, host="10.0.0.2:8501", origin="https://school.example", allowed=[page])
        is None
    )


def test_a_page_has_a_policy_that_lets_its_own_scripts_run_and_no_others():
    status, headers, body = asked("/")
    told = headers[b"content-security-policy"].decode()
    code = base64.b64encode(hashlib.sha256(b"var a = 1;").digest()).decode()
    scripts = re.search(r"script-src ([^;]*)", told).group(1).split()
    assert status == 200 and scripts == ["'self'", "blob:", f"'sha256-{code}'"]
    assert "object-src 'none'" in told and "unsafe-eval" not in told
    assert int(headers[b"content-length"]) == len(body)
    assert server_text.BLOCKED.split("?")[0].encode() in body


def test_other_answers_pass_as_they_are_with_the_headers():
    status, headers, body = asked("/data.json")
    assert status == 200 and body == PAGE and headers[b"content-length"] == b"90"
    assert headers[b"x-content-type-options"] == b"nosniff"
    assert b"content-security-policy" not in headers


def test_the_app_behind_is_not_asked_for_packed_answers():
    seen = []

    async def app(scope, receive, send):
        seen.extend(scope["headers"])

    scope = {
        "type": "http",
        "path": "/",
        "headers": [(b"accept-encoding", b"gzip"), (b"accept", b"text/html")],
    }
    asyncio.run(Guard(app)(scope, None, None))
    assert seen == [(b"accept", b"text/html")]


def test_the_page_that_streamlit_ships_gets_both():
    from pathlib import Path

    import streamlit

    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_bytes()
    assert b'id="late"' in with_help(page)
    assert page.count(b"<script>") <= policy(page).count("'sha256-")


@pytest.mark.parametrize(
    ("path", "base", "told"),
    [
        ("/lab", "", True),
        ("/neuro/lab", "neuro", True),
        ("/lab/runs", "lab", True),
        ("/", "", False),
        ("/lab/", "lab", False),
        ("/lab", "lab", False),
        ("/nothing", "", False),
    ],
)
def test_a_page_tells_where_the_app_begins_and_its_begin_does_not(monkeypatch, path, base, told):
    """Told of a wrong place, the page would never connect."""
    from sim.ui.server import security

    monkeypatch.setattr(security.st, "get_option", lambda name: base)
    page = with_base(b"<html><head></head><body></body></html>", path)
    assert (b"BACKEND_BASE_URL" in page) == told
    assert policy(page).count("'sha256-") == told
