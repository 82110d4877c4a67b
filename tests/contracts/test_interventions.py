"""What holds for every intervention, present and future.

Zero strength is absence; nothing happens before the start; the order in the file does not matter.
"""

from __future__ import annotations

import math

import pytest
from builders import small_scenario
from comparing import differences

from sim.engine import run
from sim.interventions import INTERVENTIONS, Dose, Practice

KINDS = {cls.model_fields["kind"].default: cls for cls in INTERVENTIONS}

# For each kind: one that does something from the given day, and its variants of strength zero.
STRONG = {
    "dose": lambda start_d: {"at_d": (start_d,), "dose_mg_per_kg": 1.0, "infusion_min": 40.0},
    "practice": lambda start_d: {"pattern": "B", "start_d": start_d, "days": 2, "every_d": 0.5,
                                 "repeats": 3, "teacher_hz": 400.0},
}  # fmt: skip
ZERO = {
    "dose": [{"dose_mg_per_kg": 0.0}, {"at_d": ()}],
    "practice": [{"repeats": 0}, {"days": 0}],
}


def intervention(kind: str, start_d: float, **changes):
    return KINDS[kind](name=f"my_{kind}", **(STRONG[kind](start_d) | changes))


def other(kind: str):
    """Return an intervention of another kind, so that absence is not an empty arm."""
    return (Practice(name="bystander", start_d=1.5, days=1, repeats=2) if kind == "dose"
            else Dose(name="bystander", at_d=(0.4,), dose_mg_per_kg=0.5))


def test_every_registered_intervention_takes_part_in_these_tests():
    assert set(KINDS) == set(STRONG) == set(ZERO)


@pytest.mark.parametrize("kind, changes",
                         [(kind, changes) for kind in ZERO for changes in ZERO[kind]], ids=str)
def test_strength_zero_is_absence_to_the_last_bit(kind, changes):
    beside = other(kind)
    absent = run(small_scenario((beside,)), arm="all", seed=3)
    zero = run(small_scenario((intervention(kind, 1.0, **changes), beside)), arm="all", seed=3)
    assert differences(absent, zero) == []


@pytest.mark.parametrize("kind", KINDS)
def test_full_strength_does_make_a_difference(kind):
    absent = run(small_scenario(), arm="all", seed=3)
    present = run(small_scenario((intervention(kind, 1.0),)), arm="all", seed=3)
    assert "probes answer" in differences(absent, present) or "probes strength" in differences(
        absent, present)


# On and off the calendar grid of 0.5 h, and with a surge that is measured seldom.
STARTS = {
    "on the grid": (1.0, {}),
    "just after a step": (1.0 + 0.1 / 24.0, {}),
    "just before a step": (1.0 - 0.1 / 24.0, {}),
    "between two seldom measurements of the surge": (1.0 + 1.0 / 24.0,
                                                     {"probe__surge_every_h": 2.0}),
    "with a coarse calendar": (1.1, {"time__step_h": 6.0}),
}  # fmt: skip


@pytest.mark.parametrize("start_d, changes", STARTS.values(), ids=STARTS)
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_differs_before_an_intervention_starts(kind, start_d, changes):
    """Up to the calendar step in which it starts: the calendar knows no finer time."""
    scenario = small_scenario((intervention(kind, start_d),), **changes)
    absent = run(small_scenario(**changes), arm="all", seed=5)
    step_d = scenario.time.step_h / 24.0
    before_d = math.floor(start_d / step_d + 1e-9) * step_d - 1e-9
    assert differences(absent, run(scenario, arm="all", seed=5), before_d=before_d) == []


def everything():
    """Return overlapping doses and practices at one time, some of them on the same step."""
    return (
        Dose(name="first", at_d=(0.5, 0.6), dose_mg_per_kg=0.37, infusion_min=40.0),
        Dose(name="second", at_d=(0.55,), dose_mg_per_kg=0.213, infusion_min=65.0),
        Dose(name="third", at_d=(0.52,), dose_mg_per_kg=0.11, infusion_min=33.0),
        Practice(name="b", pattern="B", start_d=1.5, days=2, repeats=2, every_d=0.5),
        Practice(name="c", pattern="C", start_d=1.5, days=1, repeats=2),
    )


@pytest.mark.parametrize("order", [(4, 3, 2, 1, 0), (2, 0, 1, 4, 3), (1, 4, 0, 3, 2)], ids=str)
def test_the_order_of_interventions_in_the_file_does_not_matter(order):
    acts = everything()
    straight = run(small_scenario(acts), arm="all", seed=1)
    shuffled = run(small_scenario(tuple(acts[k] for k in order)), arm="all", seed=1)
    assert straight.provenance.fingerprint == shuffled.provenance.fingerprint
    assert differences(straight, shuffled) == []


def test_an_intervention_that_an_arm_does_not_use_changes_nothing_in_it():
    scenario = small_scenario((intervention("dose", 1.0), intervention("practice", 1.5)))
    unused = scenario.model_copy(update={"arm": (scenario.arm[0].model_copy(
        update={"use": ("my_practice",)}),)})
    alone = run(small_scenario((intervention("practice", 1.5),)), arm="all", seed=2)
    assert differences(alone, run(unused, arm="all", seed=2)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_an_intervention_does_lies_within_the_days_it_names(kind):
    one = intervention(kind, 1.25)
    starts = [i.start_d for i in one.infusions()] + [s.start_d for s in one.sessions()]
    assert min(starts) == 1.25 and max(starts) <= one.last_d()


@pytest.mark.parametrize("kind", KINDS)
def test_asking_an_intervention_twice_gives_the_same_answer(kind):
    one = intervention(kind, 1.0)
    assert one.infusions() == one.infusions() and one.sessions() == one.sessions()
