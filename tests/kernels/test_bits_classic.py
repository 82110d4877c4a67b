"""Classic networks, compiled and in plain Python, are the same bit for bit."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.kernels import advance

ROOT = Path(__file__).parents[2]
DIGEST = (
    f"""
import sys; sys.path.insert(0, {str(ROOT)!r})
"""
    + """
import hashlib, json
import numpy as np
from tests.reference.classic import network, plastic_net, run, weights
rng = np.random.default_rng(2)
pre, post = np.nonzero(rng.random((40, 40)) < 0.2)
fixed = {"e_l_mv": -49.0}, pre, post, np.full(pre.size, 20.0), rng.uniform(-60.0, -50.0, 40)
currents = network(*fixed[1:], n_exc=30, dt_ms=0.1, delay_steps=3, held_steps=20, cell=fixed[0],
                   current_based=True, script=[(5, 3), (9, 4)])
nets = {"summed": plastic_net(40, n_inputs=20), "currents": currents,
        "at once": plastic_net(40, summed=False, n_inputs=20)}
found = {}
for name, net in nets.items():
    spikes = run(net, 0, 700, room=2000)
    arrays = [*net.state, weights(net), spikes]
    found[name] = [len(spikes), *(hashlib.sha256(a.tobytes()).hexdigest() for a in arrays)]
print(json.dumps(found))
"""
)


def digest(disable_jit: str) -> dict:
    done = subprocess.run(
        [sys.executable, "-c", DIGEST],
        capture_output=True,
        text=True,
        env={**os.environ, "NUMBA_DISABLE_JIT": disable_jit},
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.skipif(not hasattr(advance, "signatures"), reason="runs uncompiled")
def test_compiled_classic_networks_equal_plain_python_bit_for_bit():
    compiled, plain = digest("0"), digest("1")
    assert all(entry[0] > 20 for entry in compiled.values())
    assert compiled == plain
