"""Acceptance tests V01 to V24, and every claim of the presets, as their files tell them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sim.many.claim_words import sentence
from sim.scenario import Expect, presets
from sim.ui.settings.presets import load


@dataclass(frozen=True)
class Promise:
    """One claim of a preset: its words, why it is known to fail (or nothing), and its seeds."""

    preset: str
    test: str
    text: str
    fails_because: str
    n_seeds: int


@dataclass(frozen=True)
class Test:
    """One acceptance test: the claims that belong to it. It fails if one of them does."""

    id: str
    promises: tuple[Promise, ...]

    @property
    def fails(self) -> bool:
        """Whether a part of it is known to fail."""
        return any(promise.fails_because for promise in self.promises)

    @property
    def presets(self) -> tuple[str, ...]:
        """Ids of the presets that show it."""
        return tuple(dict.fromkeys(promise.preset for promise in self.promises))


@cache
def promises() -> tuple[Promise, ...]:
    """Return the claims of all presets."""
    return tuple(_promise(id, expect) for id in presets() for expect in load(id).expect)


def _promise(id: str, expect: Expect) -> Promise:
    text = sentence(load(id), expect)
    return Promise(id, expect.test, text, expect.fails_because, expect.seeds)


@cache
def tests() -> dict[str, Test]:
    """Return the acceptance tests by id, V01 first."""
    ids = sorted({promise.test for promise in promises() if promise.test})
    return {
        id: Test(id, tuple(promise for promise in promises() if promise.test == id)) for id in ids
    }
