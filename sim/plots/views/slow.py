"""Slow variables over model days: synaptic strengths, spines, drug and window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from sim.model.network import GROUPS
from sim.plots import words
from sim.plots.views.gather import (
    BAND_NOTE,
    SHADED,
    Arms,
    Names,
    first_dose_d,
    from_calendar,
    from_tests,
    line_of,
    marks_of,
    runs_of,
    stretches,
    window_bands,
)
from sim.plots.views.types import Band, Line, View
from sim.result import Result

_CUE, _A, _B = GROUPS.index("cue"), GROUPS.index("A"), GROUPS.index("B")
_STRENGTHS = (("cue to A", _CUE, _A, "cue_to_a"), ("cue to B", _CUE, _B, "cue_to_b"),
              ("A to A", _A, _A, "a_to_a"), ("B to B", _B, _B, "b_to_b"))
_SPINES = (("all", "spine_count", "spines_all"), ("born after start", "spine_born", "spines_born"),
           ("kept from start", "spine_kept", "spines_kept"))
_LEVELS = (("block, inhibitory cells", "block_inh", "inhibitory"),
           ("block, excitatory cells", "block_exc", "excitatory"),
           ("window", "window", "window"))
_HOURS = 120.0  # shown after the first dose


def strengths_over_days(arms: Arms) -> View:
    """Show mean weights from cue to A and to B, and inside A and B, against model days."""
    runs = runs_of(arms)
    names = Names(runs)
    lines = [
        line_of(results[0].probe_d, from_tests(results, "strength", source, target), style,
                within=(0.0, np.inf), dots=False, **names.of(quantity, place))
        for place, results in enumerate(runs.values())
        for quantity, source, target, style in _STRENGTHS
    ]
    to_b = [line for line in lines if line.style == "cue_to_b"]
    changes = [names.after(words.change(line.y[0], line.y[-1]), place)
               for place, line in enumerate(to_b)]
    return over_days(
        runs, lines, id="strengths_over_days",
        title=f"The mean weight from cue to B {words.changes(changes)}.",
        what="Mean weight of all synapses from one group of cells to another, on test days.",
        leaves_out="A mean hides the spread: single synapses differ widely.",
        y_label="mean weight (base weights)",
    )


def spines_over_days(arms: Arms) -> View:
    """Show synapses as % of the start: all, born after the start, kept from the start."""
    runs = runs_of(arms)
    names = Names(runs)
    lines = []
    for place, results in enumerate(runs.values()):
        for quantity, series, style in _SPINES:
            t_d, share = from_calendar(results, series)
            lines.append(line_of(t_d, 100.0 * share, style, within=(0.0, np.inf), dots=False,
                                 **names.of(quantity, place)))
    last_d = max(float(results[0].t_d[-1]) for results in runs.values())
    born = [line for line in lines if line.style == "spines_born"]
    shares = [names.after(f"{line.y[-1]:.0f} %", place) for place, line in enumerate(born)]
    return over_days(
        runs, lines, id="spines_over_days",
        title=f"By {words.day(last_d)} newborn synapses make up {words.listed(shares)} of the "
        "number at the start.",
        what="Synapses that exist, those born after the start, and those kept from the start.",
        leaves_out=f"{words.SPINE_NOTE} The model's lag is set by hand.",
        y_label="synapses (% of start)",
    )


def drug_and_window(arms: Arms) -> View:
    """Show NMDA block and window in the hours since the first dose; equal curves once."""
    runs = runs_of(arms)
    dosed = {label: results for label, results in runs.items()
             if first_dose_d(results[0]) is not None}
    drawn: list[Line] = []
    owners: list[list[str]] = []
    held: dict[tuple[float, float], None] = {}
    for place, (label, results) in enumerate(dosed.items()):
        since_h = (results[0].t_d - first_dose_d(results[0])) * 24.0
        shown = (since_h >= -1e-9) & (since_h <= _HOURS + 1e-9)
        for name, series, style in _LEVELS:
            values = np.array([result.series[series][shown] for result in results])
            line = line_of(since_h[shown], values, style, name=name, within=(0.0, 1.0),
                           dots=False, band=series == "window", variant=place)
            _add_once(drawn, owners, line, label)
        factor = np.mean([result.series["learning_factor"][shown] for result in results], axis=0)
        step_h = results[0].scenario.time.step_h  # a value holds until the next step
        held |= {(x0, x1 + step_h): None for x0, x1 in stretches(since_h[shown], factor < 1.0)}
    numbers = {label: number for number, label in enumerate(runs, start=1)}
    lines = [line if len(labels) == len(dosed) else
             replace(line, name=f"{line.name}, {words.listed(labels)}",
                     end_label=f"{line.name} ({words.ranges([numbers[one] for one in labels])})")
             for line, labels in zip(drawn, owners)]
    title = _drug_title(lines, held)
    return View(
        id="drug_and_window",
        title=title,
        what="Share of NMDA receptors that the drug blocks, and how far the window is open. "
        f"Shaded: the block slows learning below its usual rate. {BAND_NOTE}",
        leaves_out=f"{words.WINDOW_NOTE} The drug does more than is drawn here.",
        x_label="time since the first dose (h)",
        y_label="block and window (share, 0 to 1)",
        lines=tuple(lines),
        bands=tuple(Band(x0, x1, words.HELD_BACK, "held_back") for x0, x1 in held),
        marks=(),
        y_range=(0.0, 1.0),
        alt=f"{title} Chart of receptor block and window over {_HOURS:g} hours.",
        x_range=(0.0, _HOURS),
        key=Names(runs).key if any(line.end_label for line in lines) else "",
    )


def _add_once(drawn: list[Line], owners: list[list[str]], line: Line, label: str) -> None:
    """Add a line, or its arm to the line that is equal to it: a shared past is drawn once."""
    for other, labels in zip(drawn, owners):
        if other.style == line.style and np.array_equal(other.x, line.x) and np.allclose(
                other.y, line.y, rtol=0.0, atol=1e-3):  # below what a pixel shows
            labels.append(label)
            return
    drawn.append(line)
    owners.append([label])


def _drug_title(lines: list[Line], held: dict[tuple[float, float], None]) -> str:
    windows = [line for line in lines if line.style == "window"]
    if not windows:
        return words.NO_DOSE
    top = max(windows, key=lambda line: float(line.y.max()))
    peak = float(top.y.max())
    text = (f"The window is widest {top.x[int(top.y.argmax())]:.0f} h after the first dose "
            f"({peak:.2f})") if peak > 0.0 else "The dose opens no window"
    last_h = max((x1 for x0, x1 in held if x0 < 24.0), default=None)
    return f"{text}." if last_h is None else f"{text}. Learning is held back until {last_h:g} h."


def over_days(runs: Mapping[str, Sequence[Result]], lines: Sequence[Line], *, id: str,
              title: str, what: str, leaves_out: str, y_label: str,
              y_range: tuple[float, float | None] = (0.0, None)) -> View:
    """Return a view against model days, with windows, doses and sessions."""
    end_d = max(float(results[0].t_d[-1]) for results in runs.values())
    return View(
        id=id, title=title,
        what=f"{what} A line is the mean over seeds, a dot one seed. {BAND_NOTE} {SHADED}",
        leaves_out=f"{leaves_out} {words.NOT_PEOPLE}", x_label="time (model days)",
        y_label=y_label, lines=tuple(lines), bands=window_bands(runs), marks=marks_of(runs),
        y_range=y_range, alt=f"{title} Chart over {end_d:g} model days.",
        x_range=(0.0, end_d), key=Names(runs).key,
    )
