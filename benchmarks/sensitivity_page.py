"""The page and the figure of `benchmarks.sensitivity`."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

SHOWN = 30  # numbers in the figure: those that matter most
FACTORS = (0.8, 0.9, 1.1, 1.2)
# The first three are what settling adjusts by itself, so they are no test of it.
ADJUSTED = ("synapse.w_base_ns", "synapse.w_inh_to_exc_ns", "synapse.w_exc_to_inh_ns")
CONNECTIONS = (
    *ADJUSTED,
    "synapse.w_inh_to_inh_ns",
    "network.p_exc_exc",
    "network.p_inh",
    "synapse.w_background_exc_ns",
    "synapse.w_background_inh_ns",
)

HEAD = """# How much the central result hangs on numbers set by hand

Written by `python benchmarks/sensitivity.py`, in a short form of `practice_in_window` (16 days,
test eight days after the last practice). The central result counts as **kept** in a network if
practice in the window leads the cue to B in at least 0.3 more of its trials than practice alone
does, and practice alone in at most 0.3. **Share**: trials answered with B in the window, less after
practice alone; **path**: the same for the path log ratio; means over seeds. Unchanged: share
{share:.2f}, path {path:.2f}.

## Connections

Eight numbers, each alone, on seeds {ten} (without settling {few}): in how many per cent of the
networks the result is kept. The first three are what settling adjusts by itself: they come out
right trivially and are counted apart.

| number | -20 % | -10 % | +10 % | +20 % | without settling |
|---|---|---|---|---|---|
"""


def seeds_of(seeds: range) -> str:
    """Return ``0 to 19``."""
    return f"{seeds[0]} to {seeds[-1]}"


def share_held(outcomes: list) -> str:
    """Return ``97 %``, the share of networks that keep the result."""
    return f"{100.0 * np.mean([outcome.holds for outcome in outcomes]):.0f} %"


def cell(outcome: object, set_point_hz: float) -> str:
    """Return share, path and, where some networks lose it, how many keep it and how it is lost."""
    if outcome is None:
        return "-"
    how = outcome.how(set_point_hz)
    lost = f"; kept by {100.0 * outcome.holds.mean():.0f} %, {how}" if how else ""
    return f"{outcome.share:.2f}, {outcome.path:.2f}{lost}"


def connection_rows(outcomes: dict, set_point_hz: float) -> list[str]:
    """Return the rows of the eight numbers, and how the result is lost where it is lost."""
    rows = []
    for path in CONNECTIONS:
        cells = []
        for settles in (True, False):
            for factor in FACTORS:
                outcome = outcomes[path, factor, settles]
                how = outcome.how(set_point_hz)
                cells.append(f"{100.0 * outcome.holds.mean():.0f}" + (f" ({how})" if how else ""))
        name = f"`{path}`" + (" (adjusted)" if path in ADJUSTED else "")
        without = ", ".join(text.split(" (")[0] for text in cells[4:])
        ways = sorted({text.split(" (")[1].rstrip(")") for text in cells[4:] if " (" in text})
        rows.append(
            f"| {name} | {' | '.join(cells[:4])} | {without}"
            f"{': ' + '; '.join(ways) if ways else ''} |"
        )
    apart = {
        True: [p for p in CONNECTIONS if p in ADJUSTED],
        False: [p for p in CONNECTIONS if p not in ADJUSTED],
    }
    held = {
        adjusted: [
            share_held([outcomes[path, factor, settles] for path in paths for factor in FACTORS])
            for settles in (True, False)
        ]
        for adjusted, paths in apart.items()
    }
    everywhere = [
        share_held([outcomes[path, factor, settles] for path in CONNECTIONS for factor in FACTORS])
        for settles in (True, False)
    ]
    return [
        *rows,
        "",
        f"Together: kept in **{everywhere[0]}** of the networks (without settling "
        f"{everywhere[1]}); the five that settling does not adjust: **{held[False][0]}** "
        f"({held[False][1]}); the three that it does: {held[True][0]} ({held[True][1]}).",
    ]


def damage(path: str, outcomes: dict) -> float:
    """Return the largest change of the path log ratio that either value of a number brings."""
    zero = outcomes["", ""].path
    return max(
        (
            abs(outcomes[path, side].path - zero)
            for side in ("low", "high")
            if (path, side) in outcomes
        ),
        default=0.0,
    )


def write_page(
    path: Path,
    connections: dict,
    drawn: dict,
    changes: list,
    single: dict,
    ten: range,
    few: range,
    set_point_hz: float,
) -> None:
    """Write all tables, the most sensitive number of the last one first."""
    base = single["", ""]
    ranked = sorted(changes, key=lambda change: -damage(change.path, single))
    rows = [
        f"| `{change.path}` | {change.value:g} {change.unit} | {change.low:g} | "
        f"{cell(single.get((change.path, 'low')), set_point_hz)} | {change.high:g} | "
        f"{cell(single.get((change.path, 'high')), set_point_hz)} |"
        for change in ranked
    ]
    tried = [outcome for key, outcome in single.items() if any(key)]
    whole = [
        change
        for change in changes
        if all(
            single[change.path, side].holds.mean() >= 0.5
            for side in ("low", "high")
            if (change.path, side) in single
        )
    ]
    shares = sorted(float(outcome.holds.mean()) for outcome in drawn.values())
    text = [
        HEAD.format(ten=seeds_of(ten), few=seeds_of(few), share=base.share, path=base.path).rstrip(
            "\n"
        ),
        *connection_rows(connections, set_point_hz),
        "\n## All connections at once\n",
        f"All eight drawn at random within 10 %, {len(drawn)} times, seeds {seeds_of(few)}: kept "
        f"in **{share_held(list(drawn.values()))}** of the networks; the worst draw keeps "
        f"{100.0 * shares[0]:.0f} %, the median {100.0 * float(np.median(shares)):.0f} %.",
        "\n## Every number set by hand\n",
        f"One at a time, seeds {seeds_of(few)}: numbers of cells, synapses, wiring, learning, "
        "everyday life and set points lower and higher by a tenth, potentials by 1 mV; those of "
        "the slow chain (drug, window, consolidation, spines, scaling) and of practice to half and "
        "to double. Left out: what is off here, and how the network is tested.\n",
        f"Kept in **{share_held(tried)}** of the networks; {len(whole)} of {len(changes)} numbers "
        "keep it in at least half of the networks at both values.\n",
        "![Sensitivity](sensitivity.svg)\n",
        "Each cell: share, path. `-`: the value is out of range or the same.\n",
        "| number | value | low | share, path | high | share, path |",
        "|---|---|---|---|---|---|",
        *rows,
    ]
    path.write_text("\n".join(text) + "\n", encoding="utf-8")


def write_figure(path: Path, changes: list, single: dict) -> None:
    """Draw path and share for the numbers that matter most."""
    ranked = sorted(changes, key=lambda change: -damage(change.path, single))[:SHOWN][::-1]
    figure = Figure(figsize=(9.0, 8.5), layout="constrained")
    for axes, name, title in zip(
        figure.subplots(1, 2, sharey=True),
        ("path", "share"),
        ("path log ratio (doublings)", "share of trials answered with B"),
    ):
        zero = getattr(single["", ""], name)
        for place, change in enumerate(ranked):
            for side, marker in (("low", "<"), ("high", ">")):
                if (change.path, side) in single:
                    value = getattr(single[change.path, side], name)
                    axes.plot([zero, value], [place, place], color="0.7", linewidth=2, zorder=1)
                    axes.plot(value, place, marker=marker, color="#1b5e8c", markersize=6)
        axes.axvline(zero, color="0.2", linewidth=0.8)
        axes.set_xlabel(f"{title}:\nin the window less practice alone")
        axes.grid(axis="x", color="0.92")
    figure.axes[0].set_yticks(range(len(ranked)), [change.path for change in ranked], fontsize=8)
    figure.suptitle(
        "Numbers set by hand that move the central result most (< lower value, > higher value)",
        fontsize=10,
    )
    figure.savefig(path, metadata={"Date": None})
