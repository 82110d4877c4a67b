"""Results with shares of answers that a test asks for, made from one small run."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest


@pytest.fixture
def runs(tiny_result):
    """Make runs of arms from the share of cues answered with B: one number, or one a test."""

    def make(**arms):
        found = {}
        for arm, values in arms.items():
            for seed, value in enumerate(values):
                answer = np.zeros((3, 5))
                answer[:, 1] = value
                probes = {**tiny_result.probes, "answer": answer}
                found.setdefault(arm, []).append(
                    dataclasses.replace(tiny_result, arm=arm, seed=seed, probes=probes)
                )
        return found

    return make
