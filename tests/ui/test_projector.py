"""The projector view is in the address, stays there, and leaves out what is read at a desk."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import sim.ui
from sim.ui import projector, text
from sim.ui.components.projector_keys import PRESSES
from sim.ui.text import lesson_text, teach_text

VIEW = {projector.PART: "projector"}
SOURCE = Path(sim.ui.__file__).parent


def board():
    from sim.ui import projector
    from sim.ui.board.board_page import show

    projector.begin("board")
    show()
    projector.switch()


def lessons():
    from sim.ui import projector
    from sim.ui.lesson.page import show

    projector.begin("lessons")
    show()
    projector.switch()


def teach():
    from sim.ui import projector
    from sim.ui.teach.page import show

    projector.begin("teach")
    show()


def opened(page, **query):
    app = AppTest.from_function(page, default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def labels(app):
    return [button.label for button in app.button]


def test_steps_of_a_lesson_keep_the_view():
    app = opened(lessons, lesson="L4", step="1", **VIEW)
    app.button(key="next").click().run()
    assert app.query_params["step"] == "2"
    assert app.query_params[projector.PART] == "projector"


def test_a_lesson_on_a_projector_has_fewer_words():
    usual, large = opened(lessons, lesson="L4"), opened(lessons, lesson="L4", **VIEW)
    assert lesson_text.ALL_LESSONS in labels(usual)
    assert lesson_text.ALL_LESSONS not in labels(large)
    assert [title.value for title in large.title] == [title.value for title in usual.title]


@pytest.mark.parametrize("page", [lessons, board])
def test_the_button_turns_the_view_on_and_off(page):
    app = opened(page)
    assert text.PROJECTOR_ON in labels(app)
    app.button(key="projector").click().run()
    assert app.query_params[projector.PART] == "projector"
    assert text.PROJECTOR_OFF in labels(app)
    app.button(key="projector").click().run()
    assert projector.PART not in app.query_params


def test_teach_has_the_switch_and_no_complaint_about_the_view():
    app = opened(teach, part="note", **VIEW)
    assert text.PROJECTOR_OFF in labels(app)
    assert not [info for info in app.info if "view" in info.value]
    assert any("/lab?view=projector" in line.value for line in app.markdown)
    assert not any("Enlarge" in line for line in teach_text.PROJECTOR)


def test_charts_have_the_room_that_they_take():
    (zoom,) = re.findall(r"zoom: ([\d.]+);", (SOURCE / "projector.css").read_text("utf-8"))
    assert float(zoom) == projector.CHART_ZOOM


def test_another_value_of_the_view_changes_nothing():
    app = opened(lessons, lesson="L4", view="cinema")
    assert lesson_text.ALL_LESSONS in labels(app)


@pytest.mark.parametrize(("page", "folder"), [("lessons", "lesson"), ("lab", "lab")])
def test_keys_press_buttons_that_the_pages_have(page, folder):
    source = "".join(path.read_text("utf-8") for path in (SOURCE / folder).glob("*.py"))
    of_guess = {"guess made", "guess declined"}  # of components/guess.py, with key "guess"
    for names in PRESSES[page].values():
        for name in set(names) - of_guess:
            assert re.search(rf'key="{name}"|"{name}",', source), name
