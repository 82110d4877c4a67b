"""Teach: links carry what was built, keys come from runs, nothing foreign becomes markup."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from sim import stored
from sim.lessons import judge, lessons
from sim.paper import paper_words, plan
from sim.paper.key import ranges
from sim.plots import DISCLAIMER
from sim.runs import Pool
from sim.scenario import load, presets
from sim.ui.components import qr
from sim.ui.components.copy_link import is_local
from sim.ui.settings import address
from sim.ui.settings.state import defaults, scenario_of
from sim.ui.teach import keys, note, outputs, trials, values
from sim.ui.text import board_text, sharing_text, teach_text
from tests.ui.touring import open_page, text_on

PRESET = "practice_in_window"
DOSE = "dose.dose_mg_per_kg"


def opened(**query):
    return open_page("teach", timeout_s=30, **query)


def link_of(at) -> str:
    return at.code[0].value


def address_of(at):
    """The settings of the builder's link, as the parser of the Lab reads them."""
    parts = urlsplit(link_of(at))
    assert parts.path == "/lab"
    return address.from_query(parse_qs(parts.query, keep_blank_values=True))


@pytest.mark.parametrize("part", ["plans", "links", "note"])
def test_every_part_opens_and_ends_with_a_next_step(part):
    at = opened(part=part)
    assert not at.exception and not at.info
    assert [element.value for element in at.header] == [teach_text.PARTS[part]]
    assert text_on(at).rstrip().count(teach_text.NEXT) == 1


def test_link_carries_preset_arms_and_version():
    asked = address_of(opened(part="links"))
    assert asked.notes == () and asked.options.lock == ()
    assert asked.settings == defaults(load(PRESET))
    assert asked.options.show == tuple(values.usual(load(PRESET)))
    assert address.version() in link_of(opened(part="links"))


def test_link_carries_values_locks_and_the_question():
    at = opened(part="links")
    at.text_input(key=f"teach {PRESET} {DOSE}").set_value("1.0")
    at.checkbox(key=f"teach {PRESET} {DOSE} lock").check()
    at.checkbox(key=f"teach {PRESET} network.wear show").uncheck()
    at.text_area(key="teach_ask").set_value("Does **more** <b>help</b>?\nSay why & when.")
    asked = address_of(at.run())
    assert asked.notes == ()
    assert dict(asked.settings.changes) == {DOSE: 1.0}
    assert asked.options.lock == (DOSE,)
    assert "network.wear" not in asked.options.show and DOSE in asked.options.show
    assert asked.options.ask == "Does **more** <b>help</b>? Say why & when."


def test_link_can_leave_all_controls_visible():
    at = opened(part="links")
    at.toggle(key="teach_only").set_value(False).run()
    assert address_of(at).options.show is None


def test_any_parameter_can_be_added_to_the_link():
    at = opened(part="links")
    at.multiselect(key=f"teach {PRESET} more").set_value(["practice.repeats"]).run()
    at.text_input(key=f"teach {PRESET} practice.repeats").set_value("12").run()
    asked = address_of(at)
    assert dict(asked.settings.changes) == {"practice.repeats": 12}
    assert "practice.repeats" in asked.options.show


def test_values_that_can_not_be_run_give_no_link():
    at = opened(part="links")
    at.text_input(key=f"teach {PRESET} practice.start_d").set_value("60").run()
    assert len(at.error) == 1 and len(at.code) == 0 and not at.exception


def test_link_needs_an_arm():
    at = opened(part="links")
    at.multiselect(key=f"teach {PRESET} arms").set_value([]).run()
    assert teach_text.NO_ARM in text_on(at) and len(at.code) == 0


def test_a_link_can_be_built_for_every_preset():
    at = opened(part="links")
    for preset in presets():
        at.selectbox(key="teach_preset").set_value(preset).run()
        assert not at.exception
        asked = address_of(at)
        assert asked.settings == defaults(load(preset)) and asked.notes == ()


def test_code_to_embed_holds_the_link_and_no_markup_of_the_question():
    at = opened(part="links")
    at.text_area(key="teach_ask").set_value('"><script>alert(1)</script>').run()
    code = at.code[-1].value
    assert code.startswith("<iframe") and code.count("<") == 2 and "embed=true" in code
    assert link_of(at).replace("&", "&amp;") in code


def test_replay_is_offered_for_stored_runs_only():
    at = opened(part="links")
    assert teach_text.NO_REPLAY not in text_on(at)
    at.text_input(key=f"teach {PRESET} {DOSE}").set_value("0,75").run()
    assert teach_text.NO_REPLAY in text_on(at)


def test_replay_file_holds_question_link_and_disclaimer():
    settings = defaults(load(PRESET))
    scenario = scenario_of(settings)
    arms = outputs.finished_runs(settings, scenario)
    stamp = outputs.stamp_of(scenario, arms, (), "http://school.example/lab?x", note="Why <b>?")
    page = outputs.replay_file(stamp, scenario, arms).decode()
    assert DISCLAIMER in page and "Why &lt;b&gt;?" in page and "http://school.example/lab?x" in page


def test_qr_code_is_large_and_too_long_a_link_is_said():
    picture = qr.png("https://school.example/lab?preset=practice_in_window")
    width = int.from_bytes(picture[16:20], "big")  # of the header of the PNG
    assert width >= 400 and qr.svg("https://school.example/").startswith("<svg")
    with pytest.raises(qr.TooLongError):
        qr.png("x" * 5000)


def test_link_that_only_this_machine_opens_is_told_apart():
    assert is_local("http://127.0.0.1:8501/lab") and is_local("/lab")
    assert not is_local("http://192.168.1.20:8501/lab")


def test_qr_code_of_a_lesson_has_its_address_in_words():
    at = opened(part="plans", lesson="L4")
    assert len(at.code) == 0
    at.toggle(key="qr_lesson_L4").set_value(True).run()
    assert at.code[0].value.endswith("/lessons?lesson=L4&step=1")
    assert sharing_text.QR_LOCAL in text_on(at)


@pytest.mark.parametrize("lesson", lessons().values(), ids=lambda lesson: lesson.id)
def test_every_lesson_has_a_plan(lesson):
    said = text_on(opened(part="plans", lesson=lesson.id))
    for part in (
        lesson.question,
        f"{lesson.minutes} minutes",
        load(lesson.run.preset).title,
        lesson.predict.question,
        *(option.text for option in lesson.predict.options),
        *lesson.explain.ideas,
        *(misconception.text for misconception in lesson.misconceptions),
    ):
        assert part in said


@pytest.mark.parametrize("lesson", ["L4", "L11"])
def test_the_minutes_on_the_page_are_those_on_paper(lesson):
    said = text_on(opened(part="plans", lesson=lesson))
    for timed in plan.plans(lessons()[lesson])[50]:
        assert all(cell in said for cell in (timed.when, *timed.row[1:]))


def test_the_plan_of_fifty_minutes_names_the_buttons_of_the_board_as_they_are():
    told = " ".join(timed.row.teacher for timed in plan.plans(lessons()["L4"])[50])
    for button in (board_text.GUESS_AGAIN, board_text.SHARE_ARMS, board_text.REVEAL):
        assert f"“{button}”" in told


def test_another_lesson_is_kept_in_the_address():
    at = opened(part="plans")
    at.selectbox(key="teach lesson").set_value("L10").run()
    assert at.query_params["lesson"] in ("L10", ["L10"])
    assert any(element.value.startswith("L10") for element in at.subheader)


def test_the_key_of_an_exercise_needs_no_runs():
    at = opened(part="keys")
    at.button(key="teach_keys").click().run()
    told = text_on(at)
    for lesson in lessons().values():
        for exercise in lesson.exercises:
            for item in exercise.items():
                answer = f"{item.choices[item.answer]} {paper_words.from_sources(item.sources)}"
                assert answer in told


def test_keys_are_hidden_until_asked_for_and_say_that_this_protects_nothing():
    at = opened(part="keys")
    assert teach_text.KEYS_NOTE not in text_on(at)
    assert at.header[0].value == teach_text.PARTS["plans"]
    at.button(key="teach_keys").click().run()
    assert teach_text.KEYS_NOTE in text_on(at) and at.header[0].value == teach_text.PARTS["keys"]


def test_key_holds_the_answers_that_fit_the_stored_runs():
    at = opened(teach="1")
    lesson = lessons()["L4"]
    runs = keys.stored_runs(lesson)
    fitting = judge.fitting(lesson.predict, runs)
    assert len(fitting) == 1
    box = next(expander for expander in at.expander if expander.label.startswith("L4"))
    said = "\n".join(element.value for element in box.markdown).replace("\\", "")
    for option in lesson.predict.options:
        assert (f"- {option.text}" in said) == (option.id in fitting)
    assert judge.UNKNOWN not in said


def test_key_gives_the_range_over_seeds():
    lesson = lessons()["L4"]
    runs = keys.stored_runs(lesson)
    by_name = dict(ranges(lesson, runs))
    weights = [float(run.probes["strength"][-1, 4, 1]) for run in runs["in_window"]]
    text = next(
        value
        for name, value in by_name.items()
        if name.startswith("weight from cue to B") and "from day 3" in name
    )
    low, high = map(float, re.search(r"\((\S+) to (\S+)\)", text).groups())
    assert low == pytest.approx(min(weights), rel=0.01)
    assert high == pytest.approx(max(weights), rel=0.01)


def test_key_is_left_out_where_no_run_is_stored(monkeypatch):
    monkeypatch.setattr(stored, "get", lambda fingerprint: None)
    at = opened(teach="1")
    assert text_on(at).count(teach_text.NO_KEY) == len(lessons()) and not at.exception


@pytest.mark.slow
def test_key_of_the_checks_holds_the_one_idea_that_its_own_runs_agree_with(monkeypatch):
    """The runs are asked for by the button, and made for real; each question has one answer."""
    pool = Pool(2)
    monkeypatch.setattr(trials.shared, "pool", lambda: pool)
    lesson = lessons()["L5"]
    at = opened(teach="1")
    at.button(key="key run L5").click().run(timeout=300)
    pool.close()
    assert not at.exception
    box = next(expander for expander in at.expander if expander.label.startswith("L5"))
    said = "\n".join(element.value for element in box.markdown).replace("\\", "")
    assert teach_text.KEY_NEEDS_RUN not in said and judge.UNKNOWN not in said
    for asked in lesson.checks:
        told = [option for option in asked.options if f"- {option.text}" in said]
        assert len(told) == 1 and told[0].misconception == ""


def test_help_line_of_the_teacher_is_shown_as_it_is():
    at = opened(part="note")
    at.text_input(key="teach_line").set_value("**Line** [call](http://x) 116 123").run()
    shown = next(element.value for element in at.markdown if element.value.startswith("> "))
    assert r"\*\*Line\*\* \[call\]\(http\://x\) 116 123" in shown
    assert teach_text.NO_LINE not in shown


def test_lessons_without_a_drug_are_found_from_their_scenarios():
    found = {name for name, lesson in lessons().items() if not note.has_drug(lesson)}
    assert "L2" in found and "L4" not in found


@pytest.mark.parametrize(("name", "value"), [("part", "**x**"), ("lesson", "L99"), ("foo", "1")])
def test_nonsense_in_the_address_is_named_and_the_page_works(name, value):
    at = opened(**{name: value})
    assert len(at.info) == 1 and "ignored" in at.info[0].value and not at.exception
    assert "**" not in at.info[0].value
