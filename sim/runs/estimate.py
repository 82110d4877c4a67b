"""How long runs will take, and how much room on disk, estimated before they start."""

from __future__ import annotations

import numpy as np

from sim.assays import ASSAYS
from sim.engine.settle import BASELINE_S
from sim.model.unblocking import blocks_over_time
from sim.outputs import of_collection
from sim.scenario import Scenario

# Measured on one 3 GHz core: CPU milliseconds for one second of model activity. A run also draws
# its network and carries the slow variables along.
_MS_PER_S = 0.5
_MS_PER_S_AND_CELL = 0.013
_MS_PER_S_AND_SYNAPSE = 2e-5
_REST_OF_RUN_S = 0.3

_ALONE_S = 5.0  # of cells by themselves, before the network settles

# Measured on presets of 22 and 30 days.
_SPIKES_PER_S_AND_CELL = 6.0
_BYTES_PER_SPIKE = 10
_BYTES_BESIDE_SERIES = 60_000  # mostly the sample of synapses
_SHARE_WHEN_PACKED = 0.45


def activity_s(scenario: Scenario, arm: str) -> float:
    """Return how many seconds of spiking activity a run of an arm simulates."""
    resolved = scenario.for_arm(arm)
    probe, everyday, clock = resolved.probe, resolved.everyday, resolved.time
    settle_s = probe.settle_ms / 1000.0
    cue_s = probe.cue_ms / 1000.0
    everyday_cue_s = (everyday.gap_ms + everyday.cue_ms) / 1000.0
    total_s = settle_s + BASELINE_S
    if resolved.settling.enabled:  # arms share it, which is left out here
        total_s += _ALONE_S + resolved.settling.rounds * (settle_s + resolved.settling.round_s)
    total_s += len(clock.test_days) * (settle_s + probe.rest_s + probe.trials * cue_s)
    total_s += clock.length_d * (settle_s + everyday.rest_s + everyday.cues * everyday_cue_s)
    total_s += len(clock.test_days) * sum(
        assay.ACTIVITY_S for assay in ASSAYS if getattr(resolved, assay.TABLE).enabled
    )
    for session in (session for act in resolved.intervention for session in act.sessions()):
        total_s += settle_s + session.repeats * (session.repeat_ms + session.gap_ms) / 1000.0
    infusions = [infusion for act in resolved.intervention for infusion in act.infusions()]
    if infusions:
        t_d = np.arange(0.0, clock.length_d, probe.surge_every_h / 24.0)
        block_inh = blocks_over_time(resolved.drug, infusions, t_d)[1]
        n_measured = np.count_nonzero(block_inh >= max(probe.surge_block_min, 1e-9))
        total_s += n_measured * 2 * (settle_s + probe.surge_s)  # with and without the drug
    return total_s


def seconds_of_run(scenario: Scenario, arm: str) -> float:
    """Return about how many seconds one seed of an arm takes on one core of a usual machine."""
    network = scenario.for_arm(arm).network
    places = (network.p_exc_exc + network.p_potential) * network.n_exc**2
    contacts = network.p_inh * network.n_inhibitory * (2 * network.n_exc + network.n_inhibitory)
    ms_per_s = (
        _MS_PER_S
        + _MS_PER_S_AND_CELL * network.n_cells
        + _MS_PER_S_AND_SYNAPSE * (places + contacts)
    )
    return activity_s(scenario, arm) * ms_per_s / 1000.0 + _REST_OF_RUN_S


def bytes_of_run(scenario: Scenario, arm: str, *, spikes: bool) -> float:
    """Return about how many bytes the file of a run takes, see `ResultStore`; seldom more."""
    resolved = scenario.for_arm(arm)
    n_steps = resolved.time.length_d * 24.0 / resolved.time.step_h
    n_bytes = 8 * n_steps * (1 + len(of_collection("series"))) + _BYTES_BESIDE_SERIES
    if not spikes:
        return _SHARE_WHEN_PACKED * n_bytes
    probe = resolved.probe  # a cue and a moment without one in each trial
    test_s = probe.rest_s + 2 * probe.trials * probe.cue_ms / 1000.0
    n_spikes = len(resolved.time.test_days) * test_s * resolved.network.n_cells
    return n_bytes + n_spikes * _SPIKES_PER_S_AND_CELL * _BYTES_PER_SPIKE
