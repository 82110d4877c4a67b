r"""Virtual subjects: each seed has its own sensitivity, depth of wear and noise.

::

    IC50 = IC50_0 exp(-spread sd_sensitivity x_1)
    wear = wear_0 + spread sd_depth x_2
    background = background_0 exp(spread sd_noise x_3)             x_k: standard normal

Not everybody responds to one dose, and fewer do a week later (rows G04 to G06). Here subjects
differ by what is listed above, and by the chance of their wiring; in people nobody knows by what.
The draws depend on the seed alone, so that arms with the same seed are the same subject.
"""

from __future__ import annotations

import math
from typing import Protocol, TypeVar

from sim import streams
from sim.model.drug import DrugParams
from sim.model.network import NetworkParams
from sim.model.synapse import SynapseParams
from sim.params import Leaf, Params, par


class SubjectParams(Params):
    """How far the subjects of different seeds differ."""

    spread: float = par(
        0.0,
        ge=0,
        le=2,
        step=0.1,
        label="How far subjects differ",
        help="How far subjects differ: 0 not at all, 1 as below, 2 twice as far.",
        source="chosen",
    )
    sd_sensitivity: float = par(
        0.5,
        ge=0,
        le=2,
        step=0.1,
        label="Spread of sensitivity to the drug",
        help="Spread of sensitivity to the drug: SD of the logarithm of the IC50.",
        source="chosen",
    )
    sd_depth: float = par(
        0.2,
        ge=0,
        le=1,
        step=0.05,
        label="Spread of wear between subjects",
        help="Spread of how well-worn pattern A is: SD of wear.",
        source="chosen",
    )
    sd_noise: float = par(
        0.03,
        ge=0,
        le=0.2,
        step=0.01,
        label="Spread of noise between subjects",
        help="Spread of the random input: SD of the logarithm of its rate.",
        source="chosen",
    )


class Subjects(Protocol):
    """The tables in which subjects differ."""

    subjects: SubjectParams
    drug: DrugParams
    network: NetworkParams
    synapse: SynapseParams


S = TypeVar("S", bound=Params)


def individual(tables: Subjects, seed: int) -> dict[str, Params]:
    """Return the tables that are different in the subject of a seed, by name.

    Parameters
    ----------
    tables : Subjects
        A scenario.
    seed : int
        Seed of the run.

    Returns
    -------
    dict
        Empty without spread. Values stay within the range of their parameter.
    """
    params = tables.subjects
    if params.spread == 0.0:
        return {}
    sensitivity, depth, noise = (
        params.spread * float(x) for x in streams.generator(seed, "subject").standard_normal(3)
    )
    drug, network, synapse = tables.drug, tables.network, tables.synapse
    return {
        "drug": _with(
            drug, "ic50_inh_um", drug.ic50_inh_um * math.exp(-params.sd_sensitivity * sensitivity)
        ),
        "network": _with(network, "wear", network.wear + params.sd_depth * depth),
        "synapse": _with(
            synapse, "background_hz", synapse.background_hz * math.exp(params.sd_noise * noise)
        ),
    }


def as_subject(scenario: S, seed: int) -> S:
    """Return a scenario as it is for the subject of a seed; the very same without spread."""
    changed = individual(scenario, seed)
    return scenario.model_copy(update=changed) if changed else scenario


def _with(table: S, name: str, value: float) -> S:
    """Return a table with another value, cut to the range of the parameter."""
    leaf = Leaf(name, value, type(table).model_fields[name])
    return table.model_copy(update={name: leaf.nearest(value)})
