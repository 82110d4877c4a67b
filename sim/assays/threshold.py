"""From which share on something happens, as the mean over trials."""

from __future__ import annotations

import numpy as np


def mean_threshold(shares: np.ndarray, happened: np.ndarray) -> float:
    r"""Return the mean share from which on something happens, 0 to 1.

    :math:`\int_0^1 (1 - P(f))\,df`, the estimate of Spearman and Karber of a median dose: it
    needs no curve to be fitted. What does not happen at a share of 1 counts as a threshold of 1,
    so a value of 1 means "1 or more", and no trial is left out.

    Parameters
    ----------
    shares : (n,) array
        From 0 to 1, growing.
    happened : (n, trials) bool array
    """
    return float(np.trapezoid(1.0 - happened.mean(axis=1), shares))
