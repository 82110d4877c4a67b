"""``class``: a room is open and its address told, or it says in words what is in the way."""

from __future__ import annotations

import re
import socket

import pytest

from sim.cli.commands import app, classroom
from sim.rooms import ROOMS


@pytest.fixture
def serve(monkeypatch):
    """Let a server be ready at once, as far as the command can tell; return what was opened."""
    opened = []
    monkeypatch.setattr(
        classroom, "serve_until_stopped", lambda host, port, when_ready: when_ready("/lab")
    )
    monkeypatch.setattr(classroom, "open_browser", opened.append)
    return opened


def told(cli, monkeypatch, *words, network="192.168.1.20"):
    monkeypatch.setattr(app, "from_elsewhere", lambda host: network)
    result = cli("class", *words)
    assert result.exit_code == 0
    return result.stdout


def test_a_room_is_open_and_pupils_get_its_address(cli, serve, monkeypatch):
    said = told(cli, monkeypatch, "--port", 8600)
    code, key = re.search(r"/lab/board\?room=([A-Z]{4})&key=(\S+)", said).groups()
    assert f"http://192.168.1.20:8600/lab/join?room={code}" in said
    assert "\u2588" in said or "\u2580" in said  # its code for cameras
    assert ROOMS.find(code).is_teacher(key) and ROOMS.find(code).lesson.id == "L4"
    assert "no other device" not in said
    assert serve == [f"http://localhost:8600/lab/board?room={code}&key={key}"]


def test_the_address_for_pupils_does_not_hold_the_key(cli, serve, monkeypatch):
    said = told(cli, monkeypatch)
    assert all("key" not in line for line in said.splitlines() if "/join" in line)


def test_another_lesson_and_no_browser(cli, serve, monkeypatch):
    said = told(cli, monkeypatch, "--lesson", "l5", "--no-browser")
    code = re.search(r"room=([A-Z]{4})", said)[1]
    assert ROOMS.find(code).lesson.id == "L5" and serve == []


def test_an_unknown_lesson_is_told_with_those_there_are(cli):
    result = cli("class", "--lesson", "L99")
    assert result.exit_code == 2
    assert "L99" in result.stderr and "L4" in result.stderr


def test_a_machine_without_a_network_is_told_so(cli, serve, monkeypatch):
    assert "in no network" in told(cli, monkeypatch, network=None)


def test_a_server_for_this_machine_alone_is_told_so(cli, serve, monkeypatch):
    said = told(cli, monkeypatch, "--host", "127.0.0.1", network=None)
    assert "no other device can join" in said


def test_a_port_that_is_taken_is_told_with_another_one(cli):
    with socket.socket() as other:
        other.bind(("0.0.0.0", 0))
        other.listen()
        port = other.getsockname()[1]
        result = cli("class", "--port", port)
    assert result.exit_code == 2
    assert f"{port}, which is in use" in result.stderr
