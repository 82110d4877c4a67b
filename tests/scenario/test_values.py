"""A scenario is a value: frozen, hashable, picklable, changed only into another one."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
from pydantic import ValidationError

from sim.errors import ScenarioError
from sim.interventions import INTERVENTIONS
from sim.scenario import (
    MODEL_VERSION,
    Arm,
    Expect,
    Scenario,
    UnknownPath,
    get_path,
    known_paths,
    parameters,
    read_scenario,
    schema,
)


def test_equal_scenarios_have_equal_hashes(text, toy, toy_class):
    again = read_scenario(text, cls=toy_class)
    assert again is not toy
    assert again == toy
    assert hash(again) == hash(toy)
    assert len({again, toy, toy.with_changes({"stdp.eta_plus": 0.5})}) == 2


def test_a_scenario_is_frozen(toy):
    with pytest.raises(ValidationError):
        toy.title = "Other"


def test_a_scenario_survives_pickle_and_json():
    arm = Arm(id="a", set={"stdp.tau_pre_ms": 9.0})
    claim = Expect(measure="answer.b", day=3.0, arm="a", at_least=0.5)
    scenario = Scenario(id="x", title="X", arm=(arm,), expect=(claim,))
    assert pickle.loads(pickle.dumps(scenario)) == scenario
    assert Scenario.model_validate_json(scenario.model_dump_json()) == scenario


def test_a_scenario_made_in_python_is_checked_as_well():
    with pytest.raises(ScenarioError, match=r"scenario: arm.a.use\[1\]: found text 'dose'"):
        Scenario(id="x", title="X", arm=(Arm(id="a", use=("dose",)),))


def test_changes_address_interventions_by_name_and_leave_the_original(toy):
    changed = toy.with_changes({"practice.start_d": 16, "stdp.pair.tau_ms": 30.0, "title": "New"})
    assert changed.intervention[1].start_d == 16.0
    assert changed.stdp.pair.tau_ms == 30.0
    assert changed.title == "New"
    assert toy.intervention[1].start_d == 15.0
    assert type(changed) is type(toy)


def test_changes_take_lists_and_numbers_of_numpy(toy):
    changed = toy.with_changes({"ketamine.at_d": [np.int64(3), np.float32(4.5)]})
    assert changed.intervention[0].at_d == (3.0, 4.5)
    assert all(type(day) is float for day in changed.intervention[0].at_d)


def test_all_mistakes_of_changes_are_reported_at_once(toy):
    changes = {"practice.strt_d": 3.0, "stdp.eta_plus": "fast", "time.length_d": 20.0, "arm": 3}
    with pytest.raises(ScenarioError) as caught:
        toy.with_changes(changes, where="--set")
    found = {problem.path: problem for problem in caught.value.problems}
    assert found.keys() >= {"practice.strt_d", "stdp.eta_plus", "ketamine", "expect[1].day", "arm"}
    assert found["practice.strt_d"].suggestion == "practice.start_d"
    assert {problem.where for problem in found.values()} == {"--set"}


def test_the_arm_of_a_scenario_is_resolved(toy):
    late = toy.for_arm("late")
    assert (late.intervention[1].start_d, late.stdp.pair.tau_ms) == (30.0, 25.0)
    assert (late.arm, late.expect) == ((), ())
    only = toy.model_copy(update={"arm": (Arm(id="drug", use=("ketamine",)),), "expect": ()})
    assert [act.name for act in only.for_arm("drug").intervention] == ["ketamine"]


def test_an_arm_is_called_by_its_label_and_by_its_id_without_one(toy):
    assert [arm.name for arm in toy.arm] == ["In the window", "late"]
    assert toy.arm_names() == {"in_window": "In the window", "late": "late"}


def test_arms_that_share_a_name_are_told_apart_by_their_ids(toy):
    twins = [arm.model_copy(update={"label": "Same"}) for arm in toy.arm]
    assert toy.with_arms(twins).arm_names() == {
        "in_window": "Same (in_window)",
        "late": "Same (late)",
    }


def test_an_unknown_arm_is_reported_with_a_suggestion(toy):
    with pytest.raises(ScenarioError, match=r"one of: in_window, late; did you mean late\?"):
        toy.for_arm("lat")


def test_the_fingerprint_changes_with_a_number_a_seed_and_the_model(toy, monkeypatch):
    prints = [
        toy.fingerprint("late", 0),
        toy.fingerprint("in_window", 0),
        toy.fingerprint("late", 1),
        toy.with_changes({"stdp.eta_plus": 0.0010000001}).fingerprint("late", 0),
        toy.with_changes({"ketamine.at_d": [14.0]}).fingerprint("late", 0),
    ]
    monkeypatch.setattr(schema, "MODEL_VERSION", MODEL_VERSION + 1)
    prints.append(toy.fingerprint("late", 0))
    assert len(set(prints)) == len(prints)
    assert all(len(fingerprint) == 64 for fingerprint in prints)


def test_the_fingerprint_ignores_texts_other_arms_and_order(toy):
    before = toy.fingerprint("in_window", 0)
    texts = {"title": "Other", "question": "Why?", "id": "other", "level": "advanced"}
    other = toy.with_changes({**texts, "look_at": "x", "leaves_out": ["y"], "minutes": 5})
    assert other.fingerprint("in_window", 0) == before
    turned = toy.model_copy(update={"intervention": toy.intervention[::-1], "arm": toy.arm[:1]})
    assert turned.fingerprint("in_window", 0) == before
    assert toy.for_arm("in_window").fingerprint(None, 0) == before


def test_equal_numbers_have_equal_fingerprints(toy):
    plus, minus = (toy.with_changes({"stdp.eta_plus": zero}) for zero in (0, -0.0))
    assert plus.fingerprint("late", 0) == minus.fingerprint("late", 0)


def test_paths_and_parameters_list_the_same_values(toy):
    leaves = {leaf.path: leaf for leaf in parameters(toy)}
    assert leaves.keys() == set(known_paths(type(toy), toy.model_dump(by_alias=True)))
    assert leaves["stdp.pair.tau_ms"].unit == "ms"
    assert all(get_path(toy, path) == leaf.value for path, leaf in leaves.items())


@pytest.mark.parametrize("path", ["", ".", "stdp", "stdp.pair", "stdp..x", "arm", "nothing.at.all"])
def test_a_path_without_a_value_is_unknown(toy, path):
    with pytest.raises(UnknownPath):
        get_path(toy, path)


def test_every_real_parameter_can_be_set_to_its_own_value():
    used = tuple(kind(name=f"one_{kind.__name__.lower()}") for kind in INTERVENTIONS)
    scenario = Scenario(id="x", title="X", intervention=used)
    values = {leaf.path: leaf.value for leaf in parameters(scenario)}
    assert "one_dose.dose_mg_per_kg" in values
    assert values.keys() == set(known_paths(Scenario, scenario.model_dump()))
    assert scenario.with_changes(values) == scenario
