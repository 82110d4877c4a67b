"""``site``: the presets as a folder of web pages, for those who cannot install."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.options import Store

if TYPE_CHECKING:
    from sim.cli.batches import Running
    from sim.result import Result
    from sim.scenario import Scenario


def site(
    out: Annotated[
        Path, typer.Option("--out", metavar="FOLDER", help="Write the site into this folder.")
    ],
    only: Annotated[
        str, typer.Option("--only", metavar="PRESET,...", help="Only these presets.")
    ] = "",
    address: Annotated[
        str, typer.Option("--address", metavar="URL", help="Where the site will stand.")
    ] = "",
    compute: Annotated[
        bool, typer.Option("--compute", help="Run presets of which no runs ship: some minutes.")
    ] = False,
    store: Store = None,
) -> None:
    """Write web pages of the presets, from runs that ship: they need no server and no network."""
    from sim.cli.batches import batch
    from sim.runs import user_store
    from sim.site.build import write_site

    chosen = [name.strip() for name in only.split(",") if name.strip()]
    if compute:
        with batch(store or user_store()) as running:
            sizes = write_site(
                out,
                chosen,
                address=address,
                compute=lambda scenario: _first_look(scenario, running),
            )
    else:
        sizes = write_site(out, chosen, address=address)
    typer.echo(
        f"saved: {out / 'index.html'} and {len(sizes) - 1} more files, "
        f"{sum(sizes.values()) / 1e6:.1f} MB"
    )


def _first_look(scenario: Scenario, running: Running) -> Mapping[str, Sequence[Result]]:
    """Return as many runs of each arm of the first look as ship of others, the first to be played.

    Without their spikes the other runs take little room in the store.
    """
    from sim.runs import Task, run_many
    from sim.stored import N_SEEDS

    running.display.clear()
    typer.echo(f"runs of {scenario.id}", err=True)
    arms = scenario.first_arms()
    runs = {}
    for seeds, spikes in (((0,), True), (range(1, N_SEEDS), False)):
        tasks = [Task(scenario, arm, seed) for arm in arms for seed in seeds]
        for result in run_many(tasks, spikes=spikes, **running.options()):
            runs[result.arm, result.seed] = result
    return {arm: [runs[arm, seed] for seed in range(N_SEEDS)] for arm in arms}
