"""The only loop over time steps.

Order inside one step: (1) spikes that were found ``delay`` steps ago arrive, and depress plastic
synapses; they were found at the end of their step, so they have travelled for ``delay - 1``;
(2) Poisson input arrives; (3) membranes, conductances and traces advance; (4) cells over
threshold fire, are reset, recorded and sent, and potentiate their plastic inputs. Input cells
send at the end of the step too.
"""

from __future__ import annotations

import numpy as np

from sim.kernels._jit import kernel
from sim.kernels.arrivals import add_poisson, deliver, follow_script, send
from sim.kernels.membrane import decay, group_rows, hold_refractory, integrate
from sim.kernels.memory import fade_all, start_anew
from sim.kernels.stdp import learn_at_spike
from sim.kernels.tuples import ADAPT

DONE, BUFFER_FULL, STOPPED = 0, 1, 2
_STEPS_PER_LOOK = 64  # how often the stop word is read and fading is looked after
_BLOCK = 256  # cells that are searched for spikes together


@kernel
def fire(wiring, state, cell, rule, spikes, when, first, last):
    """Reset, record and send the cells of ``first:last`` over threshold.

    ``when`` holds step, slot of the delay line, and 1 if these cells may learn.

    Returns
    -------
    bool
        False when the spike buffer is full.
    """
    step, slot, may_learn = when
    v_mv = state.v_mv
    for i in range(first, last):
        if v_mv[i] < cell.v_threshold_mv:
            continue
        v_mv[i] = cell.v_reset_mv
        state.refractory[i] = cell.refractory_steps
        state.g_ns[ADAPT, i] += cell.adapt_step_ns
        send(state, slot, i)
        if may_learn == 1:
            learn_at_spike(wiring, state, rule, i)
        n = spikes.count[0]
        if n == spikes.step.size:
            return False
        spikes.step[n] = step
        spikes.neuron[n] = i
        spikes.count[0] = n + 1
    return True


@kernel
def find_spikes(wiring, state, cell, rule, spikes, when, first, last):
    """Let the cells of one group that reached threshold fire; False when the buffer is full."""
    for begin in range(first, last, _BLOCK):
        stop = min(begin + _BLOCK, last)
        if hold_refractory(state.v_mv[begin:stop], state.refractory[begin:stop], cell) == 0:
            continue
        if not fire(wiring, state, cell, rule, spikes, when, begin, stop):
            return False
    return True


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
    delay, n_exc, n_cells = state.pending_count.size, cells.n_exc, state.v_mv.size
    exc, inh = group_rows(state, 0, n_exc), group_rows(state, n_exc, n_cells)
    line = np.int64(np.searchsorted(drive.script_step, span[0]))
    for step in range(span[0], span[0] + span[1]):
        if step % _STEPS_PER_LOOK == 0:
            control[1] = step
            if control[0] != 0:
                return STOPPED
            start_anew(wiring, state, cells, rule)
        slot = step % delay
        if state.pending_count[slot] > 0:
            deliver(wiring, state, cells, rule, slot)
        if not add_poisson(state, drive, cells.ampa_open, step, slot):
            return BUFFER_FULL
        integrate(exc, cells.exc, cells.scheme)
        integrate(inh, cells.inh, cells.scheme)
        decay(state.g_ns, cells)
        fade_all(state.fade, cells, rule)
        if line < drive.script_step.size and drive.script_step[line] == step:
            line = follow_script(state, cells, drive, line, step, slot)
            if line < 0:
                return BUFFER_FULL
        if not find_spikes(wiring, state, cells.exc, rule, spikes, (step, slot, 1), 0, n_exc):
            return BUFFER_FULL
        if not find_spikes(wiring, state, cells.inh, rule, spikes, (step, slot, 0), n_exc, n_cells):
            return BUFFER_FULL
    return DONE


def steps(first: int, count: int) -> np.ndarray:
    """Return the ``span`` argument of `advance`."""
    return np.array([first, count], dtype=np.int64)
