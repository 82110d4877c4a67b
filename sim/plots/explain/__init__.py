"""Explanations of every kind of picture: what it is, what to notice, what to try, the maths."""

from __future__ import annotations

from sim.plots.explain.activity import ACTIVITY
from sim.plots.explain.explanation import Explanation
from sim.plots.explain.many import MANY
from sim.plots.explain.slow import SLOW
from sim.plots.explain.states import STATES

EXPLAIN: dict[str, Explanation] = {**ACTIVITY, **SLOW, **MANY, **STATES}

__all__ = ["EXPLAIN", "Explanation"]
