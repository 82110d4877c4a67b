"""What the program reports at its own time step of 0.5 ms and at a finer one.

``python -m tests.science.time_step`` measures everything over many seeds and prints the tables of
``docs/accuracy.md``. A number after the command is another reference step in ms.

A seed gives the same wiring at both steps, but not the same noise: random input is drawn step by
step. Differences are therefore paired by seed and still scatter.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

import sim
from sim.engine.loop import Run
from sim.engine.probe import run_probe
from sim.engine.step import measure_surge
from sim.many import Claim, check_claims
from sim.measures import value_at
from sim.model.episode import UNDISTURBED
from sim.runs import Task, worker_count
from tests.reference.intervals import mean_interval_cv

PRESET, DAY = "practice_in_window", 30.0
PRODUCT_MS, REFERENCE_MS = 0.5, 0.1
SEEDS, SEEDS_OF_ARMS = range(300, 320), range(300, 306)
REST_S, TRIALS = 60.0, 40

# Largest difference between the steps that the tests allow, for the median over `SEEDS`; measure,
# unit and band. `tests/science/test_time_step.py` says where the bands come from.
REST_BANDS = {
    "excitatory rate": ("Hz", 0.15),
    "inhibitory rate": ("Hz", 0.1),
    "irregularity (CV)": ("", 0.1),
    "rest in A": ("", 0.025),
    "rest in none": ("", 0.025),
    "dwell in A": ("ms", 45.0),
    "cues answered with A": ("", 0.02),
    "surge": ("", 0.04),
}
ARM_BANDS = {"answer.b": 0.2, "strength.cue_to_a": 0.5, "strength.cue_to_b": 0.5}


class Row(NamedTuple):
    """One measure at both steps."""

    name: str
    product: float  # median over seeds
    reference: float
    difference: float  # median over seeds of product minus reference
    low: float  # its 95 % bootstrap interval over seeds
    high: float
    band: float

    def holds(self) -> bool:
        """Return whether the difference lies within the band."""
        return abs(self.difference) <= self.band


def compared(name: str, product: np.ndarray, reference: np.ndarray, band: float) -> Row:
    """Return the row of one measure from its values for each seed, (n_seeds,)."""
    difference = product - reference
    draws = np.random.default_rng(0).integers(0, difference.size, (4000, difference.size))
    low, high = np.percentile(np.median(difference[draws], axis=1), [2.5, 97.5])
    return Row(
        name,
        float(np.median(product)),
        float(np.median(reference)),
        float(np.median(difference)),
        float(low),
        float(high),
        band,
    )


def fresh(seed: int, dt_ms: float, *, rest_s: float = REST_S, trials: int = TRIALS) -> np.ndarray:
    """Return the measures of `REST_BANDS` of a network that has lived through nothing, (8,).

    Parameters
    ----------
    seed : int
    dt_ms : float
    rest_s : float
        Length of the rest and of each of the two episodes of the surge.
    trials : int
        Number of test cues.
    """
    scenario = sim.load(PRESET).with_changes(
        {
            "time.dt_ms": dt_ms,
            "probe.rest_s": rest_s,
            "probe.trials": trials,
            "probe.surge_s": rest_s,
        }
    )
    run, n_exc = Run(scenario, "in_window", seed, None), scenario.network.n_exc
    test = run_probe(run.world, step=0, acute=UNDISTURBED)
    step = min(run.plan.surge_from)  # of all hours this one has the strongest block
    measure_surge(run.world, run.plan.at(step))
    counts = (test.spikes.t_ms < 1000.0 * rest_s) & (test.spikes.neuron < n_exc)
    variation = mean_interval_cv(test.spikes.t_ms[counts], test.spikes.neuron[counts], 3)
    return np.array(
        [
            test.values["rate_exc_hz"],
            test.values["rate_inh_hz"],
            variation,
            test.values["occupancy"][0],
            test.values["occupancy"][-1],
            test.values["dwell_ms"][0],
            test.values["answer"][0],
            run.world.surge,
        ]
    )


def rest_rows(
    reference_ms: float = REFERENCE_MS,
    seeds: Sequence[int] = SEEDS,
    measured: Callable[[int, float], np.ndarray] = fresh,
) -> list[Row]:
    """Return the rows of fresh networks."""
    with ThreadPoolExecutor(worker_count(None)) as pool:
        product, reference = (
            np.array(list(pool.map(measured, seeds, [dt_ms] * len(seeds)))).T
            for dt_ms in (PRODUCT_MS, reference_ms)
        )
    return [
        compared(f"{name} ({unit})" if unit else name, ours, finer, band)
        for (name, (unit, band)), ours, finer in zip(REST_BANDS.items(), product, reference)
    ]


def arm_rows(
    reference_ms: float = REFERENCE_MS,
    seeds: Sequence[int] = SEEDS_OF_ARMS,
) -> tuple[list[Row], tuple[Claim, ...]]:
    """Return the rows of the last day of every arm, and the claims at the reference step."""
    at_product, _ = arms_at(PRODUCT_MS, seeds)
    at_reference, claims = arms_at(reference_ms, seeds)
    rows = [
        compared(f"{arm}, {name}", values, at_reference[arm, name], ARM_BANDS[name])
        for (arm, name), values in at_product.items()
    ]
    return rows, claims


def arms_at(
    dt_ms: float,
    seeds: Sequence[int],
) -> tuple[dict[tuple[str, str], np.ndarray], tuple[Claim, ...]]:
    """Return each measure of each arm on the last day, (n_seeds,), and the claims checked."""
    scenario = sim.load(PRESET).with_changes({"time.dt_ms": dt_ms})
    tasks = [Task(scenario, arm.id, seed) for arm in scenario.arm for seed in seeds]
    results = sorted(sim.run_many(tasks), key=lambda result: result.seed)
    found = {
        (arm.id, name): np.array(
            [value_at(result, name, DAY) for result in results if result.arm == arm.id]
        )
        for name in ARM_BANDS
        for arm in scenario.arm
    }
    return found, check_claims(scenario, results)


def as_table(rows: Sequence[Row], reference_ms: float = REFERENCE_MS) -> str:
    """Return rows as a table in Markdown."""
    lines = [
        f"| measure | {PRODUCT_MS:g} ms | {reference_ms:g} ms | difference (95 % interval) "
        "| band |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {row.name} | {row.product:.3g} | {row.reference:.3g} | {row.difference:+.2g} "
        f"({row.low:+.2g} to {row.high:+.2g}) | {row.band:g} |"
        for row in rows
    ]
    return "\n".join(lines)


def main(reference_ms: float = REFERENCE_MS) -> None:
    """Measure everything and print it."""
    print(as_table(rest_rows(reference_ms), reference_ms), flush=True)
    rows, claims = arm_rows(reference_ms)
    print(f"\n{as_table(rows, reference_ms)}\n")
    for claim in claims:
        print("holds" if claim.passed else "FAILS", claim.text, claim.detail)


if __name__ == "__main__":
    main(*map(float, sys.argv[1:2]))
