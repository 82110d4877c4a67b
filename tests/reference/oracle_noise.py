"""Slow Poisson input: the counter-based generator of the docstrings, in Python integers."""

from __future__ import annotations

import math
from collections.abc import Iterator

_MASK = (1 << 64) - 1
_GOLDEN = 0x9E3779B97F4A7C15


def splitmix_finaliser(z: int) -> int:
    """Return 64 mixed bits of ``z`` (Steele, Lea and Flood 2014)."""
    z &= _MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
    return z ^ (z >> 31)


def event_bits(key: int, stream: int, step: int, event: int) -> int:
    """Return the bits of one event of one source; a step owns 2**20 event numbers."""
    source = splitmix_finaliser(key + (stream + 1) * _GOLDEN)
    return splitmix_finaliser(source + ((step << 20) + event) * _GOLDEN)


def poisson_number(u: float, mean: float) -> int:
    """Return the smallest k whose cumulative Poisson probability exceeds ``u``, by summation."""
    k, terms = 0, [math.exp(-mean)]
    while math.fsum(terms) <= u and terms[-1] > 1e-300:
        k += 1
        terms.append(math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)))
    return k


def input_spikes(key: int, stream: int, step: int, mean: float, cells: range) -> Iterator[int]:
    """Yield the cell of each input spike of one source in one step.

    Parameters
    ----------
    key, stream, step : int
    mean : float
        Expected spikes of the whole source in one step.
    cells : range
    """
    if mean == 0.0:
        return
    u = (event_bits(key, stream, step, 0) >> 11) / 2.0**53
    for number in range(poisson_number(u, mean)):
        bits = event_bits(key, stream, step, 1 + number // 2)  # two spikes share one draw
        half = bits >> 32 if number % 2 == 0 else bits % 2**32
        yield cells[int(half / 2.0**32 * len(cells))]
