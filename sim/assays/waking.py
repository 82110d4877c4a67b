"""Which pattern wakes first in a network that starts from silence.

Each trial begins with a network at rest in silence, so that nothing is tired and nothing is active.
It is left alone for a while, and then the cue is shown; in other trials it is not::

    wakes_x       = share of trials with the cue in which x is the active pattern at its end
    wakes_alone_x = the same without a cue

From silence one pattern wins and takes all: the answer is nearly always all or none, and what wins
wins without a cue as well. So this says which pattern is the strongest, and little about the cue; a
test asks the network while it is active (see `sim.model.trials`).
"""

from __future__ import annotations

import numpy as np

from sim.model.episode import Acute, Segment, run_episode
from sim.model.network import PATTERNS
from sim.model.trials import active_in
from sim.model.world import World
from sim.outputs import Output
from sim.params import Params, par

TABLE = "assay_waking"
ACTIVITY_S = 14.6  # spiking activity of one assay with the default parameters
OUTPUTS = tuple(
    Output(
        f"wakes_{alone}{pattern.lower()}",
        "",
        f"{pattern} wakes first{words}",
        f"Share of the trials from silence {how} a cue in which {pattern} is the active "
        "pattern. Missing if the assay is off.",
    )
    for alone, words, how in (("", " when cued", "with"), ("alone_", " by itself", "without"))
    for pattern in "AB"
)


class WakingParams(Params):
    """Assay: which pattern wakes first from silence."""

    enabled: bool = par(
        False, label="Waking test", help="Whether the assay is made at every test.", source="chosen"
    )
    trials: int = par(
        10,
        ge=1,
        le=100,
        step=1,
        label="Trials in the waking test",
        help="Trials with a cue, and as many without.",
        source="chosen",
    )
    wait_ms: float = par(
        300.0,
        unit="ms",
        ge=0,
        le=5000,
        step=50,
        label="Time before the cue in the waking test",
        help="Time that the network is left alone after silence.",
        source="chosen",
    )
    cue_ms: float = par(
        400.0,
        unit="ms",
        ge=50,
        le=5000,
        step=50,
        label="Length of the cue in the waking test",
        help="Duration of the cue.",
        source="chosen",
    )
    ignore_ms: float = par(
        150.0,
        unit="ms",
        ge=0,
        le=1000,
        step=10,
        label="Uncounted start in the waking test",
        help="Start of the cue that does not count.",
        source="chosen",
    )
    cue_hz: float = par(
        2000.0,
        unit="Hz",
        ge=0,
        le=5000,
        step=50,
        label="Strength of the cue in the waking test",
        help="Input to each cue cell.",
        source="chosen",
    )


def run(
    world: World, params: WakingParams, *, step: int, acute: Acute, learning: float
) -> dict[str, float]:
    """Return the outputs of the assay; arguments as in `sim.assays.kick.run`."""
    trial_ms = params.wait_ms + params.cue_ms
    counted_ms = params.cue_ms - min(params.ignore_ms, params.cue_ms / 2.0)
    reads_ms = [(k + 1) * trial_ms - counted_ms for k in range(params.trials)]
    values = {}
    for alone, cue_hz in (("", params.cue_hz), ("alone_", 0.0)):
        trial = (Segment(params.wait_ms, fresh=True), Segment(params.cue_ms, cue_hz=cue_hz))
        spikes = run_episode(world, trial * params.trials, kind="waking", step=step, acute=acute)
        active = active_in(world, spikes, reads_ms, counted_ms)
        for pattern in "AB":
            share = np.mean(active == PATTERNS.index(pattern))
            values[f"wakes_{alone}{pattern.lower()}"] = float(share)
    return values
