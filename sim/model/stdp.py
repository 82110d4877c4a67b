"""Learning in the spiking network: parameters of the triplet-type rule in `sim.kernels.stdp`.

The exponents are mu+ = 1 and mu- = 0, so the soft bound has one side: strengthening grows smaller
towards ``w_max``, while weakening does not depend on the weight and is cut off at 0. With
``a2_plus`` at 0 one pair of spikes never strengthens a synapse, in whichever order they come: that
takes a second spike of the receiver, soon before. At chance timing the rule therefore weakens a
synapse while its receiver fires slowly and strengthens it while that fires fast; the rate in
between is the higher, the stronger the synapse is already.
"""

from __future__ import annotations

from sim.kernels import Learning
from sim.model.cells import decay_factor
from sim.params import Params, par


class StdpParams(Params):
    """Triplet-type STDP with a soft upper bound, on every excitatory-excitatory synapse."""

    rate: float = par(
        2.0,
        ge=0,
        le=10,
        step=0.1,
        label="Learning rate",
        help="Learning rate; 0 switches learning off. One practice stands for many real ones: "
        "this factor says for how many.",
        source="chosen",
    )
    a2_plus: float = par(
        0.0,
        ge=0,
        le=0.1,
        step=1e-4,
        label="Strengthening by a pair of spikes",
        help="Potentiation by a pair of spikes.",
        source="Pfister and Gerstner 2006",
    )
    a3_plus: float = par(
        8e-4,
        ge=0,
        le=0.1,
        step=1e-4,
        label="Strengthening by three spikes",
        help="Potentiation by a triplet of spikes.",
        source="chosen",
    )
    a2_minus: float = par(
        6.4e-3,
        ge=0,
        le=0.1,
        step=1e-4,
        label="Weakening by a pair of spikes",
        help="Depression by a pair of spikes, in base weights.",
        source="chosen",
    )
    pre_only: float = par(
        1.92e-3,
        ge=0,
        le=0.1,
        step=1e-4,
        label="Weakening by the sender's spike alone",
        help="Depression by a sender's spike alone, in base weights.",
        source="chosen",
    )
    w_max: float = par(
        10.0,
        unit="base weights",
        gt=0,
        le=50,
        step=0.5,
        label="Highest weight",
        help="Soft upper bound of a weight.",
        source="chosen",
    )
    tau_pre_ms: float = par(
        20.0,
        unit="ms",
        gt=0,
        le=200,
        step=1,
        label="Memory of the sender's spike",
        help="Memory of the sender's spike.",
        source="chosen",
    )
    tau_post_ms: float = par(
        20.0,
        unit="ms",
        gt=0,
        le=200,
        step=1,
        label="Fast memory of the receiver's spike",
        help="Fast memory of the receiver's spike.",
        source="chosen",
    )
    tau_slow_ms: float = par(
        100.0,
        unit="ms",
        gt=0,
        le=1000,
        step=5,
        label="Slow memory of the receiver's spike",
        help="Slow memory of the receiver's spike: makes learning depend on rate.",
        source="chosen after Pfister and Gerstner 2006, who fitted 114, 125 and 40 ms",
    )


LEARNING_OFF = Learning(
    rate=0.0,
    summed=False,
    nearest=False,
    a2_plus=0.0,
    a3_plus=0.0,
    a2_minus=0.0,
    a3_minus=0.0,
    pre_only=0.0,
    mu_plus=0.0,
    mu_minus=0.0,
    w_max_ns=1.0,
    w_unit_ns=1.0,
    decay_pre=1.0,
    decay_pre_slow=1.0,
    decay_post=1.0,
    decay_slow=1.0,
    inh_rate_ns=0.0,
    inh_target=0.0,
    inh_max_ns=1.0,
    decay_inh=1.0,
)


def kernel_rule(params: StdpParams, *, w_base_ns: float, dt_ms: float, factor: float) -> Learning:
    """Return the constants of the rule for the kernel.

    Parameters
    ----------
    params : StdpParams
    w_base_ns : float
        Base weight in nS.
    dt_ms : float
        Time step in ms.
    factor : float
        What window and drug make of the learning rate; 0 switches learning off.
    """
    return LEARNING_OFF._replace(
        rate=float(params.rate * factor),
        a2_plus=float(params.a2_plus),
        a3_plus=float(params.a3_plus),
        a2_minus=float(params.a2_minus),
        pre_only=float(params.pre_only),
        mu_plus=1.0,
        w_max_ns=float(params.w_max * w_base_ns),
        w_unit_ns=float(w_base_ns),
        decay_pre=decay_factor(dt_ms, params.tau_pre_ms),
        decay_post=decay_factor(dt_ms, params.tau_post_ms),
        decay_slow=decay_factor(dt_ms, params.tau_slow_ms),
    )
