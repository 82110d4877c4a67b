"""Measures of the synapses at a test: mean weights between groups, and spines."""

from __future__ import annotations

from functools import partial

import numpy as np

from sim.measures.measure import Measure
from sim.model.network import GROUPS
from sim.result import Result


def _strength(result: Result, test: int, *, source: int, target: int) -> float:
    return float(result.probes["strength"][test, source, target])


def _series_at_test(result: Result, test: int, *, name: str) -> float:
    """Return a series at the calendar step nearest to a test."""
    step = int(np.argmin(np.abs(result.t_d - result.probe_d[test])))
    return float(result.series[name][step])


STRENGTHS = tuple(
    Measure(
        f"strength.{source.lower()}_to_{target.lower()}", "base weights",
        f"weight from {source} to {target}",
        f"Mean weight of the synapses from {source} to {target}, over those of the start.",
        partial(_strength, source=row, target=column),
    )
    for row, source in enumerate(GROUPS)
    for column, target in enumerate(GROUPS)
)  # fmt: skip

SPINES = (
    Measure(
        "spine_count", "", "synapses", "Number of synapses, as a share of those at the start.",
        partial(_series_at_test, name="spine_count"),
    ),
    Measure(
        "spine_born", "", "newborn synapses",
        "Synapses born since the start and still there, as a share of those at the start.",
        partial(_series_at_test, name="spine_born"),
    ),
    Measure(
        "spine_kept", "", "synapses kept",
        "Synapses there since the start, as a share of those at the start.",
        partial(_series_at_test, name="spine_kept"),
    ),
)  # fmt: skip
