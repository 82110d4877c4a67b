r"""Balance of excitation and inhibition at rest, and the rhythm that the two make.

From the currents of excitatory cells, sampled every 10 ms at rest; background input counts as
excitation::

    I_exc = (g_AMPA + (1 - block) B(V) g_NMDA) (E_exc - V),   I_inh = g_GABA (V - E_GABA)
    ei_ratio       = mean over cells of <I_exc> / <|I_inh|>
    ei_correlation = mean over cells of corr(I_exc, |I_inh|) over time
    gamma_share    = power of 30 to 80 Hz / power of 2 to 200 Hz of the pooled count

Balanced networks after van Vreeswijk and Sompolinsky (1996). A ratio near 1 is not expected: leak
and adaptation inhibit too, and the ratio depends on the potentials at which cells stay.
"""

from __future__ import annotations

import numpy as np

from sim.assays.spectrum import ALL_HZ, BIN_MS, GAMMA_HZ, band_power
from sim.kernels.tuples import AMPA, GABA, NMDA, State
from sim.model.activity import count_bins
from sim.model.cells import kernel_cells, magnesium_blocked
from sim.model.episode import Acute, Observer, Segment, run_episode
from sim.model.world import World
from sim.outputs import Output
from sim.params import Params, par

TABLE = "assay_balance"
ACTIVITY_S = 3.0  # spiking activity of one assay with the default parameters
OUTPUTS = (
    Output(
        "ei_ratio",
        "",
        "excitation over inhibition",
        "Mean excitatory over mean inhibitory current of excitatory cells at rest. Missing if "
        "the assay is off.",
    ),
    Output(
        "ei_correlation",
        "",
        "correlation of excitation and inhibition",
        "Correlation over time of excitatory and inhibitory current, mean over excitatory "
        "cells. Missing if the assay is off.",
    ),
    Output(
        "gamma_share",
        "",
        "share of gamma rhythm",
        "Share of 30 to 80 Hz in the power of the excitatory spike count at rest. Missing if "
        "the assay is off.",
    ),
)
_SAMPLE_MS = 10.0
_PIECE_MS = 500.0


class BalanceParams(Params):
    """Assay: excitatory against inhibitory current at rest."""

    enabled: bool = par(
        False,
        label="Balance test",
        help="Whether the assay is made at every test.",
        source="chosen",
    )
    rest_s: float = par(
        3.0,
        unit="s",
        ge=0.5,
        le=60,
        step=0.5,
        label="Rest in the balance test",
        help="Resting activity that is looked at.",
        source="chosen",
    )


def run(
    world: World, params: BalanceParams, *, step: int, acute: Acute, learning: float
) -> dict[str, float]:
    """Return the outputs of the assay; arguments as in `sim.assays.kick.run`."""
    n_exc = world.scenario.network.n_exc
    samples: list[tuple[np.ndarray, np.ndarray]] = []

    def look(state: State, _t_ms: float) -> None:
        samples.append(currents_pa(world, state, acute.block_exc))

    rest_ms = _PIECE_MS * round(params.rest_s * 1000.0 / _PIECE_MS)
    spikes = run_episode(
        world,
        (Segment(rest_ms),),
        kind="balance",
        step=step,
        acute=acute,
        observer=Observer(look, _SAMPLE_MS),
    )
    exc, inh = (np.array(currents) for currents in zip(*samples))
    rate_hz = count_bins(spikes.t_ms, spikes.neuron, (slice(0, n_exc),), rest_ms, BIN_MS)
    pieces = rate_hz.reshape(-1, round(_PIECE_MS / BIN_MS))
    power = band_power(pieces, ALL_HZ)
    return {
        "ei_ratio": _ratio(exc.mean(axis=0), inh.mean(axis=0)),
        "ei_correlation": _correlation(exc, inh),
        "gamma_share": band_power(pieces, GAMMA_HZ) / power if power > 0.0 else float("nan"),
    }


def currents_pa(world: World, state: State, block_exc: float) -> tuple[np.ndarray, np.ndarray]:
    """Return excitatory and inhibitory synaptic current of excitatory cells, (N_exc,) pA each.

    Both as sizes: excitation inwards, inhibition outwards.
    """
    scenario = world.scenario
    cells = kernel_cells(
        scenario.neuron, scenario.synapse, n_exc=scenario.network.n_exc, dt_ms=scenario.time.dt_ms
    )
    v_mv = state.v_mv[: cells.n_exc].astype(float)
    g_ns = state.g_ns[:, : cells.n_exc].astype(float)
    free = 1.0 / (1.0 + magnesium_blocked(scenario.synapse, v_mv))
    g_exc_ns = g_ns[AMPA] + (1.0 - block_exc) * free * g_ns[NMDA]
    return (
        g_exc_ns * (cells.exc.e_exc_mv - v_mv),
        np.abs(g_ns[GABA] * (v_mv - cells.exc.e_gaba_mv)),
    )


def _ratio(exc: np.ndarray, inh: np.ndarray) -> float:
    """Return the mean over inhibited cells of the ratio of two (n_cells,) arrays."""
    inhibited = inh > 0.0
    ratio = exc[inhibited] / inh[inhibited]
    return float(ratio.mean()) if ratio.size else float("nan")


def _correlation(exc: np.ndarray, inh: np.ndarray) -> float:
    """Return the mean over cells of the correlation of two (n_samples, n_cells) arrays."""
    x, y = exc - exc.mean(axis=0), inh - inh.mean(axis=0)
    spread = np.sqrt((x * x).sum(axis=0) * (y * y).sum(axis=0))
    moves = spread > 0.0
    each = (x * y).sum(axis=0)[moves] / spread[moves]
    return float(each.mean()) if each.size else float("nan")
