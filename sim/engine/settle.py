"""draft driver"""
from __future__ import annotations
import numpy as np
from sim.model.activity import count_bins
from sim.model.episode import Segment, run_episode
from sim.model.network import PATTERNS
from sim.model.settling import Settled, UNSETTLED, gain, next_currents, next_factors
from sim.model.world import World

SILENT = Settled(0.0, 0.0, 0.0, 0.0)
TRACE = []

def settle(world: World) -> None:
    params = world.scenario.settling
    if not params.enabled:
        return
    now = SILENT
    if params.excitability:
        for k in range(5):
            world.settled = now
            e, i, _ = measure(world, 1.0, 100 + k)
            now = next_currents(params, now, e, i, 1.0 if k < 3 else 1.0 / (k - 1))
    now = UNSETTLED._replace(current_exc_pa=now.current_exc_pa, current_inh_pa=now.current_inh_pa)
    if params.synapses:
        for k in range(params.rounds):
            world.settled = now
            m = measure(world, params.round_s, k)
            TRACE.append((k, m, now))
            now = next_factors(params, now, m, gain(k))
    world.settled = now

def measure(world, s, number):
    network = world.scenario.network
    sp = run_episode(world, (Segment(s * 1000.0),), kind="settling", step=0, number=number)
    n = network.n_exc
    e = np.count_nonzero(sp.neuron < n)
    i = sp.neuron.size - e
    r = count_bins(sp.t_ms, sp.neuron, network.group_slices()[:len(PATTERNS)], s * 1000.0, bin_ms=50.0)
    return np.array([e / n / s, i / (network.n_cells - n) / s, np.sqrt(r.var(axis=1).mean())])
