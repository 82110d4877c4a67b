r"""The conditions that interventions make at one moment, added up from all that act.

Each field has a neutral value. Shares of a block combine as independent ones do, factors are
multiplied, hazards and currents are added::

    block = 1 - (1 - block_1) (1 - block_2) ...

Who acts is combined in the order of names, so the order in a file changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from typing import NamedTuple

# Shares of a whole, factors and things to add; see `combine`.
_SHARES = ("ampa_block", "bdnf_block", "synthesis_block", "bdnf", "window")
_FACTORS = ("spine_birth",)


class Current(NamedTuple):
    """A steady current into cells of one group."""

    group: str  # one of `sim.model.network.GROUPS`
    first: float  # the cells between these shares of the group
    last: float
    current_pa: float
    quiet_only: bool = False  # only while no cue is shown and nobody teaches


class Silent(NamedTuple):
    """Cells between two shares of a group that cannot fire: they are not there yet."""

    group: str
    first: float
    last: float


class Conditions(NamedTuple):
    """All that acts at one moment; `NEUTRAL` is an undisturbed world."""

    ampa_block: float = 0.0  # share of AMPA receptors
    bdnf_block: float = 0.0  # share of the BDNF-like signal
    synthesis_block: float = 0.0  # share of protein synthesis
    bdnf: float = 0.0  # BDNF-like signal that comes from elsewhere than a surge, 0 to 1
    window: float = 0.0  # window held open by something else than the drug, 0 to 1
    spine_birth: float = 1.0  # factor on the birth of spines
    unused_loss_per_d: float = 0.0  # loss of spines on cells that are little used, see spines
    currents: tuple[Current, ...] = ()
    silent: tuple[Silent, ...] = ()


NEUTRAL = Conditions()


def combine(parts: Iterable[Conditions]) -> Conditions:
    """Return what several sets of conditions come to together."""
    return reduce(_both, (part for part in parts if part != NEUTRAL), NEUTRAL)


def _both(first: Conditions, second: Conditions) -> Conditions:
    values: dict[str, object] = {}
    for name, a, b in zip(Conditions._fields, first, second):
        if name in _SHARES:
            values[name] = 1.0 - (1.0 - a) * (1.0 - b)
        else:
            values[name] = a * b if name in _FACTORS else a + b
    return Conditions(**values)
