"""Settings of the page: from the address to a scenario and back, always as plain values.

The address is read by this parser and by no other. Whatever it holds, the outcome is a set of
settings that can be run, and notes about what was ignored or changed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pydantic.fields import FieldInfo

from sim.errors import Problem, ScenarioError
from sim.params import Leaf
from sim.scenario import Arm, Scenario, get_path, load, parameters, parse_value, presets
from sim.scenario.paths import suggest
from sim.sweep import seconds_of_run
from sim.ui import text

FIRST_PRESET = "practice_in_window"
FIRST_ARMS = ("in_window", "late")
SEEDS = (1, 5, 10, 20)
DEFAULT_SEEDS = 5
MAX_SEED = 999_999
MAX_CELLS = 2000  # more belongs on the command line, not on a shared page ...
MAX_ESTIMATE_S = 60.0  # ... and so do runs that take longer by their estimate
_MAX_PARTS = 40  # parts of one address that are read
_SEPARATED = re.compile(r"([^:=]*)([:=]?)(.*)", re.DOTALL)
_MAX_SHOWN = 40  # characters of a foreign text that a note repeats

_NAMES = ("preset", "set", "seed", "seeds", "arms")  # what an address may hold

Query = Mapping[str, Sequence[str]]


class Settings(NamedTuple):
    """Everything that decides what Run does; equal settings give equal results.

    ``changes`` holds (path, value) pairs that differ from the preset, sorted by path. The runs use
    the seeds ``seed``, ``seed + 1``, ... ``seed + seeds - 1``.
    """

    preset: str
    changes: tuple[tuple[str, Any], ...]
    arms: tuple[str, ...]
    seeds: int
    seed: int


class Address(NamedTuple):
    """What an address stands for, and what was wrong with it in words."""

    settings: Settings
    notes: tuple[str, ...]


def defaults(scenario: Scenario) -> Settings:
    """Return the settings of a preset as it ships."""
    known = [arm.id for arm in scenario.arm]
    arms = FIRST_ARMS if set(FIRST_ARMS) <= set(known) else tuple(known[:2])
    return Settings(scenario.id, (), arms, DEFAULT_SEEDS, 0)


def scenario_of(settings: Settings) -> Scenario:
    """Return the scenario that settings describe.

    Raises
    ------
    ScenarioError
        For values that are wrong, or too much for a page that many share.
    """
    scenario = load(settings.preset).with_changes(dict(settings.changes), where="settings")
    n_cells = scenario.network.n_cells
    if n_cells > MAX_CELLS:
        raise ScenarioError([Problem("settings", "network", f"{n_cells} cells",
                                     f"at most {MAX_CELLS} cells on this page")])
    longest_s = max(_run_s(scenario, arm) for arm in settings.arms)
    if longest_s > MAX_ESTIMATE_S:
        raise ScenarioError([Problem("settings", "", f"runs of about {longest_s:.0f} s",
                                     f"at most {MAX_ESTIMATE_S:.0f} s for each run on this page")])
    return _with_true_labels(scenario, dict(settings.changes))


def _with_true_labels(scenario: Scenario, paths: Collection[str]) -> Scenario:
    """Return a scenario that says which arms may no longer do what the preset's label tells.

    These are the arms that follow a change of what happens to the network. The label goes with the
    scenario everywhere: calendar, sentence, pictures, report, file.
    """
    acts = {act.name for act in scenario.intervention}
    changed_acts = [path for path in paths if path.partition(".")[0] in acts]

    def follows(arm: Arm) -> bool:
        own = dict(arm.set)
        return any(path.partition(".")[0] in arm.use and path not in own for path in changed_acts)

    arms = tuple(arm.model_copy(update={"label": text.changed_arm(arm.label or arm.id)})
                 if follows(arm) else arm for arm in scenario.arm)
    return scenario.model_copy(update={"arm": arms})


def estimate_s(settings: Settings, scenario: Scenario, workers: int) -> float:
    """Return about how many seconds a comparison takes on an idle machine."""
    total_s = settings.seeds * sum(_run_s(scenario, arm) for arm in settings.arms)
    return total_s / min(workers, settings.seeds * len(settings.arms))


def _run_s(scenario: Scenario, arm: str) -> float:
    """Return about how many seconds one run takes; finer steps of the fast clock take longer."""
    usual_ms = type(scenario.time).model_fields["dt_ms"].default
    return seconds_of_run(scenario, arm) * usual_ms / scenario.time.dt_ms


def changed(settings: Settings, base: Scenario, values: Mapping[str, Any]) -> Settings:
    """Return settings with other values; a value equal to that of the preset is no change."""
    merged = {**dict(settings.changes), **values}
    kept = {path: value for path, value in merged.items() if value != get_path(base, path)}
    return settings._replace(changes=tuple(sorted(kept.items())))


def value_of(settings: Settings, base: Scenario, path: str) -> Any:
    """Return the value at a dotted path under these settings, arms left aside."""
    return dict(settings.changes).get(path, get_path(base, path))


def to_query(settings: Settings) -> dict[str, str | list[str]]:
    """Return the parts of the address that hold these settings."""
    query: dict[str, str | list[str]] = {"preset": settings.preset}
    if settings.changes:
        query["set"] = [f"{path}:{_typed(value)}" for path, value in settings.changes]
    return {**query, "seed": str(settings.seed), "seeds": str(settings.seeds),
            "arms": ",".join(settings.arms)}


def from_query(query: Query) -> Address:
    """Return the settings an address stands for; what can not be used is named, never fatal."""
    notes: list[str] = []
    parts = {name: list(values)[:_MAX_PARTS] for name, values in list(query.items())[:_MAX_PARTS]}
    base = _preset(parts.pop("preset", []), notes)
    settings = defaults(base)
    settings = settings._replace(
        arms=_arms(parts.pop("arms", []), base, settings.arms, notes),
        seed=_number(parts.pop("seed", []), "seed", range(MAX_SEED + 1), 0, notes),
        seeds=_number(parts.pop("seeds", []), "seeds", SEEDS, DEFAULT_SEEDS, notes),
    )
    settings = _accepted(settings, base, _values(parts.pop("set", []), base, notes), notes)
    notes += [text.ignored(_short(name), f"one of {', '.join(_NAMES)}", suggest(name, _NAMES))
              for name in parts]
    return Address(settings, tuple(notes))


def bounds(field: FieldInfo) -> tuple[float | None, float | None]:
    """Return the closed lower and upper bound of a parameter; None where there is none."""
    low = next((part.ge for part in field.metadata if hasattr(part, "ge")), None)
    high = next((part.le for part in field.metadata if hasattr(part, "le")), None)
    return low, high


def _preset(given: Sequence[str], notes: list[str]) -> Scenario:
    name = given[-1] if given else FIRST_PRESET
    if name in presets():
        return load(name)
    notes.append(text.ignored(f"preset {_short(name)}", f"one of {', '.join(presets())}",
                              suggest(name, presets())))
    return load(FIRST_PRESET)


def _arms(given: Sequence[str], base: Scenario, usual: tuple[str, ...],
          notes: list[str]) -> tuple[str, ...]:
    known = [arm.id for arm in base.arm]
    words = given[-1].split(",")[:_MAX_PARTS] if given else []
    wanted = [word.strip() for word in words if word.strip()]
    notes += [text.ignored(f"arm {_short(name)}", f"one of {', '.join(known)}",
                           suggest(name, known)) for name in wanted if name not in known]
    chosen = list(dict.fromkeys(name for name in wanted if name in known))
    if len(chosen) > 2:
        notes.append(text.ONLY_TWO_ARMS)
    return tuple(list(dict.fromkeys([*chosen, *usual, *known]))[:2])


def _number(given: Sequence[str], name: str, allowed: Sequence[int], usual: int,
            notes: list[str]) -> int:
    if not given:
        return usual
    word = given[-1].strip()
    if not re.fullmatch(r"-?[0-9]{1,18}", word):
        notes.append(text.ignored(f"{name} {_short(word)}", "a whole number"))
        return usual
    wanted = int(word)
    if isinstance(allowed, range):
        nearest = min(max(wanted, allowed[0]), allowed[-1])
    else:
        nearest = min(allowed, key=lambda one: abs(one - wanted))
    if nearest != wanted:
        notes.append(text.clamped(name, _short(word), str(nearest), ""))
    return nearest


def _values(given: Sequence[str], base: Scenario,
            notes: list[str]) -> Iterator[tuple[str, Any]]:
    """Yield path and value of each readable ``path:value``, clamped to its range.

    What people know from the command line, ``path=value``, is understood as well.
    """
    leaves = {leaf.path: leaf for leaf in parameters(base)}
    for part in given:
        path, separator, word = _SEPARATED.fullmatch(part).groups()
        leaf = leaves.get(path)
        if leaf is None:
            notes.append(text.ignored(_short(part), text.UNKNOWN_NAME, suggest(path, leaves)))
            continue
        if not separator:
            notes.append(text.ignored(_short(part), f"set={path}:value"))
            continue
        try:
            value = parse_value(word, path=path, where="address")
        except ScenarioError as error:
            notes.append(text.ignored(_short(part), error.problems[0].allowed,
                                      error.problems[0].suggestion))
            continue
        yield path, _clamped(leaf, value, notes)


def _clamped(leaf: Leaf, value: Any, notes: list[str]) -> Any:
    """Return a number moved to the nearest end of its range; everything else as it is."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    if isinstance(leaf.value, int) and isinstance(value, float) and value.is_integer():
        value = int(value)
    low, high = bounds(leaf.field)
    nearest = low if low is not None and value < low else value
    nearest = high if high is not None and value > high else nearest
    if nearest is value:
        return value
    nearest = type(leaf.value)(nearest)
    notes.append(text.clamped(leaf.path, _short(str(value)), f"{nearest:g}", leaf.unit))
    return nearest


def _accepted(settings: Settings, base: Scenario, values: Iterator[tuple[str, Any]],
              notes: list[str]) -> Settings:
    """Return settings with those values that give a scenario, each tried on top of the last."""
    for path, value in values:
        tried = changed(settings, base, {path: value})
        try:
            scenario_of(tried)
        except ScenarioError as error:
            notes.append(text.refused(path, _typed(value)[:_MAX_SHOWN], error))
        else:
            settings = tried
    return settings


def _typed(value: Any) -> str:
    """Return a value as `parse_value` reads it back."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "[" + ",".join(map(_typed, value)) + "]"
    return f"{value!r}" if isinstance(value, (int, float)) else str(value)


def _short(word: str) -> str:
    return word if len(word) <= _MAX_SHOWN else word[: _MAX_SHOWN - 3] + "..."
