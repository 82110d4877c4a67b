"""Recording: looks at a run, changes nothing, and collects its outputs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from sim.engine.plan import Plan, StepPlan
from sim.engine.probe import Probe
from sim.engine.sample import Sample
from sim.model.episode import Spikes
from sim.model.world import World
from sim.outputs import Arrays, of_collection


class Recorder:
    """Slow variables at every calendar step, tests, and sessions of practice of one run."""

    def __init__(self, world: World, n_steps: int) -> None:
        self.sample = Sample(world)
        self.sample_weight: list[np.ndarray] = []
        self.series = Arrays({output.name: np.zeros(n_steps) for output in of_collection("series")})
        self.probe_d: list[float] = []
        self.probes: list[dict[str, np.ndarray | float]] = []
        self.spikes: list[Spikes] = []
        self.session_d: list[float] = []
        self.session_share: list[float] = []

    def record(self, now: StepPlan, values: Mapping[str, float]) -> None:
        """Record values of series at a step."""
        for name, value in values.items():
            self.series[name][now.step] = value

    def record_world(self, now: StepPlan, world: World) -> None:
        """Record the slow variables of ``world`` at a step."""
        count, start = np.count_nonzero(world.alive), max(world.n_start, 1)
        n_kept = world.n_kept
        self.record(
            now,
            {
                "surge": world.surge,
                "learning_factor": world.learning,
                "spine_count": count / start,
                "spine_kept": n_kept / start,
                "spine_born": (count - n_kept) / start,
                "spine_gained": world.n_gained / start,
                "spine_lost": world.n_lost / start,
                "scale": float(world.scale.mean()),
                "rapid": world.rapid,
                "window": world.window,
                "bdnf": world.chain.bdnf,
                "synthesis": world.chain.synthesis,
                "spine_drive": world.chain.spine_drive,
            },
        )

    def record_test(
        self, now: StepPlan, world: World, probe: Probe, from_assays: Mapping[str, float]
    ) -> None:
        """Record a test, the assays made with it, and a sample of the weights."""
        self.sample_weight.append(self.sample.weights(world))
        self.probe_d.append(now.t_d)
        self.probes.append({**probe.values, **from_assays})
        self.spikes.append(probe.spikes)

    def record_sessions(self, now: StepPlan, shares: list[float]) -> None:
        """Record how much of each session of practice its pattern was active."""
        self.session_d += [now.t_d] * len(shares)
        self.session_share += shares

    def arrays(self, plan: Plan, world: World) -> dict[str, Any]:
        """Return the fields of a result that hold arrays."""
        self.series["level_ng_per_ml"] = plan.level
        self.series["block_exc"], self.series["block_inh"] = plan.block_exc, plan.block_inh
        return {
            "t_d": plan.t_d,
            "series": self.series,
            "probe_d": np.array(self.probe_d),
            "probes": {
                name: np.array([probe[name] for probe in self.probes]) for name in self.probes[0]
            },
            "spikes": self._spikes(),
            "sample": {
                "cell": self.sample.cell,
                "pre": self.sample.pre,
                "post": self.sample.post,
                "weight": np.array(self.sample_weight),
            },
            "session_d": np.array(self.session_d),
            "session_share": np.array(self.session_share),
            "group_of_neuron": world.scenario.network.group_of_neuron(),
        }

    def _spikes(self) -> dict[str, np.ndarray]:
        """Return the spikes of all tests, with the number of the test of each."""
        return {
            "spike_probe": np.repeat(
                np.arange(len(self.spikes), dtype=np.int16),
                [spikes.neuron.size for spikes in self.spikes],
            ),
            "spike_ms": np.concatenate([spikes.t_ms for spikes in self.spikes]),
            "spike_neuron": np.concatenate([spikes.neuron for spikes in self.spikes]),
        }
