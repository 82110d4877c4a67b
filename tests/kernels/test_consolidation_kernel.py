"""Tag and capture: the kernel against a loop written from the equations."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.kernels import consolidate
from sim.model.calendar import TimeParams
from sim.model.consolidation import ConsolidationParams, kernel_capture
from tests.reference.oracle_slow import consolidate_step

EXPLICIT = {
    "enabled": True,
    "tau_fast_h": 6.0,
    "tau_protein_h": 1.5,
    "tau_slow_h": 5.0,
    "tag_threshold": 0.3,
    "threshold": 8.0,
    "steepness": 3.0,
    "slow_min": -1.0,
    "slow_max": 4.0,
}


class Synapses:
    """Twelve cells with eight inputs each; some strong changes, some absent synapses."""

    def __init__(self, seed: int = 4, scale: float = 1.5) -> None:
        rng = np.random.default_rng(seed)
        self.in_start = np.arange(13, dtype=np.uint64) * 8
        self.alive = rng.random(96) < 0.8
        self.slow = np.where(self.alive, rng.uniform(-0.5, 3.0, 96), 0.0)
        fast = np.maximum(1.0 + rng.normal(0.0, scale, 96), -self.slow)  # no weight below 0
        self.fast = np.where(self.alive, fast, 1.0)
        self.protein = rng.random(12) * 0.2

    def step(self, step_h: float = 0.5, capture_gain: float = 2.0, window: float = 0.5, **changes):
        params = ConsolidationParams(**(EXPLICIT | changes))
        capture = kernel_capture(params, step_h=step_h, capture_gain=capture_gain, window=window)
        consolidate(self.in_start, self.alive, self.fast, self.slow, self.protein, capture)


def test_consolidation_equals_the_oracle():
    ours, slow_twin = Synapses(), Synapses()
    constants = {k: v for k, v in EXPLICIT.items() if k not in ("enabled", "threshold")}
    rows = np.arange(96).reshape(12, 8).tolist()
    fast, slow, protein = slow_twin.fast, slow_twin.slow, slow_twin.protein
    for _ in range(40):
        ours.step()
        fast, slow, protein = consolidate_step(
            rows, slow_twin.alive, fast, slow, protein, step_h=0.5, threshold=8.0 / 2.0, **constants
        )
    np.testing.assert_allclose(ours.fast, fast, rtol=1e-12)
    np.testing.assert_allclose(ours.slow, slow, rtol=1e-12)
    np.testing.assert_allclose(ours.protein, protein, rtol=1e-12)
    assert np.abs(ours.slow - Synapses().slow).max() > 0.1


def test_disabled_nothing_is_captured_and_fast_weights_still_fade():
    synapses = Synapses()
    start = synapses.fast.copy(), synapses.slow.copy()
    synapses.step(enabled=False)
    assert synapses.slow.tobytes() == start[1].tobytes()
    keep = math.exp(-0.5 / 6.0)
    np.testing.assert_allclose(synapses.fast - 1.0, (start[0] - 1.0) * keep, rtol=1e-12)


@pytest.mark.parametrize("step_h", [0.1, 0.5, 2.0, 6.0])
def test_fast_weights_fade_exactly_whatever_the_step(step_h):
    synapses, start = Synapses(), Synapses().fast
    for _ in range(round(12.0 / step_h)):
        synapses.step(step_h=step_h)
    np.testing.assert_allclose(synapses.fast - 1.0, (start - 1.0) * math.exp(-2.0), rtol=1e-11)


def test_without_a_tag_nothing_is_captured():
    synapses = Synapses(scale=0.05)
    synapses.protein[:] = 1.0
    start = synapses.slow.copy()
    small = np.abs(synapses.fast - 1.0) <= 0.3
    assert small.all()
    synapses.step()
    assert synapses.slow.tobytes() == start.tobytes()


def test_a_tag_without_protein_captures_next_to_nothing_and_with_protein_it_does():
    def moved(protein):
        synapses = Synapses()
        synapses.protein[:] = protein
        start = synapses.slow.copy()
        synapses.step(threshold=1000.0, window=0.0)
        return np.abs(synapses.slow - start).max()

    assert moved(0.0) < 1e-5 < 1e-2 < moved(1.0)


def test_capture_goes_in_the_direction_of_the_tag():
    synapses = Synapses()
    synapses.protein[:] = 1.0
    before, start = synapses.fast.copy(), synapses.slow.copy()
    synapses.step(slow_max=50.0)
    tagged = synapses.alive & (np.abs(before - 1.0) > 0.3)
    moved = synapses.slow - start
    assert (moved * (before - 1.0))[tagged].min() >= 0.0
    assert np.count_nonzero(moved) > 0.8 * np.count_nonzero(tagged)  # the others are at 0
    assert (synapses.slow == start)[~tagged].all()


def test_slow_weights_stay_within_their_bounds():
    synapses = Synapses(scale=20.0)
    synapses.slow[:] = np.clip(synapses.slow, -1.0, 4.0)
    synapses.protein[:] = 1.0
    for _ in range(30):
        synapses.step()
    assert synapses.slow.min() >= -1.0 and synapses.slow.max() <= 4.0


def test_a_strong_starting_weight_is_not_cut_by_the_upper_bound():
    """The bound holds what is captured; a weight of the wiring above it stays what it is."""
    synapses = Synapses()
    synapses.slow[synapses.alive] = 12.0
    synapses.fast[synapses.alive] = 1.5  # tagged
    for enabled in (False, True):
        synapses.step(enabled=enabled, slow_max=9.0)
        assert synapses.slow[synapses.alive].min() >= 12.0


def test_nothing_below_zero_is_left_where_a_synapse_was_depressed_to_nothing():
    for tau_slow_h in (0.5, 4.0, 50.0):
        synapses = Synapses()
        synapses.fast[:] = np.where(synapses.alive, -synapses.slow, 1.0)
        synapses.protein[:] = 1.0
        for _ in range(40):
            synapses.step(tau_slow_h=tau_slow_h)
            assert (synapses.fast + synapses.slow).min() >= 0.0


def test_an_absent_synapse_neither_counts_nor_captures():
    with_noise, without = Synapses(), Synapses()
    with_noise.fast[~with_noise.alive] = 30.0
    with_noise.step()
    without.step()
    np.testing.assert_array_equal(with_noise.protein, without.protein)
    assert (with_noise.slow[~with_noise.alive] == 0.0).all()


def test_an_open_window_lowers_the_threshold_and_so_captures_more():
    def captured(window):
        synapses = Synapses()
        start = synapses.slow.copy()
        for _ in range(6):
            synapses.step(window=window, threshold=30.0)
        return np.abs(synapses.slow - start).sum()

    closed, half, full = (captured(w) for w in (0.0, 0.5, 1.0))
    assert closed < half < full


def test_the_window_halves_the_threshold_at_gain_1():
    capture = kernel_capture(
        ConsolidationParams(**EXPLICIT), step_h=0.5, capture_gain=1.0, window=1.0
    )
    assert capture.threshold == 4.0


def test_what_is_captured_hardly_depends_on_the_calendar_step():
    """The same 24 h in steps of 0.05 h, of 0.5 h and of the largest that the calendar allows."""
    bounds = TimeParams.model_fields["step_h"].metadata
    largest = float(next(item.le for item in bounds if hasattr(item, "le")))

    def captured(step_h):
        synapses = Synapses()
        start = synapses.slow.copy()
        for _ in range(round(24.0 / step_h)):
            synapses.step(step_h=step_h, slow_max=50.0)
        return np.abs(synapses.slow - start).sum()

    fine = captured(0.05)
    assert captured(0.5) == pytest.approx(fine, rel=0.1)
    assert captured(largest) == pytest.approx(fine, rel=0.25)
