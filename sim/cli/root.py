"""The list of commands, and how the process ends."""

from __future__ import annotations

from typing import Annotated

import typer

from sim.cli.commands.app import app as app_command
from sim.cli.commands.bench import bench
from sim.cli.commands.cards import cards
from sim.cli.commands.classroom import classroom
from sim.cli.commands.export import export
from sim.cli.commands.outputs import outputs
from sim.cli.commands.parameters import parameters
from sim.cli.commands.replay import replay
from sim.cli.commands.report import report
from sim.cli.commands.run import compare, run, sweep
from sim.cli.commands.scenarios import check, list_presets, show
from sim.cli.commands.site import site
from sim.cli.commands.sources import sources
from sim.cli.commands.teach import teach
from sim.cli.commands.verify import verify
from sim.cli.exit_codes import EXIT_CODES, CommandGroup
from sim.cli.streams import Ending, make_usable

ABOUT = """
Plasticity Lab: a toy spiking network that shows rigid and flexible connectivity. It illustrates;
it does not predict what any drug or therapy does for a person.
"""

commands = typer.Typer(
    name="plasticity-lab",
    cls=CommandGroup,
    help=ABOUT,
    epilog=EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    # Plain text: it can be read aloud, piped and pasted.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for name, function in (
    ("app", app_command),
    ("class", classroom),
    ("list", list_presets),
    ("show", show),
    ("cards", cards),
    ("sources", sources),
    ("parameters", parameters),
    ("outputs", outputs),
    ("check", check),
    ("run", run),
    ("compare", compare),
    ("sweep", sweep),
    ("verify", verify),
    ("report", report),
    ("replay", replay),
    ("export", export),
    ("site", site),
    ("teach", teach),
    ("bench", bench),
):
    commands.command(name)(function)


def _say_version(is_wanted: bool) -> None:
    if is_wanted:
        from sim.result import package_version

        typer.echo(package_version())
        raise typer.Exit


@commands.callback()
def _every_command(
    version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Show version.")
    ] = False,
) -> None:
    pass


def run_commands() -> None:
    """Run the command line and end the process with its exit code."""
    make_usable()
    with Ending():
        commands(prog_name="plasticity-lab")
