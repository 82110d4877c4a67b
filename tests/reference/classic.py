"""Classic networks for tests: plain arrays in, spikes and weights out.

A spike of step m acts in step m + ``delay_steps`` for the first time, and its cell is at reset to
the end of step m + ``held_steps``; in the kernel the first is the length of the delay line.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from benchmarks.classic import classic_cells, pair_rule, with_inhibitory_rule
from benchmarks.networks import Cell
from sim.kernels import DONE, Learning, weights_now
from sim.model.cells import Source, kernel_drive, resting_state
from sim.model.stdp import LEARNING_OFF
from sim.model.wiring import wire
from tests.reference.builders import Net, buffer


def network(
    pre: np.ndarray,
    post: np.ndarray,
    weight: np.ndarray,
    v0_mv: np.ndarray,
    *,
    n_exc: int,
    dt_ms: float,
    delay_steps: int,
    held_steps: int,
    cell: dict[str, float] | None = None,
    current_based: bool = False,
    current_pa: float = 0.0,
    rule: Learning = LEARNING_OFF,
    learns: np.ndarray | None = None,
    n_inputs: int = 0,
    n_exc_inputs: int = 0,
    sources: Sequence[Source] = (),
    script: np.ndarray | tuple = (),
    key: int = 1,
) -> Net:
    """Return a network of equal cells for the kernel.

    Parameters
    ----------
    pre, post : (S,) int
        Sender and receiver, sorted by sender, those that learn first. Senders from N on are inputs.
    weight : (S,)
        Positive, nS or (``current_based``) pA.
    v0_mv : (N,)
        Start potentials.
    cell : dict, optional
        Fields of `benchmarks.networks.Cell` that differ from Vogels and Abbott (2005).
    rule : Learning
    learns : (S,) bool, optional
        Which synapses learn; default none.
    sources, script, key
        Input, see `sim.model.cells.kernel_drive`.
    """
    n = v0_mv.size
    learns = np.zeros(pre.size, dtype=bool) if learns is None else learns
    equal = Cell(**(cell or {}), t_ref_ms=held_steps * dt_ms, current_based=current_based)
    cells = classic_cells(equal, n_exc=n_exc, dt_ms=dt_ms, n_exc_inputs=n_exc_inputs)
    state = resting_state(
        np.array(weight, dtype=float),
        delay_steps=delay_steps,
        v_mv=v0_mv,
        n_inputs=n_inputs,
        summed=rule.summed or rule.inh_rate_ns > 0.0,
    )
    state.current_pa[:] = current_pa
    from_exc = (pre < n_exc) | ((pre >= n) & (pre < n + n_exc_inputs))
    wiring = wire(pre, post, learns, n_cells=n, n_senders=n + n_inputs, at_once=from_exc)
    drive = kernel_drive(sources, np.uint64(key), dt_ms=dt_ms, script=script)
    return Net(wiring, state, cells, rule, drive, buffer(0))


def run(net: Net, first: int, n_steps: int, room: int | None = None) -> np.ndarray:
    """Advance by ``n_steps`` from step ``first`` and return the spikes (n, 2), sorted.

    There is ``room`` for so many spikes; default a spike of every cell in 20 steps.
    """
    net = net._replace(spikes=buffer(room or net.state.v_mv.size * (n_steps // 20 + 2)))
    assert net.run(first, n_steps) == DONE, "more spikes than expected"
    count = int(net.spikes.count[0])
    step, cell = net.spikes.step[:count], net.spikes.neuron[:count]
    return np.column_stack([step, cell])[np.lexsort((cell, step))].astype(np.int64)


def weights(net: Net) -> np.ndarray:
    """Return all weights (S,) as they are now."""
    return weights_now(net.wiring, net.state, net.cells, net.rule)


def plastic_net(
    n: int = 300, *, summed: bool = True, n_inputs: int = 0, seed: int = 1, eta_ns: float = 0.03
) -> Net:
    """Return ``n`` cells, a fifth of them inhibitory, with both learning rules and Poisson input.

    Every cell hears a tenth of the others, excitatory ones hear all of ``n_inputs`` Poisson inputs
    too, half of which are inhibitory. It fires at about 10 Hz.
    """
    rng, dt_ms, per_edge = np.random.default_rng(seed), 0.1, 1000.0 / n
    n_exc, n_exc_inputs = n * 4 // 5, n_inputs // 2
    linked = rng.random((n + n_inputs, n)) < 0.1
    linked[n:, :n_exc], linked[n:, n_exc:] = True, False
    linked[np.arange(n), np.arange(n)] = False
    pre, post = np.nonzero(linked)
    exc = (pre < n_exc) | ((pre >= n) & (pre < n + n_exc_inputs))
    learns = post < n_exc  # E to E and I to E
    weight_ns = np.select([exc & learns, exc, learns], [0.1, 0.3, 2.0], 2.5) * per_edge
    weight_ns[pre >= n] *= 0.1
    rule = pair_rule(
        dt_ms=dt_ms, w_max_ns=0.2 * per_edge, a_plus=0.005, a_minus=0.00525, summed=summed
    )
    rule = with_inhibitory_rule(
        rule, dt_ms=dt_ms, eta_ns=eta_ns * per_edge, target_hz=8.0, w_max_ns=8.0 * per_edge
    )
    sources = [Source(0, slice(0, n), 1000.0, 0.65)]
    if n_inputs:
        middle = n + n_exc_inputs
        sources += [
            Source(1, slice(n, middle), 20.0, 0.0),
            Source(2, slice(middle, n + n_inputs), 10.0, 0.0),
        ]
    return network(
        pre,
        post,
        weight_ns,
        rng.uniform(-60.0, -50.0, n),
        n_exc=n_exc,
        dt_ms=dt_ms,
        delay_steps=9,
        held_steps=50,
        rule=rule,
        learns=learns,
        n_inputs=n_inputs,
        n_exc_inputs=n_exc_inputs,
        sources=sources,
    )
