"""Runs on a dask cluster: the same numbers, workers that die, and those that cannot be used."""

from __future__ import annotations

import builtins
import os
import signal
import subprocess
import sys
import threading
import time

import numpy as np
import pytest

from sim import Cancelled, ResultStore, run_many
from sim.errors import ClusterError
from sim.runs import Task, connected
from sim.runs.cluster import Program

distributed = pytest.importorskip("distributed")

WAIT_S = 120.0  # on a busy machine, where each worker loads all libraries


@pytest.fixture(scope="module")
def address():
    """The scheduler of a cluster in this process, with one worker of two threads."""
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=2, processes=False, dashboard_address=":0"
    ) as cluster:
        yield cluster.scheduler_address


@pytest.fixture
def two_processes():
    """A cluster of two worker processes, which may be killed."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=":0"
    ) as cluster:
        yield cluster


def tasks_of(scenario, seeds):
    """Return the tasks of all arms."""
    return [Task(scenario, arm.id, seed) for arm in scenario.arm for seed in seeds]


def test_a_cluster_gives_the_numbers_of_single_runs_and_names_the_processor(
    address, tiny, tiny_results
):
    with connected(address) as cluster:
        assert cluster.n_workers == 2
        runs = run_many(tasks_of(tiny, range(2)), executor=cluster)
        results = {(result.arm, result.seed): result for result in runs}
        (processor,) = {result.provenance.processor for result in results.values()}
        assert f"1 worker with 2 threads ({processor}); dashboard http" in str(cluster)
    for alone in tiny_results:
        ours, theirs = results[alone.arm, alone.seed].arrays(), alone.arrays()
        assert all(ours[name].tobytes() == theirs[name].tobytes() for name in theirs)


def test_a_plain_executor_of_a_client_is_enough(address, tiny):
    with distributed.Client(address) as client:
        runs = list(run_many(tasks_of(tiny, range(1)), executor=client.get_executor(), jobs=2))
    assert len(runs) == 2


def test_killed_workers_lose_nothing_and_nothing_is_written_twice(
    two_processes, tiny, tmp_path, monkeypatch
):
    written, real = [], ResultStore.put
    monkeypatch.setattr(
        ResultStore, "put", lambda store, result: written.append(result.seed) or real(store, result)
    )
    long = tiny.with_changes({"time.length_d": 40.0})
    killed = 0
    with connected(two_processes.scheduler_address) as cluster:
        for _ in run_many(tasks_of(long, range(8)), executor=cluster, store=tmp_path, spikes=False):
            if killed < 2 and len(written) >= 4 * (killed + 1):
                workers = distributed.Client(two_processes.scheduler_address)
                os.kill(next(iter(workers.run(os.getpid).values())), signal.SIGKILL)
                workers.close()
                killed += 1
    assert killed == 2
    assert sorted(written) == sorted(2 * list(range(8)))
    assert len(list(tmp_path.glob("*.npz"))) == 16


def test_stopping_takes_back_what_waits_within_a_second(address, tiny):
    long = tiny.with_changes({"time.length_d": 60.0})
    stop, stopped_at_s = np.zeros(2, dtype=np.int64), []

    def set_stop():
        time.sleep(0.5)
        stopped_at_s.append(time.monotonic())
        stop[0] = 1

    with distributed.Client(address) as client, connected(address) as cluster:
        threading.Thread(target=set_stop).start()
        with pytest.raises(Cancelled):
            list(run_many(tasks_of(long, range(6)), executor=cluster, stop=stop))
        assert time.monotonic() - stopped_at_s[0] < 1.0
        time.sleep(0.5)
        waiting = sum(len(keys) for keys in client.processing().values())
        assert waiting <= 2, "only what was under way may go on"
        while any(client.processing().values()):  # the next test has the workers for itself
            time.sleep(0.1)


def test_where_nothing_answers_the_remedy_is_named(monkeypatch):
    monkeypatch.setattr("sim.runs.cluster._ANSWER_WITHIN_S", 1.0)
    for address in ("tcp://127.0.0.1:9", "nonsense"):
        with (
            pytest.raises(ClusterError, match="start one with 'dask scheduler'"),
            connected(address),
        ):
            pass


def test_an_address_that_cannot_be_one_leaves_no_thread_behind():
    def loops():
        return [thread for thread in threading.enumerate() if thread.name == "IO loop"]

    before = len(loops())
    for address in (
        "nonsense",
        "tcp://127.0.0.1",
        "shout://127.0.0.1:9",
        "tcp://127.0.0.1:port",
        "",
    ):
        with (
            pytest.raises(ClusterError, match="start one with 'dask scheduler'"),
            connected(address),
        ):
            pass
    assert len(loops()) == before


def test_without_dask_the_remedy_is_to_install_it(monkeypatch):
    real, ours = builtins.__import__, threading.current_thread()

    def without_dask(name, *args):
        """Threads of clusters that other tests have used go on importing dask."""
        if name == "distributed" and threading.current_thread() is ours:
            raise ModuleNotFoundError(name)
        return real(name, *args)

    monkeypatch.setattr(builtins, "__import__", without_dask)
    expected = pytest.raises(ClusterError, match=r"pip install .plasticity-lab\[cluster\]")
    with expected, connected("tcp://127.0.0.1:9"):
        pass


def test_a_worker_with_another_version_is_named_before_anything_runs(address, monkeypatch):
    versions = iter([5, 4])

    def here():
        return Program("0.1.0", next(versions), "2.0", "0.66")

    monkeypatch.setattr(Program, "here", here)
    expected = pytest.raises(ClusterError, match=r"worker .* has model version 4 \(here 5\); inst")
    with expected, connected(address):
        pass


def test_a_worker_with_another_version_that_comes_later_computes_nothing(
    address, tiny, monkeypatch, tmp_path
):
    with connected(address) as cluster:
        other = Program.here()._replace(numba="0.1")
        monkeypatch.setattr(Program, "here", lambda: other)
        with pytest.raises(ClusterError, match=r"numba 0.1 \(here "):
            list(run_many(tasks_of(tiny, range(1)), executor=cluster, store=tmp_path))
    assert not list(tmp_path.glob("*.npz"))


def test_a_worker_without_the_program_is_named(tmp_path):
    (tmp_path / "sim").mkdir()
    (tmp_path / "sim" / "__init__.py").write_text("")
    command = (sys.executable, "-m", "distributed.cli.dask_worker", "--no-nanny", "--no-dashboard")
    with distributed.LocalCluster(n_workers=0, dashboard_address=":0") as cluster:
        worker = subprocess.Popen(
            [*command, cluster.scheduler_address],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])},
            stderr=subprocess.DEVNULL,
        )
        try:
            with distributed.Client(cluster.scheduler_address) as client:
                client.wait_for_workers(1, timeout=WAIT_S)
            expected = pytest.raises(ClusterError, match=r"No module named 'sim\..*install there")
            with expected, connected(cluster.scheduler_address):
                pass
        finally:
            worker.terminate()
            worker.wait(WAIT_S)


def test_a_scheduler_that_ends_is_reported_and_finished_runs_are_kept(tiny, tmp_path):
    cluster = distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=":0")
    expected = pytest.raises(ClusterError, match="the connection was lost")
    with expected, connected(cluster.scheduler_address) as workers:
        for _ in run_many(tasks_of(tiny, range(40)), executor=workers, store=tmp_path):
            cluster.close()
    assert len(list(tmp_path.glob("*.npz"))) >= 1
