"""Parts of an address, read one by one: what can not be used is named in a note, never fatal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sim.errors import ScenarioError
from sim.measures import allowed_instead, find
from sim.params import Leaf
from sim.phrases import shortened, suggest
from sim.scenario import Scenario, parameters, parse_value, presets
from sim.scenario.names import setting_name
from sim.ui import text
from sim.ui.settings.presets import load
from sim.ui.settings.state import (
    COPY,
    FIRST_PRESET,
    MAX_ARMS,
    MAX_SETTINGS,
    Settings,
    Vary,
    changed,
    changed_in_arm,
    scenario_of,
)

DOSE = "dose.dose_mg_per_kg"  # its declared default is the trial dose
MAX_ASK = 200  # letters of a question that a link carries
MAX_PARTS = 40  # parts of one address that are read
_SEPARATED = re.compile(r"([^:=]*)([:=]?)(.*)", re.DOTALL)
_MAX_SHOWN = 40  # characters of a foreign text that a note repeats


class Frame(NamedTuple):
    """What a link shows of the Lab.

    ``show`` holds paths of controls (None: the usual ones), ``lock`` those that can not be moved,
    ``ask`` a question; ``hint`` marks the first control.
    """

    show: tuple[str, ...] | None = None
    lock: tuple[str, ...] = ()
    ask: str = ""
    hint: bool = False


def read_preset(given: Sequence[str], notes: list[str]) -> Scenario:
    """Return the preset of a name, or the first one."""
    name = given[-1] if given else FIRST_PRESET
    if name in presets():
        return load(name)
    notes.append(
        text.ignored(
            f"preset {short(name)}", f"one of {', '.join(presets())}", suggest(name, presets())
        )
    )
    return load(FIRST_PRESET)


def read_arms(
    given: Sequence[str], base: Scenario, usual: tuple[str, ...], notes: list[str]
) -> tuple[str, ...]:
    """Return one to four arms; a single word asks for one arm, nothing for the usual ones."""
    known = [arm.id for arm in base.arm]
    words = given[-1].split(",")[:MAX_PARTS] if given else []
    wanted = list(dict.fromkeys(word.strip() for word in words if word.strip()))
    bad = [name for name in wanted if name.removesuffix(COPY) not in known]
    notes += [
        text.ignored(f"arm {short(name)}", f"one of {', '.join(known)}", suggest(name, known))
        for name in bad
    ]
    chosen = [name for name in wanted if name not in bad]
    if len(chosen) > MAX_ARMS:
        notes.append(text.MOST_ARMS)
    if bad and len(chosen) == 1:  # a comparison with one name misspelt stays a comparison
        chosen = list(dict.fromkeys([*chosen, *usual, *known]))[:2]
    return tuple(chosen[:MAX_ARMS]) or usual


def read_number(
    given: Sequence[str], name: str, allowed: Sequence[int], usual: int, notes: list[str]
) -> int:
    """Return a whole number, moved to the nearest of those allowed."""
    if not given:
        return usual
    word = given[-1].strip()
    if not re.fullmatch(r"-?[0-9]{1,18}", word):
        notes.append(text.ignored(f"{name} {short(word)}", "a whole number"))
        return usual
    wanted = int(word)
    if isinstance(allowed, range):
        nearest = min(max(wanted, allowed[0]), allowed[-1])
    else:
        nearest = min(allowed, key=lambda one: abs(one - wanted))
    if nearest != wanted:
        notes.append(text.clamped(name, short(word), str(nearest), ""))
    return nearest


def read_values(
    given: Sequence[str], base: Scenario, notes: list[str], name: str = "set"
) -> Iterator[tuple[str, Any]]:
    """Yield path and value of each readable ``path:value``, clamped to its range.

    What people know from the command line, ``path=value``, is understood as well.
    """
    leaves = {leaf.path: leaf for leaf in parameters(base)}
    for part in given:
        path, separator, word = _SEPARATED.fullmatch(part).groups()
        leaf = leaves.get(path)
        if leaf is None:
            notes.append(text.ignored(short(part), text.UNKNOWN_NAME, suggest(path, leaves)))
            continue
        if not separator:
            notes.append(text.ignored(short(part), f"{name}={path}:value"))
            continue
        try:
            value = parse_value(word, path=path, where="address")
        except ScenarioError as error:
            notes.append(
                text.ignored(short(part), error.problems[0].allowed, error.problems[0].suggestion)
            )
            continue
        yield path, _clamped(leaf, value, setting_name(base, path), notes)


def read_own_values(
    given: Sequence[str], base: Scenario, settings: Settings, notes: list[str]
) -> Iterator[tuple[str, str, Any]]:
    """Yield arm, path and value of each readable ``arm/path:value``."""
    for part in given:
        arm, _, rest = part.partition("/")
        if arm not in settings.arms:
            notes.append(
                text.ignored(
                    short(part),
                    f"own=arm/path:value with one of the arms {', '.join(settings.arms)}",
                    suggest(arm, settings.arms),
                )
            )
            continue
        yield from ((arm, path, value) for path, value in read_values([rest], base, notes, "own"))


def _clamped(leaf: Leaf, value: Any, name: str, notes: list[str]) -> Any:
    """Return a number moved to the nearest end of its range; everything else as it is."""
    if not is_number(value) or not is_number(leaf.value):
        return value
    if isinstance(leaf.value, int) and isinstance(value, float) and value.is_integer():
        value = int(value)
    nearest = leaf.nearest(value)
    if nearest is value:
        return value
    nearest = type(leaf.value)(nearest)
    found = short(str(value))
    if leaf.path == DOSE:
        found = f"{found}, {value / leaf.default:.3g} times the trial dose"
    notes.append(text.clamped(f"{name} ({leaf.path})", found, leaf.in_words(nearest), ""))
    return nearest


def accepted(
    settings: Settings, base: Scenario, values: Iterator[tuple], notes: list[str]
) -> Settings:
    """Return settings with those values that give a scenario, each tried on top of the last."""
    for *arm, path, value in values:
        tried = (
            changed_in_arm(settings, base, arm[0], path, value)
            if arm
            else changed(settings, base, {path: value})
        )
        try:
            scenario_of(tried)
        except ScenarioError as error:
            notes.append(
                text.refused(
                    f"{setting_name(base, path)} ({path})", typed(value)[:_MAX_SHOWN], error
                )
            )
        else:
            settings = tried
    return settings


def read_vary(parts: dict[str, list[str]], base: Scenario, notes: list[str]) -> Vary | None:
    """Return what a sweep varies; None without one that can be read."""
    given, other = parts.pop("vary", []), parts.pop("vary2", [])
    outcome = parts.pop("outcome", [base.headline])[-1]
    if find(outcome) is None:
        _, near = allowed_instead(outcome)
        notes.append(text.ignored(f"outcome {short(outcome)}", "the name of a measure", near))
        outcome = base.headline
    first, second = (_row(some, base, notes) for some in (given[-1:], other[-1:]))
    if first is None:
        return None
    if second is not None and len(first[1]) * len(second[1]) > MAX_SETTINGS:
        notes.append(text.ignored(f"vary2 {second[0]}", f"at most {MAX_SETTINGS} settings in all"))
        second = None
    return Vary(first[0], first[1], outcome, *(second or ("", ())))


def _row(
    given: Sequence[str], base: Scenario, notes: list[str]
) -> tuple[str, tuple[float, ...]] | None:
    """Return path and values of ``path:[1,2,3]``."""
    leaves = {leaf.path: leaf for leaf in parameters(base)}
    for path, values in read_values(given, base, notes, "vary"):
        leaf, listed = leaves[path], values if isinstance(values, tuple) else (values,)
        if not is_number(leaf.value):
            notes.append(text.ignored(f"vary {path}", "the path of a number"))
            continue
        numbers = [
            _clamped(leaf, one, setting_name(base, path), notes) for one in listed if is_number(one)
        ][:MAX_SETTINGS]
        if numbers:
            return path, tuple(dict.fromkeys(numbers))
        notes.append(text.ignored(f"vary {path}", "numbers such as [1,2,4]"))
    return None


def is_number(value: Any) -> bool:
    """Return whether a value is a number, which a switch is not."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def read_frame(parts: dict[str, list[str]], base: Scenario, notes: list[str]) -> Frame:
    """Return what the link shows; paths that do not exist are named."""
    known = [leaf.path for leaf in parameters(base)]

    def paths(name: str) -> tuple[str, ...]:
        given = [one for one in parts.pop(name, []) if one != "none"]
        notes.extend(
            text.ignored(f"{name} {short(one)}", "the path of a parameter", suggest(one, known))
            for one in given
            if one not in known
        )
        return tuple(dict.fromkeys(one for one in given if one in known))

    is_chosen = "show" in parts
    show, lock = paths("show"), paths("lock")
    ask = " ".join((parts.pop("ask", [""])[-1]).split())[:MAX_ASK]
    hint = parts.pop("hint", ["0"])[-1] == "1"
    return Frame(show if is_chosen else None, lock, ask, hint)


def typed(value: Any) -> str:
    """Return a value as `parse_value` reads it back."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "[" + ",".join(map(typed, value)) + "]"
    return f"{value!r}" if isinstance(value, (int, float)) else str(value)


def short(word: str) -> str:
    """Return a foreign text short enough for a note."""
    return shortened(word, _MAX_SHOWN)
