"""The addresses that the server prints: for this machine, and for the phones of a class."""

from __future__ import annotations

import io
import socket

import pytest

from sim.cli.commands import app
from sim.ui.components import addresses


class Network:
    """Stands in for the sockets of a machine with one address in a network, or without any."""

    def __init__(self, address):
        self.address = address

    def __call__(self, family, kind):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def connect(self, target):
        if self.address is None:
            raise OSError("network is unreachable")

    def getsockname(self):
        return (self.address, 40000)


@pytest.fixture
def in_network(monkeypatch):
    """Return a function that gives this machine another address, and its name one too."""

    def set_to(address, by_name="127.0.1.1"):
        monkeypatch.setattr(addresses.socket, "socket", Network(address))
        monkeypatch.setattr(
            addresses.socket, "getaddrinfo", lambda *_: [(socket.AF_INET, 1, 6, "", (by_name, 0))]
        )

    return set_to


def test_every_address_means_the_one_that_other_devices_see(in_network):
    in_network("192.168.1.20")
    assert addresses.from_elsewhere("0.0.0.0") == "192.168.1.20"
    assert addresses.from_here("0.0.0.0") == "localhost"


def test_without_a_way_out_the_name_of_the_machine_is_asked(in_network):
    in_network(None, by_name="10.0.0.7")
    assert addresses.from_elsewhere("0.0.0.0") == "10.0.0.7"


@pytest.mark.parametrize("address", [None, "127.0.0.1"])
def test_a_machine_in_no_network_has_no_address_for_others(in_network, address):
    in_network(address)
    assert addresses.from_elsewhere("0.0.0.0") is None


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.0.0.9"])
def test_a_server_for_this_machine_alone_has_none_either(host):
    assert addresses.from_elsewhere(host) is None


def test_one_address_of_the_machine_is_that_address():
    assert addresses.from_elsewhere("192.168.1.5") == "192.168.1.5"
    assert addresses.from_elsewhere("lab.local") == "lab.local"


def test_addresses_are_written_as_browsers_read_them():
    assert addresses.url("localhost", 8501) == "http://localhost:8501"
    assert addresses.url("2001:db8::5", 80, "/lab") == "http://[2001:db8::5]:80/lab"


def printed(monkeypatch, encoding):
    raw = io.BytesIO()
    monkeypatch.setattr(app.sys, "stdout", io.TextIOWrapper(raw, encoding))
    app.tell_others("0.0.0.0", 8501, "")
    app.sys.stdout.flush()
    return raw.getvalue().decode(encoding)


def test_a_class_gets_the_address_and_its_code(in_network, monkeypatch):
    in_network("192.168.1.20")
    said = printed(monkeypatch, "utf-8")
    assert "http://192.168.1.20:8501" in said
    lines = said.splitlines()[2:]
    assert len(lines) > 10 and set("".join(lines)) <= set(" \u2580\u2584\u2588")


def test_a_terminal_without_blocks_gets_the_address_alone(in_network, monkeypatch):
    in_network("192.168.1.20")
    said = printed(monkeypatch, "ascii")
    assert "http://192.168.1.20:8501" in said and len(said.splitlines()) == 2
