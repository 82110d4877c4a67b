"""Outputs: what a run yields, each declared once, as parameters are.

`sim.result.Result` holds them, `sim.engine.recorder` collects them, measures and pages take their
unit and their words from here, and `plasticity-lab outputs` lists them. A new output is declared
here and computed in one place. What an assay finds is declared in the file of the assay.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from sim.model.network import GROUPS, PATTERNS
from sim.phrases import suggest

# Fields of a result that hold several outputs each, by name.
COLLECTIONS = ("series", "probes", "spikes", "sample")

# Axes of fixed length, with the names of their places; all others are as long as a run makes them.
STATES = (*PATTERNS, "none")
AXES: dict[str, tuple[str, ...]] = {
    "state": STATES,
    "pattern": PATTERNS,
    "group": GROUPS,
    "kind of cell": (*GROUPS, "inhibitory"),
}


class Output(NamedTuple):
    """One array that a run yields.

    Attributes
    ----------
    name : str
        As in a result, in files and in claims.
    unit : str
        As printed; empty means dimensionless.
    label : str
        A few words for an axis or a table.
    meaning : str
        What it is, in one sentence.
    topic : str
        What it is about; for what is also a measure one of `sim.measures.measure.GROUPS`.
    collection : str
        One of `COLLECTIONS`, or empty for a field of the result itself.
    axes : tuple of str
        Keys of `AXES`, or names of axes whose length a run decides.
    """

    name: str
    unit: str
    label: str
    meaning: str
    topic: str = "activity"
    collection: str = "probes"
    axes: tuple[str, ...] = ("test",)

    @property
    def key(self) -> str:
        """Where it stands in a saved result: ``series.window``."""
        return f"{self.collection}.{self.name}" if self.collection else self.name

    @property
    def shape(self) -> str:
        """Shape in words: ``test, state (5)``."""
        return ", ".join(
            f"{axis} ({len(AXES[axis])})" if axis in AXES else axis for axis in self.axes
        )


def _series(name: str, unit: str, label: str, meaning: str, topic: str) -> Output:
    return Output(name, unit, label, meaning, topic, "series", ("step",))


_OF_START = "as a share of those at the start."

OUTPUTS: tuple[Output, ...] = (
    Output("t_d", "days", "time", "Day of each step of the calendar.", "time", "", ("step",)),
    Output("probe_d", "days", "day of a test", "Day of each test.", "time", "", ("test",)),
    Output(
        "session_d",
        "days",
        "day of practice",
        "Day of each session of practice.",
        "time",
        "",
        ("session",),
    ),
    Output(
        "session_share",
        "",
        "practised pattern active",
        "Share of a session of practice in which its pattern was active.",
        "learning",
        "",
        ("session",),
    ),
    Output(
        "group_of_neuron",
        "",
        "group of a cell",
        "Number of the group of each cell: A, B, C, D, cue, rest, inhibitory.",
        "cells",
        "",
        ("neuron",),
    ),
    # Slow variables.
    _series("level_ng_per_ml", "ng/mL", "drug level", "Level of the drug in plasma.", "drug"),
    _series(
        "block_exc",
        "",
        "block, excitatory cells",
        "Share of blocked NMDA receptors on excitatory cells.",
        "drug",
    ),
    _series(
        "block_inh",
        "",
        "block, inhibitory cells",
        "Share of blocked NMDA receptors on inhibitory cells.",
        "drug",
    ),
    _series(
        "surge",
        "",
        "surge",
        "Rise of excitatory output under the drug, as a share of output without it.",
        "drug",
    ),
    _series("bdnf", "", "BDNF-like signal", "Level of the BDNF-like signal, 0 to 1.", "learning"),
    _series(
        "synthesis",
        "",
        "protein synthesis",
        "How far protein synthesis has been started, 0 to 1.",
        "learning",
    ),
    _series(
        "window",
        "",
        "plasticity window",
        "How open the window of plasticity is, 0 to 1.",
        "learning",
    ),
    _series(
        "spine_drive",
        "",
        "drive of spine births",
        "How strongly births of spines are driven, 0 to 1.",
        "learning",
    ),
    _series(
        "learning_factor",
        "",
        "factor on learning",
        "What window and drug make of the learning rate; 1 without either.",
        "learning",
    ),
    _series("spine_count", "", "synapses", f"Number of synapses, {_OF_START}", "weights"),
    _series(
        "spine_born",
        "",
        "newborn synapses",
        f"Synapses born since the start and still there, {_OF_START}",
        "weights",
    ),
    _series(
        "spine_kept", "", "synapses kept", f"Synapses there since the start, {_OF_START}", "weights"
    ),
    _series(
        "spine_gained",
        "",
        "births of synapses",
        f"All births of synapses since the start, {_OF_START}",
        "weights",
    ),
    _series(
        "spine_lost",
        "",
        "losses of synapses",
        f"All losses of synapses since the start, {_OF_START}",
        "weights",
    ),
    _series("scale", "", "synaptic scaling", "Mean factor of slow synaptic scaling.", "weights"),
    _series(
        "rapid",
        "",
        "rapid scaling",
        "What rapid scaling by the drug adds to all inputs.",
        "weights",
    ),
    _series("waking", "", "growth by waking", "Mean growth of synapses by waking.", "weights"),
    _series(
        "night_scaled",
        "",
        "a night's change, untagged",
        "Median change that scaling makes in a night in synapses that are not tagged.",
        "weights",
    ),
    _series(
        "night_tagged",
        "",
        "a night's change, tagged",
        "Median change that scaling makes in a night in synapses that are tagged.",
        "weights",
    ),
    _series(
        "night_share",
        "",
        "synapses scaled in a night",
        "Share of the synapses that a night scales down by 10 to 25 %.",
        "weights",
    ),
    # Tests.
    Output(
        "answer",
        "",
        "answers",
        "Share of the test cues that are answered with each pattern, or with none.",
        axes=("test", "state"),
    ),
    Output(
        "uncued",
        "",
        "states without a cue",
        "The same at the same moments without a cue (catch trials).",
        axes=("test", "state"),
    ),
    Output(
        "occupancy",
        "",
        "resting time",
        "Share of resting time in each pattern, or in none.",
        axes=("test", "state"),
    ),
    Output(
        "dwell_ms",
        "ms",
        "length of a visit",
        "Mean length of a visit to each pattern at rest; missing if it was never visited.",
        axes=("test", "pattern"),
    ),
    Output(
        "transition_entropy_bits",
        "bits",
        "openness of the order of patterns",
        "Entropy of the next pattern given the present one; missing without a change of pattern.",
    ),
    Output(
        "transitions",
        "",
        "changes of state",
        "How often, at rest, one state was followed by another; row = from, column = to.",
        axes=("test", "state", "state"),
    ),
    Output(
        "strength",
        "base weights",
        "mean weight",
        "Mean weight over the synapses of the start; row = from, column = to.",
        "weights",
        axes=("test", "group", "group"),
    ),
    Output(
        "group_rate_hz",
        "Hz",
        "resting rate of each group",
        "Mean rate at rest of the cells of each group.",
        axes=("test", "kind of cell"),
    ),
    Output(
        "rate_exc_hz",
        "Hz",
        "rate of excitatory cells",
        "Mean rate of the excitatory cells in the resting part of a test.",
    ),
    Output(
        "rate_inh_hz",
        "Hz",
        "rate of inhibitory cells",
        "Mean rate of the inhibitory cells in the resting part of a test.",
    ),
    Output(
        "autocorr_total",
        "",
        "weights like those of the start",
        "Correlation of fast plus slow weights with those of the start, scaling left out.",
        "weights",
    ),
    Output(
        "autocorr_slow",
        "",
        "slow weights like those of the start",
        "Correlation of slow weights with those of the start; missing if all were alike.",
        "weights",
    ),
    Output(
        "fast_change",
        "base weights",
        "distance of fast weights from rest",
        "Root mean square distance of the fast weights of existing synapses from rest.",
        "weights",
    ),
    Output(
        "modularity",
        "",
        "modularity of the weights",
        "How much more weight lies inside A, B, C, D, cue and rest than the inputs and outputs "
        "of their cells lead to expect.",
        "weights",
    ),
    # Spikes of all tests.
    Output(
        "spike_probe",
        "",
        "test of a spike",
        "Number of the test in which it fell.",
        "cells",
        "spikes",
        ("spike",),
    ),
    Output(
        "spike_ms",
        "ms",
        "time of a spike",
        "Time since the test began.",
        "cells",
        "spikes",
        ("spike",),
    ),
    Output(
        "spike_neuron",
        "",
        "cell of a spike",
        "Number of the cell that fired.",
        "cells",
        "spikes",
        ("spike",),
    ),
    # Some cells, so that a network can be drawn.
    Output(
        "cell",
        "",
        "cells of the sample",
        "Numbers of some cells of each group.",
        "cells",
        "sample",
        ("cell",),
    ),
    Output(
        "pre",
        "",
        "senders in the sample",
        "Sender of each synapse, as a place in the sample.",
        "cells",
        "sample",
        ("synapse",),
    ),
    Output(
        "post",
        "",
        "receivers in the sample",
        "Receiver of each synapse, as a place in the sample.",
        "cells",
        "sample",
        ("synapse",),
    ),
    Output(
        "weight",
        "base weights",
        "weights in the sample",
        "Weight of each synapse at each test; missing where there is none.",
        "cells",
        "sample",
        ("test", "synapse"),
    ),
)


def of_collection(collection: str) -> tuple[Output, ...]:
    """Return the outputs of one of `COLLECTIONS` that every run has, in their order."""
    return tuple(output for output in OUTPUTS if output.collection == collection)


def described() -> str:
    """Return what every run yields, as lines for the docstring of a result."""
    titles = {"": "Fields", **{collection: f"``{collection}``" for collection in COLLECTIONS}}
    lines = []
    for collection, title in titles.items():
        lines += ["", title]
        for output in of_collection(collection):
            unit = f", {output.unit}" if output.unit else ""
            lines.append(f"    ``{output.name}`` ({output.shape}){unit}: {output.meaning}")
    return "\n".join(lines)


def output_named(name: str) -> Output:
    """Return an output that every run has; a `KeyError` for any other name suggests one."""
    by_name = {output.name: output for output in OUTPUTS}
    if name not in by_name:
        raise KeyError(_unknown(name, by_name))
    return by_name[name]


class Arrays(dict):
    """Arrays of one collection by name; asked for a name it has not, it suggests another."""

    def __missing__(self, name: str) -> np.ndarray:
        raise KeyError(_unknown(name, self))


def _unknown(name: str, names: Iterable[str]) -> str:
    near = suggest(str(name), names)
    hint = f"did you mean {near!r}?" if near else "outputs of an assay need its table switched on"
    return f"no output {name!r} here; {hint}"


def check(arrays: Mapping[str, np.ndarray], more: Iterable[Output] = ()) -> None:
    """Compare arrays with what is declared.

    Parameters
    ----------
    arrays : mapping of str to array
        By `Output.key`.
    more : iterable of Output
        Outputs that are not in every run, and may be missing.

    Raises
    ------
    ValueError
        If an output is missing, or has another shape than the others lead to expect.
    """
    missing = [output.key for output in OUTPUTS if output.key not in arrays]
    if missing:
        raise ValueError(f"no {', '.join(missing)}")
    lengths = {axis: len(names) for axis, names in AXES.items()}
    for output in (*OUTPUTS, *(output for output in more if output.key in arrays)):
        shape = arrays[output.key].shape
        expected = tuple(lengths.get(axis, size) for axis, size in zip(output.axes, shape))
        if len(shape) != len(output.axes) or shape != expected:
            raise ValueError(f"{output.key} has shape {shape}; declared: {output.shape}")
        lengths.update(zip(output.axes, shape))
