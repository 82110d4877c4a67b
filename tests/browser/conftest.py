"""One browser and one server for all tests in this folder, and tabs that are watched."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.driving import ARGUMENTS, CHROMIUM, LAPTOP, MISSING, Server, watch
from tests.small import small_preset

FOLDER = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)  # before markers decide what is run
def pytest_collection_modifyitems(items):
    """Mark the tests of this folder; without a browser they are skipped."""
    for item in items:
        if FOLDER in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if MISSING:
                item.add_marker(pytest.mark.skip(reason=MISSING))


@pytest.fixture(scope="session")
def browser():
    """Chromium, with nothing to see of it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as drive:
        chromium = drive.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def server():
    """Address of the app, as its own server serves it."""
    one = Server(["sim", "app", "--no-browser"], "--port")
    yield one.address
    one.stop()


@pytest.fixture
def new_tab(browser):
    """Return a function that opens a tab in a browser of its own.

    Afterwards no script may have failed in any of them, none may have been refused by the content
    policy, and none may have asked for anything outside but what is ``allowed``.
    """
    contexts, wrong = [], []

    def opened(*, allowed=(), **options):
        contexts.append(browser.new_context(**{"viewport": LAPTOP, **options}))
        watch(contexts[-1], wrong, allowed)
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture
def tab(new_tab):
    """A tab of a school laptop."""
    return new_tab()


@pytest.fixture(scope="session")
def small():
    """The first preset, made so small that a run takes a moment."""
    return small_preset()
