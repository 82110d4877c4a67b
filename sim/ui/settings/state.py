"""Settings of the page: what a visitor has chosen, as plain values, and the scenario it stands for.

One arm is a single run, two to four are a comparison; with `Vary` it is a sweep. The address of
the page holds all of it, see `sim.ui.settings.address`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from sim.errors import Problem, ScenarioError
from sim.runs import Task, seconds_of_run
from sim.scenario import Arm, Scenario, get_path
from sim.scenario.names import brief_name, changes_in_words, setting_value
from sim.ui import text
from sim.ui.settings.presets import load

FIRST_PRESET = "practice_in_window"
_SIZE = "dose_mg_per_kg"
DOSE = f"dose.{_SIZE}"  # its declared default is the trial dose
SEEDS = (1, 5, 10, 20)
DEFAULT_SEEDS = 5
MAX_SEED = 999_999
MAX_ARMS = 4
MAX_SETTINGS = 41  # of one sweep
MAX_CELLS = 2000  # more belongs on the command line, not on a shared page ...
MAX_ESTIMATE_S = 60.0  # ... and so do runs that take longer by their estimate
COPY = "_copy"  # end of the id of an arm that is a copy of another one

Pairs = tuple[tuple[str, Any], ...]


class Vary(NamedTuple):
    """The settings that a sweep varies, one path or two with their values, and the outcome shown.

    ``outcome`` is the name of a measure; it is no part of what is run.
    """

    path: str
    values: tuple[float, ...]
    outcome: str
    other: str = ""
    other_values: tuple[float, ...] = ()


class Settings(NamedTuple):
    """Everything that decides what Run does; equal settings give equal results.

    ``changes`` holds (path, value) pairs that differ from the preset, sorted by path; ``own`` holds
    (arm, path, value) of what one arm does otherwise. The runs use the seeds ``seed``,
    ``seed + 1``, ... ``seed + seeds - 1``.
    """

    preset: str
    changes: Pairs
    arms: tuple[str, ...]
    seeds: int
    seed: int
    own: tuple[tuple[str, str, Any], ...] = ()
    vary: Vary | None = None


class LinkOptions(NamedTuple):
    """Choices of a link beside the settings, made by the teacher who sends it.

    ``show`` holds paths of controls (None: the usual ones), ``lock`` those that cannot be moved,
    ``ask`` a question; ``hint`` marks the first control; with ``guess`` the question of the preset
    asks for a guess before its outcome.
    """

    show: tuple[str, ...] | None = None
    lock: tuple[str, ...] = ()
    ask: str = ""
    hint: bool = False
    guess: bool = False

    @property
    def is_bound(self) -> bool:
        """Whether the link decides what may be changed; then it keeps its scenario and arms too."""
        return self.show is not None or bool(self.lock)

    def fixes(self, path: str) -> bool:
        """Return whether a parameter keeps the value of the link.

        It does when it is locked. A locked size of a dose fixes the whole dose, its days among
        the rest: a dose that is deleted or added is another amount.
        """
        if path in self.lock:
            return True
        owner, is_of_dose = path.partition(".")[0], path not in (self.show or ())
        return is_of_dose and f"{owner}.{_SIZE}" in self.lock

    def opens(self, path: str) -> bool:
        """Return whether a parameter may be moved: it is not fixed, and not hidden by the link."""
        return not self.fixes(path) and (self.show is None or path in self.show)


def defaults(scenario: Scenario) -> Settings:
    """Return the settings of a preset as it ships."""
    return Settings(scenario.id, (), scenario.first_arms(), DEFAULT_SEEDS, 0)


@lru_cache(maxsize=256)
def scenario_of(settings: Settings) -> Scenario:
    """Return the scenario that settings describe; of a sweep, the one in its middle.

    Raises
    ------
    ScenarioError
        For values that are wrong, or too much for a page that many share.
    """
    base = load(settings.preset).with_changes(dict(settings.changes), where="settings")
    n_cells = base.network.n_cells
    if n_cells > MAX_CELLS:
        raise ScenarioError(
            [
                Problem(
                    "settings",
                    "network",
                    f"{n_cells} cells",
                    f"at most {MAX_CELLS} cells on this page",
                )
            ]
        )
    scenario = _with_own_arms(base, settings)
    longest_s = max(_run_s(scenario, arm) for arm in settings.arms)
    if longest_s > MAX_ESTIMATE_S:
        raise ScenarioError(
            [
                Problem(
                    "settings",
                    "",
                    f"runs of about {longest_s:.0f} s",
                    f"at most {MAX_ESTIMATE_S:.0f} s for each run on this page",
                )
            ]
        )
    return _with_true_labels(scenario, settings)


def plain_scenario_of(settings: Settings) -> Scenario:
    """Return the preset with the arms of some settings, to draw while their values are refused."""
    return _with_own_arms(load(settings.preset), settings._replace(changes=(), own=()))


def differences_from_preset(settings: Settings, base: Scenario) -> tuple[str, ...]:
    """Return in words what is not as in the preset, what happens to the network before the rest."""
    acts = {act.name for act in base.intervention}
    changes = sorted(settings.changes, key=lambda change: change[0].partition(".")[0] not in acts)
    return changes_in_words(plain_scenario_of(settings), changes, settings.own)


def arm_name(base: Scenario, arm: str) -> str:
    """Return the name of an arm of a preset, or of a copy of one."""
    name = base.arm_names()[arm.removesuffix(COPY)]
    return text.copied_arm(name) if arm.endswith(COPY) else name


def _with_own_arms(base: Scenario, settings: Settings) -> Scenario:
    """Return a scenario with the copies of arms, and the values that only one arm has."""
    known = {arm.id: arm for arm in base.arm}
    for name in settings.arms:
        if name not in known and (origin := known.get(name.removesuffix(COPY))):
            known[name] = origin.model_copy(
                update={"id": name, "label": text.copied_arm(origin.name)}
            )
    for name, path, value in settings.own:
        if name in known:
            pairs = {**dict(known[name].set), path: value}
            known[name] = known[name].model_copy(update={"set": tuple(sorted(pairs.items()))})
    arms = tuple(known.values())
    return base if arms == base.arm else base.with_arms(arms, where="settings")


def _with_true_labels(scenario: Scenario, settings: Settings) -> Scenario:
    """Return a scenario that says which arms no longer do what the preset's label tells, and why.

    These are the arms with a value of their own, and those that follow a change of what happens to
    the network. The label goes with the scenario everywhere: calendar, sentence, pictures, report,
    file.
    """
    acts = {act.name for act in scenario.intervention}

    def labelled(arm: Arm) -> Arm:
        fixed = dict(arm.set)
        changes = [(path, value) for name, path, value in settings.own if name == arm.id]
        changes += [
            (path, value)
            for path, value in settings.changes
            if path not in fixed and path.partition(".")[0] in acts.intersection(arm.use)
        ]
        if not changes:
            return arm
        brief = [
            f"{brief_name(scenario, path)} = {setting_value(scenario, path, value)}"
            for path, value in changes
        ]
        return arm.model_copy(
            update={"label": text.changed_arm(arm.name, changes_in_words(scenario, changes), brief)}
        )

    return scenario.model_copy(update={"arm": tuple(map(labelled, scenario.arm))})


def tasks_of(settings: Settings, scenario: Scenario) -> list[Task]:
    """Return the runs of a comparison: all arms of the first seed, then of the next."""
    return [
        Task(scenario, arm, settings.seed + number)
        for number in range(settings.seeds)
        for arm in settings.arms
    ]


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
    changes = {path: value for path, value in merged.items() if value != get_path(base, path)}
    return settings._replace(changes=tuple(sorted(changes.items())))


def changed_in_arm(settings: Settings, base: Scenario, arm: str, path: str, value: Any) -> Settings:
    """Return settings in which one arm has a value of its own; None gives it up."""
    own = {(name, where): its_own for name, where, its_own in settings.own}
    own.pop((arm, path), None)
    preset = next((dict(other.set) for other in base.arm if other.id == arm.removesuffix(COPY)), {})
    if value is not None and value != preset.get(path, math.nan):
        own[arm, path] = value
    return settings._replace(own=tuple(sorted((*key, its_own) for key, its_own in own.items())))


def allowed(options: LinkOptions, old: Settings, new: Settings) -> Settings:
    """Return new settings as far as a link allows them; the rest stays as it was.

    Parameters
    ----------
    options : LinkOptions
    old : Settings
        Those before the change, which the link allows.
    new : Settings
        Those asked for, by whatever control or message.
    """
    if not options.is_bound:
        return new
    if new.preset != old.preset or new.arms != old.arms:
        new = new._replace(preset=old.preset, arms=old.arms, own=old.own, changes=old.changes)
    varied = [path for vary in (new.vary,) if vary for path in (vary.path, vary.other) if path]
    if (new.vary is None) != (old.vary is None) or not all(map(options.opens, varied)):
        new = new._replace(vary=old.vary)

    def merged(before: tuple, after: tuple) -> tuple:
        """Return changes where paths that are not open, the last entry but one, are as before."""
        fixed = [change for change in before if not options.opens(change[-2])]
        free = [change for change in after if options.opens(change[-2])]
        return tuple(sorted((*fixed, *free)))

    return new._replace(changes=merged(old.changes, new.changes), own=merged(old.own, new.own))


def value_of(settings: Settings, base: Scenario, path: str) -> Any:
    """Return the value at a dotted path under these settings, arms left aside."""
    return dict(settings.changes).get(path, get_path(base, path))
