"""Comparison of two results as a list of what differs: bit for bit, or as two machines agree.

On one machine every bit is the same. On two, spikes, days and whatever is counted are the same, and
other numbers agree to twelve digits: `docs/accuracy.md` says why. A test that holds a number
against one from elsewhere, from a file or from a process that acts as another machine, compares
with `twelve_digits`.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.result import Result

Equal = Callable[[np.ndarray, np.ndarray], bool]


def same(a: np.ndarray, b: np.ndarray) -> bool:
    """Return whether two arrays are equal to the last bit; NaN equals NaN."""
    return a.shape == b.shape and np.array_equal(a, b, equal_nan=a.dtype.kind == "f")


def twelve_digits(a: np.ndarray, b: np.ndarray) -> bool:
    """Return whether floats agree to twelve digits, and all else is equal; NaN equals NaN.

    Measures are of the size of 1, so what is below 1e-14 counts as zero.
    """
    if a.shape != b.shape or a.dtype != b.dtype:
        return False
    return (
        same(a, b)
        if a.dtype.kind != "f"
        else np.allclose(a, b, rtol=1e-12, atol=1e-14, equal_nan=True)
    )


def differences(
    a: Result, b: Result, *, before_d: float = np.inf, equal: Equal = same
) -> list[str]:
    """Return the names of what differs between two results, up to but not at ``before_d``.

    ``equal`` decides about numbers that a machine computes; spikes and days are always compared to
    the last bit.
    """
    found = []
    in_a, in_b = a.t_d < before_d, b.t_d < before_d
    if not same(a.t_d[in_a], b.t_d[in_b]):
        found.append("t_d")
    for name in a.series:
        x, y = a.series[name][in_a], b.series[name][in_b]
        if not equal(x, y):
            first = a.t_d[in_a][np.flatnonzero(x != y)[0]] if x.shape == y.shape else np.nan
            found.append(f"series {name}, first at day {first:g}")
    tests_a, tests_b = a.probe_d < before_d, b.probe_d < before_d
    for name in a.probes:
        if not equal(a.probes[name][tests_a], b.probes[name][tests_b]):
            found.append(f"probes {name}")
    for name in a.spikes:
        x = a.spikes[name][tests_a[a.spikes["spike_probe"]]]
        y = b.spikes[name][tests_b[b.spikes["spike_probe"]]]
        if not same(x, y):
            found.append(f"spikes {name}")
    for name in a.sample:
        x, y = a.sample[name], b.sample[name]
        if not equal(*((x[tests_a], y[tests_b]) if name == "weight" else (x, y))):
            found.append(f"sample {name}")
    before_a, before_b = a.session_d < before_d, b.session_d < before_d
    if not same(a.session_d[before_a], b.session_d[before_b]):
        found.append("session_d")
    if not equal(a.session_share[before_a], b.session_share[before_b]):
        found.append("session_share")
    return found
