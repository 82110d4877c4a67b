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
    seed: Annotated[int, typer.Option("--seed", min=0, help="Luck of the runs.")] = 0,
    arm: Arms = None,
    jobs: Jobs = None,
    set_: Changes = None,
    store: Store = None,
) -> None:
    """Write a page that plays arms side by side, by default those of the first look, offline."""
    from sim.cli.arguments import read_preset, refuse_wrong_claims
    from sim.cli.batches import batch, results_of
    from sim.cli.output import check_file_writable
    from sim.cli.without_effect import say_idle_changes
    from sim.errors import Problem, ScenarioError
    from sim.export import stamp_of
    from sim.export.replay_file import replay as replay_of
    from sim.files import write
    from sim.many import arm_list
    from sim.plots.player.replay import MOST_ARMS
    from sim.scenario import parse_assignment

    scenario = read_preset(preset, set_)
    refuse_wrong_claims(scenario)
    chosen = arm_list(scenario, arm or scenario.first_arms())
    if len(chosen) > MOST_ARMS:
        raise ScenarioError([Problem("--arm", "", f"{len(chosen)} arms", f"at most {MOST_ARMS}")])
    say_idle_changes(preset, set_, chosen)
    check_file_writable(out, (".html", ".htm"))
    with batch(store) as (kept, display):
        found = {
            one.arm: one
            for one in results_of(scenario, chosen, (seed,), jobs=jobs, store=kept, display=display)
        }
    names = scenario.arm_names()
    runs = {names[id]: [found[id]] for id in chosen}
    stamp = stamp_of(scenario, runs, map(parse_assignment, set_ or ()))
    write(out, replay_of(stamp, scenario, runs))
    typer.echo(f"saved: {out}")
