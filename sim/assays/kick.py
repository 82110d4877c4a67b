r"""How deep the hold of A is: the share of its cells that must fall silent for it to end.

Each trial begins with a network at rest in silence. A teacher's input of ``bring_ms`` brings up
A, which then keeps itself going for ``hold_ms``. A share f of its cells is silenced for
``pulse_ms``. A has ended if it is not the active pattern in the last ``read_ms``. All shares meet
the same noise::

    kick_size = integral of 1 - P(A has ended | f) over f

This is the size of the perturbation that an attractor survives. Adaptation ends A sooner or later
without any kick, so the value compares networks under this protocol and is no barrier height.
"""

from __future__ import annotations

import numpy as np

from sim.assays.threshold import mean_threshold
from sim.model.episode import Acute, Segment, run_episode
from sim.model.trials import active_in
from sim.model.world import World
from sim.outputs import Output
from sim.params import Params, par

TABLE = "assay_kick"
ACTIVITY_S = 29.0  # spiking activity of one assay with the default parameters
OUTPUTS = (
    Output(
        "kick_size",
        "",
        "share of A to silence to end it",
        "Mean share of the cells of A whose silence ends it; 1: not even all of them. High: "
        "deep. Missing if the assay is off.",
    ),
)
_SHARES = np.linspace(0.0, 1.0, 6)


class KickParams(Params):
    """Assay: how large a kick ends pattern A."""

    enabled: bool = par(
        False, label="Kick test", help="Whether the assay is made at every test.", source="chosen"
    )
    trials: int = par(
        10,
        ge=1,
        le=100,
        step=1,
        label="Trials in the kick test",
        help="Trials with each of six shares of silenced cells.",
        source="chosen",
    )
    bring_ms: float = par(
        50.0,
        unit="ms",
        gt=0,
        le=1000,
        step=10,
        label="Length of the input that brings up A",
        help="Duration of the input that brings up A; a long one tires it.",
        source="chosen",
    )
    bring_hz: float = par(
        900.0,
        unit="Hz",
        gt=0,
        le=5000,
        step=25,
        label="Strength of the input that brings up A",
        help="That input, to each cell of A.",
        source="chosen",
    )
    hold_ms: float = par(
        200.0,
        unit="ms",
        ge=0,
        le=2000,
        step=10,
        label="Time before the kick",
        help="How long A keeps itself going before the kick.",
        source="chosen",
    )
    pulse_ms: float = par(
        100.0,
        unit="ms",
        gt=0,
        le=1000,
        step=10,
        label="Length of the kick",
        help="Duration of the silence.",
        source="chosen",
    )
    wait_ms: float = par(
        50.0,
        unit="ms",
        ge=0,
        le=1000,
        step=10,
        label="Time after the kick that is not counted",
        help="Time after the kick that does not count.",
        source="chosen",
    )
    read_ms: float = par(
        50.0,
        unit="ms",
        gt=0,
        le=1000,
        step=10,
        label="Time in which A must have survived",
        help="Time after that in which A must be active to have survived.",
        source="chosen",
    )


def run(
    world: World, params: KickParams, *, step: int, acute: Acute, learning: float
) -> dict[str, float]:
    """Return the outputs of the assay for the network of ``world``; it does not learn here.

    Parameters
    ----------
    world : World
        Left as it is.
    params : KickParams
    step : int
        Calendar step, which chooses the random numbers.
    acute : Acute
        What acts on receptors and cells.
    learning : float
        Not used.
    """
    after_ms = params.wait_ms + params.read_ms
    trial_ms = params.bring_ms + params.hold_ms + params.pulse_ms + after_ms
    reads_ms = [(k + 1) * trial_ms - params.read_ms for k in range(params.trials)]
    ended = []
    for share in _SHARES:
        trial = (
            Segment(params.bring_ms, teacher_hz=params.bring_hz, taught="A", fresh=True),
            Segment(params.hold_ms),
            Segment(params.pulse_ms, silenced="A", silenced_share=float(share)),
            Segment(after_ms),
        )
        spikes = run_episode(world, trial * params.trials, kind="kick", step=step, acute=acute)
        ended.append(active_in(world, spikes, reads_ms, params.read_ms) != 0)
    return {"kick_size": mean_threshold(_SHARES, np.array(ended))}
