r"""From a surge of activity to a window of plasticity: a chain of slow variables, in hours.

Phenomenology, not biochemistry: only the surge G is measured in spikes::

    gate(G) = G^n / (K^n + G^n)                 G = excess excitatory output over no drug, >= 0
    signal = 1 - (1 - gate (1 + p P)) (1 - d C / (C + K_d)) (1 - other)
    tau_B dB/dt = signal (1 - block) - B        BDNF-like signal
    tau_M dM/dt = B - M                         protein synthesis
    dW/dt = g M (1 - W) - W / tau_W             plasticity window, 0 to 1
    tau_F dF1/dt = M - F1, tau_F dF/dt = F1 - F drive to form spines, which comes later
    tau_P dP/dt = W - P                         how open the window has been lately
    learning = (1 + learning_gain W) max(0, 1 - learning_block b)      b = block on excitatory cells

W lowers the threshold of consolidation too, see `sim.model.consolidation`. ``learning`` multiplies
the rate of the learning rule: while the drug acts b holds it down, and at b = 1 / learning_block
nothing is learned. That practice during the drug fails is therefore put in. That a surge of a fifth
opens a window is the assumption that decides the story, and K and n are set by hand.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from sim.model.conditions import Conditions
from sim.params import Params, par

_SHORT_STEP_H = 0.05


class WindowParams(Params):
    """The chain from surge to window, and what the window does."""

    gate_k: float = par(
        0.15,
        gt=0,
        le=5,
        step=0.01,
        label="Surge that half opens the gate",
        help="Surge that half opens the gate. The number that decides the story.",
        source="chosen",
    )
    gate_n: float = par(
        2.0,
        ge=1,
        le=8,
        step=0.5,
        label="Steepness of the gate",
        help="Steepness of the gate.",
        source="chosen",
    )
    tau_bdnf_h: float = par(
        3.0,
        unit="h",
        gt=0,
        le=48,
        step=0.5,
        label="Rise and fall of the BDNF-like signal",
        help="Rise and fall of the BDNF-like signal.",
        source="chosen",
    )
    tau_synthesis_h: float = par(
        3.0,
        unit="h",
        gt=0,
        le=48,
        step=0.5,
        label="Lag of the protein synthesis of the window",
        help="Lag of protein synthesis.",
        source="chosen",
    )
    opening_per_h: float = par(
        3.0,
        unit="1/h",
        ge=0,
        le=10,
        step=0.05,
        label="Speed at which the window opens",
        help="How fast synthesis opens the window.",
        source="chosen",
    )
    tau_close_h: float = par(
        48.0,
        unit="h",
        gt=0,
        le=1000,
        step=1,
        label="Time in which the window closes",
        help="How slowly the window closes.",
        source="chosen after F01a",
    )
    tau_spine_h: float = par(
        6.0,
        unit="h",
        gt=0,
        le=100,
        step=1,
        label="Lag from synthesis to new spines",
        help="Each of two lags between synthesis and new spines.",
        source="chosen after D02",
    )
    learning_gain: float = par(
        3.0,
        ge=0,
        le=20,
        step=0.5,
        label="Faster learning in an open window",
        help="What a fully open window adds to the learning rate.",
        source="chosen",
    )
    capture_gain: float = par(
        3.0,
        ge=0,
        le=20,
        step=0.5,
        label="Easier consolidation in an open window",
        help="How far a fully open window lowers the threshold of consolidation.",
        source="chosen",
    )
    direct: float = par(
        0.0,
        ge=0,
        le=1,
        step=0.1,
        label="Signal from the drug itself, without a surge",
        help="Signal that the drug starts by itself, without a surge, at a high level: the rival "
        "idea that it binds TrkB.",
        source="chosen after C08",
    )
    direct_k_um: float = par(
        1.0,
        unit="uM",
        gt=0,
        le=100,
        step=0.1,
        label="Drug level of half the direct signal",
        help="Level of half that effect.",
        source="chosen",
    )
    priming: float = par(
        0.0,
        ge=-1,
        le=5,
        step=0.1,
        label="What past windows add to the next dose",
        help="What windows of the past weeks add to the signal of the next dose; below 0 doses "
        "wear out.",
        source="chosen after E08",
    )
    tau_history_d: float = par(
        7.0,
        unit="days",
        gt=0,
        le=100,
        step=1,
        label="How long a past window counts",
        help="How long a past window counts for the next dose.",
        source="chosen after E08",
    )


class WindowState(NamedTuple):
    """Slow variables, each 0 without any drug."""

    bdnf: float = 0.0
    synthesis: float = 0.0
    window: float = 0.0
    spine_lag: float = 0.0
    spine_drive: float = 0.0
    history: float = 0.0  # how open the window has been lately


def gate(params: WindowParams, surge: float) -> float:
    """Return the share, 0 to 1, of the signal that a surge of this size starts."""
    if surge <= 0.0:
        return 0.0
    power = surge**params.gate_n
    return power / (params.gate_k**params.gate_n + power)


def signal(
    params: WindowParams, state: WindowState, *, surge: float, level_um: float, acting: Conditions
) -> float:
    """Return what drives the BDNF-like signal, 0 to 1.

    Parameters
    ----------
    surge : float
        Excess excitatory output.
    level_um : float
        Drug level, which counts only with ``direct`` above 0.
    acting : Conditions
        What adds to the signal or blocks it.
    """
    primed = min(1.0, gate(params, surge) * max(0.0, 1.0 + params.priming * state.history))
    direct = params.direct * level_um / (level_um + params.direct_k_um)
    rest = (1.0 - primed) * (1.0 - direct) * (1.0 - acting.bdnf)
    return (1.0 - rest) * (1.0 - acting.bdnf_block)


def step(
    params: WindowParams,
    state: WindowState,
    opened: float,
    step_h: float,
    synthesis_block: float = 0.0,
) -> WindowState:
    """Advance the chain by ``step_h`` hours with a constant drive ``opened``, see `signal`.

    In short steps in which each variable relaxes exactly towards what drives it, so that none
    leaves 0 to 1 however short its time constant is.
    """
    if opened == 0.0 and not any(state):
        return state  # nothing has happened yet
    n = max(1, round(step_h / _SHORT_STEP_H))
    h = step_h / n
    opening_per_h, closing_per_h = params.opening_per_h, 1.0 / params.tau_close_h
    # What a short step leaves of the distance to the goal.
    keep_spine = math.exp(-h / params.tau_spine_h)
    keep_history = math.exp(-h / (24.0 * params.tau_history_d))
    keep_synthesis = math.exp(-h / params.tau_synthesis_h)
    keep_bdnf = math.exp(-h / params.tau_bdnf_h)
    bdnf, synthesis, window, spine_lag, spine_drive, history = state
    for _ in range(n):
        opening = opening_per_h * synthesis
        rate = opening + closing_per_h
        open_at_rest, made = opening / rate, bdnf * (1.0 - synthesis_block)
        spine_drive = spine_lag + (spine_drive - spine_lag) * keep_spine
        spine_lag = synthesis + (spine_lag - synthesis) * keep_spine
        history = window + (history - window) * keep_history
        window = open_at_rest + (window - open_at_rest) * math.exp(-h * rate)
        synthesis = made + (synthesis - made) * keep_synthesis
        bdnf = opened + (bdnf - opened) * keep_bdnf
    return WindowState(bdnf, synthesis, window, spine_lag, spine_drive, history)


def learning_factor(
    params: WindowParams, window: float, block_exc: float, learning_block: float
) -> float:
    """Return what multiplies the learning rate: the window raises it, NMDA block holds it back."""
    return (1.0 + params.learning_gain * window) * max(0.0, 1.0 - learning_block * block_exc)
