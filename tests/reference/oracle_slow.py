"""Slow versions of the hour-clock mechanisms: loops, and small Runge-Kutta steps for equations."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np


def runge_kutta(slope: Callable, state: np.ndarray, duration: float, n_steps: int) -> np.ndarray:
    """Return ``state`` after ``duration`` under dstate/dt = slope(t, state), classical order 4."""
    h, y = duration / n_steps, np.array(state, dtype=float)
    for k in range(n_steps):
        t = k * h
        a = slope(t, y)
        b = slope(t + h / 2, y + h / 2 * a)
        c = slope(t + h / 2, y + h / 2 * b)
        d = slope(t + h, y + h * c)
        y = y + h / 6 * (a + 2 * b + 2 * c + d)
    return y


def drug_level(params, dose_mg_per_kg: float, infusion_min: float, at_min: float) -> float:
    """Return the level in ng/mL ``at_min`` minutes after the start of one infusion.

    The two-compartment equations integrated in amounts per kg, infusion and washout apart, so
    that no step crosses the end of the infusion.
    """
    k10, k12, k21 = params.k10_per_min, params.k12_per_min, params.k21_per_min

    def slope(inflow):
        return lambda _, a: np.array(
            [inflow - (k10 + k12) * a[0] + k21 * a[1], k12 * a[0] - k21 * a[1]]
        )

    running, after = min(at_min, infusion_min), max(at_min - infusion_min, 0.0)
    amount = np.zeros(2)
    if running > 0.0:
        amount = runge_kutta(slope(dose_mg_per_kg / infusion_min), amount, running, 400)
    if after > 0.0:
        amount = runge_kutta(slope(0.0), amount, after, 4000)
    return 1000.0 * amount[0] / params.v1_l_per_kg  # mg/L to ng/mL


def window_chain(
    params, surge: Callable[[float], float], duration_h: float, n_steps: int
) -> np.ndarray:
    """Return B, M, W, F1, F after ``duration_h`` hours under ``surge(t_h)``."""

    def slope(t, y):
        b, m, w, lag, drive = y
        g = max(0.0, surge(t))
        opened = g**params.gate_n / (params.gate_k**params.gate_n + g**params.gate_n)
        return np.array(
            [
                (opened - b) / params.tau_bdnf_h,
                (b - m) / params.tau_synthesis_h,
                params.opening_per_h * m * (1.0 - w) - w / params.tau_close_h,
                (m - lag) / params.tau_spine_h,
                (lag - drive) / params.tau_spine_h,
            ]
        )

    return runge_kutta(slope, np.zeros(5), duration_h, n_steps)


def consolidate_step(
    inputs,
    alive,
    fast,
    slow,
    protein,
    *,
    step_h,
    tau_fast_h,
    tau_protein_h,
    tau_slow_h,
    tag_threshold,
    threshold,
    steepness,
    slow_min,
    slow_max,
):
    """Return fast, slow and protein after one calendar step, weights in base weights.

    Proteins move towards the goal that the changes at the start of the step set. Capture is the
    mean of old and new proteins times the area under the fading change, and takes away at most
    what is there at the end of the step.

    Parameters
    ----------
    inputs : list of lists
        Numbers of the synapses onto each cell.
    """
    fast, slow, protein = fast.copy(), slow.copy(), protein.copy()
    for cell, synapses in enumerate(inputs):
        summed = math.fsum(abs(fast[s] - 1.0) for s in synapses if alive[s])
        goal = summed**steepness / (threshold**steepness + summed**steepness)
        old = protein[cell]
        protein[cell] = goal + (old - goal) * math.exp(-step_h / tau_protein_h)
        for s in synapses:
            change, faded = fast[s] - 1.0, (fast[s] - 1.0) * math.exp(-step_h / tau_fast_h)
            fast[s] = 1.0 + faded
            if alive[s] and abs(change) > tag_threshold:
                area_h = tau_fast_h * (change - faded)
                moved = slow[s] + (old + protein[cell]) / 2.0 * area_h / tau_slow_h
                slow[s] = min(max(moved, slow_min, -fast[s]), slow_max)
    return fast, slow, protein


def plain_transition_entropy(states: list[int], none: int) -> float:
    """Return the transition entropy in bits of a list of states, by counting pairs in a dict."""
    order: list[int] = []
    for state in states:
        if state != none and (not order or order[-1] != state):
            order.append(state)
    pairs: dict[tuple[int, int], int] = {}
    for pair in zip(order, order[1:]):
        pairs[pair] = pairs.get(pair, 0) + 1
    total = sum(pairs.values())
    entropy = 0.0
    for (first, _), count in pairs.items():
        leaving = sum(n for (other, _), n in pairs.items() if other == first)
        entropy -= leaving / total * (count / leaving) * math.log2(count / leaving)
    return entropy
