"""A row holds only if there is something to compare and it agrees."""

from __future__ import annotations

import numpy as np
import pytest

from tests.referees.rows import all_near, near, same_spikes, within

NAN = float("nan")
SPIKES = np.array([[1, 0], [2, 3]])
NOTHING = np.zeros((0, 2), dtype=int)


@pytest.mark.parametrize(
    "row, holds",
    [
        (near("V0", "", "", 1.0, 1.5, 0.5, ""), True),
        (near("V0", "", "", 1.0, 1.51, 0.5, ""), False),
        (near("V0", "", "", NAN, 1.5, 0.5, ""), False),
        (within("V0", "", "", 2.0, 1.0, 2.0, ""), True),
        (within("V0", "", "", 2.1, 1.0, 2.0, ""), False),
        (within("V0", "", "", NAN, 1.0, 2.0, ""), False),
        (all_near("V0", "", "", [1.0, 2.0], [1.0, 2.1], 0.2, ""), True),
        (all_near("V0", "", "", [1.0, 2.0], [1.0, 2.3], 0.2, ""), False),
        (all_near("V0", "", "", [NAN, 2.0], [1.0, 2.0], 0.2, ""), False),
        (all_near("V0", "", "", [], [], 0.2, ""), False),
        (same_spikes("V0", "", "", SPIKES[::-1], SPIKES, ""), True),
        (same_spikes("V0", "", "", SPIKES[:1], SPIKES, ""), False),
        (same_spikes("V0", "", "", SPIKES, SPIKES + 1, ""), False),
        (same_spikes("V0", "", "", NOTHING, NOTHING, ""), False),
    ],
    ids=str,
)
def test_a_row_holds_only_within_its_tolerance(row, holds):
    assert row.holds() is holds
