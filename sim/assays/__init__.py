"""Assays: protocols that ask the network more than a test does. One assay, one file.

Each is off unless a scenario switches it on; it is then made at every test, on the network as it
is, and leaves no trace in it. A file has a ``TABLE`` (its name in a scenario), a table of
parameters, ``OUTPUTS`` and ``run``. `sim.assays.structure` is not one of them: it reads the weights
and is part of every test.
"""

from __future__ import annotations

from sim.assays import balance, basin, challenge, kick, leaving, pairing, reversal, waking
from sim.model.episode import Acute
from sim.model.world import World, writes
from sim.outputs import Output

ASSAYS = (kick, basin, reversal, challenge, pairing, balance, waking, leaving)
OUTPUTS: tuple[Output, ...] = tuple(output for assay in ASSAYS for output in assay.OUTPUTS)


@writes()
def run_assays(world: World, *, step: int, acute: Acute, learning: float) -> dict[str, float]:
    """Return what the assays of the scenario find at a calendar step, by name."""
    values: dict[str, float] = {}
    for assay in ASSAYS:
        params = getattr(world.scenario, assay.TABLE)
        if params.enabled:
            values |= assay.run(world, params, step=step, acute=acute, learning=learning)
    return values
