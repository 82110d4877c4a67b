"""``list``, ``show`` and ``check``: what there is, before anything runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.exit_codes import BAD_INPUT
from sim.cli.options import AsJson, Changes, PresetName
from sim.errors import Problem, ScenarioError
from sim.phrases import plural

if TYPE_CHECKING:
    from sim.scenario import Scenario

ScenarioFile = Annotated[
    str, typer.Argument(metavar="FILE", help="A .toml file, or the id of a preset.")
]


def list_presets(as_json: AsJson = False) -> None:
    """List the presets: id, level, seconds to run, question."""
    from sim.cli.arguments import read_preset
    from sim.cli.output import say_json, table
    from sim.scenario import presets

    rows: list[dict[str, Any]] = []
    for preset in presets():
        row = {"id": preset, "level": "", "seconds": None, "question": "", "error": None}
        try:
            scenario = read_preset(preset)
        except ScenarioError as error:  # shown, not skipped: its author has to see it
            row["error"] = str(error)
        else:
            row |= {
                "level": scenario.level,
                "title": scenario.title,
                "question": scenario.question,
                "seconds": _seconds(scenario),
            }
        rows.append(row)
    if as_json:
        say_json(rows)
        return
    lines = [
        (
            row["id"],
            row["level"],
            "-" if row["seconds"] is None else f"{row['seconds']:.0f}",
            row["question"] if row["error"] is None else _first_mistake(row["error"]),
        )
        for row in rows
    ]
    typer.echo(table(("preset", "level", "seconds", "question"), lines))
    typer.echo("\nSeconds: one seed of every arm on one core, about.")


def _first_mistake(error: str) -> str:
    first, *others = error.splitlines()
    return f"has mistakes: {first}{f' (and {len(others)} more)' if others else ''}"


def show(preset: PresetName, set_: Changes = None, as_json: AsJson = False) -> None:
    """Show what a preset asks, does, expects, leaves out, and how it can be misread."""
    from sim.cli.arguments import read_preset
    from sim.cli.describe_scenario import as_data, as_text
    from sim.cli.output import say_json

    scenario = read_preset(preset, set_)
    if as_json:
        say_json(as_data(scenario))
    else:
        typer.echo(as_text(scenario))


def check(file: ScenarioFile, set_: Changes = None, as_json: AsJson = False) -> None:
    """Check a scenario file and name every mistake at once."""
    from dataclasses import asdict

    from sim.cli.output import say_json
    from sim.scenario.library import source_path

    scenario, problems = _all_mistakes(source_path(file), set_)
    n_arms = len(scenario.arm) if scenario is not None else None
    seconds = _seconds(scenario) if scenario is not None and not problems else None
    if as_json:
        say_json(
            {
                "fine": not problems,
                "problems": [asdict(problem) for problem in problems],
                "arms": n_arms,
                "seconds": seconds,
            }
        )
    elif problems:
        typer.echo("\n".join(str(problem) for problem in problems))
    else:
        typer.echo(f"fine: {plural(n_arms, 'arm')}, about {seconds:.0f} s for one seed of each")
    if problems:
        raise typer.Exit(BAD_INPUT)


def _seconds(scenario: Scenario) -> float:
    from sim.runs import seconds_of_run

    return round(sum(seconds_of_run(scenario, arm.id) for arm in scenario.arm), 1)


def _all_mistakes(
    path: Path, changes: list[str] | None
) -> tuple[Scenario | None, tuple[Problem, ...]]:
    """Return the scenario, if there is one, and every mistake in the order of the lines."""
    from sim.cli.arguments import changed
    from sim.scenario import load

    scenario, problems = None, []
    try:
        scenario = load(path)
        scenario = changed(scenario, changes)
    except ScenarioError as error:
        problems += error.problems
    problems += _mistakes_of_claims(path, scenario)
    problems.sort(
        key=lambda problem: int(line) if (line := problem.where.rpartition(":")[2]).isdigit() else 0
    )
    return scenario, tuple(problems)


def _mistakes_of_claims(path: Path, scenario: Scenario | None) -> Iterator[Problem]:
    """Yield the mistakes that only the list of measures and the test days can tell."""
    from sim.many import wrong_claims, wrong_measure
    from sim.scenario.tomlio import MAX_BYTES, parse_toml

    try:
        if path.stat().st_size > MAX_BYTES:
            return
        data, source = parse_toml(path.read_text(encoding="utf-8-sig"), name=path.name)
    except (OSError, UnicodeDecodeError, ScenarioError):
        return  # reported by the reader already
    if scenario is not None:
        findings = list(wrong_claims(scenario))
    else:
        listed = data.get("expect")
        claims = listed if isinstance(listed, tuple) else ()
        findings = [
            finding
            for number, claim in enumerate(claims)
            if isinstance(claim, dict)
            for finding in wrong_measure(("expect", number, "measure"), claim.get("measure"))
        ]
    yield from (source.problem(finding, data) for finding in findings)
