"""The command ``plasticity-lab``. Only this package uses typer; commands import what they need."""

from __future__ import annotations


def main() -> None:
    """Run the command line and end the process with its exit code."""
    from sim.cli.root import run_commands

    run_commands()
