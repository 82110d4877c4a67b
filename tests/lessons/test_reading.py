"""Files of lessons: what they hold, and how mistakes in them are told."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from sim import stored
from sim.errors import ScenarioError
from sim.lessons import lesson_words, lessons, one_run, read_lesson, scenario_of, watched, whole
from sim.lessons.reading import options
from sim.ui.lesson.runs import settings_of
from sim.ui.settings.state import scenario_of as scenario_of_settings
from sim.ui.text import lesson_text
from tests.wording import forbidden_in, too_long_in

DATA = files("sim.lessons") / "data"


@pytest.fixture(scope="module")
def text() -> str:
    return (DATA / "l04_the_window.toml").read_text("utf-8")


def test_the_twelve_lessons_are_there_in_order():
    assert list(lessons()) == [f"L{number}" for number in range(1, 13)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            'level = "starter"',
            'leval = "starter"',
            r"l.toml:7: leval: found an unknown name; allowed: id, title.*did you mean level",
        ),
        (
            'level = "starter"',
            'level = "easy"',
            r"l.toml:7: level: found text .easy.; allowed: one of",
        ),
        (
            'arms = ["in_window", "late"]',
            'arms = ["in_windw", "late"]',
            r"l.toml: run: found 'in_windw'; allowed: one of.*did you mean in_window",
        ),
        (
            'measure = "answer.b"\nday = 30.0',
            'measure = "answer.bb"\nday = 30.0',
            r"numbers.early: found measure 'answer.bb'.*did you mean answer.b",
        ),
        (
            "watch = {",
            'watch = { set = { "time.test_days" = [2.0, 4.0, 8.0, 12.0, 16.0, 22.0, 30.0] },',
            "l.toml: scene.watch: found first test on day 2; allowed: day 0",
        ),
        (
            'watch = { preset = "practice_in_window", arms = ["practice_only"]',
            'watch = { preset = "practice_in_window", arms = ["practice_only", "late"]',
            r"l.toml: scene.watch.arms: found 2 arms; allowed: 1 arm",
        ),
        ('picture = "plan"', 'picture = "one_run"', "'watch', or the picture 'one_run'"),
        (
            "day = 16.0\n",
            "day = 17.0\n",
            r"numbers.open_16: found day 17, no test day; allowed: one of",
        ),
        (
            'against = "in_window", at_least = 0.21',
            'against = "in_window", against_day = 17.0, at_least = 0.21',
            r"predict\.\w+: found day 17, no test day; allowed: one of",
        ),
        ("{open_16}", "{open_17}", r"observe.why: found '\{open_17\}'; allowed: a number known"),
        (
            "in {early} of trials with",
            "in {moved_early} of trials with",
            r"predict.why: found '\{moved_early\}'; allowed: a number known",
        ),
        ('evidence = ["CL46"', 'evidence = ["CL99"', r"evidence: found 'CL99'"),
        ('misconception = "MIS3"', 'misconception = "MIS4"', r"checks\[2\].dose.misconception"),
        ('path = "practice.start_d"', 'path = "practice.start"', r"did you mean practice.start_d"),
    ],
)
def test_a_mistake_names_file_key_and_what_is_allowed(old, new, expected, text):
    assert old in text
    with pytest.raises(ScenarioError) as error:
        read_lesson(text.replace(old, new, 1), name="l.toml")
    assert re.search(expected, str(error.value))


def test_a_picture_of_a_measure_of_the_whole_run_needs_a_test_day_too():
    text = (DATA / "l06_more_is_better.toml").read_text("utf-8")
    with_day = 'measure = "window_peak", day = 12.0 }'
    assert with_day in text
    with pytest.raises(ScenarioError, match=r"observe.pictures.seed_dots: found day 0, no test"):
        read_lesson(text.replace(with_day, 'measure = "window_peak" }', 1))


def test_a_text_before_the_run_can_not_name_a_number_of_it(text):
    changed = text.replace('picture = "plan"', 'picture = "plan"\nfound = "It is {early}."', 1)
    with pytest.raises(ScenarioError, match=r"scene\.found"):
        read_lesson(changed, name="l.toml")


def texts_of(value, name="") -> list[str]:
    """Every text of a lesson; names and ids are none."""
    if isinstance(value, str):
        return [value] if " " in value else []
    if isinstance(value, dict):
        return [text for key, inner in value.items() for text in texts_of(inner, key)]
    if isinstance(value, (list, tuple)):
        return [text for inner in value for text in texts_of(inner, name)]
    return []


TEXTS = [(id, text) for id, lesson in lessons().items() for text in texts_of(lesson.model_dump())]


def test_there_are_texts_to_check():
    assert len(TEXTS) > 250


@pytest.mark.parametrize(("id", "text"), TEXTS)
def test_texts_of_lessons_keep_to_the_rules_of_wording(id, text):
    assert forbidden_in(text) == []
    assert too_long_in(text) == []


@pytest.mark.parametrize("id", lessons())
def test_no_outcome_is_typed_in(id):
    """Texts about outcomes hold no share of their own: every percentage is a gap."""
    assert not [text for lesson, text in TEXTS if lesson == id and re.search(r"\d ?%", text)]


@pytest.mark.parametrize("id", lessons())
def test_a_scene_has_two_sentences(id):
    assert len(re.findall(r"[.?!](?:\s|$)", lessons()[id].scene.text)) == 2


@pytest.mark.parametrize("id", lessons())
def test_every_wrong_idea_that_a_lesson_names_can_be_run(id):
    lesson = lessons()[id]
    named = {option.misconception for _, _, option in options(lesson)} - {""}
    assert named == {misconception.id for misconception in lesson.misconceptions}


@pytest.mark.parametrize("id", lessons())
def test_the_lab_runs_what_the_lesson_runs(id):
    """Settings, as links carry them, lead to the same numbers as the runs of the lesson."""
    lesson = lessons()[id]
    specs = [whole(lesson), one_run(lesson), whole(lesson, lesson.push.run)]
    specs += [whole(lesson, option.run) for _, _, option in options(lesson)]
    for spec in specs:
        by_settings = scenario_of_settings(settings_of(spec))
        for arm in spec.arms:
            assert by_settings.fingerprint(arm, spec.seed) == scenario_of(spec).fingerprint(
                arm, spec.seed
            )


@pytest.mark.parametrize("id", lessons())
def test_the_network_of_a_scene_ships_with_its_spikes(id):
    """So that it moves at once."""
    spec = watched(lessons()[id]) or one_run(lessons()[id])
    (arm,) = spec.arms
    assert stored.get(scenario_of(spec).fingerprint(arm, spec.seed)).has_spikes


@pytest.mark.parametrize("id", lessons())
def test_every_lesson_is_listed_under_a_theme_and_a_level(id):
    assert lessons()[id].theme in lesson_words.THEMES
    assert lessons()[id].level in lesson_text.LEVELS


@pytest.mark.parametrize("id", lessons())
def test_every_lesson_leads_to_another(id):
    assert lessons()[id].next in set(lessons()) - {id}
