"""The page and the figure of `benchmarks.sensitivity`."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

SHOWN = 30  # numbers in the figure: those that matter most
LOST = 0.5  # the central result counts as lost below this share

HEAD = """# How much the central result hangs on numbers set by hand

Written by `python benchmarks/sensitivity.py`. One number is changed at a time in a short form of
`practice_in_window` (16 days, test eight days after the last practice): every number on seeds
{few}, and those that moved the share by more than 0.1 on seeds {many}, marked with
a star. Numbers of cells, synapses, wiring, learning and everyday life are changed by a tenth,
potentials by 1 mV; those of the slow chain (drug, window, consolidation, spines, scaling) and of
practice to half and to double. Left out: what is off here, and how the network is tested.

**Share**: test cues answered with B after practice in the window, less after practice alone; mean
over seeds. **Weight**: the same for the weight from the cue to B less that to A, in base weights.
Unchanged: share {share:.2f}, weight {weight:.2f}.

![Sensitivity](sensitivity.svg)

## What takes the result away

"""


def seeds_of(seeds: range) -> str:
    """Return ``0 to 19``."""
    return f"{seeds[0]} to {seeds[-1]}"


def text(values: np.ndarray | None, n_again: int) -> str:
    """Return share and weight of one change, marked where it was run on many seeds."""
    if values is None:
        return "-"
    again = "*" if values.shape[1] == n_again else ""
    return f"{values[0].mean():.2f}, {values[1].mean():.2f}{again}"


def damage(path: str, found: dict) -> float:
    """Return the largest change of the weight that either value of a number brings."""
    zero = found["", ""][1].mean()
    return max((abs(found[path, side][1].mean() - zero) for side in ("low", "high")
                if (path, side) in found), default=0.0)


def write_page(path: Path, changes: list, found: dict, few: range, many: range) -> None:
    """Write the table, the most sensitive number first."""
    base = found["", ""]
    ranked = sorted(changes, key=lambda one: -damage(one.path, found))
    lost = [f"* `{one.path}` at {getattr(one, side):g} instead of {one.value:g}: share "
            f"{found[one.path, side][0].mean():.2f} (SD {found[one.path, side][0].std():.2f})"
            for one in ranked for side in ("low", "high")
            if (one.path, side) in found and found[one.path, side][0].mean() < LOST]
    rows = [f"| `{one.path}` | {one.value:g} {one.unit} | {one.low:g} | "
            f"{text(found.get((one.path, 'low')), len(many))} | {one.high:g} | "
            f"{text(found.get((one.path, 'high')), len(many))} |" for one in ranked]
    head = HEAD.format(few=seeds_of(few), many=seeds_of(many), share=base[0].mean(),
                       weight=base[1].mean())
    kept = len(changes) - len({line.split("`")[1] for line in lost})
    path.write_text(
        head + "\n".join(lost) + f"\n\nThe other {kept} of {len(changes)} numbers do not, within "
        "these steps.\n\n## All numbers\n\nEach cell: share, weight. `-`: the value is out of "
        "range or the same.\n\n| number | value | low | share, weight | high | share, weight |\n"
        "|---|---|---|---|---|---|\n" + "\n".join(rows) + "\n", encoding="utf-8")


def write_figure(path: Path, changes: list, found: dict) -> None:
    """Draw the weight and the share for the numbers that matter most."""
    ranked = sorted(changes, key=lambda one: -damage(one.path, found))[:SHOWN][::-1]
    figure = Figure(figsize=(9.0, 8.5), layout="constrained")
    for axes, row, title in zip(figure.subplots(1, 2, sharey=True), (1, 0), (
            "weight, cue to B less cue to A (base weights)", "share of cues answered with B")):
        zero = found["", ""][row].mean()
        for place, one in enumerate(ranked):
            for side, marker in (("low", "<"), ("high", ">")):
                if (one.path, side) in found:
                    value = found[one.path, side][row].mean()
                    axes.plot([zero, value], [place, place], color="0.7", linewidth=2, zorder=1)
                    axes.plot(value, place, marker=marker, color="#1b5e8c", markersize=6)
        axes.axvline(zero, color="0.2", linewidth=0.8)
        axes.set_xlabel(f"{title}:\nin the window less practice alone")
        axes.grid(axis="x", color="0.92")
    figure.axes[0].set_yticks(range(len(ranked)), [one.path for one in ranked], fontsize=8)
    figure.suptitle("Numbers set by hand that move the central result most "
                    "(< lower value, > higher value)", fontsize=10)
    figure.savefig(path, metadata={"Date": None})
