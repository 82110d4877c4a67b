r"""How wide the basins of A and B are: the share of its cells that must be driven to recruit each.

Each trial begins with a network at rest in silence, so that every pattern has the same chance. A
teacher drives a share f of the cells of one pattern for ``drive_ms``. The pattern is recruited if
it is the active one in the ``read_ms`` after the teacher has stopped. All shares meet the same
noise::

    basin = integral of 1 - P(recruited | f) over f

This is pattern completion (Hopfield 1982), read as a dose. A small value means a wide basin: 0, the
pattern comes up by itself; 1, it does not last even if all its cells were driven.
"""

from __future__ import annotations

import numpy as np

from sim.assays.threshold import mean_threshold
from sim.model.episode import Acute, Segment, run_episode
from sim.model.network import PATTERNS
from sim.model.trials import active_in
from sim.model.world import World
from sim.outputs import Output
from sim.params import Params, par

TABLE = "assay_basin"
ACTIVITY_S = 26.0  # spiking activity of one assay with the default parameters
OUTPUTS = tuple(
    Output(
        f"basin_{pattern.lower()}",
        "",
        f"share of {pattern} to drive to recruit it",
        f"Mean share of the cells of {pattern} that must be driven to recruit it; 0: it comes "
        "by itself, 1: it does not come. Missing if the assay is off.",
    )
    for pattern in "AB"
)
_SHARES = np.array([0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6, 0.8, 1.0])


class BasinParams(Params):
    """Assay: how much of a pattern must be driven to recruit all of it."""

    enabled: bool = par(
        False, label="Pull test", help="Whether the assay is made at every test.", source="chosen"
    )
    trials: int = par(
        10,
        ge=1,
        le=100,
        step=1,
        label="Trials in the pull test",
        help="Trials with each of ten shares of driven cells.",
        source="chosen",
    )
    drive_ms: float = par(
        50.0,
        unit="ms",
        gt=0,
        le=1000,
        step=10,
        label="Length of the input in the pull test",
        help="Duration of the input.",
        source="chosen",
    )
    drive_hz: float = par(
        900.0,
        unit="Hz",
        gt=0,
        le=5000,
        step=25,
        label="Strength of the input in the pull test",
        help="Input to each driven cell.",
        source="chosen",
    )
    read_ms: float = par(
        50.0,
        unit="ms",
        gt=0,
        le=1000,
        step=10,
        label="Time in which the pattern must be active",
        help="Time after the input in which the pattern must be active.",
        source="chosen",
    )


def run(
    world: World, params: BasinParams, *, step: int, acute: Acute, learning: float
) -> dict[str, float]:
    """Return the outputs of the assay; arguments as in `sim.assays.kick.run`."""
    trial_ms = params.drive_ms + params.read_ms
    reads_ms = [k * trial_ms + params.drive_ms for k in range(params.trials)]
    values = {}
    for output, pattern in zip(OUTPUTS, "AB"):
        recruited = []
        for share in _SHARES:
            trial = (
                Segment(
                    params.drive_ms,
                    teacher_hz=params.drive_hz,
                    taught=pattern,
                    taught_share=float(share),
                    fresh=True,
                ),
                Segment(params.read_ms),
            )
            spikes = run_episode(world, trial * params.trials, kind="basin", step=step, acute=acute)
            active = active_in(world, spikes, reads_ms, params.read_ms)
            recruited.append(active == PATTERNS.index(pattern))
        values[output.name] = mean_threshold(_SHARES, np.array(recruited))
    return values
