"""Tag and capture on all plastic synapses, one calendar step at a time."""

from __future__ import annotations

from typing import NamedTuple

from sim.kernels._jit import inner, kernel


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
def consolidate(in_start, alive, fast, slow, protein, capture):
    """Advance fast weights, slow weights and proteins in place.

    Parameters
    ----------
    in_start : (N + 1,) int64, plastic inputs of cell i are in_start[i]:in_start[i + 1]
    alive : (P,) bool
    fast, slow : (P,) float64, base weights
    protein : (N,) float64, 0 to 1
    capture : Capture
    """
    for i in range(protein.size):
        first, last = in_start[i], in_start[i + 1]
        power = summed_change(alive[first:last], fast[first:last]) ** capture.steepness
        goal = power / (power + capture.threshold**capture.steepness)
        before = protein[i]
        protein[i] = goal + (before - goal) * capture.keep_protein
        share = capture.capture * 0.5 * (before + protein[i])
        capture_inputs(alive[first:last], fast[first:last], slow[first:last], share, capture)


@inner
def summed_change(alive, fast):
    """Return the sum of |fast - 1| over the inputs of one cell that exist.

    The change is computed before it is asked whether the synapse exists. So there is no jump,
    which the processor would guess wrongly at every absent synapse.
    """
    total = 0.0
    for s in range(fast.size):
        change = abs(fast[s] - 1.0)
        total += change if alive[s] else 0.0
    return total


@inner
def capture_inputs(alive, fast, slow, share, capture):
    """Let the fast weights of one cell's inputs fade and be captured; a loop without branches."""
    for s in range(fast.size):
        shift = fast[s] - 1.0
        faded = 1.0 + shift * capture.keep_fast
        # What is lost cannot be more than what is there, and a strong start is not cut.
        lowest = max(capture.slow_min, -faded)
        highest = max(capture.slow_max, slow[s])
        moved = min(max(slow[s] + share * shift, lowest), highest)
        is_tagged = alive[s] and abs(shift) > capture.tag_threshold
        slow[s] = moved if is_tagged else slow[s]
        fast[s] = faded
