"""Reads an address part by part: what cannot be used is named in a note, never fatal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

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
    DEFAULT_SEEDS,
    DOSE,
    FIRST_PRESET,
    MAX_ARMS,
    MAX_SEED,
    MAX_SETTINGS,
    SEEDS,
    LinkOptions,
    Settings,
    Vary,
    changed,
    changed_in_arm,
    defaults,
    scenario_of,
)

Query = Mapping[str, Sequence[str]]

PARTS = (
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
    "guess",
    "v",
    "end",
)
MAX_ASK = 200  # characters of a question that a link carries
_MAX_PARTS = 40  # parts of one address that are read, and values of one part
_MAX_QUOTED = 40  # characters of the address that a note repeats
_PATH_AND_VALUE = re.compile(r"([^:=]*)([:=]?)(.*)", re.DOTALL)
_ESCAPED = "amp;"  # what is left of an & that was escaped for a page and not read back
_AFTER_A_LINK = ".,;:!?)>]}'\"\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"


class Reader:
    """One address that is read part by part; a part that was read is gone from it.

    Parameters
    ----------
    query : mapping of str to sequence of str
        Parts of the address; each may stand several times.

    Attributes
    ----------
    notes : list of str
        In words, what was ignored or changed so far.
    base : Scenario
        The preset that the address names, or the first one.
    """

    def __init__(self, query: Query) -> None:
        self.notes: list[str] = []
        self._parts = {
            name: list(values)[:_MAX_PARTS] for name, values in list(query.items())[:_MAX_PARTS]
        }
        self._mend()
        self.base: Scenario = self._preset()
        self._leaves = {leaf.path: leaf for leaf in parameters(self.base)}

    def settings(self) -> Settings:
        """Return the settings of the address, which can be run."""
        usual = defaults(self.base)
        settings = usual._replace(
            arms=self._arms(usual.arms),
            seed=self._whole_number("seed", range(MAX_SEED + 1), usual=0),
            seeds=self._whole_number("seeds", SEEDS, usual=DEFAULT_SEEDS),
        )
        for path, value in self._values("set", self._take("set")):
            tried = changed(settings, self.base, {path: value})
            settings = self._accepted(tried, settings, path, value)
        for arm, path, value in self._values_of_arms(settings.arms):
            tried = changed_in_arm(settings, self.base, arm, path, value)
            settings = self._accepted(tried, settings, path, value)
        return settings._replace(vary=self._vary())

    def options(self) -> LinkOptions:
        """Return what the link shows of the Lab; paths that do not exist are named."""
        shows_some = "show" in self._parts
        show, lock = self._paths("show"), self._paths("lock")
        ask = " ".join(self._last("ask", "").split())[:MAX_ASK]
        hint, guess = (self._last(name, "0") == "1" for name in ("hint", "guess"))
        return LinkOptions(show if shows_some else None, lock, ask, hint, guess)

    def end(self, version: str) -> None:
        """Note another version than this one, and every part that was not read."""
        carried = self._last("v", version)
        if carried != version:
            self.notes.append(text.other_version(quoted(carried), version))
        self._take("end")
        for name in self._parts:
            self._ignore(quoted(name), f"one of {', '.join(PARTS)}", suggest(name, PARTS))

    def _mend(self) -> None:
        """Remove what mail and chat programs add to a link; note what they cut off."""
        parts: dict[str, list[str]] = {}
        for name, values in self._parts.items():
            parts.setdefault(name.removeprefix(_ESCAPED), []).extend(values)
        for name in ("v", "end"):  # what follows a link in a sentence sticks to its last part
            if name in parts:
                parts[name] = [value.rstrip(_AFTER_A_LINK) for value in parts[name]]
        last = next(reversed(parts), "v")
        # Links of earlier versions end with the version. What is typed by hand has none.
        if "v" in parts and "end" not in parts and last != "v":
            lost = parts[last].pop()
            self.notes.append(text.cut(quoted(f"{last}={lost}")))
            parts = {name: values for name, values in parts.items() if values}
        self._parts = parts

    def _take(self, name: str) -> list[str]:
        return self._parts.pop(name, [])

    def _last(self, name: str, usual: str) -> str:
        """Return the value of a part that counts once: the last one wins."""
        return (self._take(name) or [usual])[-1]

    def _ignore(self, part: str, allowed: str, near: str | None = None) -> None:
        self.notes.append(text.ignored(part, allowed, near))

    def _preset(self) -> Scenario:
        name, known = self._last("preset", FIRST_PRESET), presets()
        if name in known:
            return load(name)
        self._ignore(f"preset {quoted(name)}", f"one of {', '.join(known)}", suggest(name, known))
        return load(FIRST_PRESET)

    def _arms(self, usual: tuple[str, ...]) -> tuple[str, ...]:
        """Return one to four arms; a single word asks for one arm, nothing for the usual ones."""
        known = [arm.id for arm in self.base.arm]
        words = [word.strip() for word in self._last("arms", "").split(",")[:_MAX_PARTS]]
        names = list(dict.fromkeys(filter(None, words)))
        arms = [name for name in names if name.removesuffix(COPY) in known]
        for name in names:
            if name not in arms:
                self._ignore(
                    f"arm {quoted(name)}", f"one of {', '.join(known)}", suggest(name, known)
                )
        if len(arms) > MAX_ARMS:
            self.notes.append(text.MOST_ARMS)
        if len(arms) == 1 < len(names):  # a comparison with one name misspelt stays a comparison
            arms = list(dict.fromkeys([*arms, *usual, *known]))[:2]
        return tuple(arms[:MAX_ARMS]) or usual

    def _whole_number(self, name: str, allowed: Sequence[int], *, usual: int) -> int:
        """Return a whole number, moved to the nearest of those allowed."""
        word = self._last(name, str(usual)).strip()
        if not re.fullmatch(r"-?[0-9]{1,18}", word):
            self._ignore(f"{name} {quoted(word)}", "a whole number")
            return usual
        number = int(word)
        if isinstance(allowed, range):
            nearest = min(max(number, allowed[0]), allowed[-1])
        else:
            nearest = min(allowed, key=lambda choice: abs(choice - number))
        if nearest != number:
            self.notes.append(text.clamped(name, quoted(word), str(nearest), ""))
        return nearest

    def _values(self, part: str, texts: Sequence[str]) -> Iterator[tuple[str, Any]]:
        """Yield path and value of each readable ``path:value``, moved into its range.

        What people know from the command line, ``path=value``, is understood as well.
        """
        for pair in texts:
            path, separator, word = _PATH_AND_VALUE.fullmatch(pair).groups()
            leaf = self._leaves.get(path)
            if leaf is None:
                self._ignore(quoted(pair), text.UNKNOWN_NAME, suggest(path, self._leaves))
                continue
            if not separator:
                self._ignore(quoted(pair), f"{part}={path}:value")
                continue
            try:
                value = parse_value(word, path=path, where="address")
            except ScenarioError as error:
                problem = error.problems[0]
                self._ignore(quoted(pair), problem.allowed, problem.suggestion)
                continue
            yield path, self._in_range(leaf, value)

    def _values_of_arms(self, arms: Sequence[str]) -> Iterator[tuple[str, str, Any]]:
        """Yield arm, path and value of each readable ``arm/path:value``."""
        for triple in self._take("own"):
            arm, _, pair = triple.partition("/")
            if arm in arms:
                yield from ((arm, path, value) for path, value in self._values("own", [pair]))
            else:
                allowed = f"own=arm/path:value with one of the arms {', '.join(arms)}"
                self._ignore(quoted(triple), allowed, suggest(arm, arms))

    def _in_range(self, leaf: Leaf, value: Any) -> Any:
        """Return a number moved to the nearest end of its range; everything else as it is."""
        if not is_number(value) or not is_number(leaf.value):
            return value
        if isinstance(leaf.value, int) and isinstance(value, float) and value.is_integer():
            value = int(value)
        nearest = leaf.nearest(value)
        if nearest is value:
            return value
        nearest = type(leaf.value)(nearest)
        asked = quoted(str(value))
        if leaf.path == DOSE:
            asked = f"{asked}, {value / leaf.default:.3g} times the trial dose"
        name = f"{setting_name(self.base, leaf.path)} ({leaf.path})"
        self.notes.append(text.clamped(name, asked, leaf.in_words(nearest), ""))
        return nearest

    def _accepted(self, tried: Settings, before: Settings, path: str, value: Any) -> Settings:
        """Return the settings tried if they make a scenario, else those before, with a note."""
        try:
            scenario_of(tried)
        except ScenarioError as error:
            name = f"{setting_name(self.base, path)} ({path})"
            self.notes.append(text.refused(name, in_address(value)[:_MAX_QUOTED], error))
            return before
        return tried

    def _vary(self) -> Vary | None:
        """Return what a sweep varies; None without one that can be read."""
        first, second = self._take("vary")[-1:], self._take("vary2")[-1:]
        outcome = self._last("outcome", self.base.headline)
        if find(outcome) is None:
            _, near = allowed_instead(outcome)
            self._ignore(f"outcome {quoted(outcome)}", "the name of a measure", near)
            outcome = self.base.headline
        row, other_row = self._varied(first), self._varied(second)
        if row is None:
            return None
        if other_row is not None and len(row[1]) * len(other_row[1]) > MAX_SETTINGS:
            self._ignore(f"vary2 {other_row[0]}", f"at most {MAX_SETTINGS} settings in all")
            other_row = None
        return Vary(*row, outcome, *(other_row or ("", ())))

    def _varied(self, texts: Sequence[str]) -> tuple[str, tuple[float, ...]] | None:
        """Return path and values of ``path:[1,2,3]``; None if no text holds any."""
        for path, values in self._values("vary", texts):
            leaf, listed = self._leaves[path], values if isinstance(values, tuple) else (values,)
            if not is_number(leaf.value):
                self._ignore(f"vary {path}", "the path of a number")
                continue
            numbers = [self._in_range(leaf, value) for value in listed if is_number(value)]
            if numbers:
                return path, tuple(dict.fromkeys(numbers[:MAX_SETTINGS]))
            self._ignore(f"vary {path}", "numbers such as [1,2,4]")
        return None

    def _paths(self, name: str) -> tuple[str, ...]:
        """Return the paths of a part that names controls; ``none`` stands for no path."""
        paths = [path for path in self._take(name) if path != "none"]
        for path in paths:
            if path not in self._leaves:
                near = suggest(path, self._leaves)
                self._ignore(f"{name} {quoted(path)}", "the path of a parameter", near)
        return tuple(dict.fromkeys(path for path in paths if path in self._leaves))


def is_number(value: Any) -> bool:
    """Return whether a value is a number, which a switch is not."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def in_address(value: Any) -> str:
    """Return a value as an address holds it, every digit kept: `parse_value` reads it back."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "[" + ",".join(map(in_address, value)) + "]"
    return repr(value) if isinstance(value, (int, float)) else str(value)


def quoted(word: str) -> str:
    """Return a part of an address short enough to be repeated in a note."""
    return shortened(word, _MAX_QUOTED)
