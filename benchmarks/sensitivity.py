"""How much the central result depends on each number that was set by hand.

    python benchmarks/sensitivity.py --seeds 0:4 --again 0:20 --out docs/sensitivity.md

Takes about twenty minutes on two cores: all numbers are tried on a few seeds, and those that moved
the result then on many. One number is changed at a time: those of cells, synapses and
wiring by a tenth (potentials by 1 mV), because the network lives in a narrow regime; those of the
slow chain and of practice to half and to double.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import sim
from benchmarks.sensitivity_page import write_figure, write_page
from sim.many import Task, run_many
from sim.measures import value_at
from sim.scenario import Scenario, parameters

ARMS = ("in_window", "practice_only")
END_D = 16.0
# Not of the result: how it is looked at, how finely it is computed, and what is off here.
LEFT_OUT = ("time", "probe", "subjects", "dopamine", "rapid_scaling", "assay")
FAR = 0.1  # share of cues by which a change must move the result to be run on more seeds
FAST = ("network", "neuron", "synapse", "stdp", "everyday")


class Change(NamedTuple):
    """One number set by hand, and the two values it is changed to."""

    path: str
    unit: str
    value: float
    low: float
    high: float


def short_scenario() -> Scenario:
    """Return the central preset, short: practice ends on day 8, the test is on day 16."""
    preset = sim.load("practice_in_window")
    arms = tuple(arm for arm in preset.arm if arm.id in ARMS)
    alone = preset.model_copy(update={"expect": (), "arm": arms, "control": ARMS[1]})
    return alone.with_changes({
        "time.length_d": END_D, "time.test_days": (0.0, END_D), "probe.rest_s": 6.0,
    })


def hand_set(scenario: Scenario) -> Iterator[Change]:
    """Yield every number set by hand that can matter here, with its two other values."""
    for leaf in parameters(scenario):
        table, value = leaf.path.partition(".")[0], leaf.value
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not is_number or "chosen" not in leaf.source or table.startswith(LEFT_OUT):
            continue
        if value == 0 or "start_d" in leaf.path:
            continue  # a switch that is off, and the day on which practice begins
        low, high = (value * 0.9, value * 1.1) if table in FAST else (value / 2.0, value * 2.0)
        if leaf.unit == "mV":
            low, high = value - 1.0, value + 1.0
        yield Change(leaf.path, leaf.unit, value, *(bounded(leaf, one) for one in (low, high)))


def bounded(leaf: sim.params.Leaf, value: float) -> float:
    """Return a value within the range of a parameter, a whole number where it is one."""
    for bound in leaf.field.metadata:
        value = max(value, getattr(bound, "ge", value))
        value = min(value, getattr(bound, "le", value))
    return max(1, round(value)) if isinstance(leaf.value, int) else value


def measured(tried: dict[tuple, Scenario], seeds: range) -> dict:
    """Return {(path, "low"): (share, weight)}: arrays over seeds of the effect of the window.

    Share: cues answered with B after practice in the window less after practice alone. Weight: the
    same for the weight from the cue to B less that to A. A value that a file may not hold, or with
    which a run fails, is left out.
    """
    tasks, keys = [], {}
    for key, variant in tried.items():
        for arm in ARMS:
            for seed in seeds:
                keys[variant.fingerprint(arm, seed)] = (key, arm, seed)
                tasks.append(Task(variant, arm, seed))
    found: dict = defaultdict(dict)
    for number, result in enumerate(run_many(tasks)):
        key, arm, seed = keys[result.provenance.fingerprint]
        weight = (value_at(result, "strength.cue_to_b", END_D)
                  - value_at(result, "strength.cue_to_a", END_D))
        found[key][arm, seed] = np.array([value_at(result, "answer.b", END_D), weight])
        sys.stderr.write(f"\r{number + 1} of {len(tasks)}")
    return {key: np.array([runs[ARMS[0], seed] - runs[ARMS[1], seed] for seed in seeds]).T
            for key, runs in found.items()}


def variants(scenario: Scenario, changes: list[Change]) -> Iterator[tuple[tuple, Scenario]]:
    """Yield the scenario itself and each with one number changed."""
    yield ("", ""), scenario
    for change in changes:
        for side in ("low", "high"):
            value = getattr(change, side)
            if value == change.value:
                continue
            try:
                yield (change.path, side), scenario.with_changes({change.path: value})
            except sim.ScenarioError as error:
                sys.stderr.write(f"left out: {error}\n")


def far_ones(found: dict) -> list[tuple]:
    """Return the unchanged scenario and all that moved the share away from it by `FAR`."""
    share = {key: values[0].mean() for key, values in found.items()}
    return [key for key in share if not any(key) or abs(share[key] - share["", ""]) > FAR]


def main() -> None:
    """Run all changes and write the page and the figure beside it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", default="0:4", help="for all numbers")
    options.add_argument("--again", default="0:20", help="for those that moved the result")
    options.add_argument("--out", type=Path, default=Path("docs/sensitivity.md"))
    given = options.parse_args()
    few, many = (range(*map(int, one.split(":"))) for one in (given.seeds, given.again))
    scenario = short_scenario()
    changes = list(hand_set(scenario))
    tried = dict(variants(scenario, changes))
    found = measured(tried, few)
    found |= measured({key: tried[key] for key in far_ones(found)}, many)
    write_page(given.out, changes, found, few, many)
    write_figure(given.out.with_suffix(".svg"), changes, found)


if __name__ == "__main__":
    main()
