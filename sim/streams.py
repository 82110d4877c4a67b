"""Named random streams: one per purpose, so that arms with the same seed share their draws."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.errors import Problem, ScenarioError

# Append only: a stream is known by its place in this tuple.
STREAMS = (
    "wiring",
    "initial",
    "background",
    "spines",
    "absorption",
    "subject",
    "lesion",
    "erasure",
    "young_spines",
    "sleep",
)


def plain_seed(seed: Any, *, where: str = "seed") -> int:
    """Return a seed as Python's int, whatever library its number comes from.

    Raises
    ------
    ScenarioError
        If it is no whole number of 0 or above.
    """
    allowed, near = "a whole number of at least 0", None
    try:
        number = int(seed) if float(seed).is_integer() else -1
        if isinstance(seed, (str, bytes)):
            near = str(number) if number >= 0 else None
        elif number >= 0 and not isinstance(seed, bool):
            return number
    except (TypeError, ValueError, OverflowError):
        pass
    shown = f"text {seed[:40]!r}" if isinstance(seed, str) else repr(seed)[:60]
    raise ScenarioError([Problem(where, "", shown, allowed, near)])


def sequence(seed: int, stream: str, *key: int) -> np.random.SeedSequence:
    """Return the seed sequence of one purpose.

    Parameters
    ----------
    seed : int
        Seed of the run, 0 or above.
    stream : str
        One of `STREAMS`.
    *key : int
        Further numbers, for example the calendar step, that make the sequence unique.

    Returns
    -------
    numpy.random.SeedSequence
        Equal for equal arguments, whatever ran before.
    """
    return np.random.SeedSequence(seed, spawn_key=(STREAMS.index(stream), *key))


def generator(seed: int, stream: str, *key: int) -> np.random.Generator:
    """Return a NumPy generator of one purpose; arguments as in `sequence`."""
    return np.random.default_rng(sequence(seed, stream, *key))


def counter_key(seed: int, stream: str, *key: int) -> np.uint64:
    """Return a 64-bit key for the counter-based generator of the kernels."""
    return sequence(seed, stream, *key).generate_state(1, np.uint64)[0]
