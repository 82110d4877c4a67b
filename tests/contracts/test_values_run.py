"""Every value within its declared range is either refused in words or can be run.

One parameter at a time, at the ends of its range, next to them and in between; the rest is small
and everything that can be switched on is on.
"""

from __future__ import annotations

import math
import random
import threading
import warnings

import numpy as np
import pytest

from sim.engine import run
from sim.errors import Cancelled, DivergedError, ScenarioError
from sim.interventions import INTERVENTIONS
from sim.params import walk
from sim.runs import seconds_of_run
from sim.scenario import read_scenario

LONGEST_S = 5.0  # what would take longer on a usual machine is left out
AT_D = {"at_d": "[0.5]"}
NEEDED = {
    "dose": AT_D,
    "erase": {"at_d": 0.5},
    "lesion": {"at_d": 0.5, "share": 0.2},
    "stress": {"loss_per_d": 0.5},
}
SMALL = """
schema = 1
id = "values"
title = "All that can be on, on two small days"
time = { length_d = 2.0, step_h = 6.0, test_days = [0.0, 2.0] }
network = { n_pattern = 10, n_cue = 6, n_rest = 10, n_inhibitory = 12 }
probe = { trials = 1, rest_s = 0.4, surge_s = 0.3, settle_ms = 100.0 }
everyday = { rest_s = 0.3, cues = 1 }
spines = { every_h = 6.0 }
assay_kick = { enabled = true, trials = 1 }
assay_basin = { enabled = true, trials = 1 }
assay_reversal = { enabled = true }
assay_challenge = { enabled = true, trials = 1, undisturbed_ms = 100.0, block_ms = 200.0 }
assay_pairing = { enabled = true }
assay_balance = { enabled = true }
"""
INTERVENTION_OF = {
    intervention.model_fields["kind"].default: intervention for intervention in INTERVENTIONS
}


def small(*kinds):
    """Return the scenario, with one intervention of each of some kinds in its only arm."""
    text = SMALL
    for kind in kinds:
        text += f'[[intervention]]\nname = "my_{kind}"\nkind = "{kind}"\n'
        intervention = INTERVENTION_OF[kind]
        values = dict(NEEDED.get(kind, {}))
        for name, value in (
            ("start_d", 0.5),
            ("from_d", 0.5),
            ("to_d", 1.5),
            ("days", 1),
            ("until_d", 1.5),
            ("doses", 1),
        ):
            if name in intervention.model_fields:
                values.setdefault(name, value)
        text += "".join(f"{name} = {value}\n" for name, value in values.items())
    used = ", ".join(f'"my_{kind}"' for kind in kinds)
    return read_scenario(f'{text}\n[[arm]]\nid = "all"\nuse = [{used}]\n')


def leaves(scenario):
    yield from walk(scenario)
    for act in scenario.intervention:
        yield from walk(act, act.name)


def values_of(leaf, rng):
    """Return the ends of a range, numbers next to them and some in between; or all choices."""
    limits = leaf.limits
    if isinstance(leaf.value, bool):
        return [not leaf.value]
    if not isinstance(leaf.value, (int, float)):
        return []
    low = limits.get("ge", limits.get("gt", -1e6))
    high = limits.get("le", limits.get("lt", 1e6))
    if isinstance(leaf.value, int):
        return sorted({int(low), int(low) + 1, int(high), rng.randint(int(low), int(high))})
    odd = round(rng.uniform(low, high), 3)
    near = [low + 1e-9, low + (high - low) * 1e-4, high - (high - low) * 1e-4]
    return [low, math.nextafter(low, high), *near, odd, odd + 1e-7, high]


def end_of(scenario):
    """Run a scenario and return how it ended: in words, or at the end of the calendar."""
    if seconds_of_run(scenario, "all") > LONGEST_S:
        return "too long to be tried"
    stop = np.zeros(2, dtype=np.int64)
    timer = threading.Timer(4.0 * LONGEST_S, lambda: stop.__setitem__(0, 1))
    timer.start()
    try:
        with warnings.catch_warnings():
            for odd in ("invalid", "Mean of empty", "Degrees of freedom"):  # a NaN on its way
                warnings.filterwarnings("error", f".*{odd}", RuntimeWarning)
            run(scenario, arm="all", stop=stop)
    except (DivergedError, Cancelled) as error:
        return str(error)
    finally:
        timer.cancel()
    return "run"


KINDS = list(INTERVENTION_OF)


def cases(seed=1):
    """Yield scenario, path and value of everything that is tried."""
    rng = random.Random(seed)
    for kind in (None, *KINDS):
        base = small() if kind is None else small(kind)
        for leaf in leaves(base):
            if kind is None or leaf.path.startswith("my_"):
                yield from ((base, leaf.path, value) for value in values_of(leaf, rng))


def assert_refused_or_run(base, path, value):
    """Assert that a value is refused by validation, with its place, or can be run."""
    try:
        changed = base.with_changes({path: value})
    except ScenarioError as error:
        assert path.partition(".")[0] in str(error)
        assert "allowed: " in str(error)
    else:
        assert end_of(changed)


SOME = random.Random(7).sample(list(cases()), 40)


@pytest.mark.parametrize(("base", "path", "value"), SOME, ids=[f"{p}={v}" for _, p, v in SOME])
def test_some_values_are_refused_in_words_or_run(base, path, value):
    assert_refused_or_run(base, path, value)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_every_value_is_refused_in_words_or_runs(seed):
    for base, path, value in cases(seed):
        assert_refused_or_run(base, path, value)


@pytest.mark.parametrize(
    "changes",
    [
        {"neuron.e_leak_mv": -49.9},
        {"neuron.e_leak_mv": -50.0},
        {"neuron.e_leak_mv": -40.0, "neuron.v_threshold_mv": -65.0, "neuron.v_reset_mv": -70.0},
        {"assay_challenge.block_ms": 661.7},
        {"assay_challenge.undisturbed_ms": 100.3, "assay_challenge.block_ms": 200.9},
        {"assay_challenge.block_ms": 300.0, "assay_challenge.early_ms": 100.0},
        {"assay_reversal.practice_ms": 0.001},
    ],
    ids=str,
)
def test_what_fits_together_oddly_runs(changes):
    assert end_of(small().with_changes(changes)) == "run"


def test_cells_that_rest_above_their_threshold_fire_by_themselves():
    silent = {"synapse.background_hz": 0.0, "probe.rest_s": 1.0, "settling.enabled": False}
    for e_leak_mv, fires in ((-51.0, False), (-45.0, True)):
        result = run(small().with_changes({"neuron.e_leak_mv": e_leak_mv} | silent), arm="all")
        assert (result.probes["rate_exc_hz"][0] > 1.0) == fires


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("time.step_h", 5e-324, "from 0.01 to 6"),
        ("homeostasis.tau_scaling_d", 1e-300, "at least 1e-09 in size"),
        ("assay_challenge.early_ms", 100.0, "block_ms of at least 300"),
    ],
)
def test_what_can_not_be_run_is_refused_in_words(path, value, told):
    with pytest.raises(ScenarioError, match=told):
        small().with_changes({path: value})
