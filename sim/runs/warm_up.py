"""The smallest run there is, for its side effect: afterwards the kernels are compiled."""

from __future__ import annotations

from sim.engine import run
from sim.scenario import Scenario, read_scenario

_SMALLEST = """
schema = 1
id = "warm_up"
title = "Warm-up"
time = { length_d = 1.0, step_h = 6.0, test_days = [0.0] }
network = { n_pattern = 5, n_cue = 5, n_rest = 5, n_inhibitory = 5 }
probe = { settle_ms = 0.0, rest_s = 0.4, trials = 1 }
everyday = { rest_s = 0.1 }
[[arm]]
id = "only"
"""


def warm_up() -> None:
    """Compile the kernels, which takes up to 20 s, or load what an earlier process compiled.

    Cannot be interrupted while the compiler is at work; call it in a thread where that matters.
    """
    scenario: Scenario = read_scenario(_SMALLEST, name="warm-up")
    run(scenario, arm="only")
