"""Compare our engine with Brian2 and NEST in one run, and write ``docs/speed.md``.

Every measurement is a fresh process on one thread. Simulators take turns, round after round, and
the figure of merit is CPU seconds per biological second: the median over all chunks. Ratios come
first, because seconds belong to one machine.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.engine_alone import engine_figures
from benchmarks.networks import CASES, save
from benchmarks.pages import part_of
from benchmarks.report import write_report

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


def collect(args: argparse.Namespace, folder: Path) -> dict[tuple[str, str], dict]:
    """Measure everything in turns; by case and name of the simulator."""
    interpreter = interpreters(args)
    lines = defaultdict(list)
    for number in range(args.rounds):
        for entry in entries(args.quick):
            if number >= entry.rounds:
                continue
            line = measure(entry, interpreter[entry.script], folder)
            static = " static" if line["static"] else ""
            lines[entry.case, line["name"] + static].append(line)
            sys.stderr.write(f"round {number + 1}: {entry.case}, {line['name']}{static}\n")
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
    parser.add_argument("--json", type=Path, help="keep the numbers, or read them if they exist")
    args = parser.parse_args()
    stored = args.json is not None and args.json.exists()
    if not stored:
        require(parser, "--brian", args.brian, "brian2")
        require(parser, "--nest", args.nest, "nest")
    if stored:
        measured = json.loads(args.json.read_text())
        peers = {tuple(key.split("|")): line for key, line in measured["peers"].items()}
        figures = measured["own"]
    else:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for case in sorted({entry.case for entry in entries(args.quick)}):
                save(CASES[case](1), folder / f"{case}.npz")
            figures = engine_figures(folder)
            peers = collect(args, folder)
        if args.json:
            lines = {"|".join(key): line for key, line in peers.items()}
            args.json.write_text(json.dumps({"own": figures, "peers": lines}))
    text = write_report(peers, figures, part_of("speed.md", "growth"))
    if args.out:
        args.out.write_text(text)
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
