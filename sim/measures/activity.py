"""Measures of what the network does in a test: answers, resting states, rates."""

from __future__ import annotations

from functools import partial

import numpy as np

from sim.measures.measure import Measure, from_output
from sim.model.network import PATTERNS
from sim.outputs import STATES, output_named
from sim.result import Result

FUSED = 2.0


def _share(result: Result, test: int, *, name: str, state: int) -> float:
    return float(result.probes[name][test, state])


def occupancy_entropy_bits(result: Result, test: int) -> float:
    r"""Return how evenly rest is spread over the patterns, 0 to log2(4) = 2 bits.

    :math:`H = -\sum_k p_k \log_2 p_k`, where p is the share of pattern k in the time in which any
    pattern was active. Shannon (1948). NaN if none ever was.
    """
    share = result.probes["occupancy"][test, : len(PATTERNS)]
    total = share.sum()
    if total == 0.0:
        return float("nan")
    part = share[share > 0.0] / total
    return float(-(part * np.log2(part)).sum() + 0.0)  # adding zero turns -0.0 into 0.0


def flexible_rest(result: Result, test: int) -> float:
    """Return the share of rest spent in a pattern other than A."""
    return float(result.probes["occupancy"][test, 1 : len(PATTERNS)].sum())


def fused(result: Result, test: int) -> float:
    """Return 1 if the cells fire together as one assembly at rest, else 0.

    Read from their rate: more than `FUSED` times what settling aims at or, without settling, what
    the first test found. Patterns that have grown into one drive each other without end, and no
    cue is answered any more.
    """
    settling = result.scenario.settling
    usual_hz = settling.rate_exc_hz if settling.enabled else result.probes["rate_exc_hz"][0]
    return float(result.probes["rate_exc_hz"][test] > FUSED * usual_hz)


def escape_rate_hz(result: Result, test: int) -> float:
    """Return how often a visit to A ends, in visits a second of A; NaN if it was never visited."""
    return 1000.0 / float(result.probes["dwell_ms"][test, 0])


ANSWERS = tuple(
    Measure(
        f"answer.{state.lower()}",
        "",
        f"cues answered with {state}",
        f"Share of the test cues that are answered with {state}; none: no pattern stands out.",
        "activity",
        partial(_share, name="answer", state=number),
    )
    for number, state in enumerate(STATES)
)

UNCUED = tuple(
    Measure(
        f"uncued.{state.lower()}",
        "",
        f"{state} without a cue",
        f"Share of the catch trials, the same moments without a cue, in which {state} is the "
        "active one; none: no pattern stands out."
        if state != "none"
        else "Share of the catch trials, the same moments without a cue, in which no pattern "
        "stands out.",
        "activity",
        partial(_share, name="uncued", state=number),
    )
    for number, state in enumerate(STATES)
)

OCCUPANCY = tuple(
    Measure(
        f"occupancy.{state.lower()}",
        "",
        f"resting time in {state}",
        f"Share of the resting part of a test spent in {state}; none: no pattern stands out.",
        "activity",
        partial(_share, name="occupancy", state=number),
    )
    for number, state in enumerate(STATES)
)

DWELL = tuple(
    Measure(
        f"dwell.{pattern.lower()}_ms",
        "ms",
        f"length of a visit to {pattern}",
        f"Mean length of a visit to {pattern} at rest; missing if it was never visited.",
        "activity",
        partial(_share, name="dwell_ms", state=number),
    )
    for number, pattern in enumerate(PATTERNS)
)

WANDERING = (
    from_output(output_named("transition_entropy_bits")),
    Measure(
        "occupancy_entropy_bits",
        "bits",
        "spread of rest over the patterns",
        "Entropy of the shares of the patterns at rest: 0 for one pattern, 2 for all four alike.",
        "activity",
        occupancy_entropy_bits,
    ),
    Measure(
        "flexible_rest",
        "",
        "rest outside A",
        "Share of the resting part of a test spent in B, C or D.",
        "activity",
        flexible_rest,
    ),
    Measure(
        "escape_rate_hz",
        "Hz",
        "escape from A",
        "How often a second a visit to A ends: 1 over its mean length; missing if it was never "
        "visited.",
        "activity",
        escape_rate_hz,
    ),
    Measure(
        "fused",
        "",
        "patterns fused",
        "1 if the excitatory cells fire at more than twice their usual rate at rest, as patterns "
        "that have grown into one do; else 0.",
        "activity",
        fused,
    ),
)

RATES = (
    from_output(output_named("rate_exc_hz")),
    from_output(output_named("rate_inh_hz")),
)
