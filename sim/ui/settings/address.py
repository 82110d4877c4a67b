"""The address of the page: settings and what a teacher shows of them, written and read back.

The address is read by this parser and by no other. Whatever it holds, the outcome is a set of
settings that can be run, and notes about what was ignored or changed.

A link names its preset and version first, and ends with a part that says it is whole: links are
cut by the programs that carry them, and half a number is another number.
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

from sim.result import package_version
from sim.scenario import MODEL_VERSION
from sim.ui.settings.address_reader import MAX_ASK, Query, Reader, in_address
from sim.ui.settings.state import LinkOptions, Settings

__all__ = ["MAX_ASK", "Address", "Query", "from_query", "to_address", "to_query", "version"]

_WHOLE = "1"  # value of the last part
_USUAL = LinkOptions()


class Address(NamedTuple):
    """Settings and options that an address stands for, and what was wrong with it in words."""

    settings: Settings
    notes: tuple[str, ...]
    options: LinkOptions = _USUAL


def version() -> str:
    """Return the version that links carry: of the package and of the model."""
    return f"{package_version()}-m{MODEL_VERSION}"


def to_query(settings: Settings, options: LinkOptions = _USUAL) -> dict[str, str | list[str]]:
    """Return the parts of the address that hold these settings; usual options are left out.

    A part that may stand several times is a list.
    """
    query: dict[str, str | list[str]] = {"preset": settings.preset, "v": version()}
    if settings.changes:
        query["set"] = [f"{path}:{in_address(value)}" for path, value in settings.changes]
    if settings.own:
        query["own"] = [f"{arm}/{path}:{in_address(value)}" for arm, path, value in settings.own]
    query |= {
        "seed": str(settings.seed),
        "seeds": str(settings.seeds),
        "arms": ",".join(settings.arms),
    }
    if (vary := settings.vary) is not None:
        query["vary"] = f"{vary.path}:{in_address(vary.values)}"
        if vary.other:
            query["vary2"] = f"{vary.other}:{in_address(vary.other_values)}"
        query["outcome"] = vary.outcome
    if options.show is not None:
        query["show"] = list(options.show) or ["none"]
    if options.lock:
        query["lock"] = list(options.lock)
    if options.ask:
        query["ask"] = options.ask
    if options.guess:
        query["guess"] = "1"
    return query | {"end": _WHOLE}


def to_address(settings: Settings, options: LinkOptions = _USUAL, *, page: str = "lab") -> str:
    """Return path and query of a link, below the address of the server."""
    return f"/{page}?{urlencode(to_query(settings, options), doseq=True)}"


def from_query(query: Query) -> Address:
    """Return the settings an address stands for; what cannot be used is named, never fatal."""
    reader = Reader(query)
    settings, options = reader.settings(), reader.options()
    reader.end(version())
    return Address(settings, tuple(reader.notes), options)
