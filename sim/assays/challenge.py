"""Steps of NMDA block: who falls first, who rises, and how that depends on the level.

Each trial begins with a network at rest in silence, which is left undisturbed for a while. Then the
block of a drug level begins at once, as in a slice into which the drug is washed. The same trials
with the same noise but without block are what each change is measured against::

    change = rate with block / rate without - 1
    gamma_change = power of 30 to 80 Hz of the pooled excitatory count, the same way
    inh_first_ms = when excitatory cells have gained, minus when inhibitory cells have lost, as many
                   spikes as they fire undisturbed in 1 ms, at 1 uM

The drug that is in the body at the test plays no part. ``spare`` leaves the receptors of one cell
type free, as a knock-out of them does (row B10). Interneurons fall first and pyramidal cells rise
later in awake rats (B09); output rises at low and not at high doses (B01 to B03).
"""

from __future__ import annotations

from typing import Literal, Self

import numpy as np
from pydantic import model_validator

from sim.assays.spectrum import BIN_MS, GAMMA_HZ, band_power
from sim.model.activity import count_bins
from sim.model.drug import NG_PER_ML_PER_UM, blocks
from sim.model.episode import Acute, Segment, run_episode
from sim.model.network import INHIBITORY
from sim.model.world import World
from sim.outputs import Output
from sim.params import Params, par

TABLE = "assay_challenge"
ACTIVITY_S = 122.0  # spiking activity of one assay with the default parameters
LEVELS_UM = (1, 3, 10, 30, 100)
_OFF = "Missing if the assay is off."
OUTPUTS = (
    *(
        Output(
            f"exc_change_{um}um",
            "",
            f"excitatory rate at {um} uM",
            f"Change of the excitatory rate some time after a block of {um} uM began. {_OFF}",
            "drug",
        )
        for um in LEVELS_UM
    ),
    *(
        Output(
            f"inh_change_{um}um",
            "",
            f"inhibitory rate at {um} uM",
            f"Change of the inhibitory rate some time after a block of {um} uM began. {_OFF}",
            "drug",
        )
        for um in LEVELS_UM
    ),
    *(
        Output(
            f"exc_early_{um}um",
            "",
            f"excitatory rate just after the onset of {um} uM",
            f"Change of the excitatory rate right after a block of {um} uM began. {_OFF}",
            "drug",
        )
        for um in LEVELS_UM
    ),
    *(
        Output(
            f"inh_early_{um}um",
            "",
            f"inhibitory rate just after the onset of {um} uM",
            f"Change of the inhibitory rate right after a block of {um} uM began. {_OFF}",
            "drug",
        )
        for um in LEVELS_UM
    ),
    *(
        Output(
            f"gamma_change_{um}um",
            "",
            f"gamma power at {um} uM",
            f"Change of the gamma power of excitatory output at {um} uM. {_OFF}",
            "drug",
        )
        for um in LEVELS_UM
    ),
    Output(
        "inh_first_ms",
        "ms",
        "inhibition falls before excitation rises",
        "How much sooner inhibitory cells lose spikes than excitatory ones gain them, at 1 uM. "
        "Missing if either does not happen or the assay is off.",
        "drug",
    ),
)


_LEAST_LATE_MS = 100.0


class ChallengeParams(Params):
    """Assay: steps of NMDA block at five drug levels."""

    enabled: bool = par(
        False, label="Block test", help="Whether the assay is made at every test.", source="chosen"
    )
    trials: int = par(
        10,
        ge=1,
        le=100,
        step=1,
        label="Trials at each level of the block test",
        help="Onsets of the block at each level.",
        source="chosen",
    )
    undisturbed_ms: float = par(
        1000.0,
        unit="ms",
        ge=50,
        le=5000,
        step=50,
        label="Time before the block",
        help="Time before the block begins. A short one catches the network between two active "
        "states.",
        source="chosen",
    )
    block_ms: float = par(
        1000.0,
        unit="ms",
        ge=200,
        le=5000,
        step=50,
        label="Length of the block",
        help="Time with block.",
        source="chosen",
    )
    early_ms: float = par(
        50.0,
        unit="ms",
        ge=10,
        le=100,
        step=10,
        label="Early part of the block",
        help="Beginning of the block, looked at apart; what comes after twice this is late.",
        source="chosen",
    )
    spare: Literal["none", "inh", "exc"] = par(
        "none",
        words={"none": "none", "inh": "inhibitory cells", "exc": "excitatory cells"},
        label="Cells that are spared",
        help="Cells whose receptors stay free: none, the inhibitory or the excitatory ones.",
        source="chosen after B10",
    )

    @model_validator(mode="after")
    def _has_a_late_part(self) -> Self:
        least_ms = 2.0 * self.early_ms + _LEAST_LATE_MS
        if self.block_ms < least_ms:
            raise ValueError(
                f"block_ms of at least {least_ms:g}, which is twice early_ms and "
                f"{_LEAST_LATE_MS:g} ms"
            )
        return self


def run(
    world: World, params: ChallengeParams, *, step: int, acute: Acute, learning: float
) -> dict[str, float]:
    """Return the outputs of the assay; arguments as in `sim.assays.kick.run`."""
    early = slice(0, round(params.early_ms / BIN_MS))
    late = slice(round(2.0 * params.early_ms / BIN_MS), None)
    without = _rates(world, params, (0.0, 0.0), step, acute)
    values = {}
    for um in LEVELS_UM:
        block = _block(world, params, float(um))
        rates = _rates(world, params, block, step, acute)
        for row, cells in enumerate(("exc", "inh")):
            values[f"{cells}_early_{um}um"] = _change(
                rates[row, :, early].mean(), without[row, :, early].mean()
            )
            values[f"{cells}_change_{um}um"] = _change(
                rates[row, :, late].mean(), without[row, :, late].mean()
            )
        values[f"gamma_change_{um}um"] = _change(
            band_power(rates[0, :, late], GAMMA_HZ), band_power(without[0, :, late], GAMMA_HZ)
        )
        if um == 1:
            values["inh_first_ms"] = inh_first_ms(rates.mean(axis=1), without.mean(axis=1))
    return values


def inh_first_ms(rates: np.ndarray, without: np.ndarray) -> float:
    """Return how much sooner inhibition falls than excitation rises, in ms.

    Parameters
    ----------
    rates, without : (2, n_bins) arrays
        Excitatory and inhibitory rate from the onset on, with block and without.
    """
    base = np.maximum(without.mean(axis=1, keepdims=True), 1e-9)
    gained_ms = np.cumsum((rates - without) / base, axis=1) * BIN_MS
    rise, fall = np.flatnonzero(gained_ms[0] > 1.0), np.flatnonzero(gained_ms[1] < -1.0)
    return float(rise[0] - fall[0]) * BIN_MS if rise.size and fall.size else float("nan")


def _block(world: World, params: ChallengeParams, um: float) -> tuple[float, float]:
    """Return the block of a level on excitatory and on inhibitory cells."""
    level = np.array(um * NG_PER_ML_PER_UM)
    exc, inh = (float(share) for share in blocks(world.scenario.drug, level))
    return (0.0 if params.spare == "exc" else exc), (0.0 if params.spare == "inh" else inh)


def _rates(
    world: World, params: ChallengeParams, block: tuple[float, float], step: int, acute: Acute
) -> np.ndarray:
    """Return excitatory and inhibitory rate from the onset on, (2, trials, bins) in Hz."""
    trial = (
        Segment(params.undisturbed_ms, fresh=True, block=(0.0, 0.0)),
        Segment(params.block_ms, block=block),
    )
    spikes = run_episode(world, trial * params.trials, kind="challenge", step=step, acute=acute)
    network = world.scenario.network
    cells = slice(0, network.n_exc), network.group_slices()[INHIBITORY]
    dt_ms = world.scenario.time.dt_ms
    before_ms, block_ms = (
        round(ms / dt_ms) * dt_ms for ms in (params.undisturbed_ms, params.block_ms)
    )
    whole_ms = int(block_ms / BIN_MS) * BIN_MS  # what is left of a bin at the end is not counted
    by_trial = []
    for number in range(params.trials):
        t_ms = spikes.t_ms - (number * (before_ms + block_ms) + before_ms)
        inside = (t_ms >= 0.0) & (t_ms < whole_ms)
        by_trial.append(count_bins(t_ms[inside], spikes.neuron[inside], cells, whole_ms, BIN_MS))
    return np.stack(by_trial, axis=1)


def _change(value: float, reference: float) -> float:
    return float(value / reference - 1.0) if reference > 0.0 else float("nan")
