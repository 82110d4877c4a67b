"""A small scenario for tests of the page, its place in an address, and a queue that runs it."""

from __future__ import annotations

from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner

from sim.engine import run
from sim.runs import ResultCache, Task, key_of
from sim.scenario import Scenario
from sim.ui.running import shared
from tests.runs.alone import pool_of
from tests.small import small_parts, small_preset


@pytest.fixture
def small_set() -> list[str]:
    """Parts of an address that make the preset small."""
    return small_parts()


@pytest.fixture
def small() -> Scenario:
    """The preset, made small."""
    return small_preset()


@pytest.fixture(scope="session")
def run_once():
    """Run the engine, or give back what it gave another test for the same question.

    Equal tasks have equal bits, see tests/contracts/test_reproducible.py; under other texts a queue
    puts those of whoever asks.
    """
    known = ResultCache(has_shipped=False)

    def simulate(scenario, *, arm, seed, on_progress=None, stop=None):
        key = key_of(Task(scenario, arm, seed))
        found = known.get(key)
        if found is None:
            found = run(scenario, arm=arm, seed=seed, on_progress=on_progress, stop=stop)
            known.put(key, found)
        return found

    return simulate


@pytest.fixture
def own_pool(monkeypatch, run_once):
    """Give a test a queue of its own, in which nothing is done and nothing kept as yet."""
    pool = pool_of(2, run_once)
    monkeypatch.setattr(shared, "pool", lambda: pool)
    yield pool
    pool.close()


@pytest.fixture(scope="session", autouse=True)
def components_of_packages_are_looked_for_once():
    """Streamlit reads the metadata of all installed packages at its start, which AppTest repeats
    for each page; that was a third of the time to open one.
    """
    name = "scan_component_manifests"
    scan = getattr(manifest_scanner, name, None)  # not promised to stay
    with pytest.MonkeyPatch.context() as patch:
        if scan is not None:
            patch.setattr(manifest_scanner, name, cache(scan))
        yield
