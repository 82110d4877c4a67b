"""NEST on a benchmark case: `nest.py {psc,cond} CASE.npz`, see --help.

`psc` is iaf_psc_exp (exact integration, the fastest). A conductance case turns into currents there:
every weight is multiplied by the driving force at `MEAN_V_MV`. `cond` is iaf_cond_exp (adaptive
steps). NEST puts the delay on the dendrite: traces see a postsynaptic spike when it has travelled
back, a presynaptic one at once. It transmits the weight after the change of the same spike.
"""

import os
import sys
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = "1"
os.environ["PYNEST_QUIET"] = "1"
sys.path.pop(0)  # this folder, where `import nest` would find this file
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import nest
import numpy as np

from benchmarks import peers
from benchmarks.networks import Case

MEAN_V_MV = -53.0


def weight_scales(case: Case, target: str) -> tuple[float, float]:
    """Factors from the case's weights to NEST's, excitatory and inhibitory."""
    if case.cell.current_based:
        return 1.0, 1.0
    if target == "cond":
        return 1.0, -1.0
    return case.cell.e_exc_mv - MEAN_V_MV, case.cell.e_inh_mv - MEAN_V_MV


def make_cells(case: Case, target: str) -> nest.NodeCollection:
    """The neurons, with their start voltages."""
    c = case.cell
    params = {
        "C_m": c.c_m_pf,
        "E_L": c.e_l_mv,
        "V_th": c.v_th_mv,
        "V_reset": c.v_reset_mv,
        "t_ref": c.t_ref_ms,
        "tau_syn_ex": c.tau_exc_ms,
        "tau_syn_in": c.tau_inh_ms,
        "I_e": c.i_e_pa,
    }
    if case.stdp:
        params |= {"tau_minus": case.stdp.tau_minus_ms}
    if target == "cond":
        params |= {"g_L": c.g_l_ns, "E_ex": c.e_exc_mv, "E_in": c.e_inh_mv}
    else:
        params |= {"tau_m": c.c_m_pf / c.g_l_ns}
    cells = nest.Create(f"iaf_{target}_exp", case.n_cells, params=params)
    cells.V_m = case.v_start_mv
    return cells


def make_senders(case: Case, cells: nest.NodeCollection) -> nest.NodeCollection:
    """The cells, or parrots that repeat one Poisson train each (a plastic synapse needs one)."""
    if not len(case.input_rate_hz):
        return cells
    parrots = nest.Create("parrot_neuron", len(case.input_rate_hz))
    for rate_hz in np.unique(case.input_rate_hz):
        source = nest.Create("poisson_generator", params={"rate": rate_hz})
        chosen = parrots[np.flatnonzero(case.input_rate_hz == rate_hz).tolist()]
        nest.Connect(source, chosen, syn_spec={"delay": case.delay_ms})
    return parrots


def synapse_models(case: Case, scales: tuple[float, float]) -> dict[str, np.ndarray]:
    """Set up the plastic models; the edges of each model, (n_edges,) bool."""
    edges = {"pair_stdp": case.stdp_edges(), "vogels": case.istdp_edges()}
    edges["static_synapse"] = ~(edges["pair_stdp"] | edges["vogels"])
    if rule := case.stdp:
        nest.CopyModel(
            "stdp_synapse_hom",
            "pair_stdp",
            {
                "Wmax": rule.w_max_ns * scales[0],
                "lambda": rule.a_plus_ns / rule.w_max_ns,
                "alpha": rule.a_minus_ns / rule.a_plus_ns,
                "tau_plus": rule.tau_plus_ms,
                "mu_plus": 0.0,
                "mu_minus": 0.0,
            },
        )
    if rule := case.istdp:
        nest.CopyModel(
            "vogels_sprekeler_synapse",
            "vogels",
            {
                "weight": scales[1],
                "Wmax": rule.w_max_ns * scales[1],
                "tau": rule.tau_ms,
                "eta": rule.eta_ns * abs(scales[1]),
                "alpha": rule.alpha,
            },
        )
    return edges


def network(case: Case, target: str) -> nest.NodeCollection:
    """Build the network and return its spike recorder."""
    scales = weight_scales(case, target)
    cells = make_cells(case, target)
    senders = make_senders(case, cells)
    recorder = nest.Create("spike_recorder")
    nest.Connect(cells, recorder)
    if case.drive_rate_hz:
        drive = nest.Create("poisson_generator", params={"rate": case.drive_rate_hz})
        nest.Connect(
            drive,
            cells,
            syn_spec={"weight": case.drive_weight_ns * scales[0], "delay": case.delay_ms},
        )
    sender = case.senders()
    weight = case.weight * np.where(sender < case.n_exc_senders, *scales)
    for model, edges in synapse_models(case, scales).items():
        if edges.any():
            nest.Connect(
                sender[edges] + senders[0].global_id,
                case.receiver[edges] + cells[0].global_id,
                "one_to_one",
                {
                    "synapse_model": model,
                    "weight": weight[edges],
                    "delay": np.full(edges.sum(), case.delay_ms),
                },
            )
    return recorder


def main() -> None:
    """Run what the command line asks and print the JSON line."""
    after_import_cpu_s = peers.cpu_s()
    parser = peers.arguments(("psc", "cond"))
    args = parser.parse_args()
    case = peers.read_case(args)
    if case.cell.current_based and args.target == "cond":
        parser.error("a current-based case runs on psc only")
    nest.verbosity = nest.VerbosityLevel.ERROR
    nest.set(resolution=case.dt_ms, local_num_threads=1, rng_seed=args.seed)
    recorder = network(case, args.target)
    phases = []
    with nest.RunManager():
        for duration_s in peers.phases_s(args):
            start = peers.cpu_s()
            nest.Run(duration_s * 1e3)
            phases.append((start, peers.cpu_s()))
    events = recorder.events
    step = np.rint(events["times"] / case.dt_ms).astype(np.int64) - 1
    order = np.argsort(step, kind="stable")
    cell = events["senders"][order] - 1
    peers.report(
        f"nest {args.target}",
        case,
        args,
        peers.Measured(after_import_cpu_s, phases, step[order], cell, peers.peak_memory_mb()),
    )


if __name__ == "__main__":
    main()
