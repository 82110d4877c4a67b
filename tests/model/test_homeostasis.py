"""Synaptic scaling: direction, limits, step."""

from __future__ import annotations

import numpy as np
import pytest

from sim.model.homeostasis import HomeostasisParams, average_rate, scale_inputs

SCALING = HomeostasisParams(
    enabled=True,
    pooling=0.0,
    tau_scaling_d=4.0,
    tau_rate_d=5.0,
    soft_hz=5.0,
    scale_min=0.7,
    scale_max=1.3,
)


POOLED = SCALING.model_copy(update={"pooling": 1.0})


def scaled(rate_hz, target_hz, scale=1.0, step_d=1.0):
    arrays = (np.array([float(value)]) for value in (scale, rate_hz, target_hz))
    return scale_inputs(SCALING, *arrays, step_d)[0]


def test_a_cell_that_fires_too_much_is_scaled_down_and_one_too_little_up():
    assert scaled(10.0, 5.0) < 1.0 < scaled(2.0, 5.0)


def test_a_cell_at_its_target_is_left_alone_to_the_last_bit():
    assert scaled(5.0, 5.0) == 1.0
    assert scaled(0.0, 0.0) == 1.0


@pytest.mark.parametrize("rate_hz", [0.0, 1.0, 500.0])
@pytest.mark.parametrize("target_hz", [0.0, 5.0, 100.0])
def test_scale_stays_within_its_limits(rate_hz, target_hz):
    scale = 1.0
    for _ in range(200):
        scale = scaled(rate_hz, target_hz, scale)
        assert 0.7 <= scale <= 1.3


def test_a_silent_cell_with_a_quiet_target_is_not_overcorrected():
    assert scaled(0.0, 0.1) < 1.01


def test_two_half_steps_make_one_step():
    half = scaled(8.0, 5.0, scaled(8.0, 5.0, 1.0, 0.5), 0.5)
    assert half == pytest.approx(scaled(8.0, 5.0, 1.0, 1.0), rel=1e-12)


def test_cells_are_scaled_independently():
    scale = scale_inputs(SCALING, np.ones(3), np.array([1.0, 5.0, 9.0]), np.full(3, 5.0), 1.0)
    assert scale[0] > 1.0 and scale[1] == 1.0 and scale[2] < 1.0


def test_pooled_cells_share_one_factor_that_corrects_their_mean_rate():
    rates = np.array([1.0, 5.0, 30.0])
    scale = scale_inputs(POOLED, np.ones(3), rates, np.full(3, 5.0), 1.0)
    assert (scale == scale[0]).all() and scale[0] < 1.0
    balanced = scale_inputs(POOLED, np.ones(3), np.array([1.0, 5.0, 9.0]), np.full(3, 5.0), 1.0)
    assert (balanced == 1.0).all()


def test_the_running_mean_lies_between_old_and_new_and_forgets_with_its_time_constant():
    old, new = np.array([10.0]), np.array([2.0])
    assert average_rate(SCALING, old, new, 5.0)[0] == pytest.approx(2.0 + 8.0 / np.e)
    assert average_rate(SCALING, old, old, 1.0)[0] == pytest.approx(10.0)
