"""The task of every peer, how it is measured, and the line it prints.

A run is one fresh process and one thread: import, build, the first 100 ms, the rest of a warm-up
chunk, then the measured chunks. All times are CPU seconds of the process and its children, so
that a busy machine does not spoil them.
"""

import argparse
import json
import resource
import sys
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.networks import CASES, Case, load

FIRST_RESULT_S = 0.1


class Measured(NamedTuple):
    """Result of a peer. CPU readings count from the start of the process."""

    after_import_cpu_s: float
    phases_cpu_s: list[tuple[float, float]]  # start and end of every phase, see `phases_s`
    spike_step: np.ndarray  # (n_spikes,) in rising order
    spike_cell: np.ndarray  # (n_spikes,)
    peak_memory_mb: float


def _children_cpu_s() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


_INHERITED_CPU_S = _children_cpu_s()  # a shell that turned into this process had children too


def cpu_s() -> float:
    """CPU seconds of this process and of its finished children."""
    return time.process_time() + _children_cpu_s() - _INHERITED_CPU_S


def peak_memory_mb() -> float:
    """Peak resident memory of this process alone (`ru_maxrss` would inherit the launcher's)."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1000
    return float("nan")


def arguments(targets: tuple[str, ...]) -> argparse.ArgumentParser:
    """The command line that all peers share."""
    parser = argparse.ArgumentParser()
    parser.add_argument("target", choices=targets)
    parser.add_argument(
        "case", type=known_case, help=f"{', '.join(CASES)}, or .npz of benchmarks.networks.save"
    )
    parser.add_argument("--seconds", type=float, default=1.0, help="biological seconds of a chunk")
    parser.add_argument("--chunks", type=int, default=3, help="measured chunks after the warm-up")
    parser.add_argument("--static", action="store_true", help="the same network, plasticity off")
    parser.add_argument("--seed", type=int, default=1, help="of the Poisson inputs")
    parser.add_argument("--spikes", type=Path, help="store (step, cell) of the first chunk here")
    return parser


def known_case(text: str) -> str:
    """Name of a case, or of a file; else say what is allowed."""
    if text in CASES or Path(text).is_file():
        return text
    raise argparse.ArgumentTypeError(f"{text} is no file and none of {', '.join(CASES)}")


def read_case(args: argparse.Namespace) -> Case:
    """The case of the command line, without plasticity if asked."""
    case = CASES[args.case](1) if args.case in CASES else load(Path(args.case))
    return case.static() if args.static else case


def phases_s(args: argparse.Namespace) -> list[float]:
    """Biological seconds of each phase: first result, rest of the warm-up chunk, the chunks."""
    rest_s = max(args.seconds - FIRST_RESULT_S, 0.0)
    return [FIRST_RESULT_S, rest_s] + [args.seconds] * args.chunks


def report(simulator: str, case: Case, args: argparse.Namespace, got: Measured) -> None:
    """Print one JSON line and store the spikes if asked.

    Rates and events are those of the measured chunks. A synaptic event is one spike reaching one
    synapse; the Poisson drive of the cells is not counted.
    """
    warm_up_s = sum(phases_s(args)[:2])
    measured = got.spike_step >= round(warm_up_s * 1e3 / case.dt_ms)
    spikes = np.bincount(got.spike_cell[measured], minlength=case.n_cells)
    rate_hz = spikes / (args.seconds * args.chunks)
    sender_rate_hz = case.input_rate_hz if len(case.input_rate_hz) else rate_hz
    row = {
        "name": simulator,
        "case": case.name,
        "static": args.static,
        "chunk_s": args.seconds,
        "cpu_s_per_bio_s": [(end - start) / args.seconds for start, end in got.phases_cpu_s[2:]],
        "rate_exc_hz": float(rate_hz[: case.n_exc].mean()),
        "rate_inh_hz": float(rate_hz[case.n_exc :].mean()) if case.n_cells > case.n_exc else None,
        "events_per_bio_s": float(sender_rate_hz @ np.diff(case.edge_start)),
        "import_s": got.after_import_cpu_s,
        "build_s": got.phases_cpu_s[0][0] - got.after_import_cpu_s,
        "first_result_cpu_s": got.phases_cpu_s[0][1],
        "peak_memory_mb": got.peak_memory_mb,
    }
    sys.stdout.write(json.dumps(row) + "\n")
    if args.spikes:
        keep = got.spike_step < round(args.seconds * 1e3 / case.dt_ms)
        np.savez(args.spikes, step=got.spike_step[keep], cell=got.spike_cell[keep])
