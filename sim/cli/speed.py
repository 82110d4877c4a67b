"""How fast this machine is: CPU time of activity, time to the first result."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

import numpy as np

from sim.model.episode import Segment, run_episode
from sim.model.world import World
from sim.result import package_version
from sim.scenario import Scenario

_CHUNK_S = 4.0  # model seconds
_N_CHUNKS = 5
_FIRST_MS = 100.0  # model milliseconds of the start that is timed
FIRST = "from sim.cli.speed import first_activity; first_activity()"  # what a fresh process does


def _default_world() -> World:
    scenario = Scenario(id="bench", title="The default network")
    return World(scenario, 0, np.zeros(2, dtype=np.int64))


def cpu_ms_per_model_second(*, learning: float, chunk_s: float = _CHUNK_S) -> float:
    """Return CPU milliseconds for a second of resting activity of the default network.

    Parameters
    ----------
    learning : float
        Factor on the learning rate; 0 for a static network.
    chunk_s : float
        Model seconds of each of the five chunks whose median counts.
    """
    world = _default_world()
    spent_ms = []
    for step in range(_N_CHUNKS):
        began_s = time.process_time()
        run_episode(world, (Segment(chunk_s * 1000.0),), kind="test", step=step, learning=learning)
        spent_ms.append((time.process_time() - began_s) * 1000.0)
    settle_s = world.scenario.probe.settle_ms / 1000.0  # simulated as well
    return statistics.median(spent_ms) / (chunk_s + settle_s)


def first_activity() -> None:
    """Simulate 100 ms of the plastic default network: what a fresh process is timed on."""
    run_episode(_default_world(), (Segment(_FIRST_MS),), kind="test", step=0, learning=1.0)


def start_times_s() -> tuple[float, float]:
    """Return seconds from process start to the end of 100 model ms: compiled anew, then kept."""
    with tempfile.TemporaryDirectory() as folder:
        return _start_s(folder), _start_s(folder)


def _start_s(cache_folder: str) -> float:
    package_home = str(Path(__file__).resolve().parents[2])
    paths = [package_home, *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = os.environ | {
        "PLASTICITY_LAB_CACHE": cache_folder,
        "PYTHONPATH": os.pathsep.join(paths),
    }
    began_s = time.perf_counter()
    # In a group of its own: Ctrl-C then reaches this process alone, which ends the other.
    subprocess.run(
        [sys.executable, "-c", FIRST],
        env=environment,
        check=True,
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    )
    return time.perf_counter() - began_s


def machine() -> dict[str, str | int]:
    """Return what has to be said beside a number of speed."""
    from sim.runs import worker_count  # not at the top: a fresh process is timed on this module

    return {
        "processor": _processor(),
        "cores": worker_count(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "numpy": version("numpy"),
        "numba": version("numba"),
        "plasticity_lab": package_version(),
    }


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:  # not Linux
        pass
    return platform.processor() or platform.machine()
