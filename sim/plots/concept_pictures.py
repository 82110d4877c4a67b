"""A small picture of each concept, and its equation: curves of the model's own functions with their
usual parameters, or pictures of the runs that ship with the package. No number is made up here.

An equation that belongs to a picture already is that of `sim.plots.explanations`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from sim import stored
from sim.kernels import consolidate
from sim.kernels.stdp import depress, potentiate
from sim.model.conditions import NEUTRAL
from sim.model.consolidation import ConsolidationParams, kernel_capture
from sim.model.drug import DrugParams, blocks
from sim.model.homeostasis import HomeostasisParams, scale_inputs
from sim.model.sleep import NIGHT_H, morning_need, need_after
from sim.model.spines import SpineParams, loss_hazard
from sim.model.stdp import StdpParams, kernel_rule
from sim.model.window import WindowParams, WindowState, gate, signal
from sim.plots.explanations import EXPLAIN
from sim.plots.panels.lines import Line, Lines
from sim.plots.panels.picture import Picture
from sim.plots.views.answer import answer_over_days
from sim.plots.views.seeds import seed_dots
from sim.plots.views.switches import switch_map
from sim.result import Result
from sim.scenario import load

_POINTS = 121
_USUAL = "Drawn by program from the equation of the model, with its usual parameters."


class ConceptPicture(NamedTuple):
    """The picture of a concept, its equation as text that can be read aloud, and for `st.latex`."""

    draw: Callable[[], Picture]
    maths: str
    latex: str


def _curves(
    title: str,
    what: str,
    x_label: str,
    y_label: str,
    *lines: Line,
    y_range: tuple[float, float | None] = (0.0, None),
    x_range: tuple[float, float] | None = None,
) -> Picture:
    x_range = x_range or (float(lines[0].x[0]), float(lines[0].x[-1]))
    return Picture(
        id="concept",
        title=title,
        what=f"{what} {_USUAL}",
        leaves_out="",
        panels=(Lines(x_label, y_label, lines, y_range=y_range, x_range=x_range),),
        alt=f"{title} {what}",
    )


def timing() -> Picture:
    """Return the change of an ordinary synapse by one spike of its sender, by the time of it."""
    params, every_ms = StdpParams(), 40.0
    rule = kernel_rule(params, w_base_ns=1.0, dt_ms=1.0, factor=1.0)
    fired_ms = np.arange(-25.0, 26.0) * every_ms  # of the receiver
    grows, shrinks = (getattr(kernel, "py_func", kernel) for kernel in (potentiate, depress))

    def change(sent_ms: float) -> float:
        traces = [
            np.exp((spike_ms - sent_ms) / params.tau_post_ms)
            for spike_ms in fired_ms
            if spike_ms < sent_ms
        ]
        w = shrinks(1.0, rule.rate * (rule.a2_minus * sum(traces) + rule.pre_only), rule)
        for spike_ms in fired_ms[fired_ms >= sent_ms]:
            slow = np.exp((fired_ms[fired_ms < spike_ms] - spike_ms) / params.tau_slow_ms).sum()
            gain = rule.rate * (rule.a2_plus + rule.a3_plus * slow)
            w = grows(w, gain * np.exp((sent_ms - spike_ms) / params.tau_pre_ms), rule)
        return w - 1.0

    before_ms, after_ms = (
        np.linspace(*ends, _POINTS) for ends in ((-every_ms / 2.0, 0.0), (0.5, every_ms / 2.0))
    )
    lines = (
        Line(
            "receiver first", after_ms, np.array([change(sent_ms) for sent_ms in after_ms]), "after"
        ),
        Line(
            "sender first",
            before_ms,
            np.array([change(sent_ms) for sent_ms in before_ms]),
            "before",
        ),
    )
    ends = np.concatenate([line.y for line in lines])
    return _curves(
        "The order decides: a sender just before the receiver gains, one just after it loses.",
        f"The receiver fires every {every_ms:g} ms. The sender fires once: so long after the "
        "nearest of these spikes, or before it (below 0).",
        "sender after receiver (ms)",
        "change of the weight (base weights)",
        *lines,
        y_range=(1.15 * float(ends.min()), 1.15 * float(ends.max())),
        x_range=(-every_ms / 2.0, every_ms / 2.0),
    )


def fast_and_slow() -> Picture:
    """Return fast and slow weight of the inputs of a cell after practice, with an open window."""
    step_h, n_inputs, fresh = 0.25, 12, 2.0
    hours, params = np.arange(0.0, 48.25, step_h), ConsolidationParams()
    start, alive = np.array([0, n_inputs]), np.ones(n_inputs, dtype=bool)
    lines = []
    for name, window, style in (
        ("slow, window open", 1.0, "before"),
        ("slow, window shut", 0.0, "after"),
    ):
        fast, slow, protein = np.full(n_inputs, 1.0 + fresh), np.zeros(n_inputs), np.zeros(1)
        capture = kernel_capture(
            params, step_h=step_h, window=window, capture_gain=WindowParams().capture_gain
        )
        course = []
        for _ in hours:
            course.append((fast[0] - 1.0, slow[0]))
            consolidate(start, alive, fast, slow, protein, capture)
        weights = np.array(course)
        lines.append(Line(name, hours, weights[:, 1], style))
    lines.append(Line("fast", hours, weights[:, 0], "during"))
    return _curves(
        "A fresh change fades within a day; an open window lets more of it be captured.",
        f"A cell of which {n_inputs} inputs have just grown by {fresh:g} base weights each.",
        "time after practice (hours)",
        "change of the weight (base weights)",
        *lines,
    )


def spine_losses() -> Picture:
    """Return how fast spines are lost, by their strength."""
    weight, params = np.linspace(0.0, 5.0, _POINTS), SpineParams()
    lines = [
        Line(name, weight, loss_hazard(params, weight, np.full(_POINTS, young)), style)
        for name, young, style in (("young", True, "after"), ("settled", False, "before"))
    ]
    return _curves(
        "Young and weak spines are lost fastest.",
        "Losses a day of young and of settled spines, by the weight of the synapse.",
        "weight (base weights)",
        "losses (per day)",
        *lines,
    )


def blocked() -> Picture:
    """Return the share of blocked receptors on both kinds of cells, by drug level."""
    level = np.linspace(0.0, 400.0, _POINTS)
    exc, inh = blocks(DrugParams(), level)
    return _curves(
        "At the same level more receptors are blocked on inhibitory cells.",
        "Share of NMDA receptors that are blocked, by the drug level.",
        "drug level (ng/mL)",
        "blocked receptors (share)",
        Line("inhibitory", level, inh, "inhibitory"),
        Line("excitatory", level, exc, "excitatory"),
        y_range=(0.0, 1.0),
    )


def gate_of_surge() -> Picture:
    """Return how far a surge of activity opens the gate."""
    surge, params = np.linspace(0.0, 0.6, _POINTS), WindowParams()
    return _curves(
        "A small surge opens nearly nothing, a large one nearly all.",
        f"How far a surge opens the gate to the window; half at {params.gate_k:g}.",
        "surge (share above usual activity)",
        "gate (share open)",
        Line("gate", surge, np.array([gate(params, share) for share in surge]), "window"),
        y_range=(0.0, 1.0),
    )


def scaling() -> Picture:
    """Return how much all inputs of a cell change in a day, by how far the rate is off."""
    target_hz, rate_hz, params = 5.0, np.linspace(0.0, 15.0, _POINTS), HomeostasisParams()
    change = [
        scale_inputs(params, np.ones(1), np.array([hz]), np.array([target_hz]), 1.0)[0] - 1.0
        for hz in rate_hz
    ]
    return _curves(
        "Too fast turns all inputs down, too slow turns them up.",
        f"Change of all inputs of a cell in a day, for a set point of {target_hz:g} Hz.",
        "mean rate (Hz)",
        "change in a day (share)",
        Line("scaling", rate_hz, np.array(change), "before"),
        Line("set point", rate_hz, np.zeros(_POINTS), "reference"),
        y_range=(-0.3, 0.3),
    )


def need_for_sleep() -> Picture:
    """Return the need for sleep over three days, with a night and with a night awake."""
    hours = np.arange(0.0, 72.1, 0.5)
    lines = []
    for name, lost, style in (("a night lost", 1, "after"), ("usual nights", -1, "before")):
        need, course = morning_need(), []
        for hour in hours:
            course.append(need)
            is_asleep = hour % 24.0 >= 24.0 - NIGHT_H and hour // 24.0 != lost
            need = need_after(need, 0.0 if is_asleep else 0.5, 0.5 if is_asleep else 0.0)
        lines.append(Line(name, hours, np.array(course), style))
    return _curves(
        "Waking builds up a need that a night takes away.",
        "The need for sleep over three days; it sets how far waking has made small synapses grow.",
        "time from a morning on (hours)",
        "need for sleep (0 to 1)",
        *lines,
        y_range=(0.0, 1.0),
    )


def two_causes() -> Picture:
    """Return one signal from two rival causes."""
    strength = np.linspace(0.0, 4.0, _POINTS)
    usual, direct = WindowParams(), WindowParams(direct=1.0)
    surge = [
        signal(usual, WindowState(), surge=times * usual.gate_k, level_um=0.0, acting=NEUTRAL)
        for times in strength
    ]
    level = [
        signal(
            direct, WindowState(), surge=0.0, level_um=times * direct.direct_k_um, acting=NEUTRAL
        )
        for times in strength
    ]
    return _curves(
        "Two ideas about the cause lead to about the same signal.",
        "The signal that opens the window: by a surge of activity, or by the drug "
        "itself. The axis counts each cause in units of its half.",
        "strength of the cause (times its half)",
        "signal (0 to 1)",
        Line("by a surge", strength, np.array(surge), "before"),
        Line("by the drug itself", strength, np.array(level), "after"),
        y_range=(0.0, 1.0),
    )


def _runs(preset: str, *arms: str) -> Mapping[str, list[Result]]:
    """Return shipped runs by the labels of their arms; nothing where they cannot be read."""
    labels, results = {arm.id: arm.label for arm in load(preset).arm}, stored.results(preset)
    return {labels[arm]: results[arm] for arm in arms if results.get(arm)}


def _of_plot(draw: Callable[[], Picture], plot: str) -> ConceptPicture:
    """Return a picture with the equation that another picture of the same thing has."""
    return ConceptPicture(draw, EXPLAIN[plot].maths, EXPLAIN[plot].latex)


CONCEPT_PICTURES: dict[str, ConceptPicture] = {
    "plasticity": _of_plot(
        lambda: answer_over_days(_runs("practice_in_window", "in_window", "late")),
        "answer_over_days",
    ),
    "hebbian": ConceptPicture(
        timing,
        "spike of the receiver: weight grows by rate x A3 x trace of the sender x slow trace of "
        "the receiver x room left; spike of the sender: weight falls by rate x (A2 x trace of the "
        "receiver + loss)",
        r"\text{receiver: } w \mathrel{+}= \eta A_3^{+} \, x \, y_{\mathrm{slow}} "
        r"(w_{\max} - w), \qquad \text{sender: } w \mathrel{-}= \eta (A_2^{-} y + c)",
    ),
    "fast_and_slow": ConceptPicture(
        fast_and_slow,
        "weight = scale x (fast + slow); the fast weight falls back to 1; the slow weight moves by "
        "proteins x (fast - 1) / time, where the synapse is tagged",
        r"w = s \, (h + z), \qquad \frac{dh}{dt} = -\frac{h - 1}{\tau_h}, \qquad "
        r"\frac{dz}{dt} = p \, \frac{h - 1}{\tau_z} \ \text{if tagged}",
    ),
    "attractor": _of_plot(
        lambda: switch_map(_runs("well_worn_path", "shallow", "worn")), "switch_map"
    ),
    "spines": _of_plot(spine_losses, "spines_over_days"),
    "inhibition": ConceptPicture(
        blocked,
        "block = level / (level + IC50 of the kind of cell)",
        r"b_{\mathrm{inh}} = \frac{C}{C + IC_{50}}, \qquad "
        r"b_{\mathrm{exc}} = \frac{C}{C + s \, IC_{50}}",
    ),
    "window": ConceptPicture(
        gate_of_surge,
        "gate = surge to the power n / (K to the power n + surge to the power n)",
        r"\mathrm{gate}(G) = \frac{G^n}{K^n + G^n}",
    ),
    "homeostasis": _of_plot(scaling, "rates_over_days"),
    "sleep": ConceptPicture(
        need_for_sleep,
        "awake, the need rises by (1 - need) / tau of waking; asleep it falls by need / tau of "
        "sleep",
        r"\text{awake: } \frac{dS}{dt} = \frac{1 - S}{\tau_{\mathrm{wake}}}, \qquad "
        r"\text{asleep: } \frac{dS}{dt} = -\frac{S}{\tau_{\mathrm{sleep}}}",
    ),
    "chance": _of_plot(
        lambda: seed_dots(_runs("well_worn_path", "worn"), "dwell.a_ms"), "seed_dots"
    ),
    "model": ConceptPicture(
        two_causes,
        "signal = 1 - (1 - gate of the surge) x (1 - d x level / (level + K))",
        r"\mathrm{signal} = 1 - \big(1 - \mathrm{gate}(G)\big) "
        r"\Big(1 - d \, \frac{C}{C + K_d}\Big)",
    ),
}
