"""Mistakes between the parts of a scenario: names, references, overrides, times past the end.

The checks read plain data that may be wrong elsewhere, so that all mistakes of a file are reported
at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from sim.params import Params
from sim.phrases import listing, number, plural, suggest
from sim.scenario.findings import NAME_PATTERN, NAME_RULE, Finding, show, translate
from sim.scenario.paths import UnknownPath, locate
from sim.scenario.plain_data import Loc, blocks, replaced
from sim.scenario.structure import kinds, named_fields, tables

MOST_SHOWN = 4  # arms side by side


def relations(cls: type[Params], data: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield every mistake between the parts of a scenario.

    Parameters
    ----------
    cls : type
        The scenario class.
    data : mapping
        Its data, lists as tuples.
    """
    yield from _names(cls, data)
    yield from _past_the_end(cls, data)
    yield from _arms(cls, data)
    yield from _first_look(data)
    yield from _expectations(cls, data)


def flatten(table: Mapping[str, Any], prefix: str = "", at: Loc = ()) -> Iterator[tuple]:
    """Yield (dotted path, value, location) of a ``set`` table; its paths may be unquoted."""
    for key, value in table.items():
        if isinstance(value, Mapping) and value:
            yield from flatten(value, f"{prefix}{key}.", (*at, key))
        else:
            yield f"{prefix}{key}", value, (*at, key)


def _reference(word: Any, known: list[str], loc: Loc, what: str) -> Iterator[Finding]:
    if isinstance(word, str) and word not in known:
        allowed = f"{what}: {listing(known)}" if known else f"{what}; there is none"
        yield Finding(loc, show(word), allowed, suggest(word, known))


def _references(words: tuple, known: list[str], at: Loc, what: str) -> Iterator[Finding]:
    for position, word in enumerate(words):
        yield from _reference(word, known, (*at, position), what)


def _twice(words: tuple, at: Loc, allowed: str) -> Iterator[Finding]:
    for position, word in enumerate(words):
        if word in words[:position]:
            yield Finding((*at, position), f"{show(word)} a second time", allowed)


def _names_in(data: Mapping[str, Any], key: str, field: str) -> list[str]:
    names = [block.get(field) for _, block in blocks(data, key)]
    return list(dict.fromkeys(name for name in names if isinstance(name, str)))


def _names(cls: type[Params], data: Mapping[str, Any]) -> Iterator[Finding]:
    for key, field in (("intervention", "name"), ("arm", "id")):
        seen: set[str] = set()
        for index, block in blocks(data, key):
            name, loc = block.get(field), (key, index, field)
            if not isinstance(name, str):
                continue
            if not re.fullmatch(NAME_PATTERN, name):
                yield Finding(loc, show(name), NAME_RULE)
            elif key == "intervention" and name in named_fields(cls):
                allowed = f"a name other than those of the tables: {listing(tables(cls), 24)}"
                yield Finding(loc, f"{show(name)}, the name of a table", allowed, f"my_{name}")
            elif name in seen:
                yield Finding(loc, f"{show(name)} a second time", f"one {key} of each name")
            seen.add(name)


def _valid(cls: type[Params] | None, data: Any) -> Params | None:
    if cls is None:
        return None
    try:
        return cls.model_validate(data, strict=True)
    except ValidationError:  # reported by the reader itself
        return None


def _length_d(cls: type[Params], data: Mapping[str, Any]) -> float:
    """Return the length of the scenario in days; infinite when its table is wrong."""
    time = _valid(tables(cls).get("time"), data.get("time", {}))
    return float(getattr(time, "length_d", float("inf")))


def _past_the_end(cls: type[Params], data: Mapping[str, Any]) -> Iterator[Finding]:
    end_d = _length_d(cls, data)
    for index, block in blocks(data, "intervention"):
        act = _valid(kinds(cls).get(str(block.get("kind"))), block)
        last = getattr(act, "last_d", None)
        if last is not None and last() > end_d:
            found = f"a last day {number(last())}"
            allowed = f"at most day {number(end_d)}, the end of the scenario (time.length_d)"
            yield Finding(("intervention", index), found, allowed)


def _arms(cls: type[Params], data: Mapping[str, Any]) -> Iterator[Finding]:
    known = _names_in(data, "intervention", "name")
    for index, arm in blocks(data, "arm"):
        use = arm.get("use", ())
        use = use if isinstance(use, tuple) else ()
        at = ("arm", index, "use")
        yield from _references(use, known, at, "an intervention of this scenario")
        yield from _twice(use, at, "each intervention once")
        if isinstance(arm.get("set"), Mapping):
            yield from _overrides(cls, data, ("arm", index, "set"), arm["set"], use)


def _first_look(data: Mapping[str, Any]) -> Iterator[Finding]:
    named, known = data.get("first_look", ()), _names_in(data, "arm", "id")
    if not isinstance(named, tuple) or not named:
        return
    yield from _references(named, known, ("first_look",), "an arm of this scenario")
    yield from _twice(named, ("first_look",), "each arm once")
    if not 2 <= len(named) <= MOST_SHOWN:
        allowed = (
            f"two to {MOST_SHOWN} arms of this scenario: {listing(known)}"
            if len(known) > 1
            else "nothing: this scenario has no two arms to compare"
        )
        found = plural(len(named), "arm")
        yield Finding(("first_look",), found, allowed)


def _overrides(
    cls: type[Params], data: Mapping[str, Any], at: Loc, table: Mapping[str, Any], use: tuple
) -> Iterator[Finding]:
    """Yield the mistakes of one ``arm.set``: paths, values, and days past the end."""
    changed: Mapping[str, Any] = data
    set_at: dict[Loc, Loc] = {}
    is_sound = True
    for path, value, tail in flatten(table):
        here = (*at, *tail)
        try:
            loc = locate(cls, data, path)
        except UnknownPath as error:
            fault = (error.found, error.allowed, error.suggestion)
        else:
            fault = _unfit(path, loc, use)
            if fault is None:
                changed, set_at[loc] = replaced(changed, loc, value), here
        if fault is not None:
            is_sound = False
            yield Finding(here, *fault)
    for target in dict.fromkeys(loc[: 1 if loc[0] in tables(cls) else 2] for loc in set_at):
        for finding in _target(cls, data, changed, target, set_at):
            is_sound = False
            yield finding
    if is_sound and set_at:
        late = [
            (finding, changed["intervention"][finding.loc[1]].get("name"))
            for finding in _past_the_end(cls, changed)
        ]
        known = {finding.loc for finding in _past_the_end(cls, data)} if late else ()
        for finding, name in late:
            if name in use and finding.loc not in known:
                yield Finding(at, f"{name} with {finding.found}", finding.allowed)


def _unfit(path: str, loc: Loc, use: tuple) -> tuple[str, str] | None:
    """Return why an arm may not set a path that exists, as found and allowed; None if it may."""
    if len(loc) == 1:
        return show(path), "a parameter such as time.length_d"
    if loc[0] == "intervention" and path.partition(".")[0] not in use:
        allowed = f"interventions this arm uses: {listing(map(str, use)) or 'none'}"
        return f"{show(path)}, which is not in use here", allowed
    return None


def _part(data: Any, target: Loc) -> Any:
    for step in target:
        data = data[step] if isinstance(step, int) else data.get(step, {})
    return data


def _target(
    cls: type[Params],
    data: Mapping[str, Any],
    changed: Mapping[str, Any],
    target: Loc,
    set_at: dict[Loc, Loc],
) -> Iterator[Finding]:
    """Yield the mistakes that overrides make in a table or intervention that was valid before."""
    block = _part(data, target)
    owner = tables(cls).get(str(target[0])) or kinds(cls)[str(block.get("kind"))]
    try:
        owner.model_validate(_part(changed, target), strict=True)
    except ValidationError as errors:
        first = next(here for loc, here in set_at.items() if loc[: len(target)] == target)
        for error in errors.errors(include_url=False):
            finding = translate(owner, error)
            here = set_at.get((*target, *finding.loc)) or set_at.get((*target, *finding.loc[:-1]))
            if here is not None:
                yield finding._replace(loc=here)
            elif _valid(owner, block) is not None:
                yield finding._replace(loc=first)


def _expectations(cls: type[Params], data: Mapping[str, Any]) -> Iterator[Finding]:
    arms, end_d = _names_in(data, "arm", "id"), _length_d(cls, data)
    if data.get("control"):
        yield from _reference(data["control"], arms, ("control",), "an arm of this scenario")
    for index, claim in blocks(data, "expect"):
        for key in ("more", "less", "arm", "against"):
            names = claim.get(key)
            is_list = isinstance(names, tuple)
            for position, name in enumerate(names if is_list else (names,)):
                loc = ("expect", index, key, *((position,) if is_list else ()))
                yield from _reference(name, arms, loc, "an arm of this scenario")
        for key in ("day", "against_day"):
            day = claim.get(key)
            if isinstance(day, (int, float)) and day > end_d:
                allowed = f"at most day {number(end_d)}, the end of the scenario (time.length_d)"
                yield Finding(("expect", index, key), show(day), allowed)
