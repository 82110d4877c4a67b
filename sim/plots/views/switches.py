"""The switch map: how a resting network moves between A, B and neither."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.measures import probe_on
from sim.model.activity import BIN_MS, SMOOTH_BINS
from sim.model.network import PATTERNS
from sim.phrases import listed, plural
from sim.plots import words
from sim.plots.panels.picture import Picture
from sim.plots.panels.switches import NODES, Switches, SwitchMap
from sim.plots.views.gather import FEW_ARMS, Arms, from_tests, last_shared_day, runs_of
from sim.result import Result

# Node of each state A, B, C, D, none.
_NODE = np.array([0, 1, *[2] * (len(PATTERNS) - 1)])


def switch_map(arms: Arms, day: float | None = None) -> Picture:
    """Show how often a resting network changes between A, B and neither, and how long it stays.

    Parameters
    ----------
    arms : mapping of label to runs
    day : float, optional
        Test day; the last one that all arms share if left out.
    """
    runs = runs_of(arms)
    day = last_shared_day(runs) if day is None else day
    maps = tuple(_map_of(label, results, day) for label, results in runs.items())
    first = maps[0]
    title = f"At rest on {words.day(day)} the network {_turns(maps)}."
    panel = Switches(
        maps=maps,
        top_per_min=max(float(arm.per_min.max()) for arm in maps) or 1.0,
        top_height=max(1.0, *(float(np.ceil(arm.heights.max())) for arm in maps)),
        caption=words.DRAWN_FROM_COUNTS,
    )
    return Picture(
        id="switch_map",
        title=title,
        what="Arrows: changes a minute, wider for more; without an arrow there was none. "
        "Circles: their area is the share of resting time. "
        f"“{NODES[2]}” holds C, D and times without a pattern. "
        f"Mean of {plural(len(first.shares), 'seed')}, each with {first.rest_s:g} s of rest.",
        leaves_out=f"Rates are smoothed over {BIN_MS * SMOOTH_BINS:g} ms: shorter visits are "
        "missed or cut in pieces. The landscape has no more in it than the shares of time.",
        panels=(panel,),
        alt=f"{title} {' '.join(map(_in_words, maps))}",
    )


def folded(counts: np.ndarray) -> np.ndarray:
    """Return transitions between `NODES`, (..., 3, 3), from those between states (..., 5, 5).

    Changes from one part of “neither” to another are no change here.
    """
    into = np.zeros((_NODE.size, len(NODES)))
    into[np.arange(_NODE.size), _NODE] = 1.0
    made = into.T @ counts @ into
    made[..., np.arange(len(NODES)), np.arange(len(NODES))] = 0.0
    return made


def _map_of(label: str, results: Sequence[Result], day: float) -> SwitchMap:
    first = results[0]
    test, rest_s = probe_on(first, day), first.scenario.probe.rest_s
    occupancy = from_tests(results, "occupancy")[:, test]
    shares = np.stack([occupancy[:, node == _NODE].sum(axis=1) for node in range(len(NODES))], 1)
    counts = from_tests(results, "transitions")[:, test]
    least = 0.5 * BIN_MS / (1000.0 * rest_s * len(results))
    return SwitchMap(
        label,
        shares,
        folded(counts) * 60.0 / rest_s,
        rest_s,
        np.maximum(-np.log(np.maximum(shares.mean(axis=0), least)), 0.0),
    )


def _turns(maps: Sequence[SwitchMap]) -> str:
    """Return how often the network turns to A and to B, arm by arm or as a range."""
    into = {arm.label: arm.per_min.sum(axis=0)[:2] for arm in maps}
    if len(maps) == 1:
        return f"turns {_times(into[maps[0].label])}"
    if len(maps) <= FEW_ARMS:
        return "turns " + listed([f"{_times(both)} ({label})" for label, both in into.items()])
    b = [both[1] for both in into.values()]
    return f"turns to B {min(b):.0f} to {max(b):.0f} times a minute, arm by arm"


def _times(into: np.ndarray) -> str:
    if not into.any():
        return "neither to A nor to B"
    return listed(
        [
            f"to {name} {rate:.0f} times a minute" if rate else f"never to {name}"
            for name, rate in zip(NODES, into)
        ]
    )


def _in_words(arm: SwitchMap) -> str:
    shares = listed([f"{share:.2f} in {name}" for share, name in zip(arm.share, NODES)])
    return f"{arm.label}: shares of rest are {shares}."
