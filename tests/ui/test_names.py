"""No path, no code and no bare tuple where a visitor reads of a setting, in any preset."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from sim.scenario import load, parameters, presets
from sim.ui import text
from sim.ui.lab import controls, plan, sweep, widgets
from sim.ui.runs import difference
from sim.ui.settings.address import from_query
from sim.ui.settings.state import Vary, changed, changed_in_arm, defaults, scenario_of
from sim.ui.text import lab_text, lesson_text, runs_text

RAW = re.compile(r"_|\(\)|\(-?\d[^)]*,|\bTrue\b|\bFalse\b|\bNone\b|[a-z]\.[a-z]|\d[eE]-?\d")
CODE = re.compile(r"\bchosen (after|between)\b|\bEX\d|\bMIS\d")
EACH = pytest.mark.parametrize(
    "base", [load(preset) for preset in presets()], ids=lambda preset: preset.id
)


def unescaped(words: str) -> str:
    return words.replace("\\", "")


def another(leaf):
    """Return a value of a parameter that is not the one it has; None if none is near."""
    options = list(leaf.choices)
    if isinstance(leaf.value, bool):
        return not leaf.value
    if options:
        return next(option for option in options if option != leaf.value)
    if isinstance(leaf.value, tuple):
        return (*leaf.value, 29.5)
    step = widgets.step_of(leaf)
    high = leaf.high
    return leaf.value + step if high is None or leaf.value + step <= high else leaf.value - step


@EACH
def test_labels_and_helps_of_all_settings_are_words(base):
    for leaf in parameters(base):
        label = widgets.label_of(widgets.name_with_unit(leaf, base), leaf)
        assert not RAW.search(label), label
        told = unescaped(widgets.help_of(leaf, base))
        assert not CODE.search(told), told
        usual = told.partition("In this preset: ")[2].partition(". ")[0]
        assert usual and not RAW.search(usual), told


@EACH
def test_changes_are_named_in_words(base):
    old = defaults(base)
    for leaf in parameters(base):
        value = another(leaf)
        new = old._replace(changes=((leaf.path, value),))
        for words in (
            *controls.names_of_changes(old, new),
            *(name for name in controls.changes_in_words(base, new.changes)),
        ):
            assert not RAW.search(unescaped(words)), words


@EACH
def test_what_differs_between_arms_is_told_in_words(base):
    for pair in pairwise(arm.id for arm in base.arm):
        for contrast in plan.differences(base, pair):
            assert not RAW.search(unescaped(contrast.words)), contrast.words


@EACH
def test_a_sweep_is_told_in_words(base):
    for path, leaf in sweep.varied(base, defaults(base)).items():
        axis = sweep.axis_of(base, leaf)
        assert not RAW.search(axis.label), axis
        settings = defaults(base)._replace(vary=Vary(path, (1.0, 2.0), base.headline))
        assert not RAW.search(difference.varied_in_words(settings))
        assert not RAW.search(
            runs_text.sweep(axis.label, [f"1 {axis.unit}", f"2 {axis.unit}"], "", {})
        )


def test_a_value_of_one_arm_and_the_changes_of_a_run_are_words():
    base = load("practice_in_window")
    settings = changed(defaults(base), base, {"dose.at_d": (6.0,), "homeostasis.enabled": False})
    settings = changed_in_arm(settings, base, settings.arms[0], "practice.pattern", "C")
    rows = difference.changes_in_words(settings)
    assert ("Dose: day it is given", "day 6") in rows and ("Synaptic scaling", "off") in rows
    assert any(
        label.startswith("Practice: what is practised, in ") and value == "pattern C"
        for label, value in rows
    )


def test_a_note_about_the_address_names_the_setting_before_its_path():
    (note,) = from_query({"set": ["dose.dose_mg_per_kg:9"]}).notes
    assert unescaped(note) == (
        "The address asked for Dose: size (dose.dose_mg_per_kg) 9, 18 times the trial dose; "
        "using 5 mg/kg."
    )


def test_a_mistake_in_the_settings_names_the_setting_before_its_path():
    base = load("practice_in_window")
    settings = defaults(base)._replace(changes=(("practice.start_d", 999.0),))
    with pytest.raises(Exception) as caught:
        scenario_of(settings)
    told = unescaped(text.problems(caught.value, base))
    assert "Practice: first session (practice.start_d): found 999" in told


def test_the_help_of_the_start_of_practice_counts_as_its_slider_does():
    base = load("practice_in_window")
    leaf = next(leaf for leaf in parameters(base) if leaf.path == "practice.start_d")
    assert "In this preset: day 3." in unescaped(widgets.help_of(leaf, base))
    assert leaf.value == 3.0 and lab_text.CONTROLS[leaf.path] == "Practice starts (model day)"


def test_what_decides_the_story_is_marked_as_hand_set_in_its_label():
    leaves = {leaf.path: leaf for leaf in parameters(load("practice_in_window"))}
    assert widgets.label_of("x", leaves["window.gate_k"]) == "x (hand-set)"
    assert widgets.label_of("x", leaves["stdp.rate"]) == "x"
    assert "Hand-set: chosen by us" in unescaped(
        widgets.help_of(leaves["stdp.rate"], load("practice_in_window"))
    )


def test_how_near_a_curve_came_is_said_in_two_sentences():
    assert lesson_text.curve_score(True, True, False) == (
        "Like the runs: up or down and the time of the change. "
        "Not like the runs: the size at the end."
    )
    assert lesson_text.curve_score(True, None, True) == (
        "Like the runs: up or down and the size at the end."
    )


def test_two_questions_do_not_share_their_words():
    """One asks a visitor, the other one the runs."""
    assert lab_text.HOW_SURE != lesson_text.CONFIDENCE_QUESTION
