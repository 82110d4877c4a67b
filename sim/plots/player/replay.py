"""Runs as the network player plays them: one run of each arm as plain data.

The same JavaScript (`sim/plots/player/assets`) plays it in the app and in a file of its own. Which
entries there are stands in ``assets/mount.js``.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from sim.errors import ResultError
from sim.memo import Memo
from sim.model.network import GROUPS, PATTERNS
from sim.model.trials import Trial, answers, trials
from sim.plots import words
from sim.plots.player.plan import plan_calendar, run_calendar
from sim.plots.views.fusion import is_fused
from sim.result import Result
from sim.scenario import Scenario

REST_MS = 1000.0  # of rest, up to the first moment at which the network is asked
MOST_TRIALS = 4  # of each test: the first ones, whatever came of them
MOST_PLAYED_MS = 160_000.0  # of all tests of all arms: what of a file grows with them
MOST_EDGES, MOST_LOST = 150, 30  # synapses drawn: the strongest, and lost ones among them
MOST_TESTS = 64  # of all arms together
MOST_ARMS = 4
PACKED: Memo[str] = Memo(8 * 2**20)  # tests of runs as JSON, some 100 kB each
_STILL_THERE, _BORN, _LOST = 0, 1, 2
_SPIKE = np.dtype([("ms", "<u2"), ("cell", "u1")])


def replay_data(
    scenario: Scenario,
    arms: Mapping[str, Result],
    *,
    most_days: int = MOST_TESTS,
    most_trials: int = MOST_TRIALS,
) -> dict[str, Any]:
    """Return the data of the player, as JSON can hold them.

    Parameters
    ----------
    scenario : Scenario
        With its texts.
    arms : mapping of label to Result
        One run of each arm, at most four. Their networks have the same sizes.
    most_days : int
        Of more test days some are left out between the first and the last one.
    most_trials : int
        Of more trials in a test the first ones are played.

    Returns
    -------
    dict
        The contract stands in ``mount.js``. Of each test the rest that leads to its first trial,
        and its first trials with and without the cue, of the sampled cells only; tests that all
        arms have, thinned if there are many. The calendar is that of the runs and cannot be
        changed.

    Raises
    ------
    ResultError
        If there is no run, there are too many, or the runs do not fit together.
    """
    data = _replay(scenario, arms, most_days, most_trials)
    return data | {"arms": [arm | {"tests": json.loads(arm["tests"])} for arm in data["arms"]]}


def _replay(
    scenario: Scenario,
    arms: Mapping[str, Result],
    most_days: int = MOST_TESTS,
    most_trials: int = MOST_TRIALS,
) -> dict[str, Any]:
    """Return what `replay_data` does, with the tests of each arm as JSON text."""
    runs = dict(arms)
    if not 0 < len(runs) <= MOST_ARMS:
        raise ResultError(f"{len(runs)} runs to play; allowed: 1 to {MOST_ARMS}")
    first = next(iter(runs.values()))
    if any(not np.array_equal(run.sample["cell"], first.sample["cell"]) for run in runs.values()):
        raise ResultError("these runs have networks of other sizes; play arms of one scenario")
    days = _days(runs, most_days)
    film = _film(runs, len(days), most_trials)
    return {
        "title": scenario.title,
        "words": words.PLAYER,
        "groups": [*GROUPS, "inhibitory"],
        "cells": first.group_of_neuron[first.sample["cell"]].tolist(),
        "n_cells_in_all": int(first.group_of_neuron.size),
        "film": film._asdict(),
        "days": days,
        "arms": [
            {
                "label": label,
                "n_trials": run.scenario.probe.trials,
                "tests": _tests(run, days, film),
            }
            for label, run in runs.items()
        ],
        "calendar": run_calendar(runs),
    }


def first_test(data: Mapping[str, Any], calendar: Mapping[str, Any]) -> dict[str, Any]:
    """Return what `replay_data` made, with the first test alone: nothing of what follows is in it.

    Parameters
    ----------
    data : dict
        From `replay_data`.
    calendar : dict
        A plan from `plan_calendar` that no run has lent its window; that of the data is of the
        whole run.
    """
    arms = [arm | {"tests": arm["tests"][:1]} for arm in data["arms"]]
    return {**data, "days": data["days"][:1], "arms": arms, "calendar": calendar}


def player_data(
    scenario: Scenario,
    arms: Sequence[str],
    runs: Mapping[str, Result] | None = None,
    *,
    editable: bool = True,
    is_faint: bool = False,
) -> dict[str, Any]:
    """Return the plan of some arms and the last runs, ready to be played on a page.

    The tests of an arm are JSON text, made once for all sessions: they are nearly all of the data.

    Parameters
    ----------
    scenario, arms, runs, editable
        As in `plan_calendar`; at most four arms. Without runs there is a calendar only.
    is_faint : bool
        Whether the runs belong to other settings: then networks and rasters are faint.

    Raises
    ------
    ResultError
        As `replay_data`.
    """
    played = (
        _replay(scenario, runs)
        if runs
        else {"title": scenario.title, "words": words.PLAYER, "days": [], "arms": []}
    )
    calendar = plan_calendar(scenario, arms, runs, editable=editable)
    return played | {"calendar": calendar, "faint": is_faint}


def _days(runs: Mapping[str, Result], most: int) -> list[float]:
    """Return the test days that all runs have, the first and the last one among them."""
    shared = sorted(set.intersection(*(set(run.probe_d.tolist()) for run in runs.values())))
    if not shared:
        raise ResultError("these runs have no test day in common; play arms of one scenario")
    most = max(2, min(most, MOST_TESTS // len(runs)))
    if len(shared) <= most:
        return shared
    return [shared[place] for place in np.linspace(0, len(shared) - 1, most).round().astype(int)]


class Film(NamedTuple):
    """When a test is played: a stretch of rest, then trials, each with and without a cue."""

    rest_ms: float
    trial_ms: float
    moments_ms: list[float]  # at which each trial begins, from the beginning of what is played


def _film(runs: Mapping[str, Result], n_days: int, most_trials: int) -> Film:
    """Return the stretches that are played of each test: what all runs have and a file can hold."""
    trials_of_runs = [_trials(run) for run in runs.values()]
    rest_ms = min(REST_MS, *(run_trials[0].moment_ms for run_trials in trials_of_runs))
    trial_ms = min(run_trials[0].length_ms for run_trials in trials_of_runs)
    room_ms = MOST_PLAYED_MS / (len(runs) * n_days) - rest_ms
    most = min(most_trials, int(room_ms / (2.0 * trial_ms)), *map(len, trials_of_runs))
    played = trials_of_runs[0][: max(1, most)]
    moments_ms = [trial.moment_ms - played[0].moment_ms + rest_ms for trial in played]
    return Film(rest_ms, trial_ms, moments_ms)


def _trials(run: Result) -> tuple[Trial, ...]:
    return trials(run.scenario.probe, run.scenario.time.dt_ms)


def _tests(run: Result, days: Sequence[float], film: Film) -> str:
    """Return the tests of a run as JSON text; a page asks for them at every change."""
    key = (run.provenance.fingerprint, run.has_spikes, tuple(days), repr(film))
    return PACKED.get(key, lambda: json.dumps([played_test(run, day, film) for day in days]))


def played_test(run: Result, day: float, film: Film) -> dict[str, Any]:
    """Return one test: what is played of it, its answers, its synapses, its outcome."""
    test = int(np.flatnonzero(run.probe_d == day)[0])
    here = run.spikes["spike_probe"] == test
    t_ms, neuron = run.spikes["spike_ms"][here], run.spikes["spike_neuron"][here]
    played = _trials(run)[: len(film.moments_ms)]
    with_cue, without = (_answers(run, played, t_ms, neuron, with_cue=cue) for cue in (True, False))
    return {
        "rest": _stretch(run, t_ms, neuron, played[0].moment_ms - film.rest_ms, film.rest_ms),
        "cue": [_stretch(run, t_ms, neuron, trial.start_ms, film.trial_ms) for trial in played],
        "no_cue": [_stretch(run, t_ms, neuron, trial.moment_ms, film.trial_ms) for trial in played],
        "answers": {"cue": with_cue, "no_cue": without},
        "edges": _edges(run.sample, test),
        "answer": run.probes["answer"][test].round(3).tolist(),
        "uncued": run.probes["uncued"][test].round(3).tolist(),
        "fused": is_fused(run, day),
    }


def _answers(
    run: Result, played: Sequence[Trial], t_ms: np.ndarray, neuron: np.ndarray, *, with_cue: bool
) -> list[int]:
    """Return the pattern that answered in each trial, as the engine reads it from all cells."""
    patterns = run.scenario.network.group_slices()[: len(PATTERNS)]
    return answers(
        [trial.counted(with_cue) for trial in played], t_ms, neuron, patterns, run.scenario.probe
    ).tolist()


def _stretch(
    run: Result, t_ms: np.ndarray, neuron: np.ndarray, from_ms: float, length_ms: float
) -> str:
    """Return the spikes of the shown cells in a stretch of a test, packed.

    As base64 of three bytes for each spike: ms from the beginning of the stretch, little end
    first, and place of the cell. That is half the length of the same numbers as JSON.
    """
    place_of = np.full(run.group_of_neuron.size, -1)
    place_of[run.sample["cell"]] = np.arange(run.sample["cell"].size)
    first, last = np.searchsorted(t_ms, [from_ms, from_ms + length_ms])
    cell = place_of[neuron[first:last]]
    shown = cell >= 0
    packed = np.empty(int(shown.sum()), _SPIKE)
    packed["ms"] = np.maximum(t_ms[first:last][shown] - from_ms, 0.0)
    packed["cell"] = cell[shown]
    return b64encode(packed.tobytes()).decode()


def _edges(sample: Mapping[str, np.ndarray], test: int) -> list[list[float]]:
    """Return the strongest synapses, and the strongest of those lost: pre, post, weight, kind."""
    start, now = sample["weight"][0], sample["weight"][test]
    was, is_there = np.isfinite(start), np.isfinite(now)
    lost = np.flatnonzero(was & ~is_there)
    lost = lost[np.argsort(-start[lost], kind="stable")[:MOST_LOST]]
    there = np.flatnonzero(is_there)
    there = there[np.argsort(-now[there], kind="stable")[: MOST_EDGES - lost.size]]
    kinds = np.where(was[there], _STILL_THERE, _BORN)
    drawn = [(there, now, kinds), (lost, start, np.full(lost.size, _LOST))]
    return [
        [int(sample["pre"][e]), int(sample["post"][e]), round(float(weight[e]), 2), int(kind)]
        for places, weight, kind_of in drawn
        for e, kind in zip(places, kind_of, strict=True)
    ]
