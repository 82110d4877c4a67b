"""The app as `plasticity-lab app` runs it, in a process of its own, to be measured."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.error import URLError


class AppServer(NamedTuple):
    """A server that answers: where, and the number of its process."""

    address: str
    pid: int

    def cpu_s(self) -> float:
        """Return the CPU time that the process has taken (Linux)."""
        fields = Path(f"/proc/{self.pid}/stat").read_text("ascii").rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory_mb(self) -> float:
        """Return the resident memory of the process (Linux)."""
        status = Path(f"/proc/{self.pid}/status").read_text("ascii")
        return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) / 1024


@contextmanager
def server(**environment: str) -> Iterator[AppServer]:
    """Run the app until the end of the block; what was run before is not found again."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "sim", "app", "--no-browser", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PLASTICITY_LAB_RUNS_MB": "off", **environment},  # new runs are new
    )
    try:
        while not answers(f"http://127.0.0.1:{port}/_stcore/health"):
            if process.poll() is not None:
                raise SystemExit("the server did not start")
            time.sleep(0.02)
        yield AppServer(f"http://127.0.0.1:{port}", process.pid)
    finally:
        process.terminate()
        process.wait(20)


def answers(address: str) -> bool:
    """Say whether something answers at an address, at once."""
    try:
        with urllib.request.urlopen(address, timeout=1) as reply:
            return reply.status == 200
    except (URLError, OSError):
        return False
