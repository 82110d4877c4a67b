"""Headers, content policy, closed doors and the line for blocked networks."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import re

import pytest

from sim.ui import text
from sim.ui.security import Guard, policy, with_help

PAGE = b"<html><head><script>var a = 1;</script><script src='x.js'></script></head><body></body>"


async def _plain(scope, receive, send):
    kind = b"text/html; charset=utf-8" if scope["path"] == "/" else b"application/json"
    await send({"type": "http.response.start", "status": 200,
                "headers": [(b"content-type", kind), (b"content-length", b"90")]})
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


def test_a_page_has_a_policy_that_lets_its_own_scripts_run_and_no_others():
    status, headers, body = asked("/")
    told = headers[b"content-security-policy"].decode()
    code = base64.b64encode(hashlib.sha256(b"var a = 1;").digest()).decode()
    scripts = re.search(r"script-src ([^;]*)", told).group(1).split()
    assert status == 200 and scripts == ["'self'", "blob:", f"'sha256-{code}'"]
    assert "object-src 'none'" in told and "unsafe-eval" not in told
    assert int(headers[b"content-length"]) == len(body)
    assert text.BLOCKED.split("?")[0].encode() in body


def test_other_answers_pass_as_they_are_with_the_headers():
    status, headers, body = asked("/data.json")
    assert status == 200 and body == PAGE and headers[b"content-length"] == b"90"
    assert headers[b"x-content-type-options"] == b"nosniff"
    assert b"content-security-policy" not in headers


def test_the_app_behind_is_not_asked_for_packed_answers():
    seen = []

    async def app(scope, receive, send):
        seen.extend(scope["headers"])

    scope = {"type": "http", "path": "/", "headers": [(b"accept-encoding", b"gzip"),
                                                      (b"accept", b"text/html")]}
    asyncio.run(Guard(app)(scope, None, None))
    assert seen == [(b"accept", b"text/html")]


def test_the_page_that_streamlit_ships_gets_both():
    from pathlib import Path

    import streamlit

    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_bytes()
    assert b'id="late"' in with_help(page)
    assert page.count(b"<script>") <= policy(page).count("'sha256-")
