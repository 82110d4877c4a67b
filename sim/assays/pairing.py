"""Can long-term potentiation still be induced? A standard pairing, on a copy of the network.

The cue is shown while a teacher's input drives B, a few times in a row. Potentiation is the change
of the mean weight from the cue to B, in base weights. It is asked twice, on the same noise: with
the learning that window and drug leave now (``ltp``), and with a factor of 1 (``ltp_capacity``):
whether the weights, as scaling and practice have left them, still have room to grow. After rapid
scaling by the drug, potentiation was neither impaired nor enhanced in slices (row E04).
"""

from __future__ import annotations

from sim.model.dopamine import reward_factor
from sim.model.episode import Acute, Segment, run_episode
from sim.model.network import GROUPS
from sim.model.world import World, learning_undone
from sim.outputs import Output
from sim.params import Params, par

TABLE = "assay_pairing"
ACTIVITY_S = 4.0  # spiking activity of one assay with the default parameters
OUTPUTS = (
    Output(
        "ltp",
        "base weights",
        "potentiation by a pairing now",
        "Change of the mean weight from cue to B by a standard pairing, with the learning of "
        "the moment. Missing if the assay is off.",
        "learning",
    ),
    Output(
        "ltp_capacity",
        "base weights",
        "potentiation by a pairing, learning of 1",
        "The same with a learning factor of 1, whatever window and drug do to learning. Missing "
        "if the assay is off.",
        "learning",
    ),
)
_CUE_TO_B = GROUPS.index("cue"), GROUPS.index("B")


class PairingParams(Params):
    """Assay: potentiation by a standard pairing of cue and B."""

    enabled: bool = par(
        False,
        label="Pairing test",
        help="Whether the assay is made at every test.",
        source="chosen",
    )
    pairings: int = par(
        3,
        ge=1,
        le=100,
        step=1,
        label="Pairings in the pairing test",
        help="Pairings in a row.",
        source="chosen",
    )
    pairing_ms: float = par(
        300.0,
        unit="ms",
        gt=0,
        le=5000,
        step=50,
        label="Length of a pairing",
        help="Duration of a pairing.",
        source="chosen",
    )
    gap_ms: float = par(
        150.0,
        unit="ms",
        ge=0,
        le=5000,
        step=50,
        label="Rest before a pairing",
        help="Rest before each pairing.",
        source="chosen",
    )
    cue_hz: float = par(
        1000.0,
        unit="Hz",
        ge=0,
        le=5000,
        step=50,
        label="Strength of the cue in the pairing test",
        help="Input to each cue cell.",
        source="chosen",
    )
    teacher_hz: float = par(
        900.0,
        unit="Hz",
        ge=0,
        le=5000,
        step=25,
        label="Help for B in the pairing test",
        help="Extra input to each cell of B.",
        source="chosen",
    )


def run(
    world: World, params: PairingParams, *, step: int, acute: Acute, learning: float
) -> dict[str, float]:
    """Return the outputs of the assay for a copy; arguments as in `sim.assays.reversal.run`."""
    now = learning * reward_factor(world.scenario.dopamine, 0.0)
    pairing = (
        Segment(params.gap_ms),
        Segment(params.pairing_ms, cue_hz=params.cue_hz, teacher_hz=params.teacher_hz, taught="B"),
    )
    before = world.block_strengths()[_CUE_TO_B]
    gained = {}
    for factor in {now, 1.0}:
        with learning_undone(world):
            run_episode(
                world,
                pairing * params.pairings,
                kind="pairing",
                step=step,
                learning=factor,
                acute=acute,
            )
            gained[factor] = float(world.block_strengths()[_CUE_TO_B] - before)
    return {"ltp": gained[now], "ltp_capacity": gained[1.0]}
