"""``run``, ``compare`` and ``sweep``: runs, their numbers and their files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.options import (
    Arms,
    AsJson,
    Changes,
    ClusterAddress,
    Jobs,
    Keep,
    KeepRuns,
    PresetName,
    Seeds,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sim.runs import Task

_TABLE, _SUBJECTS = "summary.csv", "subjects.csv"

OutFile = Annotated[
    Path | None, typer.Option("--out", metavar="FILE.npz", help="Save the result here.")
]
OutFolder = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FOLDER",
        help="Save summary.csv and every result here; the same command goes on from it.",
    ),
]
MeasureName = Annotated[
    str | None,
    typer.Option(
        "--measure", metavar="NAME", help="Measure that is printed; default: that of the preset."
    ),
]
Day = Annotated[
    float | None,
    typer.Option(
        "--day",
        help="Test day that is printed; default: that of the preset's measure, of others the last.",
    ),
]
DryRun = Annotated[
    bool,
    typer.Option("--dry-run", help="Say how many runs, how much CPU time and disk, and stop."),
]
Vary = Annotated[
    list[str],
    typer.Option(
        "--vary",
        metavar="PATH=V1,V2,...",
        help="Values to go through, such as practice.start_d=3,5,17. May be repeated.",
    ),
]


def run(
    preset: PresetName,
    arm: Annotated[str | None, typer.Option("--arm", metavar="ID", help="Arm to run.")] = None,
    seed: Annotated[
        int, typer.Option("--seed", min=0, help="Seed of the random numbers of this run.")
    ] = 0,
    set_: Changes = None,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """Run one arm once and say what came out."""
    from sim.cli.arguments import only_arm, read_preset
    from sim.cli.batches import one_result
    from sim.cli.describe_results import result_data, result_text
    from sim.cli.output import check_file_writable, say_json
    from sim.cli.without_effect import say_changes_without_effect

    scenario = read_preset(preset, set_)
    chosen = only_arm(scenario, arm)
    say_changes_without_effect(preset, set_, [chosen])
    if out is not None:
        check_file_writable(out, (".npz",))
    result = one_result(scenario, chosen, seed)
    saved = None if out is None else str(result.save(out))
    if as_json:
        say_json(result_data(result) | {"out": saved})
    else:
        typer.echo(result_text(result))
        if saved is not None:
            typer.echo(f"saved: {saved}")


def compare(
    preset: PresetName,
    seeds: Seeds = "20",
    jobs: Jobs = None,
    arm: Arms = None,
    measure: MeasureName = None,
    day: Day = None,
    set_: Changes = None,
    out: OutFolder = None,
    keep: KeepRuns = Keep.ALL,
    cluster: ClusterAddress = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Run every arm over the same seeds and compare them."""
    from sim.cli.arguments import parse_seeds, read_preset
    from sim.cli.batches import batch
    from sim.cli.describe_results import comparison_data, comparison_text, measure_to_show
    from sim.cli.output import say_json
    from sim.cli.without_effect import say_changes_without_effect
    from sim.many import arm_list, compare_tasks
    from sim.many import compare as compare_arms

    scenario = read_preset(preset, set_)
    chosen_seeds = parse_seeds(seeds)
    measure, shown_d = measure_to_show(scenario, measure, day)
    arms = arm_list(scenario, arm)  # before the code is prepared, so that a slip costs no time
    say_changes_without_effect(preset, set_, arms)
    tasks = compare_tasks(scenario, arms=arms, seeds=chosen_seeds)
    if dry_run:
        _say_extent(tasks, keep)
        return
    with batch(out, keep=keep, cluster=cluster) as running:
        _keep_subjects(tasks, [{}] * len(tasks), out)
        table = compare_arms(
            scenario,
            arms=arms,
            seeds=chosen_seeds,
            jobs=jobs,
            **running.options(),
            file=None if out is None else out / _TABLE,
            measures=(measure, "fused"),
        )
    data = comparison_data(scenario, table, measure, shown_d)
    if as_json:
        say_json(data | {"out": None if out is None else str(out)})
    else:
        typer.echo(comparison_text(data))
        _say_kept(out)


def sweep(
    preset: PresetName,
    vary: Vary,
    seeds: Seeds = "10",
    jobs: Jobs = None,
    arm: Arms = None,
    measure: MeasureName = None,
    day: Day = None,
    set_: Changes = None,
    out: OutFolder = None,
    keep: KeepRuns = Keep.ALL,
    cluster: ClusterAddress = None,
    dry_run: DryRun = False,
) -> None:
    """Run a preset for every combination of some values."""
    from sim.cli.arguments import parse_seeds, parse_vary, read_preset
    from sim.cli.batches import batch
    from sim.cli.describe_results import measure_to_show, sweep_text
    from sim.many import sweep as sweep_values
    from sim.many import sweep_tasks

    scenario = read_preset(preset, set_)
    chosen_seeds, values = parse_seeds(seeds), parse_vary(vary)
    tasks, points = sweep_tasks(scenario, vary=values, arms=arm, seeds=chosen_seeds)
    measure, shown_d = measure_to_show(tasks[0].scenario, measure, day)
    if dry_run:
        _say_extent(tasks, keep)
        return
    with batch(out, keep=keep, cluster=cluster) as running:
        _keep_subjects(tasks, points, out)
        table = sweep_values(
            scenario,
            vary=values,
            arms=arm,
            seeds=chosen_seeds,
            jobs=jobs,
            **running.options(),
            file=None if out is None else out / _TABLE,
            measures=(measure, "fused"),
        )
    typer.echo(sweep_text(scenario, table, list(values), measure, shown_d))
    _say_kept(out)


def _keep_subjects(
    tasks: Sequence[Task], points: Sequence[Mapping[str, Any]], folder: Path | None
) -> None:
    """Write who the virtual subjects are into the folder of the runs, if they differ."""
    from sim.many import write_subjects

    if folder is not None:
        write_subjects(tasks, points, folder / _SUBJECTS)


def _say_extent(tasks: Sequence[Task], keep: Keep) -> None:
    """Print how many runs there are, and what they will take."""
    from sim.cli.describe_extent import extent_text

    typer.echo(extent_text(tasks, spikes=keep is Keep.ALL))


def _say_kept(folder: Path | None) -> None:
    if folder is not None:
        typer.echo(f"saved: {folder / _TABLE} and one .npz for each run")
