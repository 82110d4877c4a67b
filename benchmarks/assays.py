"""Write into docs/measures.md what the assays say: of an even and a worn network on day 0, of three
arms on day 30, and of steps of block.

    python benchmarks/assays.py

Takes about ten minutes on two cores.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import sim
from benchmarks.pages import replace_part
from sim.measures import value_at
from sim.runs import Task, run_many
from sim.scenario import Scenario

SEEDS, SEEDS_LATER = range(20), range(8)
ON = {
    f"assay_{name}.enabled": True
    for name in ("kick", "basin", "reversal", "pairing", "balance", "waking")
}
FRESH = (
    "kick_size",
    "basin_a",
    "basin_b",
    "trials_to_reverse",
    "perseverative_errors",
    "ltp",
    "ei_ratio",
    "ei_correlation",
    "gamma_share",
    "modularity",
    "wakes_a",
)
LATER = ("kick_size", "basin_a", "basin_b", "autocorr_slow", "wakes_b", "answer.b", "uncued.a")
ARMS = ("practice_only", "late", "in_window")
LEVELS = (1, 3, 10, 30, 100)
STEPS = ("exc_change", "inh_early", "inh_change", "gamma_change")


def one_day(preset: str, arms: Sequence[str], changes: dict) -> Scenario:
    """Return a preset with some of its arms only, and without claims."""
    scenario = sim.load(preset)
    chosen = tuple(arm for arm in scenario.arm if arm.id in arms)
    alone = scenario.model_copy(
        update={"arm": chosen, "expect": (), "first_look": (), "control": ""}
    )
    return alone.with_changes(changes)


def measured(
    tasks: Sequence[tuple[str, Scenario, str, range]], names: Sequence[str], day: float
) -> dict[str, np.ndarray]:
    """Return values by name of the group: (n_seeds, n_names)."""
    keys = {
        (scenario.fingerprint(arm, seed), seed): group
        for group, scenario, arm, seeds in tasks
        for seed in seeds
    }
    values: dict[str, list] = {}
    for result in run_many(
        [Task(scenario, arm, seed) for _, scenario, arm, seeds in tasks for seed in seeds]
    ):
        group = keys[result.provenance.fingerprint, result.seed]
        values.setdefault(group, []).append([value_at(result, name, day) for name in names])
        sys.stderr.write(".")
    return {group: np.array(rows) for group, rows in values.items()}


def table(
    head: str,
    rows: Sequence[str],
    columns: dict[str, np.ndarray],
    cell: Callable[[np.ndarray], str],
) -> str:
    """Return a table with a column for each group; ``cell`` turns seeds into text."""
    lines = [f"| {head} | {' | '.join(columns)} |", "|---" * (1 + len(columns)) + "|"]
    for place, name in enumerate(rows):
        cells = " | ".join(cell(values[:, place]) for values in columns.values())
        lines.append(f"| `{name}` | {cells} |")
    return "\n".join(lines)


def spread(values: np.ndarray) -> str:
    """Return median and range."""
    return f"{np.nanmedian(values):.2f} ({np.nanmin(values):.2f} to {np.nanmax(values):.2f})"


def rises(values: np.ndarray) -> str:
    """Return median and the number of seeds with a rise."""
    return f"{np.median(values):.2f} ({(values > 0.0).sum()})"


def main() -> None:
    """Run everything and replace the parts of the page."""
    short = {"time.length_d": 8.0, "time.test_days": (0.0,)}  # no shorter: its plan ends there
    fresh = measured(
        [
            (
                label,
                one_day("practice_in_window", ("nothing",), {**short, **ON, "network.wear": wear}),
                "nothing",
                SEEDS,
            )
            for label, wear in (("even network (`network.wear` 0)", 0.0), ("worn network (1)", 1.0))
        ],
        FRESH,
        0.0,
    )
    replace_part("measures.md", "fresh", table("measure", FRESH, fresh, spread))

    preset = one_day("practice_in_window", ARMS, {"time.test_days": (30.0,), **ON})
    later = measured([(arm.label, preset, arm.id, SEEDS_LATER) for arm in preset.arm], LATER, 30.0)
    replace_part("measures.md", "later", table("measure", LATER, later, spread))

    names = [f"{step}_{um}um" for step in STEPS for um in LEVELS]
    blocks = measured(
        [
            (label, one_day("disinhibition", (arm,), {"network.wear": wear}), arm, SEEDS)
            for label, arm, wear in (
                ("worn", "both", 1.0),
                ("even", "both", 0.0),
                ("worn, inhibitory cells spared", "spare_inh", 1.0),
                ("worn, excitatory cells spared", "spare_exc", 1.0),
                ("worn, some receptors always open", "both_open", 1.0),
            )
        ],
        names,
        0.0,
    )
    lines = [f"| | {' | '.join(f'{um} uM' for um in LEVELS)} |", "|---" * 6 + "|"]
    for label, values in blocks.items():
        for place, step in enumerate(STEPS):
            cells = (rises(values[:, place * len(LEVELS) + n]) for n in range(len(LEVELS)))
            lines.append(f"| {label}: `{step}_*um` | {' | '.join(cells)} |")
    replace_part("measures.md", "blocks", "\n".join(lines))


if __name__ == "__main__":
    main()
