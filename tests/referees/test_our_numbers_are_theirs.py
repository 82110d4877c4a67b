"""Our numbers equal those of formulas, publications, Brian2 and NEST.

One test for each claim. Where Brian2 or NEST is not installed, what needs it is skipped.
"""

from __future__ import annotations

import pytest

from tests.referees.catalogue import CASES, Case

PARAMETERS = [
    pytest.param(case, id=case.claim, marks=[pytest.mark.slow] * case.slow) for case in CASES
]


@pytest.mark.parametrize("case", PARAMETERS)
def test_every_row_is_within_its_tolerance(case: Case):
    if case.missing():
        pytest.skip(f"{case.needs} is not installed")
    rows = case.measure()
    assert rows
    failed = [str(row) for row in rows if not row.holds()]
    assert not failed, "\n".join(failed)
