"""Names, references, overrides and times are checked against each other."""

from __future__ import annotations

import pytest


def _swap(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new, 1)


@pytest.mark.parametrize(
    ("old", "new", "where", "path", "found", "allowed", "suggestion"),
    [
        (
            '"ketamine", "practice"]\n\n',
            '"ketamine", "practise"]\n\n',
            "bad.toml:25",
            "arm.in_window.use[2]",
            "text 'practise'",
            "ketamine, practice",
            "practice",
        ),
        (
            'more = "in_window"',
            'more = "in_windw"',
            "bad.toml:35",
            "expect[1].more",
            "text 'in_windw'",
            "an arm of this scenario: in_window, late",
            "in_window",
        ),
        (
            '"practice.start_d" = 30.0',
            '"practice.strt_d" = 30.0',
            "bad.toml:30",
            "arm.late.set.practice.strt_d",
            "unknown path 'practice.strt_d'",
            "practice.start_d, practice.stop_d",
            "practice.start_d",
        ),
        (
            '"stdp.pair.tau_ms" = 25.0',
            '"plasticity.pair.tau_ms" = 25.0',
            "bad.toml:30",
            "arm.late.set.plasticity.pair.tau_ms",
            "unknown path",
            "a parameter of time, ",
            "stdp.pair.tau_ms",
        ),
        (
            '"stdp.pair.tau_ms" = 25.0',
            '"stdp.pair.tau_ms" = 2500.0',
            "bad.toml:30",
            "arm.late.set.stdp.pair.tau_ms",
            "2500.0",
            "above 0 and at most 200 ms",
            None,
        ),
        (
            '"practice.stop_d" = 35.0',
            '"practice.stop_d" = 25.0',
            "bad.toml:30",
            "arm.late.set.practice.start_d",
            "values that do not fit together",
            "stop_d not before start_d (30 d)",
            None,
        ),
        (
            '"stdp.pair.tau_ms" = 25.0',
            '"ketamine.at_d" = [14.0, "x"]',
            "bad.toml:30",
            "arm.late.set.ketamine.at_d",
            "text 'x'",
            "a number at least 0 d",
            None,
        ),
        (
            '"stdp.pair.tau_ms" = 25.0',
            '"ketamine.at_d" = [14.0, 50.0]',
            "bad.toml:30",
            "arm.late.set",
            "ketamine with a last day 50",
            "at most day 40, the end of the scenario",
            None,
        ),
        (
            '"stdp.pair.tau_ms" = 25.0',
            '"title" = "Other"',
            "bad.toml:30",
            "arm.late.set.title",
            "text 'title'",
            "a parameter such as",
            None,
        ),
        (
            '"stdp.pair.tau_ms" = 25.0',
            '"practice.kind" = "dose"',
            "bad.toml:30",
            "arm.late.set.practice.kind",
            "'practice.kind'",
            "its name and kind stay",
            None,
        ),
        (
            'id = "late"',
            'id = "in_window"',
            "bad.toml:28",
            "arm.in_window.id",
            "text 'in_window' a second time",
            "one arm of each name",
            None,
        ),
        (
            "at_d = [14.0, 21.0]",
            "at_d = [14.0, 41.0]",
            "bad.toml:12",
            "ketamine",
            "a last day 41",
            "at most day 40, the end of the scenario (time.length_d)",
            None,
        ),
        (
            "day = 40.0",
            "day = 41.0",
            "bad.toml:34",
            "expect[1].day",
            "41.0",
            "at most day 40",
            None,
        ),
        (
            'less = "late"',
            "",
            "bad.toml:32",
            "expect[1]",
            "values that do not fit together",
            "'more' with 'less'",
            None,
        ),
    ],
)
def test_a_mistake_between_parts_names_the_line_that_refers(
    mistakes, text, old, new, where, path, found, allowed, suggestion
):
    problems = mistakes(_swap(text, old, new))
    problem = problems[0]
    assert (problem.where, problem.path) == (where, path)
    assert found in problem.found
    assert allowed in problem.allowed
    assert problem.suggestion == suggestion


def test_an_override_of_an_intervention_that_the_arm_does_not_use_is_refused(mistakes, text):
    old = 'use = ["ketamine", "practice"]\nset'
    problems = mistakes(_swap(text, old, 'use = ["ketamine"]\nset'))
    assert [problem.path for problem in problems] == [
        "arm.late.set.practice.start_d",
        "arm.late.set.practice.stop_d",
    ]
    assert all("not in use here" in problem.found for problem in problems)


def test_an_intervention_may_not_have_the_name_of_a_table(mistakes, text):
    problems = mistakes(text.replace('"practice"', '"window"').replace('kind = "w', 'kind = "pr'))
    assert any("the name of a table" in problem.found for problem in problems)


@pytest.mark.parametrize("name", ["two words", "a.b", "1st", ""])
def test_a_name_that_can_not_stand_in_a_path_is_refused(mistake, name):
    problem = mistake(f"[[intervention]]\nname = '{name}'\nkind = 'dose'")
    assert "lower-case letter" in problem.allowed


def test_an_intervention_without_last_day_is_not_checked_against_the_end(mistakes, text):
    problems = mistakes(_swap(text, "stop_d = 19.5", "stop_d = 399.0\nbogus = 1"))
    assert [problem.path for problem in problems] == ["practice.bogus"]


def test_paths_of_an_override_may_be_unquoted(text, toy, toy_class):
    from sim.scenario import read_scenario

    old = '{ "practice.start_d" = 30.0, "practice.stop_d" = 35.0, "stdp.pair.tau_ms" = 25.0 }'
    plain = "{ practice.start_d = 30, practice.stop_d = 35, stdp.pair.tau_ms = 25 }"
    assert read_scenario(_swap(text, old, plain), cls=toy_class) == toy


@pytest.mark.parametrize(
    "claim",
    [
        "more = 'only'\narm = 'only'\nat_least = 1.0",
        "arm = 'only'",
        "arm = 'only'\nat_least = 2.0\nat_most = 1.0",
        "arm = 'only'\nat_least = 2.0\nby = 1.0",
        "more = 'only'\nless = 'only'",
        "",
    ],
)
def test_a_claim_is_either_a_comparison_or_a_bound(mistake, claim):
    problem = mistake(f"[[expect]]\nmeasure = 'answer.b'\nday = 3.0\n{claim}")
    assert problem.path == "expect[1]"
