"""Where the time of a plastic network goes, and how far each part is from what the machine can do.

Parts are told apart by leaving things out: a network without input is silent and shows what cells
cost; weak input adds the Poisson source; the static network adds rows of synapses, the plastic one
what learning adds. The limits are the plainest loops that move the same bytes. The cells of the
default network take two exponentials each, so they cost much more than moving their bytes.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numba
import numpy as np

from benchmarks.networks import load
from benchmarks.ours import Engine, engine
from sim.kernels import EXPONENTIAL
from sim.model.cells import kernel_drive, resting_state
from sim.model.episode import PRECISION, UNDISTURBED, Segment, kernel_input
from sim.model.stdp import LEARNING_OFF
from sim.model.world import World
from sim.scenario import Scenario

# What a step of an Euler cell moves: potential, conductances and current read, potential written;
# two conductances decay; potential and refractory time (half a double) are looked at and written.
BYTES_OF_EULER = (4 + 1 + 2 * 2 + 2 + 2 * 0.5) * 8
# An exponential cell: from potential to magnesium block; potential, four conductances, block and
# current read, potential written; four conductances decay; and the same look.
BYTES_OF_EXPONENTIAL = (2 + 7 + 1 + 2 * 4 + 2 + 2 * 0.5) * 8
WEAK_NS = 1e-4  # input that makes no cell fire
REPEATS = 5


class Part(NamedTuple):
    """Nanoseconds for one unit of work, beside the plainest loop that does as much."""

    network: str
    part: str
    unit: str
    ns: float
    limit_ns: float
    share: float  # of the time of the plastic network


@numba.njit(nogil=True)
def _scale(x: np.ndarray, factor: float, times: int) -> None:
    for _ in range(times):
        for i in range(x.size):
            x[i] *= factor


@numba.njit(nogil=True)
def _scatter(
    g: np.ndarray, target: np.ndarray, weight: np.ndarray, start: np.ndarray, order: np.ndarray
) -> None:
    for j in order:
        for e in range(start[j], start[j + 1]):
            g[target[e]] += weight[e]


@numba.njit(nogil=True)
def _scatter_and_store(
    g: np.ndarray,
    y: np.ndarray,
    target: np.ndarray,
    weight: np.ndarray,
    seen: np.ndarray,
    start: np.ndarray,
    order: np.ndarray,
) -> None:
    for j in order:
        for e in range(start[j], start[j + 1]):
            i = target[e]
            g[i] += weight[e]
            weight[e] += seen[e]
            seen[e] = y[i]


def best_s(work: Callable[[], object]) -> float:
    """Least CPU time of several calls, after one that warms up."""
    work()
    spent = []
    for _ in range(REPEATS):
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
    return min(spent)


def step_ns(net: Engine, steps: int) -> tuple[float, np.ndarray]:
    """Nanoseconds of a step, and the cells of all spikes of the last run."""
    done, cells = [0], [np.empty(0)]

    def work() -> None:
        cells[0] = net.run(done[0], steps)[1]
        done[0] += steps

    return best_s(work) / steps * 1e9, cells[0]


def default_network(key: int = 1) -> Engine:
    """Return the default network of scenarios, at rest and learning, as it is before it settles."""
    world = World(Scenario(id="default", title="The default network"), 0, np.zeros(2, np.int64))
    tables, rng = world.scenario, np.random.default_rng(key)
    dt_ms, neuron = tables.time.dt_ms, tables.neuron
    given = kernel_input(world, Segment(dt_ms), UNDISTURBED, np.uint64(key), 1.0)
    v_mv = rng.uniform(neuron.e_leak_mv, neuron.v_threshold_mv, tables.network.n_cells)
    delay_steps = 1 + round(tables.synapse.delay_ms / dt_ms)
    weight_ns = world.kernel_weights().astype(PRECISION)
    state = resting_state(weight_ns, v_mv=v_mv, delay_steps=delay_steps)
    return Engine(world.graph.wiring, state, *given)


def limits_ns(net: Engine) -> tuple[float, float, float]:
    """Plainest loops: moving a cell's bytes, adding a weight, adding and storing two numbers."""
    n, rng = net.state.v_mv.size, np.random.default_rng(0)
    is_exponential = net.cells.scheme == EXPONENTIAL
    x = np.ones((8 if is_exponential else 5) * n)  # as much memory as the arrays of the cells take
    times = 20_000_000 // x.size
    per_16_bytes = best_s(lambda: _scale(x, 1.0, times)) / times / x.size * 1e9
    per_cell = BYTES_OF_EXPONENTIAL if is_exponential else BYTES_OF_EULER
    start, target = net.wiring.out_start, net.wiring.target
    weight, seen, g, y = np.zeros(target.size), np.zeros(target.size), np.zeros(n), np.zeros(n)
    order = rng.integers(0, n, max(2000, 2_000_000 // n)).astype(np.uint64)
    events = float(np.diff(start)[order].sum())
    add = best_s(lambda: _scatter(g, target, weight, start, order)) / events * 1e9
    store = best_s(lambda: _scatter_and_store(g, y, target, weight, seen, start, order))
    return per_16_bytes * per_cell / 16.0, add, store / events * 1e9


def parts(name: str, build: Callable[[], Engine], steps: int) -> list[Part]:
    """Take a plastic network apart; ``build`` makes it anew."""
    net = build()
    n, wiring, drive = net.state.v_mv.size, net.wiring, net.drive
    none = kernel_drive([], drive.key, dt_ms=1.0)
    weak = drive._replace(weight_ns=np.full_like(drive.weight_ns, WEAK_NS))
    silent, _ = step_ns(build()._replace(drive=none, rule=LEARNING_OFF), steps)
    driven, _ = step_ns(build()._replace(drive=weak, rule=LEARNING_OFF), steps)
    static, fired = step_ns(build()._replace(rule=LEARNING_OFF), steps)
    plastic, fired_plastic = step_ns(net, steps)
    out_degree = np.diff(wiring.out_start).astype(int)
    events, all_plastic = (out_degree[cells].sum() / steps for cells in (fired, fired_plastic))
    learns_out = (wiring.out_plastic_stop - wiring.out_start[:-1]).astype(int)
    learning = learns_out[fired_plastic].sum() / steps
    drawn = float((1.0 - drive.cumulative).sum())  # the mean of a count is the sum of P(count > k)
    cell_limit, add_limit, store_limit = limits_ns(net)
    rows_ns = (static - driven) / events
    learning_ns = plastic - driven - rows_ns * (all_plastic - learning)
    return [
        Part(name, "cells", "cell and step", silent / n, cell_limit, silent / plastic),
        Part(
            name,
            "Poisson input",
            "event",
            (driven - silent) / drawn,
            float("nan"),
            (driven - silent) / plastic,
        ),
        Part(
            name,
            "spikes, rows that do not learn",
            "synaptic event",
            rows_ns,
            add_limit,
            rows_ns * (all_plastic - learning) / plastic,
        ),
        Part(
            name,
            "spikes, rows that learn",
            "synaptic event",
            learning_ns / learning,
            store_limit,
            learning_ns / plastic,
        ),
    ]


def where(folder: Path) -> list[Part]:
    """Take the default network and the three plastic ones apart."""
    sizes = (("plastic_1000", 20_000), ("plastic_4000", 5_000), ("plastic_10000", 2_000))
    taken_apart = parts("default network", default_network, 8_000)
    for name, steps in sizes:
        if (folder / f"{name}.npz").exists():
            case = load(folder / f"{name}.npz")
            taken_apart += parts(name, lambda case=case: engine(case), steps)
    return taken_apart
