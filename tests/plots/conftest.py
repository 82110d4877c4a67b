"""One tiny comparison, run once, and a larger one made from it by hand."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from sim.engine import run
from sim.plots.panels.scale import Quantity
from sim.plots.registry import PLOTS
from sim.plots.views.sweeps import MapPoint, SweepPoint
from sim.scenario import load

# Wording that no picture may use, whatever it shows.
FORBIDDEN = re.compile(
    r"\b(depressed|broken circuit|patients?|you|yours?|heal(s|ed|ing)?|rewir\w*|reset\w*"
    r"|cur(e|es|ed|ing)|unlock\w*|restor\w* (chemical )?balance|wellness|proven|miracle)\b",
    re.IGNORECASE,
)

# Settings with outcomes, as a sweep finds them.
DAYS, DOSE = Quantity("practice starts", "days"), Quantity("dose", "mg/kg")
SHARE = Quantity("cues answered with B", "", 0.0, 1.0)
POINTS = [
    SweepPoint(day, arm, (share, share + 0.1, 0.5))
    for arm, share in (("one", 0.1), ("other", 0.6))
    for day in (1.0, 2.0, 4.0)
]
PLACES = [
    MapPoint(day, dose, (0.2 * day * dose, 0.1)) for day in (1.0, 2.0, 4.0) for dose in (0.5, 1.0)
]

TEXT = """\
schema = 1
id = "tiny"
title = "Tiny comparison"
question = "Does the day matter?"
look_at = "The answers on the last day."
leaves_out = ["Almost everything."]
misreadings = ["It says nothing about a person."]

[time]
length_d = 3.0
test_days = [0.0, 1.0, 3.0]

[network]
n_pattern = 20
n_cue = 10
n_rest = 20
n_inhibitory = 25

[probe]
rest_s = 1.0
trials = 5
lead_ms = 200
cue_ms = 250
surge_s = 0.5

[[intervention]]
name = "dose"
kind = "dose"
at_d = [0.5]

[[intervention]]
name = "practice"
kind = "practice"
start_d = 1.0
days = 1

[[arm]]
id = "early"
label = "Practice early"
use = ["dose", "practice"]

[[arm]]
id = "late"
label = "Practice late"
use = ["dose", "practice"]
set = { "practice.start_d" = 2.0 }

[[arm]]
id = "nothing"
label = "Nothing"
use = []
"""


@pytest.fixture(scope="session")
def forbidden():
    """Return the pattern of forbidden wording."""
    return FORBIDDEN


@pytest.fixture(scope="session")
def scenario():
    """Return the tiny scenario."""
    return load(TEXT)


@pytest.fixture(scope="session")
def arms(scenario):
    """Return two seeds of each arm, by label."""
    return {
        arm.label: [run(scenario, arm=arm.id, seed=seed) for seed in (0, 1)] for arm in scenario.arm
    }


@pytest.fixture(scope="session")
def result(arms):
    """Return one run."""
    return arms["Practice early"][0]


@pytest.fixture(scope="session")
def many(arms):
    """Return two arms of 20 seeds whose answers are drawn by hand: high and low shares of B."""
    rng = np.random.default_rng(5)
    made = {}
    for label, chance in (("Practice early", 0.8), ("Practice late", 0.1)):
        first = arms[label][0]
        probe = first.scenario.probe.model_copy(update={"trials": 12})
        tested = first.scenario.model_copy(update={"probe": probe})
        made[label] = []
        for seed in range(20):
            b = rng.binomial(12, chance, first.probe_d.size) / 12.0
            answer = np.zeros((b.size, 5))
            answer[:, 1], answer[:, 0] = b, 1.0 - b
            made[label].append(
                replace(
                    first, seed=seed, scenario=tested, probes={**first.probes, "answer": answer}
                )
            )
    return made


@pytest.fixture(scope="session")
def views(arms, result):
    """Return a view of every plot, and of one arm alone."""
    one = {"Practice early": arms["Practice early"]}
    drawn = []
    for plot in PLOTS:
        if plot.takes == "result":
            drawn.append(plot.draw(result, 3.0))
        elif plot.takes == "measure":
            drawn += [plot.draw(arms, "answer.b", 3.0, mine=1), plot.draw(one, "dwell.a_ms")]
        elif plot.takes == "sweep":
            drawn.append(plot.draw(POINTS, parameter=DAYS, outcome=SHARE, current=2.0))
        elif plot.takes == "map":
            drawn.append(plot.draw(PLACES, x=DAYS, y=DOSE, outcome=SHARE, current=(2.0, 1.0)))
        else:
            drawn += [plot.draw(arms), plot.draw(one)]
    return drawn
