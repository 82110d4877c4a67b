"""The switch map: how a resting network moves between A, B and neither."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.measures import probe_on
from sim.model.activity import BIN_MS, SMOOTH_BINS
from sim.model.network import PATTERNS
from sim.phrases import listed, plural
from sim.plots import words
from sim.plots.views.gather import Arms, from_tests, last_shared_day, runs_of
from sim.plots.views.kinds import NODES, SwitchMap, SwitchView
from sim.result import Result

# Node of each state A, B, C, D, none.
_NODE = np.array([0, 1, *[2] * (len(PATTERNS) - 1)])
_FEW = 3  # arms that a title names one by one


def switch_map(arms: Arms, day: float | None = None) -> SwitchView:
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
    return SwitchView(
        id="switch_map",
        title=title,
        what="Arrows: changes a minute, wider for more; without an arrow there was none. "
        "Circles: their area is the share of resting time. "
        f"“{NODES[2]}” holds C, D and times without a pattern. "
        f"Mean of {plural(len(first.shares), 'seed')}, each with {first.rest_s:g} s of rest.",
        leaves_out=f"Rates are smoothed over {BIN_MS * SMOOTH_BINS:g} ms: shorter visits are "
        "missed or cut in pieces. The landscape has no more in it than the shares of time.",
        maps=maps,
        top_per_min=max(float(one.per_min.max()) for one in maps) or 1.0,
        top_height=max(1.0, *(float(np.ceil(one.heights.max())) for one in maps)),
        caption=words.DRAWN_FROM_COUNTS,
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


def landscape(view: SwitchView, one: SwitchMap) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return a curve through the heights of A, neither and B, and where these three lie.

    Returns
    -------
    x, y : (n,) arrays
        Steep at both ends; ``x`` runs from 0 to 1.
    at : (3,) array
        Places of `NODES` on it.
    """
    at = np.array([0.2, 0.8, 0.5])
    knots = np.array([0.0, at[0], at[2], at[1], 1.0])
    heights = np.array(
        [view.top_height, one.heights[0], one.heights[2], one.heights[1], view.top_height]
    )
    x = np.linspace(0.0, 1.0, 81)
    k = np.clip(np.searchsorted(knots, x, side="right") - 1, 0, knots.size - 2)
    part = (x - knots[k]) / (knots[k + 1] - knots[k])
    smooth = (1.0 - np.cos(np.pi * part)) / 2.0  # level at every knot: a valley or a top
    return x, heights[k] + (heights[k + 1] - heights[k]) * smooth, at


def switch_rows(view: SwitchView) -> tuple[tuple[str, ...], tuple[tuple[object, ...], ...]]:
    """Return a view as a table: every change and share, its mean and range over seeds."""
    rows: list[tuple[object, ...]] = []
    for one in view.maps:
        quantities = [
            (f"{NODES[a]} to {NODES[b]} (changes a minute)", one.rates_per_min[:, a, b])
            for a, b in np.ndindex(one.per_min.shape)
            if a != b
        ]
        quantities += [
            (f"{name} (share of rest)", one.shares[:, place]) for place, name in enumerate(NODES)
        ]
        rows += [
            (one.label, name, float(values.mean()), float(values.min()), float(values.max()))
            for name, values in quantities
        ]
    return ("arm", "quantity", "mean over seeds", "lowest seed", "highest seed"), tuple(rows)


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
    into = {one.label: one.per_min.sum(axis=0)[:2] for one in maps}
    if len(maps) == 1:
        return f"turns {_times(into[maps[0].label])}"
    if len(maps) <= _FEW:
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


def _in_words(one: SwitchMap) -> str:
    shares = listed([f"{share:.2f} in {name}" for share, name in zip(one.share, NODES)])
    return f"{one.label}: shares of rest are {shares}."
