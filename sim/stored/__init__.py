"""Results that ship with the package, so that a first picture needs no run.

Read-only files of `sim.store.ResultStore`, written by ``python -m sim.stored``. The first seed of
an arm keeps its spikes; the others hold everything else. A test holds that each of them belongs to
the presets and the model as they are now.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from sim.memo import Memo
from sim.result import Result
from sim.scenario import Scenario, load
from sim.store import ResultStore

FOLDER = Path(__file__).parent / "data"
N_SEEDS = 5
# Arms by preset: what Start, the lessons and the Lab show first.
SHIPPED: dict[str, tuple[str, ...]] = {
    "practice_in_window": ("in_window", "late", "practice_only"),
    "no_direction": ("dose_only", "practise_a", "practise_b"),
    "well_worn_path": ("shallow", "worn", "slow_learner"),
    "fire_together": ("b_alone", "together"),
    "more_is_better": ("trial_dose", "double_dose"),
    "reversal": ("control", "stressed", "stressed_dosed", "during_drug"),
}


class Single(NamedTuple):
    """One run of one arm, of a preset with changes."""

    preset: str
    arm: str
    seed: int
    changes: dict[str, Any]

    def scenario(self) -> Scenario:
        """Return the preset with the changes."""
        return load(self.preset).with_changes(self.changes, where=self.preset)


# What the scenes of lessons show beside these, with its spikes.
SINGLE = (
    Single("well_worn_path", "shallow", 0, {"time.test_days": (0.0, 3.0), "probe.trials": 12}),
    Single("no_direction", "practise_b", 2, {"practice.repeats": 2}),
    Single(
        "reversal",
        "control",
        0,
        {
            "time.test_days": (0.0, 15.0),
            "probe.rest_s": 6.0,
            "probe.trials": 12,
            "assay_reversal.enabled": False,
        },
    ),
    Single("stress_returns", "calm", 0, {"probe.trials": 12}),
    Single(
        "practice_in_window",
        "nothing",
        0,
        {
            "network.wear": 0.5,
            "rapid_scaling.from_bdnf": 0.5,
            "homeostasis.enabled": False,
            "time.test_days": (0.0, 30.0),
            "probe.rest_s": 4.0,
        },
    ),
)

_store = ResultStore(FOLDER)
_memory: Memo[Result | None] = Memo(32 * 2**20)  # all of them, once they have been asked for


def get(fingerprint: str) -> Result | None:
    """Return a run that ships with the package, or None; its file is read once, in 30 ms."""
    path = _store.path(fingerprint)
    return _memory.get(path, lambda: _store.get(fingerprint)) if path.is_file() else None


def results(preset: str) -> dict[str, list[Result]]:
    """Return the shipped results of a preset, arm by arm, seed by seed; empty if it has none."""
    scenario = load(preset)
    by_arm = {
        arm: [get(scenario.fingerprint(arm, seed)) for seed in range(N_SEEDS)]
        for arm in SHIPPED.get(preset, ())
    }
    return {arm: [run for run in runs if run is not None] for arm, runs in by_arm.items()}
