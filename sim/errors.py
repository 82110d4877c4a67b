"""Errors a teacher can act on: where, what was found, what is allowed, a suggestion."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class SimError(Exception):
    """Base of every error that this package raises on purpose."""


@dataclass(frozen=True)
class Problem:
    """One mistake in a scenario, a flag or a link.

    Attributes
    ----------
    where : str
        File and line (``my.toml:12``), a flag (``--set``) or ``link``.
    path : str
        Dotted path of the value, for example ``stdp.tau_pre_ms``; may be empty.
    found : str
        Value or text at that place.
    allowed : str
        Values that may stand there, with their unit.
    suggestion : str or None
        The nearest thing that would work.
    """

    where: str
    path: str
    found: str
    allowed: str
    suggestion: str | None = None

    def __str__(self) -> str:
        place = ": ".join(part for part in (self.where, self.path) if part)
        text = f"{place}: found {self.found}; allowed: {self.allowed}"
        return f"{text}; did you mean {self.suggestion}?" if self.suggestion else text


class ScenarioError(SimError):
    """One or more mistakes in a scenario, all reported together.

    Parameters
    ----------
    problems : iterable of Problem
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class ResultError(SimError):
    """A result file that cannot be read or written, with the reason and the remedy."""


class ClusterError(SimError):
    """Workers elsewhere that cannot be reached or used, with the reason and the remedy."""


class Cancelled(SimError):
    """The run was stopped by its user; nothing was stored."""


class DivergedError(SimError):
    """The network left every sensible range (numbers became infinite)."""
