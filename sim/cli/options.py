"""Options that several commands share. No science is imported here: --help has to be quick."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Keep(StrEnum):
    """What is written of each run."""

    ALL = "all"
    SMALL = "small"


PresetName = Annotated[
    str, typer.Argument(metavar="PRESET", help="Id of a preset (see 'list'), or a .toml file.")
]
Changes = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        help="Change a value, such as practice.start_d=5. May be repeated.",
    ),
]
Arms = Annotated[
    list[str] | None,
    typer.Option("--arm", metavar="ID", help="Only this arm. May be repeated."),
]
Seeds = Annotated[
    str, typer.Option("--seeds", metavar="SEEDS", help="20 (that is 0 to 19), 100:120, or 1,5,9.")
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", min=1, max=1024, help="Runs at the same time; default: all cores."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]
Store = Annotated[
    Path | None,
    typer.Option(
        "--store",
        metavar="FOLDER",
        help="Folder of finished runs, such as --out of 'compare': read, then filled.",
    ),
]
KeepRuns = Annotated[
    Keep,
    typer.Option("--keep", help="'small' writes runs without spikes: at most 200 kB, not 4 MB."),
]
ClusterAddress = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        help="Run on the workers of a dask cluster, such as tcp://127.0.0.1:8786.",
    ),
]
