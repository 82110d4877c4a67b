"""The small scenario with practice early and late, run once, and many runs made by hand."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from sim.engine import run
from sim.plots.panels.lines import Lines
from sim.plots.panels.picture import Picture
from sim.plots.panels.scale import Quantity
from sim.plots.pictures import pictures
from sim.plots.registry import PLOTS
from sim.plots.views.sweeps import MapPoint, SweepPoint, sweep_map, sweep_view
from sim.scenario import Arm

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

PRACTICE = ("dose", "practice")
ARMS = (
    Arm(id="early", label="Practice early", use=PRACTICE),
    Arm(id="late", label="Practice late", use=PRACTICE, set={"practice.start_d": 2.0}),
    Arm(id="nothing", label="Nothing"),
)


def picture_of(*lines, **options):
    """Return a picture of some lines by hand."""
    panel = Lines("x (h)", "y (Hz)", lines, **options)
    return Picture("v", "T.", "W.", "L.", (panel,), "A.")


@pytest.fixture(scope="session")
def scenario(tiny):
    """Return the small scenario with a third day, more trials, practice early and late."""
    longer = {
        "time.length_d": 3.0,
        "time.test_days": (0.0, 1.0, 3.0),
        "probe.rest_s": 1.0,
        "probe.trials": 5,
        "probe.lead_ms": 200,
        "probe.cue_ms": 250,
    }
    bare = tiny.model_copy(update={"look_at": "The answers on the last day.", "expect": ()})
    return bare.with_changes(longer).with_arms(ARMS)


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
def views(arms):
    """Return pictures of every plot: of all arms, and of one alone."""
    alone = {"Practice early": arms["Practice early"]}
    drawn = []
    for plot in PLOTS:
        drawn += plot.pictures(arms, day=3.0, measure="answer.b", mine=1, together=True).values()
        drawn += plot.pictures(alone, day=3.0, measure="dwell.a_ms").values()
    drawn.append(sweep_view(POINTS, parameter=DAYS, outcome=SHARE, current=2.0))
    drawn.append(sweep_map(PLACES, x=DAYS, y=DOSE, outcome=SHARE, current=(2.0, 1.0)))
    return drawn


@pytest.fixture
def few_pictures(monkeypatch):
    """Draw one picture in a report, where a test is about its words."""
    monkeypatch.setattr("sim.plots.report.page.pictures", lambda arms: islice(pictures(arms), 1))
