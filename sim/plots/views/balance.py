"""Rates of excitatory and inhibitory cells: over model days, and one against the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sim.plots import style, words
from sim.plots.explanations import EXPLAIN
from sim.plots.panels.lines import Band, Line, Lines
from sim.plots.panels.picture import Picture
from sim.plots.views.gather import Arms, Names, from_tests, line_of, runs_of
from sim.plots.views.over_days import over_days
from sim.plots.views.quantities import axis_of
from sim.result import Result

_RATES = (
    ("excitatory cells", "rate_exc_hz", "excitatory"),
    ("inhibitory cells", "rate_inh_hz", "inhibitory"),
)
_TARGET, _SAME_HZ = "target of excitatory cells", 0.005
_TEXT = EXPLAIN["rates_over_days"]


def rates_over_days(arms: Arms) -> Picture:
    """Show resting rates against model days, and excitatory against inhibitory rates."""
    runs = runs_of(arms)
    names = Names(runs)
    targets = _targets(runs)
    lines = [
        line_of(
            results[0].probe_d,
            from_tests(results, series),
            style,
            within=(0.0, np.inf),
            **names.of(quantity, place),
        )
        for place, results in enumerate(runs.values())
        for quantity, series, style in _RATES
    ]
    changes = [
        names.after(words.change(line.y[0], line.y[-1], "Hz"), place)
        for place, line in enumerate(lines[:: len(_RATES)])
        if np.isfinite(line.y[[0, -1]]).all()
    ]
    end_d = max(float(results[0].t_d[-1]) for results in runs.values())
    goals = [
        Line(name, np.array([0.0, end_d]), np.full(2, rate_hz), "reference")
        for name, rate_hz in targets
    ]
    above = over_days(
        runs,
        [*lines, *goals],
        id="rates_over_days",
        title=f"The mean rate of excitatory cells {words.changes(changes) or words.NO_RATE}.",
        what=_TEXT.what,
        leaves_out=_TEXT.leaves_out,
        y_label="mean rate at rest (Hz)",
    )
    return replace(
        above,
        what=f"{above.what} {_about_target(targets)}",
        panels=(*above.panels, _cloud(runs, targets)),
        alt=f"{above.alt} Below, inhibitory against excitatory rates of each test. "
        f"{_target_words(targets)}".rstrip(),
        key=_key(names),
        sizes=(260, 240),
    )


def target_hz(results: Sequence[Result]) -> float | None:
    """Return the mean target of scaling, as the first test found it; None without one.

    A run takes the target of each cell from rest before anything happens, and does not keep it.
    A test at the very start measures the same network again.
    """
    first = results[0]
    if not first.scenario.homeostasis.enabled or first.probe_d[0] > 1e-9:
        return None
    rate_hz = float(from_tests(results, "rate_exc_hz")[:, 0].mean())
    return rate_hz if np.isfinite(rate_hz) else None


def _targets(runs: Arms) -> list[tuple[str, float]]:
    """Return the targets of all arms by name; equal ones once, numbered if they differ."""
    targets_hz = [target_hz(results) for results in runs.values()]
    if None not in targets_hz and max(targets_hz) - min(targets_hz) < _SAME_HZ:
        return [(_TARGET, targets_hz[0])]
    return [
        (f"{_TARGET} ({number})" if len(runs) > 1 else _TARGET, target)
        for number, target in enumerate(targets_hz, start=1)
        if target is not None
    ]


def _about_target(targets: Sequence[tuple[str, float]]) -> str:
    if not targets:
        return "No target is drawn: scaling is off, or no test was at the start."
    return (
        "Dashed: what scaling aims at, the mean rate before anything happens. "
        "It is drawn as the first test found it."
    )


def _target_words(targets: Sequence[tuple[str, float]]) -> str:
    return " ".join(f"{name[0].upper()}{name[1:]}: {value:.1f} Hz." for name, value in targets)


def _key(names: Names) -> str:
    """Return numbers, marks of the lower picture, and labels of the arms."""
    if names.is_one:
        return ""
    return ",  ".join(
        f"({place + 1}) {style.sign(style.arm_style(place))} {label}"
        for place, label in enumerate(names.labels)
    )


def _cloud(runs: Arms, targets: Sequence[tuple[str, float]]) -> Lines:
    """Return one dot for each seed and test."""
    lines = []
    for place, (label, results) in enumerate(runs.items()):
        exc, inh = (from_tests(results, series).ravel() for _, series, _ in _RATES)
        lines.append(Line(label, exc, inh, style.arm_style(place), joined=False))
    marks = tuple(Band(value, value, name, "setting") for name, value in targets)
    return Lines(
        axis_of("rate_exc_hz"),
        axis_of("rate_inh_hz"),
        tuple(lines),
        bands=marks,
        y_range=_around([line.y for line in lines]),
        x_range=_around([line.x for line in lines], [value for _, value in targets]),
    )


def _around(values: Sequence[np.ndarray], more: Sequence[float] = ()) -> tuple[float, float]:
    """Return whole numbers around all values: a cloud far from 0 would be a point."""
    every = np.concatenate([*values, np.asarray(more, dtype=float)])
    every = every[np.isfinite(every)]
    if not every.size:
        return 0.0, 1.0
    return max(0.0, float(np.floor(every.min() - 0.2))), float(np.ceil(every.max() + 0.2))
