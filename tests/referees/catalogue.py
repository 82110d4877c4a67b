"""All cases: what each claims, what it needs to run, and whether it takes more than 3 s."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import NamedTuple

from .cases import cells, default, inhibition, networks, pairs, song, spikes, triplets
from .rows import Row


class Case(NamedTuple):
    """A claim and the function that measures it."""

    topic: str
    claim: str
    measure: Callable[[], list[Row]]
    needs: str = ""  # brian2 or nest; nothing for formulas and recorded numbers
    slow: bool = False

    def missing(self) -> bool:
        """Return whether what the case needs is not installed."""
        return bool(self.needs) and find_spec(self.needs) is None


CELLS, SPIKES = "One cell", "Spike for spike"
RATES, PAIRS, STEADY = "Rates of networks", "One synapse", "Where learning leads"

CASES = (
    Case(CELLS, "the firing curve is its formula", cells.firing_curve),
    Case(CELLS, "the firing curve is that of NEST", cells.firing_curve_of_nest, "nest"),
    Case(CELLS, "synaptic potentials are as recorded from NEST", cells.potentials),
    Case(CELLS, "synaptic potentials are those of NEST", cells.potentials_of_nest, "nest"),
    Case(CELLS, "NMDA receptors saturate as in the closed form", cells.receptors),
    Case(CELLS, "NMDA receptors saturate as in NEST", cells.receptors_of_nest, "nest"),
    Case(SPIKES, "1000 cells with currents fire as in Brian2", spikes.small_cuba, "brian2", True),
    Case(SPIKES, "4000 cells with currents fire as in Brian2", spikes.large_cuba, "brian2", True),
    Case(
        SPIKES, "4000 cells with conductances fire as in Brian2", spikes.large_coba, "brian2", True
    ),
    Case(
        SPIKES,
        "the default network fires and learns as in Brian2",
        default.every_spike,
        "brian2",
        True,
    ),
    Case(SPIKES, "inhibition learns as in Brian2", inhibition.every_spike, "brian2", True),
    Case(
        SPIKES,
        "inputs learn as in Brian2, whatever the weight dependence",
        song.replayed,
        "brian2",
        True,
    ),
    Case(
        RATES, "short steps change the default network little", default.fine_steps, "brian2", True
    ),
    Case(RATES, "conductance networks keep firing as recorded from NEST", networks.coba),
    Case(RATES, "conductance networks keep firing as in NEST", networks.coba_of_nest, "nest", True),
    Case(RATES, "current networks keep firing as recorded from NEST", networks.cuba),
    Case(RATES, "current networks keep firing as in NEST", networks.cuba_of_nest, "nest", True),
    Case(PAIRS, "the pair window is as recorded from NEST", pairs.window),
    Case(PAIRS, "the pair window is that of NEST", pairs.window_of_nest, "nest"),
    Case(
        PAIRS, "four triplet fits depend on frequency as published", triplets.frequency_dependence
    ),
    Case(PAIRS, "triplets change hippocampal synapses as published", triplets.hippocampus),
    Case(PAIRS, "triplets act as in NEST", triplets.triplets_of_nest, "nest"),
    Case(STEADY, "additive STDP makes two groups of weights", song.additive, slow=True),
    Case(
        STEADY,
        "additive STDP does so in our order of a step too",
        song.additive_in_our_order,
        slow=True,
    ),
    Case(STEADY, "multiplicative STDP makes one group", song.multiplicative),
    Case(STEADY, "inhibition brings a network to 5 Hz", inhibition.one_target),
    Case(STEADY, "inhibition brings networks to their targets", inhibition.targets, slow=True),
)
