"""The pages of the app as a whole: each is a function, and importing its module draws nothing."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from sim.ui.main import DRAW
from sim.ui.navigation import PAGES
from tests.ui.touring import open_page


def test_every_page_of_the_navigation_is_drawn_by_a_function():
    assert tuple(DRAW) == PAGES


@pytest.mark.parametrize("name", PAGES)
def test_importing_a_page_draws_nothing(name):
    module = DRAW[name].__module__
    script = f"import importlib\nimport {module}\nimportlib.reload({module})"
    at = AppTest.from_string(script, default_timeout=60).run()
    assert not at.exception
    assert not at.main.children and not at.sidebar.children
    assert open_page(name).main.children
