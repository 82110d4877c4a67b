"""The only loop over time steps.

Order inside one step: (1) spikes that were found ``delay`` steps ago arrive, and depress plastic
synapses; they were found at the end of their step, so they have travelled for ``delay - 1``;
(2) Poisson input arrives; (3) membranes, conductances and traces advance; (4) cells over
threshold fire, are reset, recorded and sent, and potentiate their plastic inputs. Input cells
send at the end of the step too.
"""

from __future__ import annotations

import numpy as np

from sim.kernels._jit import inner, kernel
from sim.kernels.arrivals import add_poisson, deliver
from sim.kernels.membrane import hold_refractory, integrate
from sim.kernels.memory import fade_all, fades_slowly, start_anew
from sim.kernels.noise import source_key
from sim.kernels.stdp import learn
from sim.kernels.tuples import ADAPT

DONE, BUFFER_FULL, STOPPED = 0, 1, 2
_STEPS_PER_LOOK = 64  # how often the stop word is read and fading is looked after
_BLOCK = 128  # cells that are searched for spikes together
_PULSE_MV = 1e6  # potential of a scripted cell at the start of the step in which it is to fire


@inner
def fire(v_mv, refractory, g_ns, log_step, log_neuron, cell, step, first, last, n_logged):
    """Reset and record the cells ``first:last`` over threshold.

    Returns
    -------
    int
        Number of spikes in the buffer now, or more than it holds if it is full.
    """
    for i in range(first, last):
        if v_mv[i] >= cell.v_threshold_mv:
            if n_logged >= log_step.size:
                return log_step.size + 1
            v_mv[i] = cell.v_reset_mv
            refractory[i] = cell.refractory_steps
            g_ns[ADAPT, i] += cell.adapt_step_ns
            log_step[n_logged] = step
            log_neuron[n_logged] = i
            n_logged += 1
    return n_logged


@inner
def find_spikes(v_mv, refractory, g_ns, log_step, log_neuron, cell, step, first, last, n_logged):
    """Let the cells of one group that reached threshold fire; returns what `fire` does."""
    for begin in range(first, last, _BLOCK):
        stop = min(begin + _BLOCK, last)
        if hold_refractory(v_mv, refractory, cell, np.uint64(begin), np.uint64(stop)) > 0:
            n_logged = fire(
                v_mv, refractory, g_ns, log_step, log_neuron, cell, step, begin, stop, n_logged
            )
    return n_logged


@inner
def first_line(script_step, step):
    """Return the first line of the script that is not before ``step``."""
    low, high = 0, script_step.size
    while low < high:
        middle = (low + high) // 2
        if script_step[middle] < step:
            low = middle + 1
        else:
            high = middle
    return low


@inner
def follow_script(v_mv, pending, script_step, script_cell, line, step, slot, n_waiting):
    """Do what the script says for one step, from its ``line`` on.

    Returns
    -------
    tuple of int
        Next line, and number of spikes in the slot now or -1 when there is no room.
    """
    while line < script_step.size and script_step[line] == step:
        j = script_cell[line]
        if j < v_mv.size:
            v_mv[j] = _PULSE_MV
        elif n_waiting == pending.shape[1]:
            return line, -1
        else:
            pending[slot, n_waiting] = j
            n_waiting += 1
        line += 1
    return line, n_waiting


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
    # Arrays leave their tuples here, once, so that inner functions get only what they use.
    out_start, out_plastic_stop, target = wiring.out_start, wiring.out_plastic_stop, wiring.target
    in_start, in_edge, sender, alive = wiring.in_start, wiring.in_edge, wiring.sender, wiring.alive
    v_mv, g_ns, refractory, weight_ns = state.v_mv, state.g_ns, state.refractory, state.weight_ns
    trace, fade, seen = state.trace, state.fade, state.seen
    pending, pending_count, current_pa = state.pending, state.pending_count, state.current_pa
    log_step, log_neuron = spikes.step, spikes.neuron
    delay, n_exc, n_cells = pending_count.size, cells.n_exc, v_mv.size
    stream, source, first, last = drive.stream, drive.source, drive.first, drive.last
    poisson_ns, cumulative = drive.weight_ns, drive.cumulative
    script_step, script_cell = drive.script_step, drive.script_cell
    line, n_lines = first_line(script_step, span[0]), script_step.size
    for q in range(first.size):
        source[q] = source_key(drive.key, stream[q])
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
        slot = slot + 1 if slot + 1 < delay else 0
        n_waiting = pending_count[slot]
        if n_waiting > 0:
            deliver(
                out_start,
                out_plastic_stop,
                target,
                weight_ns,
                seen,
                g_ns,
                trace,
                fade,
                pending,
                slot,
                n_waiting,
                cells,
                rule,
            )
        n_waiting = add_poisson(
            g_ns, pending, source, first, last, poisson_ns, cumulative, cells.ampa_open, step, slot
        )
        if line < n_lines and script_step[line] == step and n_waiting >= 0:
            line, n_waiting = follow_script(
                v_mv, pending, script_step, script_cell, line, step, slot, n_waiting
            )
        fade_all(fade, cells, rule)
        integrate(v_mv, g_ns, current_pa, cells.exc, cells, np.uint64(0), np.uint64(n_exc))
        before = n_logged
        n_logged = find_spikes(
            v_mv, refractory, g_ns, log_step, log_neuron, cells.exc, step, 0, n_exc, n_logged
        )
        if n_logged > before:
            learn(
                in_start,
                in_edge,
                sender,
                alive,
                weight_ns,
                trace,
                fade,
                log_neuron[before:n_logged],
                rule,
            )
        if n_exc < n_cells:
            integrate(
                v_mv, g_ns, current_pa, cells.inh, cells, np.uint64(n_exc), np.uint64(n_cells)
            )
            n_logged = find_spikes(
                v_mv,
                refractory,
                g_ns,
                log_step,
                log_neuron,
                cells.inh,
                step,
                n_exc,
                n_cells,
                n_logged,
            )
        n_fired = n_logged - before
        if n_logged > log_step.size or n_waiting < 0 or n_waiting + n_fired > pending.shape[1]:
            status, n_logged = BUFFER_FULL, before
            break
        for k in range(before, n_logged):
            pending[slot, n_waiting] = log_neuron[k]
            n_waiting += 1
        pending_count[slot] = n_waiting
    spikes.count[0] = n_logged
    return status


def steps(first: int, count: int) -> np.ndarray:
    """Return the ``span`` argument of `advance`."""
    return np.array([first, count], dtype=np.int64)
