"""A stand-in for the engine's `Run`, around a function that simulates one run by itself."""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace

import numpy as np

from sim.runs import Pool


class Alone:
    """One run that shares no past with another.

    Parameters
    ----------
    simulate : callable
        Takes a scenario and ``arm``, ``seed``, ``on_progress``, ``stop`` as `sim.run` does.
    """

    plan = SimpleNamespace(t_d=np.zeros(1))

    def __init__(self, simulate, scenario, arm, seed, stop):
        self.to_end = lambda on_progress: simulate(
            scenario, arm=arm, seed=seed, on_progress=on_progress, stop=stop
        )

    def parts_at(self, _scenario, _arm):
        return 0

    def go_on(self, until, _on_progress):
        assert until == 0


def pool_of(workers, simulate, **options):
    """Return a pool whose runs a function simulates."""
    return Pool(workers, new_run=partial(Alone, simulate), **options)
