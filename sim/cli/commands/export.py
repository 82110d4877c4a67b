"""``export``: everything that can be taken home from the runs of a preset."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.exit_codes import BAD_INPUT
from sim.cli.options import Arms, Changes, Jobs, PresetName, Seeds, Store
from sim.errors import Problem, ScenarioError, SimError

if TYPE_CHECKING:
    from sim.export.entry import Export
    from sim.export.stamp import Arms as Runs
    from sim.export.stamp import Stamp
    from sim.scenario import Scenario

ExportFolder = Annotated[
    Path, typer.Option("--out", metavar="FOLDER", help="Write the files into this folder.")
]
Only = Annotated[
    str | None,
    typer.Option(
        "--only",
        metavar="ID,...",
        help="Only these: report, replay, notebook, scenario, measures_csv, "
        "measures_json, results_json, picture_png, picture_svg, bundle.",
    ),
]


def export(
    preset: PresetName,
    out: ExportFolder,
    seeds: Seeds = "5",
    jobs: Jobs = None,
    arm: Arms = None,
    only: Only = None,
    set_: Changes = None,
    store: Store = None,
) -> None:
    """Run a preset and write its files: pictures, tables, notebook, report, replay, zip."""
    from sim.cli.arguments import parse_seeds, read_preset, refuse_wrong_claims
    from sim.cli.batches import stamped_runs
    from sim.files import check_folder
    from sim.many import arm_list

    files = chosen_exports(only)
    scenario = read_preset(preset, set_)
    refuse_wrong_claims(scenario)
    arms, chosen_seeds = arm_list(scenario, arm), parse_seeds(seeds)
    check_folder(out)
    stamp, runs = stamped_runs(
        scenario, arms, chosen_seeds, changes=set_, preset=preset, jobs=jobs, folder=store
    )
    if not _write(files, out, stamp, scenario, runs):
        raise typer.Exit(BAD_INPUT)


def chosen_exports(only: str | None) -> tuple[Export, ...]:
    """Return the exports that ``report,scenario`` names, all of them without a text.

    Raises
    ------
    ScenarioError
        With every name that is none of theirs.
    """
    from sim.export.catalogue import EXPORTS
    from sim.phrases import suggest

    if only is None:
        return EXPORTS
    by_id = {export.id: export for export in EXPORTS}
    ids = [part.strip() for part in only.split(",") if part.strip()]
    problems = [
        Problem("--only", "", f"'{id[:60]}'", f"one of: {', '.join(by_id)}", suggest(id, by_id))
        for id in ids or [""]
        if id not in by_id
    ]
    if problems:
        raise ScenarioError(problems)
    return tuple(by_id[id] for id in dict.fromkeys(ids))


def _write(
    files: tuple[Export, ...], out: Path, stamp: Stamp, scenario: Scenario, runs: Runs
) -> bool:
    """Write the files that these runs allow, name the others; return whether all were written."""
    from sim.files import write

    is_complete = True
    for file in files:
        try:
            content = file.build(stamp, scenario, runs)
        except SimError as error:  # such as a replay of networks of different sizes
            typer.echo(f"{file.id}: {error}", err=True)
            is_complete = False
            continue
        path = out / file.name(stamp)
        write(path, content)
        typer.echo(f"saved: {path}")
    return is_complete
