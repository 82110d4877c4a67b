"""Tag and capture on all plastic synapses, one calendar step at a time."""

from __future__ import annotations

from typing import NamedTuple

from sim.kernels._jit import kernel


class Capture(NamedTuple):
    """Constants of one calendar step; weights are in base weights."""

    keep_fast: float  # exp(-step / tau_fast)
    keep_protein: float  # exp(-step / tau_protein)
    capture: float  # step / tau_slow, times the mean over the step of a shift that starts at 1
    tag_threshold: float
    threshold: float  # summed change of a cell's inputs that half starts its protein synthesis
    steepness: float
    slow_min: float
    slow_max: float


@kernel
def consolidate(in_start, in_synapse, alive, fast, slow, protein, capture):
    """Advance fast weights, slow weights and proteins in place.

    Parameters
    ----------
    in_start : (N + 1,) int64, inputs of cell i are in_synapse[in_start[i]:in_start[i + 1]]
    in_synapse : (P,) int32
    alive : (P,) bool
    fast, slow : (P,) float64, base weights
    protein : (N,) float64, 0 to 1
    capture : Capture
    """
    for i in range(protein.size):
        change = 0.0
        for k in range(in_start[i], in_start[i + 1]):
            s = in_synapse[k]
            if alive[s]:
                change += abs(fast[s] - 1.0)
        power = change**capture.steepness
        goal = power / (power + capture.threshold**capture.steepness)
        before = protein[i]
        protein[i] = goal + (before - goal) * capture.keep_protein
        share = capture.capture * 0.5 * (before + protein[i])
        for k in range(in_start[i], in_start[i + 1]):
            s = in_synapse[k]
            shift = fast[s] - 1.0
            fast[s] = 1.0 + shift * capture.keep_fast
            if alive[s] and abs(shift) > capture.tag_threshold:
                # What is lost can not be more than what is there.
                lowest = max(capture.slow_min, -fast[s])
                highest = max(capture.slow_max, slow[s])  # a strong start is not cut
                slow[s] = min(max(slow[s] + share * shift, lowest), highest)
