"""What single precision does to results: cells and synapses of episodes in float32 and in float64.

``python -m tests.science.precision`` prints the tables of ``docs/accuracy.md``; four minutes on one
core.

Both precisions have the same wiring, the same start and the same random input. Their spikes are the
same until some potential passes its threshold by less than the rounding; from there on only
statistics are comparable, as between two draws of noise. So differences are paired by seed, and
scatter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import NamedTuple

import numpy as np

import sim
from sim.engine import run
from sim.measures import value_at
from sim.model import episode
from sim.model.episode import Segment, run_episode
from sim.model.network import GROUPS
from sim.model.world import World
from sim.runs import worker_count
from tests.reference.intervals import mean_interval_cv
from tests.science import time_step

SEEDS, SEEDS_OF_ARMS = range(300, 332), range(300, 308)
LEARNING_S = 60.0
ARMS = ("practice_only", "in_window", "late")
OUTCOMES = (
    "answer.b",
    "answer.a",
    "occupancy.a",
    "strength.cue_to_b",
    "strength.cue_to_a",
    "rate_exc_hz",
    "rate_inh_hz",
)
# Largest mean difference over `SEEDS` that the tests allow: three times the half width of its
# interval, and one or two hundredths of the value.
LEARNING_BANDS = {
    "excitatory rate (Hz)": 0.045,
    "inhibitory rate (Hz)": 0.03,
    "irregularity (CV)": 0.045,
    "mean weight (base weights)": 0.012,
    "mean size of a change (base weights)": 0.012,
    "strength from A to A": 0.02,
    "strength from the cue to A": 0.006,
    "strength from the cue to B": 0.006,
}


class Row(NamedTuple):
    """One measure in both precisions, paired by seed."""

    name: str
    double: float  # mean over seeds
    difference: float  # mean over seeds of single less double
    low: float  # its 95 % bootstrap interval over seeds
    high: float

    def line(self) -> str:
        """Return the row as a line of a table in Markdown."""
        return (
            f"| {self.name} | {self.double:.3g} | {self.difference:+.2g} "
            f"({self.low:+.2g} to {self.high:+.2g}) |"
        )


@contextmanager
def in_double() -> Iterator[None]:
    """Let episodes compute in double precision meanwhile."""
    single, episode.PRECISION = episode.PRECISION, np.float64
    try:
        yield
    finally:
        episode.PRECISION = single


def in_both(measured: Callable, *arguments: Sequence) -> tuple[np.ndarray, np.ndarray]:
    """Return what ``measured`` gives for each of the arguments, in single and in double."""

    def of_all() -> np.ndarray:
        with ThreadPoolExecutor(worker_count(None)) as pool:
            return np.array(list(pool.map(measured, *arguments)))

    single = of_all()
    with in_double():
        return single, of_all()


def rows_of(names: Sequence[str], single: np.ndarray, double: np.ndarray) -> list[Row]:
    """Return one row for each column of two (n_seeds, n_names) arrays."""
    difference = single - double
    draws = np.random.default_rng(0).integers(0, len(difference), (4000, len(difference)))
    ends = np.percentile(difference[draws].mean(axis=1), [2.5, 97.5], axis=0)
    columns = zip(double.mean(axis=0), difference.mean(axis=0), *ends)
    return [Row(name, *map(float, column)) for name, column in zip(names, columns)]


def learning(seed: int, seconds: float = LEARNING_S) -> np.ndarray:
    """Return the measures of `LEARNING_BANDS` of one episode in which a fresh network learns, (8,).

    As everyday life is, only longer: an episode of a day lasts a second or two.
    """
    world = World(sim.load(time_step.PRESET), seed, np.zeros(2, np.int64))
    network, before = world.scenario.network, world.weights()
    spikes = run_episode(world, (Segment(1000.0 * seconds),), kind="everyday", step=0, learning=1.0)
    of_exc = spikes.neuron < network.n_exc
    strengths = world.block_strengths()
    cue, a, b = (GROUPS.index(name) for name in ("cue", "A", "B"))
    return np.array(
        [
            np.count_nonzero(of_exc) / network.n_exc / seconds,
            np.count_nonzero(~of_exc) / network.n_inhibitory / seconds,
            mean_interval_cv(spikes.t_ms[of_exc], spikes.neuron[of_exc], 3),
            world.weights()[world.alive].mean(),
            np.abs(world.weights() - before)[world.alive].mean(),
            strengths[a, a],
            strengths[cue, a],
            strengths[cue, b],
        ]
    )


def learning_rows() -> list[Row]:
    """Return the rows of one long episode that learns."""
    return rows_of(list(LEARNING_BANDS), *in_both(learning, SEEDS))


def rest_rows() -> list[Row]:
    """Return the rows of fresh networks: at rest, at a test, in the surge, as for the time step."""
    dt_ms = [time_step.PRODUCT_MS] * len(SEEDS)
    return rows_of(list(time_step.REST_BANDS), *in_both(time_step.fresh, SEEDS, dt_ms))


def outcomes(arm: str, seed: int) -> list[float]:
    """Return `OUTCOMES` of an arm on the last day of the preset."""
    result = run(sim.load(time_step.PRESET), arm=arm, seed=seed)
    return [value_at(result, name, time_step.DAY) for name in OUTCOMES]


def arm_rows() -> list[Row]:
    """Return the rows of the arms."""
    rows = []
    for arm in ARMS:
        single, double = in_both(outcomes, [arm] * len(SEEDS_OF_ARMS), SEEDS_OF_ARMS)
        rows += rows_of([f"{arm}, `{name}`" for name in OUTCOMES], single, double)
    return rows


def main() -> None:
    """Measure everything and print it."""
    for rows in (learning_rows(), rest_rows(), arm_rows()):
        print("| measure | double | single less double (95 % interval) |\n|---|---|---|")
        print("\n".join(row.line() for row in rows), end="\n\n", flush=True)


if __name__ == "__main__":
    main()
