"""Measures of a run as a whole: the highest values of slow variables, and practice."""

from __future__ import annotations

from functools import partial

import numpy as np

from sim.measures.measure import Measure
from sim.model.drug import MIN_PER_D, blocks, level_ng_per_ml
from sim.result import Result


def _peak(result: Result, _test: int, *, name: str) -> float:
    return float(result.series[name].max())


def practice_share(result: Result, _test: int) -> float:
    """Return the mean share of practice in which its pattern was active; NaN without practice."""
    share = result.session_share
    return float(share.mean()) if share.size else float("nan")


def level_peak(result: Result, _test: int) -> float:
    """Return the highest drug level in ng/mL, which falls on the end of an infusion."""
    infusions = [one for act in result.scenario.intervention for one in act.infusions()]
    ends_d = np.array([one.start_d + one.duration_min / MIN_PER_D for one in infusions])
    if not infusions:
        return 0.0
    return float(level_ng_per_ml(result.scenario.drug, infusions, ends_d).max())


def block_peak(result: Result, test: int, *, cell: int) -> float:
    """Return the largest block of excitatory (``cell`` 0) or inhibitory (1) cells."""
    if result.scenario.synapse.nmda_ratio == 0.0:
        return 0.0
    return float(blocks(result.scenario.drug, np.array(level_peak(result, test)))[cell])


PEAKS = (
    Measure("window_peak", "", "highest window", "Highest value of the plasticity window.",
            partial(_peak, name="window"), per_test=False),
    Measure("surge_peak", "", "highest surge",
            "Largest rise of excitatory output under the drug, as a share of output without it.",
            partial(_peak, name="surge"), per_test=False),
    Measure("block_inh_peak", "", "highest block, inhibitory cells",
            "Largest share of blocked NMDA receptors on inhibitory cells.",
            partial(block_peak, cell=1), per_test=False),
    Measure("block_exc_peak", "", "highest block, excitatory cells",
            "Largest share of blocked NMDA receptors on excitatory cells.",
            partial(block_peak, cell=0), per_test=False),
    Measure("level_peak_ng_per_ml", "ng/ml", "highest drug level",
            "Highest level of the drug in plasma.", level_peak, per_test=False),
)  # fmt: skip

PRACTICE = (
    Measure(
        "practice_share", "", "practised pattern active",
        "Mean share of the sessions in which the practised pattern was active.",
        practice_share, per_test=False,
    ),
)  # fmt: skip
