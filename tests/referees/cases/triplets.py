"""V6: the rule of Pfister and Gerstner (2006), against its published fits and NEST."""

from __future__ import annotations

import numpy as np

from ..peers import nest_cases
from ..rows import Row, all_near, near, within
from .pairs import triplet_rule, weight_change

RATES_HZ = (0.1, 10.0, 20.0, 40.0, 50.0)
CORTEX = {
    10.0: ((-0.04, 0.05), (0.14, 0.10), (0.29, 0.14), (0.53, 0.11), (0.56, 0.26)),
    -10.0: ((-0.29, 0.08), (-0.41, 0.11), (-0.34, 0.10), (0.56, 0.32), (0.75, 0.19)),
}
# A2+, A3+, A2-, A3-; tau_x, tau_y (any where A3 is 0); changes after 60 pairings; error.
FITS = {
    "full, all to all": (
        (5e-10, 6.2e-3, 7e-3, 2.3e-4),
        (101.0, 125.0),
        False,
        (0.0, 0.132, 0.247, 0.534, 0.741, -0.312, -0.334, -0.352, 0.155, 0.727),
        0.342,
    ),
    "minimal, all to all": (
        (0.0, 6.5e-3, 7.1e-3, 0.0),
        (1.0, 114.0),
        False,
        (0.0, 0.119, 0.228, 0.532, 0.763, -0.317, -0.332, -0.342, 0.174, 0.749),
        0.356,
    ),
    "full, nearest": (
        (8.8e-11, 5.3e-2, 6.6e-3, 3.1e-3),
        (714.0, 40.0),
        True,
        (0.0, 0.104, 0.323, 0.560, 0.624, -0.294, -0.411, -0.338, 0.260, 0.619),
        0.232,
    ),
    "minimal, nearest": (
        (0.0, 5e-2, 8e-3, 0.0),
        (1.0, 40.0),
        True,
        (0.0, 0.101, 0.322, 0.568, 0.636, -0.357, -0.356, -0.279, 0.290, 0.630),
        0.348,
    ),
}


def pairings(rate_hz: float, lag_ms: float) -> tuple[np.ndarray, np.ndarray]:
    """Return arrivals and receiver's spikes of 60 pairings, at whole milliseconds."""
    pre_ms = np.round(100.0 + np.arange(60) * 1000.0 / rate_hz)
    return pre_ms, pre_ms + lag_ms


def frequency_dependence() -> list[Row]:
    """Compare the four fits to visual cortex with their table."""
    rows = []
    for name, (amplitudes, (tau_x, tau_y), nearest, golden, golden_error) in FITS.items():
        rule = triplet_rule(1.0, *amplitudes, (16.8, 33.7, tau_x, tau_y), nearest=nearest)
        changes = [
            weight_change(*pairings(rate_hz, lag_ms), rule, dt_ms=1.0)
            for lag_ms in (10.0, -10.0)
            for rate_hz in RATES_HZ
        ]
        data = [point for lag_ms in (10.0, -10.0) for point in CORTEX[lag_ms]]
        mean, sem = np.transpose(data)
        error = np.mean(((changes - mean) / sem) ** 2)
        rows.append(
            near(
                "V6",
                f"cortex, {name}: error E against the data",
                "the same equations",
                error,
                golden_error,
                0.02,
                "three digits in the table",
            )
        )
        rows.append(
            all_near(
                "V6",
                f"cortex, {name}: changes at 5 rates, 2 lags",
                "the same equations",
                changes,
                golden,
                0.01,
                "three decimals in the table",
            )
        )
    return rows


# Hippocampus, 60 repetitions at 1 Hz: full all-to-all fit.
HIPPOCAMPUS = ((6.1e-3, 6.7e-3, 1.6e-3, 1.4e-3), (16.8, 33.7, 946.0, 27.0))
TRIPLETS = (
    ((0,), (10,), 0.202),
    ((10,), (0,), -0.104),
    ((0, 10), (5,), 0.043),
    ((0, 20), (10,), 0.005),
    ((0, 20), (15,), -0.078),
    ((0, 20), (5,), 0.102),
    ((5,), (0, 10), 0.358),
    ((10,), (0, 20), 0.204),
    ((5,), (0, 20), 0.108),
    ((15,), (0, 20), 0.325),
)


def listed(times_ms: tuple[int, ...]) -> str:
    """Return times as words."""
    return " and ".join(map(str, times_ms))


def hippocampus() -> list[Row]:
    """Compare pairs and triplets with the full fit to hippocampus."""
    amplitudes, taus_ms = HIPPOCAMPUS
    rule = triplet_rule(1.0, *amplitudes, taus_ms)
    starts_ms = 100.0 + 1000.0 * np.arange(60)
    rows, change = [], {}
    for pre, post, golden in TRIPLETS:
        times = ((starts_ms[:, None] + np.array(part)).ravel() for part in (pre, post))
        change[pre, post] = weight_change(*times, rule, dt_ms=1.0)
        rows.append(
            near(
                "V6",
                f"hippocampus, pre at {listed(pre)}, post at {listed(post)} ms",
                "the same equations",
                change[pre, post],
                golden,
                0.01,
                "three decimals in the table",
            )
        )
    ratio = change[(5,), (0, 10)] / change[(0, 10), (5,)]
    return [
        *rows,
        within(
            "V6",
            "post-pre-post over pre-post-pre, 5 ms apart",
            "Wang et al. 2005",
            ratio,
            3.0,
            np.inf,
            "the signature: many times stronger",
        ),
    ]


def triplets_of_nest() -> list[Row]:
    """Compare 60 pairings with NEST's synapse, whose receiver is heard 0.1 ms late."""
    rates_hz = np.array(RATES_HZ[1:])
    amplitudes, (tau_x, tau_y), _, _, _ = FITS["full, all to all"]
    rule = triplet_rule(0.1, *amplitudes, (16.8, 33.7, tau_x, tau_y))
    rows = []
    for lag_ms in (10.0, -10.0):
        theirs = nest_cases.triplet(rates_hz, lag_ms)
        for rate_hz, their in zip(rates_hz, theirs):
            pre_ms = 100.0 + np.arange(60) * 1000.0 / rate_hz
            mine = weight_change(pre_ms, pre_ms + lag_ms + 0.1, rule, dt_ms=0.1)
            rows.append(
                near(
                    "V6",
                    f"60 pairings at {rate_hz:g} Hz, post - pre {lag_ms:g} ms",
                    "NEST, stdp_triplet_synapse",
                    mine,
                    their,
                    1e-9,
                    "closed forms in float64",
                )
            )
    return rows
