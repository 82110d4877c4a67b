"""Single precision changes no result by more than a stated band.

The bands stand in `precision.py`: over 32 seeds a network that learns for a minute differs by less
than one or two hundredths, which is chance. Over a few seeds chance scatters more, so the quick
test has wider bands. Depression that is a tenth weaker, or a threshold that is 0.3 mV nearer,
breaks them all the same.
"""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from sim.model import episode
from tests.science.precision import (
    LEARNING_BANDS,
    SEEDS,
    in_both,
    in_double,
    learning,
    learning_rows,
    rows_of,
)

FEW, WIDER = SEEDS[:4], 3.0
short = partial(learning, seconds=20.0)


def outside(rows, wider: float = 1.0) -> list[str]:
    """Return the rows whose difference is larger than their band, in words."""
    return [str(row) for row in rows if abs(row.difference) > wider * LEARNING_BANDS[row.name]]


def test_a_network_that_learns_does_the_same_in_both_precisions():
    single, double = in_both(short, FEW)
    assert not np.array_equal(single, double)  # it is another arithmetic
    assert outside(rows_of(list(LEARNING_BANDS), single, double), WIDER) == []


@pytest.mark.parametrize(
    ("name", "mistake"),
    [
        ("kernel_rule", lambda rule: rule._replace(a2_minus=0.9 * rule.a2_minus)),
        (
            "kernel_cells",
            lambda cells: cells._replace(exc=cells.exc._replace(v_threshold_mv=-50.3)),
        ),
    ],
)
def test_the_bands_notice_a_small_mistake(name, mistake, monkeypatch):
    with in_double():
        double = np.array(list(map(short, FEW)))
    exact = getattr(episode, name)
    monkeypatch.setattr(episode, name, lambda *args, **named: mistake(exact(*args, **named)))
    single = np.array(list(map(short, FEW)))
    assert outside(rows_of(list(LEARNING_BANDS), single, double), WIDER)


@pytest.mark.slow
def test_a_network_that_learns_does_the_same_over_all_seeds():
    assert outside(learning_rows()) == []
