"""Two processes on one folder share the work, and one goes on with what a dead one left."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sim import ResultStore, run_many
from sim.runs import Task
from sim.runs.sharing import LOCK_FILE, ByteLocks, FamilyQueue
from tests.small import TINY

ROOT = Path(__file__).parents[2]
WAIT_S = 300.0

# Says which runs it computed, and how many results it got.
PROCESS = """
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from sim import ResultStore, run_many, load
from sim.engine import Run
from sim.runs import Task

folder, where, n_seeds, length_d = sys.argv[1:]
real = Run.result
def result(run):
    print("computed", run.arm, run.seed, flush=True)
    return real(run)
Run.result = result
tiny = load(Path("tiny.toml")).with_changes({"time.length_d": float(length_d)})
tasks = [Task(tiny, arm.id, seed) for arm in tiny.arm for seed in range(int(n_seeds))]
executor = ThreadPoolExecutor(1) if where == "executor" else None
store = ResultStore(folder, spikes=False)
runs = run_many(tasks, jobs=1, store=store, spikes=False, executor=executor)
print("got", sum(1 for _ in runs), flush=True)
"""

HOLD = """
import sys
from pathlib import Path
from sim.runs.sharing import ByteLocks
locks = ByteLocks(Path(sys.argv[1]))
print(locks.acquire(int(sys.argv[2])), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def start(tmp_path):
    """Start a program of Python with arguments; it is killed at the end of the test."""
    (tmp_path / "tiny.toml").write_text(TINY)
    processes = []

    def start(program, *arguments):
        processes.append(
            subprocess.Popen(
                [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{program}"]
                + [str(argument) for argument in arguments],
                cwd=tmp_path,
                text=True,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        )
        return processes[-1]

    yield start
    for process in processes:
        process.kill()
        process.communicate()


def computed(lines):
    """Return the runs that a process says it computed."""
    return [line.removeprefix("computed ") for line in lines if line.startswith("computed")]


@pytest.mark.parametrize("where", ["threads", "executor"])
def test_two_processes_compute_each_run_once_and_both_get_all(where, start, tmp_path):
    both = [start(PROCESS, tmp_path / "runs", where, 8, 6.0) for _ in range(2)]
    lines = [process.communicate(timeout=WAIT_S)[0].splitlines() for process in both]
    done = computed([*lines[0], *lines[1]])
    assert len(done) == len(set(done)) == 16
    for of_process in lines:
        assert of_process[-1] == "got 16"


def test_a_process_goes_on_with_what_a_killed_one_was_at(start, tmp_path):
    folder = tmp_path / "runs"
    first = start(PROCESS, folder, "threads", 4, 60.0)
    while len(list(folder.glob("*.npz"))) < 1 and first.poll() is None:
        time.sleep(0.01)
    second = start(PROCESS, folder, "threads", 4, 60.0)
    first.send_signal(signal.SIGKILL)
    lines = second.communicate(timeout=WAIT_S)[0].splitlines()
    assert lines[-1] == "got 8"
    assert 1 <= len(computed(lines)) <= 7, "what the first one had finished is not computed again"


def test_a_lock_keeps_other_processes_out_until_its_process_ends(start, tmp_path):
    path = tmp_path / LOCK_FILE
    other = start(HOLD, path, 5)
    assert other.stdout.readline() == "True\n"
    locks = ByteLocks(path)
    assert not locks.acquire(5)
    assert locks.acquire(6)
    other.kill()
    other.wait(WAIT_S)
    assert locks.acquire(5)
    locks.close()
    assert path.stat().st_size == 0


def test_families_of_another_process_are_passed_over_and_looked_for_again(tiny, start, tmp_path):
    tasks = [Task(tiny, "nothing", seed) for seed in range(3)]
    queue = FamilyQueue(tasks, ResultStore(tmp_path))
    byte = queue.take().byte
    queue.close()
    other = start(HOLD, tmp_path / LOCK_FILE, byte)
    other.stdout.readline()
    queue = FamilyQueue(tasks, ResultStore(tmp_path))
    assert [queue.take().numbers for _ in range(2)] == [[1], [2]]
    assert queue.take() is None
    assert len(queue) == 1
    other.kill()
    other.wait(WAIT_S)
    assert queue.take() is None, "not looked for again at once"
    time.sleep(0.6)
    assert queue.take().numbers == [0]
    queue.close()


def test_a_folder_that_can_not_be_written_is_still_read(tiny, tmp_path):
    store = ResultStore(tmp_path / "runs")
    (result,) = run_many([Task(tiny, "nothing", 0)], store=store)
    (tmp_path / "a_file").write_text("in the way")
    assert FamilyQueue([Task(tiny, "nothing", 0)], ResultStore(tmp_path / "a_file")).take()
    assert store.get(tiny.fingerprint("nothing", 0)).arm == result.arm
