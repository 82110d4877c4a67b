r"""Synapses: AMPA, NMDA with saturation in the sender, GABA-A, Poisson background.

::

    dg_X/dt = -g_X / tau_X
    spike of excitatory j:  D = k (1 - s_j), s_j += D, ds_j/dt = -s_j / tau_NMDA
                            g_AMPA,i += w_ij,  g_NMDA,i += n w_ij D
    spike of inhibitory j:  g_GABA,i += w_ij
    current of each:        g_X (V - E_X), see `sim.model.neuron`
    g_NMDA of every cell:   + g_tonic, of the glutamate around the cells; a block takes its share

One spike binds the share k of the sender's free receptors; for a rise of 2 ms and alpha 0.5/ms
(Wang 2002) this jump is 0.63 to 0.65. A lone spike thus opens n k times as much NMDA as AMPA
conductance, before magnesium. E_AMPA and E_NMDA are one number, ``e_exc_mv``. NMDA-dominated
recurrence gives states that last. Cue and teacher have a weight of their own, so that random input
can be changed without them.
"""

from __future__ import annotations

from sim.params import Params, par


class SynapseParams(Params):
    """Time constants, strengths and background input."""

    tau_ampa_ms: float = par(
        2.0,
        unit="ms",
        gt=0,
        le=50,
        step=0.5,
        label="Decay of fast excitation (AMPA)",
        help="Decay of AMPA currents.",
        source="Wang 2002",
    )
    tau_nmda_ms: float = par(
        100.0,
        unit="ms",
        gt=0,
        le=500,
        step=5,
        label="Decay of slow excitation (NMDA)",
        help="Decay of NMDA currents.",
        source="Wang 2002",
    )
    tau_gaba_ms: float = par(
        8.0,
        unit="ms",
        gt=0,
        le=100,
        step=0.5,
        label="Decay of inhibition (GABA)",
        help="Decay of GABA-A currents.",
        source="chosen",
    )
    e_exc_mv: float = par(
        0.0,
        unit="mV",
        ge=-20,
        le=20,
        step=1,
        label="Reversal potential of excitation",
        help="Reversal potential of excitation.",
        source="Wang 2002",
    )
    e_gaba_mv: float = par(
        -75.0,
        unit="mV",
        ge=-90,
        le=-55,
        step=1,
        label="Reversal potential of inhibition",
        help="Reversal potential of inhibition.",
        source="chosen",
    )
    magnesium_mm: float = par(
        1.0,
        unit="mM",
        ge=0,
        le=5,
        step=0.1,
        label="Magnesium outside the cells",
        help="Magnesium outside the cell; it plugs NMDA receptors at rest.",
        source="Jahr and Stevens 1990",
    )
    nmda_ratio: float = par(
        3.0,
        ge=0,
        le=10,
        step=0.1,
        label="Slow (NMDA) against fast (AMPA) excitation",
        help="NMDA over AMPA conductance if a spike bound all receptors. A lone spike gives this "
        "times the share that it binds, before magnesium; 0 removes NMDA receptors.",
        source="chosen",
    )
    nmda_tonic_ns: float = par(
        0.0,
        unit="nS",
        ge=0,
        le=20,
        step=0.5,
        label="Slow (NMDA) excitation that is always there",
        help="NMDA conductance of every cell, magnesium left out, that the glutamate around the "
        "cells keeps open.",
        source="chosen after Sah, Hestrin and Nicoll 1989",
    )
    nmda_jump: float = par(
        0.5,
        ge=0,
        le=1,
        step=0.05,
        label="Share of free NMDA receptors a spike binds",
        help="Share of free NMDA receptors that one spike binds.",
        source="chosen",
    )
    ampa_block: float = par(
        0.0,
        ge=0,
        le=1,
        step=0.05,
        label="Share of AMPA receptors blocked",
        help="Share of AMPA receptors blocked throughout (a laboratory switch).",
        source="chosen",
    )
    delay_ms: float = par(
        0.5,
        unit="ms",
        ge=0,
        le=20,
        step=0.5,
        label="Travel time of a spike",
        help="Time a spike travels.",
        source="chosen",
    )
    w_base_ns: float = par(
        0.12,
        unit="nS",
        gt=0,
        le=5,
        step=0.01,
        label="Strength of an ordinary synapse",
        help="Base weight: AMPA peak of an ordinary excitatory-excitatory synapse.",
        source="chosen",
    )
    w_exc_to_inh_ns: float = par(
        0.18,
        unit="nS",
        ge=0,
        le=5,
        step=0.01,
        label="Strength, excitatory to inhibitory",
        help="AMPA peak of an excitatory synapse on an inhibitory cell.",
        source="chosen",
    )
    w_inh_to_exc_ns: float = par(
        1.5,
        unit="nS",
        ge=0,
        le=20,
        step=0.05,
        label="Strength, inhibitory to excitatory",
        help="GABA peak of an inhibitory synapse on an excitatory cell.",
        source="chosen",
    )
    w_inh_to_inh_ns: float = par(
        1.2,
        unit="nS",
        ge=0,
        le=20,
        step=0.05,
        label="Strength, inhibitory to inhibitory",
        help="GABA peak of an inhibitory synapse on an inhibitory cell.",
        source="chosen",
    )
    w_input_ns: float = par(
        1.4,
        unit="nS",
        ge=0,
        le=20,
        step=0.05,
        label="Strength of cue and teacher",
        help="AMPA peak of a spike of the cue or of a teacher.",
        source="chosen",
    )
    background_hz: float = par(
        1500.0,
        unit="Hz",
        ge=0,
        le=10000,
        step=50,
        label="Random input to each cell",
        help="Background spikes that each cell receives.",
        source="chosen",
    )
    w_background_exc_ns: float = par(
        1.4,
        unit="nS",
        ge=0,
        le=20,
        step=0.05,
        label="Strength of random input, excitatory cells",
        help="AMPA peak of a background spike on an excitatory cell.",
        source="chosen",
    )
    w_background_inh_ns: float = par(
        1.05,
        unit="nS",
        ge=0,
        le=20,
        step=0.05,
        label="Strength of random input, inhibitory cells",
        help="AMPA peak of a background spike on an inhibitory cell.",
        source="chosen",
    )

    @property
    def has_nmda(self) -> bool:
        """Whether there are NMDA receptors that a drug could block."""
        return self.nmda_ratio > 0.0 or self.nmda_tonic_ns > 0.0
