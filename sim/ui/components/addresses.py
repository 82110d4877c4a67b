"""Addresses at which a server can be opened: from this machine, and from others."""

from __future__ import annotations

import ipaddress
import socket

EVERY = ("0.0.0.0", "::")  # listen on all addresses of the machine
# Addresses kept free for documents. Asking for the way to one sends nothing; the answer tells which
# address of this machine a device in its network would see.
_NOWHERE = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}


def url(host: str, port: int, folder: str = "") -> str:
    """Return the address of a page: ``http://localhost:8501`` or ``http://[::1]:8501/lab``."""
    return f"http://[{host}]:{port}{folder}" if ":" in host else f"http://{host}:{port}{folder}"


def from_here(host: str) -> str:
    """Return the name by which this machine reaches a server that listens on ``host``."""
    return "localhost" if host in EVERY else host


def from_elsewhere(host: str) -> str | None:
    """Return the name by which other devices reach a server that listens on ``host``.

    Returns
    -------
    str or None
        None if they cannot: it listens to this machine alone, or the machine is in no network.
    """
    if host not in EVERY:
        return None if _is_own(host) else host
    families = [socket.AF_INET] if host == "0.0.0.0" else [socket.AF_INET, socket.AF_INET6]
    addresses = (_in_network(family) for family in families)
    return next((address for address in addresses if address), None)


def _in_network(family: socket.AddressFamily) -> str | None:
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((_NOWHERE[family], 9))
            address = str(probe.getsockname()[0])
    except OSError:  # no way out: a network without a router, or none at all
        return _by_name(family)
    return _by_name(family) if _is_own(address) else address


def _by_name(family: socket.AddressFamily) -> str | None:
    """Return the address of the machine's own name, if others can use it."""
    try:
        entries = socket.getaddrinfo(socket.gethostname(), None, family)
    except OSError:
        return None
    addresses = [str(entry[4][0]) for entry in entries]
    return next((address for address in addresses if not _is_own(address)), None)


def _is_own(host: str) -> bool:
    """Return whether a name means this machine to every machine."""
    if host == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:  # a name that is no address
        return False
    return address.is_loopback or address.is_unspecified
