"""Workers of a dask cluster, on this machine or on many: found, checked, and given work.

The one module with dask, which it imports when a cluster is asked for. The scheduler is dask's: it
hands a family to another worker when its worker has died, see `sim.runs.on_executor` for the rest.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from importlib import metadata
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.errors import ClusterError
from sim.kernels.processor import processor_type
from sim.phrases import listed, plural
from sim.result import package_version
from sim.scenario import MODEL_VERSION

if TYPE_CHECKING:
    from distributed import Client

_ANSWER_WITHIN_S = 10.0
_COUNT_EVERY_S = 2.0  # workers come and go while runs are under way


class Program(NamedTuple):
    """What a process computes with; where it differs, numbers may."""

    plasticity_lab: str
    model_version: int
    numpy: str
    numba: str

    @classmethod
    def here(cls) -> Program:
        """Return that of this process."""
        return cls(package_version(), MODEL_VERSION, np.__version__, metadata.version("numba"))

    def check_same(self, other: Program, where: str) -> None:
        """Raise `ClusterError` if another process computes with something else."""
        differences = [
            f"{name.replace('_', ' ')} {theirs} (here {ours})"
            for name, ours, theirs in zip(self._fields, self, other, strict=True)
            if ours != theirs
        ]
        if differences:
            raise ClusterError(
                f"worker {where} has {listed(differences)}; install there what is installed here "
                "and start it again (requirements.lock names every version)"
            )


class Cluster(Executor):
    """The workers of a cluster, as an executor for `run_many`.

    Parameters
    ----------
    client : distributed.Client
    address : str
        As its user wrote it.
    """

    def __init__(self, client: Client, address: str) -> None:
        self._client, self._address = client, address
        self._executor = client.get_executor(pure=False)
        self._program = Program.here()
        self._n_workers, self._counted_s = 0, -_COUNT_EVERY_S

    @property
    def n_workers(self) -> int:
        """How many families it computes at the same time now; 1 while there is no worker."""
        now_s = time.monotonic()
        if now_s - self._counted_s >= _COUNT_EVERY_S:
            try:
                self._n_workers = sum(self._client.nthreads().values())
            except OSError as error:
                raise _lost(self._address) from error
            self._counted_s = now_s
        return max(self._n_workers, 1)

    def submit(self, function: Callable[..., Any], /, *args: Any, **options: Any) -> Future[Any]:
        """Have a function called on a worker, if that has the same versions of everything."""
        return self._executor.submit(_call_checked, self._program, function, args, options)

    def check_workers(self) -> None:
        """Raise `ClusterError` if a worker that is there already cannot be used."""
        for address, program in self._client.run(Program.here, on_error="return").items():
            if isinstance(program, Exception):  # no plasticity-lab, or one that lacks this module
                raise _without_program(address, program)
            self._program.check_same(program, address)

    def __str__(self) -> str:
        """Say what it is in a line: ``2 workers with 4 threads (znver3); dashboard http://...``."""
        threads = self._client.nthreads()
        if not threads:
            workers = "no worker yet, runs begin as soon as one is there"
        else:
            types = set(self._client.run(processor_type).values())
            workers = (
                f"{plural(len(threads), 'worker')} with "
                f"{plural(sum(threads.values()), 'thread')} ({listed(sorted(types))})"
            )
        return f"{workers}; dashboard {self._client.dashboard_link}"


@contextmanager
def connected(address: str) -> Iterator[Cluster]:
    """Provide the cluster whose scheduler has an address such as ``tcp://127.0.0.1:8786``.

    Raises
    ------
    ClusterError
        If dask is not installed, nothing answers, a worker has other versions, or the cluster is
        lost before the block ends; with the remedy.
    """
    try:
        from distributed import Client, KilledWorker
        from distributed.comm import resolve_address
    except ModuleNotFoundError as error:
        raise ClusterError(
            'a cluster needs dask: python -m pip install "plasticity-lab[cluster]"'
        ) from error
    try:
        # Client leaves a half-open client behind where an address cannot be one, and the next fails
        # to start if Python happens to collect the half-open one while it does.
        resolve_address(address)
        client = Client(address, timeout=_ANSWER_WITHIN_S, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(
            f"cluster {address}: no scheduler answers ({error}); start one with 'dask scheduler' "
            "and give the address that it prints, such as tcp://127.0.0.1:8786"
        ) from error
    with client:
        try:
            cluster = Cluster(client, address)
            cluster.check_workers()
            yield cluster
        except KilledWorker as error:
            raise ClusterError(
                f"the runs of one seed were begun on {error.allowed_failures + 1} workers, and "
                "each of them died; give workers more memory, or fewer threads (--nthreads 1)"
            ) from error
        except CancelledError as error:
            raise _lost(address) from error
        except ModuleNotFoundError as error:
            if error.name is None or error.name.partition(".")[0] != "sim":
                raise
            raise _without_program("of the cluster", error) from error


def _lost(address: str) -> ClusterError:
    return ClusterError(
        f"cluster {address}: the connection was lost; see whether its scheduler still runs"
    )


def _without_program(where: str, error: Exception) -> ClusterError:
    return ClusterError(
        f"worker {where} cannot run this program ({error}); install there what is installed here "
        "and start it again"
    )


def _call_checked(
    program: Program,
    function: Callable[..., Any],
    args: tuple[Any, ...],
    options: dict[str, Any],
) -> Any:
    """Call a function on a worker, which may have come after the others were checked."""
    from distributed import get_worker

    program.check_same(Program.here(), get_worker().address)
    return function(*args, **options)
