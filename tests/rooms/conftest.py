"""A room of lesson L4 whose runs end at once, and a clock that a test sets."""

from __future__ import annotations

import pytest

from sim.lessons import lessons
from sim.rooms import Room
from tests.rooms.shipped import quick_pool


class Clock:
    """A clock that a test sets."""

    now_s = 100.0

    def __call__(self):
        return self.now_s


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture(scope="session")
def lesson():
    return lessons()["L4"]


@pytest.fixture
def pool():
    """A pool that has every run as soon as it is asked for it."""
    pool = quick_pool()
    yield pool
    pool.close(wait=True)


@pytest.fixture
def room(lesson, pool, clock):
    return Room("KMTR", lesson, pool, clock)
