"""The default network of the app, learning with all its defaults, against Brian2."""

from __future__ import annotations

import numpy as np

from sim.kernels import advance, steps
from sim.model.cells import Source, kernel_cells, kernel_drive, resting_state
from sim.model.network import INHIBITORY
from sim.model.stdp import kernel_rule
from sim.model.world import World
from sim.scenario import load
from tests.reference import classic as ours
from tests.reference.builders import Net, buffer
from tests.small import BARE

from ..peers import brian_default
from ..rows import Row, all_near, near, same_spikes

DT_MS, SEED = 0.5, 1


def default_net() -> tuple[World, Net]:
    """Return the default network at the start of a run, with background input."""
    scenario = load(BARE)
    world = World(scenario, SEED, np.zeros(2, dtype=np.int64))
    network, synapse = scenario.network, scenario.synapse
    sources = (
        Source(0, slice(0, network.n_exc), synapse.background_hz, synapse.w_background_exc_ns),
        Source(
            1,
            network.group_slices()[INHIBITORY],
            synapse.background_hz,
            synapse.w_background_inh_ns,
        ),
    )
    v0_mv = np.random.default_rng(SEED).uniform(-70.0, -50.0, network.n_cells)
    state = resting_state(
        world.kernel_weights(), v_mv=v0_mv, delay_steps=1 + round(synapse.delay_ms / DT_MS)
    )
    return world, Net(
        world.graph.wiring,
        state,
        kernel_cells(scenario.neuron, synapse, n_exc=network.n_exc, dt_ms=DT_MS),
        kernel_rule(scenario.stdp, w_base_ns=synapse.w_base_ns, dt_ms=DT_MS, factor=1.0),
        kernel_drive(sources, np.uint64(7), dt_ms=DT_MS),
        buffer(0),
    )


def recorded_input(net: Net, n_steps: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return step, cell and conductance (nS) of the input that ``net`` would receive.

    Cells without synapses, whose AMPA conductance does not decay, are emptied after every step.
    """
    n = net.state.v_mv.size
    deaf = net.cells._replace(
        decay_ampa=1.0,
        exc=net.cells.exc._replace(v_threshold_mv=1e9),
        inh=net.cells.inh._replace(v_threshold_mv=1e9),
    )
    state = resting_state(np.zeros(0), delay_steps=1, v_mv=np.full(n, -70.0))
    input_ns = np.empty((n_steps, n))
    control = np.zeros(2, dtype=np.int64)
    for step in range(n_steps):
        advance(net.wiring, state, deaf, net.rule, net.drive, net.spikes, steps(step, 1), control)
        input_ns[step] = state.g_ns[0]
        state.g_ns[0] = 0.0
    step, cell = np.nonzero(input_ns)
    return step, cell, input_ns[step, cell]


def edges_of(world: World, weight_ns: np.ndarray) -> tuple[np.ndarray, tuple]:
    """Return which synapses exist, and these as Brian2 wants them."""
    wiring = world.graph.wiring
    plastic = np.zeros(weight_ns.size, dtype=bool)
    plastic[wiring.in_edge] = True
    on = np.flatnonzero(wiring.alive)
    return on, (
        wiring.sender[on].astype(int),
        wiring.target[on].astype(int),
        weight_ns[on],
        plastic[on],
    )


def tables_of(world: World) -> dict[str, float]:
    """Return all parameters of cells, synapses and learning; the delay as the engine counts it.

    A spike of step m acts in step m + 1 + delay / dt.
    """
    scenario = world.scenario
    tables = (
        scenario.neuron.model_dump() | scenario.synapse.model_dump() | scenario.stdp.model_dump()
    )
    return tables | {"delay_ms": tables["delay_ms"] + DT_MS}


def every_spike(n_steps: int = 12_000) -> list[Row]:
    """Run 6 s, every step of ours said in Brian2's code."""
    world, net = default_net()
    arrivals = recorded_input(net, n_steps)
    start_ns = net.state.weight_ns.copy()
    on, edges = edges_of(world, start_ns)
    v0_mv = net.state.v_mv.copy()
    mine = ours.run(net, 0, n_steps)
    mine_ns = ours.weights(net)
    theirs, theirs_ns = brian_default.default_network(
        edges, arrivals, v0_mv, tables_of(world), n_exc=net.cells.n_exc, n_steps=n_steps
    )
    moved = np.count_nonzero(mine_ns != start_ns)
    return [
        same_spikes(
            "default",
            "spikes of 400 + 100 cells, learning, 6 s",
            "Brian2, our steps",
            mine,
            theirs,
            "the same equations in float64, written twice",
        ),
        all_near(
            "default",
            f"all weights, of which {moved} changed, nS",
            "Brian2, our steps",
            mine_ns[on],
            theirs_ns,
            1e-9,
            "rounding adds up over 6 s",
        ),
    ]


def fine_steps(n_steps: int = 4000, n_noises: int = 20) -> list[Row]:
    """Run 2 s, the differential equations integrated by Brian2 with a tenth of our step.

    The network is chaotic, so one run of theirs is held against many of ours with other input.
    """
    world, net = default_net()
    arrivals = recorded_input(net, n_steps)
    start_ns = net.state.weight_ns.copy()
    on, edges = edges_of(world, start_ns)
    theirs, theirs_ns = brian_default.default_network_fine(
        edges,
        arrivals,
        net.state.v_mv.copy(),
        tables_of(world),
        n_exc=net.cells.n_exc,
        n_steps=n_steps,
    )
    mine, change_ns = [], []
    for key in range(n_noises):
        world, net = default_net()
        net = net._replace(drive=net.drive._replace(key=np.uint64(key)))
        mine.append(ours.run(net, 0, n_steps))
        change_ns.append((ours.weights(net) - start_ns)[on].sum())
    rows, referee = [], "Brian2, Runge-Kutta of order 4, 0.05 ms"
    n_exc, n = net.cells.n_exc, net.state.v_mv.size
    for group, first, last in (("excitatory", 0, n_exc), ("inhibitory", n_exc, n)):
        rates_hz = [rate_hz(spikes, first, last, n_steps) for spikes in mine]
        rows.append(
            near(
                "default",
                f"rate of {group} cells, Hz, 2 s, mean of {n_noises} inputs",
                referee,
                np.mean(rates_hz),
                rate_hz(theirs, first, last, n_steps),
                3.0 * np.std(rates_hz, ddof=1),
                "three standard deviations over inputs",
            )
        )
    theirs_change_ns = (theirs_ns - start_ns[on]).sum()
    return [
        *rows,
        near(
            "default",
            f"sum of weight changes, nS, 2 s, mean of {n_noises} inputs",
            referee,
            np.mean(change_ns),
            theirs_change_ns,
            3.0 * np.std(change_ns, ddof=1),
            "three standard deviations over inputs",
        ),
    ]


def rate_hz(spikes: np.ndarray, first: int, last: int, n_steps: int) -> float:
    """Return the rate of the cells ``first:last`` in Hz."""
    inside = (spikes[:, 1] >= first) & (spikes[:, 1] < last)
    return np.count_nonzero(inside) / (last - first) / (n_steps * DT_MS / 1000.0)
