"""Where the time of a plastic network goes, and how far each part is from what the machine can do.

Parts are told apart by leaving things out: a network without input is silent and shows what cells
cost; weak input adds the Poisson source; the static network adds rows of synapses, the plastic one
what learning adds. The limits are the plainest loops that move the same bytes.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numba
import numpy as np

from benchmarks.networks import Case, load
from benchmarks.ours import Engine, engine
from sim.model.cells import Source, kernel_drive

# What a step of an Euler cell moves: potential, conductances and current read, potential written;
# two conductances decay; potential and refractory time (half a double) are looked at and written.
BYTES_PER_CELL = (4 + 1 + 2 * 2 + 2 + 2 * 0.5) * 8
REPEATS = 5


class Part(NamedTuple):
    """Nanoseconds for one unit of work, beside the plainest loop that does as much."""

    case: str
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


def limits_ns(case: Case) -> tuple[float, float, float]:
    """Plainest loops: moving a cell's bytes, adding a weight, adding and storing two numbers."""
    n, rng = case.n_cells, np.random.default_rng(0)
    x = np.ones(5 * n)  # as much memory as the arrays of the cells take
    times = 20_000_000 // x.size
    per_16_bytes = best_s(lambda: _scale(x, 1.0, times)) / times / x.size * 1e9
    start, target = case.edge_start.astype(np.uint64), case.receiver.astype(np.uint32)
    weight, seen, g, y = np.zeros(target.size), np.zeros(target.size), np.zeros(n), np.zeros(n)
    order = rng.integers(0, n, max(2000, 2_000_000 // n)).astype(np.uint64)
    events = float(np.diff(case.edge_start)[order.astype(int)].sum())
    add = best_s(lambda: _scatter(g, target, weight, start, order)) / events * 1e9
    store = best_s(lambda: _scatter_and_store(g, y, target, weight, seen, start, order))
    return per_16_bytes * BYTES_PER_CELL / 16.0, add, store / events * 1e9


def parts(case: Case, steps: int) -> list[Part]:
    """Take one plastic network apart."""
    n = case.n_cells
    weak = kernel_drive(
        [Source(0, slice(0, n), case.drive_rate_hz, 0.01)], np.uint64(1), dt_ms=case.dt_ms
    )
    none = kernel_drive([], np.uint64(1), dt_ms=case.dt_ms)
    silent, _ = step_ns(engine(case.static())._replace(drive=none), steps)
    driven, _ = step_ns(engine(case.static())._replace(drive=weak), steps)
    static, fired = step_ns(engine(case.static()), steps)
    plastic, fired_plastic = step_ns(engine(case), steps)
    out_degree = np.diff(case.edge_start)
    events, all_plastic = (out_degree[cells].sum() / steps for cells in (fired, fired_plastic))
    learning = (
        np.add.reduceat((case.stdp_edges() | case.istdp_edges()).astype(int), case.edge_start[:-1])[
            fired_plastic
        ].sum()
        / steps
    )
    drawn = case.drive_rate_hz * n * case.dt_ms / 1000.0
    cell_limit, add_limit, store_limit = limits_ns(case)
    rows_ns = (static - driven) / events
    return [
        Part(case.name, "cells", "cell and step", silent / n, cell_limit, silent / plastic),
        Part(
            case.name,
            "Poisson input",
            "event",
            (driven - silent) / drawn,
            float("nan"),
            (driven - silent) / plastic,
        ),
        Part(
            case.name,
            "spikes, rows that do not learn",
            "synaptic event",
            rows_ns,
            add_limit,
            rows_ns * (all_plastic - learning) / plastic,
        ),
        Part(
            case.name,
            "spikes, rows that learn",
            "synaptic event",
            (plastic - driven - rows_ns * (all_plastic - learning)) / learning,
            store_limit,
            (plastic - driven - rows_ns * (all_plastic - learning)) / plastic,
        ),
    ]


def where(folder: Path) -> list[Part]:
    """Take the three plastic networks apart."""
    sizes = (("plastic_1000", 20_000), ("plastic_4000", 5_000), ("plastic_10000", 2_000))
    return [
        part
        for name, steps in sizes
        if (folder / f"{name}.npz").exists()
        for part in parts(load(folder / f"{name}.npz"), steps)
    ]
