"""Worksheets, hand-ins, plans and packs: every lesson has them, and none tells the outcome."""

from __future__ import annotations

import io
import re
import tomllib
import zipfile
from html import unescape

import pytest

from sim.lessons import lessons
from sim.paper import paper_words as words
from sim.paper.key import exercises_of
from sim.paper.pack import pack, settings, shipped
from sim.paper.plan import plans
from sim.paper.scene import scene_picture
from sim.paper.sheets import Work, hand_in, plan_page, worksheet
from sim.scenario.tomlio import read_scenario

LESSONS = list(lessons().values())
each_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)


def text_of(page):
    return unescape(page.decode())


@each_lesson
def test_the_first_side_of_a_worksheet_asks_and_tells_nothing_of_the_outcome(lesson):
    first, _, second = text_of(worksheet(lesson)).partition(words.TURN_OVER)
    assert lesson.predict.question in first and lesson.observe.question in first
    assert all(option.text in first for option in lesson.predict.options)
    assert lesson.explain.prompt in second and lesson.push.question in second
    told = (lesson.explain.prompt, lesson.push.question, *lesson.explain.ideas)
    assert not [text for text in told if text in first]
    whole = first + second
    assert not [idea for idea in lesson.explain.ideas if idea in whole]
    assert lesson.predict.why not in whole and lesson.explain.text not in whole


@each_lesson
def test_the_second_side_of_a_worksheet_asks_the_exercises_and_tells_no_answer(lesson):
    page = text_of(worksheet(lesson))
    first, _, second = page.partition(words.TURN_OVER)
    for exercise in lesson.exercises:
        assert exercise.opening() in second and exercise.title not in first
        for item in exercise.items():
            assert item.asked in second and item.why not in page
            assert all(choice in second for choice in item.choices.values())
            assert not [id for id in item.sources if id in page]


def test_the_code_and_the_address_stand_after_the_last_blank():
    page = text_of(worksheet(lessons()["L4"], "https://lab.example.org/school/"))
    assert page.rindex('class="line"') < page.index(
        "https://lab.example.org/school/lessons?lesson=L4"
    )
    assert page.rindex('class="line"') < page.index('class="segno"')
    assert 'class="segno"' not in text_of(worksheet(lessons()["L4"]))


@each_lesson
def test_the_picture_of_a_scene_is_a_plan_that_is_told_in_words(lesson):
    picture = scene_picture(lesson)
    (calendar,) = picture.panels
    assert len(calendar.lanes) == len(lesson.run.arms)
    assert all(lane.label in picture.alt and not lane.open_d for lane in calendar.lanes)


@each_lesson
def test_plans_fill_their_minutes_and_the_one_of_fifty_names_the_class_board(lesson):
    for minutes, rows in plans(lesson).items():
        assert sum(timed.row.minutes for timed in rows) == minutes
        assert rows[-1].when.endswith(f"to {minutes}")
    assert any("Class board" in timed.row.screen for timed in plans(lesson)[50])
    assert lesson.traps
    page = text_of(plan_page(lesson))
    for text in (*lesson.traps, *lesson.nudges, *(idea.text for idea in lesson.misconceptions)):
        assert text in page


def test_a_hand_in_shows_the_words_of_a_pupil_as_they_are_and_runs_nothing_of_them():
    lesson = lessons()["L4"]
    sentence = '<script>alert("x")</script> A & B\nsecond line {late}'
    work = Work("To B.", "sure", ((0.0, 0.1), (30.0, 0.9)), sentence, ("both", ""), "<svg/>", "A")
    page = hand_in(lesson, work).decode()
    assert "<script" not in page and sentence in text_of(page.encode())
    assert page.count(words.NO_ANSWER) == 1
    assert "default-src 'none'" in page


@each_lesson
def test_a_pack_holds_no_answer_and_is_the_same_each_time(lesson):
    content = pack(lesson, ())
    assert content == pack(lesson, ())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        sheets = "".join(archive.read(name).decode() for name in names if name.endswith(".html"))
    assert not [name for name in names if "key" in name or "plan" in name]
    assert not [idea for idea in lesson.explain.ideas if idea in unescape(sheets)]


@each_lesson
def test_the_settings_of_a_pack_are_a_scenario_without_claims(lesson):
    text = settings(lesson).decode()
    assert "expect" not in tomllib.loads(text)
    assert set(lesson.run.arms) <= {arm.id for arm in read_scenario(text).arm}


def test_a_replay_from_runs_that_ship_is_in_the_pack():
    lesson = lessons()["L4"]
    played = shipped(lesson)
    assert [run.arm for run in played] == list(lesson.run.arms)
    with zipfile.ZipFile(io.BytesIO(pack(lesson, played))) as archive:
        replay = archive.read("L4_replay.html").decode()
    assert "Practice from day 17" in replay
    assert not re.search(r"run on 20\d\d", replay)


def test_a_key_has_one_answer_to_each_item_of_an_exercise():
    asked = exercises_of(lessons()["L12"])
    assert len(asked) == len(lessons()["L12"].grades.sentences)
    assert all(sum(answer.fits for answer in item.answers) == 1 for item in asked)
    assert exercises_of(lessons()["L4"]) == []
