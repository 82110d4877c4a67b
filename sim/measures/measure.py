"""What a measure is: one number read from a result, with its unit and its words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sim.result import Result


@dataclass(frozen=True)
class Measure:
    """One number that a result holds, at every test or once for the whole run.

    Attributes
    ----------
    name : str
        As written in files and tables: ``answer.b``.
    unit : str
        As printed; empty means dimensionless.
    label : str
        A few words for an axis or a table.
    help : str
        What it is, in one sentence.
    of : callable
        (result, number of the test) -> value. A measure of the whole run ignores the number.
    per_test : bool
        Whether it has one value for each test; otherwise it has one for the run.
    """

    name: str
    unit: str
    label: str
    help: str
    of: Callable[[Result, int], float]
    per_test: bool = True
