"""An address under which pages will stand, as a user gives it to a command."""

from __future__ import annotations

from urllib.parse import urlsplit

from sim.errors import Problem, ScenarioError

_MOST_CHARS = 200  # a QR code of more is hard to read by a phone


def checked_address(address: str, option: str = "--address") -> str:
    """Return an address without the slash at its end.

    Parameters
    ----------
    address : str
        Empty for none.
    option : str
        Where it was given, for the message.

    Raises
    ------
    ScenarioError
        For an address that no browser could open.
    """
    if not address:
        return ""
    try:
        parts = urlsplit(address)
        is_one = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:  # half a pair of brackets
        is_one = False
    if not is_one or len(address) > _MOST_CHARS:
        allowed = f"an address such as https://lab.example.org, at most {_MOST_CHARS} characters"
        near = None if "://" in address else f"https://{address[:60]}"
        raise ScenarioError([Problem(option, "", f"'{address[:60]}'", allowed, near)])
    return address.rstrip("/")
