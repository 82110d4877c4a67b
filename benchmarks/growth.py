"""Measure how cost grows with cells and with inputs a cell, and draw ``docs/speed.svg``.

    python benchmarks/growth.py --rows growth.json

The plastic networks of `benchmarks.networks`, all simulators of `benchmarks.speed`, in turns. Each
measurement is written into the file of rows as soon as it is there, and a second start goes on from
that file; without a row left to measure it draws the figure again. It takes about 20 minutes.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable
from itertools import product
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from matplotlib.figure import Figure

from benchmarks.networks import plastic, save
from benchmarks.pages import DOCS, replace_part
from benchmarks.report import OURS
from benchmarks.speed import Entry, interpreters, measure, require
from sim.cli.speed import machine
from sim.files import write
from sim.plots import style

N_CELLS, N_INPUTS = (500, 1000, 4000, 10_000), (50, 100, 200, 400, 800)
INPUTS_OF_ALL, CELLS_OF_ALL = 100, 4000  # what stays the same while the other number changes


class Network(NamedTuple):
    """Size of a plastic network."""

    n_cells: int
    n_inputs: int  # from other cells to each one, on average

    @property
    def name(self) -> str:
        """Name of its file, and of its rows."""
        return f"plastic_{self.n_cells}_in_{self.n_inputs}"


class Simulator(NamedTuple):
    """One simulator, how it is called, and how it is drawn."""

    name: str
    script: str
    words: tuple[str, ...]
    colour: str
    marker: str
    is_variant: bool = False  # drawn hollow, with a broken line


OUR_SCRIPT, BRIAN, NEST = "ours.py", "peers/brian.py", "peers/nest.py"
SIMULATORS = (
    Simulator(OURS, OUR_SCRIPT, ("double",), style.INK, "o"),
    Simulator("plasticity-lab single", OUR_SCRIPT, ("single",), style.INK, "o", is_variant=True),
    Simulator("brian2 cpp_standalone", BRIAN, ("cpp_standalone",), style.B, "s"),
    Simulator(
        "brian2 cpp_standalone optimised",
        BRIAN,
        ("cpp_standalone", "--optimised"),
        style.B,
        "s",
        is_variant=True,
    ),
    Simulator("brian2 cython", BRIAN, ("cython",), style.C, "^"),
    Simulator(
        "brian2 cython optimised", BRIAN, ("cython", "--optimised"), style.C, "^", is_variant=True
    ),
    Simulator("nest psc", NEST, ("psc",), style.A, "D"),
)


class Row(NamedTuple):
    """One simulator on one network: CPU seconds per biological second of each chunk."""

    n_cells: int
    n_inputs: int
    name: str
    cpu_s: list[float]


def networks(n_cells: Iterable[int], n_inputs: Iterable[int]) -> list[Network]:
    """Return the networks of both halves of the figure, each once, the smallest first."""
    by_cells = [Network(cells, INPUTS_OF_ALL) for cells in n_cells]
    by_inputs = [Network(CELLS_OF_ALL, inputs) for inputs in n_inputs]
    return sorted({*by_cells, *by_inputs}, key=lambda network: network.n_cells * network.n_inputs)


def entry(network: Network, simulator: Simulator) -> Entry:
    """Return what is to be measured; chunks take at least 30 ms of CPU time."""
    if simulator.script == OUR_SCRIPT:
        seconds = min(8.0, max(0.5, 4000.0 / network.n_cells))
    else:
        seconds = min(1.0, max(0.3, 2000.0 / network.n_cells))
    return Entry(network.name, simulator.script, simulator.words, seconds)


def read_rows(path: Path) -> list[Row]:
    """Return the rows measured so far.

    Raises
    ------
    SystemExit
        If they are of another machine.
    """
    if not path.exists():
        return []
    stored = json.loads(path.read_text("utf-8"))
    if stored["machine"] != machine():
        raise SystemExit(f"{path}: measured on another machine; choose another file for the rows")
    return [Row(*row) for row in stored["rows"]]


def measured(
    path: Path, sizes: list[Network], simulators: Iterable[Simulator], interpreter: dict[str, str]
) -> list[Row]:
    """Return a row for each network and simulator, and measure those that the file has not."""
    rows = read_rows(path)
    done = {(row.n_cells, row.n_inputs, row.name) for row in rows}
    left = [
        (network, simulator)
        for network, simulator in product(sizes, simulators)
        if (*network, simulator.name) not in done
    ]
    began_s = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, (network, simulator) in enumerate(left, start=1):
            case_path = folder / f"{network.name}.npz"
            if not case_path.exists():
                save(plastic(1, network.n_cells, network.n_inputs), case_path)
            line = measure(entry(network, simulator), interpreter[simulator.script], folder)
            rows.append(Row(*network, simulator.name, line["cpu_s_per_bio_s"]))
            write(path, json.dumps({"machine": machine(), "rows": rows}, indent=1))
            sys.stderr.write(
                f"{number} of {len(left)}, {(time.monotonic() - began_s) / 60.0:.1f} min: "
                f"{network.n_cells} cells, {network.n_inputs} inputs, {simulator.name}: "
                f"{1e3 * statistics.median(rows[-1].cpu_s):.3g} ms\n"
            )
    return rows


def draw(rows: list[Row]) -> Figure:
    """Return the figure: cost over cells, and over inputs a cell, with least and most chunk."""
    figure = Figure(figsize=(9.0, 4.6), layout="constrained")
    over_cells, over_inputs = figure.subplots(1, 2, sharey=True)
    for axes, axis, label in (
        (over_cells, "n_cells", f"cells, {INPUTS_OF_ALL} inputs each"),
        (over_inputs, "n_inputs", f"inputs a cell, {_spaced(CELLS_OF_ALL)} cells"),
    ):
        ticks: set[int] = set()
        for simulator in SIMULATORS:
            line = line_of(rows, simulator, axis)
            if not line:
                continue
            size = [getattr(row, axis) for row in line]
            ticks.update(size)
            # Least, median and most chunk of each network, in ms.
            least, middle, most = 1e3 * np.quantile([row.cpu_s for row in line], [0, 0.5, 1], 1)
            axes.errorbar(
                size,
                middle,
                (middle - least, most - middle),
                color=simulator.colour,
                marker=simulator.marker,
                markerfacecolor=style.PAPER if simulator.is_variant else simulator.colour,
                linestyle="--" if simulator.is_variant else "-",
                linewidth=1.5,
                label=simulator.name,
            )
        axes.axhline(1e3, color=style.UNCOMMITTED, linewidth=0.8)
        axes.set(xscale="log", yscale="log", xlabel=label)
        axes.set_xticks(sorted(ticks), map(_spaced, sorted(ticks)))
        axes.yaxis.set_major_formatter(lambda value, _: _spaced(round(value)))
        axes.minorticks_off()
        axes.grid(color="0.92")
    over_cells.set_ylabel("CPU ms per second of activity")
    over_cells.annotate(
        "real time", (0.0, 1e3), (3, 3), ("axes fraction", "data"), "offset points", fontsize=8
    )
    figure.legend(
        *over_cells.get_legend_handles_labels(), loc="outside upper center", ncols=3, frameon=False
    )
    return figure


def _spaced(count: int) -> str:
    return f"{count:,}".replace(",", " ")


def line_of(rows: Iterable[Row], simulator: Simulator, axis: str) -> list[Row]:
    """Return the rows of a simulator in which only ``axis`` differs, the smallest first."""
    same, value = {
        "n_cells": ("n_inputs", INPUTS_OF_ALL),
        "n_inputs": ("n_cells", CELLS_OF_ALL),
    }[axis]
    chosen = [row for row in rows if row.name == simulator.name and getattr(row, same) == value]
    return sorted(chosen, key=lambda row: getattr(row, axis))


def growth_table(rows: list[Row]) -> str:
    """Return how many times the cost grows, on average, where a number doubles."""
    lines = ["| | twice the cells | twice the inputs |", "|---|---|---|"]
    for simulator in SIMULATORS:
        cells = [
            _per_doubling(line_of(rows, simulator, axis), axis) for axis in ("n_cells", "n_inputs")
        ]
        lines.append(f"| {simulator.name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _per_doubling(line: list[Row], axis: str) -> str:
    """Return the growth between the smallest and the largest network; empty for a single one."""
    if len(line) < 2:
        return ""
    first, last = line[0], line[-1]
    doublings = np.log2(getattr(last, axis) / getattr(first, axis))
    times = statistics.median(last.cpu_s) / statistics.median(first.cpu_s)
    return f"{times ** (1.0 / doublings):.2f}"


def main() -> None:
    """Measure what is left, draw the figure, and write its part of the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--brian", default=sys.executable, help="a Python that has brian2")
    parser.add_argument("--nest", default=sys.executable, help="a Python that has NEST")
    parser.add_argument("--rows", type=Path, required=True, help="JSON file of the measurements")
    parser.add_argument("--cells", type=int, nargs="*", default=N_CELLS)
    parser.add_argument("--inputs", type=int, nargs="*", default=N_INPUTS)
    parser.add_argument("--out", type=Path, help="draw here, and leave docs/speed.md alone")
    args = parser.parse_args()
    require(parser, "--brian", args.brian, "brian2")
    require(parser, "--nest", args.nest, "nest")
    rows = measured(args.rows, networks(args.cells, args.inputs), SIMULATORS, interpreters(args))
    draw(rows).savefig(args.out or DOCS / "speed.svg", metadata={"Date": None})
    if args.out is None:
        replace_part("speed.md", "growth", growth_part(rows))


def growth_part(rows: list[Row]) -> str:
    """Return the figure and the table as they stand in the page."""
    return (
        "![CPU time for a second of activity, over the number of cells and over the inputs of "
        f"each](speed.svg)\n\n{growth_table(rows)}"
    )


if __name__ == "__main__":
    main()
