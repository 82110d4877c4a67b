"""Exercises on the page: nothing of an answer before one is given, then the evidence."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from sim import evidence
from sim.lessons import lessons
from sim.ui.store import browser
from sim.ui.store.records import Progress
from sim.ui.text import lesson_text
from tests.ui.touring import text_on


def shown(id: str) -> AppTest:
    """The exercises of a lesson alone."""

    def script(id: str) -> None:
        from sim.lessons import lessons
        from sim.ui.lesson import exercise

        for asked in lessons()[id].exercises:
            exercise.draw(lessons()[id], asked)

    at = AppTest.from_function(script, kwargs={"id": id}, default_timeout=30).run()
    assert not at.exception
    return at


def choose(at: AppTest, id: str, item: str, answer: str) -> str:
    """Choose an answer; return the texts of the page."""
    at.radio(key=f"exercise {id} {item}").set_value(answer).run()
    assert not at.exception
    return text_on(at)


def test_no_card_is_shown_before_a_grade_is_chosen():
    at = shown("L12")
    (exercise,) = lessons()["L12"].exercises
    assert [radio.value for radio in at.radio] == [None] * len(exercise.sentences)
    assert not [item for item in exercise.items() if item.why[:40] in text_on(at)]


def test_any_grade_leads_to_the_grade_and_the_caveat_of_the_card():
    card = evidence.claim("CL41")
    same = choose(shown("L12"), "L12", "for_good", card.grade)
    other = choose(shown("L12"), "L12", "for_good", "strong human")
    assert lesson_text.CARD_SAME in same and lesson_text.CARD_OTHER in other
    for page in (same, other):
        assert lesson_text.CARD_CLAIM.format(id=card.id, claim=card.claim) in page


def test_an_answer_about_rows_leads_to_the_rows_and_their_sources():
    page = choose(shown("L11"), "L11", "asleep", "works")
    assert lesson_text.ROWS_OTHER in page
    assert evidence.target("G20").source in page
    assert lesson_text.ROWS_SAME in choose(shown("L11"), "L11", "asleep", "open")


def test_answers_are_kept_one_for_each_item():
    at = shown("L12")
    choose(at, "L12", "window", "contested")
    choose(at, "L12", "clarity", "opinion")
    choose(at, "L12", "window", "opinion")
    kept = at.session_state[browser.SESSION_KEY].records(Progress)["L12"].exercises
    assert dict(kept) == {"window": "opinion", "clarity": "opinion"}
