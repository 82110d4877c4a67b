"""Write tables of docs/model.md and README.md: the central result, what takes it away, and
what lies behind it.

    python benchmarks/ablations.py --seeds 0:20
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import sim
from benchmarks.pages import replace_part
from sim.measures import value_at
from sim.runs import Task, run_many

IN_WINDOW, DURING = "in_window", "during_drug"
ABLATIONS = (
    ("no NMDA receptors (`synapse.nmda_ratio` 0)", IN_WINDOW, {"synapse.nmda_ratio": 0.0}),
    ("no STDP (`stdp.rate` 0)", IN_WINDOW, {"stdp.rate": 0.0}),
    ("no capture (`consolidation.enabled` false)", IN_WINDOW, {"consolidation.enabled": False}),
    (
        "window does not speed learning (`window.learning_gain` 0)",
        IN_WINDOW,
        {"window.learning_gain": 0.0},
    ),
    (
        "window does not ease capture (`window.capture_gain` 0)",
        IN_WINDOW,
        {"window.capture_gain": 0.0},
    ),
    ("equal block on both cell types (`drug.selectivity` 1)", IN_WINDOW, {"drug.selectivity": 1.0}),
    ("a target for each cell (`homeostasis.pooling` 0)", IN_WINDOW, {"homeostasis.pooling": 0.0}),
    ("no scaling (`homeostasis.enabled` false)", IN_WINDOW, {"homeostasis.enabled": False}),
    (
        "the network does not settle (`settling.enabled` false)",
        IN_WINDOW,
        {"settling.enabled": False},
    ),
    ("no turnover of spines (`spines.enabled` false)", IN_WINDOW, {"spines.enabled": False}),
    ("spines come back weak (`spines.memory` 0)", IN_WINDOW, {"spines.memory": 0.0}),
    (
        "the drug does not hold learning back (`drug.learning_block` 0)",
        DURING,
        {"drug.learning_block": 0.0},
    ),
)
BEHIND = (
    "answer.b",
    "answer.a",
    "uncued.b",
    "uncued.a",
    "path_log_ratio",
    "occupancy.a",
    "rate_exc_hz",
)


def main() -> None:
    """Run everything and replace the two tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", default="0:20")
    seeds = range(*map(int, options.parse_args().seeds.split(":")))
    preset = sim.load("practice_in_window")
    tasks, rows = [], {}
    for label, arm, changes in ABLATIONS:
        variant = preset.with_changes(changes)
        rows |= {(variant.fingerprint(arm, seed), seed): (label, arm) for seed in seeds}
        tasks += [Task(variant, arm, seed) for seed in seeds]
    for arm in preset.arm:
        rows |= {(preset.fingerprint(arm.id, seed), seed): (arm.label, "") for seed in seeds}
        tasks += [Task(preset, arm.id, seed) for seed in seeds]
    shares, behind = defaultdict(list), defaultdict(list)
    for number, result in enumerate(run_many(tasks)):
        key = rows[result.provenance.fingerprint, result.seed]
        day = preset.time.test_days[-1]
        shares[key].append(value_at(result, "answer.b", day))
        behind[key].append([value_at(result, name, day) for name in BEHIND])
        sys.stderr.write(f"\r{number + 1} of {len(tasks)}")
    labels = {IN_WINDOW: "practice in the window", DURING: "practice during the drug"}
    lines = ["| change | arm | median | range |", "|---|---|---|---|"]
    for label, arm, _ in ABLATIONS:
        values = shares[label, arm]
        lines.append(
            f"| {label} | {labels[arm]} | {np.median(values):.2f} | "
            f"{min(values):.2f} to {max(values):.2f} |"
        )
    replace_part("model.md", "ablations", "\n".join(lines))
    lines = [
        "| arm | B with cue | A with cue | B without | A without | path log ratio | rest in "
        "A | excitatory rate (Hz) |",
        "|---" * 8 + "|",
    ]
    for arm in preset.arm:
        middle = np.median(behind[arm.label, ""], axis=0)
        lines.append(f"| {_name(arm.label)} | {' | '.join(f'{value:.2f}' for value in middle)} |")
    replace_part("model.md", "behind", "\n".join(lines))
    lines = ["| arm | median | quartiles | range |", "|---|---|---|---|"]
    for arm in preset.arm:
        values = shares[arm.label, ""]
        low, middle, high = np.percentile(values, (25, 50, 75))
        lines.append(
            f"| {_name(arm.label)} | {middle:.2f} | {low:.2f} to {high:.2f} | "
            f"{min(values):.2f} to {max(values):.2f} |"
        )
    replace_part("../README.md", "arms", "\n".join(lines))


def _name(label: str) -> str:
    """Return the name of an arm for the middle of a table."""
    return label[0].lower() + label[1:]


if __name__ == "__main__":
    main()
