"""Drug, block and learning in the hours after the first dose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sim.evidence import target
from sim.phrases import listed, ranges
from sim.plots import words
from sim.plots.explanations import EXPLAIN
from sim.plots.panels.lines import Band, Level, Line, Lines
from sim.plots.panels.picture import Picture
from sim.plots.views.gather import (
    BAND_NOTE,
    Arms,
    Names,
    first_dose_d,
    line_of,
    runs_of,
    stretches,
)
from sim.plots.views.quantities import axis_of
from sim.result import Result

_HOURS = 72.0  # shown after the first dose
_PANELS = (
    (axis_of("level_ng_per_ml"), (("drug level", "level_ng_per_ml", "window", 1.0),)),
    (
        "blocked receptors (%)",
        (
            ("inhibitory cells", "block_inh", "inhibitory", 100.0),
            ("excitatory cells", "block_exc", "excitatory", 100.0),
        ),
    ),
    ("learning (times the usual rate)", (("learning", "learning_factor", "spines_all", 1.0),)),
)
_TEXT = EXPLAIN["drug_and_window"]


def drug_and_window(arms: Arms, log: bool = False) -> Picture:
    """Show drug level, NMDA block and learning in the hours since the first dose.

    Parameters
    ----------
    arms : mapping of label to runs
        Equal curves of several arms are drawn once.
    log : bool
        Whether hours are drawn on a logarithmic axis, which begins at the first step after the
        dose and gives the first hours more room.
    """
    runs = runs_of(arms)
    dosed = {
        label: results for label, results in runs.items() if first_dose_d(results[0]) is not None
    }
    held = _held_back(dosed)
    step_h = next(iter(runs.values()))[0].scenario.time.step_h
    x_range = (step_h if log else 0.0, _HOURS)
    shade = tuple(
        Band(max(x0, x_range[0]), x1, words.HELD_BACK, "held_back")
        for x0, x1 in held
        if x1 > x_range[0] and x0 < _HOURS
    )
    panels = []
    for place, (y_label, kinds) in enumerate(_PANELS):
        lines = [
            line
            for name, series, style, factor in kinds
            for line in _once(runs, dosed, name, series, style, factor, log)
        ]
        panels.append(
            Lines(
                "time since the first dose (h)",
                y_label,
                tuple(lines),
                bands=shade if place == 0 else tuple(replace(band, label="") for band in shade),
                y_range=(0.0, None),
                x_range=x_range,
                is_log=log,
            )
        )
    panels[1] = replace(
        panels[1], levels=(block_in_literature(),), y_range=(0.0, _top_of_block(panels[1].lines))
    )
    usual = Line("usual rate", np.array(x_range), np.ones(2), "reference")
    panels[2] = replace(panels[2], lines=(*panels[2].lines, usual))
    is_numbered = any(line.end_label for panel in panels for line in panel.lines)
    title = _title(dosed, held)
    return Picture(
        id="drug_and_window",
        title=title,
        what=f"{_TEXT.what} Drawn as recorded every {step_h:g} h. {BAND_NOTE}",
        leaves_out=f"{_TEXT.leaves_out} {_literature_note()}",
        panels=tuple(panels),
        alt=f"{title} {_peaks(dosed)}Three charts over {_HOURS:g} hours.",
        key=Names(runs).key if is_numbered else "",
        sizes=(140, 140, 180),
        shares_x=True,
    )


def block_in_literature() -> Level:
    """Return the peak block after the trial dose as it follows from published numbers."""
    low, high = target("A32b").mid, target("A29").mid
    return Level(low, high, f"calculated peak: {low:g} to {high:g} %")


def _top_of_block(lines: Sequence[Line]) -> float:
    """Return the end of the axis: above the band, and all of 100 % if a block comes near it."""
    highest = max((float(line.y.max(initial=0.0)) for line in lines), default=0.0)
    return 60.0 if highest <= 60.0 else 100.0


def _literature_note() -> str:
    band = block_in_literature()
    return (
        f"No direct measurement in people was found. The band of {band.y0:g} to "
        f"{band.y1:g} % is calculated from the literature, for the peak after 0.5 mg/kg."
    )


def _hours(result: Result) -> np.ndarray:
    """Return the hours since the first dose of each calendar step."""
    return (result.t_d - (first_dose_d(result) or 0.0)) * 24.0


def _held_back(dosed: Arms) -> tuple[tuple[float, float], ...]:
    """Return the stretches, in hours, in which an arm learns below its usual rate."""
    held: dict[tuple[float, float], None] = {}
    for results in dosed.values():
        factor = np.mean([run.series["learning_factor"] for run in results], axis=0)
        step_h = results[0].scenario.time.step_h  # a value holds until the next step
        hours = np.round(_hours(results[0]), 6)
        shown = (hours >= 0.0) & (hours <= _HOURS)
        held |= {(x0, x1 + step_h): None for x0, x1 in stretches(hours[shown], factor[shown] < 1.0)}
    return tuple(held)


def _once(
    runs: Arms, dosed: Arms, name: str, series: str, style: str, factor: float, log: bool
) -> list[Line]:
    """Return a curve of each arm; a shared past is drawn once, and named after its arms."""
    drawn: list[Line] = []
    owners: list[list[str]] = []
    for place, (label, results) in enumerate(dosed.items()):
        hours = np.round(_hours(results[0]), 6)
        shown = (hours > 0.0 if log else hours >= 0.0) & (hours <= _HOURS)
        values = factor * np.array([run.series[series][shown] for run in results])
        line = line_of(
            hours[shown],
            values,
            style,
            name=name,
            within=(0.0, np.inf),
            dots=False,
            band=series == "learning_factor",
            variant=place,
        )
        same = next(
            (
                k
                for k, other in enumerate(drawn)
                if np.array_equal(other.x, line.x)
                and np.allclose(other.y, line.y, rtol=1e-3, atol=1e-3)
            ),
            None,
        )
        if same is None:
            drawn.append(line)
            owners.append([label])
        else:
            owners[same].append(label)
    number = {label: count for count, label in enumerate(runs, start=1)}
    return [
        line
        if len(labels) == len(runs)
        else replace(
            line,
            name=f"{name}, {listed(labels)}",
            end_label=f"{name} ({ranges([number[label] for label in labels])})",
        )
        for line, labels in zip(drawn, owners)
    ]


def _title(dosed: Arms, held: Sequence[tuple[float, float]]) -> str:
    if not dosed:
        return words.NO_DOSE
    peak, at_h = max(_peak(results, "window") for results in dosed.values())
    text = (
        f"The window is widest {at_h:.0f} h after the first dose ({peak:.2f})"
        if peak > 0.0
        else "The dose opens no window"
    )
    last_h = max((x1 for x0, x1 in held if x0 < 24.0), default=None)
    return f"{text}." if last_h is None else f"{text}. Learning is held back until {last_h:g} h."


def _peaks(dosed: Arms) -> str:
    """Return the highest level, block and learning in words."""
    if not dosed:
        return ""
    level, block, learning = (
        max(_peak(results, name)[0] for results in dosed.values())
        for name in ("level_ng_per_ml", "block_inh", "learning_factor")
    )
    return (
        f"Highest level {level:.0f} ng/mL, highest block {100.0 * block:.0f} % on inhibitory "
        f"cells, learning at most {learning:.1f} times the usual rate. "
    )


def _peak(results: Sequence[Result], name: str) -> tuple[float, float]:
    """Return the highest mean value after the first dose, and its hour."""
    hours = _hours(results[0])
    shown = (hours >= -1e-6) & (hours <= _HOURS)
    mean = np.mean([run.series[name] for run in results], axis=0)[shown]
    if not mean.size:
        return 0.0, 0.0
    place = int(mean.argmax())
    return float(mean[place]), float(hours[shown][place])
