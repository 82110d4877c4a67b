"""Before day 0: the network settles, and each cell takes its target; see `sim.model.settling`."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

import numpy as np

from sim.model.activity import count_bins
from sim.model.conditions import Silent
from sim.model.episode import Acute, Segment, run_episode
from sim.model.network import PATTERNS
from sim.model.settling import (
    AS_WRITTEN,
    SYNAPSES_SILENT,
    Settled,
    gain,
    next_currents,
    next_factors,
)
from sim.model.world import World, writes

BASELINE_S = 10.0  # resting activity from which each cell takes its homeostatic target
_ALONE_ROUNDS = 4
_ALONE_S = 1.0
_BIN_MS = 50.0
_MOST = 512

_settled_before: OrderedDict[tuple, Settled] = OrderedDict()
_lock = Lock()


@writes("rate_hz", "target_hz", World.settle_to)
def settle(world: World, silent: tuple[Silent, ...] = ()) -> None:
    """Let the network settle, then measure the rate of each cell: its homeostatic target.

    If it has settled, the mean target is the set point, not what this network came to.

    Parameters
    ----------
    world : World
        At its start; its strengths, excitability, rates and targets are set.
    silent : tuple of Silent
        Cells that are not there yet; they take no part.
    """
    settling = world.scenario.settling
    if settling.enabled:
        world.settle_to(_known_or_settled(world, silent))
    n_exc = world.scenario.network.n_exc
    spikes = run_episode(
        world, (Segment(BASELINE_S * 1000.0),), kind="baseline", step=0, acute=Acute(silent=silent)
    )
    world.rate_hz = np.bincount(spikes.neuron, minlength=n_exc)[:n_exc] / BASELINE_S
    world.target_hz, mean_hz = world.rate_hz.copy(), world.rate_hz.mean()
    if settling.enabled and mean_hz > 0.0:
        world.target_hz *= settling.rate_exc_hz / mean_hz


def _known_or_settled(world: World, silent: tuple[Silent, ...]) -> Settled:
    """Return how the network settles, or how it has settled in another arm before."""
    scenario = world.scenario
    # All that the activity of a resting network depends on before anything has happened.
    key = (
        scenario.settling,
        scenario.network,
        scenario.neuron,
        scenario.synapse,
        scenario.time.dt_ms,
        scenario.probe.settle_ms,
        world.seed,
        silent,
    )
    with _lock:
        known = _settled_before.get(key)
    if known is None:
        known = _settled(world, Acute(silent=silent))
    with _lock:
        _settled_before[key] = known
        _settled_before.move_to_end(key)
        while len(_settled_before) > _MOST:
            _settled_before.popitem(last=False)
    return known


def _settled(world: World, acute: Acute) -> Settled:
    """Return how the network settles; it is left in some state on the way there."""
    params, now = world.scenario.settling, SYNAPSES_SILENT
    for number in range(_ALONE_ROUNDS):
        world.settle_to(now)
        exc_hz, inh_hz, _ = _measured(world, acute, _ALONE_S, number)
        # Two rounds with eta = 1: cells by themselves are soon there.
        now = next_currents(params, now, exc_hz, inh_hz, gain(number + 2))
    now = AS_WRITTEN._replace(current_exc_pa=now.current_exc_pa, current_inh_pa=now.current_inh_pa)
    for number in range(params.rounds):
        world.settle_to(now)
        measured = _measured(world, acute, params.round_s, _ALONE_ROUNDS + number)
        now = next_factors(params, now, measured, gain(number))
    return now


def _measured(world: World, acute: Acute, duration_s: float, number: int) -> np.ndarray:
    """Return mean rates of both cell types and the SD of pattern rates in Hz, (3,)."""
    network, duration_ms = world.scenario.network, duration_s * 1000.0
    spikes = run_episode(
        world, (Segment(duration_ms),), kind="settling", step=0, number=number, acute=acute
    )
    n_exc_spikes = np.count_nonzero(spikes.neuron < network.n_exc)
    rate_hz = count_bins(
        spikes.t_ms,
        spikes.neuron,
        network.group_slices()[: len(PATTERNS)],
        duration_ms,
        bin_ms=_BIN_MS,
    )
    return np.array(
        [
            n_exc_spikes / network.n_exc / duration_s,
            (spikes.neuron.size - n_exc_spikes) / network.n_inhibitory / duration_s,
            np.sqrt(rate_hz.var(axis=1).mean()),
        ]
    )
