"""Outputs: what a run yields, each declared once, with its unit and its words."""

from __future__ import annotations

from typing import NamedTuple


class Output(NamedTuple):
    """A number that an assay finds at a test, as tables and claims name it."""

    name: str
    unit: str
    label: str
    help: str
    group: str = "activity"  # as in `sim.measures.measure.GROUPS`
