"""Blockers: each link of the chain is needed, and blocking one leaves those before it alone."""

from __future__ import annotations

import pytest

from sim.engine import run
from sim.interventions import Blocker, Dose
from sim.model.conditions import Conditions
from tests.reference.comparing import differences
from tests.small import small_scenario

# In the first six hours no spine is drawn and nothing is learned: weights are the same whatever is
# blocked.
DOSE = Dose(name="dose", at_d=(0.0,), dose_mg_per_kg=1.0)
EARLY = slice(0, 12)


def series(*acts):
    """Return the slow variables of the first hours after a dose."""
    whole = run(small_scenario((DOSE, *acts)), arm="all", seed=3).series
    return {name: values[EARLY] for name, values in whole.items()}


def block(target, share=1.0):
    return Blocker(name="block", target=target, share=share, from_d=0.0, to_d=0.5)


@pytest.mark.parametrize("target", ["ampa", "bdnf", "synthesis"])
def test_it_blocks_its_target_and_nothing_else_while_it_lasts(target):
    blocker = block(target, 0.3)
    assert blocker.conditions(0.25) == Conditions(**{f"{target}_block": 0.3})
    assert blocker.conditions(0.5) == Conditions()


@pytest.mark.parametrize("target", ["ampa", "bdnf", "synthesis"])
def test_C04_no_window_opens_while_a_link_of_the_chain_is_blocked(target):
    assert series()["window"].max() > 0.1
    assert series(block(target))["window"].max() == 0.0


def test_a_block_of_the_signal_leaves_the_surge_alone_and_one_of_synthesis_the_signal():
    free, no_bdnf, no_synthesis = series(), series(block("bdnf")), series(block("synthesis"))
    assert (free["surge"] == no_bdnf["surge"]).all() and free["surge"].max() > 0.0
    assert (no_bdnf["bdnf"] == 0.0).all()
    assert (free["bdnf"] == no_synthesis["bdnf"]).all() and free["bdnf"].max() > 0.0


def test_a_block_of_AMPA_receptors_abolishes_the_surge_itself():
    assert series()["surge"].max() > 0.0
    assert series(block("ampa", 0.5))["surge"].max() == 0.0


def test_a_block_without_a_dose_of_what_only_a_dose_starts_changes_nothing():
    absent = run(small_scenario(), arm="all", seed=3)
    for target in ("bdnf", "synthesis"):
        assert differences(absent, run(small_scenario((block(target),)), arm="all", seed=3)) == []


def test_without_AMPA_receptors_the_network_is_silent():
    probes = run(
        small_scenario((block("ampa"),), time__test_days=[0.25, 1.0]), arm="all", seed=3
    ).probes
    assert probes["rate_exc_hz"][0] == 0.0 and probes["rate_exc_hz"][1] > 1.0
