"""Bit for bit: with and without compilation, whole and in chunks, one compiled form each."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from sim.kernels import PRE, advance
from tests.reference.builders import SIXTY, THIRTY, drawn_net, synapse

ROOT = Path(__file__).parents[2]
COMPILED = pytest.mark.skipif(not hasattr(advance, "signatures"), reason="runs uncompiled")

PRELUDE = f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"

DIGEST = """
import hashlib, json
import numpy as np
from tests.reference.builders import THIRTY, drawn_net
from sim.kernels import Capture, consolidate
net = drawn_net(THIRTY)
status = net.run(0, 200)
single = drawn_net(THIRTY, precision=np.float32)
single.run(0, 200)
n_exc, n_plastic = THIRTY.n_exc, net.wiring.in_edge.size
rng = np.random.default_rng(1)
fast, slow, protein = 1 + rng.normal(0, 1, n_plastic), rng.random(n_plastic), rng.random(n_exc)
alive = rng.random(n_plastic) < 0.8
for _ in range(5):
    consolidate(net.wiring.in_start, alive, fast, slow, protein,
                Capture(0.92, 0.7, 0.08, 0.3, 9.5, 3.5, -1.0, 4.0))
digest = {name: hashlib.sha256(array.tobytes()).hexdigest()
          for name, array in {**net.state._asdict(), "fast": fast, "slow": slow,
                              "protein": protein}.items()}
digest |= {f"{name} in single precision": hashlib.sha256(array.tobytes()).hexdigest()
           for name, array in single.state._asdict().items()}
print(json.dumps({"spikes": net.spike_list(), "status": status, "digest": digest}))
"""

PRODUCT = """
import json
from tests.small import small_scenario
from sim.engine import run
from sim.interventions import Dose, Practice
from sim.kernels import advance, consolidate
dose = Dose(name="dose", at_d=(0.2,), dose_mg_per_kg=0.5)
practice = Practice(name="practice", start_d=0.5, days=1, repeats=2)
changes = {"time__length_d": 1.0, "time__test_days": [0.0, 1.0], "synapse__delay_ms": 1.5}
run(small_scenario((dose, practice), **changes), arm="all")
run(small_scenario((), time__length_d=0.5, time__test_days=[0.0], stdp__rate=0.0), arm="all")
print(json.dumps([len(advance.signatures), len(consolidate.signatures)]))
"""


def run_python(script: str, **environment: str) -> dict:
    """Return what ``script`` prints as JSON, run in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", PRELUDE + script],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def plain_python():
    return run_python(DIGEST, NUMBA_DISABLE_JIT="1")


@COMPILED
def test_compiled_kernels_equal_plain_python_bit_for_bit(plain_python):
    compiled = run_python(DIGEST, NUMBA_DISABLE_JIT="0")
    assert len(compiled["spikes"]) > 20
    assert compiled["spikes"] == plain_python["spikes"]
    assert compiled["digest"] == plain_python["digest"]


@COMPILED
def test_the_callers_of_the_product_compile_each_kernel_once():
    assert run_python(PRODUCT) == [1, 1]


def arrays_of(net) -> dict[str, np.ndarray]:
    """Return everything that a run writes."""
    return {**net.state._asdict(), "count": net.spikes.count}


CHUNKS = {
    "one step at a time": [1] * 600,
    "around the look at the stop word": [63, 1, 1, 63, 64, 65, 128, 215],
    "not a multiple of the delay": [7] * 85 + [5],
    "with empty chunks": [0, 300, 0, 0, 299, 1, 0],
    "random": np.diff([0, *sorted(np.random.default_rng(5).integers(0, 600, 40)), 600]).tolist(),
}


@pytest.mark.parametrize("chunks", CHUNKS.values(), ids=CHUNKS)
def test_a_run_in_chunks_equals_the_whole_run_bit_for_bit(chunks):
    whole, parts = drawn_net(), drawn_net()
    whole.run(0, 600)
    done = 0
    for count in chunks:
        parts.run(done, count)
        done += count
    assert done == 600 and len(whole.spike_list()) > 100
    assert parts.spike_list() == whole.spike_list()
    for name, array in arrays_of(whole).items():
        np.testing.assert_array_equal(arrays_of(parts)[name], array, err_msg=name)


def test_a_second_run_equals_the_first_bit_for_bit():
    first, second = drawn_net(SIXTY), drawn_net(SIXTY)
    first.run(0, 300)
    drawn_net(THIRTY).run(0, 100)  # something else in between
    second.run(0, 300)
    assert first.spike_list() == second.spike_list()
    np.testing.assert_array_equal(first.state.weight_ns, second.state.weight_ns)


def test_without_nmda_conductance_its_block_changes_no_bit():
    free = drawn_net(synapses=synapse(nmda_ratio=0.0), block_exc=0.0, block_inh=0.0)
    blocked = drawn_net(synapses=synapse(nmda_ratio=0.0), block_exc=0.3, block_inh=1.0)
    free.run(0, 600)
    blocked.run(0, 600)
    assert free.spike_list() == blocked.spike_list() and free.spike_list()
    for name, array in arrays_of(free).items():
        np.testing.assert_array_equal(arrays_of(blocked)[name], array, err_msg=name)


def test_learning_rate_zero_leaves_every_weight_bit_identical():
    net = drawn_net(factor=0.0)
    start_ns = net.state.weight_ns.copy()
    net.run(0, 600)
    assert len(net.spike_list()) > 100
    assert net.state.memory(PRE).max() > 0.5  # traces do rise, the rule is what is off
    assert net.state.weight_ns.tobytes() == start_ns.tobytes()
