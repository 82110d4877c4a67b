"""The same numbers again: in any order of runs, on another processor, with another C library.

`tests/kernels/test_bits.py` holds chunks, and compiled against plain code; `test_draws.py` beside
this file holds seeds and threads.
"""

from __future__ import annotations

import ast
import dataclasses
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import sim
from sim.interventions import Dose, Practice
from sim.kernels import advance
from sim.measures import value_at
from sim.model import episode
from sim.model.network import NetworkParams
from sim.scenario.writer import to_toml
from tests.reference.comparing import differences, twelve_digits
from tests.small import small_scenario

ROOT = Path(__file__).parents[2]
COMPILED = pytest.mark.skipif(not hasattr(advance, "signatures"), reason="runs uncompiled")
ACTS = (
    Dose(name="dose", at_d=(0.5,), dose_mg_per_kg=0.5),
    Practice(name="practice", start_d=1.5, days=1, repeats=2),
)
SIZES = {
    f"network__{name}": getattr(NetworkParams(), name)
    for name in ("n_pattern", "n_cue", "n_rest", "n_inhibitory")
}
# Day 3 of the default network after a dose and a session of practice, seed 300. If the model
# changes on purpose these change too: raise MODEL_VERSION and write the new ones here.
FROZEN = {
    "rate_exc_hz": 8.49,
    "rate_inh_hz": 13.5,
    "practice_share": 0.7666666666666667,
    "surge_peak": 0.2784810126582278,
    "level_peak_ng_per_ml": 177.31327554119719,
    "window_peak": 0.948010874991779,
    "spine_count": 1.05109375,
    "strength.a_to_a": 8.161910297118782,
    "strength.b_to_b": 8.753083506356742,
    "strength.cue_to_a": 6.876268203220561,
    "strength.cue_to_b": 3.689255064003073,
}


@pytest.fixture(scope="module")
def scenario():
    """Three days of the network of the program, with dose and practice."""
    return small_scenario(ACTS, **SIZES)


@pytest.fixture(scope="module")
def here(scenario):
    """Its result in this process."""
    return sim.run(scenario, arm="all", seed=300)


@pytest.fixture
def elsewhere(scenario, tmp_path):
    """A function that returns its result in a process with other environment variables."""

    def run_there(**environment: str) -> sim.Result:
        file, out = tmp_path / "scenario.toml", tmp_path / "run.npz"
        file.write_text(to_toml(scenario), encoding="utf-8")
        words = ["run", str(file), "--arm", "all", "--seed", "300", "--out", str(out)]
        done = subprocess.run(
            [sys.executable, "-m", "sim", *words],
            capture_output=True,
            text=True,
            cwd=ROOT,
            env={**os.environ, **environment},
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return sim.Result.load(out)

    return run_there


def test_jobs_and_the_order_of_runs_change_no_bit():
    small = small_scenario(ACTS)
    tasks = [sim.Task(small, "all", seed) for seed in range(4)]
    shuffled = [tasks[k] for k in (2, 0, 3, 1)]
    in_turn = {result.seed: result for result in sim.run_many(tasks, jobs=1)}
    assert differences(in_turn[0], in_turn[1]) != []
    for batch, jobs in ((tasks, 2), (shuffled, 1), (shuffled, 2)):
        found = {result.seed: result for result in sim.run_many(batch, jobs=jobs)}
        assert found.keys() == in_turn.keys()
        for seed, result in found.items():
            assert differences(in_turn[seed], result) == [], (seed, jobs)


@pytest.mark.parametrize("measure", FROZEN)
def test_measures_are_what_they_were(measure, here):
    assert value_at(here, measure, 3.0) == pytest.approx(FROZEN[measure], rel=1e-9)


@COMPILED
def test_a_processor_without_wide_vectors_gives_the_same_bits(here, elsewhere):
    """Kernels compiled for the plainest processor of this family."""
    plain = elsewhere(NUMBA_CPU_NAME="generic", NUMBA_CPU_FEATURES="", PLASTICITY_LAB_CACHE="off")
    assert differences(here, plain) == []


def test_numpy_without_wide_vectors_gives_the_same_spikes(here, elsewhere):
    """NumPy's exp and log differ in their last bit between processors."""
    wide = np.show_config(mode="dicts")["SIMD Extensions"].get("found", [])
    other = elsewhere(NPY_DISABLE_CPU_FEATURES=" ".join(wide))
    assert differences(here, other, equal=twelve_digits) == []


def test_another_c_library_gives_the_same_spikes(here, elsewhere):
    """The exp and pow of glibc differ in their last bit with and without fused products."""
    other = elsewhere(GLIBC_TUNABLES="glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2")
    assert differences(here, other, equal=twelve_digits) == []


def test_another_blas_and_number_of_cores_give_the_same_bits(here, elsewhere):
    other = elsewhere(OPENBLAS_CORETYPE="Prescott", OPENBLAS_NUM_THREADS="1")
    assert differences(here, other) == []


COMPUTING = ("kernels", "model", "assays", "interventions", "engine", "measures")
OF_BLAS = {
    "dot",
    "vdot",
    "inner",
    "matmul",
    "einsum",
    "tensordot",
    "corrcoef",
    "cov",
    "linalg",
    "convolve",
    "correlate",
    "polyfit",
}


@pytest.mark.parametrize("part", COMPUTING)
def test_no_number_of_a_result_is_summed_by_a_blas_library(part):
    """It adds in an order that depends on the processor and on how many cores there are."""
    found = []
    for path in (ROOT / "sim" / part).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.MatMult)
            ) or (isinstance(node, ast.Attribute) and node.attr in OF_BLAS):
                found.append(f"{path.name}: {ast.unparse(node)}")
    assert found == []


def test_twelve_digits_see_the_thirteenth_digit_as_equal_and_a_spike_as_another(here):
    def other(**parts: dict) -> sim.Result:
        return dataclasses.replace(here, **parts)

    slow = here.probes["autocorr_slow"]
    assert (
        differences(
            here,
            other(probes={**here.probes, "autocorr_slow": slow * (1 + 1e-13)}),
            equal=twelve_digits,
        )
        == []
    )
    moved = {**here.spikes, "spike_ms": np.nextafter(here.spikes["spike_ms"], np.inf)}
    for changed, name in (
        (
            other(probes={**here.probes, "autocorr_slow": slow * (1 + 1e-11)}),
            "probes autocorr_slow",
        ),
        (
            other(probes={**here.probes, "transitions": here.probes["transitions"] + 1}),
            "probes transitions",
        ),
        (other(spikes=moved), "spikes spike_ms"),
    ):
        assert differences(here, changed, equal=twelve_digits) == [name]


def nudged(constants, share: float):
    """Return a named tuple with every float in it, however deep, times ``1 + share``."""
    return constants._replace(
        **{
            name: nudged(value, share) if isinstance(value, tuple) else value * (1.0 + share)
            for name, value in constants._asdict().items()
            if isinstance(value, float | tuple)
        }
    )


@pytest.mark.parametrize(("share", "is_same"), [(1e-12, True), (1e-4, False)])
def test_a_difference_in_the_last_digits_changes_no_spike(
    share, is_same, scenario, here, monkeypatch
):
    """Why other machines agree: a potential forgets a small difference before it matters."""
    for name in ("kernel_cells", "kernel_rule"):
        exact = getattr(episode, name)
        monkeypatch.setattr(
            episode, name, lambda *args, exact=exact, **named: nudged(exact(*args, **named), share)
        )
    again = sim.run(scenario, arm="all", seed=300)
    assert np.array_equal(here.spikes["spike_neuron"], again.spikes["spike_neuron"]) == is_same
