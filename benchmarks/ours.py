"""Our engine on a benchmark case: `ours.py {double,single} CASE.npz`, see --help."""

import sys
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np

from benchmarks import peers
from benchmarks.classic import classic_cells, in_single_precision, pair_rule, with_inhibitory_rule
from benchmarks.networks import Case
from sim.kernels import (
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
from sim.model.cells import Source, kernel_drive, resting_state
from sim.model.stdp import LEARNING_OFF
from sim.model.wiring import wire


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
        spikes = SpikeBuffer(
            np.empty(room, np.int32), np.empty(room, np.int32), np.zeros(1, np.int64)
        )
        status = advance(*self, spikes, steps(first, count), np.zeros(2, np.int64))
        if status == BUFFER_FULL:
            raise RuntimeError("the network fires above 1 kHz")
        n = int(spikes.count[0])
        return spikes.step[:n], spikes.neuron[:n]

    def weights_ns(self) -> np.ndarray:
        """Return all weights as they are now."""
        return weights_now(self.wiring, self.state, self.cells, self.rule)


def engine(
    case: Case,
    *,
    key: int = 1,
    summed: bool = True,
    single: bool = False,
    script: np.ndarray | tuple = (),
) -> Engine:
    """Set a case up for the kernel.

    Parameters
    ----------
    case : Case
    key : int
        Random key of the Poisson input.
    summed : bool
        Whether additive learning is summed up between arrivals.
    single : bool
        Whether to compute in single precision.
    script : (n, 2) array
        Spikes of inputs as step and sender, in place of Poisson inputs.
    """
    cell, n, dt_ms = case.cell, case.n_cells, case.dt_ms
    n_inputs = case.input_rate_hz.size
    n_senders = case.edge_start.size - 1
    pre = case.senders()
    if n_inputs:
        pre = pre + n  # senders of the case are input cells of ours
    cells = classic_cells(
        cell, n_exc=case.n_exc, dt_ms=dt_ms, n_exc_inputs=case.n_exc_senders if n_inputs else 0
    )
    rule = LEARNING_OFF
    if case.stdp is not None:
        rule = pair_rule(
            dt_ms=dt_ms,
            w_max_ns=case.stdp.w_max_ns,
            a_plus=case.stdp.a_plus_ns / case.stdp.w_max_ns,
            a_minus=case.stdp.a_minus_ns / case.stdp.w_max_ns,
            tau_plus_ms=case.stdp.tau_plus_ms,
            tau_minus_ms=case.stdp.tau_minus_ms,
            summed=summed,
        )
    if case.istdp is not None:
        rule = with_inhibitory_rule(
            rule,
            dt_ms=dt_ms,
            eta_ns=case.istdp.eta_ns,
            target_hz=case.istdp.target_hz,
            w_max_ns=case.istdp.w_max_ns,
            tau_ms=case.istdp.tau_ms,
        )
    sources = []
    if case.drive_rate_hz > 0.0:
        sources.append(Source(0, slice(0, n), case.drive_rate_hz, case.drive_weight_ns))
    if n_inputs and not len(script):
        for number, rate_hz in enumerate(np.unique(case.input_rate_hz)):
            of_rate = np.flatnonzero(case.input_rate_hz == rate_hz) + n
            sources.append(Source(1 + number, slice(of_rate[0], of_rate[-1] + 1), rate_hz, 0.0))
    learns = case.stdp_edges() | case.istdp_edges()
    state = resting_state(
        np.abs(case.weight),
        delay_steps=1 + round(case.delay_ms / dt_ms),
        v_mv=case.v_start_mv,
        n_inputs=n_inputs,
        summed=bool(learns.any()),
    )
    state.current_pa[:] = cell.i_e_pa
    if single:
        cells, state = in_single_precision(cells, state)
    return Engine(
        wire(
            pre,
            case.receiver,
            learns,
            n_cells=n,
            n_senders=n_senders + n * (n_inputs > 0),
            at_once=case.stdp_edges() & (not summed),
        ),
        state,
        cells,
        rule,
        kernel_drive(sources, np.uint64(key), dt_ms=dt_ms, script=script),
    )


def main() -> None:
    """Run what the command line asks and print the JSON line."""
    after_import_cpu_s = peers.cpu_s()
    parser = peers.arguments(("double", "single"))
    parser.add_argument("--piece-ms", type=float, help="cut every phase into calls of this length")
    parser.add_argument("--at-once", action="store_true", help="no summed learning")
    args = parser.parse_args()
    case = peers.read_case(args)
    net = engine(case, key=args.seed, single=args.target == "single", summed=not args.at_once)
    done, phases, spikes = 0, [], []
    for duration_s in peers.phases_s(args):
        end = done + round(duration_s * 1000.0 / case.dt_ms)
        piece = end - done if args.piece_ms is None else round(args.piece_ms / case.dt_ms)
        began = peers.cpu_s()
        while done < end:
            spikes.append(net.run(done, min(piece, end - done)))
            done = min(done + piece, end)
        phases.append((began, peers.cpu_s()))
    step, cell = (np.concatenate(part) for part in zip(*spikes))
    name = f"plasticity-lab {args.target}" + " at once" * args.at_once
    if args.piece_ms is not None:
        name += f" in pieces of {args.piece_ms:g} ms"
    got = peers.Measured(after_import_cpu_s, phases, step, cell, peers.peak_memory_mb())
    peers.report(name, case, args, got)


if __name__ == "__main__":
    main()
