"""Numba kernels: arrays and named tuples in, arrays out. They know nothing of scenarios.

What only the classic networks of tests and benchmarks use stands together in `sim.kernels.classic`.
"""

from __future__ import annotations

from sim.kernels.classic import weights_now
from sim.kernels.consolidation import Capture, consolidate
from sim.kernels.time_loop import BUFFER_FULL, DONE, STOPPED, advance, steps
from sim.kernels.tuples import (
    BOUND,
    EULER,
    EXACT,
    EXPONENTIAL,
    N_TRACES,
    POST,
    PRE,
    SLOW,
    Cells,
    Drive,
    Learning,
    Membrane,
    SpikeBuffer,
    State,
    Wiring,
)

__all__ = [
    "BOUND",
    "BUFFER_FULL",
    "DONE",
    "EULER",
    "EXACT",
    "EXPONENTIAL",
    "N_TRACES",
    "POST",
    "PRE",
    "SLOW",
    "STOPPED",
    "Capture",
    "Cells",
    "Drive",
    "Learning",
    "Membrane",
    "SpikeBuffer",
    "State",
    "Wiring",
    "advance",
    "consolidate",
    "steps",
    "weights_now",
]
