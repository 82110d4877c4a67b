"""Brian2: our default network, in two ways.

`default_network` says each of our steps in Brian2's code, so that every spike can be compared.
`default_network_fine` gives Brian2 the differential equations and lets it integrate them with
short steps, so that rates can be compared with a result that owes nothing to our integration.

**Order of a step**, ours on the left, the slot of Brian2 on the right; D is ``delay_steps``:

======================================  ==================================================
spikes of step m - D arrive, depress    ``synapses`` of step m - 1, pathways of order 1, 2
input of step m arrives                 ``start`` of step m
membranes and traces advance            ``groups`` of step m
cells over threshold fire               ``thresholds`` of step m
they potentiate their plastic inputs    ``synapses`` of step m, pathways of order 0
they are reset, adaptation rises        ``resets`` of step m
======================================  ==================================================

So Brian2's delay is D - 1 steps. Its reset comes after synapses, ours before; no matter, because
synapses touch neither potential nor adaptation. x of the sender rises at the arrival and decays in
that same step; y and y_slow rise at the end of the step of the spike, and an arrival of the next
step reads them undecayed. A weight acts at an arrival before it is depressed.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from . import brian_default_equations as text
from .brian_cases import brian, run_and_read

Edges = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


def default_network(
    edges: Edges,
    arrivals: tuple[np.ndarray, np.ndarray, np.ndarray],
    v0_mv: np.ndarray,
    tables: dict[str, float],
    *,
    n_exc: int,
    n_steps: int,
    learning: float = 1.0,
    block_exc: float = 0.0,
    block_inh: float = 0.0,
    dt_ms: float = 0.5,
) -> tuple[np.ndarray, np.ndarray]:
    """Run our steps in Brian2.

    Parameters
    ----------
    edges : (pre, post, weight_ns, plastic), each (S,)
        Existing synapses only; ``plastic`` is bool; senders from ``n_exc`` on are inhibitory.
    arrivals : (step, neuron, weight_ns), each (A,)
        External input: AMPA conductance that arrives at the beginning of a step.
    v0_mv : (N,)
        Start potentials.
    tables : dict
        Values of `NeuronParams`, `SynapseParams` and `StdpParams` of `sim.model`, all in one.
    n_exc, n_steps : int
    learning : float
        Factor on the learning rate.
    block_exc, block_inh : float
        Shares of blocked NMDA receptors.
    dt_ms : float

    Returns
    -------
    spikes : (n, 2) int array of (step, neuron)
    weight_ns : (S,)
        Weights at the end.
    """
    b2 = brian()
    numbers = constants(tables, learning, dt_ms)
    numbers["input_ns"] = input_per_step(arrivals, n_steps, v0_mv.size, dt_ms)
    group = b2.NeuronGroup(
        v0_mv.size,
        text.CONSTANTS_OF_A_CELL + text.VARIABLES,
        threshold="v >= v_threshold_mv",
        reset=text.STEP_RESET,
        namespace=numbers,
        dt=dt_ms * b2.ms,
    )
    group.run_regularly("g_ampa += ampa_open * input_ns(t, i)", when="start")
    group.run_regularly(text.STEP, when="groups")
    set_cells(group, tables, n_exc, v0_mv, (block_exc, block_inh), dt_ms)
    delay_steps = max(1, round(tables["delay_ms"] / dt_ms))
    synapses, learnt = wire(group, edges, n_exc, (delay_steps - 1) * dt_ms, numbers, dt_ms)
    spikes = run_and_read([group, *synapses], group, n_steps * dt_ms, dt_ms, learnt)
    return spikes, final_weights(edges, learnt)


def default_network_fine(
    edges: Edges,
    arrivals: tuple[np.ndarray, np.ndarray, np.ndarray],
    v0_mv: np.ndarray,
    tables: dict[str, float],
    *,
    n_exc: int,
    n_steps: int,
    learning: float = 1.0,
    block_exc: float = 0.0,
    block_inh: float = 0.0,
    dt_ms: float = 0.5,
    fine_dt_ms: float = 0.05,
    method: str = "rk4",
) -> tuple[np.ndarray, np.ndarray]:
    """Run the equations of the network in Brian2 with steps of ``fine_dt_ms``.

    Arguments and results as in `default_network`; input arrives on the coarse grid, and spikes are
    given in coarse steps. A coarse step finds a spike half a step late on average; a spike
    therefore travels for ``delay_ms`` less half a coarse step.
    """
    b2 = brian()
    numbers = constants(tables, learning, fine_dt_ms)
    numbers["input_ns"] = input_per_step(arrivals, n_steps, v0_mv.size, dt_ms)
    group = b2.NeuronGroup(
        v0_mv.size,
        text.CONSTANTS_OF_A_CELL + text.EQUATIONS,
        threshold="v >= v_threshold_mv",
        reset=text.RESET,
        method=method,
        refractory="(held_steps + 1) * dt",
        namespace=numbers,
        dt=fine_dt_ms * b2.ms,
    )
    group.run_regularly("g_ampa += ampa_open * input_ns(t, i)", when="start", dt=dt_ms * b2.ms)
    set_cells(group, tables, n_exc, v0_mv, (block_exc, block_inh), fine_dt_ms)
    delay_ms = max(tables["delay_ms"] - dt_ms / 2.0, 0.0)
    synapses, learnt = wire(group, edges, n_exc, delay_ms, numbers, fine_dt_ms)
    spikes = run_and_read([group, *synapses], group, n_steps * dt_ms, fine_dt_ms, learnt)
    spikes[:, 0] //= round(dt_ms / fine_dt_ms)
    return spikes, final_weights(edges, learnt)


def constants(tables: dict[str, float], learning: float, dt_ms: float) -> dict[str, Any]:
    """Return the names that the equations use, for a step of ``dt_ms``."""
    numbers: dict[str, Any] = {name: float(value) for name, value in tables.items()}
    for name in ("ampa", "nmda", "gaba", "adapt"):
        tau_ms = tables[f"tau_{name}_ms"]
        numbers[f"keep_{name}"] = math.exp(-dt_ms / tau_ms)
        numbers[f"mean_{name}"] = (1.0 - math.exp(-dt_ms / tau_ms)) * tau_ms / dt_ms
    return numbers | {
        "dt_ms": dt_ms,
        "rate": tables["rate"] * learning,
        "w_max_ns": tables["w_max"] * tables["w_base_ns"],
        "ampa_open": 1.0 - tables["ampa_block"],
    }


def input_per_step(
    arrivals: tuple[np.ndarray, np.ndarray, np.ndarray], n_steps: int, n_cells: int, dt_ms: float
) -> Any:
    """Return a brian2 ``TimedArray`` of the input to each cell in each step."""
    step, neuron, weight_ns = arrivals
    inside = step < n_steps
    summed_ns = np.zeros((n_steps, n_cells))
    np.add.at(summed_ns, (step[inside], neuron[inside]), weight_ns[inside])
    b2 = brian()
    return b2.TimedArray(summed_ns, dt=dt_ms * b2.ms)


def set_cells(
    group: Any,
    tables: dict[str, float],
    n_exc: int,
    v0_mv: np.ndarray,
    blocks: tuple[float, float],
    dt_ms: float,
) -> None:
    """Give the cells of a brian2 ``group`` their constants and start potentials."""
    of_exc = np.arange(v0_mv.size) < n_exc
    refractory_ms = np.where(of_exc, tables["t_refractory_exc_ms"], tables["t_refractory_inh_ms"])
    group.v = v0_mv
    group.capacitance_pf = np.where(
        of_exc, tables["capacitance_exc_pf"], tables["capacitance_inh_pf"]
    )
    group.g_leak_ns = np.where(of_exc, tables["g_leak_exc_ns"], tables["g_leak_inh_ns"])
    group.adapt_ns = np.where(of_exc, tables["adapt_step_ns"], 0.0)
    group.held_steps = np.rint(refractory_ms / dt_ms)
    group.open_nmda = 1.0 - np.where(of_exc, *blocks)


def wire(
    group: Any, edges: Edges, n_exc: int, delay_ms: float, numbers: dict[str, Any], dt_ms: float
) -> tuple[list, Any]:
    """Return all brian2 ``Synapses``, and of these the plastic ones (None without any)."""
    b2 = brian()
    pre, post, weight_ns, plastic = edges

    def synapses(chosen, model, on_pre, on_post=None):
        made = b2.Synapses(
            group, group, model, on_pre=on_pre, on_post=on_post, namespace=numbers, dt=dt_ms * b2.ms
        )
        made.connect(i=pre[chosen], j=post[chosen])
        made.w = weight_ns[chosen]
        made.pre.delay, made.pre.order = delay_ms * b2.ms, 1
        if on_post:
            made.post.order = 0
        return made

    binding = b2.Synapses(group, group, on_pre=text.BIND, namespace=numbers, dt=dt_ms * b2.ms)
    senders = np.arange(n_exc)
    binding.connect(i=senders, j=senders)
    binding.pre.delay, binding.pre.order = delay_ms * b2.ms, 2
    made, learnt = [binding], None
    for chosen, effect in ((pre < n_exc) & ~plastic, text.EXCITE), (pre >= n_exc, text.INHIBIT):
        if chosen.any():
            made.append(synapses(chosen, "w : 1", effect))
    if plastic.any():
        learnt = synapses(plastic, text.TRACES, text.EXCITE + text.DEPRESS, text.POTENTIATE)
        made.append(learnt)
    return made, learnt


def final_weights(edges: Edges, learnt: Any) -> np.ndarray:
    """Return the weights (S,) after a run."""
    _, _, weight_ns, plastic = edges
    final_ns = np.array(weight_ns, dtype=float)
    if learnt is not None:
        final_ns[plastic] = learnt.w
    return final_ns
