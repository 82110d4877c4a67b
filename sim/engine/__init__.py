"""The engine: carries an arm of a scenario to a result."""

from __future__ import annotations

from sim.engine.loop import Progress, Run, run

__all__ = ["Progress", "Run", "run"]
