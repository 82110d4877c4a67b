"""Measures that assays find: missing at tests where the assay is off."""

from __future__ import annotations

from functools import partial

from sim.assays import OUTPUTS
from sim.measures.measure import Measure, probe_value

ASSAYED = tuple(
    Measure(one.name, one.unit, one.label, one.help, one.group, partial(probe_value, name=one.name))
    for one in OUTPUTS
)
