"""The pages of the app as a whole: each is a function, and importing its module draws nothing."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from sim.ui.navigation import PAGES


@pytest.mark.parametrize("name", PAGES)
def test_importing_a_page_draws_nothing(name):
    script = f"import importlib\nfrom sim.ui.pages import {name}\nimportlib.reload({name})"
    at = AppTest.from_string(script, default_timeout=60).run()
    assert not at.exception
    assert not at.main.children and not at.sidebar.children
    at = AppTest.from_string(f"{script}\n{name}.show()", default_timeout=60).run()
    assert at.main.children
