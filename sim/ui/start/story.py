"""The stored comparison that Start tells: two arms, one difference, the same seeds.

Nothing is computed here beyond reading files that ship with the package.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from sim import stored
from sim.plots.player.plan import plan_calendar
from sim.plots.player.replay import first_test, replay_data
from sim.result import Result
from sim.scenario import Scenario
from sim.ui.settings import address
from sim.ui.settings.presets import load
from sim.ui.settings.state import Settings, changed, defaults
from sim.ui.text import start_text

PRESET = "practice_in_window"
ARMS = ("practice_only", "in_window")  # the same practice, without and with a dose before
_A, _B = 0, 1  # places in the shares of answers
_DAYS, _TRIALS = 4, 3  # tests that are watched, and trials of each: half a minute
_USUAL = 0.5  # a pattern that answers more cues than this is where the cue leads
# What to change so that an answer may come true; the Lab then shows whether it does.
_IDEAS: dict[str, dict[str, Any]] = {
    "both": {"practice.repeats": 30},
    "dosed": {"practice.days": 1},
    "neither": {"practice.days": 1},
}


class Outcome(NamedTuple):
    """Cues that led to B in the last test: of the run played, and of every stored run, by arm."""

    trials: int
    played: dict[str, int]
    without: dict[str, int]  # how often the run played was in B at the same moments without a cue
    every: dict[str, list[int]]
    answer: str  # key of the answer that the run played shows; empty if none of them does


@cache
def scenario() -> Scenario:
    """Return the preset, with the names that its two arms have on this page."""
    preset = load(PRESET)
    labels = dict(zip(ARMS, start_text.ARMS, strict=True))
    arms = tuple(
        arm.model_copy(update={"label": labels.get(arm.id, arm.label)}) for arm in preset.arm
    )
    return preset.model_copy(update={"arm": arms})


class StoredRuns(NamedTuple):
    """Stored runs by the names of their arms, and the first of each as the player takes it.

    The runs are held without their spikes, which are 7 MB; without spikes nothing can be played.
    """

    runs: dict[str, list[Result]]
    played: dict[str, Any] | None


@cache
def stored_runs() -> StoredRuns:
    """Return the stored runs of both arms; what cannot be read is missing from them."""
    by_arm = stored.results(PRESET)
    runs = {name: by_arm.get(arm, []) for arm, name in zip(ARMS, start_text.ARMS, strict=True)}
    played = None
    if all(some and some[0].has_spikes for some in runs.values()):
        first = {name: some[0] for name, some in runs.items()}
        played = replay_data(scenario(), first, most_days=_DAYS, most_trials=_TRIALS)
    bare = {name: [run.without_spikes() for run in some] for name, some in runs.items()}
    return StoredRuns(bare, played)


def runs_by_arm() -> dict[str, list[Result]]:
    """Return the stored runs by the names of their arms."""
    return stored_runs().runs


def is_there() -> bool:
    """Return whether the stored runs can be read: the first of each arm has to keep its spikes."""
    return stored_runs().played is not None


def whole() -> dict[str, Any]:
    """Return the first seed of both arms for the player, with everything that happens."""
    return stored_runs().played


@cache
def first_day() -> dict[str, Any]:
    """Return the same for day 0 only: the plan, and nothing of its outcome."""
    return first_test(whole(), plan_calendar(scenario(), ARMS, editable=False))


def first_share() -> tuple[int, int]:
    """Return how many cues pattern A answers on day 0, at least, and of how many."""
    runs = [some[0] for some in runs_by_arm().values()]
    trials = scenario().probe.trials
    return min(_count(run, 0, _A, trials) for run in runs), trials


def n_sessions() -> int:
    """Return how many sessions of practice each arm has."""
    return int(next(iter(runs_by_arm().values()))[0].session_d.size)


def last_day_d() -> float:
    """Return the model day of the last test."""
    return float(whole()["days"][-1])


@cache
def outcome() -> Outcome:
    """Return the outcome of both arms, read from the runs."""
    trials, arms = scenario().probe.trials, runs_by_arm()
    every = {label: [_count(run, -1, _B, trials) for run in runs] for label, runs in arms.items()}
    played = {label: counts[0] for label, counts in every.items()}
    without = {label: _count(runs[0], -1, _B, trials, "uncued") for label, runs in arms.items()}
    leads = tuple(count > _USUAL * trials for count in played.values())
    answer = {(True, True): "both", (False, True): "dosed"}.get(leads, "")
    stays = all(_count(runs[0], -1, _A, trials) > _USUAL * trials for runs in arms.values())
    return Outcome(trials, played, without, every, "neither" if stays else answer)


def lab_query(answer: str | None = None) -> dict[str, str | list[str]]:
    """Return the address of the Lab with these two arms and the first control marked.

    With an answer, that which may make the answer come true is changed.
    """
    settings: Settings = defaults(load(PRESET))._replace(arms=ARMS)
    settings = changed(settings, load(PRESET), _IDEAS.get(answer, {}))
    return address.to_query(settings) | {"hint": "1"}


def _count(run: Result, test: int, pattern: int, trials: int, name: str = "answer") -> int:
    return round(float(run.probes[name][test, pattern]) * trials)
