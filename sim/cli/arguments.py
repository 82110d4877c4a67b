"""Texts of a command line read: scenarios, changed values, seeds, values to vary."""

from __future__ import annotations

import re
from typing import Any

from sim.errors import Problem, ScenarioError
from sim.many import MAX_SEEDS
from sim.scenario import Scenario, load, parse_assignment
from sim.scenario.library import source_path


def read_preset(preset: str, changes: list[str] | None = None) -> Scenario:
    """Return a scenario with the values of ``--set``.

    Raises
    ------
    ScenarioError
        With every mistake of the file, or else every mistake of the changes.
    """
    return changed(load(source_path(preset)), changes)


def changed(scenario: Scenario, changes: list[str] | None) -> Scenario:
    """Return a scenario with the values of ``--set``; raises `ScenarioError`."""
    values, problems = {}, []
    for text in changes or ():
        try:
            path, value = parse_assignment(text)
        except ScenarioError as error:
            problems += error.problems
        else:
            values[path] = value
    try:
        scenario = scenario.with_changes(values, where="--set") if values else scenario
    except ScenarioError as error:
        problems += error.problems
    if problems:
        raise ScenarioError(problems)
    return scenario


def parse_seeds(text: str) -> tuple[int, ...]:
    """Return the seeds that ``20``, ``100:120`` or ``1,5,9`` stands for.

    Raises
    ------
    ScenarioError
        If the text is none of these, or stands for no seed or for too many.
    """
    allowed = f"1 to {MAX_SEEDS} seeds, each once: 20 (0 to 19), 100:120, or 1,5,9"
    problem = ScenarioError([Problem("--seeds", "", f"'{text[:60]}'", allowed)])
    if not re.fullmatch(r"\d{1,15}|\d{1,15}:\d{1,15}|\d{1,15}(,\d{1,15})+,?", text, re.ASCII):
        raise problem
    if "," in text:
        seeds = [int(part) for part in text.split(",") if part]
    else:
        first, _, end = text.rpartition(":")
        seeds = range(int(first or 0), int(end))
    if not 0 < len(seeds) <= MAX_SEEDS or len(set(seeds)) < len(seeds):
        raise problem
    return tuple(seeds)


def only_arm(scenario: Scenario, arm: str | None) -> str:
    """Return an arm's id, checked; without one, that of the only arm there is.

    Raises
    ------
    ScenarioError
        If there is no such arm, or none is named and there are several.
    """
    known = [each.id for each in scenario.arm]
    if arm is None and len(known) == 1:
        return known[0]
    if arm is None:
        raise ScenarioError([Problem("--arm", "", "nothing", f"one of: {', '.join(known)}")])
    scenario.for_arm(arm)
    return arm


def parse_vary(texts: list[str]) -> dict[str, tuple[Any, ...]]:
    """Return the paths and values of ``--vary practice.start_d=3,5,17``; lists in brackets.

    Raises
    ------
    ScenarioError
        With every mistake.
    """
    varied: dict[str, tuple[Any, ...]] = {}
    problems: list[Problem] = []
    for text in texts:
        path, equals, values = text.partition("=")
        # Commas part the values, except inside a list such as time.test_days=[0.0, 2.0],[0.0]
        parts = re.findall(r"\[[^\]]*\]|[^,\[\]]+", values) or [values]
        try:
            parsed = [parse_assignment(f"{path}{equals}{part}", where="--vary") for part in parts]
        except ScenarioError as error:
            problems += error.problems
        else:
            if parsed[0][0] in varied:
                allowed = "each path once, its values parted by commas"
                problems.append(Problem("--vary", parsed[0][0], "a second time", allowed))
            varied[parsed[0][0]] = tuple(value for _, value in parsed)
    if problems:
        raise ScenarioError(problems)
    return varied


def refuse_wrong_claims(scenario: Scenario) -> None:
    """Raise `ScenarioError` if a claim or the headline names a measure or day that is not there."""
    from sim.many import wrong_claims
    from sim.scenario.build import Source

    data = scenario.model_dump(by_alias=True)
    problems = [Source(scenario.id).problem(finding, data) for finding in wrong_claims(scenario)]
    if problems:
        raise ScenarioError(problems)
