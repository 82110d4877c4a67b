"""Synapses over model days: how many there are, and how many are born and lost each day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from sim.phrases import listed
from sim.plots import words
from sim.plots.explanations import EXPLAIN
from sim.plots.panels.lines import Bars, Line, Lines
from sim.plots.panels.picture import Picture
from sim.plots.panels.scale import round_end
from sim.plots.views.gather import Arms, Names, first_dose_d, from_calendar, line_of, runs_of
from sim.plots.views.over_days import over_days
from sim.result import Result

_MOST_BARS = 60
_TEXT = EXPLAIN["spines_over_days"]


def spines_over_days(arms: Arms) -> Picture:
    """Show synapses as % of the start, and below them births and losses per day."""
    runs = runs_of(arms)
    names = Names(runs)
    # Nobody is born "after the dose" where there is none.
    since = (
        "dose"
        if all(first_dose_d(results[0]) is not None for results in runs.values())
        else "start"
    )
    counts = over_days(
        runs,
        [
            line
            for place, results in enumerate(runs.values())
            for line in _counts(results, names, place, since)
        ],
        id="spines_over_days",
        title=_title(runs, names, since),
        what=_TEXT.what,
        leaves_out=_TEXT.leaves_out,
        y_label="synapses (% of start)",
    )
    return replace(
        counts,
        what=f"{counts.what} {_what_is_born(runs, since)}",
        panels=(*counts.panels, _changes(runs, names, counts.panel)),
        alt=f"{counts.title} {_losses(runs, names)} {counts.alt.removeprefix(counts.title)} "
        "Two pictures on one axis of days.".replace("  ", " "),
        sizes=(260, 190),
        shares_x=True,
    )


def born_since_dose(result: Result) -> np.ndarray:
    """Return the newborn synapses that exist, less those that were there at the first dose, (T,).

    A share of the number at the start. Those of before are taken as staying: synapses are counted
    and not followed one by one.
    """
    born = result.series["spine_born"]
    first_d = first_dose_d(result)
    if first_d is None:
        return born
    before = float(born[int(np.searchsorted(result.t_d, first_d - 1e-9))])
    return np.where(result.t_d < first_d - 1e-9, 0.0, np.maximum(born - before, 0.0))


def _counts(results: Sequence[Result], names: Names, place: int, since: str) -> list[Line]:
    """Return the lines of one arm."""
    born = (
        [replace(run, series={**run.series, "since_dose": born_since_dose(run)}) for run in results]
        if since == "dose"
        else results
    )
    series = (
        ("all", "spine_count", "spines_all"),
        (
            f"born after the {since}",
            "since_dose" if since == "dose" else "spine_born",
            "spines_born",
        ),
        ("surviving from the start", "spine_kept", "spines_kept"),
    )
    lines = []
    for quantity, name, style in series:
        t_d, share = from_calendar(born, name)
        lines.append(
            line_of(
                t_d,
                100.0 * share,
                style,
                within=(0.0, np.inf),
                dots=False,
                **names.of(quantity, place),
            )
        )
    return lines


def per_day(results: Sequence[Result], name: str) -> tuple[np.ndarray, np.ndarray, float]:
    """Return the mean daily change of a count that only grows, in % of the start.

    Returns
    -------
    middle_d, change : (n,) arrays
        Of each bar.
    width_d : float
        Days that a bar stands for.
    """
    t_d = results[0].t_d
    width_d = max(1.0, np.ceil(float(t_d[-1]) / _MOST_BARS))
    edges = np.append(np.arange(0.0, float(t_d[-1]) - 1e-9, width_d), float(t_d[-1]))
    if edges.size < 2:
        return np.zeros(0), np.zeros(0), width_d
    count = np.mean([run.series[name] for run in results], axis=0)
    change = 100.0 * np.diff(np.interp(edges, t_d, count)) / np.diff(edges)
    return (edges[:-1] + edges[1:]) / 2.0, change, width_d


def _changes(runs: Mapping[str, Sequence[Result]], names: Names, above: Lines) -> Lines:
    """Return births above and losses below zero: bars of one arm, lines of several."""
    bars: list[Bars] = []
    lines: list[Line] = []
    most, days = 0.0, 1.0
    for place, results in enumerate(runs.values()):
        for quantity, name, style, sign in (
            ("born", "spine_gained", "spines_born", 1.0),
            ("lost", "spine_lost", "spines_kept", -1.0),
        ):
            middle_d, change, days = per_day(results, name)
            most = max(most, float(change.max(initial=0.0)))
            if len(runs) == 1:
                bars.append(
                    Bars(quantity, middle_d, sign * change, 0.8 * days, style, is_hollow=sign < 0.0)
                )
            else:
                lines.append(
                    Line(y=sign * change, x=middle_d, style=style, **names.of(quantity, place))
                )
    top = round_end(most)
    unit = "day" if days == 1.0 else f"day, means of {days:g} days"
    zero = Line("", np.array(above.x_range), np.zeros(2), "reference")
    return replace(
        above,
        y_label=f"born above 0, lost below 0 (% of start per {unit})",
        lines=(*lines, zero),
        bars=tuple(bars),
        bands=tuple(replace(band, label="") for band in above.bands),
        marks=(),
        y_range=(-top, top),
    )


def _title(runs: Mapping[str, Sequence[Result]], names: Names, since: str) -> str:
    last_d = max(float(results[0].t_d[-1]) for results in runs.values())
    born = [
        float(
            np.mean(
                [
                    (born_since_dose(run) if since == "dose" else run.series["spine_born"])[-1]
                    for run in results
                ]
            )
        )
        for results in runs.values()
    ]
    shares = [names.after(f"{100.0 * share:.0f} %", place) for place, share in enumerate(born)]
    return (
        f"By {words.day(last_d)} synapses born after the {since} make up "
        f"{listed(shares)} of the number at the start."
    )


def _what_is_born(runs: Mapping[str, Sequence[Result]], since: str) -> str:
    if since == "start":
        some = any(first_dose_d(results[0]) is not None for results in runs.values())
        return (
            "Births count from the start, since an arm had no dose."
            if some
            else (f"{words.NO_DOSE} Births count from the start.")
        )
    return "Born after the dose: newborn synapses now, less those there at the first dose."


def _losses(runs: Mapping[str, Sequence[Result]], names: Names) -> str:
    """Return all births and losses in words."""
    parts = []
    for place, results in enumerate(runs.values()):
        gained, lost = (
            100.0 * float(np.mean([run.series[name][-1] for run in results]))
            for name in ("spine_gained", "spine_lost")
        )
        parts.append(names.after(f"{gained:.0f} % born and {lost:.0f} % lost", place))
    return f"In all, of the number at the start: {listed(parts)}."
