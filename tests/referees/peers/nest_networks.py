"""NEST: networks of Vogels and Abbott (2005), as benchmarks 1 and 2 of Brette et al. (2007).

`coba` and `cuba` draw their own synapses with a fixed number of inputs per cell, so they are to be
compared in rate and regularity.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from tests.reference.intervals import mean_interval_cv

from .drawn import sorted_spikes
from .nest_cases import RESOLUTION_MS, nest

N_EXC, N_INH = 3200, 800
INPUTS_EXC, INPUTS_INH = 64, 16  # 2 % of either kind
KICKED = 50  # cells that get Poisson input of 300 Hz from 1 to 51 ms

COBA_CELL = {
    "E_L": -60.0,
    "V_m": -70.0,
    "V_th": -50.0,
    "V_reset": -60.0,
    "t_ref": 5.0,
    "E_ex": 0.0,
    "E_in": -80.0,
    "C_m": 200.0,
    "g_L": 10.0,
    "tau_syn_ex": 5.0,
    "tau_syn_in": 10.0,
}
CUBA_CELL = {
    "E_L": -49.0,
    "V_m": -49.0,
    "V_th": -50.0,
    "V_reset": -60.0,
    "t_ref": 5.0,
    "C_m": 200.0,
    "tau_m": 20.0,
    "tau_syn_ex": 5.0,
    "tau_syn_in": 10.0,
}


class Activity(NamedTuple):
    """The activity of a network between `FIRST_MS` and `LAST_MS`."""

    exc_hz: float
    inh_hz: float
    isi_cv: float  # mean over cells of both kinds
    alive: bool  # whether any cell fires in the last 100 ms


FIRST_MS, LAST_MS = 200.0, 2200.0


def coba(seed: int) -> Activity:
    """Run conductance synapses: 6 nS and 67 nS, delay 0.1 ms."""
    return benchmark("iaf_cond_exp", COBA_CELL, 6.0, -67.0, seed)


def cuba(seed: int) -> Activity:
    """Run current synapses: 16.2 pA and -139.5 pA, delay 0.1 ms."""
    return benchmark("iaf_psc_exp", CUBA_CELL, 16.2, -139.5, seed)


def benchmark(
    model: str, cell: dict[str, float], weight_exc: float, weight_inh: float, seed: int
) -> Activity:
    """Run one network and measure it."""
    sim = nest()
    sim.SetKernelStatus({"rng_seed": seed + 1})
    cells = sim.Create(model, N_EXC + N_INH, params=cell)
    exc, inh = cells[:N_EXC], cells[N_EXC:]
    for sources, weight, n_inputs in ((exc, weight_exc, INPUTS_EXC), (inh, weight_inh, INPUTS_INH)):
        sim.Connect(
            sources,
            cells,
            {"rule": "fixed_indegree", "indegree": n_inputs},
            {"weight": weight, "delay": RESOLUTION_MS},
        )
    kick = sim.Create("poisson_generator", params={"rate": 300.0, "start": 1.0, "stop": 51.0})
    sim.Connect(kick, exc[:KICKED], syn_spec={"weight": weight_exc, "delay": RESOLUTION_MS})
    recorder = sim.Create("spike_recorder", params={"time_in_steps": True})
    sim.Connect(cells, recorder)
    sim.Simulate(LAST_MS)
    return activity(recorded(recorder, cells))


def recorded(recorder, cells) -> np.ndarray:
    """Return the spikes (n, 2) of ``cells``; NEST stamps a spike with the end of its step."""
    events = recorder.events
    return sorted_spikes(
        np.array(events["times"]) - 1, np.array(events["senders"]) - cells[0].global_id
    )


def activity(spikes: np.ndarray) -> Activity:
    """Return rates and regularity of (step, neuron) ``spikes`` of the 4000 cells."""
    begin, end = round(FIRST_MS / RESOLUTION_MS), round(LAST_MS / RESOLUTION_MS)
    inside = spikes[(spikes[:, 0] >= begin) & (spikes[:, 0] < end)]
    from_exc = np.count_nonzero(inside[:, 1] < N_EXC)
    seconds = (LAST_MS - FIRST_MS) / 1000.0
    return Activity(
        exc_hz=float(from_exc / N_EXC / seconds),
        inh_hz=float((len(inside) - from_exc) / N_INH / seconds),
        isi_cv=mean_interval_cv(*inside.T, 10),
        alive=bool(np.any(inside[:, 0] >= end - round(100.0 / RESOLUTION_MS))),
    )
