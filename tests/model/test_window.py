"""The chain from surge to window."""

from __future__ import annotations

import re

import numpy as np
import pytest

from sim.model import window as window_file
from sim.model.conditions import NEUTRAL, Conditions
from sim.model.window import WindowParams, WindowState, gate, learning_factor, signal, step
from tests.reference.oracle_slow import window_chain

CHAIN = WindowParams(
    gate_k=0.15,
    gate_n=2.0,
    tau_bdnf_h=3.0,
    tau_synthesis_h=3.0,
    opening_per_h=1.0,
    tau_close_h=60.0,
    tau_spine_h=6.0,
    learning_gain=3.0,
    capture_gain=3.0,
)
STAGES = 5  # bdnf, synthesis, window, spine_lag, spine_drive; then the history of the window


def surge(t_h: float) -> float:
    """A surge of 0.3 for two hours."""
    return 0.3 if t_h < 2.0 - 1e-9 else 0.0


def opened_by(surge_now: float, params=CHAIN, state=None, level_um=0.0, acting=NEUTRAL) -> float:
    return signal(params, state or WindowState(), surge=surge_now, level_um=level_um, acting=acting)


def states(
    step_h: float,
    length_h: float = 240.0,
    params=CHAIN,
    surge_of=surge,
    synthesis_block: float = 0.0,
    **conditions,
) -> list[WindowState]:
    """Return the chain after every step."""
    state, rows, acting = WindowState(), [], Conditions(**conditions)
    for k in range(round(length_h / step_h)):
        opened = opened_by(surge_of(k * step_h), params, state, acting=acting)
        state = step(params, state, opened, step_h, synthesis_block)
        rows.append(state)
    return rows


def course(step_h: float, length_h: float = 240.0, params=CHAIN, surge_of=surge) -> np.ndarray:
    """Return the stages of the chain after every step, (n, 5)."""
    return np.array(states(step_h, length_h, params, surge_of))[:, :STAGES]


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
    rows = course(0.5, 48.0, CHAIN.model_validate(CHAIN.model_dump() | {name: shortest}))
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
    peaks = [
        course(0.5, surge_of=lambda t, g=g: g if t < 2.0 else 0.0)[:, 2].max()
        for g in (0.0, 0.05, 0.1, 0.3, 1.0, 10.0)
    ]
    assert (np.diff(peaks) > 0.0).all()


def test_the_signal_of_a_surge_alone_is_the_gate():
    for height in (0.0, 0.1, 0.3, 2.0):
        assert opened_by(height) == pytest.approx(gate(CHAIN, height), abs=1e-15)


def test_without_surge_drug_or_help_there_is_no_signal_to_the_last_bit():
    assert opened_by(0.0) == 0.0
    assert opened_by(0.0, level_um=2.0) == 0.0  # the drug by itself starts none by default


def test_C04_a_full_block_of_the_signal_leaves_nothing_of_it():
    acting = Conditions(bdnf=0.5, bdnf_block=1.0)
    direct = CHAIN.model_copy(update={"direct": 1.0})
    assert opened_by(5.0, direct, level_um=10.0, acting=acting) == 0.0
    half = Conditions(bdnf_block=0.5)
    assert opened_by(0.3, acting=half) == pytest.approx(0.5 * opened_by(0.3))


def test_signal_from_elsewhere_adds_to_that_of_a_surge_and_stays_below_1():
    acting = Conditions(bdnf=0.2)
    assert opened_by(0.0, acting=acting) == pytest.approx(0.2)
    assert opened_by(0.3, acting=acting) == pytest.approx(1.0 - 0.8 * (1.0 - gate(CHAIN, 0.3)))
    assert opened_by(1e9, acting=Conditions(bdnf=1.0)) == 1.0


def test_the_rival_idea_starts_the_signal_without_a_surge():
    """Half of its effect at ``direct_k_um``."""
    rival = CHAIN.model_copy(update={"direct": 0.6, "direct_k_um": 2.0})
    assert opened_by(0.0, rival, level_um=2.0) == pytest.approx(0.3)
    assert opened_by(0.0, rival, level_um=0.0) == 0.0


@pytest.mark.parametrize("synthesis_block, drawn", [(1.0, 0.0), (0.5, 0.5)])
def test_a_block_of_synthesis_lies_between_signal_and_window(synthesis_block, drawn):
    free, held = states(0.5, 24.0), states(0.5, 24.0, synthesis_block=synthesis_block)
    for a, b in zip(free, held):
        assert b.bdnf == a.bdnf
        assert b.synthesis == pytest.approx(drawn * a.synthesis, abs=1e-15)
    assert (held[-1].window == 0.0) == (synthesis_block == 1.0)


def test_a_window_kept_open_from_elsewhere_leaves_the_chain_alone():
    """It counts where windows are used, see `World.window`."""
    assert states(0.5, 24.0, window=0.9) == states(0.5, 24.0)


def test_history_follows_the_window_and_fades_with_its_own_time_constant():
    params = CHAIN.model_copy(update={"tau_history_d": 2.0, "tau_close_h": 0.5})
    rows = states(0.5, 400.0, params)
    history = np.array([row.history for row in rows])
    window = np.array([row.window for row in rows])
    assert history.argmax() > window.argmax() and 0.0 < history.max() < window.max()
    at = 2 * 150  # the window is shut by then
    assert window[at] < 1e-6 * history[at]
    assert history[at + 96] / history[at] == pytest.approx(np.exp(-1.0), rel=1e-3)


@pytest.mark.parametrize("priming, ratio", [(0.0, 1.0), (0.5, 1.25), (-0.5, 0.75), (-1.0, 0.5)])
def test_E08_past_windows_make_the_next_signal_larger_or_smaller(priming, ratio):
    params = CHAIN.model_copy(update={"priming": priming})
    after_a_course = WindowState(history=0.5)
    assert opened_by(0.1, params, after_a_course) == pytest.approx(ratio * gate(CHAIN, 0.1))


def test_priming_never_takes_the_signal_out_of_0_to_1():
    worn = WindowState(history=1.0)
    for priming in (-1.0, 5.0):
        params = CHAIN.model_copy(update={"priming": priming})
        assert 0.0 <= opened_by(0.5, params, worn) <= 1.0


def test_learning_is_plain_without_drug_raised_by_the_window_and_stopped_by_block():
    assert learning_factor(CHAIN, 0.0, 0.0, 6.0) == 1.0
    assert learning_factor(CHAIN, 0.5, 0.0, 6.0) == pytest.approx(2.5)
    assert learning_factor(CHAIN, 0.0, 0.1, 6.0) == pytest.approx(0.4)
    assert learning_factor(CHAIN, 1.0, 0.5, 6.0) == 0.0
    assert learning_factor(CHAIN, 0.0, 0.9, 0.0) == 1.0


def test_learning_is_the_product_that_the_head_of_the_file_states():
    stated = re.search(r"^    learning = (.+?) {3,}", window_file.__doc__, re.M)[1]
    python = re.sub(r"(?<=[\w)]) (?=[\w(])", " * ", stated)
    for opened, block in [(0.0, 0.0), (0.6, 0.0), (0.0, 0.02), (0.9, 0.03), (1.0, 0.4)]:
        letters = {"learning_gain": 3.0, "learning_block": 20.0, "W": opened, "b": block}
        assert learning_factor(CHAIN, opened, block, 20.0) == pytest.approx(
            eval(python, {"max": max}, letters)
        )
