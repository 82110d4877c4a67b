"""Our engine on the networks of the benchmark.

Run as a script, ``python -m benchmarks.ours CASE.npz``, it prints one JSON line as the peers do.
"""

import argparse
import json
import resource
import time
from pathlib import Path
from typing import NamedTuple

BEGAN_CPU_S = time.process_time()

import numpy as np  # noqa: E402, the clock starts before the imports

from benchmarks.networks import Case, load  # noqa: E402
from sim.kernels import (  # noqa: E402
    BUFFER_FULL,
    Cells,
    Drive,
    Learning,
    SpikeBuffer,
    State,
    Wiring,
    advance,
    steps,
    weights_now,
)
from sim.model.cells import Source, kernel_drive, resting_state  # noqa: E402
from sim.model.lif import lif_cells, pair_rule, with_inhibitory_rule  # noqa: E402
from sim.model.stdp import LEARNING_OFF  # noqa: E402
from sim.model.wiring import wire  # noqa: E402

IMPORT_CPU_S = time.process_time() - BEGAN_CPU_S


class Engine(NamedTuple):
    """The arguments of the kernel."""

    wiring: Wiring
    state: State
    cells: Cells
    rule: Learning
    drive: Drive

    def run(self, first: int, count: int) -> tuple[np.ndarray, np.ndarray]:
        """Advance by ``count`` steps and return step and cell of every spike."""
        room = self.state.v_mv.size * (count // 10 + 2)
        spikes = SpikeBuffer(np.empty(room, np.int32), np.empty(room, np.int32),
                             np.zeros(1, np.int64))
        status = advance(*self, spikes, steps(first, count), np.zeros(2, np.int64))
        if status == BUFFER_FULL:
            raise RuntimeError("the network fires above 1 kHz")
        n = int(spikes.count[0])
        return spikes.step[:n], spikes.neuron[:n]

    def weights_ns(self) -> np.ndarray:
        """Return all weights as they are now."""
        return weights_now(self.wiring, self.state, self.cells, self.rule)


def engine(case: Case, *, key: int = 1, summed: bool = True,
           script: np.ndarray | tuple = ()) -> Engine:
    """Set a case up for the kernel.

    Parameters
    ----------
    case : Case
    key : int
        Random key of the Poisson input.
    summed : bool
        Whether additive learning is summed up between arrivals.
    script : (n, 2) array
        Spikes of inputs as step and sender, in place of Poisson inputs.
    """
    cell, n, dt_ms = case.cell, case.n_cells, case.dt_ms
    n_inputs = case.input_rate_hz.size
    n_senders = case.edge_start.size - 1
    pre = case.senders()
    if n_inputs:
        pre = pre + n  # senders of the case are input cells of ours
    cells = lif_cells(
        n_exc=case.n_exc, dt_ms=dt_ms, c_m_pf=cell.c_m_pf, g_leak_ns=cell.g_l_ns,
        e_leak_mv=cell.e_l_mv, v_threshold_mv=cell.v_th_mv, v_reset_mv=cell.v_reset_mv,
        t_ref_ms=cell.t_ref_ms, tau_exc_ms=cell.tau_exc_ms, tau_inh_ms=cell.tau_inh_ms,
        e_exc_mv=cell.e_exc_mv, e_inh_mv=cell.e_inh_mv, current_based=cell.current_based,
        n_exc_inputs=case.n_exc_senders if n_inputs else 0)
    rule = LEARNING_OFF
    if case.stdp is not None:
        rule = pair_rule(dt_ms=dt_ms, w_max_ns=case.stdp.w_max_ns,
                         a_plus=case.stdp.a_plus_ns / case.stdp.w_max_ns,
                         a_minus=case.stdp.a_minus_ns / case.stdp.w_max_ns,
                         tau_plus_ms=case.stdp.tau_plus_ms, tau_minus_ms=case.stdp.tau_minus_ms,
                         summed=summed)
    if case.istdp is not None:
        rule = with_inhibitory_rule(rule, dt_ms=dt_ms, eta_ns=case.istdp.eta_ns,
                                    target_hz=case.istdp.target_hz,
                                    w_max_ns=case.istdp.w_max_ns, tau_ms=case.istdp.tau_ms)
    sources = []
    if case.drive_rate_hz > 0.0:
        sources.append(Source(0, slice(0, n), case.drive_rate_hz, case.drive_weight_ns))
    if n_inputs and not len(script):
        for number, rate_hz in enumerate(np.unique(case.input_rate_hz)):
            of_rate = np.flatnonzero(case.input_rate_hz == rate_hz) + n
            sources.append(Source(1 + number, slice(of_rate[0], of_rate[-1] + 1), rate_hz, 0.0))
    learns = case.stdp_edges() | case.istdp_edges()
    state = resting_state(np.abs(case.weight), delay_steps=1 + round(case.delay_ms / dt_ms),
                          v_mv=case.v_start_mv, n_inputs=n_inputs, summed=bool(learns.any()))
    state.current_pa[:] = cell.i_e_pa
    return Engine(
        wire(pre, case.receiver, learns, n_cells=n, n_senders=n_senders + n * (n_inputs > 0),
             by_receiver=case.stdp is not None and not summed),
        state, cells, rule, kernel_drive(sources, np.uint64(key), dt_ms=dt_ms, script=script))


def measure(case: Case, seconds: float, chunks: int, chunk_ms: float | None) -> dict:
    """Time a case; see `benchmarks.peers.brian` for the meaning of the entries."""
    began = time.process_time()
    net = engine(case)
    build_s = time.process_time() - began
    per_s = round(1000.0 / case.dt_ms)
    net.run(0, per_s // 10)
    first_s = time.process_time() - BEGAN_CPU_S
    done = round(seconds * per_s)
    net.run(per_s // 10, done - per_s // 10)
    times, counted, events, out_degree = [], np.zeros(2), 0, np.diff(case.edge_start)
    piece = done if chunk_ms is None else round(chunk_ms / case.dt_ms)
    for _ in range(chunks):
        began, neurons = time.process_time(), []
        for first in range(done, done + round(seconds * per_s), piece):
            neurons.append(net.run(first, piece)[1])
        times.append((time.process_time() - began) / seconds)
        done += round(seconds * per_s)
        neuron = np.concatenate(neurons)
        counted += (neuron < case.n_exc).sum(), (neuron >= case.n_exc).sum()
        if not case.input_rate_hz.size:
            events += int(out_degree[neuron].sum())
    if case.input_rate_hz.size:
        events = round(case.input_rate_hz.sum() * seconds * chunks)
    total_s = seconds * chunks
    n_inh = case.n_cells - case.n_exc
    return {
        "name": "plasticity-lab", "case": case.name, "cpu_s_per_bio_s": times,
        "rate_exc_hz": counted[0] / total_s / case.n_exc,
        "rate_inh_hz": counted[1] / total_s / n_inh if n_inh else None,
        "events_per_bio_s": events / total_s,
        "import_s": IMPORT_CPU_S, "build_s": build_s, "first_result_cpu_s": first_s,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0,
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", type=Path)
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--chunks", type=int, default=3)
    parser.add_argument("--chunk-ms", type=float)
    parser.add_argument("--static", action="store_true")
    given = parser.parse_args()
    drawn = load(given.case)
    drawn = drawn.static() if given.static else drawn
    print(json.dumps(measure(drawn, given.seconds, given.chunks, given.chunk_ms)))
