"""Brian2 on a benchmark case: `brian.py {cython,cpp_standalone,numpy} CASE.npz`, see --help.

Forward Euler for conductances, exact integration for currents. Brian2 puts the delay on the
axon: traces and weights see a presynaptic spike when it arrives, a postsynaptic one at once.
"""

import os
import sys
import tempfile
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = "1"
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import brian2 as b2
import numpy as np
from brian2 import Hz, ms, mV, nS, pA, pF, second

from benchmarks import peers
from benchmarks.networks import Case, Cell, PairStdp, VogelsStdp

CONDUCTANCE = """
dv/dt = (g_l*(e_l - v) + s_exc*(e_exc - v) + s_inh*(e_inh - v) + i_e)/c_m : volt (unless refractory)
ds_exc/dt = -s_exc/tau_exc : siemens
ds_inh/dt = -s_inh/tau_inh : siemens
"""
CURRENT = """
dv/dt = (g_l*(e_l - v) + s_exc + s_inh + i_e)/c_m : volt (unless refractory)
ds_exc/dt = -s_exc/tau_exc : amp
ds_inh/dt = -s_inh/tau_inh : amp
"""
# The traces of a plastic synapse: of arrivals, and of the receiver's own spikes. The usual form
# keeps them in every synapse; the optimised form keeps them in the cells on both sides.
SYNAPSE_TRACES = """
w : siemens
dx_in/dt = -x_in/tau_in : 1 (event-driven)
dx_own/dt = -x_own/tau_own : 1 (event-driven)
"""
SYNAPSE_READS_CELLS = """
w : siemens
x_in = arrivals_pre : 1
x_own = spikes_post : 1
"""
# One time constant serves all traces of a cell.
CELL_TRACES = """
darrivals/dt = -arrivals/tau_trace : 1
dspikes/dt = -spikes/tau_trace : 1
"""


def cell_parameters(cell: Cell) -> dict:
    """Namespace of the cell equations."""
    return {
        "c_m": cell.c_m_pf * pF,
        "g_l": cell.g_l_ns * nS,
        "e_l": cell.e_l_mv * mV,
        "e_exc": cell.e_exc_mv * mV,
        "e_inh": cell.e_inh_mv * mV,
        "v_th": cell.v_th_mv * mV,
        "v_reset": cell.v_reset_mv * mV,
        "t_ref": cell.t_ref_ms * ms,
        "i_e": cell.i_e_pa * pA,
        "tau_exc": cell.tau_exc_ms * ms,
        "tau_inh": cell.tau_inh_ms * ms,
    }


def make_cells(case: Case, optimised: bool) -> b2.NeuronGroup:
    """The neurons, with their start voltages."""
    equations = CURRENT if case.cell.current_based else CONDUCTANCE
    namespace, reset = cell_parameters(case.cell), "v = v_reset"
    if optimised:
        equations += CELL_TRACES
        reset += "; spikes += 1"
        tau_ms, *others = {case.stdp.tau_plus_ms, case.stdp.tau_minus_ms, case.istdp.tau_ms}
        if others:
            raise ValueError("the optimised form needs one time constant for all traces")
        namespace["tau_trace"] = tau_ms * ms
    cells = b2.NeuronGroup(
        case.n_cells,
        equations,
        threshold="v > v_th",
        reset=reset,
        refractory="t_ref",
        method="exact" if case.cell.current_based else "euler",
        namespace=namespace,
    )
    cells.v = case.v_start_mv * mV
    return cells


def pair_stdp(rule: PairStdp) -> tuple[str, str, dict]:
    """New weight at an arrival, new weight at a spike of the receiver, namespace."""
    return (
        "w - a_minus*x_own",
        "w + a_plus*x_in",
        {
            "a_plus": rule.a_plus_ns * nS,
            "a_minus": rule.a_minus_ns * nS,
            "w_max": rule.w_max_ns * nS,
            "tau_in": rule.tau_plus_ms * ms,
            "tau_own": rule.tau_minus_ms * ms,
        },
    )


def vogels_stdp(rule: VogelsStdp) -> tuple[str, str, dict]:
    """New weight at an arrival, new weight at a spike of the receiver, namespace."""
    return (
        "w + eta*(x_own - alpha)",
        "w + eta*x_in",
        {
            "eta": rule.eta_ns * nS,
            "alpha": rule.alpha,
            "w_max": rule.w_max_ns * nS,
            "tau_in": rule.tau_ms * ms,
            "tau_own": rule.tau_ms * ms,
        },
    )


def plastic_synapses(ends: dict, receptor: str, rule: tuple, optimised: bool) -> b2.Synapses:
    """Synapses under a rule of this file, still without edges."""
    at_arrival, at_spike, namespace = rule
    on_pre = f"{receptor}_post += w; w = clip({at_arrival}, 0*siemens, w_max)"
    on_post = f"w = clip({at_spike}, 0*siemens, w_max)"
    if not optimised:
        on_pre, on_post = f"x_in += 1; {on_pre}", f"x_own += 1; {on_post}"
    model = SYNAPSE_READS_CELLS if optimised else SYNAPSE_TRACES
    return b2.Synapses(model=model, on_pre=on_pre, on_post=on_post, namespace=namespace, **ends)


def static_synapses(ends: dict, receptor: str, unit: str, shared: bool) -> b2.Synapses:
    """Synapses with fixed weights, one number for all of them if `shared`; without edges."""
    model = f"w : {unit} ({'shared, constant' if shared else 'constant'})"
    return b2.Synapses(model=model, on_pre=f"{receptor}_post += w", **ends)


def network(case: Case, optimised: bool) -> tuple[b2.Network, b2.SpikeMonitor]:
    """The network and its monitor, with one `Synapses` for each rule and kind of sender."""
    cells = senders = make_cells(case, optimised)
    monitor = b2.SpikeMonitor(cells)
    net = b2.Network(cells, monitor)
    if len(case.input_rate_hz):
        senders = b2.PoissonGroup(len(case.input_rate_hz), case.input_rate_hz * Hz)
        net.add(senders)
    if case.drive_rate_hz:  # many slow sources, so that two events may share a step
        net.add(
            b2.PoissonInput(
                cells, "s_exc", 1000, case.drive_rate_hz / 1000 * Hz, case.drive_weight_ns * nS
            )
        )
    if optimised:  # an arrival raises the sender's trace after the delay
        copy = b2.Synapses(cells, cells, on_pre="arrivals_post += 1", delay=case.delay_ms * ms)
        copy.connect(j="i")
        net.add(copy)

    sender, stdp, istdp = case.senders(), case.stdp_edges(), case.istdp_edges()
    exc = sender < case.n_exc_senders
    projections = (
        (stdp, "s_exc", case.stdp and pair_stdp(case.stdp)),
        (istdp, "s_inh", case.istdp and vogels_stdp(case.istdp)),
        (exc & ~stdp, "s_exc", None),
        (~exc & ~istdp, "s_inh", None),
    )
    ends = {"source": senders, "target": cells, "delay": case.delay_ms * ms}
    name, unit = ("amp", pA) if case.cell.current_based else ("siemens", nS)
    for edges, receptor, rule in projections:
        if not edges.any():
            continue
        weight = case.weight[edges]
        shared = rule is None and np.ptp(weight) == 0
        if rule:
            synapses = plastic_synapses(ends, receptor, rule, optimised)
        else:
            synapses = static_synapses(ends, receptor, name, shared)
        synapses.connect(i=sender[edges], j=case.receiver[edges])
        synapses.w = (weight[0] if shared else weight) * unit
        net.add(synapses)
    return net, monitor


def run_here(net: b2.Network, phases_s: list[float]) -> tuple[list, float]:
    """Run in this process. Brian2 prepares every `run` anew; `report` marks the loop alone."""
    marks = []

    def mark(*_):
        marks.append(peers.cpu_s())

    for duration_s in phases_s:
        net.run(duration_s * second, report=mark, report_period=1e9 * second)
    return list(zip(marks[::2], marks[1::2])), peers.peak_memory_mb()


PRINT_CLOCK = "std::cout << double(std::clock()) / CLOCKS_PER_SEC << std::endl;"
PRINT_MEMORY = """
std::ifstream status("/proc/self/status");
for (std::string line; std::getline(status, line);)
    if (line.rfind("VmHWM", 0) == 0) std::cout << line.substr(6) << std::endl;
"""


def run_standalone(net: b2.Network, phases_s: list[float], folder: str) -> tuple[list, float]:
    """Compile one program of all phases that prints its own CPU clock between them."""
    for duration_s in phases_s:
        b2.device.insert_code("main", PRINT_CLOCK)
        net.run(duration_s * second)
        b2.device.insert_code("main", PRINT_CLOCK)
    b2.device.insert_code("main", PRINT_MEMORY)
    b2.device.build(folder, compile=True, run=False)
    before = peers.cpu_s()
    b2.device.run(with_output=False)
    *clock, memory = (Path(b2.device.results_dir) / "stdout.txt").read_text().splitlines()
    marks = [before + float(reading) for reading in clock]
    return list(zip(marks[::2], marks[1::2])), int(memory.split()[0]) / 1000


def main() -> None:
    """Run what the command line asks and print the JSON line."""
    after_import_cpu_s = peers.cpu_s()
    parser = peers.arguments(("cython", "cpp_standalone", "numpy"))
    parser.add_argument("--optimised", action="store_true", help="traces in cells, not in synapses")
    parser.add_argument("--cold", action="store_true", help="cython without its cache on disk")
    args = parser.parse_args()
    case = peers.read_case(args)
    if args.optimised and not (case.stdp and case.istdp):
        parser.error("--optimised is for the plastic networks")
    b2.defaultclock.dt = case.dt_ms * ms
    with tempfile.TemporaryDirectory() as folder:
        if args.target == "cpp_standalone":
            b2.prefs.devices.cpp_standalone.extra_make_args_unix = ["-j2"]  # not all at once
            b2.set_device("cpp_standalone", build_on_run=False)
        else:
            b2.prefs.codegen.target = args.target
            if args.cold:
                b2.prefs.codegen.runtime.cython.cache_dir = folder
        b2.seed(args.seed)
        net, monitor = network(case, args.optimised)
        if args.target == "cpp_standalone":
            phases, memory_mb = run_standalone(net, peers.phases_s(args), folder)
        else:
            phases, memory_mb = run_here(net, peers.phases_s(args))
        step = np.rint(np.asarray(monitor.t / ms) / case.dt_ms).astype(np.int64)
        spikes = step, np.asarray(monitor.i)
    name = f"brian2 {args.target}" + " optimised" * args.optimised + " cold" * args.cold
    peers.report(name, case, args, peers.Measured(after_import_cpu_s, phases, *spikes, memory_mb))


if __name__ == "__main__":
    main()
