"""What runs will take, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sim.phrases import plural
from sim.runs import Task, bytes_of_run, families, seconds_of_run, worker_count


def extent_text(tasks: Sequence[Task], *, spikes: bool) -> str:
    """Return the number of runs, their CPU time and their room on disk, estimated.

    Parameters
    ----------
    tasks : sequence of Task
    spikes : bool
        Whether files hold the spikes of their runs.
    """
    cpu_s = n_bytes = 0.0
    kinds = Counter((id(task.scenario), task.arm) for task in tasks)
    example = {(id(task.scenario), task.arm): task for task in tasks}
    for kind, n_runs in kinds.items():
        scenario, arm, _ = example[kind]
        cpu_s += n_runs * seconds_of_run(scenario, arm)
        n_bytes += n_runs * bytes_of_run(scenario, arm, spikes=spikes)
    n_families, cores = len(families(tasks)), worker_count()
    return "\n".join(
        (
            f"{plural(len(tasks), 'run')} in {n_families} "
            f"{'family' if n_families == 1 else 'families'}, the arms of one seed and setting",
            f"CPU time: about {_duration(cpu_s)}, less what arms of a family have in common; on "
            f"the {plural(cores, 'core')} here {_duration(cpu_s / cores)}",
            f"disk, with --out: about {_size(n_bytes)}"
            + ("; --keep small takes less" if spikes else ""),
        )
    )


def _duration(seconds: float) -> str:
    """Return ``3.5 hours``, or minutes below two hours, or seconds below two minutes."""
    for unit, unit_s in (("hours", 3600.0), ("minutes", 60.0)):
        if seconds >= 2 * unit_s:
            return f"{_two_digits(seconds / unit_s)} {unit}"
    return f"{_two_digits(seconds)} seconds"


def _size(n_bytes: float) -> str:
    """Return ``3.5 GB`` or ``240 MB``."""
    if n_bytes >= 1e9:
        return f"{_two_digits(n_bytes / 1e9)} GB"
    return f"{_two_digits(n_bytes / 1e6)} MB"


def _two_digits(value: float) -> str:
    return f"{float(f'{value:.2g}'):g}"
