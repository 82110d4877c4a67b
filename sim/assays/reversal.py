"""Reversal learning: how many trials it takes until B answers the cue.

On a copy of the network, trials of practice of B (the cue, and a teacher's input to B) alternate
with the test cue, which does not teach. The end is reached when B answered `CRITERION` of the last
`WINDOW` test cues. Learning is as fast as window and drug make it now, without a reward. As in
reversal tasks, answers with the old pattern A on the way are perseverative errors. The number
mixes activity and weights: what must be learned, and how fast it is learned.

A network that is not there after ``max_trials`` gets ``max_trials + 1`` and counts as censored.
Medians over networks stay right as long as fewer than half are.
"""

from __future__ import annotations

from sim.model.dopamine import reward_factor
from sim.model.episode import Acute, Segment, run_episode
from sim.model.trials import active_in
from sim.model.world import World, learning_undone
from sim.outputs import STATES, Output
from sim.params import Params, par

TABLE = "assay_reversal"
ACTIVITY_S = 40.0  # spiking activity of one assay with the default parameters
WINDOW = 8
CRITERION = 7
OUTPUTS = (
    Output(
        "trials_to_reverse",
        "",
        "trials until B answers",
        "Trials of practice until B answered 7 of the last 8 test cues; the highest number "
        "plus 1 if it never did. Missing if the assay is off.",
        "learning",
    ),
    Output(
        "perseverative_errors",
        "",
        "answers with A on the way",
        "Test cues during the reversal that were still answered with A. Missing if the assay "
        "is off.",
        "learning",
    ),
    Output(
        "reversal_censored",
        "",
        "reversal not reached",
        "1 if the reversal was not reached in the trials allowed, else 0. Missing if the assay "
        "is off.",
        "learning",
    ),
)


class ReversalParams(Params):
    """Assay: reversal learning from A to B."""

    enabled: bool = par(
        False,
        label="Relearning test",
        help="Whether the assay is made at every test.",
        source="chosen",
    )
    max_trials: int = par(
        40,
        ge=WINDOW,
        le=200,
        step=1,
        label="Most trials in the relearning test",
        help="Trials after which the assay gives up.",
        source="chosen",
    )
    practice_ms: float = par(
        600.0,
        unit="ms",
        gt=0,
        le=5000,
        step=50,
        label="Practice in a relearning trial",
        help="Duration of the practice of a trial. With a short one A is still active, and A and B "
        "may grow into one.",
        source="chosen",
    )
    cue_hz: float = par(
        1000.0,
        unit="Hz",
        ge=0,
        le=5000,
        step=50,
        label="Strength of the cue in the relearning test",
        help="Input to each cue cell during practice.",
        source="chosen",
    )
    teacher_hz: float = par(
        900.0,
        unit="Hz",
        ge=0,
        le=5000,
        step=25,
        label="Help for B in the relearning test",
        help="Extra input to each cell of B during practice.",
        source="chosen",
    )


def run(
    world: World, params: ReversalParams, *, step: int, acute: Acute, learning: float
) -> dict[str, float]:
    """Return the outputs of the assay for a copy of the network.

    Parameters
    ----------
    world : World
        Left as it is.
    params : ReversalParams
    step : int
        Calendar step, which chooses the random numbers.
    acute : Acute
        What acts on receptors and cells.
    learning : float
        Factor on the learning rate.
    """
    factor = learning * reward_factor(world.scenario.dopamine, 0.0)
    practice = (
        Segment(params.practice_ms, cue_hz=params.cue_hz, teacher_hz=params.teacher_hz, taught="B"),
    )
    answers: list[str] = []
    with learning_undone(world):
        while len(answers) < params.max_trials and not _reached(answers):
            number = 2 * len(answers)
            run_episode(
                world,
                practice,
                kind="reversal",
                step=step,
                number=number,
                learning=factor,
                acute=acute,
            )
            answers.append(_answer(world, step, number + 1, acute))
    censored = not _reached(answers)
    return {
        "trials_to_reverse": float(len(answers) + censored),
        "perseverative_errors": float(answers.count("A")),
        "reversal_censored": float(censored),
    }


def _reached(answers: list[str]) -> bool:
    return answers[-WINDOW:].count("B") >= CRITERION


def _answer(world: World, step: int, number: int, acute: Acute) -> str:
    """Return the answer to one test cue, read as in a test."""
    probe = world.scenario.probe
    spikes = run_episode(
        world,
        (Segment(probe.cue_ms, cue_hz=probe.cue_hz),),
        kind="reversal",
        step=step,
        number=number,
        acute=acute,
    )
    counted_ms = probe.cue_ms - min(probe.ignore_ms, probe.cue_ms / 2.0)
    active = active_in(world, spikes, [probe.cue_ms - counted_ms], counted_ms)
    return STATES[active[0]]
