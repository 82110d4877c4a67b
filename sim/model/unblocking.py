r"""Block that lags behind the level: binding and unbinding of the drug, in minutes.

First-order binding to one site, whose rates follow from the IC50 and one time constant::

    dB/dt = (C / IC50 (1 - B) - B) / tau_unblock

The block moves towards C / (C + IC50), its equilibrium, at a rate that grows with the level:
without drug it fades with tau_unblock; a high level fills it faster than that. With tau_unblock 0
it is at equilibrium all the time, to the last bit. Time constants and parameter sets are chosen;
they illustrate kinds of blockers: like memantine with ``selectivity`` 1 and tau_unblock 0, like
MK-801 with a long tau_unblock and a lower ``ic50_inh_um``, since what leaves slowly binds tightly.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from sim.model.absorption import Administration
from sim.model.drug import MIN_PER_D, NG_PER_ML_PER_UM, DrugParams, blocks, level_ng_per_ml
from sim.model.floats import usual_floats

_SHORT_STEP_MIN = 1.0


@usual_floats
def blocks_over_time(
    params: DrugParams,
    doses: Sequence[Administration],
    t_d: np.ndarray,
    first: tuple[float, float] = (0.0, 0.0),
) -> tuple[np.ndarray, np.ndarray]:
    """Return the share of NMDA receptors blocked on excitatory and on inhibitory cells.

    In short steps in which the block relaxes exactly towards the equilibrium of the level in
    their middle.

    Parameters
    ----------
    params : DrugParams
    doses : sequence of Administration
    t_d : (T,) array, days
        Rising. Without a time constant any times will do.
    first : (float, float)
        Blocks at ``t_d[0]``; not read without a time constant.

    Returns
    -------
    two (T,) arrays, 0 to 1
    """
    if params.unblock_min == 0.0:
        return blocks(params, level_ng_per_ml(params, doses, t_d))
    gap_min = np.diff(t_d) * MIN_PER_D
    n_short = np.maximum(np.ceil(gap_min / _SHORT_STEP_MIN - 1e-6), 1.0).astype(int)
    short_min = np.repeat(gap_min / n_short, n_short)
    ends = np.concatenate([[0], np.cumsum(n_short)])
    middle_d = t_d[0] + (np.cumsum(short_min) - short_min / 2.0) / MIN_PER_D
    level = level_ng_per_ml(params, doses, middle_d)
    exc, inh = (
        _relaxed(level / NG_PER_ML_PER_UM / ic50_um, short_min / params.unblock_min, start)[ends]
        for ic50_um, start in zip(
            (params.ic50_inh_um * params.selectivity, params.ic50_inh_um), first
        )
    )
    return exc, inh


def _relaxed(ratio: np.ndarray, steps: np.ndarray, first: float) -> np.ndarray:
    """Return the block before and after each step; ``ratio`` is C / IC50, ``steps`` in tau."""
    goal, left = ratio / (1.0 + ratio), np.exp(-(1.0 + ratio) * steps)
    moves = zip(goal.tolist(), left.tolist())
    return np.array(
        list(
            accumulate(
                moves, lambda block, move: move[0] + (block - move[0]) * move[1], initial=first
            )
        )
    )
