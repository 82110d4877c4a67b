"""The arms that are shown first: named by the file, checked, and never part of a number."""

from __future__ import annotations

import pytest

import sim
from sim.scenario import read_scenario, to_toml

# A choice of what is shown first, or a new field for it, must not move any of these.
FINGERPRINTS = {
    (
        "practice_in_window",
        "in_window",
    ): "b347978fe4c67e7d30c21f3ae751c4030eb2f901114a99fb3936e0eccf8fc6d1",
    (
        "no_direction",
        "practise_b",
    ): "db346643a2548a7149eb21a05f3ffc4d2fc3246c04f7d195401e286b662527d9",
    ("well_worn_path", "worn"): "fa5ae19abbf508d28048ff376848db0b295a5d3f5ba8af3a4fbec522d782667d",
    ("one_or_six", "six_doses"): "8601da1e9bb7d774938cfe12a34a25624b7fb1acbbeeb24f602281fff610671b",
    (
        "virtual_subjects",
        "dose",
    ): "6a4aecbd87f7b61dcea36e74d76e4c9666009eda7a53aa28414be717cc296e07",
}


def with_look(text: str, look: str) -> str:
    return text.replace('question = "Does', f'first_look = {look}\nquestion = "Does', 1)


@pytest.mark.parametrize(("preset", "arm"), FINGERPRINTS)
def test_what_is_shown_first_moves_no_fingerprint(preset, arm):
    scenario = sim.load(preset)
    assert scenario.fingerprint(arm, 0) == FINGERPRINTS[preset, arm]
    other = scenario.with_changes(
        {"first_look": [arm.id for arm in scenario.arm[1::-1]], "first_look_alike": "Why not?"}
    )
    assert other.first_arms() != scenario.first_arms()
    assert other.fingerprint(arm, 0) == FINGERPRINTS[preset, arm]


@pytest.mark.parametrize("preset", sim.presets())
def test_every_preset_names_the_arms_of_its_question(preset):
    scenario = sim.load(preset)
    assert scenario.first_look == scenario.first_arms()
    assert set(scenario.first_look) <= {arm.id for arm in scenario.arm}


@pytest.mark.parametrize(
    ("control", "first"),
    [
        ("", ("one", "two")),
        ("one", ("one", "two")),
        ("three", ("three", "one")),
    ],
)
def test_without_a_choice_the_control_and_the_first_other_arm_are_shown(control, first):
    arms = [{"id": name} for name in ("one", "two", "three")]
    scenario = sim.scenario.Scenario(id="x", title="X", control=control, arm=arms)
    assert scenario.first_arms() == first


def test_a_scenario_with_one_arm_shows_it():
    assert sim.load('schema = 1\nid = "x"\ntitle = "X"\n[[arm]]\nid = "only"\n').first_arms() == (
        "only",
    )


@pytest.mark.parametrize(
    ("look", "path", "found", "allowed", "suggestion"),
    [
        (
            '["in_window", "lat"]',
            "first_look[2]",
            "text 'lat'",
            "an arm of this scenario: in_window, late",
            "late",
        ),
        ('["late", "late"]', "first_look[2]", "text 'late' a second time", "each arm once", None),
        (
            '["late"]',
            "first_look",
            "1 arm",
            "two to 4 arms of this scenario: in_window, late",
            None,
        ),
        ('"late"', "first_look", "text 'late'", "a list", '["late"]'),
    ],
)
def test_a_wrong_choice_is_named_with_what_is_allowed(
    text, mistakes, look, path, found, allowed, suggestion
):
    [problem] = mistakes(with_look(text, look))
    assert problem.where == "bad.toml:4"
    assert (problem.path, problem.found, problem.suggestion) == (path, found, suggestion)
    assert problem.allowed.startswith(allowed)


def test_five_arms_side_by_side_are_too_many(mistake):
    arms = "".join(f'[[arm]]\nid = "arm_{k}"\n' for k in range(5))
    look = ", ".join(f'"arm_{k}"' for k in range(5))
    problem = mistake(f"first_look = [{look}]\n{arms}")
    assert (problem.path, problem.found) == ("first_look", "5 arms")


def test_the_choice_is_written_and_read_back(text, toy_class):
    scenario = read_scenario(with_look(text, '["late", "in_window"]'), cls=toy_class)
    assert scenario.first_arms() == ("late", "in_window")
    assert read_scenario(to_toml(scenario), cls=toy_class) == scenario
