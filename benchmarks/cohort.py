"""Write docs/cohort.md: virtual subjects on two workers, of which one is killed twice meanwhile.

    python -m benchmarks.cohort --subjects 2000 --out cohort/

Every arm of `virtual_subjects`, so twice as many runs; ``plasticity-lab compare virtual_subjects
--seeds 2000 --dry-run`` estimates their CPU time. A second start goes on from the folder, and kills
again.
"""

from __future__ import annotations

import argparse
import os
import resource
import signal
import time
from pathlib import Path
from textwrap import fill
from typing import NamedTuple

import numpy as np
import pandas as pd
from distributed import Client, LocalCluster
from matplotlib.figure import Figure

import sim
from benchmarks.pages import DOCS, replace_part
from sim.cli.arguments import read_preset
from sim.cli.progress import ProgressDisplay
from sim.many import compare_tasks, drawn_values, write_subjects
from sim.many.subjects import DRAWN
from sim.params import unit_of
from sim.phrases import listed, plural
from sim.runs import connected
from sim.scenario.names import setting_name

PRESET, MEASURE = "virtual_subjects", "responds"
FIRST_SEED = 10_000  # others than those on which the preset was made
N_KILLED = 2
N_GROUPS = 5  # of subjects, by a number of theirs, in the figure


class Share(NamedTuple):
    """A share of subjects, with its 95 % interval by Wilson."""

    share: float
    low: float
    high: float

    @classmethod
    def of(cls, responds: np.ndarray) -> Share:
        """Return that of zeros and ones; those without a value are left out."""
        known = responds[np.isfinite(responds)]
        n, z = max(known.size, 1), 1.959964
        share = float(known.mean()) if known.size else float("nan")
        middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
        half = z * np.sqrt(share * (1 - share) / n + (z / (2 * n)) ** 2) / (1 + z**2 / n)
        return cls(share, max(middle - half, 0.0), min(middle + half, 1.0))

    def __str__(self) -> str:
        return f"{self.share:.2f} ({self.low:.2f} to {self.high:.2f})"


def chance_of_more(values: np.ndarray, responds: np.ndarray) -> float:
    """Return how often a responder has the higher value than a non-responder, a tie being half.

    This is the area under the ROC curve: 0.5 where the value says nothing.
    """
    ranks = pd.Series(values).rank().to_numpy()
    n_yes = int(responds.sum())
    n_no = responds.size - n_yes
    if n_yes == 0 or n_no == 0:
        return float("nan")
    return (ranks[responds == 1].sum() - n_yes * (n_yes + 1) / 2) / (n_yes * n_no)


def with_interval(values: np.ndarray, responds: np.ndarray) -> str:
    """Return `chance_of_more` with the 95 % interval of 2 000 resampled cohorts, in words."""
    known = np.isfinite(responds)
    values, responds = values[known], responds[known]
    if np.ptp(responds) == 0.0:
        return "all respond" if responds[0] else "nobody responds"
    rng = np.random.default_rng(0)
    resampled = [
        chance_of_more(values[draw], responds[draw])
        for draw in rng.integers(values.size, size=(2000, values.size))
    ]
    low, high = np.nanpercentile(resampled, [2.5, 97.5])
    return f"{chance_of_more(values, responds):.2f} ({low:.2f} to {high:.2f})"


class Killer:
    """Shows progress, and kills a worker after a third and after two thirds of the runs."""

    def __init__(self, client: Client) -> None:
        self._client, self._display, self.n_killed = client, ProgressDisplay(), 0

    def __call__(self, progress: sim.runs.BatchProgress) -> None:
        self._display(progress)
        next_kill = (self.n_killed + 1) / (N_KILLED + 1) * progress.total_runs
        if self.n_killed < N_KILLED and progress.done_runs > next_kill:
            os.kill(next(iter(self._client.run(os.getpid).values())), signal.SIGKILL)
            self.n_killed += 1


def run_cohort(scenario: sim.Scenario, seeds: range, folder: Path) -> tuple[pd.DataFrame, str]:
    """Return the table of the cohort, and a sentence on how it was computed."""
    store, began_s = CountingStore(folder, spikes=False), time.perf_counter()
    store.check_model_version()
    n_stored = len(list(folder.glob("*.npz")))
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as workers,
        Client(workers) as client,
        connected(workers.scheduler_address) as cluster,
    ):
        killer = Killer(client)
        table = sim.compare(
            scenario,
            seeds=seeds,
            store=store,
            executor=cluster,
            on_progress=killer,
            file=folder / "summary.csv",
            measures=[MEASURE],
        )
    took_s = time.perf_counter() - began_s
    memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0  # kB on Linux
    paths = list(folder.glob("*.npz"))
    kb_per_run = sum(path.stat().st_size for path in paths) / len(paths) / 1000.0
    again_s = time.perf_counter()
    again = sim.compare(scenario, seeds=seeds, store=store, measures=[MEASURE])
    again_s = time.perf_counter() - again_s
    if not again.equals(table) or len(paths) - n_stored != store.n_written:
        raise SystemExit("a run was lost, was written twice, or has other numbers the second time")
    n_runs = len(table.drop_duplicates(["arm", "seed"]))
    return table, (
        f"{n_runs} runs, of which {store.n_written} were computed, on two workers in "
        f"{took_s / 60.0:.1f} minutes, with {plural(killer.n_killed, 'worker')} killed meanwhile. "
        "Nothing was lost and nothing written twice. The collecting process, with dask's scheduler "
        "in it, "
        f"took at most {memory_mb:.0f} MB of memory; a run takes {kb_per_run:.0f} kB on disk. "
        f"Made again from the files, the table is the same, at {n_runs / again_s:.0f} runs a "
        "second."
    )


class CountingStore(sim.ResultStore):
    """A folder of results that counts what is written into it."""

    n_written = 0

    def put(self, result: sim.Result) -> Path:
        self.n_written += 1
        return super().put(result)


def shares_table(scenario: sim.Scenario, table: pd.DataFrame) -> str:
    """Return the share of responders in each arm at each test, as a table of the page."""
    days = sorted(table.loc[table["value"].notna(), "day"].unique())
    lines = [
        "| arm | " + " | ".join(f"day {day:g}" for day in days) + " |",
        "|---" * (len(days) + 1) + "|",
    ]
    for arm, name in scenario.arm_names().items():
        of_arm = table[table["arm"] == arm]
        shares = [Share.of(of_arm.loc[of_arm["day"] == day, "value"].to_numpy()) for day in days]
        lines.append(f"| {name} | " + " | ".join(map(str, shares)) + " |")
    return "\n".join(lines)


def predictors_table(scenario: sim.Scenario, wide: pd.DataFrame) -> str:
    """Return what tells responders from the others, as a table of the page."""
    names = scenario.arm_names()
    lines = ["| number of the subject | " + " | ".join(names.values()) + " |"]
    lines.append("|---" * (len(names) + 1) + "|")
    for path in DRAWN:
        cells = [with_interval(wide[path].to_numpy(), wide[arm].to_numpy()) for arm in names]
        lines.append(f"| {setting_name(scenario, path)} (`{path}`) | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def write_figure(scenario: sim.Scenario, wide: pd.DataFrame, day: float, path: Path) -> None:
    """Draw the share of responders in groups of equal size, by each number of the subjects."""
    figure = Figure(figsize=(9.0, 3.6), layout="constrained")
    names = scenario.arm_names()
    for axes, drawn in zip(figure.subplots(1, len(DRAWN), sharey=True), DRAWN, strict=True):
        group = pd.qcut(wide[drawn], N_GROUPS, labels=False)
        members = [wide[group == number] for number in range(N_GROUPS)]
        middle_of_group = np.array([subjects[drawn].mean() for subjects in members])
        beside = 0.01 * np.ptp(middle_of_group)  # so that bars of two arms do not hide each other
        for arm, offset in zip(names, np.linspace(-beside, beside, len(names)), strict=True):
            shares = [Share.of(subjects[arm].to_numpy()) for subjects in members]
            share, low, high = np.array(shares).T
            reach = np.maximum([share - low, high - share], 0.0)
            axes.errorbar(
                middle_of_group + offset, share, reach, marker="o", capsize=3, label=names[arm]
            )
        table, name = drawn.split(".")
        unit = unit_of(type(getattr(scenario, table)).model_fields[name])
        label = f"{setting_name(scenario, drawn)}{f' ({unit})' if unit else ''}"
        axes.set(xlabel=fill(label, 32), ylim=(-0.03, 1.03))
    figure.axes[0].set_ylabel(f"share of responders, day {day:g}")
    figure.legend(
        *figure.axes[0].get_legend_handles_labels(),
        loc="outside upper center",
        ncols=len(names),
        frameon=False,
    )
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    """Run the cohort, and write the page and its figure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--subjects", type=int, default=2000)
    options.add_argument("--out", type=Path, required=True, help="folder of the runs")
    options.add_argument("--set", action="append", metavar="PATH=VALUE", help="change a value")
    arguments = options.parse_args()
    scenario = read_preset(PRESET, arguments.set)
    seeds = range(FIRST_SEED, FIRST_SEED + arguments.subjects)
    arguments.out.mkdir(parents=True, exist_ok=True)
    tasks = compare_tasks(scenario, arms=None, seeds=seeds)
    write_subjects(tasks, [{}] * len(tasks), arguments.out / "subjects.csv")
    table, computed = run_cohort(scenario, seeds, arguments.out)

    day = scenario.headline_day
    wide = table[table["day"] == day].pivot(index="seed", columns="arm", values="value")
    drawn = {seed: drawn_values(scenario, scenario.control, seed) for seed in seeds}
    wide = wide.join(pd.DataFrame.from_dict(drawn, orient="index"))
    write_figure(scenario, wide, day, DOCS / "cohort.svg")
    replace_part("cohort.md", "shares", shares_table(scenario, table))
    replace_part("cohort.md", "predictors", predictors_table(scenario, wide))
    subjects = f"{len(seeds)} subjects, seeds {seeds[0]} to {seeds[-1]}"
    changes = f", with {listed(arguments.set)}" if arguments.set else ""
    replace_part("cohort.md", "computed", f"{subjects}{changes}: {computed}")


if __name__ == "__main__":
    main()
