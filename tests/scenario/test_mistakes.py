"""Every mistake of a file is reported at once: line, what was found, what is allowed."""

from __future__ import annotations

import pytest

from sim.errors import ScenarioError

PLANTED = """\
schema = 2
id = "Window!"
title = "Practice in the window"
levl = "starter"

[time]
length_d = -20

[stdp]
eta_pluss = 0.01
n_pairs = 3.0
enabled = 1
shape = "mixd"

[stdp.pair]
tau_ms = "1e1"

[sleep]
depth = 1

[[intervention]]
name = "ketamine"
kind = "dose"
dose_mg_per_kg = true
at_d = [
  14.0,
  "21",
]

[[intervention]]
name = "practice"
kind = "practce"

[[intervention]]
name = "early"
kind = "practice"
start_d = 20.0
stop_d = 10.0

[[intervention]]
name = "stdp"
kind = "practice"

[[intervention]]
name = "early"
kind = "practice"

[[arm]]
id = "in_window"
use = ["ketamin"]
set = { "early.start_d" = 3.0 }

[[arm]]
id = "late"
use = ["early", "early"]
[arm.set]
"stdp.eta_plus" = 7.0
stdp.pair.tua_ms = 3

[[arm]]
id = "late"

[[expect]]
measure = "answer.b"
more = "in_windw"
less = ["late", "never"]
"""


def test_all_planted_mistakes_are_reported_together_with_their_lines(mistakes):
    got = {(problem.where, problem.path) for problem in mistakes(PLANTED)}
    assert got == {
        ("bad.toml:1", "schema"),
        ("bad.toml:2", "id"),
        ("bad.toml:4", "levl"),
        ("bad.toml:7", "time.length_d"),
        ("bad.toml:10", "stdp.eta_pluss"),
        ("bad.toml:11", "stdp.n_pairs"),
        ("bad.toml:12", "stdp.enabled"),
        ("bad.toml:13", "stdp.shape"),
        ("bad.toml:16", "stdp.pair.tau_ms"),
        ("bad.toml:18", "sleep"),
        ("bad.toml:24", "ketamine.dose_mg_per_kg"),
        ("bad.toml:27", "ketamine.at_d[2]"),
        ("bad.toml:32", "practice.kind"),
        ("bad.toml:34", "early"),
        ("bad.toml:41", "stdp.name"),
        ("bad.toml:45", "early.name"),
        ("bad.toml:50", "arm.in_window.use[1]"),
        ("bad.toml:51", "arm.in_window.set.early.start_d"),
        ("bad.toml:55", "arm.late.use[2]"),
        ("bad.toml:57", "arm.late.set.stdp.eta_plus"),
        ("bad.toml:58", "arm.late.set.stdp.pair.tua_ms"),
        ("bad.toml:61", "arm.late.id"),
        ("bad.toml:63", "expect[1].day"),
        ("bad.toml:65", "expect[1].more"),
        ("bad.toml:66", "expect[1].less[2]"),
    }


def test_problems_come_in_the_order_of_the_lines(mistakes):
    lines = [int(problem.where.partition(":")[2]) for problem in mistakes(PLANTED)]
    assert lines == sorted(lines)


@pytest.mark.parametrize(
    ("added", "path", "found", "allowed", "suggestion"),
    [
        ("[stdp]\neta_pluss = 1", "stdp.eta_pluss", "an unknown name", "eta_plus, ", "eta_plus"),
        ("[hoemostasis]\na = 1", "hoemostasis", "an unknown name", "schema", "homeostasis"),
        ("[stdp]\neta_plus = '1e-3'", "stdp.eta_plus", "text '1e-3'", "a number", "0.001"),
        ("[stdp]\neta_plus = '0,5'", "stdp.eta_plus", "text '0,5'", "from 0 to 1", "0.5"),
        ("[stdp]\neta_plus = true", "stdp.eta_plus", "true", "a number from 0 to 1", None),
        ("[stdp]\neta_plus = nan", "stdp.eta_plus", "nan", "a number from 0 to 1", None),
        ("[stdp]\neta_plus = 2024-01-01", "stdp.eta_plus", "a value of type date", "", None),
        ("[stdp]\nn_pairs = 3.0", "stdp.n_pairs", "3.0", "a whole number from 1 to 9", "3"),
        ("[stdp]\nn_pairs = true", "stdp.n_pairs", "true", "a whole number", None),
        ("[stdp]\nenabled = 'true'", "stdp.enabled", "text 'true'", "true or false", "true"),
        ("[stdp]\nlabel = 3", "stdp.label", "3", "text in quotes", '"3"'),
        ("[stdp]\nshape = 'aditive'", "stdp.shape", "text", '"additive"', '"additive"'),
        ("[stdp]\ngains = 1.5", "stdp.gains", "1.5", "a list, each entry a number", "[1.5]"),
        ("[stdp]\ngains = [1, '2']", "stdp.gains[2]", "text '2'", "a number in mV", "2"),
        ("stdp = 3", "stdp", "3", "a table", None),
        ("[arm]\nid = 'x'\n#[[arm]]", "arm", "one table", "two brackets", "[[arm]]"),
        ("[time]\nlength_d = -20", "time.length_d", "-20", "above 0 and at most 400 d", None),
        ("intervention = [3]", "intervention[1]", "3", "a table", None),
        ("[sleep]\na = 1", "sleep", "an unknown name", "schema", None),
        ("[[intervention]]\nname='b'", "b.kind", "nothing", 'one of: "dose", "practice"', None),
        ("[[intervention]]\nkind='dose'", "intervention[1].name", "nothing", "text", None),
        ("minutes = 0", "minutes", "0", "from 1 to 600 min", None),
        ("question = '" + "x" * 201 + "'", "question", "201 characters", "at most 200", None),
        ("arm = [{ id = 'only', use = 'x' }]#[[arm]]", "arm.only.use", "text 'x'", "list", '["x"]'),
        ("arm = [{ id = 'only', set = 3 }]#[[arm]]", "arm.only.set", "3", "a table such as", None),
    ],
)
def test_a_mistake_says_what_is_allowed_and_what_was_meant(
    mistake, added, path, found, allowed, suggestion
):
    problem = mistake(added)
    assert problem.path == path
    assert found in problem.found
    assert allowed in problem.allowed
    assert problem.suggestion == suggestion


def test_a_relation_between_two_fields_is_reported_with_its_sentence(mistake):
    problem = mistake(
        "[[intervention]]\nname = 'early'\nkind = 'practice'\nstart_d = 9.0\nstop_d = 3.0"
    )
    assert (problem.where, problem.path) == ("bad.toml:5", "early")
    assert problem.allowed == "stop_d not before start_d (9 d)"


def test_title_longer_than_80_characters_is_refused(mistakes):
    long = f'schema = 1\nid = "x"\ntitle = "{"x" * 81}"\narm = [{{ id = "a" }}]'
    assert [str(problem) for problem in mistakes(long)] == [
        "bad.toml:3: title: found 81 characters; allowed: at most 80 characters"
    ]


def test_an_empty_file_lists_all_that_must_be_there(mistakes):
    assert {problem.path for problem in mistakes("")} == {"schema", "id", "title", "arm"}
    assert {problem.where for problem in mistakes("")} == {"bad.toml:1"}


def test_a_file_of_a_newer_format_is_refused_with_a_remedy(mistakes, text):
    (problem,) = mistakes(text.replace("schema = 1", "schema = 2"))
    assert problem.where == "bad.toml:1"
    assert "newer version" in problem.allowed


def test_a_broken_block_causes_no_further_mistakes(mistakes, text):
    problems = mistakes(text.replace("stop_d = 19.5", "stop_d = 'x'"))
    assert [problem.path for problem in problems] == ["practice.stop_d"]


@pytest.mark.parametrize("broken", ["stdp = 3", "[[stdp]]", "[stdp]\npair = 3", "stdp = []"])
def test_an_override_inside_a_broken_table_causes_no_further_mistakes(mistake, broken):
    arm = "[[arm]]\nid = 'a'\nset = { stdp.pair.tau_ms = 3.0, stdp.eta_plus = 0.5 }"
    assert mistake(f"{broken}\n{arm}").path in ("stdp", "stdp.pair")


def test_error_text_has_one_line_a_problem(mistakes):
    problems = mistakes(PLANTED)
    assert len(str(ScenarioError(problems)).splitlines()) == len(problems)
