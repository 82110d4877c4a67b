"""Comparison of two results bit for bit, as a list of what differs."""

from __future__ import annotations

import numpy as np

from sim.result import Result


def same(a: np.ndarray, b: np.ndarray) -> bool:
    """Return whether two arrays are equal to the last bit; NaN equals NaN."""
    return a.shape == b.shape and np.array_equal(a, b, equal_nan=a.dtype.kind == "f")


def differences(a: Result, b: Result, *, before_d: float = np.inf) -> list[str]:
    """Return the names of what differs between two results, up to but not at ``before_d``."""
    found = []
    in_a, in_b = a.t_d < before_d, b.t_d < before_d
    if not same(a.t_d[in_a], b.t_d[in_b]):
        found.append("t_d")
    for name in a.series:
        x, y = a.series[name][in_a], b.series[name][in_b]
        if not same(x, y):
            first = a.t_d[in_a][np.flatnonzero(x != y)[0]] if x.shape == y.shape else np.nan
            found.append(f"series {name}, first at day {first:g}")
    tests_a, tests_b = a.probe_d < before_d, b.probe_d < before_d
    for name in a.probes:
        if not same(a.probes[name][tests_a], b.probes[name][tests_b]):
            found.append(f"probes {name}")
    for name in a.spikes:
        x = a.spikes[name][tests_a[a.spikes["spike_probe"]]]
        y = b.spikes[name][tests_b[b.spikes["spike_probe"]]]
        if not same(x, y):
            found.append(f"spikes {name}")
    for name in a.sample:
        x, y = a.sample[name], b.sample[name]
        if not same(*((x[tests_a], y[tests_b]) if name == "weight" else (x, y))):
            found.append(f"sample {name}")
    for name in ("session_d", "session_share"):
        x, y = getattr(a, name)[a.session_d < before_d], getattr(b, name)[b.session_d < before_d]
        if not same(x, y):
            found.append(name)
    return found
