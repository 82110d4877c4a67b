"""Random numbers that depend on a key and a counter alone, never on what happened before.

A number is a hash (the finaliser of splitmix64, Steele, Lea and Flood 2014) of source, step and
event. Two arms with the same key therefore receive the same input spikes at every step, whatever
their networks do, and a run can be cut into chunks anywhere.
"""

from __future__ import annotations

import numpy as np

from sim.kernels._jit import kernel

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_A = np.uint64(0xBF58476D1CE4E5B9)
_MIX_B = np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
_S32, _S20 = np.uint64(32), np.uint64(20)
_ZERO, _ONE = np.uint64(0), np.uint64(1)
_LOW = np.uint64(0xFFFFFFFF)
_TO_UNIT = 1.0 / 9007199254740992.0  # 2**-53


@kernel
def mix(z):
    """Return 64 well-mixed bits of ``z`` (uint64)."""
    z = (z ^ (z >> _S30)) * _MIX_A
    z = (z ^ (z >> _S27)) * _MIX_B
    return z ^ (z >> _S31)


@kernel
def source_key(key, stream):
    """Return the key (uint64) of one stream of ``key``."""
    return mix(key + np.uint64(stream + 1) * _GOLDEN)


@kernel
def event_bits(key, step, event):
    """Return 64 random bits of event number ``event`` (below 2**20) in step ``step``."""
    return mix(key + ((np.uint64(step) << _S20) + np.uint64(event)) * _GOLDEN)


@kernel
def poisson_count(bits, cumulative, q):
    """Invert the cumulative distribution ``cumulative[q]`` at a uniform made of ``bits``.

    The search halves what is left without a jump: processors guess jumps, here half of them wrong.
    """
    u = np.float64(bits >> _S11) * _TO_UNIT
    low, left = np.uint64(0), np.uint64(cumulative.shape[1])
    while left > _ONE:
        half = left >> _ONE
        low += half if cumulative[q, low + half - _ONE] <= u else _ZERO
        left -= half
    return np.int64(low)


@kernel
def two_below(bits, n):
    """Return two numbers below ``n``, all uint64, one from each half of ``bits``.

    The bias is below n / 2**32.
    """
    return ((bits >> _S32) * n) >> _S32, ((bits & _LOW) * n) >> _S32
