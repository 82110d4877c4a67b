"""Measures that assays find: missing at tests where the assay is off."""

from __future__ import annotations

from sim.assays import OUTPUTS
from sim.measures.measure import from_output

ASSAYED = tuple(from_output(output) for output in OUTPUTS)
