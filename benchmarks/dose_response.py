"""Write the dose-response tables of docs/measures.md: five controls, eight values each.

    python benchmarks/dose_response.py --seeds 600:620

Arm *Practice in the window* of `practice_in_window`, tested on day 30. About twenty minutes on two
cores.
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
from sim.scenario.names import setting_name

ARM, DAY = "in_window", 30.0
CONTROLS = {
    "dose.dose_mg_per_kg": (0.0, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5),
    "practice.start_d": (2.1, 3.0, 4.0, 5.0, 6.0, 8.0, 11.0, 17.0),
    "practice.repeats": (0, 1, 2, 3, 4, 6, 9, 12),
    "practice.days": (0, 1, 2, 3, 4, 5, 7, 10),
    "network.wear": (0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.1, 1.2),
}
MEASURES = ("answer.b", "answer.a", "uncued.b", "uncued.a", "path_log_ratio", "rate_exc_hz")


def levels(medians: np.ndarray, spreads: np.ndarray, n: int) -> int:
    """Return how many values of a curve differ clearly: by two standard errors from the last."""
    error = float(np.median(spreads)) * 1.25 / np.sqrt(n)
    apart = [float(np.sort(medians)[0])]
    for value in np.sort(medians):
        if value - apart[-1] > 2.0 * error:
            apart.append(float(value))
    return len(apart)


def falls(medians: np.ndarray, spreads: np.ndarray, n: int) -> float:
    """Return the largest step against the direction of a curve, in standard errors."""
    direction = np.sign(medians[-1] - medians[0]) or 1.0
    back = -direction * np.diff(medians)
    error = np.maximum(np.hypot(spreads[1:], spreads[:-1]) * 1.25 / np.sqrt(n), 1e-9)
    return float(max((back / error).max(), 0.0))


def main() -> None:
    """Run everything and replace the part of the page."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", default="600:620")
    seeds = range(*map(int, options.parse_args().seeds.split(":")))
    preset = sim.load("practice_in_window")
    arms = tuple(arm for arm in preset.arm if arm.id == ARM)
    alone = preset.model_copy(update={"expect": (), "arm": arms, "control": "", "first_look": ()})
    alone = alone.with_changes({"time.test_days": (DAY,)})
    tasks, keys = [], {}
    for path, values in CONTROLS.items():
        for value in values:
            variant = alone.with_changes({path: value})
            for seed in seeds:
                keys.setdefault(variant.fingerprint(ARM, seed), []).append((path, value, seed))
                tasks.append(Task(variant, ARM, seed))
    unique = {task.scenario.fingerprint(ARM, task.seed): task for task in tasks}
    by_value: dict = defaultdict(dict)
    for number, result in enumerate(run_many(list(unique.values()))):
        for path, value, seed in keys[result.provenance.fingerprint]:
            by_value[path, value][seed] = [value_at(result, name, DAY) for name in MEASURES]
        sys.stderr.write(f"\r{number + 1} of {len(unique)} ")
    lines = [
        f"Median over {len(seeds)} seeds ({seeds[0]} to {seeds[-1]}), in brackets the SD. "
        "*Levels*: values that lie two standard errors apart. *Back*: the largest step "
        "against the direction of the curve, in standard errors."
    ]
    for path, values in CONTROLS.items():
        table = np.array([[by_value[path, value][seed] for seed in seeds] for value in values])
        lines += [
            "",
            f"**{setting_name(preset, path)}** (`{path}`)",
            "",
            "| value | " + " | ".join(f"`{name}`" for name in MEASURES) + " |",
            "|---" * (len(MEASURES) + 1) + "|",
        ]
        medians, spreads = np.nanmedian(table, axis=1), np.nanstd(table, axis=1)
        for value, middle, spread in zip(values, medians, spreads):
            cells = (f"{m:.2f} ({s:.2f})" for m, s in zip(middle, spread))
            lines.append(f"| {value:g} | {' | '.join(cells)} |")
        ends = (
            f"{levels(m, s, len(seeds))}; {falls(m, s, len(seeds)):.1f}"
            for m, s in zip(medians.T, spreads.T)
        )
        lines.append(f"| levels; back | {' | '.join(ends)} |")
    replace_part("measures.md", "dose-response", "\n".join(lines))


if __name__ == "__main__":
    main()
