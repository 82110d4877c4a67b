"""Our default network in Brian2's language; see `brian_default`. Units: mV, nS, pF, ms."""

from __future__ import annotations

CONSTANTS_OF_A_CELL = """
capacitance_pf : 1 (constant)
g_leak_ns : 1 (constant)
adapt_ns : 1 (constant)
held_steps : 1 (constant)
open_nmda : 1 (constant)
"""

# One step of ours: exponential Euler with the mean of each decaying conductance over the step.
VARIABLES = """
v : 1
left : 1
g_ampa : 1
g_nmda : 1
g_gaba : 1
g_adapt : 1
s : 1
"""
STEP = """
free = 1 / (1 + magnesium_mm / 3.57 * exp(-0.062 * v))
g_exc_mean = mean_ampa * g_ampa + mean_nmda * open_nmda * free * g_nmda
g_gaba_mean = mean_gaba * g_gaba
g_adapt_mean = mean_adapt * g_adapt
g_total = g_leak_ns + g_exc_mean + g_gaba_mean + g_adapt_mean
current_pa = g_leak_ns * e_leak_mv + g_exc_mean * e_exc_mv
current_pa += g_gaba_mean * e_gaba_mv + g_adapt_mean * e_adapt_mv
v_goal = current_pa / g_total
v_next = v_goal + (v - v_goal) * exp(-dt_ms * g_total / capacitance_pf)
v = int(left > 0) * v_reset_mv + int(left <= 0) * v_next
left = clip(left - 1, 0, inf)
g_ampa *= keep_ampa
g_nmda *= keep_nmda
g_gaba *= keep_gaba
g_adapt *= keep_adapt
s *= keep_nmda
"""
STEP_RESET = """
v = v_reset_mv
left = held_steps
g_adapt += adapt_ns
"""

# The same as differential equations.
EQUATIONS = """
dv/dt = (g_leak_ns * (e_leak_mv - v)
         + (g_ampa + open_nmda * g_nmda / (1 + magnesium_mm / 3.57 * exp(-0.062 * v)))
           * (e_exc_mv - v)
         + g_gaba * (e_gaba_mv - v)
         + g_adapt * (e_adapt_mv - v)) / (capacitance_pf * ms) : 1 (unless refractory)
dg_ampa/dt = -g_ampa / (tau_ampa_ms * ms) : 1
dg_nmda/dt = -g_nmda / (tau_nmda_ms * ms) : 1
dg_gaba/dt = -g_gaba / (tau_gaba_ms * ms) : 1
dg_adapt/dt = -g_adapt / (tau_adapt_ms * ms) : 1
ds/dt = -s / (tau_nmda_ms * ms) : 1
"""
RESET = """
v = v_reset_mv
g_adapt += adapt_ns
"""

# Synapses. A spike binds receptors of its sender once, after its synapses have read what is free:
# a loop of every cell onto itself does it.
EXCITE = """
g_ampa_post += ampa_open * w
g_nmda_post += nmda_ratio * nmda_jump * (1 - s_pre) * w
"""
BIND = "s_post += nmda_jump * (1 - s_pre)"
INHIBIT = "g_gaba_post += w"
TRACES = """
w : 1
dx/dt = -x / (tau_pre_ms * ms) : 1 (event-driven)
dy/dt = -y / (tau_post_ms * ms) : 1 (event-driven)
dy_slow/dt = -y_slow / (tau_slow_ms * ms) : 1 (event-driven)
"""
DEPRESS = """
w = clip(w - rate * w_base_ns * (a2_minus * y + pre_only), 0, inf)
x += 1
"""
POTENTIATE = """
w += clip(rate * x * (a2_plus + a3_plus * y_slow), 0, 1) * clip(w_max_ns - w, 0, inf)
y += 1
y_slow += 1
"""
