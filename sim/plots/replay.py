"""The network player: one run of each arm as plain data, and as one HTML file that plays it.

The same JavaScript (`sim/plots/assets`) plays the data on the page and in the file. The file opens
from disk, loads nothing from outside, and holds the disclaimer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from importlib import resources
from typing import Any

import numpy as np

from sim.errors import ResultError
from sim.model.network import GROUPS
from sim.plots import words
from sim.plots.plan import plan_calendar, run_calendar
from sim.plots.views import headline_sentence
from sim.result import Result
from sim.scenario import Scenario

WINDOW_MS = 2000.0  # of rest, of each test
MOST_EDGES, MOST_LOST = 150, 30  # synapses drawn: the strongest, and lost ones among them
MOST_TESTS = 64  # of all arms together, so that a file stays below a megabyte
MOST_ARMS = 4
_KEPT, _BORN, _LOST = 0, 1, 2
_NAME = "Plasticity Lab"
_PAGE_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; margin: 1rem auto;
  max-width: 80rem; padding: 0 1rem; }
p, li { max-width: 75ch; overflow-wrap: anywhere; }
@media (prefers-color-scheme: dark) { body { color: #f2f2f2; background: #0e1117; } }
"""
_PARTS = ("data.js", "draw.js", "lanes.js", "page.js", "magnifier.js", "handles.js", "calendar.js",
          "player.js", "mount.js")  # of one module, in this order


def script() -> str:
    """Return the JavaScript of the player, a module that needs nothing else."""
    return "\n".join(_asset(name) for name in _PARTS)


def style() -> str:
    """Return the style sheet of the player."""
    return _asset("player.css")


@cache
def _asset(name: str) -> str:
    return resources.files("sim.plots").joinpath("assets", name).read_text("utf-8")


def replay_data(scenario: Scenario, arms: Mapping[str, Result]) -> dict[str, Any]:
    """Return what the player needs, as data that JSON can hold.

    Parameters
    ----------
    scenario : Scenario
        With its texts.
    arms : mapping of label to Result
        One run of each arm, at most four. Their networks have the same sizes.

    Returns
    -------
    dict
        The contract stands in ``mount.js``. Of each test the first 2 s of rest, of the sampled
        cells only; tests that all arms have, thinned if there are many. The calendar is that of
        the runs and can not be changed.

    Raises
    ------
    ResultError
        If there is no run, there are too many, or the runs do not fit together.
    """
    runs = dict(arms)
    if not 0 < len(runs) <= MOST_ARMS:
        raise ResultError(f"{len(runs)} runs to play; allowed: 1 to {MOST_ARMS}")
    first = next(iter(runs.values()))
    if any(not np.array_equal(run.sample["cell"], first.sample["cell"]) for run in runs.values()):
        raise ResultError("these runs have networks of other sizes; play arms of one scenario")
    days, window_ms = _days(runs), _window_ms(runs)
    return {
        "title": scenario.title,
        "words": words.PLAYER,
        "groups": [*GROUPS, "inhibitory"],
        "cells": first.group_of_neuron[first.sample["cell"]].tolist(),
        "n_cells_in_all": int(first.group_of_neuron.size),
        "window_ms": window_ms,
        "days": days,
        "arms": [{"label": label, "tests": [_test(run, day, window_ms) for day in days]}
                 for label, run in runs.items()],
        "calendar": run_calendar(runs),
    }


def player_data(scenario: Scenario, arms: Sequence[str], runs: Mapping[str, Result] | None = None,
                *, is_faint: bool = False) -> dict[str, Any]:
    """Return the plan of some arms, ready to be changed, and the last runs, ready to be played.

    Parameters
    ----------
    scenario : Scenario
        With the settings as they are now.
    arms : sequence of str
        Ids of the arms in the plan, one to four.
    runs : mapping of label to Result, optional
        One run of each arm that was run, perhaps of other settings; without any there is a
        calendar only.
    is_faint : bool
        Whether the runs belong to other settings: then networks and rasters are faint.

    Raises
    ------
    ResultError
        As `replay_data`.
    """
    played = replay_data(scenario, runs) if runs else {
        "title": scenario.title, "words": words.PLAYER, "days": [], "arms": []}
    return played | {"calendar": plan_calendar(scenario, arms, runs), "faint": is_faint}


def _days(runs: Mapping[str, Result]) -> list[float]:
    """Return the test days that all runs have, the first and the last one among them."""
    shared = sorted(set.intersection(*(set(run.probe_d.tolist()) for run in runs.values())))
    if not shared:
        raise ResultError("these runs have no test day in common; play arms of one scenario")
    most = max(2, MOST_TESTS // len(runs))
    if len(shared) <= most:
        return shared
    return [shared[place] for place in np.linspace(0, len(shared) - 1, most).round().astype(int)]


def _window_ms(runs: Mapping[str, Result]) -> float:
    return min(WINDOW_MS, *(run.scenario.probe.rest_s * 1000.0 for run in runs.values()))


def _test(run: Result, day: float, window_ms: float) -> dict[str, Any]:
    test = int(np.flatnonzero(run.probe_d == day)[0])
    chosen = (run.spikes["spike_probe"] == test) & (run.spikes["spike_ms"] < window_ms)
    place_of = np.full(run.group_of_neuron.size, -1)
    place_of[run.sample["cell"]] = np.arange(run.sample["cell"].size)
    cell = place_of[run.spikes["spike_neuron"][chosen]]
    return {
        "spike_ms": run.spikes["spike_ms"][chosen][cell >= 0].round().astype(int).tolist(),
        "spike_cell": cell[cell >= 0].tolist(),
        "edges": _edges(run.sample, test),
        "answer": run.probes["answer"][test].round(3).tolist(),
    }


def _edges(sample: Mapping[str, np.ndarray], test: int) -> list[list[float]]:
    """Return the strongest synapses, and the strongest of those lost: pre, post, weight, kind."""
    start, now = sample["weight"][0], sample["weight"][test]
    was, is_there = np.isfinite(start), np.isfinite(now)
    lost = np.flatnonzero(was & ~is_there)
    lost = lost[np.argsort(-start[lost], kind="stable")[:MOST_LOST]]
    there = np.flatnonzero(is_there)
    there = there[np.argsort(-now[there], kind="stable")[: MOST_EDGES - lost.size]]
    kinds = np.where(was[there], _KEPT, _BORN)
    drawn = [(there, now, kinds), (lost, start, np.full(lost.size, _LOST))]
    return [[int(sample["pre"][e]), int(sample["post"][e]), round(float(weight[e]), 2), int(kind)]
            for places, weight, kind_of in drawn for e, kind in zip(places, kind_of, strict=True)]


def replay_html(scenario: Scenario, arms: Mapping[str, Result], *, note: str = "", link: str = "",
                changes: Sequence[str] | None = None) -> str:
    """Return one HTML page that plays the runs and loads nothing from outside.

    Parameters and errors as in `replay_data`, and:

    note : str
        A remark of who made the file, printed as text.
    link : str
        Address of these settings, printed as text.
    changes : sequence of str, optional
        What differs from the preset, in words; empty says that nothing does, None says nothing.
    """
    data = replay_data(scenario, arms)
    sentence = headline_sentence(scenario, {label: (run,) for label, run in arms.items()})
    # A text of a scenario must not end the script element early.
    packed = json.dumps(data, separators=(",", ":")).replace("<", "\\u003c")
    policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'"
    limits = "".join(f"<li>{escape(one)}</li>" for one in (*scenario.leaves_out,
                                                           *scenario.misreadings))
    title = escape(scenario.title)
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title} - {_NAME}</title><style>{_PAGE_STYLE}{style()}</style></head>"
        f'<body><header><h1>{title}</h1><p>{escape(words.DISCLAIMER)}</p></header>'
        f'<main><p>{escape(scenario.question)}</p>{_paragraph(note)}<div id="player"></div>'
        f"<noscript><p><strong>{escape(words.NO_SCRIPTS)}</strong></p></noscript>"
        f"<p><strong>{escape(sentence)}</strong></p>"
        f"<h2>{words.LIMITS}</h2><ul>{limits}</ul></main>"
        f"<footer>{_foot(arms, link, changes)}</footer>"
        f'<script type="application/json" id="replay">{packed}</script>'
        f'<script type="module">{script()}\nstandalone();</script></body></html>\n'
    )


def _foot(arms: Mapping[str, Result], link: str, changes: Sequence[str] | None) -> str:
    """Return where the runs come from: seeds, fingerprints, versions, changes, address."""
    made = next(iter(arms.values())).provenance
    seeds = "; ".join(f"{label}: seed {run.seed}, fingerprint {run.provenance.fingerprint[:12]}"
                      for label, run in arms.items())
    origin = f"{seeds}. {_NAME} {made.package_version}, model version {made.model_version}."
    changed = "" if changes is None else (
        f"{words.CHANGED} {'; '.join(changes)}." if changes else words.AS_THE_PRESET)
    address = f"{words.SAME_SETTINGS} {link}" if link else ""
    return "".join(_paragraph(text) for text in (origin, changed, address))


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>" if text else ""
