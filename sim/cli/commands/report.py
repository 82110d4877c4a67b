"""``report``: pictures, numbers and limits of a comparison as one file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from sim.cli.options import Arms, Changes, Jobs, PresetName, Seeds, Store

ReportFile = Annotated[
    Path, typer.Option("--out", metavar="FILE", help="Write the report here: .html, .docx or .md.")
]
PrintsAll = Annotated[
    bool, typer.Option("--all", help="Print all of it, not only the first pages.")
]


def report(
    preset: PresetName,
    out: ReportFile = Path("report.html"),
    seeds: Seeds = "20",
    jobs: Jobs = None,
    arm: Arms = None,
    set_: Changes = None,
    store: Store = None,
    prints_all: PrintsAll = False,
) -> None:
    """Write a report: figures, numbers, limits, citation; it opens without a network."""
    from sim.cli.arguments import parse_seeds, read_preset, refuse_wrong_claims
    from sim.cli.batches import stamped_runs
    from sim.cli.output import check_file_writable
    from sim.export.report_docx import report_docx
    from sim.export.report_file import report as report_of
    from sim.export.report_markdown import report_markdown
    from sim.files import write
    from sim.many import arm_list

    scenario = read_preset(preset, set_)
    refuse_wrong_claims(scenario)
    arms, chosen_seeds = arm_list(scenario, arm), parse_seeds(seeds)
    check_file_writable(out, (".html", ".htm", ".docx", ".md"))
    stamp, runs = stamped_runs(
        scenario, arms, chosen_seeds, changes=set_, preset=preset, jobs=jobs, folder=store
    )
    writers = {".docx": report_docx, ".md": report_markdown}
    make = writers.get(out.suffix.lower(), partial(report_of, prints_all=prints_all))
    write(out, make(stamp, scenario, runs))
    typer.echo(f"saved: {out}")
