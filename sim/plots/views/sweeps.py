"""Many settings: an outcome against one of them, and over two of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from contourpy import contour_generator

from sim.errors import ResultError
from sim.phrases import plural, rounded
from sim.plots import words
from sim.plots.explanations import EXPLAIN
from sim.plots.panels.lines import Band, Line, Lines
from sim.plots.panels.map import Map
from sim.plots.panels.picture import Picture
from sim.plots.panels.scale import Quantity
from sim.plots.style import arm_style
from sim.plots.views.gather import (
    BAND_NOTE,
    FEW_ARMS,
    MOST_DOTS,
    dot_row,
    mean_and_band,
    round_range,
)

_ONE, _TWO = EXPLAIN["sweep"], EXPLAIN["sweep_map"]


class SweepPoint(NamedTuple):
    """Runs of one arm at one setting: the value, the label of the arm, the outcomes of the runs."""

    value: float
    arm: str
    values: Sequence[float]


class MapPoint(NamedTuple):
    """Runs at one pair of settings, with their outcomes."""

    x: float
    y: float
    values: Sequence[float]


def sweep_view(
    points: Sequence[SweepPoint],
    *,
    parameter: Quantity,
    outcome: Quantity,
    current: float | None = None,
    planned: Sequence[float] = (),
) -> Picture:
    """Show an outcome against one setting: dots, mean and band, one line for each arm.

    Parameters
    ----------
    points : sequence of SweepPoint
        In any order; a setting without a finished run may be missing or empty.
    parameter, outcome : Quantity
        What is varied, and what is measured.
    current : float, optional
        The setting at present, which is marked.
    planned : sequence of float
        Values of the setting that will be run: while the first runs come in, the axis has room
        for all of them, so that no dot moves.

    Raises
    ------
    ResultError
        If no run has an outcome.
    """
    arms = list(dict.fromkeys(point.arm for point in points))
    lines = tuple(
        line
        for place, arm in enumerate(arms)
        if (
            line := _line(
                [point for point in points if point.arm == arm], arm, place, len(arms), outcome
            )
        )
    )
    if not lines:
        raise ResultError(words.NO_OUTCOME)
    every = np.concatenate([line.x for line in lines])
    ends = [*every, *planned, *([] if current is None else [current])]
    title = _title(lines, parameter, outcome)
    here = () if current is None else (Band(current, current, words.CURRENT, "setting"),)
    dots = np.concatenate([y for line in lines for _, y in line.dots] or [line.y for line in lines])
    rows = [dot_row("", dict(enumerate(dots)), outcome.within, "arm0")]
    panel = Lines(
        parameter.axis,
        outcome.axis,
        lines,
        bands=here,
        y_range=round_range(outcome, rows),
        x_range=_around(min(ends), max(ends)),
    )
    return Picture(
        id="sweep",
        title=title,
        what=f"{_ONE.what} {BAND_NOTE}",
        leaves_out=f"{_ONE.leaves_out} {words.NOT_PEOPLE}",
        panels=(panel,),
        alt=f"{title} Chart of {every.size} means over "
        f"{plural(np.unique(every).size, 'setting')}"
        f"{'' if current is None else f'; now {parameter.of(current)}'}.",
        key=",  ".join(f"({place}) {arm}" for place, arm in enumerate(arms, start=1))
        if len(arms) > FEW_ARMS
        else "",
    )


def _line(
    points: Sequence[SweepPoint], arm: str, place: int, n_arms: int, outcome: Quantity
) -> Line | None:
    """Return one arm as a line; None without any outcome."""
    at: dict[float, list[float]] = {}
    for point in points:
        finite = [float(value) for value in point.values if np.isfinite(value)]
        if finite:
            at.setdefault(float(point.value), []).extend(finite)
    if not at:
        return None
    x = np.array(sorted(at))
    parts = [mean_and_band(np.array(at[value]), outcome.within) for value in x]
    mean, low, high = (
        np.array([np.nan if part is None else part for part in column], dtype=float)
        for column in zip(*parts)
    )
    has_band = bool(np.isfinite(low).any())
    most = max(map(len, at.values()))
    dots = (
        tuple(
            (x, np.array([at[value][k] if k < len(at[value]) else np.nan for value in x]))
            for k in range(most)
        )
        if 1 < most <= MOST_DOTS
        else ()
    )
    return Line(
        arm,
        x,
        mean,
        arm_style(place),
        low if has_band else None,
        high if has_band else None,
        dots,
        end_label=f"({place + 1})" if n_arms > FEW_ARMS else "",
    )


def _title(lines: Sequence[Line], parameter: Quantity, outcome: Quantity) -> str:
    """Return the ends of each line, or where the highest mean of many is."""
    head = f"{outcome.label[0].upper()}{outcome.label[1:]}"
    if len(lines) > FEW_ARMS or lines[0].x.size == 1:
        best = max(lines, key=lambda line: float(np.nanmax(line.y)))
        k = int(np.nanargmax(best.y))
        return f"{head} is highest at {parameter.of(best.x[k])}: {best.y[k]:.2f} (“{best.name}”)."
    parts = []
    for line in lines:
        text = words.change(float(line.y[0]), float(line.y[-1]), outcome.unit, digits=2)
        parts.append(text if len(lines) == 1 else f"{text} ({line.name})")
    first, last = (
        parameter.of(end)
        for end in (min(line.x[0] for line in lines), max(line.x[-1] for line in lines))
    )
    return f"From {first} to {last}, the mean of “{outcome.label}” {words.changes(parts)}."


def _around(low: float, high: float) -> tuple[float, float]:
    """Return the ends of an axis, with a little room around single values."""
    room = 0.03 * (high - low) or 0.5 * abs(high) or 0.5
    return float(low - room), float(high + room)


def sweep_map(
    points: Sequence[MapPoint],
    *,
    x: Quantity,
    y: Quantity,
    outcome: Quantity,
    level: float | None = None,
    current: tuple[float, float] | None = None,
    planned: tuple[Sequence[float], Sequence[float]] = ((), ()),
) -> Picture:
    """Show the mean outcome over two settings, with the line along which it has one value.

    Parameters
    ----------
    points : sequence of MapPoint
    x, y, outcome : Quantity
    level : float, optional
        Value of the contour; if left out, half of a share, else half way between the lowest and
        the highest mean.
    current : (float, float), optional
        The settings at present, which are ringed if they lie inside the map.
    planned : two sequences of float
        Values of both settings that will be run: cells without a run yet are left empty.

    Raises
    ------
    ResultError
        If no run has an outcome.
    """
    outcomes = {
        (float(point.x), float(point.y)): finite
        for point in points
        if (finite := [float(value) for value in point.values if np.isfinite(value)])
    }
    if not outcomes:
        raise ResultError(words.NO_OUTCOME)
    xs, ys = (
        np.array(sorted({*(place[k] for place in outcomes), *map(float, planned[k])}))
        for k in (0, 1)
    )
    cells = [[outcomes.get((a, b), []) for a in xs.tolist()] for b in ys.tolist()]
    values = np.array([[np.mean(runs) if runs else np.nan for runs in row] for row in cells])
    counts = np.array([[len(runs) for runs in row] for row in cells])
    low, high = (outcome.low, outcome.high)
    lowest, highest = float(np.nanmin(values)), float(np.nanmax(values))
    if level is None:
        level = 0.5 if (low, high) == (0.0, 1.0) else (lowest + highest) / 2.0
    above = int(np.count_nonzero(values >= level))
    head = f"{outcome.label[0].upper()}{outcome.label[1:]}"
    title = (
        f"{head}: the mean is at least {outcome.of(level)} in {above} of "
        f"{plural(len(outcomes), 'setting')}."
    )
    panel = Map(
        x_label=x.axis,
        y_label=y.axis,
        z_label=f"mean of {outcome.axis}",
        x=xs,
        y=ys,
        values=values,
        counts=counts,
        contour=contour(values, level),
        bounds=(lowest if low is None else low, highest if high is None else high),
        current=None if current is None else _inside(xs, ys, current),
    )
    line = f"dashed line: {rounded(level)}" if panel.contour else ""
    ring = "" if panel.current is None else "ring: current settings"
    return Picture(
        id="sweep_map",
        title=title,
        what=_TWO.what,
        leaves_out=f"{_TWO.leaves_out} {words.NOT_PEOPLE}",
        panels=(panel,),
        alt=f"{title} Lowest mean {rounded(lowest)}, highest {rounded(highest)}, "
        f"from {plural(int(counts.sum()), 'run')}.",
        key=",  ".join(filter(None, (line, ring))),
    )


def contour(values: np.ndarray, level: float) -> tuple[np.ndarray, ...]:
    """Return the lines along which a map has the value ``level``.

    Parameters
    ----------
    values : (n_y, n_x) array
        Squares with NaN at a corner are left out.
    level : float
        A value that is equal to it counts as above.

    Returns
    -------
    tuple of (n, 2) arrays
        Points as (place along x, place along y), with fractions by straight interpolation.
    """
    if min(values.shape) < 2:
        return ()
    # contourpy counts what is equal to a level as below.
    known, just_below = np.ma.masked_invalid(values), float(np.nextafter(level, -np.inf))
    return tuple(contour_generator(z=known, corner_mask=False).lines(just_below))


def _inside(
    xs: np.ndarray, ys: np.ndarray, current: tuple[float, float]
) -> tuple[float, float] | None:
    """Return settings as places in a map, None outside of it."""
    if not (xs[0] <= current[0] <= xs[-1] and ys[0] <= current[1] <= ys[-1]):
        return None
    return (
        float(np.interp(current[0], xs, np.arange(xs.size))),
        float(np.interp(current[1], ys, np.arange(ys.size))),
    )
