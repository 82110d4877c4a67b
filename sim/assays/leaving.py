"""How long it takes to leave A once something calls for B.

The network rests. Each visit to A that has lasted ``held_ms`` is one trial: on a copy of the
network, cells and random numbers as they are at that moment, input calls for B, and then the copy
is forgotten. The rest that goes on is the catch trial of that moment (see `sim.model.trials`)::

    leave_a_ms       = median over visits of the time until B, C or D is active, B being called
    leave_a_alone_ms = the same from the same moments without a call

The call is what practice gives to the cells of B, a teacher's input, but weaker: as strong as in
practice it ends most visits at once, whatever the weights are. A test cue would be
no call for B, as it leads to A where A is well worn. A pause between two visits to A does not count
as leaving. All visits are taken at the same age, so that A is as tired in one as in another.

A trial in which A was not left after ``window_ms`` counts as that long; the share of such trials is
given as *censored*. A median is right as long as fewer than half are. If more are it reads
``window_ms``, which then means "or longer".

This is an analogy of getting off a thought that keeps coming back. No thought is in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from sim.model.activity import BIN_MS, NONE, count_bins, states, visits
from sim.model.episode import Acute, Segment, run_episode
from sim.model.network import PATTERNS
from sim.model.world import World
from sim.outputs import Output
from sim.params import Params, par

TABLE = "assay_leaving"
ACTIVITY_S = 45.0  # spiking activity of one assay with the default parameters
_OFF = "Missing if A was never visited for long enough or the assay is off."
OUTPUTS = tuple(
    output
    for alone, words, how in (
        ("", "when B is called", "a call for B, in the midst of a visit to A,"),
        ("alone_", "without a call", "the same moments, A being left to itself,"),
    )
    for output in (
        Output(
            f"leave_a_{alone}ms",
            "ms",
            f"time to leave A {words}",
            f"Median time from {how} until another pattern takes over. The longest time that "
            f"is waited means: or longer. {_OFF}",
        ),
        Output(
            f"leave_a_{alone}censored",
            "",
            f"A not left {words}",
            f"Share of trials in which no other pattern took over while it was waited. {_OFF}",
        ),
    )
)


class LeavingParams(Params):
    """Assay: how long it takes to leave A once something calls for B."""

    enabled: bool = par(
        False,
        label="Leaving test",
        help="Whether the assay is made at every test.",
        source="chosen",
    )
    rest_s: float = par(
        20.0,
        unit="s",
        ge=1,
        le=120,
        step=1,
        label="Rest in the leaving test",
        help="Resting activity; each visit to A in it is a trial.",
        source="chosen",
    )
    held_ms: float = par(
        100.0,
        unit="ms",
        ge=10,
        le=1000,
        step=10,
        label="Time in A before the call",
        help="How long a visit to A has lasted when B is called. Shorter visits are no trials.",
        source="chosen",
    )
    window_ms: float = par(
        1500.0,
        unit="ms",
        ge=50,
        le=5000,
        step=50,
        label="Longest wait in the leaving test",
        help="How long the call lasts, and how long it is waited for A to be left.",
        source="chosen",
    )
    call_hz: float = par(
        300.0,
        unit="Hz",
        ge=0,
        le=5000,
        step=25,
        label="Strength of the call for B",
        help="Input to each cell of B; weaker than the teacher of practice.",
        source="chosen",
    )


def run(
    world: World, params: LeavingParams, *, step: int, acute: Acute, learning: float
) -> dict[str, float]:
    """Return the outputs of the assay; arguments as in `sim.assays.kick.run`."""
    window = round(params.window_ms / BIN_MS)  # bins, as all times here
    rest_ms, window_ms = round(params.rest_s * 1000.0 / BIN_MS) * BIN_MS, window * BIN_MS
    rest = run_episode(world, (Segment(rest_ms),), kind="leaving", step=step, acute=acute)
    resting = _states(world, rest.t_ms, rest.neuron, rest_ms)
    moments = moments_in_a(resting, round(params.held_ms / BIN_MS), window)
    # The same rest again, and what a call would make of it.
    called = run_episode(
        world,
        tuple(_segments(moments, window_ms, params.call_hz)),
        kind="leaving",
        step=step,
        acute=acute,
    )
    start_ms = moments[-1] * BIN_MS if moments else 0.0
    edges = np.searchsorted(called.t_ms, start_ms + window_ms * np.arange(len(moments) + 1))
    with_call, alone = [], []
    for k, moment in enumerate(moments):
        here = slice(edges[k], edges[k + 1])
        t_ms = called.t_ms[here] - (start_ms + k * window_ms)
        with_call.append(leaving_bin(_states(world, t_ms, called.neuron[here], window_ms)))
        alone.append(leaving_bin(resting[moment : moment + window]))
    return {
        f"leave_a_{name}{quantity}": value
        for name, bins in (("", with_call), ("alone_", alone))
        for quantity, value in _summary(bins, window).items()
    }


def _states(world: World, t_ms: np.ndarray, neuron: np.ndarray, length_ms: float) -> np.ndarray:
    patterns = world.scenario.network.group_slices()[: len(PATTERNS)]
    return states(count_bins(t_ms, neuron, patterns, length_ms), world.scenario.probe)


def moments_in_a(resting: np.ndarray, held: int, window: int) -> list[int]:
    """Return the bins in which a visit to A has lasted ``held``, with a window ahead of them."""
    visited, bins = visits(resting)
    moments = (np.cumsum(bins) - bins + held)[(visited == 0) & (bins > held)]
    return moments[moments + window <= resting.size].tolist()


def _segments(moments: Sequence[int], window_ms: float, call_hz: float) -> Iterator[Segment]:
    """Yield the rest up to the last moment and, at each moment, the call as it would be met."""
    for before, moment in zip((0, *moments), moments):
        yield Segment((moment - before) * BIN_MS)
        yield Segment(window_ms, teacher_hz=call_hz, taught="B", aside=True)


def leaving_bin(state: np.ndarray) -> int:
    """Return the first bin in which another pattern than A is active; all bins if there is none."""
    left = np.flatnonzero((state != 0) & (state != NONE))
    return int(left[0]) if left.size else state.size


def _summary(bins: Sequence[int], window: int) -> dict[str, float]:
    """Return the median in ms and the share that is censored; NaN of no trials."""
    if not bins:
        return {"ms": float("nan"), "censored": float("nan")}
    return {
        "ms": float(np.median(bins)) * BIN_MS,
        "censored": float(np.mean(np.array(bins) == window)),
    }
