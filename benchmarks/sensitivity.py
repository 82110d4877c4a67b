"""How much the central result depends on each number that was set by hand.

    python benchmarks/sensitivity.py --out docs/sensitivity.md

Takes about forty minutes on two cores; with ``--store FOLDER`` what was interrupted goes on. Three
questions, in a short form of `practice_in_window`: the eight connection numbers, each lower and
higher by a tenth and by a fifth, with settling and without; all of them at once, drawn at random
within a tenth; and every number set by hand, one at a time: those of cells, synapses, wiring and
set points by a tenth (potentials by 1 mV), those of the slow chain and of practice to half and to
double.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import sim
from benchmarks.sensitivity_page import CONNECTIONS, FACTORS, write_figure, write_page
from sim.measures import value_at
from sim.runs import Task, run_many
from sim.scenario import Scenario, parameters
from sim.store import ResultStore

ARMS = ("in_window", "practice_only")
END_D = 16.0
# Not of the result: how it is looked at, how finely it is computed, and what is off here.
LEFT_OUT = ("time", "probe", "subjects", "dopamine", "rapid_scaling", "assay")
FAST = ("network", "neuron", "synapse", "stdp", "everyday", "settling")
N_DRAWS, DRAWN_WITHIN = 16, 0.1
MEASURES = ("answer.b", "answer.none", "path_log_ratio", "rate_exc_hz")


class Change(NamedTuple):
    """One number set by hand, and the two values it is changed to."""

    path: str
    unit: str
    value: float
    low: float
    high: float


class Outcome(NamedTuple):
    """Measures of one set of numbers in each seed: (n_seeds, 2 arms, measures) in `MEASURES`."""

    values: np.ndarray

    @property
    def holds(self) -> np.ndarray:
        """Whether the central result holds: B answers more often, and not without the dose."""
        in_window, alone = self.values[:, 0, 0], self.values[:, 1, 0]
        return (in_window - alone >= 0.3) & (alone <= 0.3)

    @property
    def share(self) -> float:
        """Mean of cues answered with B in the window less after practice alone."""
        return float((self.values[:, 0, 0] - self.values[:, 1, 0]).mean())

    @property
    def path(self) -> float:
        """The same for the path log ratio."""
        return float(np.nanmean(self.values[:, 0, 2] - self.values[:, 1, 2]))

    def how(self, set_point_hz: float) -> str:
        """Return how it is lost in most of the seeds that lose it; empty where none does."""
        lost = self.values[~self.holds]
        if not len(lost):
            return ""
        ways = {
            "fused": (lost[:, :, 3] > 2.0 * set_point_hz).any(axis=1),
            "B answers without the dose": lost[:, 1, 0] > 0.3,
            "no pattern answers": lost[:, 0, 1] > 0.5,
            "B is learned too little": np.ones(len(lost), dtype=bool),
        }
        first = np.argmax(np.array(list(ways.values())), axis=0)
        return list(ways)[int(np.bincount(first).argmax())]


def short_scenario() -> Scenario:
    """Return the central preset, short: practice ends on day 8, the test is on day 16."""
    preset = sim.load("practice_in_window")
    arms = tuple(arm for arm in preset.arm if arm.id in ARMS)
    alone = preset.model_copy(
        update={"expect": (), "arm": arms, "control": ARMS[1], "first_look": ()}
    )
    return alone.with_changes({"time.length_d": END_D, "time.test_days": (END_D,)})


def hand_set(scenario: Scenario) -> Iterator[Change]:
    """Yield every number set by hand that can matter here, with its two other values."""
    for leaf in parameters(scenario):
        table, value = leaf.path.partition(".")[0], leaf.value
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not is_number or not leaf.is_hand_set or table.startswith(LEFT_OUT):
            continue
        if value == 0 or "start_d" in leaf.path:
            continue  # a switch that is off, and the day on which practice begins
        low, high = (value * 0.9, value * 1.1) if table in FAST else (value / 2.0, value * 2.0)
        if leaf.unit == "mV":
            low, high = value - 1.0, value + 1.0
        yield Change(leaf.path, leaf.unit, value, *(bounded(leaf, end) for end in (low, high)))


def bounded(leaf: sim.params.Leaf, value: float) -> float:
    """Return a value within the range of a parameter, a whole number where it is one."""
    value = leaf.nearest(value)
    return max(1, round(value)) if isinstance(leaf.value, int) else value


def outcomes(
    tried: Mapping[tuple, Scenario], seeds: range, store: ResultStore | None
) -> dict[tuple, Outcome]:
    """Run both arms of some scenarios; one whose run fails is left out."""
    tasks, keys = [], {}
    for key, variant in tried.items():
        for arm in ARMS:
            for seed in seeds:
                keys[variant.fingerprint(arm, seed)] = (key, arm, seed)
                tasks.append(Task(variant, arm, seed))
    values: dict = defaultdict(dict)
    for number, result in enumerate(run_many(tasks, store=store)):
        key, arm, seed = keys[result.provenance.fingerprint]
        values[key][arm, seed] = [value_at(result, name, END_D) for name in MEASURES]
        sys.stderr.write(f"\r{number + 1} of {len(tasks)} ")
    return {
        key: Outcome(np.array([[runs[arm, seed] for arm in ARMS] for seed in seeds]))
        for key, runs in values.items()
    }


def variant(scenario: Scenario, changes: Mapping[str, float]) -> Scenario | None:
    """Return a scenario with other numbers, or None if a file may not hold them."""
    try:
        return scenario.with_changes(changes)
    except sim.ScenarioError as error:
        sys.stderr.write(f"left out: {error}\n")
        return None


def connections(scenario: Scenario, *, settles: bool) -> dict[tuple, Scenario]:
    """Return the scenario with each connection number changed, with settling or without."""
    value = {leaf.path: leaf.value for leaf in parameters(scenario)}
    base = scenario.with_changes({"settling.enabled": settles})
    return {("", 1.0, settles): base} | {
        (path, factor, settles): base.with_changes({path: value[path] * factor})
        for path in CONNECTIONS
        for factor in FACTORS
    }


def draws(scenario: Scenario) -> dict[tuple, Scenario]:
    """Return the scenario with all connection numbers drawn at once, sixteen times."""
    value = {leaf.path: leaf.value for leaf in parameters(scenario)}
    rng = np.random.default_rng(2026)
    return {
        ("draw", number): scenario.with_changes(
            {
                path: value[path] * factor
                for path, factor in zip(
                    CONNECTIONS, rng.uniform(1 - DRAWN_WITHIN, 1 + DRAWN_WITHIN, len(CONNECTIONS))
                )
            }
        )
        for number in range(N_DRAWS)
    }


def one_by_one(scenario: Scenario, changes: list[Change]) -> dict[tuple, Scenario]:
    """Return the scenario itself and with each number changed to either value."""
    tried = {("", ""): scenario}
    for change in changes:
        for side in ("low", "high"):
            value = getattr(change, side)
            other = None if value == change.value else variant(scenario, {change.path: value})
            if other is not None:
                tried[change.path, side] = other
    return tried


def main() -> None:
    """Run everything and write the page and the figure beside it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--ten", default="600:610", help="seeds of connections, settled")
    options.add_argument(
        "--seeds",
        default="600:604",
        help="seeds of everything else: not settled, draws, one by one",
    )
    options.add_argument("--store", help="folder of finished runs: read, then filled")
    options.add_argument("--out", type=Path, default=Path("docs/sensitivity.md"))
    args = options.parse_args()
    ten, few = (range(*map(int, text.split(":"))) for text in (args.ten, args.seeds))
    scenario = short_scenario()
    changes = list(hand_set(scenario))
    store = None if args.store is None else ResultStore(args.store)
    by_connection = outcomes(connections(scenario, settles=True), ten, store)
    drawn = outcomes(draws(scenario), few, store)
    by_connection |= outcomes(connections(scenario, settles=False), few, store)
    single = outcomes(one_by_one(scenario, changes), few, store)
    write_page(
        args.out, by_connection, drawn, changes, single, ten, few, scenario.settling.rate_exc_hz
    )
    write_figure(args.out.with_suffix(".svg"), changes, single)


if __name__ == "__main__":
    main()
