"""Each part of a calendar step changes what it declares of the world, and all of that."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable
from functools import wraps

import numpy as np
import pytest

from sim.assays import ASSAYS
from sim.engine import run
from sim.interventions import CellLoss, Dose, Erase, Practice, Sleep, YoungNeurons
from sim.model.sleep import Sleeper
from sim.model.world import World, writes
from tests.small import small_scenario

LOOP = sys.modules["sim.engine.loop"]
PARTS = {name: part for name, part in vars(LOOP).items() if hasattr(part, "writes")}
NOT_STATE = {"scenario", "seed", "control"}  # what is given, and the stop word of the kernel

EVENTFUL = (
    Dose(name="dose", at_d=(0.3,), dose_mg_per_kg=1.0),
    Practice(name="practice", pattern="B", start_d=0.6, days=2, repeats=2),
    Sleep(name="nights", to_d=3.0, replay_s=0.5),
    CellLoss(name="loss", at_d=1.1, share=0.1),
    Erase(name="erase", at_d=2.2, born_after_d=0.2),
    YoungNeurons(name="into_b", share=0.3, maturation_d=1.0, joins="B"),
    YoungNeurons(name="into_inhibition", share=0.3, maturation_d=1.0, joins="inhibition"),
)
BUSY = {
    "time__length_d": 3.0,
    "time__test_days": [0.0, 3.0],
    "settling__enabled": True,
    "spines__loss_per_d": 0.1,
    "stdp__rate": 2.0,
    "rapid_scaling__from_block": 0.2,
    "assay_kick__trials": 1,
    "assay_basin__trials": 1,
    "assay_challenge__trials": 1,
    "assay_reversal__max_trials": 8,
    "assay_balance__rest_s": 0.5,
    "assay_leaving__rest_s": 1.0,
} | {f"{assay.TABLE}__enabled": True for assay in ASSAYS}


def snapshot(world: World) -> dict[str, object]:
    """Return all that a world holds and that could change, by field."""

    def frozen(value: object) -> object:
        if isinstance(value, np.ndarray):
            return value.tobytes()
        if isinstance(value, tuple):
            return tuple(frozen(entry) for entry in value)
        return value

    return {name: frozen(value) for name, value in vars(world).items() if name not in NOT_STATE}


class Watch:
    """Compares the world before and after each part of a step with what the part declares."""

    def __init__(self) -> None:
        self.changed: dict[str, set[str]] = defaultdict(set)
        self.last: dict[str, object] | None = None

    def watched(self, name: str, part: Callable, world_of: Callable) -> Callable:
        @wraps(part)
        def run_part(*args, **kwargs):
            world = world_of(args[0])
            before = snapshot(world)
            between = different(self.last or before, before)
            assert not between, f"{between} changed before {name}, outside of every part"
            outcome = part(*args, **kwargs)
            self.last = snapshot(world)
            changed = different(before, self.last)
            undeclared = changed - part.writes
            assert not undeclared, f"{name} changes {undeclared} and does not declare it"
            self.changed[name] |= changed
            return outcome

        return run_part


def different(before: dict[str, object], after: dict[str, object]) -> set[str]:
    assert before.keys() == after.keys()
    return {name for name in before if before[name] != after[name]}


@pytest.fixture(scope="module")
def watch() -> Watch:
    """What each part changed in a run of three days in which everything happens."""
    watch = Watch()
    with pytest.MonkeyPatch.context() as patch:
        for name, part in PARTS.items():
            patch.setattr(LOOP, name, watch.watched(name, part, lambda world: world))
        live = watch.watched("Sleeper.live", Sleeper.live, lambda sleeper: sleeper.world)
        patch.setattr(Sleeper, "live", live)
        run(small_scenario(EVENTFUL, **BUSY), arm="all", seed=2)
    return watch


def test_all_parts_of_a_step_are_watched(watch):
    assert len(PARTS) >= 9
    assert watch.changed.keys() == PARTS.keys() | {"Sleeper.live"}


@pytest.mark.parametrize("name", [*PARTS, "Sleeper.live"])
def test_a_part_changes_all_that_it_declares(watch, name):
    """That it changes nothing else was looked at in the run."""
    part = PARTS.get(name, Sleeper.live)
    assert watch.changed[name] == part.writes


def test_a_test_and_its_assays_change_nothing(watch):
    assert watch.changed["run_probe"] == watch.changed["run_assays"] == set()


def test_a_part_that_declares_too_little_would_be_caught():
    @writes("scale")
    def grow(world: World) -> None:
        world.fast = 1.1 * world.fast

    world = World(small_scenario(), 1, np.zeros(2, dtype=np.int64))
    with pytest.raises(AssertionError, match=r"grow changes .*fast.* and does not"):
        Watch().watched("grow", grow, lambda world: world)(world)


def test_a_change_between_two_parts_would_be_caught():
    @writes()
    def rest(world: World) -> None:
        pass

    world = World(small_scenario(), 1, np.zeros(2, dtype=np.int64))
    part = Watch().watched("rest", rest, lambda world: world)
    part(world)
    world.protein[3] = 0.5
    with pytest.raises(AssertionError, match=r"protein.* changed before rest"):
        part(world)
