r"""Membranes: leaky integrate-and-fire cells with conductance synapses and weak adaptation.

::

    C dV/dt = -g_L (V - E_L) - (g_AMPA + (1 - block) g_NMDA B(V)) (V - E_exc)
              - g_GABA (V - E_GABA) - a (V - E_K) + I
    B(V)    = 1 / (1 + [Mg] / 3.57 exp(-0.062 V))
    V >= V_th: spike, V = V_r for t_ref; excitatory cells only: a += b, da/dt = -a / tau_a

Magnesium block after Jahr and Stevens (1990). Inhibitory cells stand for fast-spiking ones.
"""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from sim.params import Params, par


class NeuronParams(Params):
    """Constants of excitatory (``_exc``) and inhibitory (``_inh``) cells."""

    capacitance_exc_pf: float = par(
        200.0,
        unit="pF",
        gt=0,
        le=1000,
        step=10,
        label="Membrane capacitance, excitatory cells",
        help="Membrane capacitance of an excitatory cell.",
        source="chosen",
    )
    capacitance_inh_pf: float = par(
        100.0,
        unit="pF",
        gt=0,
        le=1000,
        step=10,
        label="Membrane capacitance, inhibitory cells",
        help="Membrane capacitance of an inhibitory cell.",
        source="chosen",
    )
    g_leak_exc_ns: float = par(
        10.0,
        unit="nS",
        gt=0,
        le=100,
        step=1,
        label="Leak conductance, excitatory cells",
        help="Leak conductance of an excitatory cell.",
        source="chosen",
    )
    g_leak_inh_ns: float = par(
        10.0,
        unit="nS",
        gt=0,
        le=100,
        step=1,
        label="Leak conductance, inhibitory cells",
        help="Leak conductance of an inhibitory cell.",
        source="chosen",
    )
    e_leak_mv: float = par(
        -70.0,
        unit="mV",
        ge=-90,
        le=-40,
        step=1,
        label="Resting potential",
        help="Resting potential.",
        source="chosen",
    )
    v_threshold_mv: float = par(
        -50.0,
        unit="mV",
        ge=-65,
        le=-30,
        step=1,
        label="Threshold of firing",
        help="A cell at this potential fires.",
        source="chosen",
    )
    v_reset_mv: float = par(
        -58.0,
        unit="mV",
        ge=-90,
        le=-45,
        step=1,
        label="Potential after a spike",
        help="Potential after a spike.",
        source="chosen",
    )
    t_refractory_exc_ms: float = par(
        3.0,
        unit="ms",
        ge=0,
        le=20,
        step=0.5,
        label="Silence after a spike, excitatory cells",
        help="Silence of an excitatory cell after a spike.",
        source="chosen",
    )
    t_refractory_inh_ms: float = par(
        1.5,
        unit="ms",
        ge=0,
        le=20,
        step=0.5,
        label="Silence after a spike, inhibitory cells",
        help="Silence of an inhibitory cell after a spike.",
        source="chosen",
    )
    adapt_step_ns: float = par(
        0.15,
        unit="nS",
        ge=0,
        le=10,
        step=0.05,
        label="Tiring of a cell by each spike",
        help="Adaptation conductance that each excitatory spike adds; it ends active states.",
        source="chosen",
    )
    tau_adapt_ms: float = par(
        1000.0,
        unit="ms",
        gt=0,
        le=10000,
        step=50,
        label="Recovery from tiring",
        help="Decay of adaptation.",
        source="chosen",
    )
    e_adapt_mv: float = par(
        -80.0,
        unit="mV",
        ge=-100,
        le=-60,
        step=1,
        label="Reversal potential of adaptation",
        help="Reversal potential of adaptation (potassium).",
        source="chosen",
    )

    @model_validator(mode="after")
    def _resets_below_threshold(self) -> Self:
        if self.v_reset_mv >= self.v_threshold_mv:
            raise ValueError(f"v_reset_mv must lie below v_threshold_mv ({self.v_threshold_mv:g})")
        return self
