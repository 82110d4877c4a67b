"""The chain from surge to window."""

from __future__ import annotations

import numpy as np
import pytest
from oracle_slow import window_chain

from sim.model.window import WindowParams, WindowState, gate, learning_factor, step

CHAIN = WindowParams(gate_k=0.15, gate_n=2.0, tau_bdnf_h=3.0, tau_synthesis_h=3.0,
                     opening_per_h=1.0, tau_close_h=60.0, tau_spine_h=6.0, learning_gain=3.0,
                     capture_gain=3.0)
ORDER = ("bdnf", "synthesis", "window", "spine_lag", "spine_drive")


def surge(t_h: float) -> float:
    """A surge of 0.3 for two hours."""
    return 0.3 if t_h < 2.0 - 1e-9 else 0.0


def course(step_h: float, length_h: float = 240.0, params=CHAIN, surge_of=surge) -> np.ndarray:
    """Return the chain after every step, (n, 5)."""
    state, rows = WindowState(), []
    for k in range(round(length_h / step_h)):
        state = step(params, state, surge_of(k * step_h), step_h)
        rows.append(tuple(state))
    return np.array(rows)


def test_without_a_surge_the_chain_stays_exactly_zero():
    assert (course(0.5, surge_of=lambda _: 0.0) == 0.0).all()


def test_a_negative_surge_opens_nothing():
    assert gate(CHAIN, -0.5) == 0.0
    assert (course(0.5, 24.0, surge_of=lambda _: -0.4) == 0.0).all()


def test_the_gate_is_half_open_at_k_and_rises():
    assert gate(CHAIN, 0.15) == pytest.approx(0.5)
    opened = [gate(CHAIN, g) for g in np.linspace(0.0, 5.0, 200)]
    assert opened[0] == 0.0 and (np.diff(opened) > 0.0).all() and opened[-1] < 1.0


@pytest.mark.parametrize("height", [1e-6, 0.3, 50.0])
def test_every_stage_is_positive_and_below_1(height):
    rows = course(0.5, surge_of=lambda t: height if t < 10.0 else 0.0)
    assert (rows[10:] > 0.0).all() and (rows < 1.0).all()


def test_a_surge_that_never_ends_keeps_every_stage_below_1():
    rows = course(0.5, 2000.0, surge_of=lambda _: 1e6)
    assert (rows <= 1.0).all() and (rows[-1] > 0.9).all()


TAUS = ("tau_bdnf_h", "tau_synthesis_h", "tau_close_h", "tau_spine_h")


@pytest.mark.parametrize("name", TAUS)
def test_the_chain_stays_between_0_and_1_for_every_time_constant_that_the_table_allows(name):
    shortest = 0.01  # the table says: above 0
    try:
        params = CHAIN.model_validate(CHAIN.model_dump() | {name: shortest})
    except ValueError:
        return  # refused, which is as good
    rows = course(0.5, 48.0, params)
    assert np.isfinite(rows).all() and rows.min() >= 0.0 and rows.max() <= 1.0


@pytest.mark.parametrize("step_h", [0.1, 0.5, 1.0, 2.0])
def test_the_chain_does_not_depend_on_the_calendar_step(step_h):
    """To 1 % of the peak of each stage, at every hour and against steps of 36 s."""
    fine, coarse = course(0.01), course(step_h)
    hours = np.arange(2, 240, 2)
    difference = coarse[np.rint(hours / step_h).astype(int) - 1] - fine[hours * 100 - 1]
    assert (np.abs(difference) < 0.01 * fine.max(axis=0)).all()


def test_the_chain_equals_the_equations_integrated_finely():
    peak = course(0.5).max(axis=0)
    for hour in (6.0, 24.0, 72.0):
        # The surge ends at 2 h, where a step of the integration ends too.
        exact = window_chain(CHAIN, surge, hour, round(hour * 100))
        assert (np.abs(course(0.5, hour)[-1] - exact) < 0.01 * peak).all()


def test_later_stages_peak_later():
    peak_h = course(0.1, 400.0).argmax(axis=0) * 0.1
    bdnf, synthesis, window, lag, drive = peak_h
    assert bdnf < synthesis < window
    assert synthesis < lag < drive
    assert window > 6.0  # days of window, hours of surge


def test_a_larger_surge_opens_the_window_further_and_never_shuts_it():
    peaks = [course(0.5, surge_of=lambda t, g=g: g if t < 2.0 else 0.0)[:, 2].max()
             for g in (0.0, 0.05, 0.1, 0.3, 1.0, 10.0)]
    assert (np.diff(peaks) > 0.0).all()


def test_learning_is_plain_without_drug_raised_by_the_window_and_stopped_by_block():
    assert learning_factor(CHAIN, 0.0, 0.0, 6.0) == 1.0
    assert learning_factor(CHAIN, 0.5, 0.0, 6.0) == pytest.approx(2.5)
    assert learning_factor(CHAIN, 0.0, 0.1, 6.0) == pytest.approx(0.4)
    assert learning_factor(CHAIN, 1.0, 0.5, 6.0) == 0.0
    assert learning_factor(CHAIN, 0.0, 0.9, 0.0) == 1.0
