"""``replay``: one run of some arms as an HTML file that plays them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.options import Arms, Changes, Jobs, PresetName, Store

ReplayFile = Annotated[
    Path, typer.Option("--out", metavar="FILE.html", help="Write the replay here.")
]


def replay(
    preset: PresetName,
    out: ReplayFile = Path("replay.html"),
    seed: Annotated[
        int, typer.Option("--seed", min=0, help="Seed of the random numbers of the runs.")
    ] = 0,
    arm: Arms = None,
    jobs: Jobs = None,
    set_: Changes = None,
    store: Store = None,
) -> None:
    """Write a page that plays arms side by side, by default those of the first look, offline."""
    from sim.cli.arguments import read_preset, refuse_wrong_claims
    from sim.cli.batches import stamped_runs
    from sim.cli.output import check_file_writable
    from sim.errors import Problem, ScenarioError
    from sim.export.replay_file import replay as replay_of
    from sim.files import write
    from sim.many import arm_list
    from sim.plots.player.replay import MOST_ARMS

    scenario = read_preset(preset, set_)
    refuse_wrong_claims(scenario)
    arms = arm_list(scenario, arm or scenario.first_arms())
    if len(arms) > MOST_ARMS:
        raise ScenarioError([Problem("--arm", "", f"{len(arms)} arms", f"at most {MOST_ARMS}")])
    check_file_writable(out, (".html", ".htm"))
    stamp, runs = stamped_runs(
        scenario, arms, (seed,), changes=set_, preset=preset, jobs=jobs, folder=store
    )
    write(out, replay_of(stamp, scenario, runs))
    typer.echo(f"saved: {out}")
