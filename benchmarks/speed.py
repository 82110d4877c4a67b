"""Compare our engine with Brian2 and NEST in one run, and write ``docs/speed.md``.

Every measurement is a fresh process on one thread. Simulators take turns, round after round, and
the figure of merit is CPU seconds per biological second: the median over all chunks. Ratios come
first, because seconds belong to one machine. With ``--json`` each measurement is written into that
file as soon as it is there, and a second start goes on from it.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.engine_alone import engine_figures
from benchmarks.networks import CASES, save
from benchmarks.pages import part_of
from benchmarks.report import write_report
from sim.cli.speed import machine
from sim.files import write

HERE = Path(__file__).resolve().parent


class Entry(NamedTuple):
    """One simulator on one network: what to call, and how long a chunk is."""

    case: str
    script: str
    words: tuple[str, ...]
    seconds: float
    rounds: int = 99


def entries(quick: bool) -> Iterator[Entry]:
    """Everything that is compared. Chunks take at least 30 ms of CPU time."""
    sizes = (("plastic_1000", 3.0, 1.0), ("plastic_4000", 1.0, 0.5), ("plastic_10000", 1.0, 0.3))
    for case, ours_s, theirs_s in (
        ("cuba", 2.0, 1.0),
        ("coba", 2.0, 1.0),
        ("song", 10.0, 10.0),
        *(sizes[:1] if quick else sizes),
    ):
        big = case in ("plastic_4000", "plastic_10000")
        plastic = case.startswith("plastic")
        yield Entry(case, "ours.py", ("double",), ours_s)
        yield Entry(case, "ours.py", ("single",), ours_s)
        if plastic:
            yield Entry(case, "ours.py", ("double", "--static"), ours_s)
            yield Entry(case, "ours.py", ("double", "--at-once"), ours_s)
        yield Entry(case, "peers/brian.py", ("cython",), theirs_s)
        yield Entry(
            case,
            "peers/nest.py",
            ("cond" if case == "song" else "psc",),
            theirs_s,
            1 if case == "plastic_10000" else 99,
        )
        if not quick:  # each compiles a program, for up to a minute
            yield Entry(case, "peers/brian.py", ("cpp_standalone",), theirs_s, 1 if big else 2)
            if plastic:
                yield Entry(
                    case,
                    "peers/brian.py",
                    ("cpp_standalone", "--optimised"),
                    theirs_s,
                    1 if big else 2,
                )
                yield Entry(case, "peers/brian.py", ("cython", "--optimised"), theirs_s, 1)
    yield Entry("plastic_1000", "ours.py", ("double", "--piece-ms", "20"), 3.0)


def require(parser: argparse.ArgumentParser, option: str, interpreter: str, module: str) -> None:
    """End in words if an interpreter does not have a simulator."""
    try:
        have = (
            subprocess.run(
                [interpreter, "-c", f"import {module}"], capture_output=True, check=False
            ).returncode
            == 0
        )
    except OSError:
        have = False
    if not have:
        parser.error(
            f"{option} {interpreter}: {module} cannot be imported there; an environment "
            "made with pip install '.[test,referees]' has all that is needed"
        )


def interpreters(args: argparse.Namespace) -> dict[str, str]:
    """Return the Python of each script, from the command line."""
    return {"ours.py": sys.executable, "peers/brian.py": args.brian, "peers/nest.py": args.nest}


def measure(entry: Entry, interpreter: str, folder: Path) -> dict:
    """Run one process and return the line it prints."""
    target, *options = entry.words
    command = [
        interpreter,
        str(HERE / entry.script),
        target,
        str(folder / f"{entry.case}.npz"),
        "--seconds",
        str(entry.seconds),
        "--chunks",
        "3",
        *options,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}\nfailed:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])


class Turn(NamedTuple):
    """One measurement of a run of this program."""

    number: int  # of the round, from 0
    entry: Entry

    @property
    def name(self) -> str:
        """Name of its line in the file of measurements."""
        entry = self.entry
        return " ".join((f"round {self.number + 1}: {entry.case}, {entry.script}", *entry.words))


def turns(rounds: int, quick: bool) -> list[Turn]:
    """Return all measurements in their order."""
    return [
        Turn(number, entry)
        for number in range(rounds)
        for entry in entries(quick)
        if number < entry.rounds
    ]


def read_measured(path: Path | None, quick: bool) -> dict:
    """Return what was measured so far: our own figures, and the line of each turn by its name.

    Raises
    ------
    SystemExit
        If it was measured on another machine, or on other networks.
    """
    begun = {"machine": machine(), "quick": quick, "own": None, "lines": {}}
    if path is None or not path.exists():
        return begun
    measured = json.loads(path.read_text("utf-8"))
    for name in ("machine", "quick"):
        if measured.get(name) != begun[name]:
            raise SystemExit(
                f"{path}: measured with another {name} ({measured.get(name)}) than now "
                f"({begun[name]}); choose another file for --json"
            )
    return measured


def measure_what_is_left(
    measured: dict, wanted: list[Turn], interpreter: dict[str, str], path: Path | None
) -> None:
    """Add our own figures and the turns that are left to ``measured``, and keep it at ``path``."""
    left = [turn for turn in wanted if turn.name not in measured["lines"]]
    began_s = time.monotonic()

    def keep() -> None:
        if path is not None:
            write(path, json.dumps(measured, indent=1))

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for case in sorted({turn.entry.case for turn in wanted}):
            save(CASES[case](1), folder / f"{case}.npz")
        if measured["own"] is None:
            measured["own"] = engine_figures(folder)
            keep()
        for count, turn in enumerate(left, start=1):
            line = measure(turn.entry, interpreter[turn.entry.script], folder)
            measured["lines"][turn.name] = line
            keep()
            minutes = (time.monotonic() - began_s) / 60.0
            sys.stderr.write(f"{count} of {len(left)}, {minutes:.1f} min: {turn.name}\n")


def by_simulator(measured: dict, wanted: list[Turn]) -> dict[tuple[str, str], dict]:
    """Return the joined rounds of each simulator, by case and name of the simulator."""
    lines = defaultdict(list)
    for turn in wanted:
        line = measured["lines"][turn.name]
        static = " static" if line["static"] else ""
        lines[turn.entry.case, line["name"] + static].append(line)
    return {key: merged(rounds) for key, rounds in lines.items()}


def merged(lines: list[dict]) -> dict:
    """Join the rounds of one simulator: medians, and all chunks."""
    chunks = [cost for line in lines for cost in line["cpu_s_per_bio_s"]]
    numbers = {
        name: statistics.median(line[name] for line in lines)
        for name, value in lines[0].items()
        if isinstance(value, float) and name != "chunk_s"
    }
    return (
        lines[0]
        | numbers
        | {
            "cpu_s_per_bio_s": statistics.median(chunks),
            "least": min(chunks),
            "most": max(chunks),
            "n_chunks": len(chunks),
            "first_least": min(line["first_result_cpu_s"] for line in lines),
        }
    )


def main() -> None:
    """Measure and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--brian", default=sys.executable, help="a Python that has brian2")
    parser.add_argument("--nest", default=sys.executable, help="a Python that has NEST")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="small networks, nothing to compile")
    parser.add_argument("--out", type=Path, help="write the report to this file")
    parser.add_argument("--json", type=Path, help="keep the measurements here, and go on from them")
    args = parser.parse_args()
    measured, wanted = read_measured(args.json, args.quick), turns(args.rounds, args.quick)
    if measured["own"] is None or any(turn.name not in measured["lines"] for turn in wanted):
        require(parser, "--brian", args.brian, "brian2")
        require(parser, "--nest", args.nest, "nest")
        measure_what_is_left(measured, wanted, interpreters(args), args.json)
    peers, figures = by_simulator(measured, wanted), measured["own"]
    text = write_report(peers, figures, part_of("speed.md", "growth"))
    if args.out:
        args.out.write_text(text)
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
