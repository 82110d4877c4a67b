"""What holds for every intervention, present and future.

Zero strength is absence; nothing happens before the start; the order in the file does not matter.
"""

from __future__ import annotations

import math
from functools import cache

import pytest

from sim.engine import Run, run
from sim.interventions import INTERVENTIONS, Dose, Practice
from sim.model.conditions import NEUTRAL
from sim.runs import Task, run_many
from sim.scenario import Scenario
from tests.reference.comparing import differences
from tests.small import small_scenario

KINDS = {cls.model_fields["kind"].default: cls for cls in INTERVENTIONS}

# For each kind: one that does something from the given day, and its variants of strength zero.
STRONG = {
    "ageing": lambda start_d: {"level": 1.0},
    "blocker": lambda start_d: {
        "target": "ampa",
        "from_d": start_d,
        "to_d": start_d + 1.0,
        "share": 0.5,
    },
    "course": lambda start_d: {
        "start_d": start_d,
        "doses": 2,
        "every_d": 0.5,
        "dose_mg_per_kg": 1.0,
    },
    "cue_reward": lambda start_d: {"start_d": start_d, "days": 2, "repeats": 3},
    "dose": lambda start_d: {"at_d": (start_d,), "dose_mg_per_kg": 1.0, "infusion_min": 40.0},
    "erase": lambda start_d: {"at_d": start_d, "born_after_d": 0.0},
    "excite_young": lambda start_d: {"from_d": start_d, "to_d": start_d + 1.0},
    "exercise": lambda start_d: {
        "from_d": start_d,
        "to_d": start_d + 1.0,
        "increment": 0.1,
        "session_h": 6.0,
    },
    "lesion": lambda start_d: {
        "at_d": start_d,
        "until_d": start_d + 1.0,
        "share": 0.2,
        "share_per_d": 0.2,
    },
    "novelty": lambda start_d: {"from_d": start_d, "to_d": start_d + 1.0, "repeats": 3},
    "nutrition": lambda start_d: {"amount": 1.0},
    "practice": lambda start_d: {
        "pattern": "B",
        "start_d": start_d,
        "days": 2,
        "every_d": 0.5,
        "repeats": 3,
        "teacher_hz": 400.0,
    },
    "quiet_mind": lambda start_d: {"from_d": start_d, "to_d": start_d + 1.0, "current_pa": 50.0},
    "sleep": lambda start_d: {"from_d": start_d, "to_d": start_d + 1.5},
    "ssri": lambda start_d: {"from_d": start_d, "to_d": start_d + 1.0, "strength": 1.0},
    "stress": lambda start_d: {"from_d": start_d, "to_d": start_d + 1.5, "loss_per_d": 0.5},
    "young_neurons": lambda start_d: {"maturation_d": 2.0, "current_pa": 50.0},
}
ZERO = {
    "ageing": [{"level": 0.0}],
    "blocker": [{"share": 0.0}, {"from_d": 1.0, "to_d": 1.0}],
    "course": [{"dose_mg_per_kg": 0.0}, {"doses": 0, "maintenance": 1}],
    "cue_reward": [{"repeats": 0}, {"days": 0}],
    "dose": [{"dose_mg_per_kg": 0.0}, {"at_d": ()}],
    "erase": [{"share": 0.0}],
    "excite_young": [{"current_pa": 0.0}, {"share": 0.0}],
    "exercise": [{"increment": 0.0}],
    "lesion": [{"share": 0.0, "share_per_d": 0.0}],
    "novelty": [{"repeats": 0}, {"teacher_hz": 0.0}],
    "nutrition": [{"amount": 0.0}, {"amount": 1.0}],
    "practice": [{"repeats": 0}, {"days": 0}],
    "quiet_mind": [{"current_pa": 0.0}],
    "sleep": [{"downscale": 0.0, "replay": 0.0, "settle": 0.0}],
    "ssri": [{"strength": 0.0}, {"from_d": 1.0, "to_d": 1.0}],
    "stress": [{"level": 0.0}],
    "young_neurons": [{"share": 0.0}],
}
SHAM = {"nutrition"}  # does nothing on purpose
WHOLE_RUN = {"ageing", "young_neurons"} | SHAM  # no day before which they do nothing
TIMED = [kind for kind in KINDS if kind not in WHOLE_RUN]


def intervention(kind: str, start_d: float, **changes):
    return KINDS[kind](name=f"my_{kind}", **(STRONG[kind](start_d) | changes))


def other(kind: str):
    """Return an intervention of another kind, so that absence is not an empty arm."""
    return (
        Practice(name="bystander", start_d=1.5, days=1, repeats=2)
        if kind == "dose"
        else Dose(name="bystander", at_d=(0.4,), dose_mg_per_kg=0.5)
    )


@cache
def alone(seed: int, *acts, **changes):
    """Return the run without any intervention, or with a few; asked for many times."""
    return run(small_scenario(acts, **changes), arm="all", seed=seed)


def test_every_registered_intervention_takes_part_in_these_tests():
    assert set(KINDS) == set(STRONG) == set(ZERO)


@pytest.mark.parametrize(
    "kind, changes", [(kind, changes) for kind in ZERO for changes in ZERO[kind]], ids=str
)
def test_strength_zero_is_absence_to_the_last_bit(kind, changes):
    beside = other(kind)
    absent = alone(3, beside)
    zero = run(small_scenario((intervention(kind, 1.0, **changes), beside)), arm="all", seed=3)
    assert differences(absent, zero) == []


# So much turnover and learning that within three days each kind can leave its mark.
RESTLESS = {"spines__young_loss_per_d": 1.0, "everyday__cues": 3}


@pytest.mark.parametrize("kind", KINDS)
def test_full_strength_does_make_a_difference_to_the_tests_of_the_network(kind):
    absent = alone(3, **RESTLESS)
    present = run(small_scenario((intervention(kind, 1.0),), **RESTLESS), arm="all", seed=3)
    found = {"probes answer", "probes strength", "probes occupancy"} & set(
        differences(absent, present)
    )
    assert bool(found) == (kind not in SHAM)


# On and off the calendar grid of 0.5 h, and with a surge that is measured seldom.
STARTS = {
    "on the grid": (1.0, {}),
    "just after a step": (1.0 + 0.1 / 24.0, {}),
    "just before a step": (1.0 - 0.1 / 24.0, {}),
    "between two seldom measurements of the surge": (
        1.0 + 1.0 / 24.0,
        {"probe__surge_every_h": 2.0},
    ),
    "with a coarse calendar": (1.1, {"time__step_h": 6.0}),
}


@pytest.mark.parametrize("start_d, changes", STARTS.values(), ids=STARTS)
@pytest.mark.parametrize("kind", TIMED)
def test_nothing_differs_before_an_intervention_starts(kind, start_d, changes):
    """Up to the calendar step in which it starts: the calendar knows no finer time."""
    scenario = small_scenario((intervention(kind, start_d),), **changes)
    absent = alone(5, **changes)
    step_d = scenario.time.step_h / 24.0
    before_d = math.floor(start_d / step_d + 1e-9) * step_d - 1e-9
    assert differences(absent, run(scenario, arm="all", seed=5), before_d=before_d) == []


def everything():
    """Return one of each kind, beside overlapping doses and practices on the same steps."""
    return (
        *(intervention(kind, 0.5) for kind in KINDS),
        Dose(name="first", at_d=(0.5, 0.6), dose_mg_per_kg=0.37, infusion_min=40.0),
        Dose(name="second", at_d=(0.55,), dose_mg_per_kg=0.213, infusion_min=65.0),
        Dose(name="third", at_d=(0.52,), dose_mg_per_kg=0.11, infusion_min=33.0),
        Practice(name="b", pattern="B", start_d=1.5, days=2, repeats=2, every_d=0.5),
        Practice(name="c", pattern="C", start_d=1.5, days=1, repeats=2),
    )


@pytest.mark.parametrize(
    "shuffle",
    [
        lambda acts: acts[::-1],
        lambda acts: acts[1::2] + acts[::2],
        lambda acts: tuple(sorted(acts, key=lambda act: act.name[::-1])),
    ],
    ids=["backwards", "every other one first", "by the ends of their names"],
)
def test_the_order_of_interventions_in_the_file_does_not_matter(shuffle):
    acts = everything()
    straight = run(small_scenario(acts), arm="all", seed=1)
    shuffled = run(small_scenario(shuffle(acts)), arm="all", seed=1)
    assert shuffle(acts) != acts
    assert straight.provenance.fingerprint == shuffled.provenance.fingerprint
    assert differences(straight, shuffled) == []


def test_an_intervention_that_an_arm_does_not_use_changes_nothing_in_it():
    scenario = small_scenario((intervention("dose", 1.0), intervention("practice", 1.5)))
    unused = scenario.model_copy(
        update={"arm": (scenario.arm[0].model_copy(update={"use": ("my_practice",)}),)}
    )
    alone = run(small_scenario((intervention("practice", 1.5),)), arm="all", seed=2)
    assert differences(alone, run(unused, arm="all", seed=2)) == []


def times(act):
    """Return the days on which an intervention does something at once."""
    return [event.start_d for event in (*act.infusions(), *act.sessions())] + [
        event.at_d for event in (*act.lesions(), *act.erasures())
    ]


@pytest.mark.parametrize("kind", TIMED)
def test_what_an_intervention_does_lies_within_the_days_it_names(kind):
    act = intervention(kind, 1.25)
    assert all(1.25 <= day <= act.last_d() for day in times(act))
    acting = [day for day in (k / 48.0 for k in range(200)) if act.conditions(day) != NEUTRAL]
    assert times(act) or acting or kind == "sleep"  # nights are asked for in another way
    assert all(day >= 1.25 for day in acting)
    lasts = kind == "ssri"  # fades slowly after its end
    assert lasts or all(day <= act.last_d() for day in acting)


@pytest.mark.parametrize("kind", KINDS)
def test_asking_an_intervention_twice_gives_the_same_answer(kind):
    act = intervention(kind, 1.0)
    for question in ("infusions", "sessions", "lesions", "erasures", "afterwards", "last_d"):
        assert getattr(act, question)() == getattr(act, question)()
    assert act.conditions(1.5) == act.conditions(1.5)


@pytest.mark.parametrize("kind", KINDS)
def test_an_intervention_with_its_defaults_fits_a_run_of_thirty_days(kind):
    assert 0.0 <= KINDS[kind](name="x").last_d() <= 30.0


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "to_d" in KINDS[kind].model_fields])
def test_an_end_before_the_beginning_is_refused(kind):
    with pytest.raises(ValueError, match="to_d must not lie before from_d"):
        KINDS[kind](name="x", from_d=5.0, to_d=4.0)


def with_arms(acts: dict):
    """Return a scenario whose arms, by name, use these interventions."""
    named = {act.name: act for used in acts.values() for act in used}
    data = small_scenario(tuple(named.values())).model_dump(by_alias=True)
    data["arm"] = tuple(
        {"id": arm, "use": tuple(act.name for act in used)} for arm, used in acts.items()
    )
    return Scenario.model_validate(data)


@pytest.mark.parametrize("kind", KINDS)
def test_an_arm_that_leaves_a_common_past_has_the_bits_of_a_run_alone(kind):
    first, second = other(kind), intervention(kind, 1.0)
    third = intervention(kind, 1.5).model_copy(update={"name": "third"})
    acts = {"first": (first,), "second": (first, second), "third": (first, third), "none": ()}
    scenario = with_arms(acts)
    by_itself = {"first": alone(4, first), "none": alone(4)}  # the same for most kinds
    for result in run_many([Task(scenario, arm, 4) for arm in acts], jobs=2):
        lone = by_itself.get(result.arm) or run(scenario, arm=result.arm, seed=4)
        assert differences(result, lone) == [], result.arm


def test_arms_part_on_the_step_of_their_first_difference_and_not_later():
    dose, late = intervention("dose", 1.0), intervention("practice", 2.0)
    scenario = with_arms({"dose": (dose,), "both": (dose, late), "none": ()})
    simulation = Run(scenario, "dose", 4, None)
    per_d = round(24.0 / scenario.time.step_h)
    assert simulation.parts_at(scenario, "both") == 2 * per_d
    assert per_d <= simulation.parts_at(scenario, "none") <= per_d + 1
    assert simulation.parts_at(scenario, "dose") == simulation.plan.t_d.size
    simulation.go_on(2 * per_d + 1)
    with pytest.raises(ValueError, match="parted"):
        simulation.branch(scenario, "both")


def test_a_branch_and_the_run_it_leaves_share_nothing_that_changes():
    scenario = with_arms({"none": (), "practice": (intervention("practice", 1.0),)})
    simulation = Run(scenario, "none", 4, None)
    simulation.go_on(simulation.parts_at(scenario, "practice"))
    branch = simulation.branch(scenario, "practice")
    branch.to_end(None)
    assert differences(simulation.to_end(None), run(scenario, arm="none", seed=4)) == []
