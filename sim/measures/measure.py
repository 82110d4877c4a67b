"""A measure: one number read from a result, with its unit and its words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from sim.outputs import Output
from sim.result import Result

# Subjects of measures. Rigid activity and rigid weights are different things (Juliani et al.
# 2024): they are reported apart, and there is no total score.
GROUPS = ("activity", "weights", "learning", "drug")


@dataclass(frozen=True)
class Measure:
    """One number that a result holds, at every test or once for the whole run.

    Attributes
    ----------
    name : str
        As written in files and tables: ``answer.b``.
    unit : str
        As printed; empty means dimensionless.
    label : str
        A few words for an axis or a table.
    help : str
        Description in one sentence.
    group : str
        One of `GROUPS`.
    of : callable
        (result, number of the test) -> value. A measure of the whole run ignores the number.
    per_test : bool
        Whether it has one value for each test; otherwise it has one for the run.
    """

    name: str
    unit: str
    label: str
    help: str
    group: str
    of: Callable[[Result, int], float]
    per_test: bool = True


def from_output(
    output: Output, of: Callable[[Result, int], float] | None = None, *, per_test: bool = True
) -> Measure:
    """Return the measure that an output is, with its unit and its words.

    Parameters
    ----------
    output : Output
        One number at every step or test.
    of : callable, optional
        Function that reads it; default: its value at a test.
    per_test : bool
        As in `Measure`.
    """
    value = series_value if output.collection == "series" else probe_value
    return Measure(
        output.name,
        output.unit,
        output.label,
        output.meaning,
        output.topic,
        of or partial(value, name=output.name),
        per_test,
    )


def probe_value(result: Result, test: int, *, name: str) -> float:
    """Return one number of a test; NaN if the test did not ask for it."""
    return float(result.probes[name][test]) if name in result.probes else float("nan")


def series_value(result: Result, test: int, *, name: str) -> float:
    """Return a series at the calendar step nearest to a test."""
    step = int(np.argmin(np.abs(result.t_d - result.probe_d[test])))
    return float(result.series[name][step])
