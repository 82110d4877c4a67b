"""The gamma rhythm: power of a pooled spike count between 30 and 80 Hz."""

from __future__ import annotations

import numpy as np

BIN_MS = 2.0
GAMMA_HZ = (30.0, 80.0)
ALL_HZ = (2.0, 200.0)


def band_power(rate_hz: np.ndarray, band_hz: tuple[float, float]) -> float:
    """Return the power of a rate in a band of frequencies, the mean over pieces (Bartlett 1948).

    Parameters
    ----------
    rate_hz : (n_pieces, n_bins) array
        In bins of `BIN_MS`; the mean of each piece is taken off.
    band_hz : (low, high)

    Returns
    -------
    float
        In Hz squared; the shot noise of single spikes is in it, and grows with their number.
    """
    n_bins = rate_hz.shape[1]
    power = np.abs(np.fft.rfft(rate_hz - rate_hz.mean(axis=1, keepdims=True), axis=1)) ** 2
    frequency_hz = np.fft.rfftfreq(n_bins, BIN_MS / 1000.0)
    inside = (frequency_hz >= band_hz[0]) & (frequency_hz <= band_hz[1])
    return float(2.0 * power.mean(axis=0)[inside].sum() / n_bins**2)
