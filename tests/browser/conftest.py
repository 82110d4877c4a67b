"""A browser and a server for all tests of a process in this folder, and tabs that are watched."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.driving import ARGUMENTS, CHROMIUM, LAPTOP, MISSING, Server, forget, watch
from tests.small import small_preset

try:
    import fcntl
except ImportError:  # on Windows tests that measure time are not kept apart from the others
    fcntl = None

FOLDER = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)  # before markers decide what is run
def pytest_collection_modifyitems(items):
    """Mark the tests of this folder and skip them without a browser; those of time are last."""
    for item in items:
        if FOLDER in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if MISSING:
                item.add_marker(pytest.mark.skip(reason=MISSING))
    # Before, each would wait for a test of another process, and that process for it.
    items.sort(key=measures_time)


def measures_time(item):
    """Return whether a test has the mark `alone`."""
    return item.get_closest_marker("alone") is not None


@pytest.fixture(autouse=True)
def turn(request, tmp_path_factory):
    """Let a test that measures time, with the mark `alone`, run while no other process tests."""
    if fcntl is None:
        yield
        return
    folder = tmp_path_factory.getbasetemp()
    is_one_of_many = hasattr(request.config, "workerinput")
    with ((folder.parent if is_one_of_many else folder) / "turn").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX if measures_time(request.node) else fcntl.LOCK_SH)
        yield


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
    app = Server(["sim", "app", "--no-browser"], "--port")
    yield app.address
    app.stop()


@pytest.fixture
def new_tab(browser):
    """Return a function that opens a tab in a profile of its own, with options of its own.

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


@pytest.fixture(scope="session")
def profile(browser):
    """A profile of a school laptop: only its first tab has to load what the app is made of."""
    context, wrong = browser.new_context(viewport=LAPTOP), []
    watch(context, wrong)
    yield context, wrong
    context.close()


@pytest.fixture
def tab(profile):
    """The tab of the profile, as if it were new; watched as those of `new_tab` are.

    Its process stays, and with it the compiled scripts of the app: a visit takes two thirds of the
    CPU time that it takes in a new tab. Screen, colours and motion of the system can be set at any
    time. A test that adds scripts to every page of a tab wants one of `new_tab`.
    """
    context, wrong = profile
    page = context.pages[0] if context.pages else context.new_page()
    page.set_viewport_size(LAPTOP)
    page.emulate_media(color_scheme="light", forced_colors="none", reduced_motion="no-preference")
    page.mouse.move(0, 0)
    yield page
    page.unroute_all()
    for other in context.pages[1:]:
        forget(other)
        other.close()
    forget(page)
    seen = list(wrong)
    wrong.clear()
    assert seen == []


@pytest.fixture(scope="session")
def small():
    """The first preset, made so small that a run takes a moment."""
    return small_preset()
