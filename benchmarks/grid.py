"""Write the grids of results with which the Lab answers a slider at once, see `sim.stored.grid`.

    python -m benchmarks.grid                     # about half an hour on one core
    python -m benchmarks.grid practice_in_window  # one preset

Run again when `MODEL_VERSION` is raised, or a preset of the list is changed. What is finished
stands in a separate file (``--done``), so that a stopped program goes on where it was. A run ends
with one test: tests change nothing, so the last one finds what it would find after all others.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from sim.measures import value_at
from sim.runs import Task, run_numbered
from sim.scenario import Scenario, get_path, load
from sim.stored.grid import FOLDER, MEASURES, Grid

FEW, MANY = 3, 5  # seeds: of settings with a control moved, and of the preset as it is
DONE = Path(tempfile.gettempdir()) / "plasticity-lab-grid.jsonl"
WEAR, DOSE, START, REPEATS, PATTERN = (
    "network.wear",
    "dose.dose_mg_per_kg",
    "practice.start_d",
    "practice.repeats",
    "practice.pattern",
)

Values = Mapping[str, tuple]


class Plan(NamedTuple):
    """Which settings of a preset are computed.

    Attributes
    ----------
    alone : mapping of path to values
        Controls moved one at a time, the others as in the preset; the controls of the grid.
    together : tuple of mappings of path to values
        Controls moved together: all combinations of the values of each mapping.
    scales : mapping of path to values
        Where steps are not those of ``alone``: what is moved together is farther apart.
    """

    alone: Values
    together: tuple[Values, ...] = ()
    scales: Values = {}  # noqa: RUF012


_COARSE = {DOSE: (0.0, 0.25, 0.5, 1.0), START: (3.0, 6.0, 12.0), REPEATS: (2, 6, 20)}
_AFTER_A_DOSE = {
    WEAR: (0.0, 0.4, 0.7, 1.2),
    DOSE: (0.0, 0.25, 1.0),
    START: (2.0, 4.0, 5.0, 7.0),
    REPEATS: (0, 2, 4, 10, 20),
    PATTERN: ("A",),
}

PLANS = {
    "practice_in_window": Plan(
        alone={
            WEAR: (0.0, 0.25, 0.5, 0.75, 0.9, 1.2),
            DOSE: (0.0, 0.25, 1.0),
            START: (1.0, 2.0, 4.0, 5.0, 6.0, 8.0, 12.0, 17.0),
            REPEATS: (0, 2, 4, 10, 20),
            PATTERN: ("A",),
        },
        together=(
            _COARSE,
            {WEAR: (0.5,), DOSE: _COARSE[DOSE], REPEATS: (6, 20)},
            {DOSE: _COARSE[DOSE], REPEATS: (0,)},
            {DOSE: _COARSE[DOSE], PATTERN: ("A",)},
        ),
        scales={**_COARSE, WEAR: (0.0, 0.5, 1.0)},
    ),
    "no_direction": Plan(alone=_AFTER_A_DOSE),
    "nutrition": Plan(alone=_AFTER_A_DOSE),
    "practice_only": Plan(
        alone={
            WEAR: _AFTER_A_DOSE[WEAR],
            START: (0.0, 1.0, 5.0, 7.0),
            REPEATS: (0, 2, 10, 20, 40),
            PATTERN: ("A",),
            "practice.days": (1, 3, 7, 9),
        }
    ),
    "dose_only": Plan(
        alone={
            WEAR: _AFTER_A_DOSE[WEAR],
            DOSE: (0.0, 0.25, 0.75, 1.0),
            "dose.infusion_min": (10.0, 20.0, 80.0, 160.0),
            "dose.spread": (0.2, 0.5, 1.0),
        }
    ),
    "well_worn_path": Plan(
        alone={WEAR: (0.0, 0.25, 0.5, 0.75, 1.2), "stdp.rate": (0.5, 1.0, 1.5, 3.0, 4.0)}
    ),
    "exercise": Plan(alone=_AFTER_A_DOSE),
    "low_stress_month": Plan(
        alone={
            WEAR: (0.0, 0.25, 0.75, 1.0),
            DOSE: (0.0, 0.25, 1.0),
            "stress.to_d": (2.0, 7.0, 21.0, 28.0),
            "stress.from_d": (3.0, 7.0, 10.0),
            "stress.level": (0.0, 0.25, 0.5, 0.75),
        }
    ),
}


def nodes_of(preset: Scenario, plan: Plan) -> dict[tuple, int]:
    """Return the computed settings, a value for each control, with the number of seeds."""
    usual = {path: get_path(preset, path) for path in plan.alone}
    nodes = {tuple(usual.values()): MANY}
    for path, values in plan.alone.items():
        for value in values:
            nodes.setdefault(tuple({**usual, path: value}.values()), FEW)
    for box in plan.together:
        for values in product(*box.values()):
            node = tuple({**usual, **dict(zip(box, values))}.values())
            nodes.setdefault(node, FEW)
    return nodes


def with_one_test(preset: Scenario, changes: Mapping[str, Any]) -> Scenario:
    """Return a preset with other settings, and with no test but that of its headline."""
    return preset.with_changes({**changes, "time.test_days": (day_of(preset),)})


def day_of(preset: Scenario) -> float:
    """Return the day of the headline of a preset."""
    return preset.time.test_days[-1] if preset.headline_day is None else preset.headline_day


def computed(preset: Scenario, plan: Plan, done: FinishedRuns) -> Grid:
    """Return the grid of a preset, with the runs that are not done yet."""
    arms = preset.first_arms()
    nodes, controls = nodes_of(preset, plan), tuple(plan.alone)
    measures = tuple(dict.fromkeys((*MEASURES, preset.headline)))
    tasks: dict[
        str, list[Task]
    ] = {}  # the seeds of each distinct run, by the fingerprint of seed 0
    runs = np.full((len(nodes), len(arms)), -1)
    for number, (values, n_seeds) in enumerate(nodes.items()):
        scenario = with_one_test(preset, dict(zip(controls, values)))
        for column, arm in enumerate(arms):
            key = scenario.fingerprint(arm, 0)
            known = tasks.setdefault(key, [])
            known += [Task(scenario, arm, seed) for seed in range(len(known), n_seeds)]
            runs[number, column] = list(tasks).index(key)
    done.add((task for seeds in tasks.values() for task in seeds), measures)
    numbers = np.full((len(tasks), MANY, len(measures)), np.nan)
    for row, seeds in enumerate(tasks.values()):
        for task in seeds:
            numbers[row, task.seed] = done.of(task, measures)
    return Grid(
        preset=preset.id,
        fingerprints={arm: preset.fingerprint(arm, 0) for arm in arms},
        day_d=day_of(preset),
        controls=controls,
        scales={path: scale_of(preset, plan, path) for path in controls},
        arms=arms,
        measures=measures,
        nodes=np.array(
            [
                [_number(preset, plan, path, value) for path, value in zip(controls, node)]
                for node in nodes
            ]
        ),
        run=runs.astype(np.int32),
        n_seeds=np.array([len(seeds) for seeds in tasks.values()], dtype=np.int8),
        numbers=numbers,
    )


def scale_of(preset: Scenario, plan: Plan, path: str) -> tuple:
    """Return the scale of a control: its values in order, that of the preset among them."""
    values = plan.scales.get(path, plan.alone[path])
    return tuple(sorted({*values, get_path(preset, path)}))


def _number(preset: Scenario, plan: Plan, path: str, value: Any) -> float:
    return float(scale_of(preset, plan, path).index(value) if isinstance(value, str) else value)


class FinishedRuns:
    """Finished runs in a file, one a line: the fingerprint, and the measures by name.

    Every run is stored with the headlines of all presets, for presets have runs in common. A line
    begins with its line break: a line that was cut off when the program was stopped spoils no
    other.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        lines = path.read_text("ascii").splitlines() if path.exists() else []
        self.measures = dict(_whole(lines))

    def of(self, task: Task, measures: Iterable[str]) -> list[float]:
        """Return the measures of a run that is done."""
        known = self.measures[_key(task)]
        return [known[name] for name in measures]

    def add(self, tasks: Iterable[Task], measures: Iterable[str]) -> None:
        """Compute the runs that lack one of the measures, which takes long."""
        names = set(measures)
        left = [task for task in tasks if not names <= self.measures.get(_key(task), {}).keys()]
        began_s = time.monotonic()
        with self.path.open("a", encoding="ascii") as file:
            for count, (number, result) in enumerate(run_numbered(left), start=1):
                task = left[number]
                key = _key(task)
                day = task.scenario.time.test_days[-1]
                self.measures[key] = {
                    name: value_at(result, name, day) for name in _stored_measures()
                }
                file.write("\n" + json.dumps([key, self.measures[key]]))
                file.flush()
                if count % 20 == 0 or count == len(left):
                    took_s = time.monotonic() - began_s
                    sys.stderr.write(
                        f"{task.scenario.id}: {count} of {len(left)} runs in {took_s:.0f} s\n"
                    )


@cache
def _key(task: Task) -> str:
    return task.scenario.fingerprint(task.arm, task.seed)


def _stored_measures() -> tuple[str, ...]:
    return tuple(dict.fromkeys((*MEASURES, *(load(name).headline for name in PLANS))))


def _whole(lines: Iterable[str]) -> Iterator[tuple[str, dict[str, float]]]:
    """Yield the runs of a file, without lines that were cut."""
    for line in lines:
        try:
            yield tuple(json.loads(line))
        except ValueError:
            continue


def main() -> None:
    """Write the grids that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("preset", nargs="*", help=f"default: all of {', '.join(PLANS)}")
    parser.add_argument("--done", type=Path, default=DONE, help="file of finished runs")
    asked = parser.parse_args()
    done = FinishedRuns(asked.done)
    for name in asked.preset or PLANS:
        preset = load(name)
        grid = computed(preset, PLANS[name], done)
        FOLDER.mkdir(exist_ok=True)
        grid.save(FOLDER / f"{name}.npz")


if __name__ == "__main__":
    main()
