"""Figures of our engine alone: start, threads, the default network, one arm, bytes."""

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import sim
from benchmarks.networks import Case, load
from benchmarks.ours import engine
from benchmarks.where import where
from sim.cli.speed import cpu_ms_per_model_second, machine

HERE = Path(__file__).resolve().parent


def engine_figures(folder: Path) -> dict:
    """Return everything that needs no peer; ``folder`` holds the drawn networks."""
    plastic = load(folder / "plastic_1000.npz")
    static_ms, plastic_ms = (cpu_ms_per_model_second(learning=on) for on in (0.0, 1.0))
    return {
        "machine": machine() | {"vector_unit": vector_unit()},
        "static_ms": static_ms,
        "plastic_ms": plastic_ms,
        "arm": arm_cost(),
        "cold_cpu_s": first_result_cpu_s(folder, cold=True),
        "warm_cpu_s": statistics.median(first_result_cpu_s(folder, cold=False) for _ in range(5)),
        "two_threads": speed_up(plastic),
        "where": where(folder),
        "bytes_per_synapse": bytes_per_synapse(plastic),
    }


def vector_unit() -> str:
    """Widest vector instructions that compiled code may use."""
    try:
        flags = Path("/proc/cpuinfo").read_text()
    except OSError:
        return platform.machine()
    return next((name for name in ("avx512f", "avx2", "avx") if name in flags), platform.machine())


def arm_cost() -> dict:
    """CPU seconds of one arm of the first preset, and its days."""
    scenario = sim.load("practice_in_window")
    sim.run(scenario, arm="in_window", seed=1)
    began = time.process_time()
    sim.run(scenario, arm="in_window", seed=2)
    return {"cpu_s": time.process_time() - began, "days": scenario.time.length_d}


def first_result_cpu_s(folder: Path, *, cold: bool) -> float:
    """CPU seconds of a fresh process: import, build the plastic 1 000 cells, simulate 100 ms."""
    command = [
        sys.executable,
        str(HERE / "ours.py"),
        "double",
        str(folder / "plastic_1000.npz"),
        "--seconds",
        "0.1",
        "--chunks",
        "1",
    ]
    with tempfile.TemporaryDirectory() as cache:
        environment = os.environ | ({"PLASTICITY_LAB_CACHE": cache} if cold else {})
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return json.loads(done.stdout)["first_result_cpu_s"]


def speed_up(case: Case, seeds: int = 8, bio_s: float = 4.0, repeats: int = 11) -> dict:
    """Wall time of several seeds on one thread over that on two.

    Beside it the same ratio for two processes that only count, measured in turns: a shared
    machine has not always two cores to give.
    """
    count = round(bio_s * 1000.0 / case.dt_ms)
    speed_ups, plain = [], []
    for _ in range(repeats):
        wall = []
        for n_threads in (1, 2):
            nets = [engine(case, key=key) for key in range(seeds)]

            def work(mine: list) -> None:
                for net in mine:
                    net.run(0, count)

            threads = [
                threading.Thread(target=work, args=(nets[number::n_threads],))
                for number in range(n_threads)
            ]
            began = time.perf_counter()
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            wall.append(time.perf_counter() - began)
        speed_ups.append(wall[0] / wall[1])
        plain.append(plain_speed_up())
    return {
        "median": statistics.median(speed_ups),
        "least": min(speed_ups),
        "most": max(speed_ups),
        "plain": statistics.median(plain),
    }


def plain_speed_up() -> float:
    """Time of two counting processes one after the other over that at once."""
    count = [sys.executable, "-c", "s = 0\nfor i in range(10_000_000): s += i"]
    began = time.perf_counter()
    for _ in range(2):
        subprocess.run(count, check=True)
    one_by_one = time.perf_counter() - began
    began = time.perf_counter()
    both = [subprocess.Popen(count) for _ in range(2)]
    for process in both:
        process.wait()
    return one_by_one / (time.perf_counter() - began)


def bytes_per_synapse(case: Case) -> float:
    """Bytes of all tables of a summed plastic network over its synapses."""
    net = engine(case)
    arrays = (*net.wiring, net.state.weight_ns, net.state.seen)
    return sum(array.nbytes for array in arrays) / net.wiring.target.size
