"""Numba kernels: arrays and named tuples in, arrays out. They know nothing of scenarios."""

from __future__ import annotations

from sim.kernels.consolidation import Capture, consolidate
from sim.kernels.time_loop import BUFFER_FULL, DONE, STOPPED, advance, steps
from sim.kernels.tuples import Cells, Drive, Learning, Membrane, SpikeBuffer, State, Wiring

__all__ = [
    "BUFFER_FULL", "DONE", "STOPPED", "Capture", "Cells", "Drive", "Learning", "Membrane",
    "SpikeBuffer", "State", "Wiring", "advance", "consolidate", "steps",
]
