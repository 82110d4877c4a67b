"""The address of the page: settings and what a teacher shows of them, written and read back.

The address is read by this parser and by no other. Whatever it holds, the outcome is a set of
settings that can be run, and notes about what was ignored or changed.

A link names its preset and version first, and ends with a part that says it is whole: links are
cut by the programs that carry them, and half a number is another number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from sim.phrases import suggest
from sim.result import package_version
from sim.scenario import MODEL_VERSION
from sim.ui import text
from sim.ui.settings.address_values import (
    MAX_ASK,
    MAX_PARTS,
    Frame,
    accepted,
    read_arms,
    read_frame,
    read_number,
    read_own_values,
    read_preset,
    read_values,
    read_vary,
    short,
    typed,
)
from sim.ui.settings.state import DEFAULT_SEEDS, MAX_SEED, SEEDS, Settings, defaults

__all__ = [
    "MAX_ASK",
    "Address",
    "Frame",
    "Query",
    "from_query",
    "to_address",
    "to_query",
    "version",
]

NAMES = (
    "preset",
    "set",
    "own",
    "seed",
    "seeds",
    "arms",
    "vary",
    "vary2",
    "outcome",
    "show",
    "lock",
    "ask",
    "hint",
    "v",
    "end",
)
_WHOLE = "1"  # value of the last part
_ESCAPED = "amp;"  # what is left of an & that was escaped for a page and not read back
_AROUND = ".,;:!?)>]}'\"\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"

Query = Mapping[str, Sequence[str]]


_USUAL = Frame()


class Address(NamedTuple):
    """What an address stands for, and what was wrong with it in words."""

    settings: Settings
    notes: tuple[str, ...]
    frame: Frame = _USUAL


def version() -> str:
    """Return the version that links carry: of the package and of the model."""
    return f"{package_version()}-m{MODEL_VERSION}"


def to_query(settings: Settings, frame: Frame = _USUAL) -> dict[str, str | list[str]]:
    """Return the parts of the address that hold these settings; defaults are left out of a frame.

    A part that may stand several times is a list.
    """
    query: dict[str, str | list[str]] = {"preset": settings.preset, "v": version()}
    if settings.changes:
        query["set"] = [f"{path}:{typed(value)}" for path, value in settings.changes]
    if settings.own:
        query["own"] = [f"{arm}/{path}:{typed(value)}" for arm, path, value in settings.own]
    query |= {
        "seed": str(settings.seed),
        "seeds": str(settings.seeds),
        "arms": ",".join(settings.arms),
    }
    if (vary := settings.vary) is not None:
        query["vary"] = f"{vary.path}:{typed(vary.values)}"
        if vary.other:
            query["vary2"] = f"{vary.other}:{typed(vary.other_values)}"
        query["outcome"] = vary.outcome
    if frame.show is not None:
        query["show"] = list(frame.show) or ["none"]
    if frame.lock:
        query["lock"] = list(frame.lock)
    if frame.ask:
        query["ask"] = frame.ask
    return query | {"end": _WHOLE}


def to_address(settings: Settings, frame: Frame = _USUAL, *, page: str = "lab") -> str:
    """Return path and query of a link, below the address of the server."""
    return f"/{page}?{urlencode(to_query(settings, frame), doseq=True)}"


def from_query(query: Query) -> Address:
    """Return the settings an address stands for; what can not be used is named, never fatal."""
    notes: list[str] = []
    parts = _mended(
        {name: list(values)[:MAX_PARTS] for name, values in list(query.items())[:MAX_PARTS]}, notes
    )
    base = read_preset(parts.pop("preset", []), notes)
    settings = defaults(base)
    settings = settings._replace(
        arms=read_arms(parts.pop("arms", []), base, settings.arms, notes),
        seed=read_number(parts.pop("seed", []), "seed", range(MAX_SEED + 1), 0, notes),
        seeds=read_number(parts.pop("seeds", []), "seeds", SEEDS, DEFAULT_SEEDS, notes),
    )
    settings = accepted(settings, base, read_values(parts.pop("set", []), base, notes), notes)
    own = read_own_values(parts.pop("own", []), base, settings, notes)
    settings = accepted(settings, base, own, notes)
    settings = settings._replace(vary=read_vary(parts, base, notes))
    frame = read_frame(parts, base, notes)
    given = parts.pop("v", [])
    if given and given[-1] != version():
        notes.append(text.other_version(short(given[-1]), version()))
    parts.pop("end", None)
    notes += [
        text.ignored(short(name), f"one of {', '.join(NAMES)}", suggest(name, NAMES))
        for name in parts
    ]
    return Address(settings, tuple(notes), frame)


def _mended(parts: dict[str, list[str]], notes: list[str]) -> dict[str, list[str]]:
    """Return the parts of an address without what its way has added; say what was lost on it."""
    found: dict[str, list[str]] = {}
    for name, values in parts.items():
        found.setdefault(name.removeprefix(_ESCAPED), []).extend(values)
    for name in ("v", "end"):  # what follows a link in a sentence sticks to its last part
        if name in found:
            found[name] = [one.rstrip(_AROUND) for one in found[name]]
    last = next(reversed(found), "v")
    # Links of earlier versions end with the version. What is typed by hand has none.
    if "v" not in found or "end" in found or last == "v":
        return found
    lost = found[last].pop()
    notes.append(text.cut(short(f"{last}={lost}")))
    return {name: values for name, values in found.items() if values}
