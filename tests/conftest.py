"""The small scenario of `tests/small.py` as fixtures: its text, a file, and its results."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.small import TINY

TESTS = Path(__file__).parent
# Folders about words, files and pages. Tests elsewhere hold numbers, and so do those of a new
# folder: they have the mark `numbers`, by which they are run on other processors too.
WITHOUT_NUMBERS = {"browser", "cli", "evidence", "export", "lessons", "plots", "scenario", "ui"}
os.environ["PLASTICITY_LAB_RUNS_MB"] = "0"  # no test finds what an earlier one has run

# A shell that starts the suite in the background lets it ignore Ctrl-C, and so would every process
# that a test starts and stops.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

MOST_PROCESSES = 4  # each loads all libraries for itself


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads what is wanted of it
def pytest_cmdline_main(config):
    """Share the whole suite among the cores; of tests in a browser each process has its own.

    Files that are named stay in one process, and so does whatever is watched while it runs. Without
    pytest-xdist all does.
    """
    option = config.option
    is_free = getattr(option, "numprocesses", "no such option") is None
    is_whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    is_watched = option.usepdb or option.capture == "no"
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    if (
        is_free
        and is_whole
        and processes > 1
        and not is_watched
        and not hasattr(config, "workerinput")
    ):
        option.numprocesses, option.dist = processes, "worksteal"


def pytest_ignore_collect(collection_path, config):
    """For tests in a browser, read no other folder."""
    is_elsewhere = collection_path.parent == TESTS and collection_path.name != "browser"
    return True if config.option.markexpr == "browser" and is_elsewhere else None


@pytest.hookimpl(tryfirst=True)  # before pytest chooses by marks
def pytest_collection_modifyitems(items):
    for item in items:
        place = item.path.relative_to(TESTS).parts
        if len(place) > 1 and place[0] not in WITHOUT_NUMBERS:
            item.add_marker(pytest.mark.numbers)


@pytest.fixture(scope="session")
def tiny_text():
    """The small scenario as TOML: two days, a dose and a session of practice in one arm."""
    return TINY


@pytest.fixture(scope="session")
def tiny(tiny_text):
    """The small scenario."""
    import sim

    return sim.load(tiny_text)


@pytest.fixture
def tiny_file(tiny_text, tmp_path):
    """The small scenario as a file."""
    path = tmp_path / "tiny.toml"
    path.write_text(tiny_text, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def tiny_results(tiny):
    """Results of both arms of the small scenario for the seeds 0 and 1."""
    import sim

    tasks = [(tiny, arm.id, seed) for arm in tiny.arm for seed in range(2)]
    return [sim.run(scenario, arm=arm, seed=seed) for scenario, arm, seed in tasks]


@pytest.fixture(scope="session")
def tiny_result(tiny_results):
    """The result of the arm with everything, seed 0."""
    return next(result for result in tiny_results if (result.arm, result.seed) == ("treated", 0))
