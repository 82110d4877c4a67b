"""Collects what a run shows, and turns it into a result."""

from __future__ import annotations

import numpy as np

from sim.engine.probe import Probe
from sim.engine.sample import Sample
from sim.model.world import World
from sim.result import PROBES, SERIES


class Recorder:
    """Slow variables at every calendar step, tests, and sessions of practice."""

    def __init__(self, world: World, n_steps: int) -> None:
        self.sample = Sample(world)
        self.sample_weight: list[np.ndarray] = []
        self.series = {name: np.zeros(n_steps) for name in SERIES}
        self.probe_d: list[float] = []
        self.probes: list[Probe] = []
        self.assays: list[dict[str, float]] = []
        self.session_d: list[float] = []
        self.session_share: list[float] = []

    def record_step(self, step: int, world: World, *, surge: float, learning: float) -> None:
        """Record the slow variables of ``world`` at a calendar step."""
        count, start = np.count_nonzero(world.alive), max(world.n_start, 1)
        values = {
            "surge": surge,
            "learning_factor": learning,
            "spine_count": count / start,
            "spine_kept": world.n_kept / start,
            "spine_born": (count - world.n_kept) / start,
            "spine_gained": world.n_gained / start,
            "spine_lost": world.n_lost / start,
            "scale": float(world.scale.mean()),
            "rapid": world.rapid,
            "window": world.window,
            **{name: getattr(world.chain, name) for name in ("bdnf", "synthesis", "spine_drive")},
        }
        for name, value in values.items():
            self.series[name][step] = value

    def record_probe(
        self, t_d: float, world: World, probe: Probe, assays: dict[str, float]
    ) -> None:
        """Record a test, the assays made with it, and a sample of the weights."""
        self.sample_weight.append(self.sample.weights(world))
        self.probe_d.append(t_d)
        self.probes.append(probe)
        self.assays.append(assays)

    def record_session(self, t_d: float, share: float) -> None:
        """Record a session of practice and how much of it the practised pattern was active."""
        self.session_d.append(t_d)
        self.session_share.append(share)

    def probe_arrays(self) -> dict[str, np.ndarray]:
        """Return each quantity of the tests as one array, tests first."""
        found = {name: np.array([getattr(probe, name) for probe in self.probes]) for name in PROBES}
        for name in self.assays[0]:
            found[name] = np.array([assay[name] for assay in self.assays])
        return found

    def spike_arrays(self) -> dict[str, np.ndarray]:
        """Return the spikes of all tests, with the number of the test of each."""
        spikes = [probe.spikes for probe in self.probes]
        return {
            "spike_probe": np.repeat(
                np.arange(len(spikes), dtype=np.int16), [s.neuron.size for s in spikes]
            ),
            "spike_ms": np.concatenate([s.t_ms for s in spikes]),
            "spike_neuron": np.concatenate([s.neuron for s in spikes]),
        }

    def sample_arrays(self) -> dict[str, np.ndarray]:
        """Return the sample of cells, the synapses among them, and their weight at each test."""
        return {
            "cell": self.sample.cell,
            "pre": self.sample.pre,
            "post": self.sample.post,
            "weight": np.array(self.sample_weight),
        }
