"""From plain data to a scenario, or to one error with every mistake and its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from sim.errors import Problem, ScenarioError
from sim.params import Params
from sim.scenario.findings import Finding, translate
from sim.scenario.plain_data import Loc, freeze
from sim.scenario.relations import relations

S = TypeVar("S", bound=Params)

MAX_PROBLEMS = 100  # nobody mends more at once, and each costs a search for the nearest name


@dataclass(frozen=True)
class Source:
    """Where data came from: its name and, for a file, the line of each location.

    Attributes
    ----------
    name : str
        File name, ``--set``, ``link`` ...
    lines : mapping of Loc to int
        Line numbers from 1; empty when there are no lines.
    """

    name: str
    lines: Mapping[Loc, int] = field(default_factory=dict)

    def line(self, loc: Loc) -> int:
        """Return the line of a location, or of the nearest part around it; 1 at the top."""
        while loc and loc not in self.lines:
            loc = loc[:-1]
        return self.lines.get(loc, 1)

    def problem(self, finding: Finding, data: Mapping[str, Any]) -> Problem:
        """Return a finding as a `Problem` with its place and its dotted path."""
        where = f"{self.name}:{self.line(finding.loc)}" if self.lines else self.name
        return Problem(where, dotted(finding.loc, data), *finding[1:])


def dotted(loc: Loc, data: Mapping[str, Any]) -> str:
    """Return a location as people write it: blocks by name, or counted from 1 without a name."""
    words: list[str] = []
    for position, step in enumerate(loc):
        if isinstance(step, str):
            words.append(step)
        elif position == 1:
            block = data[loc[0]][step]
            key = {"intervention": "name", "arm": "id"}.get(str(loc[0]), "")
            name = block.get(key) if isinstance(block, dict) else None
            if not isinstance(name, str):
                words[-1] += f"[{step + 1}]"
            elif loc[0] == "intervention":
                words = [name[:60]]
            else:
                words.append(name[:60])
        else:
            words[-1] += f"[{step + 1}]"
    return ".".join(words)


@cache
def _validator(cls: type[Params], name: str) -> TypeAdapter:
    """Return the validator of one field of a scenario class, bounds included."""
    return TypeAdapter(cls.model_fields[name].rebuild_annotation())


def revised(scenario: S, parts: Mapping[str, Any]) -> S | None:
    """Return a scenario with some parts replaced, or None if these do not fit.

    Only the replaced parts are validated, and then the relations between all parts; `build` says
    why something does not fit.

    Parameters
    ----------
    scenario : Scenario
    parts : mapping of str to plain data
        Fields of the scenario: tables, lists of blocks, texts.
    """
    cls = type(scenario)
    try:
        fields = {
            name: _validator(cls, name).validate_python(data, strict=True)
            for name, data in parts.items()
        }
    except ValidationError:
        return None
    changed = scenario.model_copy(update=fields)
    mistake = next(relations(cls, changed.model_dump(by_alias=True)), None)
    return changed if mistake is None else None


def build(cls: type[S], data: Mapping[str, Any], source: Source, extra: Iterable = ()) -> S:
    """Return the scenario that ``data`` describe.

    Parameters
    ----------
    cls : type
        The scenario class.
    data : mapping
        Plain data; types are taken strictly (no text for numbers, no booleans for numbers).
    source : Source
        Names the place of a mistake.
    extra : iterable of Finding
        Mistakes found before, reported together with those found here.

    Raises
    ------
    ScenarioError
        With every mistake (up to `MAX_PROBLEMS` of a kind), in the order of the lines.
    """
    data = freeze(data)
    findings: list[Finding] = list(extra)
    try:
        scenario = cls.model_validate(data, strict=True)
        if not findings:
            return scenario
    except ValidationError as errors:
        listed = errors.errors(include_url=False)[:MAX_PROBLEMS]
        findings += [translate(cls, error) for error in listed]
    except ScenarioError:
        pass  # only relations are wrong; they are found again below, with their places
    seen = {finding.loc for finding in findings}
    between = islice(relations(cls, data), MAX_PROBLEMS)
    findings += [finding for finding in between if finding.loc not in seen]
    findings.sort(key=lambda finding: source.line(finding.loc))
    raise ScenarioError(source.problem(finding, data) for finding in dict.fromkeys(findings))
