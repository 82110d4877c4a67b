"""The only loop over time steps.

Order inside one step: (1) spikes that were fired ``delay`` steps ago arrive, and depress plastic
synapses; they were fired at the end of their step, so they have travelled for ``delay - 1``;
(2) Poisson input arrives; (3) membranes, conductances and traces advance; (4) cells over
threshold fire, are reset, recorded and sent, and potentiate their plastic inputs. Input cells
send at the end of the step too.
"""

from __future__ import annotations

import numpy as np

from sim.kernels._jit import inner, kernel
from sim.kernels.arrivals import add_poisson, deliver
from sim.kernels.classic import first_line, follow_script
from sim.kernels.membrane import hold_refractory, integrate
from sim.kernels.memory import fade_all, fades_slowly, forget_faint, start_anew
from sim.kernels.noise import source_key
from sim.kernels.stdp import learn
from sim.kernels.tuples import ADAPT

DONE, BUFFER_FULL, STOPPED = 0, 1, 2
_STEPS_PER_LOOK = 64  # how often the stop word is read and fading is looked after
_BLOCK = 128  # cells that are searched for spikes together


@inner
def fire(state, spikes, cell, step, first, last, n_logged):
    """Reset and record the cells ``first:last`` over threshold.

    Returns
    -------
    int
        Number of spikes in the buffer now, or more than it holds if it is full.
    """
    v_mv, room = state.v_mv, spikes.step.size
    for i in range(first, last):
        if v_mv[i] >= cell.v_threshold_mv:
            if n_logged >= room:
                return room + 1
            v_mv[i] = cell.v_reset_mv
            state.refractory[i] = cell.refractory_steps
            state.g_ns[ADAPT, i] += cell.adapt_step_ns
            spikes.step[n_logged] = step
            spikes.neuron[n_logged] = i
            n_logged += 1
    return n_logged


@inner
def find_spikes(state, spikes, cell, step, first, last, n_logged):
    """Let the cells of one group that reached threshold fire; returns what `fire` does."""
    v_mv, refractory = state.v_mv, state.refractory
    for begin in range(first, last, _BLOCK):
        stop = min(begin + _BLOCK, last)
        if hold_refractory(v_mv, refractory, cell, np.uint64(begin), np.uint64(stop)):
            n_logged = fire(state, spikes, cell, step, begin, stop, n_logged)
    return n_logged


@kernel
def advance(wiring, state, cells, rule, drive, spikes, span, control):
    """Advance the network in place.

    Parameters
    ----------
    wiring, state, cells, rule, drive, spikes
        See `sim.kernels.tuples`.
    span : (2,) int64 array
        First step and number of steps.
    control : (2,) int64 array
        ``control[0]`` different from 0, set by another thread, stops the loop;
        ``control[1]`` reports the step reached.

    Returns
    -------
    int
        `DONE`, `BUFFER_FULL` (the state is not usable any more) or `STOPPED`.
    """
    fade, pending, pending_count = state.fade, state.pending, state.pending_count
    delay, n_exc, n_cells = pending_count.size, cells.n_exc, state.v_mv.size
    script_step, line = drive.script_step, first_line(drive, span[0])
    for q in range(drive.first.size):
        drive.source[q] = source_key(drive.key, drive.stream[q])
    n_logged = spikes.count[0]
    per_look = _STEPS_PER_LOOK if fades_slowly(cells, rule) else 1
    status, slot = DONE, (span[0] - 1) % delay
    for step in range(span[0], span[0] + span[1]):
        if step % per_look == 0:
            control[1] = step
            if control[0] != 0:
                status = STOPPED
                break
            start_anew(wiring, state, cells, rule)
            forget_faint(state.g_ns)
        slot = slot + 1 if slot + 1 < delay else 0
        n_waiting = pending_count[slot]
        if n_waiting > 0:
            deliver(wiring, state, slot, n_waiting, cells, rule)
        n_waiting = add_poisson(state, drive, cells.ampa_open, step, slot)
        if line < script_step.size and script_step[line] == step and n_waiting >= 0:
            line, n_waiting = follow_script(state, drive, line, step, slot, n_waiting)
        fade_all(fade, cells, rule)
        integrate(state, cells)
        before = n_logged
        n_logged = find_spikes(state, spikes, cells.exc, step, 0, n_exc, n_logged)
        if n_logged > before:
            learn(wiring, state, spikes.neuron[before:n_logged], rule)
        n_logged = find_spikes(state, spikes, cells.inh, step, n_exc, n_cells, n_logged)
        n_fired = n_logged - before
        no_room = n_waiting < 0 or n_waiting + n_fired > pending.shape[1]
        if n_logged > spikes.step.size or no_room:
            status, n_logged = BUFFER_FULL, before
            break
        for k in range(before, n_logged):
            pending[slot, n_waiting] = spikes.neuron[k]
            n_waiting += 1
        pending_count[slot] = n_waiting
    spikes.count[0] = n_logged
    return status


def steps(first: int, count: int) -> np.ndarray:
    """Return the ``span`` argument of `advance`."""
    return np.array([first, count], dtype=np.int64)
