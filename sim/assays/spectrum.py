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
    frequency_hz, power = mean_power(rate_hz)
    inside = (frequency_hz >= band_hz[0]) & (frequency_hz <= band_hz[1])
    return float(2.0 * power[inside].sum() / rate_hz.shape[1] ** 2)


def mean_power(rate_hz: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the power spectrum of a rate, the mean over pieces (Bartlett 1948).

    Parameters
    ----------
    rate_hz : (n_pieces, n_bins) array
        In bins of `BIN_MS`; the mean of each piece is taken off.

    Returns
    -------
    frequency_hz, power : (n_bins // 2 + 1,) arrays
        The power is the squared size of the Fourier sum. Compare spectra with pieces of one
        length only; else divide by its square.
    """
    power = np.abs(np.fft.rfft(rate_hz - rate_hz.mean(axis=1, keepdims=True), axis=1)) ** 2
    return np.fft.rfftfreq(rate_hz.shape[1], BIN_MS / 1000.0), power.mean(axis=0)
